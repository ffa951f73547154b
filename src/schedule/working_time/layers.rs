//! The days on which a calendar differs from its regular week, and those on which somebody is away.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::model::{Absence, Calendar};
use crate::schedule::working_time::table::{Table, Window};
use crate::schedule::working_time::week::{DAY, Week};
use crate::time::Date;

/// The exceptions of a calendar within a window, in order, none overlapping: of two on the same day the later written holds.
pub(crate) fn exceptions(calendar: &Calendar, window: Window) -> Vec<(Window, Rc<Week>)> {
    let written = calendar.exceptions.iter().map(|exception| days(exception.first, exception.last));
    let visible = visible(&written.collect::<Vec<_>>());
    let mut layers = Vec::with_capacity(visible.len());
    for (days, index) in visible {
        if let (Some(days), Some(exception)) = (clip(days, window), calendar.exceptions.get(index))
        {
            layers.push((days, Rc::new(Week::daily(&exception.hours))));
        }
    }
    layers
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

/// The days on which somebody is away, within a window, in order, none overlapping; of a day that they are away in part, the
/// hours that are left of it.
pub(crate) fn absences(
    absences: &[Absence],
    table: &Table,
    window: Window,
) -> Vec<(Window, Rc<Week>)> {
    let off = Rc::new(Week::default());
    let mut layers: Vec<(Window, Rc<Week>)> = Vec::new();
    for (from, to) in Absence::joined(absences) {
        for (days, away) in by_days(from.minutes(), to.minutes()) {
            let Some(days) = clip(days, window) else { continue };
            let Some((from, to)) = away else {
                layers.push((days, Rc::clone(&off)));
                continue;
            };
            let there = Week::daily(&[(0, from), (to, 1440)]);
            match layers.last_mut() {
                Some((same, left)) if *same == days => *left = Rc::new(left.both(&there)),
                _ => {
                    let hours = Week::daily(&table.hours_on(days.first));
                    layers.push((days, Rc::new(hours.both(&there))));
                }
            }
        }
    }
    layers
}

/// A time by days: runs of whole days, and days of which it takes a part, with the minutes of that.
fn by_days(from: i64, to: i64) -> impl Iterator<Item = (Window, Option<(u16, u16)>)> {
    let part = |day: i64| {
        let minute = |minutes: i64| u16::try_from((minutes - day * DAY).clamp(0, DAY)).unwrap_or(0);
        (Window { first: day, end: day + 1 }, Some((minute(from), minute(to))))
    };
    let (first, last) = (from.div_euclid(DAY), to.div_euclid(DAY));
    let (starts_late, ends_early) = (from.rem_euclid(DAY) > 0, to.rem_euclid(DAY) > 0);
    let whole = Window { first: first + i64::from(starts_late), end: last };
    let begins = starts_late.then(|| part(first));
    let ends = (ends_early && !(starts_late && first == last)).then(|| part(last));
    begins.into_iter().chain((!whole.is_empty()).then_some((whole, None))).chain(ends)
}

fn days(first: Date, last: Date) -> Window {
    Window { first: i64::from(first.days()), end: i64::from(last.days()) + 1 }
}

fn clip(days: Window, window: Window) -> Option<Window> {
    let clipped = Window { first: days.first.max(window.first), end: days.end.min(window.end) };
    (clipped.first < clipped.end).then_some(clipped)
}

/// Cuts runs of days that overlap into runs that don't, in order: where several lie upon each other the last of them is seen.
fn visible(runs: &[Window]) -> Vec<(Window, usize)> {
    let mut edges = Vec::with_capacity(runs.len() * 2);
    for (index, run) in runs.iter().enumerate().filter(|(_, run)| run.first < run.end) {
        edges.extend([(run.first, index, true), (run.end, index, false)]);
    }
    edges.sort_unstable();
    let mut seen = Vec::with_capacity(runs.len());
    let mut open = BTreeSet::new();
    let mut since = 0;
    for (day, index, opens) in edges {
        if let Some(top) = open.last().filter(|_| since < day) {
            seen.push((Window { first: since, end: day }, *top));
        }
        since = day;
        if opens {
            open.insert(index);
        } else {
            open.remove(&index);
        }
    }
    seen
}
