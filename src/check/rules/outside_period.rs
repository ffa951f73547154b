//! `outside-period`

use super::deadlines::advise;
use super::starts_before_dependency;
use crate::check::drivers::Chain;
use crate::check::drivers::ends_late_by;
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemWalker};
use crate::plan::Forecast;
use crate::schedule::{Driver, Timing};

/// What stands in something with fixed dates keeps them.
pub(super) fn parts_keep_the_dates_of_the_whole(facts: Facts<'_>, out: &mut Diagnostics) {
    for (whole, timing) in facts.dated_of(facts.with_dates()) {
        if !whole.has_parts() || !timing.state.is_open() {
            continue;
        }
        let dates = whole.dates();
        if let Some((from, part)) = dates.from.and_then(|from| before(facts, whole, from)) {
            facts.report(&rules::OUTSIDE_PERIOD, from.span, out, || {
                tell_early(facts, whole, from, part)
            });
        }
        // What is over by now is told as such, and so is what can't begin when it was to.
        let is_told = |to: &FixedDate| {
            facts.model.header.has_passed(to.moment)
                || starts_before_dependency::is_broken(facts, whole)
        };
        let to = dates.to.filter(|to| timing.end > to.moment && !is_told(to));
        if let Some((to, part)) = to.zip(last_part(facts, timing)) {
            facts
                .report(&rules::OUTSIDE_PERIOD, to.span, out, || tell_late(facts, whole, to, part));
        }
    }
}

/// The first part that is planned for earlier than its whole is to start; what has happened is no longer planned.
fn before<'m>(
    facts: Facts<'m>,
    whole: ItemWalker<'m>,
    from: FixedDate,
) -> Option<(FixedDate, ItemWalker<'m>)> {
    let parts = whole.parts().filter(|part| facts.is_dated(*part));
    let planned = parts.filter(|part| {
        let timing = facts.schedule.timing(part.id);
        timing.state.is_open() && !timing.has_begun && timing.start < from.moment
    });
    planned.min_by_key(|part| facts.schedule.timing(part.id).start).map(|part| (from, part))
}

/// The part with which something ends.
fn last_part<'m>(facts: Facts<'m>, timing: &Timing) -> Option<ItemWalker<'m>> {
    let Driver::Part(part) = timing.end_driver else { return None };
    Some(facts.model.item(part))
}

fn tell_early(
    facts: Facts<'_>,
    whole: ItemWalker<'_>,
    from: FixedDate,
    part: ItemWalker<'_>,
) -> Diagnostic {
    let start = facts.schedule.timing(part.id).start;
    let clock = facts.clocks.of_item(part);
    let (day, own) = clock.spoken_together((from.moment, Edge::Start), (start, Edge::Start));
    let (title, within) = (words::title(whole), words::title(part));
    let starts = if part.kind().is_point() { "falls" } else { "starts" };
    let message = format!(
        "{within} {starts} on {}, and {title}, in which it stands, is to start on {}",
        own.long(),
        day.long()
    );
    let diagnostic = Diagnostic::new(&rules::OUTSIDE_PERIOD, from.span, message)
        .here(format!("{title} starts here"));
    let diagnostic = Chain::to_start(facts, part.id).label(diagnostic);
    diagnostic.help(format!(
        "let {within} start later, take it out of {title}, or let {title} start earlier"
    ))
}

fn tell_late(
    facts: Facts<'_>,
    whole: ItemWalker<'_>,
    to: FixedDate,
    part: ItemWalker<'_>,
) -> Diagnostic {
    let timing = facts.schedule.timing(whole.id);
    let clock = facts.clocks.of_item(whole);
    let late = ends_late_by(clock, to.moment, Forecast::of(timing));
    let (day, own) = clock.spoken_together((to.moment, Edge::End), (timing.end, Edge::End));
    let (title, within) = (words::title(whole), words::title(part));
    let message = format!(
        "{title} is to end on {}, and {within}, which stands in it, ends {late} later",
        day.long()
    );
    let ends = if part.kind().is_point() { "falls" } else { "ends" };
    let diagnostic = Diagnostic::new(&rules::OUTSIDE_PERIOD, to.span, message)
        .here(format!("{within} {ends} on {}", words::not_before(timing.is_open, own)));
    let chain = Chain::to_end(facts, part.id);
    let diagnostic = advise(
        chain.label(diagnostic),
        &chain,
        to.moment,
        &format!("let {title} go on to {}", own.long()),
    );
    if whole.dates().is_during {
        return diagnostic;
    }
    diagnostic.replace(format!("write `to {own}`"), to.span, format!("to {own}"))
}
