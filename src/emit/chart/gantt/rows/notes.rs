//! The words behind the end of a row.

use super::{BAND, Grain, Shape, Source};
use crate::emit::chart::label::{Ink, Label, Style};
use crate::emit::chart::words::{date, late, percent};
use crate::model::{ItemId, ItemWalker, Part};
use crate::plan::Commitment;
use crate::time::{Date, Moment};

/// What is late says so; a milestone says its date, a stream how much of it is done.
pub(super) fn note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
    commitment: Option<&Commitment>,
) -> Option<Label<'m>> {
    if !source.shows(Part::Dates) {
        return None;
    }
    let note = match commitment.filter(|of| of.is_missed) {
        Some(missed) => missed_note(source, item, missed),
        None => plain_note(source, item, shape, slot)?,
    };
    let outcome = source.outcome(item.id).filter(|_| shape == Shape::Milestone);
    let Some(outcome) = outcome else { return Some(note) };
    let safe = end(source, outcome.percentile(BAND.1));
    let text = format!("{} · {} % by {safe}", note.text, BAND.1);
    Some(Label::new(text, note.style, note.ink))
}

fn plain_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
) -> Option<Label<'m>> {
    let timing = source.plan.schedule.timing(item.id);
    let day = || end(source, timing.end);
    let (text, style, ink) = match shape {
        Shape::Stream if source.has_begun => (percent(timing.complete), Style::Small, Ink::Muted),
        Shape::Milestone if timing.is_open => {
            (format!("not before {}", day()), Style::Small, Ink::Muted)
        }
        Shape::Milestone => (day(), Style::SmallStrong, Ink::Stream(slot)),
        Shape::Bar if timing.is_open && timing.start == timing.end => {
            ("no estimate".to_owned(), Style::Small, Ink::Muted)
        }
        Shape::Stream | Shape::Bar | Shape::Rollup => return None,
    };
    Some(Label::new(text, style, ink))
}

/// `22 May · 5 d late`, `not before 22 May · at least 5 d late`
fn missed_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    missed: &Commitment,
) -> Label<'m> {
    let is_close = missed.planned == missed.forecast;
    let end = source.status.forecast(item.id).map(|forecast| forecast.end);
    let day = match end {
        Some(end) => moment(source, end, is_close),
        None => date(missed.forecast, source.year),
    };
    let before = if missed.is_open { "not before " } else { "" };
    Label::new(format!("{before}{day} · {}", late(missed)), Style::SmallStrong, Ink::Late)
}

/// When an item ends, if that is known.
pub fn end_day(source: &Source<'_, '_>, item: ItemId) -> Option<String> {
    let standing = source.status.standing(item);
    let is_told = !standing.is_open && source.shows(Part::Dates);
    standing.forecast.filter(|_| is_told).map(|day| end(source, day))
}

/// `22 May`, or `14:00` where hours are seen.
pub(super) fn end(source: &Source<'_, '_>, end: Moment) -> String {
    let day = end.last_day();
    match (source.grain, end.minute_of_day()) {
        (Grain::Days, _) => date(day, source.year),
        // What ends at midnight ends the day.
        (_, 0) => time(source, day, 24 * 60),
        (_, minute) => time(source, day, minute),
    }
}

/// An end as it is told here; with its hour where that decides.
pub(super) fn moment(source: &Source<'_, '_>, moment: Moment, is_close: bool) -> String {
    let (day, minute) = (moment.last_day(), moment.minute_of_day());
    if minute == 0 || source.grain == Grain::Days && !is_close {
        return date(day, source.year);
    }
    if source.grain != Grain::Days {
        return end(source, moment);
    }
    format!("{} {:02}:{:02}", date(day, source.year), minute / 60, minute % 60)
}

/// `14:00`, or `5 Sep 14:00` where all is not on one day.
pub(super) fn time(source: &Source<'_, '_>, day: Date, minute: u16) -> String {
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    if source.grain == Grain::HoursOfOneDay { time } else { format!("{} {time}", day.short()) }
}
