//! What does not hold: what is overdue, what is late and what drives it, and all else that is an error.

use super::report::Report;
use super::{escape, late, limits};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{ObjectiveId, Subject};
use crate::plan::{Commitment, LateItem};
use crate::schedule::State;
use crate::text::{Span, left_to_right};

pub(super) fn section(report: &Report<'_>) -> String {
    let late = report.outlook.late_items();
    let others: Vec<_> = report.plan.faults().filter(|of| !is_told(report, of, &late)).collect();
    let is_overdue = |of: &&LateItem| late::is_overdue(report, of.item);
    let (overdue, later): (Vec<_>, Vec<_>) = late.iter().partition(is_overdue);
    let whole = roadmap(report).into_iter().chain(objectives(report));
    let overdue_lines = overdue.iter().take(limits::LATE).map(|of| late::line(report, of));
    let left = limits::LATE.saturating_sub(overdue.len());
    let late_lines = later.iter().take(left).map(|of| late::line(report, of));
    let messages = others.iter().take(limits::FAULTS).map(|of| escape::message(&of.message));
    let unkept = report.plan.fault_count().saturating_sub(report.plan.faults().count());
    let more = late.len().saturating_sub(limits::LATE)
        + others.len().saturating_sub(limits::FAULTS)
        + unkept;
    let more = (more > 0).then(|| format!("… and {more} more"));
    let lines = overdue_lines.chain(whole).chain(late_lines).chain(messages).chain(more);
    lines.flat_map(|line| ["- ".to_owned(), left_to_right(line), "\n".to_owned()]).collect()
}

/// What was begun or done before what it waits for: the plan holds, and its order was not kept.
pub(super) fn out_of_order(report: &Report<'_>) -> String {
    let all: Vec<_> = report.plan.out_of_order().collect();
    let lines = all.iter().take(limits::FAULTS).map(|of| escape::message(&of.message));
    let more = all.len().saturating_sub(limits::FAULTS);
    let more = (more > 0).then(|| format!("… and {more} more"));
    lines.chain(more).flat_map(|line| ["- ".to_owned(), left_to_right(line), "\n".into()]).collect()
}

fn roadmap(report: &Report<'_>) -> Option<String> {
    let missed = report.outlook.roadmap_commitment().filter(|of| of.is_missed)?;
    let (state, clock) = (report.outlook.roadmap_state(), report.outlook.clock_of_roadmap());
    state.is_open().then(|| late::words("**The roadmap**", &missed, clock, state == State::Overdue))
}

fn objectives(report: &Report<'_>) -> impl Iterator<Item = String> {
    let all = (0..report.model.objectives.len()).map(ObjectiveId::from_index);
    all.filter_map(|id| {
        let objective = report.outlook.objective(id).filter(|of| of.state.is_open())?;
        let is_overdue = objective.state == State::Overdue;
        let title = escape::bold(report.plan.title_of(Subject::Objective(id)));
        let missed = objective.commitment.filter(|of: &Commitment| of.is_missed);
        match missed {
            Some(missed) => {
                Some(late::words(&title, &missed, report.outlook.clock_of_roadmap(), is_overdue))
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
