//! Streams, features, tasks, milestones and releases: the rows that most readers want.

use serde::Serialize;

use super::calendars::name_of;
use super::commitments::{self, CommitmentRow, PromiseRow};
use super::context::{Context, SourcePlace};
use super::drivers::{self, DependencyRow, DriverRow, LimitRow};
use super::extras::{self, EstimateRow, FieldsRow, LinkRow, ScoreRow};
use super::values::{Day, Path, ResourcePath, Thousandths};
use crate::model::{Assignment, Health, ItemWalker, Progress};
use crate::schedule::Timing;
use crate::time::{Date, Moment};

// They are keys of the file.
#[allow(clippy::struct_excessive_bools)]
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemRow<'c> {
    path: Path<'c>,
    kind: &'static str,
    title: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<Path<'c>>,
    start: Option<Day>,
    end: Option<Day>,
    early_start: Option<Day>,
    early_end: Option<Day>,
    late_start: Option<Day>,
    late_end: Option<Day>,
    total_slack: Option<i64>,
    free_slack: Option<i64>,
    critical: bool,
    start_open: bool,
    open: bool,
    start_driver: Option<DriverRow<'c>>,
    end_driver: Option<DriverRow<'c>>,
    percent_complete: Option<Thousandths>,
    health: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    estimate: Option<EstimateRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<FixedRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deadline: Option<CommitmentRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<PromiseRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    progress: Option<ProgressRow>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    alap: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    calendar: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<u16>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dependencies: Vec<DependencyRow<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    limits: Vec<LimitRow<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    assignments: Vec<AssignmentRow<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<ResourcePath<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objectives: Vec<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    releases: Vec<Path<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    horizon: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<ScoreRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_cost: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    budget: Option<Thousandths>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkRow<'c>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    notes: &'c [Box<str>],
    #[serde(skip_serializing_if = "FieldsRow::is_empty")]
    fields: FieldsRow<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourcePlace<'c>>,
}

/// Dates that the author fixed.
#[derive(Serialize)]
struct FixedRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<Day>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    during: bool,
}

/// What the author says is done.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ProgressRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    percent_complete: Option<Thousandths>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remaining: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    started: Option<Day>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    done: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    done_on: Option<Day>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dropped: bool,
}

#[derive(Serialize)]
struct AssignmentRow<'c> {
    resource: ResourcePath<'c>,
    units: Thousandths,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<AlternativeRow<'c>>,
}

#[derive(Serialize)]
struct AlternativeRow<'c> {
    resource: ResourcePath<'c>,
    units: Thousandths,
}

pub(super) fn rows<'c>(context: &'c Context<'c>) -> impl Iterator<Item = ItemRow<'c>> {
    context.plan.model.items().map(|item| row(context, item))
}

