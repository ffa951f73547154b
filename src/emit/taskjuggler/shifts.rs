//! Working time: that of the project, and shifts for what goes by another.

use std::cell::RefCell;
use std::fmt::Write as _;

use super::text::{clock, moment, quoted};
use crate::emit::hours::{Hours, Unlike, hours_on, unlike};
use crate::model::{CalendarId, DayHours, ResourceId};
use crate::schedule::Clock;
use crate::time::{Date, Moment, Weekday};

type Week = [DayHours; 7];

/// The shifts that are used: a week each, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Shifts(RefCell<Vec<Week>>);

impl Shifts {
    fn number(&self, week: &Week) -> usize {
        let mut all = self.0.borrow_mut();
        all.iter().position(|other| other == week).unwrap_or_else(|| {
            all.push(week.clone());
            all.len() - 1
        })
    }

    /// The shifts on days that have hours of their own, each with its days.
    fn on(&self, runs: impl IntoIterator<Item = Unlike>) -> String {
        let mut all: Vec<(usize, Date, Date)> = Vec::new();
        for run in runs {
            let number = self.number(&[(); 7].map(|()| run.hours.clone()));
            let end = run.last.plus_days(1).unwrap_or(run.last);
            match all.last_mut() {
                Some((last, _, until)) if *last == number && *until == run.first => *until = end,
                _ => all.push((number, run.first, end)),
            }
        }
        let said = all.iter().map(|(shift, from, to)| format!("shift_{shift} {from} - {to}"));
        said.collect::<Vec<_>>().join(", ")
    }

    /// The shifts by which work goes on from one day to another by a clock, where the project has other hours.
    pub(super) fn over(&self, hours: &Hours<'_>, clock: &Clock<'_>, days: (Date, Date)) -> String {
        let usual = |day: Date| known(hours, CalendarId(0), day);
        self.on(unlike(clock, usual, days, |_| String::new()))
    }

    /// The shifts of somebody on days that are open beyond what their week and leaves say, or on which the project is on leave.
    pub(super) fn opened(&self, hours: &Hours<'_>, who: ResourceId) -> String {
        let calendar = hours.plan.model.resource(who).data().calendar;
        let (clock, own) = (hours.of_calendar(calendar), hours.of_resource(who));
        let usual = |day: Date| closed(&known(hours, calendar, day), &on_leave(hours, day));
        let is_more = |run: &Unlike| !closed(&run.hours, &usual(run.first)).is_empty();
        // A day at a time: what it opens beyond is asked for each.
        let days = unlike(&clock, usual, hours.window(), |day| day.to_string());
        let open = days.into_iter().filter(is_more);
        let open = open.map(|run| Unlike { hours: hours_on(&own, run.first), ..run });
        // Who is away needs none.
        self.on(open.filter(|run| !run.hours.is_empty()))
    }

    /// Their declarations.
    pub(super) fn declared(&self) -> String {
        let mut text = String::new();
        for (number, week) in self.0.borrow().iter().enumerate() {
            let _ = writeln!(text, "shift shift_{number} \"Shift {number}\" {{");
            text.push_str("  replace\n");
            text.push_str(&working_hours(week, "  "));
            text.push_str("}\n");
        }
        text
    }
}

/// The hours of a week, a line a weekday.
pub(super) fn working_hours(week: &Week, indent: &str) -> String {
    let mut text = String::new();
    for (day, hours) in Weekday::ALL.iter().zip(week) {
        let name = day.name().get(..3).unwrap_or_default().to_lowercase();
        let runs = hours.iter().map(|(from, to)| format!("{} - {}", time(*from), time(*to)));
        let runs: Vec<_> = runs.collect();
        let runs = if runs.is_empty() { "off".to_owned() } else { runs.join(", ") };
        let _ = writeln!(text, "{indent}workinghours {name} {runs}");
    }
    text
}

fn time(minute: u16) -> String {
    let (hour, minute) = clock(minute);
    format!("{hour}:{minute:02}")
}

