//! What to do about an overload: who else could do the work, what could wait, and whose overload is that of their team.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::facts::Facts;
use crate::model::{Assignment, ItemId, Model, ResourceId, ResourceKind, ResourceWalker, Share};
use crate::schedule::{Overload, Schedule, if_reassigned, if_waiting};
use crate::time::{Minutes, Moment};

/// How many overloads of members are looked at for one of their team.
const NEAREST: usize = 100;

/// The overloads of the members of each team, in order of time: a team may be overloaded only because one of them is.
pub(super) struct Members<'a>(BTreeMap<ResourceId, Vec<&'a Overload>>);

impl<'a> Members<'a> {
    pub(super) fn of(model: &Model, schedule: &'a Schedule) -> Self {
        let mut by_team: BTreeMap<_, Vec<&Overload>> = BTreeMap::new();
        for overload in &schedule.overloads {
            if let Some(team) = model.resource(overload.resource).data().team {
                by_team.entry(team).or_default().push(overload);
            }
        }
        for overloads in by_team.values_mut() {
            overloads.sort_by_key(|overload| overload.first);
        }
        Self(by_team)
    }

    /// Whether there would be enough of a team if none of its members was overloaded in that time.
    pub(super) fn explain(&self, team: &Overload) -> bool {
        let Some(members) = self.0.get(&team.resource) else { return false };
        let before = members.partition_point(|member| member.first <= team.last);
        let nearest = members.iter().take(before).rev().take(NEAREST);
        let overlapping = nearest.filter(|member| member.last >= team.first);
        let excess = |of: &Overload| of.demand.0.saturating_sub(of.capacity.0);
        overlapping.map(|member| excess(member)).fold(0, i64::saturating_add) >= excess(team)
    }
}

/// How much is asked of everybody who is named as an alternative.
pub(super) struct Substitutes(BTreeMap<ResourceId, Demand>);

/// From each moment on so much is asked, ascending; before the first nothing.
type Demand = Vec<(Moment, i64)>;

impl Substitutes {
    pub(super) fn of(facts: Facts<'_>) -> Self {
        let alternatives = facts.model.assignments.iter().flat_map(|one| &*one.alternatives);
        let mut changes: BTreeMap<_, Demand> =
            alternatives.map(|(resource, _)| (*resource, Vec::new())).collect();
        if changes.is_empty() {
            return Self(changes);
        }
        let work = facts.dated().filter(|(item, of)| !item.has_parts() && of.state.is_open());
        for (item, timing) in work {
            for one in item.assignments() {
                let units = demand_of(facts.model, one.resource, one.units);
                // What is asked of a person is asked of their team too.
                let team = facts.model.resource(one.resource).data().team;
                for resource in std::iter::once(one.resource).chain(team) {
                    if let Some(changes) = changes.get_mut(&resource) {
                        changes.extend([(timing.start, units.0), (timing.end, -units.0)]);
                    }
                }
            }
        }
        changes.values_mut().for_each(sum_up);
        Self(changes)
    }

    /// The first alternative of an assignment who is there and has as much time left as is asked for, as long as the item lasts.
    pub(super) fn free<'a>(
        &self,
        facts: Facts<'a>,
        item: ItemId,
        assignment: &Assignment,
    ) -> Option<(ResourceWalker<'a>, Share)> {
        let timing = facts.schedule.timing(item);
        let (start, end) = (timing.start, timing.end);
        let is_free = |(resource, units): &&(ResourceId, Share)| {
            let data = facts.model.resource(*resource).data();
            let is_away =
                data.absences.iter().any(|absence| absence.from < end && start < absence.to);
            let demand = self.0.get(resource).map_or(0, |demand| most(demand, start, end));
            let units = demand_of(facts.model, *resource, *units);
            !is_away && demand.saturating_add(units.0) <= data.capacity.0
        };
        let (resource, units) = assignment.alternatives.iter().find(is_free)?;
        Some((facts.model.resource(*resource), *units))
    }
}

/// How much an assignment asks for. Of a person it is written as a share of what they have: all of somebody who is there for 60%
/// is 60%.
pub(super) fn demand_of(model: &Model, resource: ResourceId, units: Share) -> Share {
    let data = model.resource(resource).data();
    match data.kind {
        ResourceKind::Person => Share(units.0.saturating_mul(data.capacity.0) / Share::ONE.0),
        ResourceKind::Team | ResourceKind::Resource => units,
    }
}

/// From changes to what they come to.
fn sum_up(changes: &mut Demand) {
    changes.sort_unstable();
    let mut sum: i64 = 0;
    for (_, change) in changes {
        sum = sum.saturating_add(*change);
        *change = sum;
    }
}

/// The most that is asked between two moments.
fn most(demand: &Demand, start: Moment, end: Moment) -> i64 {
    // Of several changes at a moment the last holds.
    let first = demand.partition_point(|(from, _)| *from <= start).saturating_sub(1);
    let within = demand.get(first..).unwrap_or_default();
    let within = within.iter().take_while(|(from, _)| *from < end);
    within.map(|(_, asked)| *asked).max().unwrap_or(0)
}

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
        self.price(overload, || if_waiting(self.facts.model, item, first))
    }

    /// The price of letting somebody else do an item, if that removes an overload.
    pub(super) fn reassigning(
        &self,
        overload: &Overload,
        item: ItemId,
        from: ResourceId,
        to: (ResourceId, Share),
    ) -> Option<Price> {
        self.price(overload, || if_reassigned(self.facts.model, item, from, to))
    }

    fn price(&self, overload: &Overload, changed: impl FnOnce() -> Schedule) -> Option<Price> {
        self.left.set(self.left.get().checked_sub(1)?);
        let before = self.facts.schedule;
        let after = changed();
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
