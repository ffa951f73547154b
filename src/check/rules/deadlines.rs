//! Deadlines and promises.

use super::starts_before_dependency;
use crate::check::drivers::{Chain, ends_late_by};
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Edge, FixedDate, ItemId, ItemWalker, Promise};
use crate::plan::Forecast;
use crate::schedule::{Clock, State, Timing};
use crate::time::Moment;

/// Everything ends by its deadline, and the roadmap by its own.
pub(super) fn every_deadline_is_kept(facts: Facts<'_>, out: &mut Diagnostics) {
    for (item, timing) in facts.dated_of(facts.with_dates()) {
        if !timing.state.is_open() {
            continue;
        }
        let by = item.dates().by.map(|by| (by, Word::By));
        let to = planned_end(facts, item, timing).map(|to| (to, Word::To));
        let dates = [by, to].into_iter().flatten();
        for (by, word) in dates.filter(|(by, _)| timing.end > by.moment) {
            facts.report(&rules::DEADLINE_MISSED, by.span, out, || {
                let clock = facts.clocks.of_item(item);
                let forecast = Forecast::of(timing);
                Missed { facts, by, word, last: item.id, forecast, clock }.tell(&words::title(item))
            });
        }
    }
    the_roadmap_keeps_its_own(facts, out);
}

/// The end that work is counted back from, where nothing else says that it can't be kept.
fn planned_end(facts: Facts<'_>, item: ItemWalker<'_>, timing: &Timing) -> Option<FixedDate> {
    let dates = item.dates();
    let is_counted_back = !item.has_parts() && !item.kind().is_point() && dates.from.is_none();
    let is_told = timing.state == State::Overdue && item.dates().by.is_none()
        || starts_before_dependency::is_broken(facts, item);
    dates.to.filter(|_| is_counted_back && !is_told)
}

/// The word that a deadline is written with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    By,
    To,
}

impl Word {
    const fn text(self) -> &'static str {
        match self {
            Self::By => "by",
            Self::To => "to",
        }
    }

    const fn noun(self) -> &'static str {
        match self {
            Self::By => "deadline",
            Self::To => "planned end",
        }
    }
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
        let clock = facts.clocks.of_roadmap();
        let forecast = Forecast::of_roadmap(facts.schedule);
        let last = item.id;
        Missed { facts, by, word: Word::By, last, forecast, clock }.tell("the roadmap")
    });
}

/// A deadline that is missed.
struct Missed<'a> {
    facts: Facts<'a>,
    by: FixedDate,
    word: Word,
    /// What ends too late.
    last: ItemId,
    forecast: Forecast,
    clock: &'a Clock<'a>,
}

impl Missed<'_> {
    fn tell(&self, title: &str) -> Diagnostic {
        let Self { facts, by, word, last, forecast, clock } = *self;
        let (due, day) = clock.spoken_together((by.moment, Edge::End), (forecast.end, Edge::End));
        let late = ends_late_by(clock, by.moment, forecast);
        let has_passed = facts.model.header.has_passed(by.moment);
        let overdue = if has_passed { "is overdue: it " } else { "" };
        let message =
            format!("{title} {overdue}misses its {} of {} by {late}", word.noun(), due.long());
        let verb = if facts.model.item(last).kind().is_point() { "falls" } else { "ends" };
        let diagnostic = Diagnostic::new(&rules::DEADLINE_MISSED, by.span, message)
            .here(format!("{verb} on {}", words::not_before(forecast.is_open, day)));
        let chain = Chain::to_end(facts, last);
        let day = day.to_replace(due);
        let otherwise = format!("move the {} to {}", word.noun(), day.long());
        let diagnostic = advise(chain.label(diagnostic), &chain, by.moment, &otherwise);
        diagnostic.replace(otherwise, by.span, format!("{} {day}", word.text()))
    }
}

/// Says what would win the time; of a day that has passed nothing would.
pub(super) fn advise(
    diagnostic: Diagnostic,
    chain: &Chain<'_>,
    due: Moment,
    otherwise: &str,
) -> Diagnostic {
    let longest = if chain.has_passed(due) { Vec::new() } else { chain.longest() };
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
