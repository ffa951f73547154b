//! The header and the whole in a few numbers; then streams, features, tasks, milestones and releases: the rows that most readers want.

use super::context::Context;
use super::context::Percent;
use super::people::name_of;
use super::{context, drivers, strategy};
use crate::model::{Assignment, Horizon, ItemWalker, Progress};
use crate::schedule::{State, Timing};
use crate::text::json::Writer;
use crate::time::{Date, Moment};

pub(super) fn row(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    let standing = context.status.standing(item.id);
    let is_planned = standing.state != State::Dropped;
    let timing = Some(context.plan.schedule.timing(item.id)).filter(|_| is_planned);
    out.put("path", context.path(item.id));
    out.put_word("kind", item.kind().word());
    out.put("title", item.title());
    out.put_if("parent", item.parent().map(|item| context.path(item.id)));
    dates(out, context, item, timing);
    slack(out, timing);
    reasons(out, context, item, timing);
    out.put("percentComplete", timing.map(|timing| Percent(timing.complete)));
    drivers::standing(out, &standing, context.status.clock_of(item.id));
    plan(out, context, item);
    network(out, context, item);
    purpose(out, context, item);
    out.put_if("source", context.source(item.span()));
}

fn dates(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: Option<&Timing>,
) {
    let real = timing.map(Timing::days).unzip();
    let early = timing.map(|of| of.days_between(of.early_start, of.early_end)).unzip();
    let late = timing.map(|of| of.days_between(of.late_start, of.late_end)).unzip();
    out.put_day("start", real.0);
    out.put_day("end", real.1);
    if let Some(timing) = timing {
        let clock = context.status.clock_of(item.id);
        let is_point = item.kind().is_point();
        out.put_if("startTime", context::time(timing.start, clock).filter(|_| !is_point));
        out.put_if("endTime", context::time(timing.end, clock));
    }
    out.put_day("earlyStart", early.0);
    out.put_day("earlyEnd", early.1);
    out.put_day("lateStart", late.0);
    out.put_day("lateEnd", late.1);
}

fn slack(out: &mut Writer<'_>, timing: Option<&Timing>) {
    let known = timing.filter(|timing| !timing.is_open);
    out.put("totalSlack", known.map(|timing| timing.total_slack));
    out.put("freeSlack", known.map(|timing| timing.free_slack));
    out.put("critical", timing.is_some_and(|timing| timing.is_critical));
    out.put_flag("startOpen", timing.is_some_and(|timing| timing.is_start_open));
    out.put_flag("open", timing.is_some_and(|timing| timing.is_open));
}

fn reasons(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: Option<&Timing>,
) {
    if let Some(timing) = timing {
        out.put_object("startDriver", |out| drivers::start(out, context, item, timing));
        out.put_object("endDriver", |out| drivers::end(out, context, item, timing));
    } else {
        out.put("startDriver", None::<bool>);
        out.put("endDriver", None::<bool>);
    }
}

/// What its author planned, promised and did.
fn plan(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    let data = item.data();
    strategy::estimate(out, data.estimate);
    fixed(out, item);
    drivers::of_item(out, context, item);
    if let Some((first, last)) = context.plan.baseline_days(item.id) {
        let variance = context.plan.since_baseline(item.id).map_or(0, |moved| moved.variance);
        out.put_object("baseline", |out| {
            out.put("start", first);
            out.put("end", last);
            out.put("varianceDays", variance);
        });
    }
    if let Some(of) = &data.progress {
        out.put_object("progress", |out| progress(out, of));
    }
    out.put_flag("alap", item.dates().alap.is_some());
    out.put_flag("split", item.can_split());
    let pieces = context.plan.schedule.pieces(item.id);
    let pauses = if pieces.len() > 1 { &pieces[..] } else { &[] };
    out.put_rows("pieces", pauses, |out, (start, end)| {
        out.put("start", start.date());
        out.put("end", end.last_day());
    });
    out.put_if("calendar", (data.calendar.index() != 0).then(|| name_of(item.calendar())));
    strategy::priority(out, data.priority);
}

/// What it waits for, and who works on it.
fn network(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    out.put_rows("dependencies", item.dependencies(), |out, of| {
        drivers::dependency(out, context, of);
    });
    out.put_rows("limits", item.limits(), |out, of| drivers::limit(out, context, of));
    let people = context.plan.schedule.people(item);
    out.put_rows("assignments", people, |out, of| assignment(out, context, of));
}

