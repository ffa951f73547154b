//! Teams, persons and resources, and when they are asked for more than they have.
//! Calendars.
//! What was moved so that nobody is overloaded.

use super::context::Context;
use super::context::time_of_day;
use crate::model::{Calendar, ResourceWalker};
use crate::plan::Load;
use crate::schedule::{Levelling, Move, Overload};
use crate::text::json::Writer;

pub(super) fn row(out: &mut Writer<'_>, context: &Context<'_>, load: Load) {
    let walker = context.model.resource(load.resource);
    let resource = walker.data();
    out.put("path", context.resource(load.resource));
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

const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub(super) fn calendar(out: &mut Writer<'_>, context: &Context<'_>, calendar: &Calendar) {
    out.put("name", name_of(calendar));
    out.put("minutesPerDay", calendar.day);
    out.put_object("week", |out| {
        for (day, hours) in WEEK.iter().zip(&calendar.week) {
            opening(out, day, hours);
        }
    });
    out.put_rows("exceptions", &calendar.exceptions, |out, exception| {
        out.put("first", exception.first);
        out.put("last", exception.last);
        out.put_text("title", &exception.title);
        opening(out, "hours", &exception.hours);
    });
    out.put_rows("yearly", &calendar.yearly, |out, (month, day, title)| {
        out.put("month", i64::from(*month));
        out.put("day", i64::from(*day));
        out.put_text("title", title);
    });
    out.put_if("source", context.source(calendar.span));
}

/// A calendar's name; the built-in one has none in the language.
pub(super) fn name_of(calendar: &Calendar) -> &str {
    if calendar.name.is_empty() { "standard" } else { &calendar.name }
}

/// Hours of one day: `["09:00-12:30", "13:30-17:00"]`.
fn opening(out: &mut Writer<'_>, key: &'static str, hours: &[(u16, u16)]) {
    out.put_array(key, hours, |out, (opens, closes)| {
        let (from, to) = (opens / 60, closes / 60);
        out.value(format!("{from:02}:{:02}-{to:02}:{:02}", opens % 60, closes % 60));
    });
}

pub(super) fn levelling(out: &mut Writer<'_>, context: &Context<'_>, levelling: &Levelling) {
    out.put("thoroughness", levelling.thoroughness.word());
    out.put("endWithout", levelling.plain_end.last_day());
    out.put("daysLater", context.status.levelling_cost(levelling));
    out.put_rows("moves", &levelling.moves, |out, of| moved(out, context, of));
}

fn moved(out: &mut Writer<'_>, context: &Context<'_>, of: &Move) {
    let timing = context.plan.schedule.timing(of.item);
    let (first, last) = timing.days_between(of.plain_start, of.plain_end);
    out.put("item", context.path(of.item));
    out.put("startWithout", first);
    out.put("endWithout", last);
    if let Some((resource, item)) = of.because {
        out.put("resource", context.resource(resource));
        out.put_if("after", item.map(|item| context.path(item)));
    } else {
        out.put_if("follows", context.plan.followed(of.item).map(|item| context.path(item)));
    }
}
