//! What is said and not drawn: tooltips, and the description for who can't see the picture.

use std::borrow::Cow;
use std::fmt::Write;

use super::super::gantt::layout::Layout;
use super::super::gantt::rows::BAND;
use super::super::header;
use super::super::label::{clean, shortened};
use super::super::words::{MissedObjective, labels, links, missed_objectives, percent, told};
use crate::model::{Anchor, DependencyId, Edge, ItemKind, ItemWalker, Part, Share};
use crate::plan::{CommitmentKind, LateItem, Plan, PlanStatus, PlanView};
use crate::schedule::simulate::Simulation;
use crate::schedule::{Clock, Driver, State, Timing};
use crate::text::{isolated, with_isolated_stretches, words};
use crate::time::Minutes;

/// The name of another item or of a person among other words.
pub(super) fn named(name: &str) -> Cow<'_, str> {
    isolated(shortened(name, NAME))
}

/// How much of another item's or of a person's name is said.
const NAME: usize = 120;

/// Title, dates, people, slack, what decided it, what it committed to: a line each.
pub(in crate::emit::chart) fn tooltip(
    out: &mut String,
    view: &PlanView<'_, '_>,
    item: ItemWalker<'_>,
) {
    let (plan, status) = (view.plan, view.status);
    if view.is_public() {
        out.push_str(&isolated(clean(item.title())));
        let words = view.when(item.id).map(|when| when.words).filter(|words| !words.is_empty());
        if let Some(words) = words {
            out.extend(["\n", &words]);
        }
        return;
    }
    let told = &|part| view.shows(part, true);
    beginning(out, plan, item, told);
    if told(Part::Slack) {
        slack(out, status, item);
    }
    rest(out, plan, status, item, told);
}

/// The same beside its health: of what is too late for others that says so.
pub(in crate::emit::chart) fn beside_health(
    out: &mut String,
    plan: Plan<'_>,
    status: &PlanStatus<'_>,
    item: ItemWalker<'_>,
    told: &dyn Fn(Part) -> bool,
) {
    beginning(out, plan, item, told);
    let is_late = plan.schedule.timing(item.id).total_slack < Minutes::ZERO;
    if told(Part::Slack) && !(is_late && status.is_too_late_for_others(item.id)) {
        slack(out, status, item);
    }
    rest(out, plan, status, item, told);
}

/// Title, dates, people.
fn beginning(out: &mut String, plan: Plan<'_>, item: ItemWalker<'_>, told: &dyn Fn(Part) -> bool) {
    out.push_str(&isolated(clean(item.title())));
    if told(Part::Dates) {
        dates(out, item, plan.schedule.timing(item.id));
    }
    if told(Part::People) {
        people(out, plan, item);
    }
}

/// The same apart: when it is, how much it can slip, what it committed to, each in one line or nothing.
#[cfg(feature = "html")]
pub(in crate::emit::chart) fn apart(
    plan: Plan<'_>,
    status: &PlanStatus<'_>,
    item: ItemWalker<'_>,
) -> [String; 3] {
    let said = |tell: &dyn Fn(&mut String)| {
        let mut words = String::new();
        tell(&mut words);
        words.trim_start().replace('\n', "; ")
    };
    [
        said(&|out| dates(out, item, plan.schedule.timing(item.id))),
        said(&|out| slack(out, status, item)),
        said(&|out| commitments(out, status, item)),
    ]
}

/// What decided it, what it committed to, its labels and links.
fn rest(
    out: &mut String,
    plan: Plan<'_>,
    status: &PlanStatus<'_>,
    item: ItemWalker<'_>,
    told: &dyn Fn(Part) -> bool,
) {
    // What decided a date tells dates and people.
    if told(Part::Dates) && told(Part::People) {
        driver(out, plan, plan.schedule.timing(item.id));
    }
    if told(Part::Dates) {
        baseline(out, plan, item);
        commitments(out, status, item);
    }
    let labels = labels(plan.model, item.extras());
    if !labels.is_empty() {
        out.push('\n');
        out.push_str(&shortened(&labels.join(" · "), NAME));
    }
    for link in links(item.extras()) {
        out.push('\n');
        out.push_str(&shortened(link, NAME));
    }
}

/// `5 Jan – 6 Feb 2026 · 40 %`
fn dates(out: &mut String, item: ItemWalker<'_>, timing: &Timing) {
    let (first, last) = timing.days();
    out.push_str(if timing.is_open { "\nnot before " } else { "\n" });
    if !item.kind().is_point() && first < last {
        let is_same_year = first.year() == last.year();
        out.push_str(&if is_same_year { first.short() } else { first.medium() });
        out.push_str(" – ");
    }
    out.push_str(&last.medium());
    match timing.complete {
        _ if timing.state == State::Done => out.push_str(" · done"),
        complete if complete > Share::ZERO => {
            let _ = write!(out, " · {}", percent(complete));
        }
        _ => {}
    }
}

