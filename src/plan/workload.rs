//! Everybody's work against their time, period by period.

use super::PlanStatus;
use crate::model::{Absence, Calendar, ItemId, ResourceId, ResourceKind, ResourceWalker};
use crate::schedule::{Engagement, engagements};
use crate::time::{Date, Minutes, Moment};

/// Who is taken by what: read from the schedule once, then asked.
#[derive(Debug)]
pub struct Workload<'a, 'm> {
    status: &'a PlanStatus<'m>,
    /// By resource: which of all engagements are theirs; of a team those of its persons too.
    of: Vec<Vec<usize>>,
    all: Vec<Engagement<'m>>,
}

/// What somebody is asked for in a period, and what they have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodLoad {
    /// What was done, and what lies ahead, item by item in order of declaration.
    pub items: Vec<ItemLoad>,
    /// What they have: days off and away left out.
    pub capacity: Minutes,
    /// What they would have besides if they were not away.
    pub away: Minutes,
    /// What they would have in weeks without days off or absences.
    pub regular: Minutes,
}

/// How much of somebody's time an item takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItemLoad {
    /// Which.
    pub item: ItemId,
    /// What was done.
    pub done: Minutes,
    /// What lies ahead.
    pub ahead: Minutes,
}

impl ItemLoad {
    /// Both.
    pub const fn work(&self) -> Minutes {
        Minutes(self.done.0.saturating_add(self.ahead.0))
    }
}

impl PeriodLoad {
    /// All that is asked for.
    pub fn work(&self) -> Minutes {
        Minutes(self.items.iter().map(|one| one.work().0).fold(0, i64::saturating_add))
    }

    /// How much of it was done.
    pub fn done(&self) -> Minutes {
        Minutes(self.items.iter().map(|one| one.done.0).fold(0, i64::saturating_add))
    }

    /// Work as a percentage of capacity, rounded; `None` where there is no capacity.
    pub fn percent(&self) -> Option<i64> {
        super::load::percent(self.work(), self.capacity)
    }
}

impl<'m> PlanStatus<'m> {
    /// Who is taken by what.
    pub fn workload(&self) -> Workload<'_, 'm> {
        Workload::of(self)
    }

    /// Everybody's load in each of these periods; by resource, then period.
    pub fn loads_by(&self, periods: &[(Moment, Moment)]) -> Vec<Vec<PeriodLoad>> {
        let workload = self.workload();
        let resources = self.plan.model.resources();
        resources.map(|resource| workload.loads(resource.id, periods)).collect()
    }
}

impl<'a, 'm> Workload<'a, 'm> {
    fn of(status: &'a PlanStatus<'m>) -> Self {
        let model = status.plan.model;
        let all = engagements(model, status.plan.schedule, &status.clocks);
        let mut of = vec![Vec::new(); model.resources.len()];
        for (at, engagement) in all.iter().enumerate() {
            let team = model.resource(engagement.resource).data().team;
            for taker in [Some(engagement.resource), team].into_iter().flatten() {
                if let Some(own) = of.get_mut(taker.index()) {
                    own.push(at);
                }
            }
        }
        Self { status, of, all }
    }

