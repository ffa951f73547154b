//! `deadline-missed`

use crate::check::drivers::Chain;
use crate::check::facts::Facts;
use crate::check::lateness::late_by;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemId, ItemWalker};
use crate::schedule::{Clock, Timing, spoken_together};

/// Everything ends by its deadline, and the roadmap by its own.
pub(super) fn every_deadline_is_kept(facts: Facts<'_>, out: &mut Diagnostics) {
    for (item, timing) in facts.dated_of(facts.with_dates()) {
        let Some(by) = item.dates().by.filter(|by| timing.end > by.moment) else { continue };
        if is_done(item, timing) {
            continue;
        }
        facts.report(&rules::DEADLINE_MISSED, by.span, out, || {
            let missed = Missed { facts, by, last: item.id, clock: facts.clocks.of_item(item) };
            missed.tell(&words::title(item))
        });
    }
    the_roadmap_keeps_its_own(facts, out);
}

/// Whether it is over: what happened is no longer planned.
pub(super) fn is_done(item: ItemWalker<'_>, timing: &Timing) -> bool {
    item.is_done() || timing.complete.0 >= 1000
}

fn the_roadmap_keeps_its_own(facts: Facts<'_>, out: &mut Diagnostics) {
    let missed = facts.model.header.by.filter(|by| facts.schedule.end > by.moment);
    let Some(by) = missed.filter(|_| !facts.doubt.is_in_any_date()) else { return };
    let ends_last = |(_, timing): &(_, &Timing)| timing.end == facts.schedule.end;
    let Some((item, _)) = facts.dated().filter(|(item, _)| !item.has_parts()).find(ends_last)
    else {
        return;
    };
    facts.report(&rules::DEADLINE_MISSED, by.span, out, || {
        let missed = Missed { facts, by, last: item.id, clock: facts.clocks.of_roadmap() };
        missed.tell("the roadmap")
    });
}

/// A deadline that is missed.
struct Missed<'a> {
    facts: Facts<'a>,
    by: FixedDate,
    /// What ends too late.
    last: ItemId,
    clock: &'a Clock<'a>,
}

impl Missed<'_> {
    fn tell(&self, title: &str) -> Diagnostic {
        let Self { facts, by, last, clock } = *self;
        let timing = facts.schedule.timing(last);
        let (due, day) = spoken_together((by.moment, Edge::End), (timing.end, Edge::End));
        let late = late_by(clock, by.moment, timing.end);
        let message = format!("{title} misses its deadline of {} by {late}", due.long());
        let verb = if facts.model.item(last).kind().is_point() { "falls" } else { "ends" };
        let diagnostic = Diagnostic::new(&rules::DEADLINE_MISSED, by.span, message)
            .here(format!("{verb} on {}", words::not_before(timing.is_open, day)));
        let chain = Chain::to_end(facts, last);
        let diagnostic = advise(
            chain.label(diagnostic),
            &chain,
            &format!("move the deadline to {}", day.long()),
        );
        diagnostic.replace(
            format!("move the deadline to {}", day.long()),
            by.span,
            format!("by {day}"),
        )
    }
}

/// Says what would win the time.
pub(super) fn advise(diagnostic: Diagnostic, chain: &Chain<'_>, otherwise: &str) -> Diagnostic {
    let longest = chain.longest();
    let diagnostic = if longest.is_empty() {
        diagnostic.help(otherwise)
    } else {
        diagnostic.help(format!("shorten {}, or {otherwise}", words::list_or(&longest)))
    };
    match chain.unestimated() {
        Some(item) => diagnostic
            .help(format!("it may be later still: {} has no estimate", words::title(item))),
        None => diagnostic,
    }
}
