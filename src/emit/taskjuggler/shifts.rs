//! Working time: that of the project, and shifts for what goes by another.

use std::cell::RefCell;
use std::fmt::Write as _;

use super::text::{clock, moment, quoted};
use crate::emit::hours::{Hours, hours_on, unlike};
use crate::model::{CalendarId, DayHours};
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

    /// The shifts by which work goes on from one day to another by a clock, each with its days.
    pub(super) fn over(&self, clock: &Clock<'_>, week: &Week, first: Date, last: Date) -> String {
        let usual = |day: Date| week.get(day.weekday().index()).cloned().unwrap_or_default();
        let mut runs: Vec<(usize, Date)> = Vec::new();
        let mut next = first;
        for run in unlike(clock, usual, (first, last), |_| String::new()) {
            if next < run.first {
                runs.push((self.number(week), next));
            }
            let all = [(); 7].map(|()| run.hours.clone());
            runs.push((self.number(&all), run.first));
            next = run.last.plus_days(1).unwrap_or(run.last);
        }
        if next <= last {
            runs.push((self.number(week), next));
        }
        let end = last.plus_days(1).unwrap_or(last);
        let ends = runs.iter().skip(1).map(|(_, day)| *day).chain([end]);
        let parts = runs.iter().zip(ends);
        let parts = parts.map(|((shift, from), to)| format!("shift_{shift} {from} - {to}"));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// Their declarations.
    pub(super) fn declared(&self) -> String {
        let mut text = String::new();
        for (number, week) in self.0.borrow().iter().enumerate() {
            let _ = writeln!(text, "shift shift_{number} \"Shift {number}\" {{");
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

/// The times within a week's hours in which a calendar is closed, each with what it is called; and the days on which it is open
/// beyond those hours, which leaves can't say.
pub(super) fn leaves(hours: &Hours<'_>, id: CalendarId) -> (String, Vec<Date>) {
    let calendar = hours.plan.model.calendar(id);
    let clock = hours.of_calendar(id);
    let usual = |day: Date| calendar.week.get(day.weekday().index()).cloned().unwrap_or_default();
    let title = |day: Date| calendar.day_off_name(day).unwrap_or_default().to_owned();
    let (mut text, mut open) = (String::new(), Vec::new());
    for run in unlike(&clock, usual, hours.window(), title) {
        let name = if run.title.is_empty() { "off" } else { &run.title };
        if run.hours.is_empty() {
            let end = run.last.plus_days(1).unwrap_or(run.last);
            let _ = writeln!(text, "leaves holiday {} {} - {end}", quoted(name), run.first);
            continue;
        }
        let days =
            (run.first.days()..=run.last.days()).filter_map(|day| Date::from_days(i64::from(day)));
        for day in days {
            let own = hours_on(&clock, day);
            let is_open = |minute: u16, of: &DayHours| {
                of.iter().any(|(from, to)| *from <= minute && minute < *to)
            };
            let usual = usual(day);
            if own.iter().any(|(from, to)| (*from..*to).any(|minute| !is_open(minute, &usual))) {
                open.push(day);
            }
            for (from, to) in closed(&usual, &own) {
                let (from, to) = (Moment::at(day, from), Moment::at(day, to));
                let _ = writeln!(
                    text,
                    "leaves holiday {} {} - {}",
                    quoted(name),
                    moment(from),
                    moment(to)
                );
            }
        }
    }
    (text, open)
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
