//! `levelled`

use std::cmp::Reverse;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Estimate, EstimateBasis, ItemId, ResourceId, ResourceKind};
use crate::schedule::{Driver, Levelling, Move};
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
    let (mut waited, others): (Vec<&Move>, Vec<&Move>) =
        moves.into_iter().partition(|of| of.because.is_some());
    if waited.is_empty() {
        // Only what is as late as possible was moved: nobody was waited for.
        waited = others;
    }
    waited.sort_by_key(|of| {
        let later = facts.schedule.timing(of.item).end.since(of.plain_end);
        (Reverse(later), of.item)
    });
    let more = waited.len().saturating_sub(LABELLED);
    let mut diagnostic = Diagnostic::new(&rules::LEVELLED, place, message);
    for of in waited.iter().take(LABELLED) {
        let told = told(facts, levelling, of);
        diagnostic = diagnostic.label(facts.model.item(of.item).span(), told);
    }
    if more > 0 {
        let more = words::counted(i64::try_from(more).unwrap_or(i64::MAX), "item");
        diagnostic =
            diagnostic.help(format!("{more} more waited for somebody: the report lists them"));
    }
    advise(facts, &waited, diagnostic)
}

/// What would change the order: a priority does where the one that goes first is not tied to its place.
fn advise(facts: Facts<'_>, waited: &[&Move], mut diagnostic: Diagnostic) -> Diagnostic {
    let tied = |of: &&&Move| is_first_tied(facts, of);
    if !waited.iter().all(|of| tied(&of)) {
        diagnostic = diagnostic.help(
            "to change the order give a `priority`, or let one wait for the other: `after …`",
        );
    }
    match waited.iter().find(tied).and_then(|of| Some((of, of.because?.1?))) {
        Some((of, first)) => diagnostic.help(beside_what_is_tied(facts, of, first)),
        None => diagnostic,
    }
}

/// Whether what goes first stands fixed, or is under way and what waits is not: no priority puts it behind.
fn is_first_tied(facts: Facts<'_>, of: &Move) -> bool {
    let Some((_, Some(first))) = of.because else { return false };
    let timing = facts.schedule.timing(first);
    let is_begun = |item| facts.schedule.timing(item).start_driver == Driver::Actual;
    timing.start_driver == Driver::FixedDate
        || timing.end_driver == Driver::FixedDate
        || is_begun(first) && !is_begun(of.item)
}

/// What helps an item that waits for one which keeps its place.
fn beside_what_is_tied(facts: Facts<'_>, of: &Move, first: ItemId) -> String {
    let (waits, tied) = (facts.model.item(of.item), facts.model.item(first));
    let timing = facts.schedule.timing(first);
    let is_begun = timing.start_driver == Driver::Actual;
    let why = if is_begun { "is under way and goes on" } else { "stands fixed" };
    let is_clock = |of: Estimate| of.basis == EstimateBasis::Elapsed;
    let may_split = !waits.can_split()
        && !waits.data().estimate.is_some_and(is_clock)
        && of.plain_start < timing.start;
    let pause = || format!("let {} pause for it: `split`", words::title(waits));
    let ways: Vec<String> = [
        (!is_begun).then(|| "move its date".to_owned()),
        Some("let somebody else do one of the two".to_owned()),
        may_split.then(pause),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!("{} {why}, whatever the priorities: {}", words::title(tied), words::list_or(&ways))
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
fn told(facts: Facts<'_>, levelling: &Levelling, of: &Move) -> String {
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
        Some((who, Some(first))) => format!(": {}", does_first(facts, levelling, who, first)),
        Some((who, None)) => {
            format!(": there is not enough of `{}` before", facts.model.resource(who).title())
        }
        None => String::new(),
    };
    format!("{title} {verb} on {}{instead}{why}", now.long())
}

/// `` `Ana Silva` does `Payment API` first ``; of a team the one who does it, if that is one.
fn does_first(facts: Facts<'_>, levelling: &Levelling, who: ResourceId, first: ItemId) -> String {
    let model = facts.model;
    let (resource, done) = (model.resource(who), words::title(model.item(first)));
    let title = resource.title();
    match resource.data().kind {
        ResourceKind::Person => format!("`{title}` does {done} first"),
        ResourceKind::Team => match levelling.member(model, who, first) {
            Some(member) => {
                format!("`{}` of `{title}` does {done} first", model.resource(member).title())
            }
            None => format!("`{title}` does {done} first"),
        },
        ResourceKind::Resource => format!("`{title}` is needed for {done} first"),
    }
}