fn row<'c>(context: &'c Context<'c>, item: ItemWalker<'c>) -> ItemRow<'c> {
    let (data, dates, extras) = (item.data(), item.dates(), item.extras());
    let timing = Some(context.plan.schedule.timing(item.id)).filter(|timing| timing.is_scheduled);
    let commitments = context.outlook.commitments(item.id);
    let day =
        |moment: fn(&Timing) -> Moment| timing.map(|timing| Day(first_day(item, moment(timing))));
    let last = |start: fn(&Timing) -> Moment, end: fn(&Timing) -> Moment| {
        timing.map(|timing| Day(last_day(item, start(timing), end(timing))))
    };
    let total_cost = context.costs.of(item.id);
    ItemRow {
        path: Path(item),
        kind: item.kind().word(),
        title: item.title(),
        parent: item.parent().map(Path),
        start: day(|of| of.start),
        end: last(|of| of.start, |of| of.end),
        early_start: day(|of| of.early_start),
        early_end: last(|of| of.early_start, |of| of.early_end),
        late_start: day(|of| of.late_start),
        late_end: last(|of| of.late_start, |of| of.late_end),
        total_slack: timing.map(|timing| timing.total_slack.0),
        free_slack: timing.map(|timing| timing.free_slack.0),
        critical: timing.is_some_and(|timing| timing.is_critical),
        start_open: timing.is_some_and(|timing| timing.is_start_open),
        open: timing.is_some_and(|timing| timing.is_open),
        start_driver: timing.map(|timing| drivers::start(context, timing)),
        end_driver: timing.map(|timing| drivers::end(context, timing)),
        percent_complete: timing.map(|timing| Thousandths::percent(timing.complete)),
        health: context.outlook.item_health_word(item.id).map(Health::word),
        estimate: data.estimate.map(extras::estimate),
        fixed: fixed(item),
        deadline: commitments::deadline(&commitments),
        promise: dates.promised.as_ref().and_then(|_| commitments::promise(item, &commitments)),
        progress: data.progress.as_deref().map(progress),
        alap: data.alap.is_some(),
        calendar: (data.calendar.index() != 0).then(|| name_of(item.calendar())),
        priority: (data.priority != 500).then_some(data.priority),
        dependencies: item
            .dependencies()
            .iter()
            .map(|of| drivers::dependency(context, of))
            .collect(),
        limits: item.limits().iter().map(|of| drivers::limit(context, of)).collect(),
        assignments: item.assignments().iter().map(|of| assignment(context, of)).collect(),
        owner: extras.owner.map(|owner| context.resource(owner)),
        objectives: item.objectives().into_iter().map(|id| context.objective(id)).collect(),
        releases: item.releases().into_iter().map(|id| context.path(id)).collect(),
        tags: item.tags(),
        horizon: extras.horizon.map(extras::horizon),
        score: extras.score.map(extras::score),
        cost: extras.cost.map(|(money, _)| money.into()),
        total_cost: (total_cost.0 != 0).then(|| total_cost.into()),
        budget: extras.budget.map(|(money, _)| money.into()),
        links: extras::links(extras),
        notes: &extras.notes,
        fields: FieldsRow::of(context, extras),
        source: context.source(item.span()),
    }
}

/// The day something starts on; of a milestone or release, which stands at an end, the day that closes with it.
fn first_day(item: ItemWalker<'_>, start: Moment) -> Date {
    if item.kind().is_point() { start.last_day() } else { start.date() }
}

/// The last day worked; of work that takes no time the day of its start.
fn last_day(item: ItemWalker<'_>, start: Moment, end: Moment) -> Date {
    if item.kind().is_point() { end.last_day() } else { end.last_day().max(start.date()) }
}

fn fixed(item: ItemWalker<'_>) -> Option<FixedRow> {
    let dates = item.dates();
    (dates.from.is_some() || dates.to.is_some()).then(|| FixedRow {
        from: dates.from.map(|date| Day(date.moment.date())),
        to: dates.to.map(|date| Day(date.moment.last_day())),
        during: dates.is_during,
    })
}

fn progress(progress: &Progress) -> ProgressRow {
    let done_on = progress.done.and_then(|(moment, _)| moment);
    ProgressRow {
        percent_complete: progress.complete.map(|(share, _)| Thousandths::percent(share)),
        remaining: progress.remaining.map(|(minutes, _)| minutes.0),
        started: progress.started.map(|date| Day(date.moment.date())),
        done: progress.done.is_some(),
        done_on: done_on.map(|moment| Day(moment.last_day())),
        dropped: progress.dropped.is_some(),
    }
}

fn assignment<'c>(context: &'c Context<'c>, of: &'c Assignment) -> AssignmentRow<'c> {
    let alternatives = of.alternatives.iter();
    AssignmentRow {
        resource: context.resource(of.resource),
        units: of.units.into(),
        alternatives: alternatives
            .map(|(resource, units)| AlternativeRow {
                resource: context.resource(*resource),
                units: (*units).into(),
            })
            .collect(),
    }
}
