//! Dates, times and durations of properties.

use icalendar::parser::Property;
use jiff::{SignedDuration, Span, SpanRelativeTo, civil};

use super::lines::{Component, parameter};
use crate::import::{Draft, When};
use crate::time::Date;

/// From when to when an event is: all days of it, or minutes.
#[derive(Clone, Copy)]
pub(super) enum Extent {
    /// The first and the last day.
    Days(Date, Date),
    /// The first minute, and the one behind the last.
    Minutes(When, When),
}

impl Extent {
    /// The first day.
    pub(super) const fn first(self) -> Date {
        match self {
            Self::Days(first, _) => first,
            Self::Minutes(start, _) => start.date,
        }
    }
}

/// A day, or a minute of one as its clock shows it.
pub(super) fn when(draft: &mut Draft, property: &Property<'_>, line: usize) -> Option<When> {
    let written = property.val.as_str().trim();
    let time = written.strip_suffix(['Z', 'z']);
    let found = when_of(written);
    let zone = parameter(property, "TZID").or(time.map(|_| "UTC"));
    if let (Some(When { minute: Some(_), .. }), Some(zone)) = (found, zone) {
        draft.changed(
            format!("time zone {}", crate::import::shown(zone)),
            "a roadmap has one clock: times are kept as they are shown there",
            &format!("line {line}"),
        );
    }
    found
}

/// The day or minute that is written so: `20260302`, `20260302T090000`.
pub(super) fn when_of(written: &str) -> Option<When> {
    let written = written.trim().trim_end_matches(['Z', 'z']);
    if let Ok(time) = written.parse::<civil::DateTime>()
        && written.contains(['T', 't'])
    {
        let minute = u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok();
        return Some(When { date: Date::from_iso(&time.date().to_string())?, minute });
    }
    Some(When::day(Date::from_iso(&written.parse::<civil::Date>().ok()?.to_string())?))
}

/// A duration in minutes of the clock: `P1D`, `PT15M`, `-P2W`.
pub(super) fn minutes(written: &str) -> Option<i64> {
    let span: Span = written.trim().parse().ok()?;
    let days = SpanRelativeTo::days_are_24_hours();
    let duration: SignedDuration = span.to_duration(days).ok()?;
    Some(duration.as_mins())
}

/// That many minutes later.
pub(super) fn later(from: When, minutes: i64) -> Option<When> {
    let total = i64::from(from.minute.unwrap_or(0)).checked_add(minutes)?;
    let date = from.date.plus_days(total.div_euclid(24 * 60))?;
    Some(When { date, minute: u16::try_from(total.rem_euclid(24 * 60)).ok() })
}

/// From when to when a component is; the end that is written stands behind the last day or minute.
pub(super) fn extent(draft: &mut Draft, event: &Component<'_>) -> Option<Extent> {
    let (start, line) = event.all("DTSTART").next()?;
    let start = when(draft, start, line)?;
    let end = match event.all("DTEND").next() {
        Some((end, line)) => {
            let end = when(draft, end, line);
            if end.is_some_and(|end| end < start) {
                let why = "it takes place when it begins";
                draft.left_out("an end before the start", why, &format!("line {line}"));
            }
            end.filter(|end| *end >= start)
        }
        None => event.value("DURATION").and_then(minutes).and_then(|minutes| later(start, minutes)),
    };
    // From midnight to midnight is whole days too, as some programs write them.
    let is_midnight = |when: When| when.minute == Some(0);
    let is_whole = is_midnight(start) && end.is_some_and(|end| is_midnight(end) && end > start);
    if start.minute.is_some() && !is_whole {
        return Some(Extent::Minutes(start, end.filter(|end| *end > start).unwrap_or(start)));
    }
    let last = end.and_then(|end| match end.minute {
        None | Some(0) => end.date.plus_days(-1),
        Some(_) => Some(end.date),
    });
    Some(Extent::Days(start.date, last.filter(|last| *last > start.date).unwrap_or(start.date)))
}
