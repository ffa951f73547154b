//! Working time over a stretch of days, in segments: runs of days on which one weekly pattern holds.
//!
//! Between two exceptions the hours repeat every week, so that a segment of any length is counted by one division. A query
//! is one binary search over the exceptions, whatever the distance. The days on which a calendar differs from its regular week,
//! and those on which somebody is away, are layers upon it.

use std::cell::Ref;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::{Absence, Calendar};
use crate::schedule::working_time::week::{DAY, Week};
use crate::time::{Date, Minutes, Moment};

/// A run of days, as numbers of days since 1 January 1970; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) first: i64,
    pub(crate) end: i64,
}

impl Window {
    /// All the days there are.
    pub(crate) fn all() -> Self {
        Self { first: i64::from(Date::MIN.days()), end: i64::from(Date::MAX.days()) + 1 }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.first >= self.end
    }

    pub(crate) const fn is_within(self, other: Self) -> bool {
        other.first <= self.first && self.end <= other.end
    }

    /// The smallest that holds both.
    pub(crate) fn with(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), end: self.end.max(other.end) }
    }

    /// With so many days more to the past and to the future, as far as there are dates.
    pub(crate) fn grown(self, past: i64, future: i64) -> Self {
        Self { first: self.first - past, end: self.end + future }.held()
    }

    /// The part of it that has dates.
    pub(crate) fn held(self) -> Self {
        let all = Self::all();
        Self { first: self.first.max(all.first), end: self.end.min(all.end) }
    }
}

/// From this day on that weekly pattern holds.
#[derive(Clone, Copy, Debug)]
struct Segment {
    first: i64,
    week: u32,
    /// Minutes worked in the window before it.
    worked: i64,
    /// Days worked in the window before it.
    days: i64,
    /// The Monday on or before its first day.
    monday: i64,
    /// Minutes worked in the window before it, less what its pattern has from that Monday to its first day: all of the pattern
    /// since that Monday comes on top.
    base: i64,
}

/// Cumulative working time over a window of days.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) window: Window,
    /// The patterns; the first is empty.
    weeks: Vec<Rc<Week>>,
    segments: Vec<Segment>,
    total: i64,
}

impl Table {
    /// The table of no day at all.
    pub(crate) fn nothing() -> Self {
        Self::plain(Week::default(), Window { first: 0, end: 0 })
    }

    /// One pattern over the whole window.
    pub(crate) fn plain(week: Week, window: Window) -> Self {
        let weeks = vec![Rc::new(Week::default()), Rc::new(week)];
        Self::new(window, weeks, [(window.first, 1)])
    }

    /// Sums up patterns and the days from which they hold; those come in order.
    fn new(
        window: Window,
        weeks: Vec<Rc<Week>>,
        changes: impl IntoIterator<Item = (i64, u32)>,
    ) -> Self {
        let mut table = Self { window, weeks, segments: Vec::new(), total: 0 };
        for (first, week) in changes {
            table.push(first, week);
        }
        let (total, _) = table.totals_before(window.end);
        table.total = total;
        table.segments.shrink_to_fit();
        table
    }

    fn push(&mut self, first: i64, week: u32) {
        let week = if self.week(week).total() == 0 { 0 } else { week };
        match self.segments.last() {
            Some(last) if last.week == week => return,
            Some(last) if last.first == first => {
                self.segments.pop();
                return self.push(first, week);
            }
            _ => {}
        }
        let (worked, days) = self.totals_before(first);
        // 1 January 1970 was a Thursday.
        let weekday = (first + 3).rem_euclid(7);
        let base = worked - self.week(week).worked_in(weekday);
        self.segments.push(Segment { first, week, worked, days, monday: first - weekday, base });
    }

    fn totals_before(&self, day: i64) -> (i64, i64) {
        self.segments.last().map_or((0, 0), |last| {
            let week = self.week(last.week);
            let (from, to) = last.days_from_monday(day);
            (
                last.worked + week.worked_in(to) - week.worked_in(from),
                last.days + week.days_in(to) - week.days_in(from),
            )
        })
    }

    fn week(&self, index: u32) -> &Week {
        // A segment's pattern is a row of this table; the first is always there.
        #[allow(clippy::indexing_slicing)]
        &self.weeks[index as usize]
    }

    /// Whether work goes on for ever behind the last exception.
    pub(crate) fn goes_on(&self) -> bool {
        self.segments.last().is_some_and(|last| last.week != 0)
    }

    fn segment_of_day(&self, day: i64) -> Option<&Segment> {
        let behind = self.segments.partition_point(|segment| segment.first <= day);
        self.segments.get(behind.checked_sub(1)?)
    }