    fn engagements(&self, resource: ResourceId) -> impl Iterator<Item = &Engagement<'m>> {
        let own = self.of.get(resource.index()).map_or(&[][..], Vec::as_slice);
        own.iter().filter_map(|at| self.all.get(*at))
    }

    /// What somebody is asked for in each of these periods, and what they have.
    pub fn loads(&self, resource: ResourceId, periods: &[(Moment, Moment)]) -> Vec<PeriodLoad> {
        let load = |period: &(Moment, Moment)| PeriodLoad {
            items: self.items(resource, *period),
            ..self.capacity(resource, *period)
        };
        periods.iter().map(load).collect()
    }

    /// When the last of what somebody is asked for is over; `None` if nothing lies ahead of them.
    pub fn busy_until(&self, resource: ResourceId) -> Option<Moment> {
        self.engagements(resource).filter_map(Engagement::busy_until).max()
    }

    /// The first day on which they are there and nothing is asked of them any more; `None` if nothing lies ahead of them, or they
    /// are never there again.
    pub fn free_from(&self, resource: ResourceId) -> Option<Date> {
        let there = self.status.clocks.of_presence(resource).next_work(self.busy_until(resource)?);
        (there < Moment::MAX).then(|| there.date())
    }

    fn items(&self, resource: ResourceId, (from, to): (Moment, Moment)) -> Vec<ItemLoad> {
        // Several of a team may work on one item: their time is rounded together.
        let mut sums: Vec<(ItemId, i64, i64)> = Vec::new();
        for one in self.engagements(resource) {
            let (done, ahead) = (one.done(from, to), one.ahead(from, to));
            match sums.last_mut() {
                _ if done == 0 && ahead == 0 => {}
                Some((last, before, behind)) if *last == one.item => {
                    (*before, *behind) = (*before + done, *behind + ahead);
                }
                _ => sums.push((one.item, done, ahead)),
            }
        }
        let minutes = |thousandths: i64| Minutes(thousandths.saturating_add(500).div_euclid(1000));
        let load = |(item, done, ahead)| {
            let done_minutes = minutes(done);
            ItemLoad {
                item,
                done: done_minutes,
                ahead: Minutes(minutes(done + ahead).0 - done_minutes.0),
            }
        };
        sums.into_iter().map(load).collect()
    }

    /// What somebody has in a period; of a team that does not state its own number, what its persons have.
    fn capacity(&self, resource: ResourceId, period: (Moment, Moment)) -> PeriodLoad {
        let walker = self.status.plan.model.resource(resource);
        if walker.data().kind == ResourceKind::Team
            && walker.data().capacity_span.is_none()
            && walker.members().next().is_some()
        {
            let members = walker.members().map(|member| self.own_capacity(member, period));
            return members.fold(PeriodLoad::default(), |sum, one| PeriodLoad {
                capacity: Minutes(sum.capacity.0.saturating_add(one.capacity.0)),
                away: Minutes(sum.away.0.saturating_add(one.away.0)),
                regular: Minutes(sum.regular.0.saturating_add(one.regular.0)),
                items: sum.items,
            });
        }
        self.own_capacity(walker, period)
    }

    fn own_capacity(&self, walker: ResourceWalker<'_>, (from, to): (Moment, Moment)) -> PeriodLoad {
        let of = walker.data();
        let clock = self.status.clock(of.calendar);
        let open = clock.work_between(from, to).0.max(0);
        let away = Absence::joined(&of.absences).into_iter();
        let away = away.map(|(first, last)| {
            let (first, last) = (first.max(from), last.min(to));
            if first < last { clock.work_between(first, last).0.max(0) } else { 0 }
        });
        let away = away.fold(0, i64::saturating_add);
        let share = |time: i64| {
            let time = i128::from(time) * i128::from(of.capacity.0.max(0)) / 1000;
            Minutes(i64::try_from(time).unwrap_or(i64::MAX))
        };
        PeriodLoad {
            items: Vec::new(),
            capacity: share(open - away),
            away: share(away),
            regular: share(regular(walker.calendar(), from.date(), to.last_day())),
        }
    }
}

/// The working time of the days from one to another in weeks without exceptions.
fn regular(calendar: &Calendar, first: Date, last: Date) -> i64 {
    let on = |day: &[(u16, u16)]| -> i64 {
        day.iter().map(|(opens, closes)| i64::from(closes.saturating_sub(*opens))).sum()
    };
    let week: i64 = calendar.week.iter().map(|day| on(day)).sum();
    let days = i64::from(last.days()) - i64::from(first.days()) + 1;
    let weekday = first.weekday().index();
    let left = usize::try_from(days.rem_euclid(7)).unwrap_or(0);
    let rest = calendar.week.iter().cycle().skip(weekday).take(left).map(|day| on(day));
    days.div_euclid(7).saturating_mul(week).saturating_add(rest.sum::<i64>()).max(0)
}
