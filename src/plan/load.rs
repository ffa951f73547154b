//! How busy people, teams and resources are, how much is done, and what levelling cost.

use super::{Plan, PlanStatus};
use crate::model::{
    Absence, CalendarId, Edge, ItemId, ItemKind, ItemWalker, ResourceId, ResourceKind, Share,
};
use crate::schedule::{Levelling, State, Timing};
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
        percent(self.work, self.capacity)
    }
}

/// Work as a percentage of capacity, rounded; `None` where there is no capacity.
pub(super) fn percent(work: Minutes, capacity: Minutes) -> Option<i64> {
    let capacity = i128::from(capacity.0);
    if capacity <= 0 {
        return None;
    }
    i64::try_from((i128::from(work.0) * 100 + capacity / 2) / capacity).ok()
}

impl PlanStatus<'_> {
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

/// How much of some work is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkProgress {
    /// How much, weighed by working time; where nothing is estimated, by number.
    pub complete: Share,
    /// How many tasks and features without parts are done.
    pub done: usize,
    /// How many there are, those that are dropped left out.
    pub total: usize,
    /// How many of them nobody has estimated and are still to be done: how much is complete leaves them out.
    pub uncounted: usize,
}

impl PlanStatus<'_> {
    /// How much of the whole roadmap is done.
    pub fn progress(&self) -> WorkProgress {
        self.progress_among(self.plan.model.items())
    }

    /// How much of an item and all that is inside it is done.
    pub fn progress_of(&self, item: ItemWalker<'_>) -> WorkProgress {
        self.progress_among(std::iter::once(item).chain(item.descendants()))
    }

    /// How much of these items is done; those with parts are left out, their parts count.
    pub fn progress_among<'m>(&self, items: impl Iterator<Item = ItemWalker<'m>>) -> WorkProgress {
        let mut sums = Sums::default();
        for item in items.filter(|item| is_work(*item)) {
            let timing = self.plan.schedule.timing(item.id);
            let is_unknown = timing.state.is_open() && self.is_unestimated(item.id);
            if is_unknown {
                (sums.total, sums.uncounted) = (sums.total + 1, sums.uncounted + 1);
            } else if timing.is_scheduled {
                sums.add(timing, self.working_time(item).0);
            }
        }
        sums.progress()
    }
}

pub(super) fn is_work(item: ItemWalker<'_>) -> bool {
    !item.has_parts() && matches!(item.kind(), ItemKind::Task | ItemKind::Feature)
}

#[derive(Default)]
struct Sums {
    weighed: i128,
    weight: i128,
    complete: i128,
    done: usize,
    total: usize,
    uncounted: usize,
}

impl Sums {
    fn add(&mut self, timing: &Timing, weight: i64) {
        let complete = timing.complete;
        self.weighed += i128::from(complete.0) * i128::from(weight);
        self.weight += i128::from(weight);
        self.complete += i128::from(complete.0);
        self.done += usize::from(timing.state == State::Done);
        self.total += 1;
    }

    fn progress(&self) -> WorkProgress {
        let counted = self.total.saturating_sub(self.uncounted).max(1);
        let by_number = || self.complete / i128::try_from(counted).unwrap_or(1);
        let complete = if self.weight > 0 { self.weighed / self.weight } else { by_number() };
        let complete = Share(i64::try_from(complete).unwrap_or_default());
        let Self { done, total, uncounted, .. } = *self;
        WorkProgress { complete, done, total, uncounted }
    }
}

impl Plan<'_> {
    /// What decides where an item is that levelling moved though nobody was busy for it: what it follows.
    pub fn followed(&self, item: ItemId) -> Option<ItemId> {
        let timing = self.schedule.timing(item);
        let drivers = [(Edge::Start, timing.start_driver), (Edge::End, timing.end_driver)];
        let points = drivers.into_iter().map(|(edge, driver)| driver.point(self.model, item, edge));
        points.flatten().map(|(item, _)| item).next()
    }
}

impl PlanStatus<'_> {
    /// By how many working days the roadmap ends later than if nobody were ever busy.
    pub fn levelling_cost(&self, levelling: &Levelling) -> i64 {
        let (without, with) = (levelling.plain_end, self.plan.schedule.end);
        self.clock(CalendarId(0)).working_days(without.last_day(), with.last_day())
    }
}
