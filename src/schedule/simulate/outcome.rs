//! What came of all runs.

use std::collections::BTreeMap;

use crate::model::{CommitmentKind, ItemId, Money, RiskId};
use crate::schedule::simulate::variables::Source;
use crate::time::{Minutes, Moment};

/// In how many of all runs something was so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// In so many.
    pub hits: u64,
    /// Of so many; at least one.
    pub runs: u64,
}

impl Chance {
    /// In millionths, rounded down: only what always was so is a million.
    pub const fn millionths(self) -> u64 {
        self.hits.saturating_mul(1_000_000) / if self.runs == 0 { 1 } else { self.runs }
    }

    /// In percent, to the nearest; but 100 only if it always was so, and 0 only if it never was.
    pub fn percent(self) -> u64 {
        let nearest = (self.millionths() + 5_000) / 10_000;
        match self.hits {
            0 => 0,
            hits if hits >= self.runs => 100,
            _ => nearest.clamp(1, 99),
        }
    }
}

/// When something ends, over all runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// How many minutes one bin has: those of a day; of a plan of a few days one.
    bin: i64,
    /// By bin: how many runs end in it.
    bins: BTreeMap<i64, u64>,
    runs: u64,
}

impl Outcome {
    /// Of no run yet.
    pub(super) const fn new(bin: i64) -> Self {
        Self { bin, bins: BTreeMap::new(), runs: 0 }
    }

    /// A run more.
    pub(super) fn add(&mut self, end: Moment) {
        *self.bins.entry(self.bin_of(end)).or_default() += 1;
        self.runs += 1;
    }

    /// Other runs too.
    pub(super) fn merge(&mut self, other: Self) {
        for (bin, count) in other.bins {
            *self.bins.entry(bin).or_default() += count;
        }
        self.runs += other.runs;
    }

    /// Midnight belongs to the day that it closes.
    const fn bin_of(&self, moment: Moment) -> i64 {
        (moment.minutes() - 1).div_euclid(self.bin)
    }

    /// The first day by whose end so many percent of all runs have ended (in a plan of a few days, the minute): the moment that
    /// closes it. [`Moment::last_day`] is what people call it.
    pub fn percentile(&self, percent: u32) -> Moment {
        let wanted = (u128::from(self.runs) * u128::from(percent)).div_ceil(100);
        let mut sum = 0;
        let reached = self.bins.iter().find(|(_, count)| {
            sum += u128::from(**count);
            sum >= wanted.max(1)
        });
        self.closes(reached.or(self.bins.last_key_value()).map_or(0, |(bin, _)| *bin))
    }

    /// How often it has ended by the end of a moment's day (or by that minute).
    pub fn by(&self, moment: Moment) -> Chance {
        let kept = self.bins.range(..=self.bin_of(moment));
        Chance { hits: kept.map(|(_, count)| count).sum(), runs: self.runs }
    }

    /// Whether ends are told to the minute, as all is a matter of hours.
    pub const fn is_to_the_minute(&self) -> bool {
        self.bin == 1
    }

    /// How many runs have ended by each day (or minute) on which any ends, ascending: the moment that closes it, and the count.
    pub fn cumulative(&self) -> impl Iterator<Item = (Moment, u64)> {
        self.bins.iter().scan(0, |sum, (bin, count)| {
            *sum += count;
            Some((self.closes(*bin), *sum))
        })
    }

    /// How many runs there are.
    pub const fn runs(&self) -> u64 {
        self.runs
    }

    /// Whether all runs end on the same day.
    pub fn is_certain(&self) -> bool {
        self.bins.len() < 2
    }

    fn closes(&self, bin: i64) -> Moment {
        Moment::from_minutes(bin.saturating_add(1).saturating_mul(self.bin))
    }
}

/// When an item ends, over all runs.
#[derive(Clone, Debug)]
pub struct ItemOutcome {
    /// Which.
    pub item: ItemId,
    /// When it ends; a release no earlier than the last item in it.
    pub outcome: Outcome,
    /// Whether that rests on work without an estimate, so that nothing is likely or unlikely: it is "not before" then.
    pub is_open: bool,
}

