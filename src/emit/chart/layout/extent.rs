//! From when to when a chart goes, and whether its hours can be seen.

use super::super::lanes::FlagFacts;
use super::super::rows::{Facts, Grain, Source};
use super::super::scale::{Drawn, Hours};
use crate::plan::Plan;

/// Up to this span hours are drawn as they are.
const CLOCK_MINUTES: i64 = 3 * 24 * 60;
/// A day that is not part of the plan is drawn if it widens the span by no more than one part in so many.
const WIDENING: i64 = 4;

/// From when to when a picture goes, before it has a size.
pub(super) struct Extent {
    pub(super) start: Drawn,
    pub(super) end: Drawn,
}

/// How fine the moments of a plan are named.
pub(super) fn grain(plan: Plan<'_>) -> Grain {
    let (start, end) = (plan.schedule.start, plan.schedule.end);
    match end.since(start).0 {
        _ if plan.model.items.is_empty() => Grain::Days,
        ..=CLOCK_MINUTES if start.date() == end.last_day() => Grain::HoursOfOneDay,
        ..=CLOCK_MINUTES => Grain::Hours,
        _ => Grain::Days,
    }
}

/// Hours as they are where they can be seen, else days that work fills.
pub(super) fn hours(plan: Plan<'_>, grain: Grain) -> Hours {
    match plan.model.calendars.first() {
        Some(calendar) if grain == Grain::Days => Hours::of(calendar),
        _ => Hours::CLOCK,
    }
}

/// The span of all that is drawn. What lies far outside the plan itself is given up rather than squeeze it.
pub(super) fn extent(
    source: &Source<'_, '_>,
    facts: &mut [Facts<'_>],
    flags: &[FlagFacts<'_>],
) -> Extent {
    let schedule = source.plan.schedule;
    let (mut start, mut end) =
        (source.hours.drawn(schedule.start), source.hours.drawn(schedule.end));
    for row in facts.iter() {
        (start, end) = (start.min(row.start), end.max(row.end));
        end = row.band.map_or(end, |(_, last)| end.max(last));
    }
    for flag in flags.iter().filter(|flag| flag.item.is_some()) {
        (start, end) = (start.min(flag.at), end.max(flag.at));
        end = flag.band.map_or(end, |(_, last)| end.max(last));
    }
    if facts.is_empty() && flags.is_empty() {
        end = start.plus(28 * 24 * 60);
    }
    let reach = end.since(start) / WIDENING;
    let (earliest, latest) = (start.plus(-reach), end.plus(reach));
    let is_near = |at: Drawn| earliest <= at && at <= latest;
    for row in facts.iter_mut() {
        if let Some(due) = &mut row.due {
            due.is_seen = is_near(due.at);
        }
        row.slack_end = row.slack_end.map(|slack_end| slack_end.min(end));
    }
    let dues = facts.iter().filter_map(|row| row.due.as_ref()).map(|due| due.at);
    let today = source.plan.today().map(Drawn::start_of);
    let deadline = flags.iter().filter(|flag| flag.item.is_none()).map(|flag| flag.at);
    for at in dues.chain(today).chain(deadline).filter(|at| is_near(*at)) {
        (start, end) = (start.min(at), end.max(at));
    }
    Extent { start, end }
}
