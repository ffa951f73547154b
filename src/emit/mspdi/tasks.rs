//! What each item is to MS Project: from when to when, how long by which calendar, and what schedules it.

use std::rc::Rc;

use super::calendars::Calendars;
use crate::diagnostic::{Fate, Losses};
use crate::emit::hours::{Giver, Hours, Length, is_moment, length, span_of_parts, takes_part};
use crate::model::{CalendarId, Edge, EstimateBasis, ItemId, ItemWalker};
use crate::schedule::{Clock, Clocks, work};
use crate::time::{Minutes, Moment};

/// What decides how long a task takes, by the number of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// Those who work on it, each by their own calendar.
    Units = 0,
    /// Its length.
    Duration = 1,
    /// Those who work on it, who have so much to do.
    Work = 2,
}

/// Somebody works on a task.
#[derive(Debug)]
pub(super) struct Assigned<'m> {
    pub(super) giver: Giver<'m>,
    pub(super) work: Minutes,
}

/// An item, as MS Project is told it.
#[derive(Debug)]
pub(super) struct Task<'m> {
    pub(super) item: ItemWalker<'m>,
    pub(super) start: Moment,
    pub(super) end: Moment,
    pub(super) length: Length,
    pub(super) kind: Type,
    /// The task's own calendar, if it is not that of the roadmap.
    pub(super) calendar: Option<u32>,
    /// By which it goes, where its people don't decide.
    clock: Rc<Clock<'m>>,
    /// By which lags are counted.
    pub(super) lag_clock: Rc<Clock<'m>>,
    pub(super) people: Vec<Assigned<'m>>,
    /// Whether it takes no time: it may stand in the evening.
    pub(super) is_moment: bool,
    /// Whether its dates are not those of its parts.
    pub(super) is_manual: bool,
}

impl Task<'_> {
    pub(super) fn at(&self, edge: Edge) -> Moment {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }

    fn goes_by_people(&self) -> bool {
        self.kind != Type::Duration && !self.people.is_empty()
    }

    /// The first moment from this one on at which it can start.
    pub(super) fn first(&self, moment: Moment) -> Moment {
        if self.goes_by_people() {
            let each = self.people.iter().map(|one| one.giver.clock.next_work(moment));
            return each.min().unwrap_or(moment);
        }
        let stays = self.is_moment && self.clock.previous_work(moment) == moment;
        if stays { moment } else { self.clock.next_work(moment) }
    }

    /// When it starts that ends at this moment.
    pub(super) fn back(&self, end: Moment) -> Moment {
        if self.goes_by_people() {
            let start = |one: &Assigned<'_>| {
                let units = one.giver.units.0.max(1);
                let time = Minutes(one.work.0.saturating_mul(1000) / units);
                one.giver.clock.retreat(end, time)
            };
            return self.people.iter().map(start).min().unwrap_or(end);
        }
        match self.length {
            Length::Working(time) => self.clock.retreat(end, time),
            Length::Elapsed(time) => end.plus(Minutes(-time.0)),
        }
    }
}

/// Makes tasks of items.
pub(super) struct Tasks<'a, 'm> {
    pub(super) hours: &'a Hours<'m>,
    pub(super) calendars: &'a Calendars,
    /// By which work is counted.
    pub(super) clocks: Clocks<'m>,
}

