//! Days on which a chart works: those of the week, less some, and some after all.

use rustc_hash::FxHashSet;

use super::{Calendar, Draft, Item, Kind};
use crate::time::{Date, Weekday};

/// The days of a chart whose days are days of the clock unless it closes them.
#[derive(Default)]
pub(super) struct Days {
    /// Weekdays on which nothing is done.
    pub(super) weekdays_off: Vec<Weekday>,
    /// Days on which nothing is done, and why.
    pub(super) off: Vec<(Date, Date, Option<String>)>,
    /// Days on which something is done after all.
    pub(super) open: Vec<(Date, Date, Option<String>)>,
    /// Whether a day has 24 hours: otherwise it has those of a usual day.
    pub(super) by_clock: bool,
}

impl Days {
    /// Writes them as the calendar of the plan, unless they are those of a roadmap that says nothing.
    pub(super) fn write(self, draft: &mut Draft) {
        let works = |day: &Weekday| !self.weekdays_off.contains(day);
        let days: Vec<Weekday> = Weekday::ALL.into_iter().filter(works).collect();
        let is_usual = !self.by_clock && days.iter().eq(Weekday::ALL.iter().take(5));
        if is_usual && self.off.is_empty() && self.open.is_empty() {
            return;
        }
        if days.is_empty() {
            draft.left_out("all closed weekdays", "no day would be left to work on", "");
            return;
        }
        let hours = if self.by_clock { (0, 24 * 60) } else { (9 * 60, 17 * 60) };
        let title = match (self.by_clock, days.len()) {
            (true, 7) => "Around the clock",
            (_, 7) => "Every day",
            _ => "Working days",
        };
        draft.calendar = Some(draft.calendars.len());
        let open = runs(self.open).into_iter();
        draft.calendars.push(Calendar {
            title: title.into(),
            work: days.into_iter().map(|day| (day, vec![hours])).collect(),
            off: runs(self.off),
            open: open.map(|(first, last, why)| (first, last, Vec::new(), why)).collect(),
            ..Calendar::default()
        });
    }
}

/// Gives milestones that others wait for the hour at which work begins: here their day begins with them, in a roadmap it ends with them.
pub(super) fn in_the_morning(draft: &mut Draft) {
    let links = draft.items.iter().flat_map(|item| &item.waits);
    let waited: FxHashSet<String> = links.map(|link| link.to.said().to_owned()).collect();
    let calendar = draft.calendar.and_then(|at| draft.calendars.get(at));
    let hours =
        calendar.and_then(|calendar| calendar.work.first()).and_then(|(_, hours)| hours.first());
    let morning = hours.map_or(9 * 60, |(from, _)| *from);
    let is_waited = |item: &&mut Item| item.kind == Kind::Milestone && waited.contains(&item.key);
    for item in draft.items.iter_mut().filter(is_waited) {
        for day in [&mut item.start, &mut item.from].into_iter().flatten() {
            day.minute = day.minute.or(Some(morning));
        }
    }
}

/// Days that follow one another as one run, in order.
fn runs(mut days: Vec<(Date, Date, Option<String>)>) -> Vec<(Date, Date, Option<String>)> {
    days.sort();
    let mut runs: Vec<(Date, Date, Option<String>)> = Vec::new();
    for (first, until, why) in days {
        match runs.last_mut() {
            Some((_, last, of)) if *of == why && last.plus_days(1) >= Some(first) => {
                *last = until.max(*last);
            }
            _ => runs.push((first, until, why)),
        }
    }
    runs
}
