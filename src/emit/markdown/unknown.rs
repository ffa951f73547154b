//! What nobody has estimated, and what rests on it.

use std::cmp::Reverse;

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
    let items: Vec<ItemId> = unknown.iter().map(|of| of.item).collect();
    let points = report.outlook.points_resting_on(&items);
    let rows = unknown.into_iter().zip(points).map(|(of, points)| row(report, &points, of));
    Table::of(columns, rows) + &rest(more)
}

fn row(report: &Report<'_>, points: &[ItemId], unknown: &Unestimated) -> [String; 5] {
    let item = report.model.item(unknown.item);
    let dates = words::counted(unknown.resting as usize, "other date");
    let resting = match (unknown.resting, unknown.is_exact) {
        (0, _) => String::new(),
        (_, true) => dates,
        (_, false) => format!("more than {dates}"),
    };
    [
        report.titled(item),
        item.parent().map(|of| report.title(of.id)).unwrap_or_default(),
        resting,
        names(points.iter().map(|point| report.full_title(*point))),
        parts::people(report, item),
    ]
}