impl<'m> Tasks<'_, 'm> {
    /// All, by item id.
    pub(super) fn all(&self, losses: &mut Losses) -> Vec<Task<'m>> {
        let items = self.hours.plan.model.items();
        items.map(|item| self.task(item, losses)).collect()
    }

    fn task(&self, item: ItemWalker<'m>, losses: &mut Losses) -> Task<'m> {
        let timing = self.hours.plan.schedule.timing(item.id);
        if !takes_part(self.hours.plan, item) {
            return self.inactive(item);
        }
        if item.has_parts() {
            return self.summary(item);
        }
        if is_moment(item, timing) || timing.start == timing.end {
            return self.moment(item);
        }
        if let Some(task) = self.by_people(item) {
            return task;
        }
        self.by_length(item, losses)
    }

    fn plain(&self, item: ItemWalker<'m>, start: Moment, end: Moment) -> Task<'m> {
        let calendar = item.data().calendar;
        let clock = self.hours.of_calendar(calendar);
        Task {
            item,
            start,
            end,
            length: Length::Working(clock.work_between(start, end)),
            kind: Type::Duration,
            calendar: (calendar.index() != 0).then(|| Calendars::base(calendar)),
            lag_clock: Rc::clone(&clock),
            clock,
            people: Vec::new(),
            is_moment: false,
            is_manual: false,
        }
    }

    /// What holds parts spans them; where it spans more than that, its dates are its own.
    fn summary(&self, item: ItemWalker<'m>) -> Task<'m> {
        let timing = self.hours.plan.schedule.timing(item.id);
        let plan = self.hours.plan;
        let of_parts = span_of_parts(plan.model, plan, item.id);
        let is_manual = of_parts.is_some_and(|span| span != (timing.start, timing.end));
        let end = self.hours.shown(item, timing.end);
        // It may begin with a moment at the end of a day.
        let begins_late = timing.starts_at_moment;
        let start = if begins_late { self.hours.shown(item, timing.start) } else { timing.start };
        Task { is_manual, ..self.plain(item, start, end) }
    }

    /// What is dropped has its length, and no dates that mean anything: it stands where what it stands in begins.
    fn inactive(&self, item: ItemWalker<'m>) -> Task<'m> {
        let plan = self.hours.plan;
        let mut around = item.ancestors().filter(|whole| takes_part(plan, *whole));
        let start = around.next().map(|whole| plan.schedule.timing(whole.id).start);
        let start = start.unwrap_or(self.hours.plan.model.header.from);
        let likely = item.data().estimate.map_or(Minutes::ZERO, |estimate| estimate.likely);
        Task { length: Length::Working(likely), ..self.plain(item, start, start) }
    }

    fn moment(&self, item: ItemWalker<'m>) -> Task<'m> {
        let timing = self.hours.plan.schedule.timing(item.id);
        let at = self.hours.shown(item, timing.end);
        let people = self.assigned(item);
        Task { is_moment: is_moment(item, timing), people, ..self.plain(item, at, at) }
    }

    /// A task whose dates follow from those who work on it, each by their own calendar.
    fn by_people(&self, item: ItemWalker<'m>) -> Option<Task<'m>> {
        let timing = self.hours.plan.schedule.timing(item.id);
        let (start, end) = (timing.start, timing.end);
        let basis = item.data().estimate.map_or(EstimateBasis::Duration, |estimate| estimate.basis);
        let is_effort = basis == EstimateBasis::Effort;
        if item.data().calendar.index() != 0 || basis == EstimateBasis::Elapsed {
            return None;
        }
        let givers = self.hours.givers(item);
        let time = |giver: &Giver<'_>| giver.clock.work_between(start, end);
        let first = time(givers.first()?);
        let all_day = |giver: &Giver<'_>| {
            let is_whole = giver.clock.is_open(start) && giver.clock.previous_work(end) == end;
            is_whole && time(giver) == first
        };
        let is_even = givers.iter().all(|giver| {
            time(giver).0.saturating_mul(giver.units.0) % 1000 == 0 && giver.units.0 > 0
        });
        let starts = givers.iter().any(|giver| giver.clock.is_open(start));
        let ends = givers.iter().any(|giver| giver.clock.previous_work(end) == end);
        let is_so = if is_effort { starts && ends } else { givers.iter().all(all_day) };
        if !is_so || !is_even || first <= Minutes::ZERO {
            return None;
        }
        let assigned = |giver: Giver<'m>| {
            let work = Minutes(time(&giver).0.saturating_mul(giver.units.0) / 1000);
            Assigned { giver, work }
        };
        let kind = if is_effort { Type::Work } else { Type::Units };
        let mut task = Task { kind, ..self.plain(item, start, end) };
        if !is_effort {
            task.length = Length::Working(first);
        }
        task.people = givers.into_iter().map(assigned).collect();
        Some(task)
    }

    /// A task that is so long by a calendar of its own: that of those who have to work together, or the clock.
    fn by_length(&self, item: ItemWalker<'m>, losses: &mut Losses) -> Task<'m> {
        let timing = self.hours.plan.schedule.timing(item.id);
        let (start, end) = (timing.start, timing.end);
        let people = self.assigned(item);
        let key = self.hours.crew(item);
        let alone = (key.0, Vec::new(), false);
        let is_elapsed =
            item.data().estimate.is_some_and(|estimate| estimate.basis == EstimateBasis::Elapsed);
        for key in [alone, key].into_iter().rev().filter(|_| !is_elapsed) {
            let clock = self.hours.of_crew(&key);
            let length = length(&clock, start, end);
            if matches!(length, Length::Working(_)) {
                let calendar = self.calendars.crew(&key);
                let calendar = Some(calendar).filter(|uid| *uid != Calendars::base(CalendarId(0)));
                let lag_clock = Rc::clone(&clock);
                let plain = self.plain(item, start, end);
                return Task { length, calendar, clock, lag_clock, people, ..plain };
            }
        }
        if !is_elapsed {
            losses.add(
                Fate::Changed,
                "working time that does not begin or end with work",
                "its length is told on the clock",
                item.path(),
            );
        }
        let always = self.hours.always();
        Task {
            length: Length::Elapsed(end.since(start)),
            calendar: Some(self.calendars.always()),
            lag_clock: Rc::clone(&always),
            clock: always,
            people,
            ..self.plain(item, start, end)
        }
    }

    /// Who works on an item, with the time that it takes of them.
    fn assigned(&self, item: ItemWalker<'m>) -> Vec<Assigned<'m>> {
        if item.kind().is_point() {
            return Vec::new();
        }
        let work = work(self.hours.plan.schedule, &self.clocks, item);
        let givers = self.hours.givers(item).into_iter();
        givers.zip(work).map(|(giver, of)| Assigned { giver, work: of.minutes }).collect()
    }
}

/// The number of an item: its place, from one on.
pub(super) const fn uid(item: ItemId) -> u32 {
    item.0 + 1
}
