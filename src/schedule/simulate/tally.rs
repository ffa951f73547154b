//! Counts and sums over runs, and what they say. Integers that are added up: in which order, and on how many threads, makes no
//! difference.

use std::cmp::Reverse;

use crate::model::{ItemId, Money};
use crate::schedule::simulate::outcome::{
    Chance, Contribution, ItemOutcome, MoneyOutcome, Outcome, Promised, Simulation, Strike,
};
use crate::schedule::simulate::variables::Draw;
use crate::schedule::simulate::watch::Watched;
use crate::schedule::simulate::{Settings, Task};
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// One whole, in the unit of shares.
const WHOLE: i128 = 1_000_000;
/// A squared correlation below this many times the inverse of the number of runs is found once in a thousand times where there
/// is none: the 99.9 % point of chi-squared with one degree of freedom.
const CHANCE: i128 = 11;

/// What is summed up over runs.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub(super) runs: u64,
    pub(super) end: Outcome,
    /// By watched item.
    pub(super) items: Vec<Outcome>,
    /// By commitment: how often it was kept.
    pub(super) kept: Vec<u64>,
    /// By item: how often it was critical.
    pub(super) critical: Rows<u64>,
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
    sum: i128,
    squares: i128,
}

impl Moments {
    fn add(&mut self, value: i64) {
        let wide = i128::from(value);
        self.sum += wide;
        self.squares += wide * wide;
    }

    fn merge(&mut self, other: Self) {
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// The standard deviation, times the number of runs.
    fn spread(self, runs: u64) -> i128 {
        let squares = i128::from(runs).saturating_mul(self.squares);
        (squares - self.sum.saturating_mul(self.sum)).max(0).isqrt()
    }
}

impl Tally {
    pub(super) fn new(Task { watch, bin, model, .. }: &Task<'_>, draw: &Draw) -> Self {
        let outcome = Outcome::new(*bin);
        Self {
            runs: 0,
            items: vec![outcome.clone(); watch.items.len()],
            end: outcome,
            kept: vec![0; watch.promised.len()],
            critical: Rows::filled(0, model.items.len()),
            strikes: vec![0; draw.strikes.len()],
            late: Moments::default(),
            variables: vec![(Moments::default(), 0); draw.values.len()],
            risk_money: Vec::new(),
            more_cost: Vec::new(),
        }
    }

    pub(super) fn add_critical(&mut self, items: &[ItemId]) {
        for item in items {
            self.critical[*item] += 1;
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
        sum(&mut self.critical.0, &other.critical.0);
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

/// From sums to what they say.
pub(super) fn summary(
    task: &Task<'_>,
    tally: Tally,
    likely_end: Moment,
    settings: &Settings,
) -> Simulation {
    let runs = tally.runs;
    let chance = |hits: u64| Chance { hits, runs };
    let contributions = contributions(task, &tally);
    let (mean, deviation) = mean(task, &tally, likely_end);
    let watched = task.watch.items.iter().zip(tally.items);
    let promised = task.watch.promised.iter().zip(tally.kept);
    let risks = task.variables.risks().zip(tally.strikes);
    let spending = &task.spending;
    let planned = spending.planned.0;
    Simulation {
        runs,
        seed: settings.seed,
        end: tally.end,
        is_open: task.watch.is_open,
        likely_end,
        mean,
        deviation,
        items: watched
            .map(|(Watched { item, is_open, .. }, outcome)| ItemOutcome {
                item: *item,
                outcome,
                is_open: *is_open,
            })
            .collect(),
        promised: promised
            .map(|(one, kept)| Promised {
                item: one.item,
                kind: one.kind,
                moment: one.moment,
                kept: chance(kept),
                is_open: one.is_open,
            })
            .collect(),
        criticality: tally.critical.0.into_iter().map(chance).collect(),
        contributions,
        risks: risks.map(|(risk, struck)| Strike { risk, struck: chance(struck) }).collect(),
        silent_risks: task.variables.silent.clone(),
        risk_money: spending.has_risk_money.then(|| money(tally.risk_money, 0)),
        cost: spending.has_any.then(|| money(tally.more_cost, planned)),
    }
}

/// The average end and the standard deviation.
fn mean(task: &Task<'_>, tally: &Tally, likely_end: Moment) -> (Moment, Minutes) {
    let runs = i128::from(tally.runs.max(1));
    let late = narrowed((tally.late.sum + runs / 2).div_euclid(runs));
    let clock = task.model.calendars.first().map(Clock::new);
    let mean = clock.map_or(likely_end, |clock| clock.advance(likely_end, Minutes(late)));
    (mean, Minutes(narrowed((tally.late.spread(tally.runs) + runs / 2) / runs)))
}

/// The squared correlation of each variable with the end, where that is more than chance.
fn contributions(task: &Task<'_>, tally: &Tally) -> Vec<Contribution> {
    let least = CHANCE * WHOLE / i128::from(tally.runs.max(1));
    let sources = task.variables.sources().zip(&tally.variables);
    let shares = sources.map(|(source, (values, product))| {
        (source, squared_correlation(*values, tally.late, *product, tally.runs))
    });
    let mut contributions: Vec<_> = shares
        .filter(|(_, share)| *share >= least.max(1))
        .map(|(source, share)| Contribution { source, share: u64::try_from(share).unwrap_or(0) })
        .collect();
    contributions.sort_by_key(|one| (Reverse(one.share), one.source));
    contributions
}

/// In millionths. Roots first, so that numbers stay small enough for integers.
fn squared_correlation(values: Moments, late: Moments, product: i128, runs: u64) -> i128 {
    let both = values.spread(runs).saturating_mul(late.spread(runs));
    let joint = i128::from(runs).saturating_mul(product);
    let joint = joint.saturating_sub(values.sum.saturating_mul(late.sum));
    if both == 0 {
        return 0;
    }
    let correlation = joint.saturating_mul(WHOLE) / both;
    (correlation * correlation / WHOLE).min(WHOLE)
}

fn money(mut sums: Vec<i64>, planned: i64) -> MoneyOutcome {
    for sum in &mut sums {
        *sum = sum.saturating_add(planned);
    }
    sums.sort_unstable();
    let total: i128 = sums.iter().copied().map(i128::from).sum();
    let runs = i128::try_from(sums.len().max(1)).unwrap_or(1);
    MoneyOutcome { mean: Money(narrowed((total + runs / 2).div_euclid(runs))), sums }
}

fn narrowed(wide: i128) -> i64 {
    i64::try_from(wide).unwrap_or(i64::MAX)
}
