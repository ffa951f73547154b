//! `done-before-dependency`

use std::collections::BTreeSet;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, Edge, ItemWalker};
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// What a done item waited for is done, and was before it.
///
/// Leads and lags are not counted: with a lead an item may well be done first.
pub(super) fn what_a_done_item_waited_for_was_done_before(facts: Facts<'_>, out: &mut Diagnostics) {
    // What a block waits for is told at the first of its parts alone.
    let mut told = BTreeSet::new();
    for (item, _) in facts.dated_of(facts.with_progress().filter(|item| item.is_done())) {
        // What stands in something that is done is judged with it.
        if item.ancestors().any(ItemWalker::is_done) {
            continue;
        }
        let early = waits(item).find_map(|dependency| Early::of(facts, item, dependency));
        if let Some(early) = early.filter(|early| told.insert(early.dependency.span)) {
            facts.report(&rules::DONE_BEFORE_DEPENDENCY, early.span, out, || early.tell());
        }
    }
}

/// What an item waits for, itself and with what it stands in.
fn waits(item: ItemWalker<'_>) -> impl Iterator<Item = &Dependency> {
    let inherited = item.ancestors().flat_map(ItemWalker::dependencies);
    item.dependencies().iter().chain(inherited.filter(|dependency| dependency.edge == Edge::Start))
}

/// The day on which an item was done, where that is known.
fn day_done(item: ItemWalker<'_>) -> Option<Date> {
    let (moment, _) = item.progress().done?;
    moment.map(Moment::last_day)
}

/// A done item that waited for something that isn't, or that was done later.
struct Early<'m> {
    item: ItemWalker<'m>,
    span: Span,
    dependency: &'m Dependency,
    awaited: ItemWalker<'m>,
    /// When the item was done, and when what it waited for was, where it was.
    done: Option<Date>,
    later: Option<Date>,
}

impl<'m> Early<'m> {
    fn of(facts: Facts<'m>, item: ItemWalker<'m>, dependency: &'m Dependency) -> Option<Self> {
        let Anchor::Item(anchor, edge) = dependency.anchor else { return None };
        let awaited = facts.model.item(anchor);
        let (_, span) = item.progress().done?;
        let done = day_done(item);
        let is_lead = dependency.lag.minutes < Minutes::ZERO;
        if is_lead || !facts.is_dated(awaited) || is_happened(facts, awaited, edge, done) {
            return None;
        }
        Some(Self { item, span, dependency, awaited, done, later: day_done(awaited) })
    }

    fn tell(&self) -> Diagnostic {
        let (title, awaited) = (words::title(self.item), words::title(self.awaited));
        let message = match (self.done, self.later) {
            (Some(done), Some(later)) => format!(
                "{title} was done on {}, before {awaited}, which it waits for, on {}",
                done.long(),
                later.long()
            ),
            _ => format!("{title} is done and {awaited}, which it waits for, isn't"),
        };
        let diagnostic = Diagnostic::new(&rules::DONE_BEFORE_DEPENDENCY, self.span, message)
            .here("done here")
            .label(self.dependency.span, format!("waits for {awaited} here"));
        match self.awaited.progress().done {
            Some((_, span)) => diagnostic
                .label(span, "done later")
                .help("correct the date that is wrong, or take out the dependency if it isn't a real one"),
            None => diagnostic
                .label(self.awaited.span(), "not done")
                .help(format!("if {awaited} is finished, say `done` there with its day; if not, the dependency isn't a real one")),
        }
    }
}

/// Whether what is waited for had happened by that day. A milestone that nobody ticked off has if its work is done by then.
fn is_happened(facts: Facts<'_>, awaited: ItemWalker<'_>, edge: Edge, by: Option<Date>) -> bool {
    let timing = facts.schedule.timing(awaited.id);
    let is_by = |day: Date| by.is_none_or(|by| day <= by);
    if edge == Edge::Start {
        let is_begun =
            awaited.is_done() || timing.complete.0 > 0 || awaited.progress().started.is_some();
        return is_begun && is_by(timing.start.date());
    }
    if awaited.kind().is_point() && !awaited.is_done() {
        return is_by(timing.end.last_day());
    }
    let is_done = awaited.is_done() || timing.complete.0 >= 1000;
    is_done && day_done(awaited).is_none_or(is_by)
}
