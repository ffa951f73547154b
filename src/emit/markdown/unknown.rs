//! What nobody has estimated, and how much rests on it.

use std::cmp::Reverse;

use super::cut::rest;
use super::parts;
use super::report::Report;
use super::table::{Left, Right, Table};
use super::{limits, words};
use crate::schedule::Unestimated;

pub(super) fn section(report: &Report<'_>) -> String {
    let columns = [("Item", Left), ("In", Left), ("Rests on it", Right), ("People", Left)];
    let mut unknown: Vec<&Unestimated> = report.plan.schedule.unestimated.iter().collect();
    unknown.sort_by_key(|of| Reverse(of.resting));
    let more = unknown.len().saturating_sub(limits::UNKNOWN);
    unknown.truncate(limits::UNKNOWN);
    Table::of(columns, unknown.into_iter().map(|of| row(report, of))) + &rest(more)
}

fn row(report: &Report<'_>, unknown: &Unestimated) -> [String; 4] {
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
        parts::people(report, item),
    ]
}
