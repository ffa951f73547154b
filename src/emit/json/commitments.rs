//! What was planned or promised against what is forecast; releases.

use super::context::Context;
use super::writer::Writer;
use crate::model::ItemWalker;
use crate::plan::{Commitment, CommitmentKind};

/// A date that was committed to, and what the schedule says of it.
pub(super) fn fields(out: &mut Writer<'_>, of: &Commitment) {
    out.put("date", of.planned);
    out.put("forecast", of.forecast);
    out.put("variance", of.variance);
    out.put("missed", of.is_missed);
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
            // A release's own date stands in the table of releases; others are kept by the schedule.
            CommitmentKind::Date => {}
        }
    }
}

pub(super) fn release(out: &mut Writer<'_>, context: &Context<'_>, release: ItemWalker<'_>) {
    let outlook = &context.outlook;
    let forecast = outlook.forecast(release.id);
    let contents = outlook.release(release.id).map_or(&[][..], |of| &of.contents);
    let commitments = outlook.commitments(release.id);
    out.put("path", context.path(release.id));
    out.put("title", release.title());
    out.put_or_null("forecast", forecast.map(|forecast| forecast.end.last_day()));
    out.put("open", forecast.is_some_and(|forecast| forecast.is_open));
    if let Some(planned) = commitments.iter().find(|of| of.kind == CommitmentKind::Date) {
        out.put_object("planned", |out| fields(out, planned));
    }
    out.put_if("health", outlook.item_health_word(release.id));
    out.put_values("contents", contents.iter().map(|item| context.path(*item)));
}
