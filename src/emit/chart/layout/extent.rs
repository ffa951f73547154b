//! From when to when a chart goes, and whether its hours can be seen.

use super::super::lanes::FlagFacts;
use super::super::rows::{Facts, Grain, Source};
use super::super::scale::{Drawn, Hours};
use crate::plan::Plan;

/// Up to this span hours are told.
const HOURS_SPAN: i64 = 4 * 24 * 60;
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
        ..=HOURS_SPAN if start.date() == end.last_day() => Grain::HoursOfOneDay,
        ..=HOURS_SPAN => Grain::Hours,
        _ => Grain::Days,
    }
}

/// Days that work fills; the clock as it is where hours are told and anything falls into those that are closed.
pub(super) fn hours(plan: Plan<'_>, grain: Grain) -> Hours {
    let Some(hours) = plan.model.calendars.first().map(Hours::of) else { return Hours::CLOCK };
    let timings = || plan.schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let dues = || plan.model.items.iter().filter_map(|item| item.dates.as_ref()?.by);
    let moments = timings().flat_map(|timing| [timing.start, timing.end]);
    let mut moments = moments.chain(dues().map(|due| due.moment));
    if grain == Grain::Days || moments.all(|moment| hours.hold(moment)) {
        hours
    } else {
        Hours::CLOCK
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