fn people(out: &mut String, plan: Plan<'_>, item: ItemWalker<'_>) {
    if item.has_parts() {
        return;
    }
    for (index, one) in plan.schedule.people(item).iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ", " });
        out.push_str(&named(item.model.resource(one.resource).title()));
    }
}

fn slack(out: &mut String, status: &PlanStatus<'_>, item: ItemWalker<'_>) {
    let timing = status.plan().schedule.timing(item.id);
    if item.has_parts() || timing.state == State::Done {
        return;
    }
    let days = |slack: Minutes| words::slack(slack, item.model.header.day);
    let (total, free) = (timing.total_slack, timing.free_slack);
    match (total.0, free.0) {
        // What misses a day of its own is told so below.
        (..0, _) if status.commitments(item.id).iter().any(|of| of.is_missed) => {}
        (..0, _) => out.extend(["\n", &days(Minutes(-total.0)), " too late for what waits for it"]),
        _ if timing.is_critical => out.push_str("\non the critical path"),
        _ if total == free => out.extend(["\n", &days(total), " of slack"]),
        _ => {
            let (total, free) = (days(total), days(free));
            out.extend(["\n", &total, " of slack, ", &free, " before anything else moves"]);
        }
    }
}

/// What decided its start.
fn driver(out: &mut String, plan: Plan<'_>, timing: &Timing) {
    match timing.start_driver {
        Driver::Dependency(id) => waits_for(out, plan, id),
        Driver::Resource { resource, item } => {
            let who = named(plan.model.resource(resource).title());
            let _ = match item {
                Some(item) => {
                    let first = named(plan.model.item(item).title());
                    write!(out, "\nmoved: {who} does {first} first")
                }
                None => write!(out, "\nmoved: there is not enough of {who} before"),
            };
        }
        Driver::Today => out.push_str("\ncan start today at the earliest"),
        Driver::FixedDate => out.push_str("\nits date is fixed"),
        Driver::Deadline => out.push_str("\nas late as its deadline allows"),
        Driver::RoadmapEnd => out.push_str("\nas late as the roadmap allows"),
        Driver::JustBefore(item) => {
            let _ = write!(out, "\nas late as {} allows", named(plan.model.item(item).title()));
        }
        _ => {}
    }
}

/// `Ana Silva: first Cart, then Push messages`
pub(super) fn hand_over(who: &str, first: &str, then: &str) -> String {
    let [who, first, then] = [who, first, then].map(named);
    format!("{who}: first {first}, then {then}")
}

fn waits_for(out: &mut String, plan: Plan<'_>, id: DependencyId) {
    let dependency = plan.model.dependency(id);
    out.push_str("\nwaits for ");
    match dependency.anchor {
        Anchor::Item(item, edge) => {
            out.push_str(if edge == Edge::Start { "the start of " } else { "" });
            out.push_str(&named(plan.model.item(item).title()));
        }
        Anchor::Moment(moment) => out.push_str(&moment.date().medium()),
    }
}

/// `in the baseline 5 Jan – 6 Feb 2026: 3 working days later`
fn baseline(out: &mut String, plan: Plan<'_>, item: ItemWalker<'_>) {
    if let Some(moved) = plan.since_baseline(item.id) {
        let was = words::short_days(moved.was_days.0, moved.was_days.1);
        let _ = write!(out, "\nin the baseline {was}: {}", moved.words());
    }
}

/// What it committed to.
pub(super) fn commitments(out: &mut String, status: &PlanStatus<'_>, item: ItemWalker<'_>) {
    if item.data().dates.is_none() {
        return;
    }
    told(out, &status.commitments(item.id));
}

/// How many of each kind are named: whoever listens can't skip.
const NAMED: usize = 12;
/// The most of a reason that is said.
const REASON: usize = 600;

/// A few sentences.
pub(super) fn description(
    view: &PlanView<'_, '_>,
    layout: &Layout<'_>,
    simulation: Option<&Simulation>,
) -> String {
    let (plan, status) = (view.plan, view.status);
    if view.is_public() {
        return format!("Gantt chart of {}.", words::counted(layout.rows.len(), "item"));
    }
    let (span, size) = (header::span(status), header::size(plan));
    let mut said = format!("Gantt chart, {span}: {size}. {}.", health(status));
    points(&mut said, plan, ItemKind::Release, "Releases");
    points(&mut said, plan, ItemKind::Milestone, "Milestones");
    let late = status.late_items();
    listed(&mut said, "Late", late.len(), late.iter().map(|late| late_item(plan, late)));
    let missed: Vec<_> = missed_objectives(status).collect();
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
fn health(status: &PlanStatus<'_>) -> String {
    let (health, reason) = status.health();
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
