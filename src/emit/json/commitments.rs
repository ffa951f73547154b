//! What was planned or promised against what is forecast; releases.

use super::context::Context;
use super::values::{Word, time_of_day};
use super::writer::Writer;
use crate::model::ItemWalker;
use crate::plan::{Commitment, CommitmentKind, Standing};
use crate::time::Moment;

/// A date that was committed to, and what the schedule says of it.
pub(super) fn fields(out: &mut Writer<'_>, of: &Commitment) {
    let (planned, forecast) = of.moments();
    let planned_time = time_of_day(planned);
    out.put("date", of.planned);
    out.put_if("dateTime", planned_time);
    out.put("forecast", of.forecast);
    out.put_if("forecastTime", time_of_day(forecast).filter(|_| planned_time.is_some()));
    out.put_if("varianceDays", of.known_variance());
    out.put_if("missed", Some(of.is_missed).filter(|missed| *missed || !of.is_open));
    out.put_flag("open", of.is_open);
}

/// How something stands: its state and health, and, where its end was planned, what is forecast against that.
pub(super) fn standing(out: &mut Writer<'_>, of: &Standing) {
    out.put("state", Word(of.state.name()));
    out.put_or_null("health", of.health);
    if let Some(planned) = of.planned {
        out.put("planned", planned.last_day());
        out.put_if("plannedTime", time_of_day(planned));
        out.put_if("forecast", of.forecast.map(Moment::last_day));
        forecast_time(out, of);
    }
    out.put_if("varianceDays", of.variance);
}

/// The hour of the forecast, where what it stands beside has one.
fn forecast_time(out: &mut Writer<'_>, of: &Standing) {
    let is_to_the_hour = of.planned.and_then(time_of_day).is_some();
    out.put_if("forecastTime", of.forecast.and_then(time_of_day).filter(|_| is_to_the_hour));
}

/// An item's deadline and promise.
pub(super) fn of_item(out: &mut Writer<'_>, context: &Context<'_>, item: ItemWalker<'_>) {
    for of in context.outlook.commitments(item.id) {
        match of.kind {
            CommitmentKind::Deadline => out.put_object("deadline", |out| fields(out, &of)),
            CommitmentKind::Promise => out.put_object("promise", |out| {
                out.put_if("words", item.dates().promised.as_ref().map(|promise| &promise.words));
                fields(out, &of);
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
    out.put("state", Word(of.state.name()));
    out.put_or_null("health", of.health);
    out.put_if("planned", of.planned.map(Moment::last_day));
    out.put_if("plannedTime", of.planned.and_then(time_of_day));
    out.put_or_null("forecast", of.forecast.map(Moment::last_day));
    forecast_time(out, &of);
    out.put_if("varianceDays", of.variance);
    out.put("open", of.is_open);
    out.put_values("contents", contents.iter().map(|item| context.path(*item)));
}
