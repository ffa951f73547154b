//! Every critical path to a point: all that, if it came later, would make it later.

use std::collections::{BTreeSet, VecDeque};

use super::Point;
use crate::model::Edge;
use crate::schedule::{Driver, Reason, Reasons, decisive};
use crate::time::Minutes;

/// The points on the critical paths to a point, itself too, the nearest first: those that decide it, and those that come no more
/// than so much working time before it would be too late. Each with its reason.
pub(super) fn points(reasons: &Reasons<'_>, point: Point, within: Minutes) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([point]);
    let mut open = VecDeque::from([point]);
    while let Some((item, edge)) = open.pop_front() {
        let reason = reasons.of(item, edge);
        found.push(reason);
        let before = before(reasons, &reason, reason.driver).into_iter();
        let all = before.chain(just_in_time(reasons, &reason, within));
        open.extend(all.filter(|point| seen.insert(*point)));
    }
    found
}

/// The point that decided a point, or would if this driver did.
pub(super) fn before(reasons: &Reasons<'_>, reason: &Reason, driver: Driver) -> Option<Point> {
    decisive(reasons.model, reasons.schedule, (reason.item, reason.edge), driver)
}

/// What is there just in time as well, where the point is not fixed and not in the past.
fn just_in_time(reasons: &Reasons<'_>, reason: &Reason, within: Minutes) -> Vec<Point> {
    let waits = match reason.driver {
        Driver::Dependency(_)
        | Driver::Part(_)
        | Driver::RoadmapStart
        | Driver::Today
        | Driver::Resource { .. } => true,
        Driver::Estimate => reason.edge == Edge::End,
        _ => false,
    };
    if !waits {
        return Vec::new();
    }
    let asks = reasons.asks(reason.item, reason.edge).into_iter();
    let tight = asks.filter(|ask| ask.spare <= within);
    tight.filter_map(|ask| before(reasons, reason, ask.driver)).collect()
}
