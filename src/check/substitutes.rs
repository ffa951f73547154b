//! Who of those who may do some work instead of somebody else has the time for it.

use std::collections::BTreeMap;

use super::facts::Facts;
use crate::model::{Assignment, ItemId, Model, ResourceId, ResourceKind, ResourceWalker, Share};
use crate::time::Moment;

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
                let units = asked(facts.model, one.resource, one.units);
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
            let units = asked(facts.model, *resource, *units);
            !is_away && demand.saturating_add(units.0) <= data.capacity.0
        };
        let (resource, units) = assignment.alternatives.iter().find(is_free)?;
        Some((facts.model.resource(*resource), *units))
    }
}

/// How much an assignment asks for. Of a person it is written as a share of what they have: all of somebody who is there for 60%
/// is 60%.
pub(super) fn asked(model: &Model, resource: ResourceId, units: Share) -> Share {
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
