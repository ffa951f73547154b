//! From sums to what they say.

use std::cmp::Reverse;

use crate::model::Money;
use crate::schedule::simulate::outcome::{
    Chance, Contribution, ItemOutcome, MoneyOutcome, Outcome, Promised, Simulation, Strike,
};
use crate::schedule::simulate::tally::{Histogram, Moments, Tally};
use crate::schedule::simulate::{Settings, Task};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// One whole, in the unit of shares.
const WHOLE: i128 = 1_000_000;
/// A squared correlation below this many times the inverse of the number of runs is found once in a thousand times where there
/// is none: the 99.9 % point of chi-squared with one degree of freedom.
const CHANCE: i128 = 11;

pub(super) fn summary(
    task: &Task<'_>,
    tally: Tally,
    likely_end: Moment,
    settings: &Settings,
) -> Simulation {
    let runs = tally.runs;
    let chance = |hits: u64| Chance { hits, runs };
    let outcome = |histogram: Histogram| Outcome {
        bin: task.bin,
        bins: histogram.0.into_iter().collect(),
        runs,
    };
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
        end: outcome(tally.end),
        is_open: task.watch.is_open,
        likely_end,
        mean,
        deviation,
        items: watched
            .map(|(watched, ends)| ItemOutcome {
                item: watched.item,
                outcome: outcome(ends),
                is_open: watched.is_open,
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
        criticality: tally.critical.into_iter().map(chance).collect(),
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
