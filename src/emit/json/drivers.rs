//! What items wait for, and what decided their dates.

use serde::Serialize;

use super::context::{Context, SourcePlace};
use super::values::{Day, Path, ResourcePath};
use crate::model::{Anchor, Dependency, DependencyId, Edge, Lag, Limit, ResourceId};
use crate::schedule::{Driver, Timing};

/// A dependency of an item: one of its points waits for another item's point, or for a date.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DependencyRow<'c> {
    edge: &'static str,
    #[serde(flatten)]
    anchor: AnchorRow<'c>,
    #[serde(skip_serializing_if = "is_zero")]
    lag: i64,
    #[serde(skip_serializing_if = "is_false")]
    lag_is_elapsed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// `within`: the item starts at most so long after a point.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LimitRow<'c> {
    within: i64,
    #[serde(skip_serializing_if = "is_false")]
    within_is_elapsed: bool,
    #[serde(flatten)]
    anchor: AnchorRow<'c>,
    #[serde(skip_serializing_if = "is_zero")]
    lag: i64,
    #[serde(skip_serializing_if = "is_false")]
    lag_is_elapsed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// What decided a start or an end.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DriverRow<'c> {
    kind: &'static str,
    #[serde(flatten)]
    anchor: AnchorRow<'c>,
    #[serde(skip_serializing_if = "is_zero")]
    lag: i64,
    #[serde(skip_serializing_if = "is_false")]
    lag_is_elapsed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    absent: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// An item's point, or a date; or neither.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct AnchorRow<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<Path<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    item_edge: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Day>,
}

// Serde asks for references.
#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_zero(minutes: &i64) -> bool {
    *minutes == 0
}

#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

const fn edge(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "start",
        Edge::End => "end",
    }
}

fn anchor<'c>(context: &'c Context<'c>, anchor: Anchor) -> AnchorRow<'c> {
    match anchor {
        Anchor::Item(item, of) => AnchorRow {
            item: Some(context.path(item)),
            item_edge: Some(edge(of)),
            ..AnchorRow::default()
        },
        Anchor::Moment(moment) => {
            AnchorRow { date: Some(Day(moment.date())), ..AnchorRow::default() }
        }
    }
}

const fn elapsed(lag: Lag) -> bool {
    lag.is_elapsed && lag.minutes.0 != 0
}

pub(super) fn dependency<'c>(context: &'c Context<'c>, of: &Dependency) -> DependencyRow<'c> {
    DependencyRow {
        edge: edge(of.edge),
        anchor: anchor(context, of.anchor),
        lag: of.lag.minutes.0,
        lag_is_elapsed: elapsed(of.lag),
        source: context.source(of.span),
    }
}

pub(super) fn limit<'c>(context: &'c Context<'c>, of: &Limit) -> LimitRow<'c> {
    LimitRow {
        within: of.within.minutes.0,
        within_is_elapsed: of.within.is_elapsed,
        anchor: anchor(context, of.anchor),
        lag: of.lag.minutes.0,
        lag_is_elapsed: elapsed(of.lag),
        source: context.source(of.span),
    }
}

/// What decided an item's start.
pub(super) fn start<'c>(context: &'c Context<'c>, timing: &Timing) -> DriverRow<'c> {
    let row = driver(context, timing.start_driver);
    let Some(absent) = timing.start_gap else { return row };
    DriverRow { gap: Some(gap(absent)), absent: absent.map(|who| context.resource(who)), ..row }
}

/// What decided an item's end.
pub(super) fn end<'c>(context: &'c Context<'c>, timing: &Timing) -> DriverRow<'c> {
    driver(context, timing.end_driver)
}

const fn gap(absent: Option<ResourceId>) -> &'static str {
    if absent.is_some() { "absence" } else { "calendar" }
}

fn driver<'c>(context: &'c Context<'c>, driver: Driver) -> DriverRow<'c> {
    match driver {
        Driver::RoadmapStart => plain("roadmapStart"),
        Driver::Today => plain("today"),
        Driver::Dependency(id) => by_dependency(context, id),
        Driver::FixedDate => plain("fixedDate"),
        Driver::Actual => plain("actual"),
        Driver::Estimate => plain("estimate"),
        Driver::Remaining => plain("remaining"),
        Driver::Part(item) => by_item("part", context.path(item)),
        Driver::JustBefore(item) => by_item("justBefore", context.path(item)),
        Driver::Deadline => plain("deadline"),
        Driver::RoadmapEnd => plain("roadmapEnd"),
    }
}

fn plain(kind: &'static str) -> DriverRow<'static> {
    DriverRow {
        kind,
        anchor: AnchorRow::default(),
        lag: 0,
        lag_is_elapsed: false,
        gap: None,
        absent: None,
        source: None,
    }
}

fn by_item<'c>(kind: &'static str, item: Path<'c>) -> DriverRow<'c> {
    DriverRow { anchor: AnchorRow { item: Some(item), ..AnchorRow::default() }, ..plain(kind) }
}

fn by_dependency<'c>(context: &'c Context<'c>, id: DependencyId) -> DriverRow<'c> {
    let row = plain("dependency");
    let Some(of) = context.plan.model.dependencies.get(id.index()) else { return row };
    DriverRow {
        anchor: anchor(context, of.anchor),
        lag: of.lag.minutes.0,
        lag_is_elapsed: elapsed(of.lag),
        source: context.source(of.span),
        ..row
    }
}
