//! A calendar as the file has it: its week, its exceptions in both of the forms in which they are written, its work weeks.

use roxmltree::Node;

use super::shape::Days;
use super::{Exception, Hours, Raw, Span, USUAL};
use crate::import::draft::Draft;
use crate::import::input::shown;
use crate::import::mspdi::recurrence::Rule;
use crate::import::mspdi::values::{flag, integer, minute, moment};
use crate::import::xml::{Lines, all, child, text};
use crate::time::Date;

pub(super) struct Reader<'a> {
    pub(super) span: Span,
    pub(super) lines: &'a Lines,
    /// How many days of exceptions that recur may still be written out.
    pub(super) left: usize,
    /// How many exceptions that recur may still be followed.
    pub(super) rules: usize,
}

impl Reader<'_> {
    pub(super) fn calendar(&mut self, node: Node<'_, '_>, draft: &mut Draft) -> Raw {
        let name = text(node, "Name").unwrap_or("Calendar").to_owned();
        let mut raw = Raw {
            base: integer(node, "BaseCalendarUID").filter(|uid| *uid >= 0),
            name,
            ..Raw::default()
        };

        let mut old = Vec::new();
        for day in child(node, "WeekDays").into_iter().flat_map(|list| all(list, "WeekDay")) {
            match weekday(day) {
                Some(index) => {
                    if let Some(slot) = raw.week.get_mut(index) {
                        *slot = self.day_hours(day, draft);
                    }
                }
                None => old.extend(Self::period(day).map(|(first, last)| Exception {
                    first,
                    last,
                    hours: self.day_hours(day, draft).unwrap_or_else(|| USUAL.to_vec()),
                    name: None,
                })),
            }
        }
        let new = child(node, "Exceptions").into_iter().flat_map(|list| all(list, "Exception"));
        let mut new: Vec<_> = new.collect();
        // Where several speak of a day, those that come often win.
        new.sort_by_key(|exception| Rule::of(*exception).map(Rule::rank));
        for exception in new {
            self.exception(exception, &mut raw, draft);
        }
        // Project writes exceptions in the old form too, those that recur day by day.
        let span = self.span;
        let is_near = |one: &Exception| one.first <= span.last && one.last >= span.first;
        let is_twice = !raw.exceptions.is_empty();
        raw.exceptions.extend(old.into_iter().filter(|one| !is_twice || is_near(one)));
        let weeks = child(node, "WorkWeeks").into_iter().flat_map(|list| all(list, "WorkWeek"));
        for week in weeks {
            self.work_week(week, &mut raw, draft);
        }
        let mut days = Days::default();
        raw.exceptions.iter().for_each(|one| days.add(one));
        raw.exceptions = days.merged().into_values().collect();
        raw
    }

    fn exception(&mut self, node: Node<'_, '_>, raw: &mut Raw, draft: &mut Draft) {
        let Some((first, last)) = Self::period(node) else { return };
        let name = text(node, "Name").map(ToOwned::to_owned);
        let hours = self.day_hours(node, draft).unwrap_or_else(|| USUAL.to_vec());
        let place = self.lines.place(node);
        let what = || {
            let name = shown(name.as_deref().unwrap_or_default());
            format!("exception {name} of the calendar {}", shown(&raw.name))
        };
        let Some(rule) = Rule::of(node) else {
            draft.left_out(what(), "how it comes again is not known here", &place);
            return;
        };
        if rule == Rule::EveryDay {
            raw.exceptions.push(Exception { first, last, hours, name });
            return;
        }
        let until = last.min(self.span.last);
        let first = rule.begin(first, self.span.first);
        let days = if self.rules > 0 { rule.days(node, first, until) } else { Vec::new() };
        let mut days: Vec<Date> = days.into_iter().filter(|day| *day >= self.span.first).collect();
        if days.len() > self.left || self.rules == 0 {
            draft.left_out(what(), "it comes too often to be written out", &place);
            days.truncate(self.left);
        }
        self.left -= days.len();
        self.rules = self.rules.saturating_sub(1);
        if until < last {
            let why = format!("it recurs up to {last}, and is written out up to {until}");
            draft.changed(what(), why, &place);
        }
        raw.exceptions.extend(days.into_iter().map(|day| Exception {
            first: day,
            last: day,
            hours: hours.clone(),
            name: name.clone(),
        }));
    }

    /// A week that holds for a time: each of its days is an exception.
    fn work_week(&mut self, node: Node<'_, '_>, raw: &mut Raw, draft: &mut Draft) {
        let Some((first, last)) = Self::period(node) else { return };
        let name = text(node, "Name").map(ToOwned::to_owned);
        let named = child(node, "WeekDays").into_iter().flat_map(|list| all(list, "WeekDay"));
        let mut week: [Option<Hours>; 7] = Default::default();
        for day in named {
            if let Some(slot) = weekday(day).and_then(|index| week.get_mut(index)) {
                *slot = self.day_hours(day, draft);
            }
        }
        let (first, last) = (first.max(self.span.first), last.min(self.span.last));
        let days = std::iter::successors(Some(first), |day| day.plus_days(1));
        let days = days.take_while(|day| *day <= last).take(self.left);
        for day in days {
            if let Some(hours) = week.get(day.weekday().index()).cloned().flatten() {
                self.left -= 1;
                raw.exceptions.push(Exception { first: day, last: day, hours, name: name.clone() });
            }
        }
        let what = format!(
            "work week {} of the calendar {}",
            shown(&name.unwrap_or_default()),
            shown(&raw.name)
        );
        draft.changed(what, "each of its days is an exception", &self.lines.place(node));
    }

    /// The first and the last day of an exception.
    fn period(node: Node<'_, '_>) -> Option<(Date, Date)> {
        let period = child(node, "TimePeriod")?;
        let first = moment(period, "FromDate")?.date;
        let last = moment(period, "ToDate").map_or(first, |when| when.date);
        (first <= last).then_some((first, last))
    }

    /// The hours of a day, none if it is off; nothing if it works at hours that are not said.
    fn day_hours(&self, node: Node<'_, '_>, draft: &mut Draft) -> Option<Hours> {
        if !flag(node, "DayWorking") {
            return Some(Vec::new());
        }
        let times =
            child(node, "WorkingTimes").into_iter().flat_map(|list| all(list, "WorkingTime"));
        let mut hours: Hours = Vec::new();
        for time in times {
            let said = |name| text(time, name).and_then(minute);
            let (Some(from), Some(to)) = (said("FromTime"), said("ToTime")) else { continue };
            let ends = if to <= from { 1440 } else { to };
            if to <= from && to != 0 {
                let what = "working time that goes on behind midnight";
                draft.changed(what, "it ends at midnight", &self.lines.place(time));
            }
            hours.push((from, ends));
        }
        hours.sort_unstable();
        hours.dedup_by(|next, before| {
            let touches = next.0 <= before.1;
            before.1 = if touches { before.1.max(next.1) } else { before.1 };
            touches
        });
        (!hours.is_empty()).then_some(hours)
    }
}

/// Which day of the week, Monday first; nothing for 0, which is an exception.
fn weekday(day: Node<'_, '_>) -> Option<usize> {
    let code = integer(day, "DayType").filter(|code| (1..=7).contains(code))?;
    usize::try_from((code + 5) % 7).ok()
}
