//! Calendars: weeks, exceptions in both of the forms in which they are written, work weeks, and what one takes from its base.

use std::collections::BTreeMap;

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::recurrence::Rule;
use super::values::{flag, integer, minute, moment};
use crate::import::draft::{Calendar, Draft};
use crate::import::input::shown;
use crate::import::values::When;
use crate::import::xml::{Lines, all, child, text};
use crate::time::{Date, Weekday};

/// Hours of a day, as pairs of its minutes.
pub(super) type Hours = Vec<(u16, u16)>;

/// Days of exceptions that recur are written out one by one, but no more than these in a file.
const MOST_OCCURRENCES: usize = 5000;
/// What MS Project means where a calendar says nothing.
const USUAL: [(u16, u16); 2] = [(480, 720), (780, 1020)];

/// Days that differ from their week.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Exception {
    first: Date,
    last: Date,
    /// None if they are off.
    hours: Hours,
    name: Option<String>,
}

/// A calendar as the file has it.
#[derive(Debug, Default)]
struct Raw {
    name: String,
    base: Option<i64>,
    /// By weekday: its hours, where it says any; of a day off there are none.
    week: [Option<Hours>; 7],
    /// Those that win stand before the others.
    exceptions: Vec<Exception>,
}

/// Working time with all that it takes from its base.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    week: [Hours; 7],
    /// By first day, none of them on another's days.
    exceptions: BTreeMap<Date, Exception>,
}

