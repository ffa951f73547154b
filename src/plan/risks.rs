//! Risks and what they may cost; how dates stand by many runs.

use std::cmp::Reverse;

use super::{Plan, PlanStatus};
use crate::model::{Health, Impact, ItemId, Money, Risk, RiskId, Share};
use crate::schedule::State;
use crate::schedule::simulate::{Promised, Simulation};
use crate::time::Minutes;

/// Probability × impact, time and money apart: the one is not the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// Of the likely time.
    pub time: Option<Minutes>,
    /// Of the money midway between best and worst.
    pub money: Option<Money>,
}

/// A risk and what it may cost.
#[derive(Clone, Copy, Debug)]
pub struct RiskRow<'c> {
    /// Which.
    pub id: RiskId,
    /// The risk.
    pub risk: &'c Risk,
    /// What it costs if it comes true, by the same measures.
    pub impact: Exposure,
    /// Probability × impact; empty where one of them is not said.
    pub exposure: Exposure,
}

impl RiskRow<'_> {
    /// Its probability and its impact, where both are said.
    pub fn rating(&self) -> Option<(Share, Exposure)> {
        let is_said = self.impact.time.is_some() || self.impact.money.is_some();
        self.risk.probability.filter(|_| is_said).map(|probability| (probability, self.impact))
    }
}

impl<'c> Plan<'c> {
    /// Whether a risk may still come true: it is not over, nor is what it threatens.
    pub fn is_open_risk(&self, risk: &Risk) -> bool {
        let is_moot =
            risk.threatens.is_some_and(|item| !self.schedule.timing(item).state.is_open());
        !risk.is_closed && !is_moot
    }

    /// Whether what was to be done about an open risk should have been by now.
    pub fn is_overdue(&self, risk: &Risk) -> bool {
        let has_passed =
            risk.due.zip(self.today()).is_some_and(|(due, today)| due.moment.last_day() < today);
        has_passed && self.is_open_risk(risk)
    }

    /// All risks, the most exposed first: as time and money can't be compared, each counts against the greatest of its kind.
    /// Those that are closed stand last.
    pub fn risks(&self) -> Vec<RiskRow<'c>> {
        let mut rows: Vec<_> = self.model.risks.iter().enumerate().map(row).collect();
        let most_time = rows.iter().filter_map(|row| row.exposure.time).max();
        let most_money = rows.iter().filter_map(|row| row.exposure.money).max();
        rows.sort_by_key(|row| {
            let time = share(row.exposure.time.map(|of| of.0), most_time.map(|of| of.0));
            let money = share(row.exposure.money.map(|of| of.0), most_money.map(|of| of.0));
            (row.risk.is_closed, Reverse(time.max(money)))
        });
        rows
    }
}

fn row((index, risk): (usize, &Risk)) -> RiskRow<'_> {
    let exposure = risk.probability.map(|probability| expected_of(risk, probability));
    RiskRow {
        id: RiskId::from_index(index),
        risk,
        impact: expected_of(risk, Share::ONE),
        exposure: exposure.unwrap_or_default(),
    }
}

/// What a risk so likely costs.
fn expected_of(risk: &Risk, probability: Share) -> Exposure {
    let mut exposure = Exposure::default();
    for impact in &risk.impacts {
        match *impact {
            Impact::Time { likely, .. } => {
                let sum = exposure.time.get_or_insert_default();
                sum.0 = sum.0.saturating_add(expected(likely.0, probability));
            }
            Impact::Money { best, worst } => {
                let sum = exposure.money.get_or_insert_default();
                sum.0 = sum.0.saturating_add(expected(best.0.midpoint(worst.0), probability));
            }
        }
    }
    exposure
}

fn expected(impact: i64, probability: Share) -> i64 {
    i64::try_from(i128::from(impact) * i128::from(probability.0) / 1000).unwrap_or(i64::MAX)
}

/// One number of another in millionths; nothing is less than zero.
fn share(part: Option<i64>, whole: Option<i64>) -> Option<i128> {
    Some(i128::from(part?) * 1_000_000 / i128::from(whole?.max(1)))
}

/// A date that is kept in less than this share of all runs is at risk: in millionths.
const SAFE: u64 = 800_000;

impl PlanStatus<'_> {
    /// How a date that was committed to stands: off track where the forecast misses it, unknown where that rests on work without
    /// an estimate or on nothing, at risk where fewer than 80 % of all runs keep it.
    pub fn odds(&self, of: &Promised) -> Health {
        let commitment = match of.item {
            Some(item) => self.commitments(item).into_iter().find(|one| one.kind == of.kind),
            None => self.roadmap_commitment(),
        };
        match commitment {
            Some(commitment) if commitment.is_missed => Health::OffTrack,
            _ if of.is_open || of.item.is_some_and(|item| self.is_owed(item)) => Health::Unknown,
            _ if of.kept.millionths() < SAFE => Health::AtRisk,
            _ => Health::OnTrack,
        }
    }

    /// How an item stands if many runs are looked at too, or the whole: no better than the dates that it committed to, the whole
    /// than any. `None` of what is dropped.
    pub fn simulated_health(
        &self,
        simulation: &Simulation,
        item: Option<ItemId>,
    ) -> Option<Health> {
        let health = match item {
            Some(item) => self.item_health_word(item)?,
            None => self.health().0,
        };
        let is_done = item.is_none() && self.roadmap_state() == State::Done;
        let its = |of: &&Promised| !is_done && (item.is_none() || of.item == item);
        let odds = simulation.promised.iter().filter(its).map(|of| self.odds(of));
        Some(odds.fold(health, Health::max))
    }
}
