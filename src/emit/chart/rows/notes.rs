//! The words behind the end of a row.

use super::super::label::{Ink, Label, Style};
use super::facts::{Shape, Source};
use crate::model::{ItemWalker, Share};
use crate::plan::{Commitment, CommitmentKind};
use crate::time::Date;

/// What is late says so; a milestone says its date, a stream how much of it is done.
pub(super) fn note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
    commitment: Option<&Commitment>,
) -> Option<Label<'m>> {
    if let Some(missed) = commitment.filter(|of| of.is_missed) {
        return Some(missed_note(item, missed, source.year));
    }
    let timing = source.plan.schedule.timing(item.id);
    let day = || date(timing.end.last_day(), source.year);
    match shape {
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

fn missed_note<'m>(item: ItemWalker<'m>, missed: &Commitment, year: i16) -> Label<'m> {
    let day = date(missed.forecast, year);
    let promised =
        item.dates().promised.as_ref().filter(|_| missed.kind == CommitmentKind::Promise);
    if let Some(promise) = promised {
        return Label::new(
            format!("{day} · promised {}", promise.words),
            Style::SmallStrong,
            Ink::Warning,
        );
    }
    let late = if missed.variance > 0 {
        format!("+{} d late", missed.variance)
    } else {
        "hours late".into()
    };
    Label::new(format!("{day} · {late}"), Style::SmallStrong, Ink::Critical)
}

/// `58 %`: 100 only when all of it is done.
pub fn percent(complete: Share) -> String {
    format!("{} %", complete.0.clamp(0, 1000) / 10)
}

/// `22 May`, with its year where that is not the one that goes without saying.
pub fn date(date: Date, year: i16) -> String {
    if date.year() == year { date.short() } else { date.medium() }
}
