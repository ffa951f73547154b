//! `levelled`

use std::cmp::Reverse;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::schedule::{Levelling, Move};
use crate::text::Span;

/// How many moved items are marked.
const LABELLED: usize = 5;

/// What levelling moved is told, in one note.
pub(super) fn what_was_moved_is_told(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(levelling) = &facts.schedule.levelling else { return };
    let is_dated = |of: &&Move| facts.is_dated(facts.model.item(of.item));
    let moves: Vec<&Move> = levelling.moves.iter().filter(is_dated).collect();
    if moves.is_empty() || facts.schedule.timings.is_empty() {
        return;
    }
    let place = facts.model.header.span;
    facts.report(&rules::LEVELLED, place, out, || tell(facts, levelling, moves, place));
}

fn tell(facts: Facts<'_>, levelling: &Levelling, moves: Vec<&Move>, place: Span) -> Diagnostic {
    let count = i64::try_from(moves.len()).unwrap_or(i64::MAX);
    let were = if count == 1 { "was" } else { "were" };
    let items = words::counted(count, "item");
    let message =
        format!("{items} {were} moved so that nobody is overloaded; {}", cost(facts, levelling));
    let mut waited: Vec<&Move> = moves.into_iter().filter(|of| of.because.is_some()).collect();
    waited.sort_by_key(|of| {
        let later = facts.schedule.timing(of.item).end.since(of.plain_end);
        (Reverse(later), of.item)
    });
    let more = waited.len().saturating_sub(LABELLED);
    let mut diagnostic = Diagnostic::new(&rules::LEVELLED, place, message);
    for of in waited.iter().take(LABELLED) {
        diagnostic = diagnostic.label(facts.model.item(of.item).span(), told(facts, of));
    }
    if more > 0 {
        let more = words::counted(i64::try_from(more).unwrap_or(i64::MAX), "item");
        diagnostic =
            diagnostic.help(format!("{more} more waited for somebody: the report lists them"));
    }
    diagnostic
        .help("to change the order give a `priority`, or let one wait for the other: `after …`")
}

/// What it costs the end.
fn cost(facts: Facts<'_>, levelling: &Levelling) -> String {
    let (without, with) = (levelling.plain_end.last_day(), facts.schedule.end.last_day());
    let days = facts.clocks.of_roadmap().working_days(without, with);
    match days {
        0 => format!("the end stays on {}", with.long()),
        1.. => format!(
            "the end is {} instead of {}, {} later",
            with.long(),
            without.long(),
            words::working_days(days)
        ),
        _ => format!("the end is {} instead of {}", with.long(), without.long()),
    }
}

/// `` `Handbook` starts on 9 March 2026 instead of 2 March 2026: `Ana Silva` does `Payment API` first ``
fn told(facts: Facts<'_>, of: &Move) -> String {
    let item = facts.model.item(of.item);
    let timing = facts.schedule.timing(of.item);
    let (verb, now, before) = if timing.start == of.plain_start || item.kind().is_point() {
        ("ends", timing.end.last_day(), of.plain_end.last_day())
    } else {
        ("starts", timing.start.date(), of.plain_start.date())
    };
    let instead =
        if now == before { String::new() } else { format!(" instead of {}", before.long()) };
    let title = words::title(item);
    let why = match of.because {
        Some((who, Some(first))) => {
            let (who, first) = (facts.model.resource(who).title(), facts.model.item(first));
            format!(": `{who}` does {} first", words::title(first))
        }
        Some((who, None)) => {
            format!(": there is not enough of `{}` before", facts.model.resource(who).title())
        }
        None => String::new(),
    };
    format!("{title} {verb} on {}{instead}{why}", now.long())
}
