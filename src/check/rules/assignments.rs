//! Who works on what, and with how much of their time.

use std::collections::BTreeSet;
use std::iter;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{
    Assignment, Estimate, EstimateBasis, ItemWalker, Model, ResourceId, ResourceKind, Share,
};
use crate::text::Span;

/// No assignment asks for more than there ever is.
///
/// With alternatives it is enough if one of them is enough.
pub(super) fn every_assignment_can_be_met(facts: Facts<'_>, out: &mut Diagnostics) {
    no_effort_is_left_to_who_has_no_time(facts, out);
    for assignment in &facts.model.assignments {
        if exceeds(facts.model, assignment) && !is_unsure(facts, assignment) {
            facts.report(&rules::ASKS_MORE_THAN_EXISTS, assignment.span, out, || {
                tell_asks_more_than_exists(facts.model, assignment)
            });
        }
    }
}

/// Whether there may be more of one of those asked for than could be read.
fn is_unsure(facts: Facts<'_>, assignment: &Assignment) -> bool {
    let others = assignment.alternatives.iter().map(|(other, _)| *other);
    iter::once(assignment.resource)
        .chain(others)
        .any(|who| facts.doubt.is_in_declaration_of(&facts.model.resource(who).data().name))
}

/// A person of whom there is 0% does none of an effort.
fn no_effort_is_left_to_who_has_no_time(facts: Facts<'_>, out: &mut Diagnostics) {
    let has_no_time = |one: &Assignment| {
        let resource = facts.model.resource(one.resource).data();
        resource.kind == ResourceKind::Person && resource.capacity == Share::ZERO
    };
    if !facts.model.assignments.iter().any(has_no_time) {
        return;
    }
    let mut told = BTreeSet::new();
    for item in facts.written().filter(|item| !item.has_parts() && facts.is_open(*item)) {
        let is_effort = |of: Estimate| of.basis == EstimateBasis::Effort;
        if !item.data().estimate.is_some_and(is_effort) {
            continue;
        }
        let people = item.assignments();
        let idle = people.iter().filter(|one| one.alternatives.is_empty() && has_no_time(one));
        for one in idle.filter(|one| told.insert(one.span)) {
            facts.report(&rules::ASKS_MORE_THAN_EXISTS, one.span, out, || {
                tell_no_time(item, one, people.len() > 1)
            });
        }
    }
}

fn tell_no_time(item: ItemWalker<'_>, one: &Assignment, are_several: bool) -> Diagnostic {
    let who = item.model.resource(one.resource);
    let (title, name) = (who.title(), who.name());
    let place = who.data().capacity_span.unwrap_or(who.span());
    let message = format!("`{title}` has no time, and is to do an effort: {}", words::title(item));
    let diagnostic = Diagnostic::new(&rules::ASKS_MORE_THAN_EXISTS, one.span, message)
        .here("does none of it")
        .label(place, "none of their time is there");
    let diagnostic = diagnostic.help(format!(
        "say how much of their time is there, `person {name} 50%`, or let somebody else do it"
    ));
    if are_several {
        return diagnostic.replace(format!("take `@{name}` out"), one.span, "");
    }
    diagnostic.replace("let all of their time be there", place, "100%")
}

/// Whether an assignment asks for more than there ever is.
pub(super) fn exceeds(model: &Model, assignment: &Assignment) -> bool {
    let is_too_much = |resource, units| units > there_is(model, resource);
    is_too_much(assignment.resource, assignment.units)
        && assignment.alternatives.iter().all(|(resource, units)| is_too_much(*resource, *units))
}

/// What an assignment may ask for: of a person all of their presence, be it a whole day or less.
fn there_is(model: &Model, resource: ResourceId) -> Share {
    let resource = model.resource(resource).data();
    match resource.kind {
        ResourceKind::Person => Share::ONE,
        ResourceKind::Team | ResourceKind::Resource => resource.capacity,
    }
}

fn tell_asks_more_than_exists(model: &Model, assignment: &Assignment) -> Diagnostic {
    let resource = model.resource(assignment.resource);
    let (title, there) = (resource.title(), there_is(model, assignment.resource));
    let is_person = resource.data().kind == ResourceKind::Person;
    let written = |share| if is_person { words::percent(share) } else { words::units(share) };
    let (asked, all) = (written(assignment.units), written(there));
    let message = if is_person {
        format!("`{title}` is asked for {asked} of their time, and has {all}")
    } else {
        let (is, are) = (words::are(assignment.units), words::are(there));
        format!("{asked} of `{title}` {is} asked for, and there {are} {all}")
    };
    let place = resource.data().capacity_span.unwrap_or(resource.span());
    let diagnostic = Diagnostic::new(&rules::ASKS_MORE_THAN_EXISTS, assignment.span, message)
        .here(format!("asks for {asked}"));
    if is_person {
        return diagnostic
            .label(resource.span(), "one person")
            .help("ask for one more person, or give the work more time");
    }
    let name = model.sources.text(assignment.span).split(':').next().unwrap_or_default();
    let diagnostic = diagnostic.label(place, format!("there {} {all}", words::are(there)));
    if assignment.alternatives.is_empty() && !name.is_empty() {
        let fixed = format!("{name}:{all}");
        return diagnostic.replace(format!("ask for {all}"), assignment.span, fixed);
    }
    diagnostic.help(format!("ask for {all}, or say that there are more: `capacity {asked}`"))
}

/// No percentage stands behind a person as if it were their share.
///
/// What says when it was started, or how much remains, has a progress: there nobody takes it for a share.
pub(super) fn no_progress_looks_like_a_share(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_progress()) {
        let said = item.progress();
        let has_day = said.started.is_some() || said.done.is_some() || said.to_come.is_some();
        let is_told = has_day || said.remaining.is_some();
        let Some((share, span)) = said.complete.filter(|_| !is_told) else { continue };
        let before = item.assignments().iter().find(|one| is_just_before(facts, item, one, span));
        if let Some(one) = before {
            facts.report(&rules::SHARE_OR_PROGRESS, span, out, || {
                tell_share_or_progress(facts, item, one, (share, span))
            });
        }
    }
}

/// Whether somebody is named just before a percentage, without a share of their own.
fn is_just_before(facts: Facts<'_>, item: ItemWalker<'_>, one: &Assignment, percent: Span) -> bool {
    let is_person = item.model.resource(one.resource).data().kind == ResourceKind::Person;
    let is_plain = one.units == Share::ONE && one.alternatives.is_empty();
    let is_own = item.data().extent.contains(one.span) && one.span.end < percent.start;
    if !(is_person && is_plain && is_own) {
        return false;
    }
    let sources = &facts.model.sources;
    let between = sources.text(Span::new(one.span.end, percent.start));
    between.chars().all(|sign| sign == ' ') && !sources.text(one.span).contains(':')
}

fn tell_share_or_progress(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    one: &Assignment,
    (share, span): (Share, Span),
) -> Diagnostic {
    let sources = &facts.model.sources;
    let (name, percent) = (sources.text(one.span), sources.text(span));
    let (title, done) = (words::title(item), words::percent(share));
    let who = item.model.resource(one.resource).title();
    let message =
        format!("{title} is {done} done by this; as a share of `{who}` it is `{name}:{percent}`");
    Diagnostic::new(&rules::SHARE_OR_PROGRESS, span, message)
        .here("how much of the work is done")
        .label(one.span, "all of their time")
        .help(format!("if it is done so far, write it in front, `{percent} {name}`, or say when it was `started`"))
        .replace(
            format!("replace with `{name}:{percent}`"),
            one.span.to(span),
            format!("{name}:{percent}"),
        )
}
