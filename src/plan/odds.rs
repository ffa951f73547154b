//! How things stand by many runs: a date that too few of them keep is at risk.

use super::Outlook;
use crate::model::{Health, ItemId};
use crate::schedule::State;
use crate::schedule::simulate::{Promised, Simulation};

/// A date that is kept in less than this share of all runs is at risk: in millionths.
const SAFE: u64 = 800_000;

impl Outlook<'_> {
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
