//! How busy people, teams and resources are.

use super::Outlook;
use crate::model::{Absence, ResourceId, ResourceKind};
use crate::time::{Minutes, Moment};

/// How much of somebody's time the roadmap takes, from its first day to its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Of whom.
    pub resource: ResourceId,
    /// What they are asked for. Of a team this includes what its persons are asked for by name.
    pub work: Minutes,
    /// What they have, days away left out.
    pub capacity: Minutes,
}

impl Load {
    /// Work as a percentage of capacity, rounded; `None` where there is no capacity.
    pub fn percent(&self) -> Option<i64> {
        let capacity = i128::from(self.capacity.0);
        if capacity <= 0 {
            return None;
        }
        i64::try_from((i128::from(self.work.0) * 100 + capacity / 2) / capacity).ok()
    }
}

impl Outlook<'_> {
    /// How busy everybody is, in order of declaration.
    pub fn loads(&self) -> Vec<Load> {
        let work = self.work_by_resource();
        let rows = self.plan.model.resources().zip(work);
        rows.map(|(of, work)| Load { resource: of.id, work, capacity: self.capacity(of.id) })
            .collect()
    }

    fn work_by_resource(&self) -> Vec<Minutes> {
        let model = self.plan.model;
        let mut work = vec![Minutes::ZERO; model.resources.len()];
        for one in model.items().flat_map(|item| self.work(item.id)) {
            let team = model.resource(one.resource).data().team;
            for taker in [Some(one.resource), team].into_iter().flatten() {
                if let Some(sum) = work.get_mut(taker.index()) {
                    sum.0 = sum.0.saturating_add(one.minutes.0);
                }
            }
        }
        work
    }

    /// The time somebody has from the roadmap's start to its end.
    fn capacity(&self, resource: ResourceId) -> Minutes {
        let walker = self.plan.model.resource(resource);
        let members: Vec<_> = walker.members().collect();
        // A team that states its own number has that many; else it is as present as its persons are.
        if walker.data().kind == ResourceKind::Team
            && walker.data().capacity_span.is_none()
            && !members.is_empty()
        {
            let sum = members.iter().map(|member| self.capacity(member.id).0);
            return Minutes(sum.fold(0, i64::saturating_add));
        }
        let present = self.presence(resource);
        let time = i128::from(present.0) * i128::from(walker.data().capacity.0.max(0)) / 1000;
        Minutes(i64::try_from(time).unwrap_or(i64::MAX))
    }

    fn presence(&self, resource: ResourceId) -> Minutes {
        let of = self.plan.model.resource(resource).data();
        let (start, end) = (self.plan.schedule.start, self.plan.schedule.end);
        let clock = self.clock(of.calendar);
        let work = |(from, to): (Moment, Moment)| {
            clock.work_between(from.max(start), to.min(end)).0.max(0)
        };
        let away = Absence::joined(&of.absences).into_iter().map(work);
        Minutes(work((start, end)) - away.sum::<i64>())
    }
}
