//! Tables of items: of streams, of work without streams, of releases and milestones.

use super::labels::{Labels, has_labels};
use super::report::{Committed, Report, linked};
use super::table;
use super::table::{Align, Cut, Left, Right, Table, names};
use crate::model::{ItemKind, ItemWalker, ResourceId};
use crate::time::Moment;

pub(super) fn streams(report: &Report<'_>) -> String {
    let streams: Vec<_> = planned(report, report.model.items()).filter(is_stream).collect();
    if streams.is_empty() {
        return String::new();
    }
    let outermost = streams.iter().copied().filter(|of| of.parent().is_none()).collect();
    let cut = Cut::of(report, outermost, table::ROWS);
    let mut text = overview(report, &cut.shown) + &cut.rest();
    let cut = Cut::of(report, streams, table::STREAMS);
    for stream in &cut.shown {
        let items = items_table(report, parts_of(report, *stream), Whole::Stream);
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
    let all: Vec<_> = items.iter().flat_map(with_parts).take(table::FEW + 1).collect();
    let items = if all.len() > table::FEW { with_labelled(report, items) } else { all };
    items_table(report, items, Whole::Roadmap)
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
    if all.len() > table::PARTS { items } else { all }
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
    let progress = report.status.progress_of(item);
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

/// What a table of items is of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// A stream: the releases in which its items ship are told, and all that is written of them.
    Stream,
    /// A release: the streams that its items are from are told.
    Release,
    /// The roadmap, where it has no streams: as of a stream, and what each costs.
    Roadmap,
    /// What a view shows: what each stands in is told.
    View,
}

impl Whole {
    /// The heading of where an item belongs.
    const fn place(self) -> &'static str {
        match self {
            Self::Release => "Stream",
            Self::View => "In",
            Self::Stream | Self::Roadmap => "Ships in",
        }
    }

    /// How many items are shown.
    const fn rows(self) -> usize {
        if matches!(self, Self::View) { table::ROWS } else { table::PARTS }
    }
}

/// A table of these items, as many as are shown.
pub(super) fn items_table<'c>(
    report: &Report<'c>,
    items: Vec<ItemWalker<'c>>,
    whole: Whole,
) -> String {
    let columns = [
        ("Item", Left),
        (whole.place(), Left),
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
    let cut = Cut::of(report, items, whole.rows());
    for item in &cut.shown {
        let mut row = item_cells(report, *item, whole).to_vec();
        row.extend(labels.iter().flat_map(|labels| labels.cells(item.extras())));
        row.push(if whole == Whole::Roadmap { report.cost(item.id) } else { String::new() });
        row.push(report.owner(item.extras()));
        table.push(row);
    }
    table.without(&report.hidden).text() + &cut.rest()
}

fn item_cells(report: &Report<'_>, item: ItemWalker<'_>, whole: Whole) -> [String; 11] {
    let is_point = item.kind().is_point();
    let start = report.start(item.id);
    let committed = Committed::of(report, item);
    let place = match whole {
        Whole::Release | Whole::View => {
            item.parent().map(|of| report.title(of.id)).unwrap_or_default()
        }
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

/// What is said of each, after its title.
const COLUMNS: [(&str, Align); 8] = [
    ("Planned", Left),
    ("Deadline", Left),
    ("Promised", Left),
    ("Forecast", Left),
    ("Variance", Left),
    ("Health", Left),
    ("Last to finish", Left),
    ("Owner", Left),
];

pub(super) fn releases(report: &Report<'_>) -> String {
    let releases = by_date(report, ItemKind::Release);
    let cut = Cut::of(report, releases.clone(), table::ROWS);
    let mut text = table(report, "Release", &cut.shown) + &cut.rest();
    let cut = Cut::of(report, releases, table::RELEASES);
    for release in &cut.shown {
        let items = items_table(report, contents(report, *release), Whole::Release);
        if !items.is_empty() {
            text.extend(["\n### ", &report.full_title(release.id), "\n\n", &items]);
        }
    }
    text
}

/// What ships in a release: of a stream what is in it, of what stands in something else that ships only the latter.
fn contents<'c>(report: &Report<'c>, release: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
    let Some(status) = report.status.release(release.id) else { return Vec::new() };
    let mut found: Vec<ItemWalker<'c>> = Vec::new();
    let mut open: Vec<_> = status.contents.iter().rev().map(|id| report.model.item(*id)).collect();
    while let Some(item) = open.pop() {
        if !report.is_planned(item.id) || found.last().is_some_and(|last| last.encloses(item.id)) {
            continue;
        }
        if item.kind() == ItemKind::Stream {
            let parts: Vec<_> = item.parts().collect();
            open.extend(parts.into_iter().rev());
        } else if found.last().is_none_or(|last| last.id < item.id) {
            found.push(item);
        }
    }
    found
}

pub(super) fn milestones(report: &Report<'_>) -> String {
    let cut = Cut::of(report, by_date(report, ItemKind::Milestone), table::ROWS);
    table(report, "Milestone", &cut.shown) + &cut.rest()
}

fn table(report: &Report<'_>, heading: &str, points: &[ItemWalker<'_>]) -> String {
    let mut table = Table::new([(heading, Left)].into_iter().chain(COLUMNS));
    for point in points {
        table.push(release_row(report, *point));
    }
    table.text()
}

/// Points of one kind in order of their forecast; what is dropped is left out.
fn by_date<'c>(report: &Report<'c>, kind: ItemKind) -> Vec<ItemWalker<'c>> {
    let end = |item: ItemWalker<'_>| report.status.forecast(item.id).map(|forecast| forecast.end);
    let points = report.model.items().filter(|item| item.kind() == kind);
    let mut points: Vec<_> =
        points.filter_map(|item| Some((end(item)?, item))).collect::<Vec<(Moment, _)>>();
    points.sort_by_key(|(end, _)| *end);
    points.into_iter().map(|(_, item)| item).collect()
}

fn release_row(report: &Report<'_>, item: ItemWalker<'_>) -> [String; 9] {
    let committed = Committed::of(report, item);
    let last = report.status.last_in(item.id).map(|item| report.full_title(item));
    [
        report.titled(item),
        committed.planned,
        committed.deadline,
        committed.promised,
        report.forecast(item.id),
        committed.variance.clone(),
        report.health(item.id, &committed.variance),
        last.unwrap_or_default(),
        report.owner(item.extras()),
    ]
}
