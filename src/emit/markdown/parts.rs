//! Tables of items: when each is, how it stands, who works on it.

use super::committed::Committed;
use super::cut::{Cut, names};
use super::labels::Labels;
use super::limits;
use super::report::{Report, linked};
use super::table::{Left, Right, Table};
use crate::model::{ItemKind, ItemWalker, ResourceId};

/// What a table of items is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// A stream: the releases in which its items ship are told, and all that is written of them.
    Stream,
    /// A release: the streams that its items are from are told.
    Release,
    /// The roadmap, where it has no streams: as of a stream, and what each costs.
    Roadmap,
}

/// A table of these items, as many as are shown.
pub(super) fn table<'c>(report: &Report<'c>, items: Vec<ItemWalker<'c>>, whole: Whole) -> String {
    let place = if whole == Whole::Release { "Stream" } else { "Ships in" };
    let columns = [
        ("Item", Left),
        (place, Left),
        ("Starts", Left),
        ("Planned", Left),
        ("Deadline", Left),
        ("Promised", Left),
        ("Ends", Left),
        ("Variance", Left),
        ("State", Left),
        ("Health", Left),
        ("People", Left),
    ];
    let behind = [("Cost", Right), ("Owner", Left)];
    let own: Vec<_> = columns.iter().chain(&behind).map(|(heading, _)| *heading).collect();
    let labels = (whole != Whole::Release).then(|| Labels::of(report, &own));
    let columns = columns.into_iter().chain(labels.iter().flat_map(Labels::columns));
    let mut table = Table::new(columns.chain(behind));
    let cut = Cut::of(report, items, limits::PARTS);
    for item in &cut.shown {
        let mut row = cells(report, *item, whole).to_vec();
        row.extend(labels.iter().flat_map(|labels| labels.cells(item.extras())));
        row.push(if whole == Whole::Roadmap { report.cost(item.id) } else { String::new() });
        row.push(report.owner(item.extras()));
        table.push(row);
    }
    table.text() + &cut.rest()
}

fn cells(report: &Report<'_>, item: ItemWalker<'_>, whole: Whole) -> [String; 11] {
    let is_point = item.kind().is_point();
    let start = report.start(item.id);
    let committed = Committed::of(report, item);
    let place = match whole {
        Whole::Release => item.parent().map(|of| report.title(of.id)).unwrap_or_default(),
        Whole::Stream | Whole::Roadmap => {
            names(item.releases().into_iter().map(|of| report.title(of)))
        }
    };
    [
        title(item, whole),
        place,
        if is_point { String::new() } else { start },
        committed.planned,
        committed.deadline,
        committed.promised,
        report.forecast(item.id),
        committed.variance.clone(),
        report.state(item.id),
        report.health(item.id, &committed.variance),
        people(report, item),
    ]
}

/// A title; in a stream's table what stands deeper is set off, and milestones have their sign.
fn title(item: ItemWalker<'_>, whole: Whole) -> String {
    let is_deeper = item.parent().is_some_and(|of| of.kind() != ItemKind::Stream);
    let sign = match whole {
        Whole::Stream | Whole::Roadmap if is_deeper => "↳ ",
        _ if item.kind() == ItemKind::Milestone => "◆ ",
        _ => "",
    };
    sign.to_owned() + &linked(item.title(), item.extras())
}

/// Who works on an item, or on what is inside it.
pub(super) fn people(report: &Report<'_>, item: ItemWalker<'_>) -> String {
    let mut all: Vec<ResourceId> = Vec::new();
    for part in std::iter::once(item).chain(item.descendants()).filter(|of| !of.has_parts()) {
        if report.is_planned(part.id) {
            all.extend(report.plan.schedule.people(part).iter().map(|of| of.resource));
        }
    }
    all.sort_unstable();
    all.dedup();
    names(all.into_iter().map(|of| report.who(of)))
}