    /// Minutes worked in the window before a moment of it.
    pub(crate) fn worked_before(&self, moment: Moment) -> i64 {
        let (day, minute) = split(moment);
        self.segment_of_day(day).map_or(0, |segment| {
            let week = self.week(segment.week);
            let days = day - segment.monday;
            segment.base + week.worked_in(days) + week.worked_by(days % 7, minute)
        })
    }

    /// Days worked in the window before a day of it.
    pub(crate) fn days_before(&self, day: i64) -> i64 {
        self.segment_of_day(day).map_or(0, |segment| {
            let week = self.week(segment.week);
            let (from, to) = segment.days_from_monday(day);
            segment.days + week.days_in(to) - week.days_in(from)
        })
    }

    /// The weekly pattern that holds at a moment, and which weekday and minute of it that is.
    fn at(&self, moment: Moment) -> Option<(&Week, i64, i64)> {
        let (day, minute) = split(moment);
        let segment = self.segment_of_day(day)?;
        Some((self.week(segment.week), (day - segment.monday) % 7, minute))
    }

    /// Whether the minute that begins here is worked.
    pub(crate) fn is_open(&self, moment: Moment) -> bool {
        self.at(moment).is_some_and(|(week, weekday, minute)| week.is_open(weekday, minute))
    }

    /// Whether the work of a day begins or ends at a moment of it, other than its midnights.
    pub(crate) fn is_edge_of_day(&self, moment: Moment) -> bool {
        self.at(moment).is_some_and(|(week, weekday, minute)| {
            let before = week.worked_by(weekday, minute);
            let begins = before == 0 && week.is_open(weekday, minute);
            let ends =
                || week.is_open(weekday, minute - 1) && before == week.worked_by(weekday, DAY);
            minute > 0 && (begins || ends())
        })
    }

    /// When the run of hours ends, on the same day, that this moment lies in.
    pub(crate) fn closes(&self, moment: Moment) -> Option<Moment> {
        let (week, weekday, minute) = self.at(moment)?;
        let rest = week.closes(weekday, minute)? - minute;
        Some(moment.plus(Minutes(rest)))
    }

    /// The first moment by which so much is worked, if the window has so much; there is none for nothing.
    pub(crate) fn earliest(&self, worked: i64) -> Option<Moment> {
        if worked < 1 || worked > self.total {
            return None;
        }
        let behind = self.segments.partition_point(|segment| segment.worked < worked);
        self.moment_in(behind, worked, Week::earliest)
    }

    /// The last moment by which no more than this is worked: the start of the next minute of work, if the window has one.
    pub(crate) fn latest(&self, worked: i64) -> Option<Moment> {
        if worked < 0 || worked >= self.total {
            return None;
        }
        let behind = self.segments.partition_point(|segment| segment.worked <= worked);
        self.moment_in(behind, worked, Week::latest)
    }

    fn moment_in(&self, behind: usize, worked: i64, find: fn(&Week, i64) -> i64) -> Option<Moment> {
        let segment = self.segments.get(behind.checked_sub(1)?)?;
        let minutes = find(self.week(segment.week), worked - segment.base);
        Some(Moment::from_minutes(segment.monday * DAY + minutes))
    }

    /// Replaces what holds on some days of the window: where several layers lie upon each other the last of them is seen.
    pub(crate) fn overlaid(&self, layers: &[(Window, Rc<Week>)]) -> Self {
        let mut weeks = self.weeks.clone();
        let ends = self.segments.iter().skip(1).map(|next| next.first).chain([self.window.end]);
        let below = self.segments.iter().zip(ends);
        let below = below.map(|(one, end)| (Window { first: one.first, end }, one.week));
        let mut runs: Vec<_> = below.collect();
        runs.extend(layers.iter().map(|(days, week)| (*days, intern(&mut weeks, week))));
        let mut edges = Vec::with_capacity(runs.len() * 2);
        for (row, (days, _)) in runs.iter().enumerate() {
            edges.extend([(days.first, row, true), (days.end, row, false)]);
        }
        edges.retain(|(day, ..)| *day < self.window.end);
        edges.sort_unstable();
        let mut open = BTreeSet::new();
        let changes = edges.into_iter().map(|(day, row, opens)| {
            let _ = if opens { open.insert(row) } else { open.remove(&row) };
            let top = open.last().and_then(|row| runs.get(*row));
            (day, top.map_or(0, |(_, week)| *week))
        });
        Self::new(self.window, weeks, changes)
    }

