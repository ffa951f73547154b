//! What was committed to against what is forecast; what is late, and what drives it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Plan, PlanStatus};
use crate::model::{CalendarId, CommitmentKind, Edge, FixedDate, ItemId};
use crate::schedule::{self, Clock, Driver, Schedule, Timing};
use crate::text::words::counted;
use crate::time::{Date, Moment, Spoken};

/// A date that was committed to, and what the schedule says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// Which words committed to it.
    pub kind: CommitmentKind,
    /// The last day that keeps it.
    pub planned: Date,
    /// The day it is forecast for.
    pub forecast: Date,
    /// Working days from the one to the other: positive where it is late, negative where days are left. Of a forecast that is
    /// open it is only the least; [`Commitment::known_variance`] leaves that out.
    pub variance: i64,
    /// Whether it is missed; may be so by hours, with a variance of no days.
    pub is_missed: bool,
    /// Whether the forecast rests on work that nobody estimated: it is "not before" then.
    pub is_open: bool,
    /// The moments behind the two days.
    pub(super) moments: (Moment, Moment),
}

impl Commitment {
    /// The planned and the forecast day as people say them, by the working time of whom they are of; with their hours where the
    /// day is the same and the hour decides. An hour that is written is said in any case.
    pub fn spoken(&self, clock: &Clock<'_>) -> (Spoken, Spoken) {
        let (planned, forecast) = self.moments;
        let (due, end) = (clock.spoken(planned, Edge::End), clock.spoken(forecast, Edge::End));
        let is_hour_written = planned.minute_of_day() > 0;
        match self.planned == self.forecast {
            true if is_hour_written || self.is_missed => (due.with_hour(), end.with_hour()),
            false if is_hour_written => (due.with_hour(), end),
            _ => (due, end),
        }
    }

    /// The moments behind the two days.
    pub const fn moments(&self) -> (Moment, Moment) {
        self.moments
    }

    /// Working days from the planned to the forecast day; `None` where nobody knows.
    pub fn known_variance(&self) -> Option<i64> {
        (!self.is_open).then_some(self.variance)
    }

    /// `3 working days late`, `1 working day early`, `on time`, `2h late`; where it rests on work that nobody has
    /// estimated, `not estimated`, `at least 3 working days late`.
    pub fn lateness(&self) -> String {
        match (self.variance, self.is_missed) {
            (_, false) if self.is_open => "not estimated".into(),
            (days, true) if self.is_open && days != 0 => {
                format!("at least {} late", counted(days, "working day"))
            }
            (0, true) if self.planned != self.forecast => "late by nothing but days off".into(),
            (0, true) => {
                let (planned, forecast) = self.moments;
                format!("{} late", forecast.since(planned).on_the_clock())
            }
            (0, false) => "on time".into(),
            (days, true) => format!("{} late", counted(days, "working day")),
            (days, false) => format!("{} early", counted(days, "working day")),
        }
    }
}

/// When something is expected to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// When.
    pub end: Moment,
    /// Whether it rests on work that nobody estimated: it is "not before" then.
    pub is_open: bool,
}

impl Forecast {
    /// That of an item that is scheduled.
    pub const fn of(timing: &Timing) -> Self {
        Self { end: timing.end, is_open: timing.is_open }
    }

    /// That of the whole roadmap.
    pub fn of_roadmap(schedule: &Schedule) -> Self {
        let is_open = schedule.timings.iter().any(|timing| timing.is_scheduled && timing.is_open);
        Self { end: schedule.end, is_open }
    }

    pub(super) fn against(
        self,
        kind: CommitmentKind,
        date: FixedDate,
        clock: &Clock<'_>,
    ) -> Commitment {
        let (planned, forecast) = (date.moment.last_day(), self.end.last_day());
        Commitment {
            kind,
            planned,
            forecast,
            variance: clock.working_days(planned, forecast),
            is_missed: self.end > date.moment,
            is_open: self.is_open,
            moments: (date.moment, self.end),
        }
    }
}

