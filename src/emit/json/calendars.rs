//! Calendars.

use super::context::Context;
use super::writer::Writer;
use crate::model::Calendar;

const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

pub(super) fn row(out: &mut Writer<'_>, context: &Context<'_>, calendar: &Calendar) {
    out.put("name", name_of(calendar));
    out.put("minutesPerDay", calendar.day);
    out.put_object("week", |out| {
        for (day, hours) in WEEK.iter().zip(&calendar.week) {
            out.named(day);
            opening(out, hours);
        }
    });
    out.put_rows("exceptions", &calendar.exceptions, |out, exception| {
        out.put("first", exception.first);
        out.put("last", exception.last);
        out.put_text("title", &exception.title);
        out.named("hours");
        opening(out, &exception.hours);
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
fn opening(out: &mut Writer<'_>, hours: &[(u16, u16)]) {
    out.array(hours, |out, (opens, closes)| {
        let (from, to) = (opens / 60, closes / 60);
        out.string(&format!("{from:02}:{:02}-{to:02}:{:02}", opens % 60, closes % 60));
    });
}
