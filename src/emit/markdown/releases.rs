//! Releases and milestones: what was planned and promised against what is forecast.

use super::committed::Committed;
use super::cut::Cut;
use super::limits;
use super::parts::{self, Whole};
use super::report::Report;
use super::table::{Align, Left, Table};
use crate::model::{ItemKind, ItemWalker};
use crate::time::Moment;

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
    let cut = Cut::of(report, releases.clone(), limits::ROWS);
    let mut text = table(report, "Release", &cut.shown) + &cut.rest();
    let cut = Cut::of(report, releases, limits::RELEASES);
    for release in &cut.shown {
        let items = parts::table(report, contents(report, *release), Whole::Release);
        if !items.is_empty() {
            text.extend(["\n### ", &report.full_title(release.id), "\n\n", &items]);
        }
    }
    text
}

/// What ships in a release: of a stream what is in it, of what stands in something else that ships only the latter.
fn contents<'c>(report: &Report<'c>, release: ItemWalker<'c>) -> Vec<ItemWalker<'c>> {
    let Some(outlook) = report.outlook.release(release.id) else { return Vec::new() };
    let mut found: Vec<ItemWalker<'c>> = Vec::new();
    let mut open: Vec<_> = outlook.contents.iter().rev().map(|id| report.model.item(*id)).collect();
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
    let cut = Cut::of(report, by_date(report, ItemKind::Milestone), limits::ROWS);
    table(report, "Milestone", &cut.shown) + &cut.rest()
}

fn table(report: &Report<'_>, heading: &str, points: &[ItemWalker<'_>]) -> String {
    let mut table = Table::new([(heading, Left)].into_iter().chain(COLUMNS));
    for point in points {
        table.push(row(report, *point));
    }
    table.text()
}

/// Points of one kind in order of their forecast; what is dropped is left out.
fn by_date<'c>(report: &Report<'c>, kind: ItemKind) -> Vec<ItemWalker<'c>> {
    let end = |item: ItemWalker<'_>| report.outlook.forecast(item.id).map(|forecast| forecast.end);
    let points = report.model.items().filter(|item| item.kind() == kind);
    let mut points: Vec<_> =
        points.filter_map(|item| Some((end(item)?, item))).collect::<Vec<(Moment, _)>>();
    points.sort_by_key(|(end, _)| *end);
    points.into_iter().map(|(_, item)| item).collect()
}

fn row(report: &Report<'_>, item: ItemWalker<'_>) -> [String; 9] {
    let committed = Committed::of(report, item);
    let last = report.outlook.last_in(item.id).map(|item| report.full_title(item));
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
