//! What has moved since the plan of earlier that the roadmap is compared with.

use std::cmp::Reverse;

use super::report::Report;
use super::table::{Left, Right, Table};
use super::words;
use crate::model::Baseline;

/// What stands elsewhere than in the baseline, what has slipped most first, and how many items are new.
pub(super) fn section(report: &Report<'_>) -> String {
    let Some(baseline) = &report.model.baseline else { return String::new() };
    let work = || report.model.items().filter(|item| !item.has_parts());
    let mut moved: Vec<_> =
        work().filter_map(|item| Some((item, report.plan.since_baseline(item.id)?))).collect();
    moved.sort_by_key(|(_, moved)| Reverse(moved.variance));
    let rows = moved.iter().map(|(item, moved)| {
        let (first, last) = report.plan.schedule.timing(item.id).days();
        let was = crate::text::words::short_days(moved.was_days.0, moved.was_days.1);
        let is = crate::text::words::short_days(first, last);
        [report.titled(*item), was, is, moved.words()]
    });
    let columns = [("Item", Left), ("Was", Left), ("Is", Left), ("Change", Right)];
    let is_new =
        |baseline: &Baseline| work().filter(|item| baseline.dates(item.id).is_none()).count();
    let table = Table::of(columns, rows);
    match is_new(baseline) {
        0 => table,
        new if table.is_empty() => format!("{} new since.\n", are(new)),
        new => format!("{table}\n{} new since.\n", are(new)),
    }
}

/// `1 item is`, `3 items are`
fn are(count: usize) -> String {
    format!("{} {}", words::counted(count, "item"), if count == 1 { "is" } else { "are" })
}
