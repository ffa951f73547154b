//! Progress by stream; of a roadmap without streams by feature.

use super::report::Report;
use super::table::{Left, Right, Table};
use super::words;
use crate::model::{ItemKind, ItemWalker};

pub(super) fn section(report: &Report<'_>) -> String {
    let streams = top(report, ItemKind::Stream);
    if streams.is_empty() {
        return rows(report, "Feature", &top(report, ItemKind::Feature));
    }
    rows(report, "Stream", &streams)
}

fn top<'c>(report: &Report<'c>, kind: ItemKind) -> Vec<ItemWalker<'c>> {
    let of_kind = |item: &ItemWalker<'_>| item.parent().is_none() && item.kind() == kind;
    let scheduled = |item: &ItemWalker<'_>| report.plan.schedule.timing(item.id).is_scheduled;
    report.model.items().filter(of_kind).filter(scheduled).collect()
}

fn rows(report: &Report<'_>, heading: &'static str, items: &[ItemWalker<'_>]) -> String {
    let columns = [
        (heading, Left),
        ("Done", Right),
        ("Work", Right),
        ("Starts", Left),
        ("Ends", Left),
        ("Cost", Right),
        ("Health", Left),
        ("Owner", Left),
    ];
    Table::of(columns, items.iter().map(|item| row(report, *item)))
}

fn row(report: &Report<'_>, item: ItemWalker<'_>) -> [String; 8] {
    let timing = report.plan.schedule.timing(item.id);
    let progress = report.outlook.progress_of(item);
    let cost = report.costs.of(item.id);
    [
        report.titled(item),
        words::percent(timing.complete),
        if progress.total > 0 {
            format!("{} of {}", progress.done, progress.total)
        } else {
            String::new()
        },
        words::day(timing.start.date(), timing.is_start_open),
        words::day(timing.end.last_day(), timing.is_open),
        if cost.0 == 0 { String::new() } else { report.money(cost) },
        report.health(item.id, ""),
        report.owner(item.extras()),
    ]
}
