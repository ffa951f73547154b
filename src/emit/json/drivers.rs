//! What items wait for, and what decided their dates.

use super::context::Context;
use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemWalker, Lag, Limit};
use crate::schedule::{Driver, Timing};
use crate::text::json::Writer;

/// A dependency of an item: one of its points waits for another item's point, or for a date.
pub(super) fn dependency(out: &mut Writer<'_>, context: &Context<'_>, of: &Dependency) {
    out.put_if("edge", (of.edge != Edge::Start).then_some("end"));
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    let row = context.model.item(of.item).span();
    out.put_if("source", context.source_within(of.span, row));
}

/// `within`: the item starts at most so long after a point.
pub(super) fn limit(out: &mut Writer<'_>, context: &Context<'_>, of: &Limit) {
    out.put("within", of.within.minutes);
    out.put_flag("withinIsElapsed", of.within.is_elapsed);
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    let row = context.model.item(of.item).span();
    out.put_if("source", context.source_within(of.span, row));
}

/// What decided an item's start.
pub(super) fn start(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: &Timing,
) {
    driver(out, context, item, timing.start_driver);
    if let Some(absent) = timing.start_gap {
        out.put("gap", if absent.is_some() { "absence" } else { "calendar" });
        out.put_if("absent", absent.map(|who| context.resource(who)));
    }
}

/// What decided an item's end.
pub(super) fn end(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: &Timing,
) {
    driver(out, context, item, timing.end_driver);
}

fn driver(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>, driver: Driver) {
    out.put("kind", kind(driver));
    match driver {
        Driver::Dependency(id) => by_dependency(out, context, item, id),
        Driver::Part(item) | Driver::JustBefore(item) => out.put("item", context.path(item)),
        Driver::Resource { resource, item } => {
            out.put("resource", context.resource(resource));
            out.put_if("item", item.map(|item| context.path(item)));
        }
        _ => {}
    }
}

/// What a driver is called.
pub(crate) const fn kind(driver: Driver) -> &'static str {
    match driver {
        Driver::RoadmapStart => "roadmapStart",
        Driver::Today => "today",
        Driver::Dependency(_) => "dependency",
        Driver::FixedDate => "fixedDate",
        Driver::Actual => "actual",
        Driver::Estimate => "estimate",
        Driver::Remaining => "remaining",
        Driver::Part(_) => "part",
        Driver::JustBefore(_) => "justBefore",
        Driver::Deadline => "deadline",
        Driver::RoadmapEnd => "roadmapEnd",
        Driver::Resource { .. } => "resource",
    }
}

fn by_dependency(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    id: DependencyId,
) {
    let of = context.model.dependency(id);
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    // Of its own dependencies the row says it already.
    if of.item != item.id {
        out.put_if("source", context.source_within(of.span, item.span()));
    }
}

fn anchor(out: &mut Writer<'_>, context: &Context<'_>, anchor: Anchor) {
    match anchor {
        Anchor::Item(item, of) => {
            out.put("item", context.path(item));
            out.put_if("itemEdge", (of != Edge::End).then_some("start"));
        }
        Anchor::Moment(moment) => out.put("date", moment.date()),
    }
}

fn lag(out: &mut Writer<'_>, lag: Lag) {
    if lag.minutes.0 != 0 {
        out.put("lag", lag.minutes);
        out.put_flag("lagIsElapsed", lag.is_elapsed);
    }
}
