//! The scale: as many pixels a day as leave room for every word.

use super::super::Px;
use super::super::axis::{self, Unit};
use super::super::rows::Facts;
use super::super::scale::{Drawn, Hours, Scale};
use super::extent::Extent;

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
    let asked = rooms.map(|(at, behind)| ((room - behind).max(Px::ZERO), at.since(start).max(1)));
    let is_smaller = |one: (Px, i64), other: (Px, i64)| {
        i128::from(one.0.0) * i128::from(other.1) < i128::from(other.0.0) * i128::from(one.1)
    };
    let widest = (room - Px::whole(12), whole);
    let tightest =
        asked.fold(widest, |best, next| if is_smaller(next, best) { next } else { best });
    if is_smaller(tightest, (least, whole)) { (least, whole) } else { tightest }
}
