//! Working time as other planners have to be told it: when work on an item can go on, day by day, and how long it then takes.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{
    Assignment, Calendar, CalendarId, DayHours, EstimateBasis, ItemId, ItemWalker, Model,
    ResourceId, Share,
};
use crate::plan::Plan;
use crate::schedule::{Clock, Timing, units_of};
use crate::time::{Date, Minutes, Moment};

/// For so many years working time is written down day by day; no plan that anybody keeps is longer.
const MOST_YEARS: i16 = 25;

/// Somebody who works on an item, and when they are there.
#[derive(Debug)]
pub(super) struct Giver<'m> {
    pub(super) resource: ResourceId,
    /// How much of a whole person or of one unit.
    pub(super) units: Share,
    pub(super) clock: Rc<Clock<'m>>,
}

/// How long something takes from its start to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// Working time.
    Working(Minutes),
    /// Time on the clock.
    Elapsed(Minutes),
}

impl Length {
    pub(super) const fn minutes(self) -> Minutes {
        match self {
            Self::Working(minutes) | Self::Elapsed(minutes) => minutes,
        }
    }
}

/// Who works on an item by which calendar: items with the same share their working time.
pub(super) type CrewKey = (CalendarId, Vec<ResourceId>, bool);

/// The working time of a plan, each made once.
#[derive(Debug)]
pub(super) struct Hours<'m> {
    pub(super) plan: Plan<'m>,
    calendars: Vec<Rc<Clock<'m>>>,
    people: Vec<Rc<Clock<'m>>>,
    crews: RefCell<BTreeMap<CrewKey, Rc<Clock<'m>>>>,
    always: Rc<Clock<'m>>,
}

impl<'m> Hours<'m> {
    pub(super) fn of(plan: Plan<'m>) -> Self {
        let model = plan.model;
        let calendars: Vec<_> =
            model.calendars.iter().map(|calendar| Rc::new(Clock::new(calendar))).collect();
        let of_resource = |who| Rc::new(Clock::of_resource(who));
        Self {
            plan,
            calendars,
            people: model.resources().map(of_resource).collect(),
            crews: RefCell::default(),
            always: Rc::new(Clock::always()),
        }
    }

    /// The clock on the wall.
    pub(super) fn always(&self) -> Rc<Clock<'m>> {
        Rc::clone(&self.always)
    }

    /// The working time of a calendar.
    pub(super) fn of_calendar(&self, calendar: CalendarId) -> Rc<Clock<'m>> {
        self.calendars.get(calendar.index()).map_or_else(|| self.always(), Rc::clone)
    }

    /// When somebody is there.
    pub(super) fn of_resource(&self, resource: ResourceId) -> Rc<Clock<'m>> {
        self.people.get(resource.index()).map_or_else(|| self.always(), Rc::clone)
    }

    /// Those who work on an item, with how much of them.
    pub(super) fn givers(&self, item: ItemWalker<'m>) -> Vec<Giver<'m>> {
        let people = self.plan.schedule.people(item).iter();
        let giver = |one: &Assignment| {
            let resource = one.resource;
            let units = units_of(self.plan.model, one);
            Giver { resource, units, clock: self.of_resource(resource) }
        };
        people.map(giver).collect()
    }

    /// Who has to be there, and by which calendar, for work on an item to go on.
    pub(super) fn crew(&self, item: ItemWalker<'m>) -> CrewKey {
        let any = item.data().estimate.is_some_and(|of| of.basis == EstimateBasis::Effort);
        let mut people: Vec<_> =
            self.plan.schedule.people(item).iter().map(|one| one.resource).collect();
        people.sort_unstable();
        people.dedup();
        (item.data().calendar, people, any)
    }

    /// When a crew works: when all of them do, or of an effort when one of them does.
    pub(super) fn of_crew(&self, key: &CrewKey) -> Rc<Clock<'m>> {
        let (calendar, people, any) = key;
        if people.is_empty() {
            return self.of_calendar(*calendar);
        }
        if let Some(known) = self.crews.borrow().get(key) {
            return Rc::clone(known);
        }
        let each: Vec<_> = people.iter().map(|who| self.of_resource(*who)).collect();
        let together = Rc::new(if *any { Clock::any(each) } else { Clock::all(each) });
        let is_bounded = !any || calendar.index() != 0;
        let clock = if is_bounded {
            Rc::new(Clock::all([self.of_calendar(*calendar), together]))
        } else {
            together
        };
        self.crews.borrow_mut().insert(key.clone(), Rc::clone(&clock));
        clock
    }

    /// The days that working time is written down for: whole years round all dates of the plan.
    pub(super) fn window(&self) -> (Date, Date) {
        let Plan { model, schedule, .. } = self.plan;
        let first = model.header.from.min(schedule.start).date().year();
        let last = schedule.end.max(model.header.from).date().year().min(first + MOST_YEARS);
        let day = |year, month, day| Date::new(year, month, day);
        (day(first, 1, 1).unwrap_or(Date::MIN), day(last, 12, 31).unwrap_or(Date::MAX))
    }
}

