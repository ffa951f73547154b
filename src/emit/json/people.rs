//! Teams, persons and resources, and when they are asked for more than they have.

use super::calendars::name_of;
use super::context::Context;
use super::values::{ResourcePath, time_of_day};
use super::writer::Writer;
use crate::model::ResourceWalker;
use crate::plan::Load;
use crate::schedule::Overload;

pub(super) fn row(out: &mut Writer<'_>, context: &Context<'_>, load: Load) {
    let walker = context.model.resource(load.resource);
    let resource = walker.data();
    out.put("path", ResourcePath(walker));
    out.put("kind", resource.kind.word());
    out.put("title", walker.title());
    out.put_if("team", walker.team().map(ResourceWalker::name));
    out.put_if("role", resource.role.as_ref());
    out.put("capacity", resource.capacity);
    if let Some((amount, minutes)) = resource.rate {
        out.put_object("rate", |out| {
            out.put("amount", amount);
            out.put("minutes", minutes);
        });
    }
    out.put("calendar", name_of(walker.calendar()));
    out.put_rows("absences", &resource.absences, |out, absence| {
        out.put("first", absence.first);
        out.put("last", absence.last);
        out.put_if("startTime", time_of_day(absence.from));
        out.put_if("endTime", time_of_day(absence.to));
        out.put_text("title", &absence.title);
    });
    out.put_object("load", |out| {
        out.put("work", load.work);
        out.put("capacity", load.capacity);
        out.put_if("percent", load.percent());
    });
    out.put_if("source", context.source(resource.span));
}

pub(super) fn overload(out: &mut Writer<'_>, context: &Context<'_>, overload: &Overload) {
    out.put("resource", context.resource(overload.resource));
    out.put("first", overload.first);
    out.put("last", overload.last);
    out.put("demand", overload.demand);
    out.put("capacity", overload.capacity);
    if !overload.is_steady() {
        out.put("peakFirst", overload.peak.0);
        out.put("peakLast", overload.peak.1);
    }
    out.put_values("items", overload.items.iter().map(|item| context.path(*item)));
}
