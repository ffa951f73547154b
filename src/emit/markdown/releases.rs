//! Releases and milestones: what was planned and promised against what is forecast.

use super::cut::Cut;
use super::parts::{self, Whole};
use super::report::Report;
use super::table::{Left, Table};
use super::{limits, words};
use crate::model::{ItemKind, ItemWalker};
use crate::plan::{Commitment, CommitmentKind};
use crate::time::Moment;

pub(super) fn releases(report: &Report<'_>) -> String {
    let columns = [
        ("Release", Left),
        ("Planned", Left),
        ("Promised", Left),
        ("Forecast", Left),
        ("Variance", Left),
        ("Health", Left),
        ("Last to finish", Left),
        ("Owner", Left),
    ];
    let releases = by_date(report, ItemKind::Release);
    let cut = Cut::of(report, releases.clone(), limits::ROWS);
    let rows = cut.shown.iter().map(|release| release_row(report, *release));
    let mut text = Table::of(columns, rows) + &cut.rest();
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

fn release_row(report: &Report<'_>, release: ItemWalker<'_>) -> [String; 8] {
    let [title, planned, promised, forecast, variance, health, owner] = row(report, release);
    let last = report.outlook.last_in(release.id).map(|item| report.full_title(item));
    let last = last.unwrap_or_default();
    [title, planned, promised, forecast, variance, health, last, owner]
}

pub(super) fn milestones(report: &Report<'_>) -> String {
    let columns = [
        ("Milestone", Left),
        ("Planned", Left),
        ("Promised", Left),
        ("Forecast", Left),
        ("Variance", Left),
        ("Health", Left),
        ("Owner", Left),
    ];
    let cut = Cut::of(report, by_date(report, ItemKind::Milestone), limits::ROWS);
    Table::of(columns, cut.shown.iter().map(|milestone| row(report, *milestone))) + &cut.rest()
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

/// Title, planned, promised, forecast, variance, health, owner.
fn row(report: &Report<'_>, item: ItemWalker<'_>) -> [String; 7] {
    let commitments = report.outlook.commitments(item.id);
    let of = |kind| commitments.iter().find(|of| of.kind == kind);
    let (deadline, promise) = (of(CommitmentKind::Deadline), of(CommitmentKind::Promise));
    let planned = of(CommitmentKind::Date).or(deadline);
    let is_done = item.is_done();
    let variance = if is_done { String::new() } else { variance(told(planned, promise)) };
    let forecast = report.outlook.forecast(item.id);
    [
        report.titled(item),
        planned.map(|of| of.planned.medium()).unwrap_or_default(),
        promised(item),
        forecast.map(|of| words::day(of.end.last_day(), of.is_open)).unwrap_or_default(),
        variance.clone(),
        report.health(item.id, &variance),
        report.owner(item.extras()),
    ]
}

/// What the variance is told against: what is planned, unless the promise alone is missed, or by more.
fn told<'c>(
    planned: Option<&'c Commitment>,
    promise: Option<&'c Commitment>,
) -> Option<&'c Commitment> {
    let weight = |of: &Commitment| (of.is_missed, of.variance);
    let missed = promise.filter(|of| of.is_missed);
    let broken = missed.filter(|of| planned.is_none_or(|planned| weight(of) > weight(planned)));
    broken.or(planned).or(promise)
}

fn variance(commitment: Option<&Commitment>) -> String {
    commitment.map(Commitment::lateness).unwrap_or_default()
}

/// A promise in the words in which it was given.
fn promised(item: ItemWalker<'_>) -> String {
    let promise = item.dates().promised.as_ref();
    promise.map(|of| super::escape::text(&of.words)).unwrap_or_default()
}
