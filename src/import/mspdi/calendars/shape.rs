//! Working time, as the days of a calendar have it.

use std::collections::BTreeMap;

use super::{Exception, Hours, USUAL};
use crate::import::values::When;
use crate::time::{Date, Weekday};

/// Working time with all that it takes from its base.
#[derive(Clone, Debug)]
pub(in super::super) struct Shape {
    pub(super) week: [Hours; 7],
    /// By first day, none of them on another's days.
    pub(super) exceptions: BTreeMap<Date, Exception>,
}

impl Shape {
    /// The hours of a day.
    pub(in super::super) fn hours(&self, date: Date) -> &[(u16, u16)] {
        match self.exceptions.range(..=date).next_back() {
            Some((_, exception)) if exception.last >= date => &exception.hours,
            _ => self.week.get(date.weekday().index()).map_or(&[], Vec::as_slice),
        }
    }

    /// Whether all of its time is time of another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
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
    pub(in super::super) fn work_between(&self, from: When, to: When) -> Option<i64> {
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
    pub(in super::super) fn start(&self, when: When) -> When {
        let is_first = |minute| self.hours(when.date).first().is_none_or(|first| minute <= first.0);
        When { minute: when.minute.filter(|minute| !is_first(*minute)), ..when }
    }

    /// An end, as a whole day where nothing is worked after it on that day.
    pub(in super::super) fn end(&self, when: When) -> When {
        if when.minute == Some(0) {
            return when.date.plus_days(-1).map_or(when, When::day);
        }
        let is_last = |minute| self.hours(when.date).last().is_none_or(|last| minute >= last.1);
        When { minute: when.minute.filter(|minute| !is_last(*minute)), ..when }
    }
}

/// Monday to Friday, from eight to five.
pub(super) fn standard() -> Shape {
    let week = Weekday::ALL.map(|weekday| match weekday {
        Weekday::Saturday | Weekday::Sunday => Vec::new(),
        _ => USUAL.to_vec(),
    });
    Shape { week, exceptions: BTreeMap::new() }
}
/// Exceptions of which the first that speaks of a day wins.
#[derive(Debug, Default)]
pub(super) struct Days {
    won: Vec<Exception>,
    /// Stretches of which something was said: the last day, by the first; none touches another.
    said: BTreeMap<Date, Date>,
}

impl Days {
    pub(super) fn add(&mut self, exception: &Exception) {
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
    pub(super) fn merged(mut self) -> BTreeMap<Date, Exception> {
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
