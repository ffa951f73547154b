//! What is said of an item when a pointer rests on it.

use super::super::label::clean;
use super::super::rows::percent;
use crate::model::{Anchor, DependencyId, Edge, ItemId, ItemWalker, Share};
use crate::plan::{Commitment, CommitmentKind, Outlook, Plan};
use crate::schedule::{Driver, Timing};
use crate::time::Minutes;

/// Title, dates, people, slack, what decided it, what it committed to: a line each.
pub(super) fn tooltip(plan: Plan<'_>, outlook: &Outlook<'_>, item: ItemWalker<'_>) -> String {
    let timing = plan.schedule.timing(item.id);
    let lines = [
        clean(item.title()).into_owned(),
        dates(item, timing),
        people(item),
        slack(plan, item, timing),
        driver(plan, timing),
        commitments(outlook, item),
    ];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// `5 Jan – 6 Feb 2026 · 40 %`
fn dates(item: ItemWalker<'_>, timing: &Timing) -> String {
    let (first, last) = (timing.start.date(), timing.end.last_day());
    let not_before = if timing.is_open { "not before " } else { "" };
    let span = if item.kind().is_point() || first >= last {
        format!("{not_before}{}", last.medium())
    } else if first.year() == last.year() {
        format!("{not_before}{} – {}", first.short(), last.medium())
    } else {
        format!("{not_before}{} – {}", first.medium(), last.medium())
    };
    match timing.complete {
        _ if item.is_done() => format!("{span} · done"),
        complete if complete > Share::ZERO => format!("{span} · {}", percent(complete)),
        _ => span,
    }
}

fn people(item: ItemWalker<'_>) -> String {
    if item.has_parts() {
        return String::new();
    }
    let names =
        item.assignments().iter().map(|one| clean(item.model.resource(one.resource).title()));
    names.collect::<Vec<_>>().join(", ")
}

fn slack(plan: Plan<'_>, item: ItemWalker<'_>, timing: &Timing) -> String {
    let is_done = item.is_done() || timing.complete >= Share::ONE;
    if is_done || item.has_parts() {
        return String::new();
    }
    let days = |amount: Minutes| days(amount, plan.model.header.day);
    match (timing.total_slack.0, timing.free_slack.0) {
        (..0, _) => {
            format!("{} too late for what waits for it", days(Minutes(-timing.total_slack.0)))
        }
        _ if timing.is_critical => "on the critical path".into(),
        (total, free) if total == free => format!("{} of slack", days(timing.total_slack)),
        _ => format!(
            "{} of slack, {} before anything else moves",
            days(timing.total_slack),
            days(timing.free_slack)
        ),
    }
}

/// `3 d`, `2.5 d`
fn days(amount: Minutes, day: Minutes) -> String {
    let tenths = amount.0.saturating_mul(10) / day.0.max(1);
    if tenths % 10 == 0 {
        format!("{} d", tenths / 10)
    } else {
        format!("{}.{} d", tenths / 10, tenths % 10)
    }
}

/// What decided its start.
fn driver(plan: Plan<'_>, timing: &Timing) -> String {
    let title = |item: ItemId| clean(plan.model.item(item).title()).into_owned();
    match timing.start_driver {
        Driver::Dependency(id) => waits_for(plan, id),
        Driver::Today => "can start today at the earliest".into(),
        Driver::FixedDate => "its date is fixed".into(),
        Driver::JustBefore(item) => format!("as late as {} allows", title(item)),
        Driver::Deadline => "as late as its deadline allows".into(),
        Driver::RoadmapEnd => "as late as the roadmap allows".into(),
        _ => String::new(),
    }
}

fn waits_for(plan: Plan<'_>, id: DependencyId) -> String {
    let Some(dependency) = plan.model.dependencies.get(id.index()) else { return String::new() };
    match dependency.anchor {
        Anchor::Item(item, edge) => {
            let what = if edge == Edge::Start { "the start of " } else { "" };
            format!("waits for {what}{}", clean(plan.model.item(item).title()))
        }
        Anchor::Moment(moment) => format!("waits for {}", moment.date().medium()),
    }
}

fn commitments(outlook: &Outlook<'_>, item: ItemWalker<'_>) -> String {
    if item.data().dates.is_none() {
        return String::new();
    }
    let line = |of: &Commitment| {
        let kind = match of.kind {
            CommitmentKind::Deadline => "deadline",
            CommitmentKind::Promise => "promised",
            CommitmentKind::Date => "planned",
        };
        format!("{kind} {}: {}", of.planned.medium(), of.lateness())
    };
    outlook.commitments(item.id).iter().map(line).collect::<Vec<_>>().join("\n")
}
