//! Working time over a stretch of days, in segments: runs of days on which one weekly pattern holds.
//!
//! Between two exceptions the hours repeat every week, so that a segment of any length is counted by one division. A query
//! is one binary search over the exceptions, whatever the distance.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::model::DayHours;
use crate::schedule::working_time::week::{DAY, Week};
use crate::time::{Date, Moment};

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

    /// A year more to the past, four to the future.
    pub(crate) fn widened(self) -> Self {
        Self { first: self.first - 366, end: self.end + 4 * 366 }.held()
    }

    /// Twice as long, if there are days to add before it.
    pub(crate) fn doubled_to_the_past(self) -> Option<Self> {
        let larger = Self { first: self.first - self.more(), ..self };
        Some(larger.held()).filter(|larger| *larger != self)
    }

    /// Twice as long, if there are days to add behind it.
    pub(crate) fn doubled_to_the_future(self) -> Option<Self> {
        let larger = Self { end: self.end + self.more(), ..self };
        Some(larger.held()).filter(|larger| *larger != self)
    }

    fn more(self) -> i64 {
        (self.end - self.first).max(366)
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

    /// Whether the minute that begins here is worked.
    pub(crate) fn is_open(&self, moment: Moment) -> bool {
        let (day, minute) = split(moment);
        self.segment_of_day(day).is_some_and(|segment| {
            let (_, to) = segment.days_from_monday(day);
            self.week(segment.week).is_open(to % 7, minute)
        })
    }

    /// The hours of a day.
    pub(crate) fn hours_on(&self, day: i64) -> DayHours {
        self.segment_of_day(day).map_or_else(DayHours::new, |segment| {
            let (_, to) = segment.days_from_monday(day);
            self.week(segment.week).on(to % 7)
        })
    }

    /// Whether the work of a day begins or ends at a moment of it, other than its midnights.
    pub(crate) fn is_edge_of_day(&self, moment: Moment) -> bool {
        let (day, minute) = split(moment);
        self.segment_of_day(day).is_some_and(|segment| {
            let (_, to) = segment.days_from_monday(day);
            let (week, weekday) = (self.week(segment.week), to % 7);
            let before = week.worked_by(weekday, minute);
            let begins = before == 0 && week.is_open(weekday, minute);
            let ends =
                || week.is_open(weekday, minute - 1) && before == week.worked_by(weekday, DAY);
            minute > 0 && (begins || ends())
        })
    }

    /// When the run of hours ends, on the same day, that this moment lies in.
    pub(crate) fn closes(&self, moment: Moment) -> Option<Moment> {
        let (day, minute) = split(moment);
        let segment = self.segment_of_day(day)?;
        let (_, to) = segment.days_from_monday(day);
        let closes = self.week(segment.week).closes(to % 7, minute)?;
        Some(Moment::from_minutes(day * DAY + closes))
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

    /// The part of it within a window that it holds.
    pub(crate) fn clipped(&self, window: Window) -> Self {
        let start = self.segment_of_day(window.first).map_or(0, |segment| segment.week);
        let inside =
            |segment: &&Segment| window.first < segment.first && segment.first < window.end;
        let rest = self.segments.iter().filter(inside).map(|segment| (segment.first, segment.week));
        let changes = std::iter::once((window.first, start)).chain(rest);
        Self::new(window, self.weeks.clone(), changes)
    }

    /// Replaces what holds on some days; the days come in order and don't overlap.
    pub(crate) fn overlaid(&self, layers: &[(Window, Rc<Week>)]) -> Self {
        let mut weeks = self.weeks.clone();
        let mut changes = Vec::with_capacity(self.segments.len() + 2 * layers.len());
        let mut below = self.segments.iter().peekable();
        let mut holds = 0;
        for (days, week) in layers {
            while let Some(segment) = below.next_if(|segment| segment.first <= days.first) {
                holds = segment.week;
                changes.push((segment.first, holds));
            }
            let index = if week.total() == 0 { 0 } else { intern(&mut weeks, week) };
            changes.push((days.first, index));
            while let Some(segment) = below.next_if(|segment| segment.first <= days.end) {
                holds = segment.week;
            }
            changes.push((days.end, holds));
        }
        changes.extend(below.map(|segment| (segment.first, segment.week)));
        changes.retain(|(first, _)| *first < self.window.end);
        Self::new(self.window, weeks, changes)
    }

    /// Joins two tables pattern by pattern over a window that both hold.
    pub(crate) fn joined(
        &self,
        other: &Self,
        window: Window,
        join: fn(&Week, &Week) -> Week,
    ) -> Self {
        let mut weeks = vec![Rc::new(Week::default())];
        let mut known = FxHashMap::default();
        let mut changes = Vec::with_capacity(self.segments.len() + other.segments.len());
        for (first, a, b) in self.changes_with(other, window) {
            let week = *known
                .entry((a, b))
                .or_insert_with(|| intern(&mut weeks, &join(self.week(a), other.week(b))));
            changes.push((first, week));
        }
        Self::new(window, weeks, changes)
    }

    /// The days of a window on which the pattern of either table changes, and the patterns from there on.
    fn changes_with(&self, other: &Self, window: Window) -> Vec<(i64, u32, u32)> {
        let week_at =
            |table: &Self, day| table.segment_of_day(day).map_or(0, |segment| segment.week);
        let mut now = (window.first, week_at(self, window.first), week_at(other, window.first));
        let mut changes = vec![now];
        let inside =
            |segment: &&Segment| segment.first > window.first && segment.first < window.end;
        let mut a = self.segments.iter().filter(inside).peekable();
        let mut b = other.segments.iter().filter(inside).peekable();
        while let Some(day) = [a.peek(), b.peek()].into_iter().flatten().map(|s| s.first).min() {
            now.0 = day;
            now.1 = a.next_if(|segment| segment.first == day).map_or(now.1, |s| s.week);
            now.2 = b.next_if(|segment| segment.first == day).map_or(now.2, |s| s.week);
            changes.push(now);
        }
        changes
    }
}

impl Segment {
    /// How many days its own first day and a later day are behind the Monday on or before its first.
    fn days_from_monday(&self, day: i64) -> (i64, i64) {
        (self.first - self.monday, day - self.monday)
    }
}

fn intern(weeks: &mut Vec<Rc<Week>>, week: &Week) -> u32 {
    weeks.push(Rc::new(week.clone()));
    u32::try_from(weeks.len() - 1).unwrap_or(0)
}

fn split(moment: Moment) -> (i64, i64) {
    (moment.minutes().div_euclid(DAY), moment.minutes().rem_euclid(DAY))
}
