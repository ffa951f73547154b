//! `started-before-dependency`

use std::collections::BTreeSet;

use crate::check::facts::Facts;
use crate::check::facts::Shipment;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, Edge, ItemWalker};
use crate::schedule::{State, day_done, disregarded};
use crate::text::Span;

/// What is under way or done had all that it waits for.
pub(super) fn nothing_has_happened_before_what_it_waits_for(
    facts: Facts<'_>,
    out: &mut Diagnostics,
) {
    // What a block waits for is told at the first of its parts alone.
    let mut told = BTreeSet::new();
    for (item, _) in facts.dated_of(facts.with_progress()) {
        // What stands in something that is done is judged with it.
        if item.ancestors().any(ItemWalker::is_done) {
            continue;
        }
        let early = disregarded(facts.schedule, item).find_map(|one| Early::of(facts, item, one));
        if let Some(early) = early.filter(|early| told.insert(early.dependency.span)) {
            facts.report(&rules::STARTED_BEFORE_DEPENDENCY, early.span, out, || early.tell(facts));
        }
        if let Some((span, shipped)) = open_content(facts, item) {
            facts.report(&rules::STARTED_BEFORE_DEPENDENCY, span, out, || {
                tell_release(facts, item, span, shipped)
            });
        }
    }
}

/// What ships in a release that says it is done, and isn't done itself; and where the release says so.
fn open_content<'a>(facts: Facts<'a>, release: ItemWalker<'_>) -> Option<(Span, &'a Shipment)> {
    let (_, span) = release
        .progress()
        .done
        .filter(|_| facts.schedule.timing(release.id).state == State::Done)?;
    let mut shipped = facts.shipping.of_release(release.id).iter();
    let open = shipped.find(|one| facts.is_open(facts.model.item(one.item)))?;
    facts.is_dated(facts.model.item(open.item)).then_some((span, open))
}

fn tell_release(
    facts: Facts<'_>,
    release: ItemWalker<'_>,
    span: Span,
    shipped: &Shipment,
) -> Diagnostic {
    let (title, open) = (words::title(release), words::title(facts.model.item(shipped.item)));
    let message = format!("{title} is done and {open}, which ships in it, isn't");
    Diagnostic::new(&rules::STARTED_BEFORE_DEPENDENCY, span, message)
        .here("done here")
        .label(shipped.span, "not done")
        .help(format!(
            "if {open} is finished, say `done` there with its day; if not, let it ship in a later release"
        ))
}

/// Something that was begun or done before what it waits for.
struct Early<'m> {
    item: ItemWalker<'m>,
    /// Where it says so.
    span: Span,
    dependency: &'m Dependency,
    awaited: ItemWalker<'m>,
    edge: Edge,
}

impl<'m> Early<'m> {
    fn of(facts: Facts<'m>, item: ItemWalker<'m>, dependency: &'m Dependency) -> Option<Self> {
        let Anchor::Item(awaited, edge) = dependency.anchor else { return None };
        let awaited = facts.model.item(awaited);
        let said = item.progress();
        let done = said.done.map(|(_, span)| span);
        let begun = said.started.map(|started| started.span);
        let share = said.complete.map(|(_, span)| span);
        let remaining = said.remaining.map(|(_, span)| span);
        let span = done.or(begun).or(share).or(remaining)?;
        facts.is_dated(awaited).then_some(Self { item, span, dependency, awaited, edge })
    }

    fn tell(&self, facts: Facts<'_>) -> Diagnostic {
        let (title, awaited) = (words::title(self.item), words::title(self.awaited));
        let timing = facts.schedule.timing(self.awaited.id);
        let is_done = self.is_done(facts);
        let (is, here) =
            if is_done { ("is done", "done here") } else { ("is under way", "under way") };
        let later = day_done(self.item).zip(day_done(self.awaited));
        let is_start = self.edge == Edge::Start && !self.awaited.kind().is_point();
        let message = match later {
            Some((done, later)) => format!(
                "{title} was done on {}, before {awaited}, which it waits for, on {}",
                done.long(),
                later.long()
            ),
            None if is_start => {
                format!("{title} {is} and {awaited}, whose start it waits for, hasn't begun")
            }
            None if self.awaited.kind().is_point() => {
                format!("{title} {is} and {awaited}, which it waits for, isn't reached")
            }
            None if is_done => format!("{title} {is} and {awaited}, which it waits for, isn't"),
            None => format!("{title} {is} and {awaited}, which it waits for, isn't done"),
        };
        let diagnostic = Diagnostic::new(&rules::STARTED_BEFORE_DEPENDENCY, self.span, message)
            .here(here)
            .label(self.dependency.span, format!("waits for {awaited} here"));
        if let Some((_, span)) = self.awaited.progress().done {
            return diagnostic.label(span, "done later").help(
                "correct the date that is wrong, or take out the dependency if it isn't a real one",
            );
        }
        let stands = match (is_start, self.awaited.kind().is_point(), timing.has_begun) {
            (_, true, _) => "not reached",
            (true, ..) => "not begun",
            (false, false, true) => "under way",
            (false, false, false) => "not done",
        };
        let advice = if is_start {
            format!(
                "if {awaited} has begun, say `started` there with its day; if not, the dependency isn't a real one"
            )
        } else {
            self.advice(facts, &awaited)
        };
        diagnostic.label(self.awaited.span(), stands).help(advice)
    }

    fn is_done(&self, facts: Facts<'_>) -> bool {
        facts.schedule.timing(self.item.id).state == State::Done
    }

    fn advice(&self, facts: Facts<'_>, awaited: &str) -> String {
        let done = format!("if {awaited} is finished, say `done` there with its day");
        if self.is_done(facts) || self.awaited.kind().is_point() {
            return format!("{done}; if not, the dependency isn't a real one");
        }
        let written = self.awaited.path();
        format!(
            "{done}; if it need not be finished first, say what is enough: `after {written}.start`, or with a lead, `after {written} - 3d`"
        )
    }
}
