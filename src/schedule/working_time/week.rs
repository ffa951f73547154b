//! The hours of one week, with running totals, so that any number of weeks is counted at once.

use crate::model::{Calendar, DayHours};

/// Minutes in a civil day.
pub(crate) const DAY: i64 = 24 * 60;

/// Runs of hours of a day: in order, not touching.
type Hours = [(u16, u16)];

/// A run of hours of a day.
#[derive(Clone, Copy, Debug)]
struct Run {
    from: u16,
    to: u16,
    /// Minutes worked before it on its day.
    before: u16,
}

/// Working hours of each weekday, Monday first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Week {
    hours: [Box<[Run]>; 7],
    /// Minutes worked before each weekday, and in the whole week.
    before: [i64; 8],
    /// Days worked before each weekday, and in the whole week.
    days_before: [i64; 8],
}

impl Week {
    fn new(hours: [DayHours; 7]) -> Self {
        let (mut before, mut days_before) = ([0; 8], [0; 8]);
        let (mut minutes, mut days) = (0, 0);
        for ((hours, before), days_before) in
            hours.iter().zip(before.iter_mut().skip(1)).zip(days_before.iter_mut().skip(1))
        {
            minutes += hours.iter().copied().map(length).sum::<i64>();
            days += i64::from(!hours.is_empty());
            (*before, *days_before) = (minutes, days);
        }
        Self { hours: hours.map(|hours| runs(&hours)), before, days_before }
    }

    /// The regular week of a calendar.
    pub(crate) fn of(calendar: &Calendar) -> Self {
        Self::new(calendar.week.each_ref().map(|hours| tidy(hours)))
    }

    /// The same hours every day.
    pub(crate) fn daily(hours: &Hours) -> Self {
        Self::new([(); 7].map(|()| tidy(hours)))
    }

    /// When both are open.
    pub(crate) fn both(&self, other: &Self) -> Self {
        self.combine(other, intersection)
    }

    /// When at least one is open.
    pub(crate) fn either(&self, other: &Self) -> Self {
        self.combine(other, union)
    }

    fn combine(&self, other: &Self, join: impl Fn(&Hours, &Hours) -> DayHours) -> Self {
        let mut pairs = self.hours.iter().zip(&other.hours);
        let mut joined = || pairs.next().map(|(a, b)| join(&hours(a), &hours(b)));
        Self::new([(); 7].map(|()| joined().unwrap_or_default()))
    }

    /// Minutes worked in a whole week.
    pub(crate) const fn total(&self) -> i64 {
        let [.., total] = self.before;
        total
    }

    /// Minutes worked in that many days from a Monday on.
    #[inline]
    pub(crate) fn worked_in(&self, days: i64) -> i64 {
        running(&self.before, days)
    }

    /// Days worked among that many days from a Monday on.
    pub(crate) fn days_in(&self, days: i64) -> i64 {
        running(&self.days_before, days)
    }

    /// Minutes worked on a weekday before this minute of it.
    #[inline]
    pub(crate) fn worked_by(&self, weekday: i64, minute: i64) -> i64 {
        let run = self.run(weekday, |run| i64::from(run.from) < minute);
        run.map_or(0, |run| run.worked_by(minute.min(i64::from(run.to))))
    }

    /// Whether the minute that begins here is worked.
    #[inline]
    pub(crate) fn is_open(&self, weekday: i64, minute: i64) -> bool {
        self.closes(weekday, minute).is_some()
    }

    /// When the run of hours ends that holds the minute that begins here.
    #[inline]
    pub(crate) fn closes(&self, weekday: i64, minute: i64) -> Option<i64> {
        let run = self.run(weekday, |run| i64::from(run.from) <= minute)?;
        Some(i64::from(run.to)).filter(|to| minute < *to)
    }

