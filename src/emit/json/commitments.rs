//! What was planned or promised against what is forecast; releases.

use super::context::Context;
use super::values::{Time, time_of_day};
use crate::model::ItemWalker;
use crate::plan::{Commitment, CommitmentKind, Standing};
use crate::schedule::Clock;
use crate::text::json::Writer;
use crate::time::Moment;

/// A date that was committed to, and what the schedule says of it.
pub(super) fn fields(out: &mut Writer<'_>, of: &Commitment, clock: &Clock<'_>) {
    let (planned, forecast) = of.moments();
    out.put("date", of.planned);
    out.put_if("dateTime", time_of_day(planned));
    out.put("forecast", of.forecast);
    out.put_if("forecastTime", forecast_time(Some(forecast), Some(planned), clock));
    out.put_if("varianceDays", of.known_variance());
    out.put_if("missed", Some(of.is_missed).filter(|missed| *missed || !of.is_open));
    out.put_flag("open", of.is_open);
}

/// How something stands: its state and health, and, where its end was planned, what is forecast against that.
pub(super) fn standing(out: &mut Writer<'_>, of: &Standing, clock: &Clock<'_>) {
    out.put("state", of.state.name());
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
    let clock = context.outlook.clock_of(item.id);
    for of in context.outlook.commitments(item.id) {
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
    let outlook = &context.outlook;
    let contents = outlook.release(release.id).map_or(&[][..], |of| &of.contents);
    let of = outlook.standing(release.id);
    out.put("path", context.path(release.id));
    out.put("title", release.title());
    out.put("state", of.state.name());
    out.put("health", of.health);
    out.put_if("planned", of.planned.map(Moment::last_day));
    out.put_if("plannedTime", of.planned.and_then(time_of_day));
    out.put("forecast", of.forecast.map(Moment::last_day));
    let clock = outlook.clock_of(release.id);
    out.put_if("forecastTime", forecast_time(of.forecast, of.planned, clock));
    out.put_if("varianceDays", of.variance);
    out.put("open", of.is_open);
    out.put_values("contents", contents.iter().map(|item| context.path(*item)));
}