/// The times within a week's hours in which a calendar is closed and the project is not, each with what it is called.
pub(super) fn leaves(hours: &Hours<'_>, id: CalendarId) -> String {
    let calendar = hours.plan.model.calendar(id);
    let clock = hours.of_calendar(id);
    let usual = |day: Date| {
        let week = calendar.week.get(day.weekday().index()).cloned().unwrap_or_default();
        if id == CalendarId(0) { week } else { closed(&week, &on_leave(hours, day)) }
    };
    let title = |day: Date| calendar.day_off_name(day).unwrap_or_default().to_owned();
    let mut text = String::new();
    for run in unlike(&clock, usual, hours.window(), title) {
        let name = if run.title.is_empty() { "off" } else { &run.title };
        let mut put = |from: &str, to: &str| {
            let _ = writeln!(text, "leaves holiday {} {from} - {to}", quoted(name));
        };
        if run.hours.is_empty() {
            let end = run.last.plus_days(1).unwrap_or(run.last);
            put(&run.first.to_string(), &end.to_string());
            continue;
        }
        for day in (run.first.days()..=run.last.days()).map(i64::from).filter_map(Date::from_days) {
            for (from, to) in closed(&usual(day), &run.hours) {
                put(&moment(Moment::at(day, from)), &moment(Moment::at(day, to)));
            }
        }
    }
    text
}

/// The days on which the project works beyond the hours of its week, which no leaves can say.
pub(super) fn open_days(hours: &Hours<'_>) -> Vec<Date> {
    let clock = hours.of_calendar(CalendarId(0));
    let (first, last) = hours.window();
    let days = (first.days()..=last.days()).map(i64::from).filter_map(Date::from_days);
    let is_more = |day: &Date| {
        !closed(&hours_on(&clock, *day), &known(hours, CalendarId(0), *day)).is_empty()
    };
    days.filter(is_more).collect()
}

/// The hours of a day that TaskJuggler knows from the week of a calendar and its leaves.
fn known(hours: &Hours<'_>, calendar: CalendarId, day: Date) -> DayHours {
    let week = &hours.plan.model.calendar(calendar).week;
    let usual = week.get(day.weekday().index()).cloned().unwrap_or_default();
    both(&usual, &hours_on(&hours.of_calendar(calendar), day))
}

/// Whether somebody works while the project is on leave: TaskJuggler gives them nothing to do then, shift or not.
pub(super) fn works_on_leave(
    hours: &Hours<'_>,
    clock: &Clock<'_>,
    (first, last): (Date, Date),
) -> bool {
    let mut days = (first.days()..=last.days()).map(i64::from).filter_map(Date::from_days);
    days.any(|day| !both(&on_leave(hours, day), &hours_on(clock, day)).is_empty())
}

/// The times of a day on which the project is on leave, and all who have no shift then.
fn on_leave(hours: &Hours<'_>, day: Date) -> DayHours {
    let own = hours_on(&hours.of_calendar(CalendarId(0)), day);
    let week = &hours.plan.model.calendar(CalendarId(0)).week;
    let usual = week.get(day.weekday().index()).cloned().unwrap_or_default();
    let is_whole = own.is_empty() && !usual.is_empty();
    if is_whole { vec![(0, 24 * 60)] } else { closed(&usual, &own) }
}

/// The times that are in both of two days.
fn both(one: &DayHours, other: &DayHours) -> DayHours {
    closed(one, &closed(one, other))
}

/// The times of one day that are not in the other.
fn closed(usual: &DayHours, own: &DayHours) -> DayHours {
    let mut closed = DayHours::new();
    for (from, to) in usual {
        let mut at = *from;
        for (open, until) in own.iter().filter(|(open, until)| open < to && until > from) {
            if at < *open {
                closed.push((at, *open));
            }
            at = at.max(*until);
        }
        if at < *to {
            closed.push((at, *to));
        }
    }
    closed
}