/// What it is for and what it costs.
fn purpose(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    let extras = item.extras();
    strategy::owner(out, context, extras, None);
    let objectives = item.objectives();
    out.put_values("objectives", objectives.into_iter().map(|id| context.objective(id)));
    out.put_values("releases", item.releases().into_iter().map(|id| context.path(id)));
    out.put_values("tags", item.tags());
    out.put_if("horizon", extras.horizon.map(Horizon::word));
    strategy::score(out, extras.score);
    out.put_if("cost", extras.cost.map(|(money, _)| money));
    out.put_if("totalCost", Some(context.costs.of(item.id)).filter(|cost| cost.0 != 0));
    out.put_if("budget", extras.budget.map(|(money, _)| money));
    strategy::rest(out, context, extras);
}

fn fixed(out: &mut Writer<'_>, item: ItemWalker<'_>) {
    let dates = item.dates();
    if dates.from.is_some() || dates.to.is_some() {
        out.put_object("fixed", |out| {
            out.put_if("from", dates.from.map(|date| date.moment.date()));
            out.put_if("to", dates.to.map(|date| date.moment.last_day()));
            out.put_flag("during", dates.is_during);
        });
    }
}

fn progress(out: &mut Writer<'_>, progress: &Progress) {
    let done_on = progress.done.and_then(|(moment, _)| moment);
    out.put_if("percentComplete", progress.complete.map(|(share, _)| Percent(share)));
    out.put_if("remaining", progress.remaining.map(|(minutes, _)| minutes));
    out.put_if("started", progress.started.map(|date| date.moment.date()));
    out.put_flag("done", progress.done.is_some());
    out.put_if("doneOn", done_on.map(Moment::last_day));
    out.put_flag("dropped", progress.dropped.is_some());
}

fn assignment(out: &mut Writer<'_>, context: &Context<'_>, of: &Assignment) {
    out.put("resource", context.resource(of.resource));
    out.put("units", of.units);
    out.put_rows("alternatives", &of.alternatives, |out, (resource, units)| {
        out.put("resource", context.resource(*resource));
        out.put("units", *units);
    });
}

pub(super) fn roadmap(out: &mut Writer<'_>, context: &Context<'_>) {
    let header = &context.model.header;
    out.put("title", &header.title);
    out.put("from", header.from.date());
    out.put_if("today", header.today);
    out.put("minutesPerDay", header.day);
    out.put("minutesPerWeek", header.week);
    out.put_text("currency", &header.currency);
    out.put_if("budget", header.budget.map(|(money, _)| money));
    strategy::owner(out, context, &header.extras, header.owner);
    strategy::tags(out, &header.extras);
    strategy::rest(out, context, &header.extras);
    out.put_if("source", context.source_of_header());
}

pub(super) fn summary(out: &mut Writer<'_>, context: &Context<'_>) {
    let (schedule, status) = (context.plan.schedule, &context.status);
    let (health, reason) = status.health();
    let progress = status.progress();
    let scheduled = || schedule.timings.iter().filter(|timing| timing.is_scheduled);
    let dated = |date: Date| scheduled().next().map(|_| date);
    out.put("state", status.roadmap_state().name());
    out.put("health", health);
    out.put("healthReason", &*reason);
    out.put_if("start", dated(schedule.first_day));
    out.put_if("end", dated(schedule.end.last_day()));
    let end_time = context::time(schedule.end, status.clock_of_roadmap());
    out.put_if("endTime", end_time.filter(|_| scheduled().next().is_some()));
    out.put("open", scheduled().any(|timing| timing.is_open));
    out.put("percentComplete", Percent(progress.complete));
    out.put("doneCount", progress.done);
    out.put("workCount", progress.total);
    out.put_if("unestimatedCount", Some(progress.uncounted).filter(|count| *count > 0));
    out.put_if("faultCount", Some(context.plan.fault_count()).filter(|count| *count > 0));
    out.put("itemCount", context.model.items.len());
    out.put("criticalCount", scheduled().filter(|timing| timing.is_critical).count());
    out.put_if("totalCost", Some(context.costs.whole()).filter(|cost| cost.0 != 0));
    if let Some(deadline) = status.roadmap_commitment() {
        out.put_object("deadline", |out| {
            drivers::fields(out, &deadline, status.clock_of_roadmap());
        });
    }
}