/// How often a date that was committed to is kept.
#[derive(Clone, Copy, Debug)]
pub struct Promised {
    /// Whose date; `None` of the whole roadmap's.
    pub item: Option<ItemId>,
    /// Which words committed to it.
    pub kind: CommitmentKind,
    /// The last moment that keeps it.
    pub moment: Moment,
    /// How often it is kept.
    pub kept: Chance,
    /// Whether that rests on work without an estimate, so that nobody knows.
    pub is_open: bool,
}

/// How much of what is unsure about the end comes from one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contribution {
    /// From what.
    pub source: Source,
    /// The squared correlation with the end, in millionths: the share of the end's variance that a straight line explains.
    pub share: u64,
}

/// A sum of money over all runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyOutcome {
    /// On average.
    pub mean: Money,
    /// Ascending, one a run.
    pub(super) sums: Vec<i64>,
}

impl MoneyOutcome {
    /// Whether it is the same in every run.
    pub fn is_certain(&self) -> bool {
        self.sums.first() == self.sums.last()
    }

    /// The least sum that so many percent of all runs don't exceed.
    pub fn percentile(&self, percent: u32) -> Money {
        let runs = self.sums.len() as u64;
        let rank = (u128::from(runs) * u128::from(percent)).div_ceil(100).max(1) - 1;
        let at = usize::try_from(rank).unwrap_or(usize::MAX);
        Money(self.sums.get(at).or(self.sums.last()).copied().unwrap_or(0))
    }
}

/// How often a risk struck.
#[derive(Clone, Copy, Debug)]
pub struct Strike {
    /// Which.
    pub risk: RiskId,
    /// How often.
    pub struck: Chance,
}

/// What came of a simulation.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// How many runs there were.
    pub runs: u64,
    /// What they were drawn from.
    pub seed: u64,
    /// The end of the last work: releases and milestones on a date of their own don't count, as they don't move.
    pub end: Outcome,
    /// Whether that rests on work without an estimate, so that nothing is likely or unlikely: it is "not before" then.
    pub is_open: bool,
    /// The same where everything is as it is likely and no risk strikes.
    pub likely_end: Moment,
    /// The average end, in working time of the roadmap's calendar.
    pub mean: Moment,
    /// The standard deviation of the end, in working time of the roadmap's calendar.
    pub deviation: Minutes,
    /// Milestones and releases, and what else has a deadline or a promise, unless they are done; in order of declaration.
    pub items: Vec<ItemOutcome>,
    /// Every deadline, promise and planned date; the roadmap's own first, then in order of declaration.
    pub promised: Vec<Promised>,
    /// By item: how often it is on a chain that decides the end; of what takes no part never.
    pub criticality: Vec<Chance>,
    /// What the variance of the end comes from, the most first; what can't be told from chance is left out.
    pub contributions: Vec<Contribution>,
    /// Open risks that may strike, in order of declaration.
    pub risks: Vec<Strike>,
    /// Open risks that say too little to be drawn: how likely they are, or what they cost whom.
    pub silent_risks: Vec<RiskId>,
    /// What risks cost in money; `None` where none says so.
    pub risk_money: Option<MoneyOutcome>,
    /// What everything costs: what is stated, people's time at their rates, and risks; `None` where nothing costs anything.
    pub cost: Option<MoneyOutcome>,
}

impl Simulation {
    /// What came of an item that is not done, if it is a milestone or a release, or has a deadline or a promise; nothing if that
    /// rests on work without an estimate.
    pub fn of_item(&self, item: ItemId) -> Option<&Outcome> {
        let at = self.items.binary_search_by_key(&item, |one| one.item).ok()?;
        self.items.get(at).filter(|one| !one.is_open).map(|one| &one.outcome)
    }

    /// Whether no date varies; what everything costs may.
    pub fn is_certain(&self) -> bool {
        self.end.is_certain() && self.items.iter().all(|one| one.outcome.is_certain())
    }
}
