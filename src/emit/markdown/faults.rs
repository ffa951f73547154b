//! What does not hold: what is overdue, what is late and what drives it, all else that is an error; and what nobody has estimated.

use std::cmp::Reverse;

use super::report::Report;
use super::table::{Left, Right, Table, names, rest};
use super::{escape, streams, table, words};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Edge, ItemId, ObjectiveId, Subject};
use crate::plan::{Chain, Commitment, CommitmentKind, LateItem};
use crate::schedule::{Clock, Driver, State, Unestimated};
use crate::text::{Span, left_to_right};

pub(super) fn section(report: &Report<'_>) -> String {
    let late = report.status.late_items();
    let others: Vec<_> = report.plan.faults().filter(|of| !is_told(report, of, &late)).collect();
    let is_overdue = |of: &&LateItem| is_overdue(report, of.item);
    let (overdue, later): (Vec<_>, Vec<_>) = late.iter().partition(is_overdue);
    let whole = roadmap(report).into_iter().chain(objectives(report));
    let overdue_lines = overdue.iter().take(table::LATE).map(|of| line(report, of));
    let left = table::LATE.saturating_sub(overdue.len());
    let late_lines = later.iter().take(left).map(|of| line(report, of));
    let messages = others.iter().take(table::FAULTS).map(|of| escape::message(&of.message));
    let unkept = report.plan.fault_count().saturating_sub(report.plan.faults().count());
    let more = late.len().saturating_sub(table::LATE)
        + others.len().saturating_sub(table::FAULTS)
        + unkept;
    let more = (more > 0).then(|| format!("… and {more} more"));
    let lines = overdue_lines.chain(whole).chain(late_lines).chain(messages).chain(more);
    lines.flat_map(|line| ["- ".to_owned(), left_to_right(line), "\n".to_owned()]).collect()
}

/// What was begun or done before what it waits for: the plan holds, and its order was not kept.
pub(super) fn out_of_order(report: &Report<'_>) -> String {
    let all: Vec<_> = report.plan.out_of_order().collect();
    let lines = all.iter().take(table::FAULTS).map(|of| escape::message(&of.message));
    let more = all.len().saturating_sub(table::FAULTS);
    let more = (more > 0).then(|| format!("… and {more} more"));
    lines.chain(more).flat_map(|line| ["- ".to_owned(), left_to_right(line), "\n".into()]).collect()
}

fn roadmap(report: &Report<'_>) -> Option<String> {
    let missed = report.status.roadmap_commitment().filter(|of| of.is_missed)?;
    let (state, clock) = (report.status.roadmap_state(), report.status.clock_of_roadmap());
    state
        .is_open()
        .then(|| missed_words("**The roadmap**", &missed, clock, state == State::Overdue))
}

fn objectives(report: &Report<'_>) -> impl Iterator<Item = String> {
    let all = (0..report.model.objectives.len()).map(ObjectiveId::from_index);
    all.filter_map(|id| {
        let objective = report.status.objective(id).filter(|of| of.state.is_open())?;
        let is_overdue = objective.state == State::Overdue;
        let title = escape::bold(report.plan.title_of(Subject::Objective(id)));
        let missed = objective.commitment.filter(|of: &Commitment| of.is_missed);
        match missed {
            Some(missed) => {
                Some(missed_words(&title, &missed, report.status.clock_of_roadmap(), is_overdue))
            }
            // All of its work was done in time, or nothing serves it.
            None => is_overdue.then(|| {
                let by = report.model.objectives.get(id.index()).and_then(|of| of.by);
                let by = by.map(|by| by.moment.last_day().long()).unwrap_or_default();
                format!("{title} is overdue: it was to be reached by {by}")
            }),
        }
    })
}

/// Whether an error is told by what is said of late items, objectives and the whole.
fn is_told(report: &Report<'_>, error: &Diagnostic, late: &[LateItem]) -> bool {
    let told = [
        &rules::OVERDUE,
        &rules::DEADLINE_MISSED,
        &rules::PROMISE_MISSED,
        &rules::RELEASE_MISSED,
        &rules::OBJECTIVE_MISSED,
    ];
    let is_of_its_day = error.rule == &rules::STARTS_BEFORE_DEPENDENCY;
    told.contains(&error.rule)
        || is_of_its_day && late.iter().any(|of| is_at(report, of, error.primary.span))
}

/// Whether a place is of an item itself, not of what stands in it.
fn is_at(report: &Report<'_>, late: &LateItem, place: Span) -> bool {
    let item = report.model.item(late.item);
    let holds = |extent: Span| extent.contains(place);
    holds(item.data().extent) && !item.parts().any(|part| holds(part.data().extent))
}

