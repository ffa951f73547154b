//! What items wait for, what decided their dates, and what was committed to against what is forecast.

use super::context::Context;
use super::context::{Time, time_of_day};
use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemWalker, Lag, Limit};
use crate::plan::{Commitment, CommitmentKind, Standing};
use crate::schedule::{Clock, Driver, Timing};
use crate::text::json::Writer;
use crate::time::Moment;

/// A date that was committed to, and what the schedule says of it.
pub(super) fn fields(out: &mut Writer<'_>, of: &Commitment, clock: &Clock<'_>) {
    let (planned, forecast) = of.moments();
    out.put_day("date", Some(of.planned));
    out.put_if("dateTime", time_of_day(planned));
    out.put_day("forecast", Some(of.forecast));
    out.put_if("forecastTime", forecast_time(Some(forecast), Some(planned), clock));
    out.put_if("varianceDays", of.known_variance());
    out.put_if("missed", Some(of.is_missed).filter(|missed| *missed || !of.is_open));
    out.put_flag("open", of.is_open);
}

/// How something stands: its state and health, and, where its end was planned, what is forecast against that.
pub(super) fn standing(out: &mut Writer<'_>, of: &Standing, clock: &Clock<'_>) {
    out.put_word("state", of.state.name());
    out.put("health", of.health);
    if let Some(planned) = of.planned {
        out.put("planned", planned.last_day());
        out.put_if("plannedTime", time_of_day(planned));
        out.put_if("forecast", of.forecast.map(Moment::last_day));
        out.put_if("forecastTime", forecast_time(of.forecast, of.planned, clock));
    }
    out.put_if("varianceDays", of.variance);
}

/// The hour of a forecast, where its day alone would not say it, or what it stands beside has one.
pub(super) fn forecast_time(
    forecast: Option<Moment>,
    planned: Option<Moment>,
    clock: &Clock<'_>,
) -> Option<Time> {
    let is_to_the_hour = planned.and_then(time_of_day).is_some();
    let own = |at: &Moment| is_to_the_hour || clock.has_hour_of_its_own(*at);
    forecast.filter(own).and_then(time_of_day)
}

/// An item's deadline and promise.
pub(super) fn of_item(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    let clock = context.status.clock_of(item.id);
    for of in context.status.commitments(item.id) {
        match of.kind {
            CommitmentKind::Deadline => out.put_object("deadline", |out| fields(out, &of, clock)),
            CommitmentKind::Promise => out.put_object("promise", |out| {
                out.put_if("words", item.dates().promised.as_ref().map(|promise| &promise.words));
                fields(out, &of, clock);
            }),
            // How it stands says that.
            CommitmentKind::Date => {}
        }
    }
}

pub(super) fn release(out: &mut Writer<'_>, context: &Context<'_>, release: ItemWalker<'_>) {
    let status = &context.status;
    let contents = status.release(release.id).map_or(&[][..], |of| &of.contents);
    let of = status.standing(release.id);
    out.put("path", context.path(release.id));
    out.put("title", release.title());
    out.put("state", of.state.name());
    out.put("health", of.health);
    out.put_if("planned", of.planned.map(Moment::last_day));
    out.put_if("plannedTime", of.planned.and_then(time_of_day));
    out.put("forecast", of.forecast.map(Moment::last_day));
    let clock = status.clock_of(release.id);
    out.put_if("forecastTime", forecast_time(of.forecast, of.planned, clock));
    out.put_if("varianceDays", of.variance);
    out.put("open", of.is_open);
    out.put_values("contents", contents.iter().map(|item| context.path(*item)));
}

/// A dependency of an item: one of its points waits for another item's point, or for a date.
pub(super) fn dependency(out: &mut Writer<'_>, context: &Context<'_>, of: &Dependency) {
    out.put_if("edge", (of.edge != Edge::Start).then_some("end"));
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    let row = context.model.item(of.item).span();
    out.put_if("source", context.source_within(of.span, row));
}

/// `within`: the item starts at most so long after a point.
pub(super) fn limit(out: &mut Writer<'_>, context: &Context<'_>, of: &Limit) {
    out.put("within", of.within.minutes);
    out.put_flag("withinIsElapsed", of.within.is_elapsed);
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    let row = context.model.item(of.item).span();
    out.put_if("source", context.source_within(of.span, row));
}

/// What decided an item's start.
pub(super) fn start(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: &Timing,
) {
    driver(out, context, item, timing.start_driver);
    if let Some(absent) = timing.start_gap {
        out.put("gap", if absent.is_some() { "absence" } else { "calendar" });
        out.put_if("absent", absent.map(|who| context.resource(who)));
    }
}

/// What decided an item's end.
pub(super) fn end(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    timing: &Timing,
) {
    driver(out, context, item, timing.end_driver);
}

fn driver(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>, driver: Driver) {
    out.put_word("kind", kind(driver));
    match driver {
        Driver::Dependency(id) => by_dependency(out, context, item, id),
        Driver::Part(item) | Driver::JustBefore(item) => out.put("item", context.path(item)),
        Driver::Resource { resource, item } => {
            out.put("resource", context.resource(resource));
            out.put_if("item", item.map(|item| context.path(item)));
        }
        _ => {}
    }
}

/// What a driver is called.
pub(crate) const fn kind(driver: Driver) -> &'static str {
    match driver {
        Driver::RoadmapStart => "roadmapStart",
        Driver::Today => "today",
        Driver::Dependency(_) => "dependency",
        Driver::FixedDate => "fixedDate",
        Driver::Actual => "actual",
        Driver::Estimate => "estimate",
        Driver::Remaining => "remaining",
        Driver::Part(_) => "part",
        Driver::JustBefore(_) => "justBefore",
        Driver::Deadline => "deadline",
        Driver::RoadmapEnd => "roadmapEnd",
        Driver::Resource { .. } => "resource",
    }
}

fn by_dependency(
    out: &mut Writer<'_>,
    context: &Context<'_>,
    item: ItemWalker<'_>,
    id: DependencyId,
) {
    let of = context.model.dependency(id);
    anchor(out, context, of.anchor);
    lag(out, of.lag);
    // Of its own dependencies the row says it already.
    if of.item != item.id {
        out.put_if("source", context.source_within(of.span, item.span()));
    }
}

fn anchor(out: &mut Writer<'_>, context: &Context<'_>, anchor: Anchor) {
    match anchor {
        Anchor::Item(item, of) => {
            out.put("item", context.path(item));
            out.put_if("itemEdge", (of != Edge::End).then_some("start"));
        }
        Anchor::Moment(moment) => out.put("date", moment.date()),
    }
}

pub(in crate::emit) fn lag(out: &mut Writer<'_>, lag: Lag) {
    if lag.minutes.0 != 0 {
        out.put("lag", lag.minutes);
        out.put_flag("lagIsElapsed", lag.is_elapsed);
    }
}
