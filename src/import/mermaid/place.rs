//! When tasks are, as Mermaid counts: asked only where a task says no length that a roadmap can say.

use rustc_hash::FxHashMap;

use super::chart::{Chart, End, Start, Task};
use crate::import::When;
use crate::time::Date;

/// Minutes of a day.
pub(super) const DAY: i64 = 24 * 60;

/// So many days are looked at to find which are excluded, in the whole chart.
const MOST_DAYS: usize = 1_000_000;
/// So often tasks that name others further down are looked at again.
const ROUNDS: usize = 10;

/// The start and the end of a task, in minutes since 1970.
pub(super) type Span = Option<(i64, i64)>;

/// Where each task stands; nothing where that follows from something unknown.
pub(super) fn place(chart: &Chart) -> Vec<Span> {
    let ids =
        chart.tasks.iter().enumerate().filter_map(|(at, task)| Some((task.id.as_deref()?, at)));
    let ids: FxHashMap<&str, usize> = ids.collect();
    let mut placer = Placer { chart, ids, spans: vec![None; chart.tasks.len()], budget: MOST_DAYS };
    for _ in 0..ROUNDS {
        let mut is_changed = false;
        for (at, task) in chart.tasks.iter().enumerate() {
            let span = placer.span(at, task);
            if let Some(known) = placer.spans.get_mut(at)
                && *known != span
            {
                *known = span;
                is_changed = true;
            }
        }
        if !is_changed {
            break;
        }
    }
    placer.spans
}

/// A day or minute, in minutes since 1970.
pub(super) fn minutes(when: When) -> i64 {
    i64::from(when.date.days()) * DAY + i64::from(when.minute.unwrap_or(0))
}

fn day_of(minutes: i64) -> Option<Date> {
    Date::from_days(minutes.div_euclid(DAY))
}

/// That many months later.
fn months_later(start: i64, thousandths: i64) -> Option<i64> {
    let months = i32::try_from(thousandths / 1000).ok()?;
    let later = day_of(start)?.plus_months(months)?;
    Some(i64::from(later.days()) * DAY + start.rem_euclid(DAY))
}

/// The end of a length that begins somewhere.
pub(super) fn behind(start: i64, thousandths: i64, unit: &str) -> Option<i64> {
    let minutes = match unit {
        "M" => return months_later(start, thousandths),
        "y" => return months_later(start, thousandths.checked_mul(12)?),
        "w" => 7 * DAY,
        "d" => DAY,
        "h" => 60,
        "m" | "min" => 1,
        _ => return Some(start),
    };
    start.checked_add(thousandths.checked_mul(minutes)? / 1000)
}

impl Chart {
    /// Whether no work is done on a day.
    pub(super) fn is_off(&self, day: Date) -> bool {
        !self.open.contains(&day)
            && (self.weekdays_off.contains(&day.weekday()) || self.off.contains(&day))
    }
}

struct Placer<'c> {
    chart: &'c Chart,
    ids: FxHashMap<&'c str, usize>,
    spans: Vec<Span>,
    budget: usize,
}

impl Placer<'_> {
    fn named<'s>(&'s self, ids: &'s [String]) -> impl Iterator<Item = (i64, i64)> + 's {
        ids.iter().filter_map(|id| self.spans.get(*self.ids.get(id.as_str())?).copied().flatten())
    }

    fn span(&mut self, at: usize, task: &Task) -> Span {
        let start = match &task.start {
            Start::At(when) => minutes(*when),
            Start::After(ids) => self.named(ids).map(|(_, end)| end).max()?,
            Start::Behind => self.spans.get(at.checked_sub(1)?).copied().flatten()?.1,
        };
        let end = match &task.end {
            End::Unsaid => start,
            End::At(when) => minutes(*when) + if self.chart.includes_ends { DAY } else { 0 },
            End::Until(ids) => self.named(ids).map(|(start, _)| start).min()?,
            End::Length(number, unit) => {
                let end = behind(start, *number, unit)?;
                self.without_days_off(start, end)?
            }
        };
        Some((start, end))
    }

    /// Each day off behind the first moves the end by a day.
    fn without_days_off(&mut self, start: i64, mut end: i64) -> Option<i64> {
        if self.chart.weekdays_off.is_empty() && self.chart.off.is_empty() {
            return Some(end);
        }
        let mut at = start.checked_add(DAY)?;
        while at <= end {
            self.budget = self.budget.checked_sub(1)?;
            if self.chart.is_off(day_of(at)?) {
                end = end.checked_add(DAY)?;
            }
            at = at.checked_add(DAY)?;
        }
        Some(end)
    }
}