/// `**Public beta** is 5 working days late: 12 May 2026 instead of the deadline of 5 May 2026. From the start of the roadmap: Design (13 Mar) → API (5 May) → Public beta`
pub(super) fn line(report: &Report<'_>, late: &LateItem) -> String {
    let title = escape::bold(report.model.item(late.item).title()) + &report.inside(late.item);
    let has_passed = report.plan.today().is_some_and(|today| late.missed.planned <= today);
    let (clock, is_overdue) = (report.status.clock_of(late.item), is_overdue(report, late.item));
    let words = missed_words(&title, &late.missed, clock, has_passed && is_overdue);
    let chain = report.status.chain(late.item);
    // What only waits for today has no more to say.
    if chain.items.len() < 2 { words } else { format!("{words}. {}", self::chain(report, &chain)) }
}

/// `Public beta is overdue: the deadline of 5 May 2026 has passed, 12 May 2026 is 5 working days late`
pub(super) fn missed_words(
    title: &str,
    missed: &Commitment,
    clock: &Clock<'_>,
    is_overdue: bool,
) -> String {
    let what = match missed.kind {
        CommitmentKind::Deadline => "the deadline of",
        CommitmentKind::Promise => "the promised",
        CommitmentKind::Date => "the planned",
    };
    let open = if missed.is_open { "not before " } else { "" };
    let (planned, forecast) = missed.spoken(clock);
    let (planned, forecast) = (planned.long(), open.to_owned() + &forecast.long());
    let lateness = missed.lateness();
    if is_overdue {
        return format!(
            "{title} is overdue: {what} {planned} has passed, now {forecast} ({lateness})"
        );
    }
    format!("{title} is {lateness}: {forecast} instead of {what} {planned}")
}

pub(super) fn is_overdue(report: &Report<'_>, item: ItemId) -> bool {
    report.plan.schedule.timing(item).state == State::Overdue
}

fn chain(report: &Report<'_>, chain: &Chain) -> String {
    let root = match chain.root {
        Driver::RoadmapStart => "From the start of the roadmap",
        Driver::Today => "From today",
        Driver::Dependency(_) | Driver::FixedDate => "From a fixed date",
        Driver::Actual => "From what has happened",
        Driver::Remaining => "From what remains today",
        _ => "Driven by",
    };
    let last = chain.items.last();
    let links = shown(&chain.items).into_iter().map(|item| match item {
        // When the last of them ends has been said.
        Some(item) if Some(&item) == last => report.title(item),
        Some(item) => format!("{} ({})", report.title(item), ends(report, item)),
        None => "…".into(),
    });
    format!("{root}: {}", links.collect::<Vec<_>>().join(" → "))
}

fn ends(report: &Report<'_>, item: ItemId) -> String {
    let timing = report.plan.schedule.timing(item);
    let open = if timing.is_open { "not before " } else { "" };
    let end = report.status.clock_of(item).spoken(timing.end, Edge::End);
    format!("{open}{}", end.short())
}

/// The items of a chain to name, with a gap in a long one.
fn shown(items: &[ItemId]) -> Vec<Option<ItemId>> {
    let all = items.iter().copied().map(Some);
    // A gap takes as much room as one item.
    if items.len() <= table::LINKS + 1 {
        return all.collect();
    }
    let last = all.clone().skip(items.len() - (table::LINKS - 1));
    all.take(1).chain([None]).chain(last).collect()
}

pub(super) fn not_estimated(report: &Report<'_>) -> String {
    let columns = [
        ("Item", Left),
        ("In", Left),
        ("Rests on it", Right),
        ("Milestones and releases", Left),
        ("People", Left),
    ];
    let is_open = |of: &&Unestimated| report.plan.schedule.timing(of.item).state.is_open();
    let mut unknown: Vec<&Unestimated> =
        report.plan.schedule.unestimated.iter().filter(is_open).collect();
    unknown.sort_by_key(|of| Reverse(of.resting));
    let more = unknown.len().saturating_sub(table::UNKNOWN);
    unknown.truncate(table::UNKNOWN);
    let items: Vec<ItemId> = unknown.iter().map(|of| of.item).collect();
    let points = report.status.points_resting_on(&items);
    let rows = unknown.into_iter().zip(points).map(|(of, points)| unknown_row(report, &points, of));
    Table::of(columns, rows) + &rest(more)
}

fn unknown_row(report: &Report<'_>, points: &[ItemId], unknown: &Unestimated) -> [String; 5] {
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
        names(points.iter().map(|point| report.full_title(*point))),
        streams::people(report, item),
    ]
}