    /// Joins tables pattern by pattern over a window that all of them hold.
    pub(crate) fn joined(
        tables: &[Ref<'_, Self>],
        window: Window,
        join: fn(&Week, &Week) -> Week,
    ) -> Self {
        let firsts = tables.iter().flat_map(|table| &table.segments).map(|one| one.first);
        let inside = firsts.filter(|day| window.first < *day && *day < window.end);
        let mut days: Vec<i64> = inside.chain([window.first]).collect();
        days.sort_unstable();
        days.dedup();
        let mut weeks = vec![Rc::new(Week::default())];
        let mut known = FxHashMap::default();
        let week_on = |table: &Self, day| table.segment_of_day(day).map_or(0, |one| one.week);
        let changes = days.into_iter().map(|day| {
            let hold: Vec<u32> = tables.iter().map(|table| week_on(table, day)).collect();
            let week = *known.entry(hold).or_insert_with_key(|hold| {
                let mut each = tables.iter().zip(hold).map(|(table, week)| table.week(*week));
                let first = each.next().cloned().unwrap_or_default();
                intern(&mut weeks, &Rc::new(each.fold(first, |all, week| join(&all, week))))
            });
            (day, week)
        });
        let changes: Vec<_> = changes.collect();
        Self::new(window, weeks, changes)
    }
}

impl Segment {
    /// How many days its own first day and a later day are behind the Monday on or before its first.
    fn days_from_monday(&self, day: i64) -> (i64, i64) {
        (self.first - self.monday, day - self.monday)
    }
}

/// The exceptions of a calendar within a window, as they are written.
pub(crate) fn exceptions(
    calendar: &Calendar,
    window: Window,
) -> impl Iterator<Item = (Window, Rc<Week>)> {
    calendar.exceptions.iter().filter_map(move |exception| {
        let days = clip(days(exception.first, exception.last), window)?;
        Some((days, Rc::new(Week::daily(&exception.hours))))
    })
}

/// The days of every year that are off, within a window, in order.
pub(crate) fn yearly(calendar: &Calendar, window: Window) -> Vec<(Window, Rc<Week>)> {
    let mut of_year: Vec<(i8, i8)> = calendar.yearly.iter().map(|(m, d, _)| (*m, *d)).collect();
    of_year.sort_unstable();
    of_year.dedup();
    let year = |day| Date::from_days(day).map_or(0, Date::year);
    let years = year(window.first)..=year(window.end - 1);
    let dates = years.flat_map(|year| {
        of_year.iter().filter_map(move |(month, day)| Date::new(year, *month, *day))
    });
    let off = Rc::new(Week::default());
    let mut layers: Vec<(Window, Rc<Week>)> = Vec::new();
    for day in dates.filter_map(|date| clip(days(date, date), window)) {
        // Whole months that are off are one run each: over thousands of years single days would be millions.
        match layers.last_mut() {
            Some((run, _)) if run.end == day.first => run.end = day.end,
            _ => layers.push((day, Rc::clone(&off))),
        }
    }
    layers
}

/// The days on which somebody is away, within a window, in order, none overlapping: with what is left of them, of whole days
/// nothing.
pub(crate) fn absences(absences: &[Absence], window: Window) -> Vec<(Window, Rc<Week>)> {
    let mut layers: Vec<(Window, Rc<Week>)> = Vec::new();
    for (from, to) in Absence::joined(absences) {
        for (days, (from, to)) in by_days(from.minutes(), to.minutes()) {
            let Some(days) = clip(days, window) else { continue };
            let there = Week::daily(&[(0, from), (to, 1440)]);
            match layers.last_mut() {
                Some((same, left)) if *same == days => *left = Rc::new(left.both(&there)),
                _ => layers.push((days, Rc::new(there))),
            }
        }
    }
    layers
}

/// A time by days: the run of its whole days, and the days of which it takes a part; with the minutes of a day that it takes.
fn by_days(from: i64, to: i64) -> Vec<(Window, (u16, u16))> {
    let ceiling = |minutes: i64| (minutes + DAY - 1).div_euclid(DAY);
    let mut edges = [from.div_euclid(DAY), ceiling(from), to.div_euclid(DAY), ceiling(to)];
    edges.sort_unstable();
    let runs = edges.windows(2).filter_map(|edges| match *edges {
        [first, end] if first < end => {
            let minute =
                |minutes: i64| u16::try_from((minutes - first * DAY).clamp(0, DAY)).unwrap_or(0);
            Some((Window { first, end }, (minute(from), minute(to))))
        }
        _ => None,
    });
    runs.collect()
}

fn days(first: Date, last: Date) -> Window {
    Window { first: i64::from(first.days()), end: i64::from(last.days()) + 1 }
}

fn clip(days: Window, window: Window) -> Option<Window> {
    let clipped = Window { first: days.first.max(window.first), end: days.end.min(window.end) };
    (clipped.first < clipped.end).then_some(clipped)
}

fn intern(weeks: &mut Vec<Rc<Week>>, week: &Rc<Week>) -> u32 {
    weeks.push(Rc::clone(week));
    u32::try_from(weeks.len() - 1).unwrap_or(0)
}

fn split(moment: Moment) -> (i64, i64) {
    (moment.minutes().div_euclid(DAY), moment.minutes().rem_euclid(DAY))
}