    /// The first minute, counted from a Monday's midnight, by which so much (at least 1) is worked. The week must not be empty.
    #[inline]
    pub(crate) fn earliest(&self, worked: i64) -> i64 {
        let total = self.total().max(1);
        let (weeks, rest) = ((worked - 1) / total, (worked - 1) % total + 1);
        let (weekday, before) = self.day_holding(|before| before < rest);
        weeks * 7 * DAY + weekday * DAY + self.minute_of(weekday, rest - before, i64::lt)
    }

    /// The last minute, counted from a Monday's midnight, by which no more than this (0 or more) is worked. The week must not be empty.
    #[inline]
    pub(crate) fn latest(&self, worked: i64) -> i64 {
        let total = self.total().max(1);
        let (weeks, rest) = (worked / total, worked % total);
        let (weekday, before) = self.day_holding(|before| before <= rest);
        weeks * 7 * DAY + weekday * DAY + self.minute_of(weekday, rest - before, i64::le)
    }

    /// The last weekday before which so little is worked, and how much that is.
    #[inline]
    fn day_holding(&self, is_before: impl Fn(i64) -> bool) -> (i64, i64) {
        let days = (0..7).zip(self.before);
        days.take_while(|(_, before)| is_before(*before)).last().unwrap_or_default()
    }

    /// The minute of a day at which this much of it is worked, in the last run of hours of which `begins` holds: what is worked
    /// before it, and this.
    #[inline]
    fn minute_of(&self, weekday: i64, worked: i64, begins: fn(&i64, &i64) -> bool) -> i64 {
        let run = self.run(weekday, |run| begins(&i64::from(run.before), &worked));
        run.map_or(0, |run| i64::from(run.from) + worked - i64::from(run.before))
    }

    /// The last run of hours of a weekday of those, the first ones, of which something holds.
    #[inline]
    fn run(&self, weekday: i64, holds: impl Fn(&Run) -> bool) -> Option<&Run> {
        let day = usize::try_from(weekday).ok().and_then(|index| self.hours.get(index))?;
        day.get(day.partition_point(holds).checked_sub(1)?)
    }
}

impl Run {
    /// Minutes worked on its day before a minute of it.
    fn worked_by(self, minute: i64) -> i64 {
        i64::from(self.before) + minute - i64::from(self.from)
    }
}

fn running(totals: &[i64; 8], days: i64) -> i64 {
    let [.., total] = *totals;
    let weekday = usize::try_from(days % 7).unwrap_or(0);
    days / 7 * total + totals.get(weekday).copied().unwrap_or(0)
}

/// Runs of hours with what is worked before each.
fn runs(hours: &Hours) -> Box<[Run]> {
    let mut sum = 0;
    let runs = hours.iter().map(|(from, to)| {
        let before = sum;
        sum += to.saturating_sub(*from);
        Run { from: *from, to: *to, before }
    });
    runs.collect()
}

fn hours(runs: &[Run]) -> DayHours {
    runs.iter().map(|run| (run.from, run.to)).collect()
}

fn length((from, to): (u16, u16)) -> i64 {
    i64::from(to.saturating_sub(from))
}

/// Hours in order, none empty, none beyond midnight.
fn tidy(hours: &Hours) -> DayHours {
    let within = hours.iter().map(|(from, to)| (*from, (*to).min(1440)));
    let mut hours: DayHours = within.filter(|(from, to)| from < to).collect();
    hours.sort_unstable();
    merge(hours)
}

/// When two are both open, which are tidy.
fn intersection(a: &Hours, b: &Hours) -> DayHours {
    let mut hours = DayHours::new();
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(one), Some(other)) = (a.peek(), b.peek()) {
        let both = (one.0.max(other.0), one.1.min(other.1));
        if both.0 < both.1 {
            hours.push(both);
        }
        let _ = if one.1 < other.1 { a.next() } else { b.next() };
    }
    hours
}

fn union(a: &Hours, b: &Hours) -> DayHours {
    let mut hours = [a, b].concat();
    hours.sort_unstable();
    merge(hours)
}

/// Joins runs of hours that touch or overlap; they come in order.
fn merge(hours: DayHours) -> DayHours {
    let mut merged: DayHours = Vec::with_capacity(hours.len());
    for (from, to) in hours {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}
