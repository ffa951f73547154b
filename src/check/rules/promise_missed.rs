//! `promise-missed`

use super::deadline_missed::advise;
use crate::check::drivers::Chain;
use crate::check::drivers::ends_late_by;
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, ItemWalker, Promise};
use crate::plan::Forecast;
use crate::schedule::Timing;

/// What others were told is kept.
pub(super) fn every_promise_is_kept(facts: Facts<'_>, out: &mut Diagnostics) {
    for (item, timing) in facts.dated_of(facts.with_dates()) {
        let promised = item.dates().promised.as_ref();
        let broken = promised.filter(|promise| timing.end > promise.date.moment);
        if let Some(promise) = broken.filter(|_| timing.state.is_open()) {
            facts.report(&rules::PROMISE_MISSED, promise.date.span, out, || {
                tell(facts, item, timing, promise)
            });
        }
    }
}

fn tell(facts: Facts<'_>, item: ItemWalker<'_>, timing: &Timing, promise: &Promise) -> Diagnostic {
    let late = ends_late_by(facts.clocks.of_item(item), promise.date.moment, Forecast::of(timing));
    let (title, words) = (words::title(item), &promise.words);
    let has_passed = facts.model.header.has_passed(promise.date.moment);
    let message = if has_passed {
        format!("{title} is overdue: it was promised for {words} and misses it by {late}")
    } else {
        format!("{title} was promised for {words} and misses it by {late}")
    };
    let verb = if item.kind().is_point() { "falls" } else { "ends" };
    let (_, end) = facts
        .clocks
        .of_item(item)
        .spoken_together((promise.date.moment, Edge::End), (timing.end, Edge::End));
    let end = words::not_before(timing.is_open, end);
    let diagnostic = Diagnostic::new(&rules::PROMISE_MISSED, promise.date.span, message)
        .here(format!("{verb} on {end}"));
    let chain = Chain::to_end(facts, item.id);
    advise(
        chain.label(diagnostic),
        &chain,
        promise.date.moment,
        "talk to those who were promised it",
    )
}