impl PlanStatus<'_> {
    /// What the variance of an item is told against: what is missed by most, or if nothing is, the planned day, the deadline,
    /// the promise.
    pub fn told_commitment(&self, item: ItemId) -> Option<Commitment> {
        let rank = |of: &Commitment| match of.kind {
            CommitmentKind::Promise => 0,
            CommitmentKind::Deadline => 1,
            CommitmentKind::Date => 2,
        };
        let lateness = |of: &Commitment| if of.is_missed { of.variance } else { 0 };
        let all = self.commitments(item).into_iter();
        all.max_by_key(|of| (of.is_missed, lateness(of), rank(of)))
    }

    /// What an item committed to, deadline first; nothing of an item that is dropped.
    pub fn commitments(&self, item: ItemId) -> Vec<Commitment> {
        let Plan { model, schedule, .. } = self.plan;
        let walker = model.item(item);
        let dates = walker.dates();
        if !schedule.timing(item).is_scheduled || walker.data().dates.is_none() {
            return Vec::new();
        }
        let written = [
            (CommitmentKind::Deadline, dates.by),
            (CommitmentKind::Promise, dates.promised.as_ref().map(|promise| promise.date)),
            (CommitmentKind::Date, dates.to),
        ];
        let Some(forecast) = self.forecast(item) else { return Vec::new() };
        // Of what holds nothing yet nobody knows whether it will be in time, but it may be late already.
        let is_unknown = !self.healths.is_empty() && self.is_owed(item);
        let clock = self.clock(walker.data().calendar);
        written
            .into_iter()
            .filter_map(|(kind, date)| Some(forecast.against(kind, date?, clock)))
            .map(|of| Commitment { is_open: of.is_open || is_unknown && !of.is_missed, ..of })
            .collect()
    }

    /// Where items stand that miss a day, and that day.
    pub(super) fn missed_days(&self) -> BTreeSet<(Moment, Date)> {
        let all = self.plan.model.items().flat_map(|item| self.commitments(item.id));
        all.filter(|of| of.is_missed).map(|of| (of.moments.1, of.planned)).collect()
    }

    /// The deadline of the whole roadmap.
    pub fn roadmap_commitment(&self) -> Option<Commitment> {
        let clock = self.clock(CalendarId(0));
        let by = self.plan.model.header.by?;
        self.is_anything_planned()
            .then(|| self.roadmap_forecast().against(CommitmentKind::Deadline, by, clock))
    }

    /// When the whole roadmap is expected to end.
    pub fn roadmap_forecast(&self) -> Forecast {
        Forecast::of_roadmap(self.plan.schedule)
    }

    /// When an item is expected to end, never before the day the plan is looked at; `None` of what is dropped.
    pub fn forecast(&self, item: ItemId) -> Option<Forecast> {
        let timing = self.plan.schedule.timing(item);
        timing.is_scheduled.then(|| Forecast::of(timing))
    }
}

/// An item that misses what it committed to.
#[derive(Clone, Debug)]
pub struct LateItem {
    /// Which.
    pub item: ItemId,
    /// What it misses; of several that by most days.
    pub missed: Commitment,
}

/// What drives an item's end: the items from the first cause to the item itself, and what that first one started from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Each decides the next; the last is the item asked for.
    pub items: Vec<ItemId>,
    /// Why the first of them is when it is.
    pub root: Driver,
}

impl PlanStatus<'_> {
    /// How many items should have begun by now and have not, and how many working days later the roadmap ends for it.
    pub fn slipped(&self) -> Option<(usize, i64)> {
        let Plan { schedule, .. } = self.plan;
        let slip = schedule.slipped.as_ref()?;
        let clock = self.clock(CalendarId(0));
        let days = clock.working_days(slip.end.last_day(), schedule.end.last_day());
        Some((slip.items.len(), days.max(0)))
    }

    /// Everything that is late, by most days first.
    pub fn late_items(&self) -> Vec<LateItem> {
        let schedule = self.plan.schedule;
        let items = self.plan.model.items().filter(|item| schedule.timing(item.id).state.is_open());
        let mut late: Vec<_> = items
            .filter_map(|item| {
                let missed = self.commitments(item.id).into_iter().filter(|of| of.is_missed);
                // The first of those that are late by as much: a deadline before a promise.
                let missed = missed.reduce(|a, b| if b.variance > a.variance { b } else { a })?;
                Some(LateItem { item: item.id, missed })
            })
            .collect();
        late.sort_by_key(|late| Reverse(late.missed.variance));
        late
    }

    /// What drives an item's end; that of a release by the item in it that ends last, unless its own date is later.
    pub fn chain(&self, item: ItemId) -> Chain {
        let Plan { model, schedule, .. } = self.plan;
        let own_end = schedule.timing(item).end;
        let last = self.last_in(item).filter(|last| schedule.timing(*last).end >= own_end);
        let links: Vec<_> =
            schedule::links(model, schedule, last.unwrap_or(item), Edge::End).collect();
        let root = links.last().map_or(Driver::RoadmapStart, |link| link.driver);
        let mut items: Vec<_> = last.map(|_| item).into_iter().collect();
        items.extend(links.iter().map(|link| link.item));
        items.dedup();
        self.drop_wholes(&mut items);
        items.reverse();
        Chain { items, root }
    }

    /// The item of a release that ends last.
    pub fn last_in(&self, release: ItemId) -> Option<ItemId> {
        let end = |item: &ItemId| self.plan.schedule.timing(*item).end;
        let status = self.release(release)?;
        status.contents.iter().copied().find(|item| Some(end(item)) == status.last_end)
    }

    /// Takes out what stands before one of its own parts: to a reader they are one thing, and the part says more. What was
    /// asked for stays.
    fn drop_wholes(&self, items: &mut Vec<ItemId>) {
        let model = self.plan.model;
        let asked = items.first().copied();
        let mut parts = items.clone().into_iter().skip(1);
        items.retain(|item| {
            let part = parts.next();
            Some(*item) == asked || !part.is_some_and(|part| model.item(*item).encloses(part))
        });
    }
}