impl Shape {
    /// The hours of a day.
    pub(super) fn hours(&self, date: Date) -> &[(u16, u16)] {
        match self.exceptions.range(..=date).next_back() {
            Some((_, exception)) if exception.last >= date => &exception.hours,
            _ => self.week.get(date.weekday().index()).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether all of its time is time of another.
    fn is_within(&self, other: &Self) -> bool {
        let is_in = |(from, to): &(u16, u16), hours: &[(u16, u16)]| {
            hours.iter().any(|(first, last)| first <= from && to <= last)
        };
        let mut weeks = self.week.iter().zip(&other.week);
        weeks.all(|(own, others)| own.iter().all(|hours| is_in(hours, others)))
            && self.exceptions.values().all(|one| {
                one.hours.is_empty()
                    || other.exceptions.get(&one.first).is_some_and(|other| other == one)
            })
    }

    /// How much is worked from one moment to another, in minutes; nothing if that is too far to count day by day.
    pub(super) fn work_between(&self, from: When, to: When) -> Option<i64> {
        const MOST_DAYS: usize = 4000;
        let (begin, end) = (from.minute.unwrap_or(0), to.minute.unwrap_or(1440));
        let days = std::iter::successors(Some(from.date), |day| day.plus_days(1));
        let days: Vec<Date> = days.take_while(|day| *day <= to.date).take(MOST_DAYS).collect();
        let worked = days.iter().map(|day| {
            let first = if *day == from.date { begin } else { 0 };
            let last = if *day == to.date { end } else { 1440 };
            let parts = self
                .hours(*day)
                .iter()
                .map(|(open, close)| i64::from((*close).min(last)) - i64::from((*open).max(first)));
            parts.filter(|minutes| *minutes > 0).sum::<i64>()
        });
        (days.len() < MOST_DAYS).then(|| worked.sum())
    }

    /// A start, as a whole day where nothing is worked before it on that day.
    pub(super) fn start(&self, when: When) -> When {
        let is_first = |minute| self.hours(when.date).first().is_none_or(|first| minute <= first.0);
        When { minute: when.minute.filter(|minute| !is_first(*minute)), ..when }
    }

    /// An end, as a whole day where nothing is worked after it on that day.
    pub(super) fn end(&self, when: When) -> When {
        if when.minute == Some(0) {
            return when.date.plus_days(-1).map_or(when, When::day);
        }
        let is_last = |minute| self.hours(when.date).last().is_none_or(|last| minute >= last.1);
        When { minute: when.minute.filter(|minute| !is_last(*minute)), ..when }
    }
}

/// All calendars of a file.
#[derive(Debug)]
pub(super) struct Calendars {
    raw: FxHashMap<i64, Raw>,
    shapes: FxHashMap<i64, Shape>,
    /// That of the project.
    project: i64,
    /// By UID: its place among those of the draft.
    written: FxHashMap<i64, usize>,
    /// That of people whose hours differ, if it was needed.
    any: Option<usize>,
    /// Minutes of a day of work.
    day: i64,
}

/// When the plan is, as the file says: exceptions that recur are written out over these days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// Reads the calendars of a project, and makes that of the project the one of the draft.
pub(super) fn read(
    project: Node<'_, '_>,
    (day, span): (i64, Span),
    lines: &Lines,
    draft: &mut Draft,
) -> Calendars {
    let mut reader = Reader { span, lines, left: MOST_OCCURRENCES };
    let list = child(project, "Calendars");
    let mut raw = FxHashMap::default();
    for node in list.into_iter().flat_map(|list| all(list, "Calendar")) {
        let uid = integer(node, "UID").unwrap_or(-1);
        let calendar = reader.calendar(node, draft);
        raw.entry(uid).or_insert(calendar);
    }
    let named = integer(project, "CalendarUID").filter(|uid| raw.contains_key(uid));
    let project = named.unwrap_or(-1);
    let mut calendars = Calendars {
        raw,
        shapes: FxHashMap::default(),
        project,
        written: FxHashMap::default(),
        any: None,
        day,
    };
    draft.calendar = Some(calendars.write(project, draft));
    calendars
}

impl Calendars {
    /// Working time of the calendar with this UID; that of the project if there is none.
    pub(super) fn shape(&mut self, uid: Option<i64>) -> &Shape {
        let uid = uid.filter(|uid| self.raw.contains_key(uid)).unwrap_or(self.project);
        if !self.shapes.contains_key(&uid) {
            let shape = self.resolve(uid);
            self.shapes.insert(uid, shape);
        }
        self.shapes.entry(uid).or_insert_with(standard)
    }

    /// A calendar and those it is based on, the nearest first.
    fn chain(&self, uid: i64) -> Vec<&Raw> {
        /// Nothing is based on so many.
        const DEEPEST: usize = 8;
        let mut next = Some(uid);
        let chain = std::iter::from_fn(|| {
            let calendar = self.raw.get(&next?)?;
            next = calendar.base;
            Some(calendar)
        });
        chain.take(DEEPEST).collect()
    }

    fn resolve(&self, uid: i64) -> Shape {
        let chain = self.chain(uid);
        let mut week = standard().week;
        for (weekday, hours) in week.iter_mut().enumerate() {
            let said = chain.iter().find_map(|raw| raw.week.get(weekday)?.clone());
            *hours = said.unwrap_or_else(|| std::mem::take(hours));
        }
        let mut days = Days::default();
        chain.iter().flat_map(|raw| &raw.exceptions).for_each(|one| days.add(one));
        Shape { week, exceptions: days.merged() }
    }

    /// The place of a calendar among those of the draft, into which it is written if it is not there yet.
    pub(super) fn write(&mut self, uid: i64, draft: &mut Draft) -> usize {
        if let Some(known) = self.written.get(&uid) {
            return *known;
        }
        let place = draft.calendars.len();
        let own = self.raw.get(&uid);
        let name = own.map_or("Standard", |raw| raw.name.as_str()).to_owned();
        let extends =
            own.is_some_and(|raw| self.only_adds(raw)).then_some(draft.calendar).flatten();
        let shape = self.shape(Some(uid)).clone();
        let based = self.shape(None).clone();
        let mut calendar = Calendar { title: name, extends, ..Calendar::default() };
        if uid == self.project {
            calendar.day = Some(self.day);
        }
        if extends.is_none() {
            let week = Weekday::ALL.into_iter().zip(&shape.week);
            let open = week.filter(|(_, hours)| !hours.is_empty());
            calendar.work = open.map(|(weekday, hours)| (weekday, hours.clone())).collect();
        }
        for one in shape.exceptions.into_values() {
            if extends.is_some() && based.exceptions.get(&one.first) == Some(&one) {
                continue;
            }
            let Exception { first, last, hours, name } = one;
            if hours.is_empty() {
                calendar.off.push((first, last, name));
            } else {
                calendar.open.push((first, last, hours, name));
            }
        }
        draft.calendars.push(calendar);
        self.written.insert(uid, place);
        place
    }

    /// The calendar of what people of different hours do: always open, so that each works when they are there.
    pub(super) fn write_any(&mut self, draft: &mut Draft) -> usize {
        *self.any.get_or_insert_with(|| {
            let work = Weekday::ALL.map(|weekday| (weekday, vec![(0, 1440)])).to_vec();
            draft.calendars.push(Calendar {
                title: "Any time".into(),
                work,
                ..Calendar::default()
            });
            draft.calendars.len() - 1
        })
    }

    /// The start of the plan, as a whole day where nobody works before it on that day.
    pub(super) fn start(&mut self, when: When) -> When {
        let mut written: Vec<i64> = self.written.keys().copied().collect();
        written.sort_unstable();
        let is_whole =
            written.iter().all(|uid| self.shape(Some(*uid)).start(when).minute.is_none());
        When { minute: when.minute.filter(|_| !is_whole), ..when }
    }

    /// Whether a calendar is that of the project with some exceptions more.
    fn only_adds(&self, raw: &Raw) -> bool {
        let project = self.raw.get(&self.project);
        let is_taken = |one: &Exception| {
            let mut others = project.into_iter().flat_map(|raw| &raw.exceptions);
            others.any(|other| one.first <= other.last && other.first <= one.last)
        };
        raw.base == Some(self.project)
            && raw.week.iter().all(Option::is_none)
            && !raw.exceptions.iter().any(is_taken)
    }

    /// Whether a calendar is that of the project with some days off more; then those.
    pub(super) fn only_absences(&self, uid: i64) -> Option<Vec<(When, When, Option<String>)>> {
        let raw = self.raw.get(&uid)?;
        let is_plain = uid == self.project
            || raw.base == Some(self.project) && raw.week.iter().all(Option::is_none);
        if !is_plain
            || uid != self.project && raw.exceptions.iter().any(|one| !one.hours.is_empty())
        {
            return None;
        }
        let own = raw.exceptions.iter().filter(|_| uid != self.project);
        let away = own.map(|one| (When::day(one.first), When::day(one.last), one.name.clone()));
        Some(away.collect())
    }

    /// The calendar on which a resource's changes stand, if that is all that it is.
    pub(super) fn base_if_bare(&self, uid: i64) -> Option<i64> {
        let raw = self.raw.get(&uid)?;
        let is_bare = raw.week.iter().all(Option::is_none) && raw.exceptions.is_empty();
        raw.base.filter(|base| is_bare && self.raw.contains_key(base))
    }

    /// Whether all time of a calendar is time of the project's too.
    pub(super) fn is_within_project(&mut self, uid: i64) -> bool {
        let own = self.shape(Some(uid)).clone();
        own.is_within(self.shape(None))
    }

    /// The UID of the project's calendar.
    pub(super) const fn project(&self) -> i64 {
        self.project
    }

    /// What the calendar of that UID is called.
    pub(super) fn name(&self, uid: i64) -> &str {
        self.raw.get(&uid).map_or("", |raw| raw.name.as_str())
    }

    /// Minutes of a day of work.
    pub(super) const fn day(&self) -> i64 {
        self.day
    }

    /// The calendar of that UID, if there is one.
    pub(super) fn known(&self, uid: Option<i64>) -> Option<i64> {
        uid.filter(|uid| self.raw.contains_key(uid))
    }
}

/// Monday to Friday, from eight to five.
fn standard() -> Shape {
    let week = Weekday::ALL.map(|weekday| match weekday {
        Weekday::Saturday | Weekday::Sunday => Vec::new(),
        _ => USUAL.to_vec(),
    });
    Shape { week, exceptions: BTreeMap::new() }
}

/// Exceptions of which the first that speaks of a day wins.
#[derive(Debug, Default)]
struct Days {
    won: Vec<Exception>,
    /// Stretches of which something was said: the last day, by the first; none touches another.
    said: BTreeMap<Date, Date>,
}

impl Days {
    fn add(&mut self, exception: &Exception) {
        let (first, last) = (exception.first, exception.last);
        // All that touches it becomes one stretch with it.
        let touching =
            |(_, end): &(&Date, &Date)| end.plus_days(1).is_none_or(|next| next >= first);
        let before = self.said.range(..first).next_back().filter(touching);
        let begin = before.map_or(first, |(begin, _)| *begin);
        let behind = last.plus_days(1).unwrap_or(last);
        let taken: Vec<(Date, Date)> =
            self.said.range(begin..=behind).map(|(first, last)| (*first, *last)).collect();
        let mut free = Some(first);
        let mut end = last;
        for (taken_first, taken_last) in &taken {
            self.said.remove(taken_first);
            let until = taken_first.plus_days(-1).map(|day| day.min(last));
            self.win(exception, free, until);
            free = free.max(taken_last.plus_days(1));
            end = end.max(*taken_last);
        }
        self.win(exception, free, Some(last));
        self.said.insert(begin, end);
    }

    fn win(&mut self, exception: &Exception, first: Option<Date>, last: Option<Date>) {
        if let (Some(first), Some(last)) = (first, last)
            && first <= last
        {
            self.won.push(Exception { first, last, ..exception.clone() });
        }
    }

    /// By first day; what lies side by side and says the same is one.
    fn merged(mut self) -> BTreeMap<Date, Exception> {
        self.won.sort_by_key(|one| one.first);
        let mut all: Vec<Exception> = Vec::with_capacity(self.won.len());
        for one in self.won {
            match all.last_mut() {
                Some(before)
                    if before.last.plus_days(1) == Some(one.first)
                        && (&before.hours, &before.name) == (&one.hours, &one.name) =>
                {
                    before.last = one.last;
                }
                _ => all.push(one),
            }
        }
        all.into_iter().map(|one| (one.first, one)).collect()
    }
}

struct Reader<'a> {
    span: Span,
    lines: &'a Lines,
    /// How many days of exceptions that recur may still be written out.
    left: usize,
}

impl Reader<'_> {
    fn calendar(&mut self, node: Node<'_, '_>, draft: &mut Draft) -> Raw {
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
                None => old.extend(self.period(day).map(|(first, last)| Exception {
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
        let Some((first, last)) = self.period(node) else { return };
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
        let days = rule.days(node, first, until);
        let mut days: Vec<Date> = days.into_iter().filter(|day| *day >= self.span.first).collect();
        if days.len() > self.left {
            draft.left_out(what(), "it comes too often to be written out", &place);
            days.truncate(self.left);
        }
        self.left -= days.len();
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
        let Some((first, last)) = self.period(node) else { return };
        let name = text(node, "Name").map(ToOwned::to_owned);
        let list = child(node, "WeekDays").into_iter().flat_map(|list| all(list, "WeekDay"));
        let mut week: [Option<Hours>; 7] = Default::default();
        for day in list {
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
    fn period(&self, node: Node<'_, '_>) -> Option<(Date, Date)> {
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
