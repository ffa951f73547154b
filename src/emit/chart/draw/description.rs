//! The chart in plain sentences, for those who don't see it: its size, how it stands, its releases and milestones, what is late.

use std::fmt::Write;

use super::super::header;
use super::super::label::{clean, shortened};
use super::super::layout::Layout;
use super::super::objectives::{self, MissedObjective};
use super::super::rows::BAND;
use super::tooltip::named;
use crate::model::{Edge, ItemKind, ItemWalker};
use crate::plan::{CommitmentKind, LateItem, Outlook, Plan};
use crate::schedule::simulate::Simulation;
use crate::schedule::{Clock, State};
use crate::text::with_isolated_stretches;

/// How many of each kind are named: whoever listens can't skip.
const NAMED: usize = 12;
/// The most of a reason that is said.
const REASON: usize = 600;

/// A few sentences.
pub(super) fn description(
    plan: Plan<'_>,
    outlook: &Outlook<'_>,
    layout: &Layout<'_>,
    simulation: Option<&Simulation>,
) -> String {
    let (span, size) = (header::span(outlook), header::size(plan));
    let mut said = format!("Gantt chart, {span}: {size}. {}.", health(outlook));
    points(&mut said, plan, ItemKind::Release, "Releases");
    points(&mut said, plan, ItemKind::Milestone, "Milestones");
    let late = outlook.late_items();
    listed(&mut said, "Late", late.len(), late.iter().map(|late| late_item(plan, late)));
    let missed: Vec<_> = objectives::missed(outlook).collect();
    let named = missed.iter().map(missed_objective);
    listed(&mut said, "Objectives missed", missed.len(), named);
    if layout.arrows.far > 0 {
        let _ = write!(said, " {} arrows that span many rows are not drawn.", layout.arrows.far);
    }
    if let Some(simulation) = simulation.filter(|simulation| !simulation.is_certain()) {
        let (safe, runs) = (simulation.end.percentile(BAND.1).last_day().long(), simulation.runs);
        // What nobody has estimated is in no run.
        let work = if simulation.is_open { "what is estimated" } else { "the work" };
        let _ = write!(said, " In {} % of {runs} runs {work} ends by {safe}.", BAND.1);
    }
    said
}

/// `At risk: Ready for the autumn peak only 4 working days before its deadline`
fn health(outlook: &Outlook<'_>) -> String {
    let (health, reason) = outlook.health();
    if reason.is_empty() {
        return health.label().to_owned();
    }
    format!("{}: {}", health.label(), with_isolated_stretches(&shortened(&clean(&reason), REASON)))
}

/// Those of a kind, by their dates.
fn points(said: &mut String, plan: Plan<'_>, kind: ItemKind, what: &str) {
    let of_kind =
        |item: &ItemWalker<'_>| item.kind() == kind && plan.schedule.timing(item.id).is_scheduled;
    let mut points: Vec<_> = plan.model.items().filter(of_kind).collect();
    points.sort_by_key(|item| plan.schedule.timing(item.id).end);
    listed(said, what, points.len(), points.iter().map(|item| point(plan, *item)));
}

/// `Certified on 19 August 2026`, `Pilot not before 3 June 2026`, `Kick-off on 2 March 2026, reached`
fn point(plan: Plan<'_>, item: ItemWalker<'_>) -> String {
    let timing = plan.schedule.timing(item.id);
    let when = if timing.is_open { "not before" } else { "on" };
    let day = Clock::new(item.calendar()).spoken(timing.end, Edge::End).long();
    let reached = if timing.state == State::Done { ", reached" } else { "" };
    format!("{} {when} {day}{reached}", named(item.title()))
}

/// `Growth, due by 31 March 2026, 18 working days late`
fn missed_objective(objective: &MissedObjective<'_>) -> String {
    let MissedObjective { title, by, lateness, .. } = objective;
    format!("{}, due by {}, {lateness}", named(title), by.last_day().long())
}

/// `Beta, due by 2 April 2026, 5 working days late`
fn late_item(plan: Plan<'_>, LateItem { item, missed }: &LateItem) -> String {
    let name = named(plan.model.item(*item).title());
    let kind = match missed.kind {
        CommitmentKind::Deadline => "due by",
        CommitmentKind::Promise => "promised for",
        CommitmentKind::Date => "planned for",
    };
    format!("{name}, {kind} {}, {}", missed.planned.long(), missed.lateness())
}

/// ` Late: one; another; and 3 more.`
fn listed(said: &mut String, what: &str, count: usize, all: impl Iterator<Item = String>) {
    for (index, one) in all.take(NAMED).enumerate() {
        let _ = match index {
            0 => write!(said, " {what}: {one}"),
            _ => write!(said, "; {one}"),
        };
    }
    match (count, count.saturating_sub(NAMED)) {
        (0, _) => {}
        (_, 0) => said.push('.'),
        (_, more) => {
            let _ = write!(said, "; and {more} more.");
        }
    }
}
