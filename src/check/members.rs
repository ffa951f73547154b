//! Overloads of teams that are those of their members once more.

use std::collections::BTreeMap;

use crate::model::{Model, ResourceId};
use crate::schedule::{Overload, Schedule};

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
