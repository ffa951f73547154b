//! The hours of one week, with running totals, so that any number of weeks is counted at once.

use crate::model::{Calendar, DayHours};

/// Minutes in a civil day.
pub(super) const DAY: i64 = 24 * 60;

/// Runs of hours of a day: in order, not touching.
type Hours = [(u16, u16)];

/// Working hours of each weekday, Monday first.
#[derive(Clone, Debug, Default)]
pub(super) struct Week {
    hours: [Box<Hours>; 7],
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
        Self { hours: hours.map(Vec::into_boxed_slice), before, days_before }
    }

    /// The regular week of a calendar.
    pub(super) fn of(calendar: &Calendar) -> Self {
        Self::new(calendar.week.each_ref().map(|hours| tidy(hours)))
    }

    /// The same hours every day.
    pub(super) fn daily(hours: &Hours) -> Self {
        Self::new([(); 7].map(|()| tidy(hours)))
    }

    /// When both are open.
    pub(super) fn both(&self, other: &Self) -> Self {
        self.combine(other, intersection)
    }

    /// When at least one is open.
    pub(super) fn either(&self, other: &Self) -> Self {
        self.combine(other, union)
    }

    fn combine(&self, other: &Self, join: impl Fn(&Hours, &Hours) -> DayHours) -> Self {
        let mut pairs = self.hours.iter().zip(&other.hours);
        Self::new([(); 7].map(|()| pairs.next().map_or_else(Vec::new, |(a, b)| join(a, b))))
    }

    /// Minutes worked in a whole week.
    pub(super) const fn total(&self) -> i64 {
        let [.., total] = self.before;
        total
    }

    /// Minutes worked in that many days from a Monday on.
    pub(super) fn worked_in(&self, days: i64) -> i64 {
        running(&self.before, days)
    }

    /// Days worked among that many days from a Monday on.
    pub(super) fn days_in(&self, days: i64) -> i64 {
        running(&self.days_before, days)
    }

    /// Minutes worked on a weekday before this minute of it.
    pub(super) fn worked_by(&self, weekday: i64, minute: i64) -> i64 {
        self.on(weekday)
            .iter()
            .map(|(from, to)| minute.min(i64::from(*to)) - i64::from(*from))
            .filter(|part| *part > 0)
            .sum()
    }

    /// Whether the minute that begins here is worked.
    pub(super) fn is_open(&self, weekday: i64, minute: i64) -> bool {
        self.closes(weekday, minute).is_some()
    }

    /// When the run of hours ends that holds the minute that begins here.
    pub(super) fn closes(&self, weekday: i64, minute: i64) -> Option<i64> {
        let hours = self.on(weekday).iter().map(|(from, to)| i64::from(*from)..i64::from(*to));
        hours.into_iter().find(|run| run.contains(&minute)).map(|run| run.end)
    }

    /// The first minute, counted from a Monday's midnight, by which so much (at least 1) is worked. The week must not be empty.
    pub(super) fn earliest(&self, worked: i64) -> i64 {
        let total = self.total().max(1);
        let (weeks, rest) = ((worked - 1) / total, (worked - 1) % total + 1);
        let (weekday, before) = self.day_holding(|before| before < rest);
        weeks * 7 * DAY + weekday * DAY + self.minute_of(weekday, rest - before, i64::le)
    }

    /// The last minute, counted from a Monday's midnight, by which no more than this (0 or more) is worked. The week must not be empty.
    pub(super) fn latest(&self, worked: i64) -> i64 {
        let total = self.total().max(1);
        let (weeks, rest) = (worked / total, worked % total);
        let (weekday, before) = self.day_holding(|before| before <= rest);
        weeks * 7 * DAY + weekday * DAY + self.minute_of(weekday, rest - before, i64::lt)
    }

    /// The last weekday before which so little is worked, and how much that is.
    fn day_holding(&self, is_before: impl Fn(i64) -> bool) -> (i64, i64) {
        let days = (0..7).zip(self.before);
        days.take_while(|(_, before)| is_before(*before)).last().unwrap_or_default()
    }

    /// The minute of a day at which this much of it is worked; `fits` says whether a run of hours holds that minute.
    fn minute_of(&self, weekday: i64, worked: i64, fits: fn(&i64, &i64) -> bool) -> i64 {
        let mut left = worked;
        for run in self.on(weekday) {
            if fits(&left, &length(*run)) {
                return i64::from(run.0) + left;
            }
            left -= length(*run);
        }
        0
    }

    /// The hours of a weekday.
    pub(super) fn on(&self, weekday: i64) -> &Hours {
        let day = usize::try_from(weekday).ok().and_then(|index| self.hours.get(index));
        day.map_or(&[], |hours| hours)
    }
}

fn running(totals: &[i64; 8], days: i64) -> i64 {
    let [.., total] = *totals;
    let weekday = usize::try_from(days % 7).unwrap_or(0);
    days / 7 * total + totals.get(weekday).copied().unwrap_or(0)
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

fn intersection(a: &Hours, b: &Hours) -> DayHours {
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a.0.max(b.0), a.1.min(b.1))));
    let mut hours: DayHours = pairs.filter(|(from, to)| from < to).collect();
    hours.sort_unstable();
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
