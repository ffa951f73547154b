//! From when to when a chart goes, and whether its hours can be seen.
//! The scale: as many pixels a day as leave room for every word.

use super::super::lanes::FlagFacts;
use super::super::rows::{Facts, Grain, Source};
use crate::emit::chart::axis::Unit;
use crate::emit::chart::scale::{Drawn, Hours, Scale};
use crate::emit::chart::{Px, axis};
use crate::plan::Plan;
use crate::time::Moment;

/// Up to this span hours are told.
const HOURS_SPAN: i64 = 4 * 24 * 60;
/// A day that is not part of the plan is drawn if it widens the span by no more than one part in so many.
const WIDENING: i64 = 4;

/// A day so near is drawn, however short the plan.
const NEAR: i64 = 10 * 24 * 60;
/// The least that a picture of days shows.
const SHORTEST: i64 = 4 * 24 * 60;

/// From when to when a picture goes, before it has a size.
pub(super) struct Extent {
    pub(super) start: Drawn,
    pub(super) end: Drawn,
    /// Whether its start was asked for: it begins there and nowhere before.
    pub(super) is_framed: bool,
}

/// How fine the moments of a plan are named: to the hour where it is short and anything in it begins or ends within a day.
pub(super) fn grain(plan: Plan<'_>) -> Grain {
    let (start, end) = (plan.schedule.start, plan.schedule.end);
    let hours = plan.model.calendars.first().map_or(Hours::CLOCK, Hours::of);
    let is_short = end.since(start).0 <= HOURS_SPAN;
    if !is_short || moments(plan).all(|moment| hours.bound(moment)) {
        Grain::Days
    } else if start.date() == end.last_day() {
        Grain::HoursOfOneDay
    } else {
        Grain::Hours
    }
}

/// When anything begins, ends or is due.
fn moments(plan: Plan<'_>) -> impl Iterator<Item = Moment> {
    let timings = plan.schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let dues = plan.model.items.iter().filter_map(|item| item.dates.as_ref()?.by);
    timings.flat_map(|timing| [timing.start, timing.end]).chain(dues.map(|due| due.moment))
}

/// Days that work fills; the clock as it is where hours are told and anything falls into those that are closed.
pub(super) fn hours(plan: Plan<'_>, grain: Grain) -> Hours {
    let Some(hours) = plan.model.calendars.first().map(Hours::of) else { return Hours::CLOCK };
    if grain == Grain::Days || moments(plan).all(|moment| hours.hold(moment)) {
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
    // A point stands at the end of its day: all of that is in the picture.
    let day_of = |at: Drawn| match source.grain {
        Grain::Days => Drawn::start_of(at.plus(-1).date()),
        Grain::Hours | Grain::HoursOfOneDay => at,
    };
    if source.grain == Grain::Days {
        start = start.min(Drawn::start_of(schedule.first_day));
    }
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
    let span = end.since(start);
    let reach = (span / WIDENING).max(if source.grain == Grain::Days { NEAR } else { 0 });
    let is_within = |at: Drawn, reach: i64| start.plus(-reach) <= at && at <= end.plus(reach);
    let is_near = |at: Drawn| is_within(at, reach);
    for row in facts.iter_mut() {
        if let Some(due) = &mut row.due {
            // How late something is is news, and worth the width of the plan itself.
            due.is_seen = is_within(due.at, if due.is_missed { reach.max(span) } else { reach });
        }
        row.slack_end = row.slack_end.map(|slack_end| slack_end.min(end));
    }
    let dues = facts.iter().filter_map(|row| row.due.as_ref()).filter(|due| due.is_seen);
    let dues: Vec<_> =
        dues.flat_map(|due| [due.planned_start.max(start), day_of(due.at), due.at]).collect();
    let planned = flags.iter().filter_map(|flag| flag.planned);
    let planned = planned.filter(|at| is_within(*at, reach.max(span)));
    let today = source.plan.today().map(Drawn::start_of);
    let deadline = flags.iter().filter(|flag| flag.item.is_none()).map(|flag| flag.at);
    let ends = planned.chain(deadline.filter(|at| is_near(*at)));
    let ends = ends.flat_map(|at| [day_of(at), at]).collect::<Vec<_>>();
    for at in dues.into_iter().chain(ends).chain(today.filter(|at| is_near(*at))) {
        (start, end) = (start.min(at), end.max(at));
    }
    if source.grain == Grain::Days {
        end = end.max(start.plus(SHORTEST));
    }
    let (from, to) = source.window();
    let (start, end) = (from.unwrap_or(start), to.unwrap_or(end));
    for due in facts.iter_mut().filter_map(|row| row.due.as_mut()) {
        due.is_seen &= start <= due.at && due.at <= end;
    }
    Extent { start, end: end.max(start.plus(60)), is_framed: from.is_some() }
}

/// The scale in which everything fits, the words behind each end too.
pub(super) fn scale(
    facts: &[Facts<'_>],
    extent: &Extent,
    hours: Option<&Hours>,
    left: Px,
    right: Px,
) -> Scale {
    let fitted = |start: Drawn| {
        let (length, minutes) = tightest(facts, start, extent.end, right - left);
        Scale { start, left, length, minutes }
    };
    if extent.is_framed {
        return fitted(extent.start);
    }
    let scale = fitted(extent.start);
    let (fine, _) = axis::tiers(&scale, hours);
    // A picture that starts where its first unit does reads better, if that costs little.
    let start = axis::floor(fine, extent.start, hours);
    let cost = extent.start.since(start);
    let is_cheap = cost.saturating_mul(24) <= extent.end.since(extent.start);
    fitted(if is_cheap { start } else { Unit::Day.floor(extent.start).max(start) })
}

/// Of all scales that the rows ask for the smallest: so many pixels for so many minutes.
fn tightest(facts: &[Facts<'_>], start: Drawn, end: Drawn, room: Px) -> (Px, i64) {
    let shortest = 2 * 60;
    let whole = end.since(start).max(shortest);
    // Whatever words ask for, the plan keeps the greater part of the picture.
    let is_missed = |row: &Facts<'_>| row.due.as_ref().is_some_and(|due| due.is_missed);
    let part = if facts.iter().any(is_missed) { 60 } else { 80 };
    let least = Px(room.0 * part / 100);
    let left_of = |at: Drawn| {
        let minutes = i128::from(at.since(start));
        Px(i64::try_from(i128::from(least.0) * minutes / i128::from(whole)).unwrap_or(i64::MAX))
    };
    let rooms = facts.iter().flat_map(|row| row.rooms(left_of(row.start)));
    // What ends beyond the picture is cut off at its edge.
    let seen = rooms.filter(|(at, _)| *at <= end);
    let asked = seen.map(|(at, behind)| ((room - behind).max(Px::ZERO), at.since(start).max(1)));
    let is_smaller = |one: (Px, i64), other: (Px, i64)| {
        i128::from(one.0.0) * i128::from(other.1) < i128::from(other.0.0) * i128::from(one.1)
    };
    let widest = (room - Px::whole(12), whole);
    let tightest =
        asked.fold(widest, |best, next| if is_smaller(next, best) { next } else { best });
    if is_smaller(tightest, (least, whole)) { (least, whole) } else { tightest }
}
