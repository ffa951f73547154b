//! Counts and sums over runs. Integers that are added up: in which order, and on how many threads, makes no difference.

use std::collections::BTreeMap;

use crate::model::ItemId;
use crate::schedule::simulate::watch::Watch;
use crate::time::Moment;

/// What is summed up over runs.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) runs: u64,
    pub(super) end: Histogram,
    /// By watched item.
    pub(super) items: Vec<Histogram>,
    /// By commitment: how often it was kept.
    pub(super) kept: Vec<u64>,
    /// By item: how often it was critical.
    pub(super) critical: Vec<u64>,
    /// By risk: how often it struck.
    pub(super) strikes: Vec<u64>,
    /// The end, as working time behind the likely one.
    pub(super) late: Moments,
    /// By variable: its value, and its product with the end.
    pub(super) variables: Vec<(Moments, i128)>,
    /// What risks cost, one a run, and what everything does beyond what is planned.
    pub(super) risk_money: Vec<i64>,
    pub(super) more_cost: Vec<i64>,
}

/// The sums of values and of their squares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moments {
    pub(super) sum: i128,
    pub(super) squares: i128,
}

impl Moments {
    pub(super) fn add(&mut self, value: i64) {
        let wide = i128::from(value);
        self.sum += wide;
        self.squares += wide * wide;
    }

    fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The standard deviation, times the number of runs.
    pub(super) fn spread(self, runs: u64) -> i128 {
        let squares = i128::from(runs).saturating_mul(self.squares);
        (squares - self.sum.saturating_mul(self.sum)).max(0).isqrt()
    }
}

/// How many runs end in which bin.
#[derive(Clone, Debug, Default)]
pub(super) struct Histogram(pub(super) BTreeMap<i64, u64>);

impl Histogram {
    pub(super) fn add(&mut self, end: Moment, bin: i64) {
        // Midnight belongs to the day that it closes.
        let at = (end.minutes() - 1).div_euclid(bin);
        *self.0.entry(at).or_default() += 1;
    }

    fn merge(&mut self, other: Self) {
        for (bin, count) in other.0 {
            *self.0.entry(bin).or_default() += count;
        }
    }
}

impl Tally {
    pub(super) fn new(watch: &Watch, items: usize, risks: usize, variables: usize) -> Self {
        Self {
            runs: 0,
            end: Histogram::default(),
            items: vec![Histogram::default(); watch.items.len()],
            kept: vec![0; watch.promised.len()],
            critical: vec![0; items],
            strikes: vec![0; risks],
            late: Moments::default(),
            variables: vec![(Moments::default(), 0); variables],
            risk_money: Vec::new(),
            more_cost: Vec::new(),
        }
    }

    pub(super) fn add_critical(&mut self, items: &[ItemId]) {
        for item in items {
            if let Some(count) = self.critical.get_mut(item.index()) {
                *count += 1;
            }
        }
    }

    pub(super) fn add_end(&mut self, late: i64, values: &[i64]) {
        self.late.add(late);
        for ((moments, product), value) in self.variables.iter_mut().zip(values) {
            moments.add(*value);
            *product += i128::from(*value) * i128::from(late);
        }
    }

    /// What both have counted.
    pub(super) fn merge(&mut self, other: Self) {
        self.runs += other.runs;
        self.end.merge(other.end);
        self.late.merge(other.late);
        self.items.iter_mut().zip(other.items).for_each(|(one, other)| one.merge(other));
        sum(&mut self.kept, &other.kept);
        sum(&mut self.critical, &other.critical);
        sum(&mut self.strikes, &other.strikes);
        for ((moments, product), (more, other)) in self.variables.iter_mut().zip(other.variables) {
            moments.merge(more);
            *product += other;
        }
        self.risk_money.extend(other.risk_money);
        self.more_cost.extend(other.more_cost);
    }
}

fn sum(counts: &mut [u64], more: &[u64]) {
    for (count, more) in counts.iter_mut().zip(more) {
        *count += more;
    }
}
