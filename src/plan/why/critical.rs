//! Every critical path to a point: all that, if it came later, would make it later.

use std::collections::BTreeSet;

use crate::model::{Edge, ItemId, Model};
use crate::schedule::{Constraint, Driver, Reason, Reasons};
use crate::time::Minutes;

/// A point of an item.
pub(super) type Point = (ItemId, Edge);

/// The points on the critical paths to a point, itself too, the nearest first: those that decide it, and those that come no more
/// than so much working time before it would be too late. Each with its reason.
pub(super) fn points(
    model: &Model,
    reasons: &Reasons<'_>,
    item: ItemId,
    edge: Edge,
    within: Minutes,
) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::from([(item, edge)]);
    let mut open = vec![(item, edge)];
    let mut next = 0;
    while let Some((item, edge)) = open.get(next).copied() {
        next += 1;
        let reason = reasons.of(item, edge);
        found.push(reason);
        let before = before(model, reasons, &reason)
            .into_iter()
            .chain(just_in_time(model, reasons, &reason, within));
        for point in before.collect::<Vec<_>>() {
            if seen.insert(point) {
                open.push(point);
            }
        }
    }
    found
}

/// The point that decided a point.
pub(super) fn before(model: &Model, reasons: &Reasons<'_>, reason: &Reason) -> Option<Point> {
    match reason.driver {
        Driver::Estimate if reason.edge == Edge::Start => Some((reason.item, Edge::End)),
        Driver::Estimate => Some((reason.item, Edge::Start)),
        driver => point_of(model, reasons, reason, driver),
    }
}

/// What is there just in time as well, where the point is not fixed and not in the past.
fn just_in_time(
    model: &Model,
    reasons: &Reasons<'_>,
    reason: &Reason,
    within: Minutes,
) -> Vec<Point> {
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
    let tight = asks.filter(|ask: &Constraint| ask.spare <= within);
    tight.filter_map(|ask| point_of(model, reasons, reason, ask.driver)).collect()
}

/// The point of an item that a driver names.
pub(super) fn point_of(
    model: &Model,
    reasons: &Reasons<'_>,
    reason: &Reason,
    driver: Driver,
) -> Option<Point> {
    // What is split may hand somebody on before its end.
    let is_over = |item| !driver.is_resource() || reasons.end(item) <= reason.moment;
    driver.point(model, reason.item, reason.edge).filter(|(item, _)| is_over(*item))
}
