//! What nobody has estimated, and what rests on it.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::cut::{names, rest};
use super::parts;
use super::report::Report;
use super::table::{Left, Right, Table};
use super::{limits, words};
use crate::model::ItemId;
use crate::schedule::Unestimated;

pub(super) fn section(report: &Report<'_>) -> String {
    let columns = [
        ("Item", Left),
        ("In", Left),
        ("Rests on it", Right),
        ("Milestones and releases", Left),
        ("People", Left),
    ];
    let is_open = |of: &&Unestimated| report.plan.schedule.timing(of.item).state.is_open();
    let mut unknown: Vec<&Unestimated> =
        report.plan.schedule.unestimated.iter().filter(is_open).collect();
    unknown.sort_by_key(|of| Reverse(of.resting));
    let more = unknown.len().saturating_sub(limits::UNKNOWN);
    unknown.truncate(limits::UNKNOWN);
    let points = if unknown.is_empty() { FxHashMap::default() } else { resting_points(report) };
    let rows = unknown.into_iter().map(|of| row(report, &points, of));
    Table::of(columns, rows) + &rest(more)
}

/// By work without an estimate: the milestones and releases that rest on it, each with the first that it rests on.
fn resting_points(report: &Report<'_>) -> FxHashMap<ItemId, Vec<ItemId>> {
    let mut points: FxHashMap<ItemId, Vec<ItemId>> = FxHashMap::default();
    for point in report.model.items().filter(|item| item.kind().is_point()) {
        if report.plan.schedule.timing(point.id).is_open
            && let Some(unknown) = report.outlook.rests_on(point.id)
        {
            points.entry(unknown).or_default().push(point.id);
        }
    }
    points
}

fn row(
    report: &Report<'_>,
    points: &FxHashMap<ItemId, Vec<ItemId>>,
    unknown: &Unestimated,
) -> [String; 5] {
    let item = report.model.item(unknown.item);
    let dates = words::counted(unknown.resting as usize, "other date");
    let resting = match (unknown.resting, unknown.is_exact) {
        (0, _) => String::new(),
        (_, true) => dates,
        (_, false) => format!("more than {dates}"),
    };
    let points = points.get(&unknown.item).map_or(&[][..], Vec::as_slice);
    [
        report.titled(item),
        item.parent().map(|of| report.title(of.id)).unwrap_or_default(),
        resting,
        names(points.iter().map(|point| report.full_title(*point))),
        parts::people(report, item),
    ]
}
