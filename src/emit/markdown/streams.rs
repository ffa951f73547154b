//! Streams: how far each is, and what is in it; of a roadmap without streams, its work.

use super::committed::Committed;
use super::cut::Cut;
use super::labels::has_labels;
use super::limits;
use super::parts::{self, Whole};
use super::report::Report;
use super::table::{Left, Right, Table};
use crate::model::{ItemKind, ItemWalker};

pub(super) fn streams(report: &Report<'_>) -> String {
    let streams: Vec<_> = planned(report, report.model.items()).filter(is_stream).collect();
    if streams.is_empty() {
        return String::new();
    }
    let outermost = streams.iter().copied().filter(|of| of.parent().is_none()).collect();
    let cut = Cut::of(report, outermost, limits::ROWS);
    let mut text = overview(report, &cut.shown) + &cut.rest();
    let cut = Cut::of(report, streams, limits::STREAMS);
    for stream in &cut.shown {
        let items = parts::table(report, parts_of(report, *stream), Whole::Stream);
        if !items.is_empty() {
            text.extend(["\n### ", &report.full_title(stream.id), "\n\n", &items]);
        }
    }
    text + &cut.rest()
}

/// Features and tasks that stand in no stream.
pub(super) fn work<'c>(report: &Report<'c>) -> String {
    let is_work = |item: &ItemWalker<'_>| matches!(item.kind(), ItemKind::Feature | ItemKind::Task);
    let outermost = report.model.items().filter(|item| item.parent().is_none()).filter(is_work);
    let items: Vec<_> = planned(report, outermost).collect();
    let with_parts = |item: &ItemWalker<'c>| {
        let all = std::iter::once(*item).chain(item.descendants());
        planned(report, all).collect::<Vec<_>>()
    };
    let all: Vec<_> = items.iter().flat_map(with_parts).take(limits::FEW + 1).collect();
    let items = if all.len() > limits::FEW { with_labelled(report, items) } else { all };
    parts::table(report, items, Whole::Roadmap)
}

fn is_stream(item: &ItemWalker<'_>) -> bool {
    item.kind() == ItemKind::Stream
}

fn planned<'c>(
    report: &Report<'_>,
    items: impl Iterator<Item = ItemWalker<'c>>,
) -> impl Iterator<Item = ItemWalker<'c>> {
    items.filter(|item| report.is_planned(item.id))
}

/// What stands directly in a stream; other streams have a table of their own.
fn parts_of<'c>(report: &Report<'_>, stream: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
    let parts = planned(report, stream.parts()).filter(|part| !is_stream(part));
    with_labelled(report, parts.collect())
}

/// Items, and of what is inside them that which has labels of its own, unless that is more than is shown.
fn with_labelled<'c>(report: &Report<'_>, items: Vec<ItemWalker<'c>>) -> Vec<ItemWalker<'c>> {
    let mut all = Vec::new();
    for item in &items {
        let inside = item.descendants().filter(|part| has_labels(part.extras()));
        all.push(*item);
        all.extend(planned(report, inside));
    }
    if all.len() > limits::PARTS { items } else { all }
}

fn overview(report: &Report<'_>, streams: &[ItemWalker<'_>]) -> String {
    let columns = [
        ("Stream", Left),
        ("State", Left),
        ("Work done", Right),
        ("Starts", Left),
        ("Planned", Left),
        ("Deadline", Left),
        ("Promised", Left),
        ("Ends", Left),
        ("Variance", Left),
        ("Cost", Right),
        ("Health", Left),
        ("Owner", Left),
    ];
    Table::of(columns, streams.iter().map(|item| row(report, *item)))
}

fn row(report: &Report<'_>, item: ItemWalker<'_>) -> [String; 12] {
    let progress = report.outlook.progress_of(item);
    let committed = Committed::of(report, item);
    [
        report.titled(item),
        report.state(item.id),
        if progress.total > 0 {
            format!("{} of {}", progress.done, progress.total)
        } else {
            String::new()
        },
        report.start(item.id),
        committed.planned,
        committed.deadline,
        committed.promised,
        report.forecast(item.id),
        committed.variance.clone(),
        report.cost(item.id),
        report.health(item.id, &committed.variance),
        report.owner(item.extras()),
    ]
}