/// How long something takes that goes from one moment to another by a clock.
pub(super) fn length(clock: &Clock<'_>, start: Moment, end: Moment) -> Length {
    let work = clock.work_between(start, end);
    let is_work = start == end
        || work > Minutes::ZERO && clock.is_open(start) && clock.advance(start, work) == end;
    if is_work { Length::Working(work) } else { Length::Elapsed(end.since(start)) }
}

/// The opening hours of a day by a clock.
pub(super) fn hours_on(clock: &Clock<'_>, date: Date) -> DayHours {
    let (midnight, next) = (Moment::start_of(date), Moment::end_of(date));
    let mut hours = DayHours::new();
    let mut at = clock.next_work(midnight);
    while at < next {
        let until = clock.next_change(at).min(next);
        let minute = |moment: Moment| u16::try_from(moment.since(midnight).0).unwrap_or(1440);
        match hours.last_mut() {
            Some(last) if last.1 == minute(at) => last.1 = minute(until),
            _ => hours.push((minute(at), minute(until))),
        }
        at = clock.next_work(until.max(at.plus(Minutes(1))));
    }
    hours
}

/// A run of days whose hours are not those of their weekday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unlike {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) hours: DayHours,
    /// What it is called; may be empty.
    pub(super) title: String,
}

/// The runs of days within a window whose hours by a clock are not the usual ones.
pub(super) fn unlike(
    clock: &Clock<'_>,
    usual: impl Fn(Date) -> DayHours,
    (first, last): (Date, Date),
    title: impl Fn(Date) -> String,
) -> Vec<Unlike> {
    let mut runs: Vec<Unlike> = Vec::new();
    let days = (first.days()..=last.days()).filter_map(|day| Date::from_days(i64::from(day)));
    for day in days {
        let hours = hours_on(clock, day);
        if usual(day) == hours {
            continue;
        }
        let title = title(day);
        match runs.last_mut() {
            Some(run) if is_next(run, day) && run.hours == hours && run.title == title => {
                run.last = day;
            }
            _ => runs.push(Unlike { first: day, last: day, hours, title }),
        }
    }
    runs
}

fn is_next(run: &Unlike, day: Date) -> bool {
    run.last.days() + 1 == day.days()
}

/// Whether an item is to be: neither it nor all that stands in it is dropped.
pub(super) fn takes_part(plan: Plan<'_>, item: ItemWalker<'_>) -> bool {
    let is_scheduled = plan.schedule.timing(item.id).is_scheduled;
    is_scheduled && (!item.has_parts() || item.parts().any(|part| takes_part(plan, part)))
}

/// Whether an item takes no time: a milestone, a release, `0d`.
pub(super) fn is_moment(item: ItemWalker<'_>, timing: &Timing) -> bool {
    item.kind().is_point() || (timing.start == timing.end && timing.starts_at_moment)
}

/// The first and the last moment of what stands in an item, where it holds parts that take place.
pub(super) fn span_of_parts(
    model: &Model,
    plan: Plan<'_>,
    item: ItemId,
) -> Option<(Moment, Moment)> {
    let parts = model.item(item).parts().filter(|part| takes_part(plan, *part));
    let placed = parts.map(|part| plan.schedule.timing(part.id));
    placed.fold(None, |span, timing| {
        let (start, end) = span.unwrap_or((timing.start, timing.end));
        Some((start.min(timing.start), end.max(timing.end)))
    })
}

/// When a usual day begins and ends.
pub(super) fn edges_of_day(calendar: &Calendar) -> (u16, u16) {
    let hours = || calendar.week.iter().flatten();
    let (first, last) = (hours().map(|of| of.0).min(), hours().map(|of| of.1).max());
    (first.unwrap_or(540), last.unwrap_or(1020))
}

impl Hours<'_> {
    /// An end as others show it on the same day: where nobody works then, midnight would be the day behind it.
    pub(super) fn shown(&self, item: ItemWalker<'_>, end: Moment) -> Moment {
        let clock = self.of_calendar(item.data().calendar);
        let is_work = clock.previous_work(end) == end;
        if is_work { end } else { self.evening_of(end) }
    }

    /// The end of a day as others show it: the evening of that day.
    pub(super) fn evening_of(&self, end: Moment) -> Moment {
        if end.minute_of_day() != 0 {
            return end;
        }
        let (_, evening) = edges_of_day(self.plan.model.calendar(CalendarId(0)));
        Moment::at(end.last_day(), evening)
    }
}
