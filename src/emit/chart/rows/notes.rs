//! The words behind the end of a row.

use std::fmt::Write;

use super::super::label::{Ink, Label, Style};
use super::facts::{BAND, Grain, Shape, Source};
use crate::model::{ItemId, ItemWalker, Share};
use crate::plan::{Commitment, CommitmentKind};
use crate::time::{Date, Moment};

/// What is late says so; a milestone says its date, a stream how much of it is done.
pub(super) fn note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
    commitment: Option<&Commitment>,
) -> Option<Label<'m>> {
    let note = plain_note(source, item, shape, slot, commitment);
    let outcome = source.outcome(item.id).filter(|_| shape == Shape::Milestone);
    match (note, outcome) {
        (Some(note), Some(outcome)) => {
            let safe = end(source, outcome.percentile(BAND.1));
            let text = format!("{} · {} % by {safe}", note.text, BAND.1);
            Some(Label::new(text, note.style, note.ink))
        }
        (note, _) => note,
    }
}

fn plain_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
    commitment: Option<&Commitment>,
) -> Option<Label<'m>> {
    if let Some(missed) = commitment.filter(|of| of.is_missed) {
        return Some(missed_note(source, item, missed));
    }
    let timing = source.plan.schedule.timing(item.id);
    let day = || end(source, timing.end);
    match shape {
        Shape::Stream if !source.has_begun => None,
        Shape::Stream => Some(Label::new(percent(timing.complete), Style::Small, Ink::Muted)),
        Shape::Milestone if timing.is_open => {
            Some(Label::new(format!("not before {}", day()), Style::Small, Ink::Muted))
        }
        Shape::Milestone => Some(Label::new(day(), Style::SmallStrong, Ink::Stream(slot))),
        Shape::Bar if timing.is_open && timing.start == timing.end => {
            Some(Label::new("no estimate", Style::Small, Ink::Muted))
        }
        Shape::Bar | Shape::Rollup => None,
    }
}

/// `22 May · 5 d late`, `not before 22 May · at least 5 d late`
fn missed_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    missed: &Commitment,
) -> Label<'m> {
    let is_close = missed.planned == missed.forecast;
    let end = source.outlook.forecast(item.id).map(|forecast| forecast.end);
    let day = match end {
        Some(end) => moment(source, end, is_close),
        None => date(missed.forecast, source.year),
    };
    let before = if missed.is_open { "not before " } else { "" };
    Label::new(format!("{before}{day} · {}", late(missed)), Style::SmallStrong, Ink::Late)
}

/// `5 d late`, `1h late`; `at least 5 d late` where that rests on work that nobody has estimated.
pub fn late(missed: &Commitment) -> String {
    let late = match missed.variance {
        1.. => format!("{} d late", missed.variance),
        // By days off alone.
        0 if missed.planned != missed.forecast => "late".to_owned(),
        _ => missed.lateness(),
    };
    if missed.is_open { format!("at least {late}") } else { late }
}

/// `deadline 15 May 2026: 5 working days late`, a line each.
pub fn told(out: &mut String, commitments: &[Commitment]) {
    for of in commitments {
        let kind = match of.kind {
            CommitmentKind::Deadline => "deadline",
            CommitmentKind::Promise => "promised",
            CommitmentKind::Date => "planned",
        };
        let _ = write!(out, "\n{kind} {}: {}", of.planned.medium(), of.lateness());
    }
}

/// When an item ends, if that is known.
pub fn end_day(source: &Source<'_, '_>, item: ItemId) -> Option<String> {
    let standing = source.outlook.standing(item);
    standing.forecast.filter(|_| !standing.is_open).map(|day| end(source, day))
}

/// `58 %`: 100 only when all of it is done.
pub fn percent(complete: Share) -> String {
    format!("{} %", complete.0.clamp(0, 1000) / 10)
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

/// `22 May`, with its year where that is not the one that goes without saying.
pub fn date(date: Date, year: i16) -> String {
    if date.year() == year { date.short() } else { date.medium() }
}
