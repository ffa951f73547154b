//! What would remove an overload: each remedy is tried by making the whole schedule again before it is offered.

use std::cell::Cell;

use super::facts::Facts;
use super::members::Members;
use crate::model::{ItemId, Model, ResourceId, Share};
use crate::schedule::{Change, Overload, Schedule, trial};
use crate::time::Minutes;

/// How many remedies of one file are tried at most, and of how many items altogether: a trial takes as long as the schedule
/// itself, so that a plan with thousands of overloads would otherwise be checked thousands of times over. The first few
/// overloads are enough: who mends them asks again.
const TRIALS: usize = 24;
const ITEMS: usize = 24_000;

/// Tries remedies.
pub(super) struct Remedies<'a> {
    facts: Facts<'a>,
    left: Cell<usize>,
}

/// What a remedy that removes an overload does to everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Price {
    /// How many more items would be late.
    pub(super) late: usize,
    /// By how many working days the roadmap would end later.
    pub(super) days: i64,
    /// By how much all ends together would move, to choose the smallest of several.
    moved: i64,
}

impl<'a> Remedies<'a> {
    pub(super) fn new(facts: Facts<'a>) -> Self {
        let affordable = ITEMS / facts.model.items.len().max(1);
        // Where work is levelled only fixed dates clash: they can't wait, and each trial would level anew.
        let is_levelled = facts.schedule.levelling.is_some();
        Self { facts, left: Cell::new(if is_levelled { 0 } else { TRIALS.min(affordable) }) }
    }

    /// Whether anything more can be tried.
    pub(super) fn has_trials(&self) -> bool {
        self.left.get() > 0
    }

    /// The price of letting an item wait for another, if that removes an overload.
    pub(super) fn waiting(
        &self,
        overload: &Overload,
        item: ItemId,
        first: ItemId,
    ) -> Option<Price> {
        self.price(overload, Change::After { item, first })
    }

    /// The price of letting somebody else do an item, if that removes an overload.
    pub(super) fn reassigning(
        &self,
        overload: &Overload,
        item: ItemId,
        from: ResourceId,
        (to, units): (ResourceId, Share),
    ) -> Option<Price> {
        self.price(overload, Change::Reassign { item, from, to, units })
    }

    fn price(&self, overload: &Overload, change: Change) -> Option<Price> {
        self.left.set(self.left.get().checked_sub(1)?);
        let before = self.facts.schedule;
        let after = trial(self.facts.model, change);
        removes(self.facts.model, before, &after, overload).then(|| self.compare(before, &after))
    }

    fn compare(&self, before: &Schedule, after: &Schedule) -> Price {
        let late = |schedule: &Schedule| {
            schedule.timings.iter().filter(|one| one.total_slack < Minutes::ZERO).count()
        };
        let clock = self.facts.clocks.of_roadmap();
        let ends = before.timings.iter().zip(&after.timings);
        let moved = ends.map(|(before, after)| after.end.since(before.end).0.saturating_abs());
        Price {
            late: late(after).saturating_sub(late(before)),
            days: clock.working_days(before.end.last_day(), after.end.last_day()),
            moved: moved.fold(0, i64::saturating_add),
        }
    }
}

/// Whether an overload is gone, and nothing else is wrong that was not told before: no other overload, also none of a team that
/// this one explains, no cycle, no fixed date that
/// comes too early.
fn removes(model: &Model, before: &Schedule, after: &Schedule, overload: &Overload) -> bool {
    let (explains, explains_then) = (Members::of(model, before), Members::of(model, after));
    let is_known = |new: &Overload| {
        before.overloads.iter().any(|old| {
            !std::ptr::eq(old, overload)
                && !explains.explain(old)
                && old.resource == new.resource
                && old.first <= new.first
                && new.last <= old.last
                && new.items.iter().all(|item| old.items.contains(item))
        })
    };
    let is_untied = after.cycle_report.cycles.len() == before.cycle_report.cycles.len()
        && after.cycle_report.own_parts.len() == before.cycle_report.own_parts.len();
    let is_kept = after.contradictions.len() <= before.contradictions.len()
        && after.never_works.len() <= before.never_works.len();
    is_untied
        && is_kept
        && after.overloads.iter().all(|new| explains_then.explain(new) || is_known(new))
}
