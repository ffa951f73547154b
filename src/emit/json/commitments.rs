//! What was planned or promised against what is forecast; releases.

use serde::Serialize;

use super::context::Context;
use super::values::{Day, Path};
use crate::model::ItemWalker;
use crate::plan::{Commitment, CommitmentKind};

/// A deadline, a promise or a release's date.
#[derive(Serialize)]
pub(super) struct CommitmentRow {
    date: Day,
    forecast: Day,
    variance: i64,
    missed: bool,
}

/// A promise, in the words in which it was given.
#[derive(Serialize)]
pub(super) struct PromiseRow<'c> {
    words: &'c str,
    date: Day,
    forecast: Day,
    variance: i64,
    missed: bool,
}

pub(super) const fn deadline_row(of: &Commitment) -> CommitmentRow {
    CommitmentRow {
        date: Day(of.planned),
        forecast: Day(of.forecast),
        variance: of.variance,
        missed: of.is_missed,
    }
}

/// The deadline among an item's commitments.
pub(super) fn deadline(commitments: &[Commitment]) -> Option<CommitmentRow> {
    of_kind(commitments, CommitmentKind::Deadline).map(deadline_row)
}

/// The promise among an item's commitments.
pub(super) fn promise<'c>(
    item: ItemWalker<'c>,
    commitments: &[Commitment],
) -> Option<PromiseRow<'c>> {
    let promise = item.dates().promised.as_ref()?;
    of_kind(commitments, CommitmentKind::Promise).map(|of| PromiseRow {
        words: &promise.words,
        date: Day(of.planned),
        forecast: Day(of.forecast),
        variance: of.variance,
        missed: of.is_missed,
    })
}

fn of_kind(commitments: &[Commitment], kind: CommitmentKind) -> Option<&Commitment> {
    commitments.iter().find(|of| of.kind == kind)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReleaseRow<'c> {
    path: Path<'c>,
    title: &'c str,
    forecast: Option<Day>,
    open: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<CommitmentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    health: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contents: Vec<Path<'c>>,
}

pub(super) fn releases<'c>(context: &'c Context<'c>) -> impl Iterator<Item = ReleaseRow<'c>> {
    context.releases().map(move |release| release_row(context, release))
}

fn release_row<'c>(context: &'c Context<'c>, release: ItemWalker<'c>) -> ReleaseRow<'c> {
    let outlook = &context.outlook;
    let commitments = outlook.commitments(release.id);
    let contents = outlook.release(release.id).map_or(&[][..], |of| &of.contents);
    let forecast = outlook.forecast(release.id);
    ReleaseRow {
        path: Path(release),
        title: release.title(),
        forecast: forecast.map(|forecast| Day(forecast.end.last_day())),
        open: forecast.is_some_and(|forecast| forecast.is_open),
        planned: of_kind(&commitments, CommitmentKind::Date).map(deadline_row),
        health: outlook.item_health_word(release.id).map(crate::model::Health::word),
        contents: contents.iter().map(|item| context.path(*item)).collect(),
    }
}
