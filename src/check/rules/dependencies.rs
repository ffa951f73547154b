//! What items wait for.

use crate::check::drivers::{Chain, late_by};
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, Edge, ItemKind, ItemWalker, Limit, WrittenAs};
use crate::schedule::latest_start_within;
use crate::text::Span;
use crate::time::Moment;

/// What an item waits for takes part in the plan.
///
/// A `before` is written at what is dropped, and goes with it.
pub(super) fn what_is_waited_for_will_happen(facts: Facts<'_>, out: &mut Diagnostics) {
    if !facts.with_progress().any(|item| item.progress().dropped.is_some()) {
        return;
    }
    for dependency in &facts.model.dependencies {
        let Anchor::Item(anchor, _) = dependency.anchor else { continue };
        let (item, anchor) = (facts.model.item(dependency.item), facts.model.item(anchor));
        let is_moot = dependency.written_as == WrittenAs::Before || !facts.is_scheduled(item);
        if !is_moot && anchor.is_dropped() {
            facts.report(&rules::DEPENDS_ON_DROPPED, dependency.span, out, || {
                tell_depends_on_dropped(dependency, item, anchor)
            });
        }
    }
}

fn tell_depends_on_dropped(
    dependency: &Dependency,
    item: ItemWalker<'_>,
    anchor: ItemWalker<'_>,
) -> Diagnostic {
    let (title, other) = (words::title(item), words::title(anchor));
    let message = format!("{title} waits for {other}, which is dropped");
    let diagnostic = Diagnostic::new(&rules::DEPENDS_ON_DROPPED, dependency.span, message)
        .here("this never happens, so nothing waits here")
        .help(format!("take the dependency out, or wait for what replaces {other}"));
    let dropped =
        anchor.with_ancestors().find_map(|around| Some((around, around.progress().dropped?)));
    match dropped {
        Some((around, span)) if around.id == anchor.id => diagnostic.label(span, "dropped here"),
        Some((around, span)) => diagnostic
            .label(span, format!("dropped with {}, in which it stands", words::title(around))),
        None => diagnostic,
    }
}

/// No item waits for what stands in it, nor for what it stands in.
pub(super) fn no_item_waits_for_its_own_part(facts: Facts<'_>, out: &mut Diagnostics) {
    for id in &facts.schedule.cycle_report.own_parts {
        let dependency = facts.model.dependency(*id);
        let Anchor::Item(anchor, _) = dependency.anchor else { continue };
        let (item, anchor) = (facts.model.item(dependency.item), facts.model.item(anchor));
        facts.report(&rules::DEPENDS_ON_OWN_PART, dependency.span, out, || {
            tell_depends_on_own_part(dependency, item, anchor)
        });
    }
}

fn tell_depends_on_own_part(
    dependency: &Dependency,
    item: ItemWalker<'_>,
    anchor: ItemWalker<'_>,
) -> Diagnostic {
    let (waits, awaited) = (words::title(item), words::title(anchor));
    let new = |message| Diagnostic::new(&rules::DEPENDS_ON_OWN_PART, dependency.span, message);
    if item.id == anchor.id {
        return new(format!("{waits} can't wait for itself"))
            .here("the same item")
            .help("take it out, or name what it waits for");
    }
    if item.encloses(anchor.id) {
        return new(format!("{waits} can't wait for {awaited}, which stands in it"))
            .here(format!("holds for every part of {waits}, this one too"))
            .label(anchor.span(), "stands in it")
            .help(format!("let the other parts of {waits} wait for {awaited}"));
    }
    new(format!("{waits} can't wait for {awaited}, in which it stands"))
        .here(format!("ends when its last part does, {waits} too"))
        .label(anchor.span(), format!("{waits} stands in this"))
        .help(format!("let {waits} wait for the other parts of {awaited}"))
}

/// Every item starts within its limits.
pub(super) fn every_limit_is_kept(facts: Facts<'_>, out: &mut Diagnostics) {
    for limit in &facts.model.limits {
        let item = facts.model.item(limit.item);
        if facts.is_dated(item) && is_anchored(facts, limit) {
            let clock = facts.clocks.of_item(item);
            let latest = latest_start_within(facts.schedule, clock, limit);
            if facts.schedule.timing(item.id).start > latest {
                facts.report(&rules::WITHIN_EXCEEDED, limit.span, out, || {
                    tell_within_exceeded(facts, item, limit, latest)
                });
            }
        }
    }
}

fn is_anchored(facts: Facts<'_>, limit: &Limit) -> bool {
    match limit.anchor {
        Anchor::Item(anchor, _) => facts.is_dated(facts.model.item(anchor)),
        Anchor::Moment(_) => true,
    }
}

fn tell_within_exceeded(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    limit: &Limit,
    latest: Moment,
) -> Diagnostic {
    let start = facts.schedule.timing(item.id).start;
    let late = late_by_start(facts, item, latest, start);
    let written = facts.model.sources.text(limit.span);
    let message = format!("{} starts {late} later than `{written}` allows", words::title(item));
    let (allowed, starts) =
        facts.clocks.of_item(item).spoken_together((latest, Edge::Start), (start, Edge::Start));
    let diagnostic = Diagnostic::new(&rules::WITHIN_EXCEEDED, limit.span, message).here(format!(
        "allows {} at the latest; it starts on {}",
        allowed.long(),
        starts.long()
    ));
    let chain = Chain::to_start(facts, item.id);
    let diagnostic = chain.label(diagnostic);
    let longest = chain.longest();
    if longest.is_empty() {
        return diagnostic.help("allow the longer wait, or let what it is counted from come later");
    }
    diagnostic.help(format!(
        "shorten {}, let what the limit is counted from come later, or allow the longer wait",
        words::list_or(&longest)
    ))
}

/// Starts are counted by the days they are on.
fn late_by_start(facts: Facts<'_>, item: ItemWalker<'_>, latest: Moment, start: Moment) -> String {
    let clock = facts.clocks.of_item(item);
    let days = clock.working_days(latest.date(), start.date());
    if days > 0 { words::working_days(days) } else { late_by(clock, latest, start) }
}

/// Something says when a milestone is.
pub(super) fn every_milestone_is_held(facts: Facts<'_>, out: &mut Diagnostics) {
    let milestones =
        facts.written_of(facts.points()).filter(|item| item.kind() == ItemKind::Milestone);
    for milestone in milestones.filter(|of| facts.is_open(*of) && !of.is_held()) {
        let span = milestone.span();
        facts.report(&rules::FLOATING_MILESTONE, span, out, || {
            tell_floating_milestone(milestone, span)
        });
    }
}

fn tell_floating_milestone(milestone: ItemWalker<'_>, span: Span) -> Diagnostic {
    let message = format!("nothing says when {} is", words::title(milestone));
    let diagnostic = Diagnostic::new(&rules::FLOATING_MILESTONE, span, message)
        .here("waits for nothing and has no date")
        .help("say what has to be finished for it with `after …`, or give it a date with `on …`");
    let Some(by) = milestone.dates().by else { return diagnostic };
    let date = by.moment.last_day();
    diagnostic.label(by.span, "a deadline is checked, it moves nothing").replace(
        format!("fix it on {}", date.long()),
        by.span,
        format!("on {date}"),
    )
}
