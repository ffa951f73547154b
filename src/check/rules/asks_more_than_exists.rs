//! `asks-more-than-exists`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Assignment, Model, ResourceId, ResourceKind, Share};

/// No assignment asks for more than there ever is.
///
/// With alternatives it is enough if one of them is enough.
pub(super) fn every_assignment_can_be_met(facts: Facts<'_>, out: &mut Diagnostics) {
    for assignment in &facts.model.assignments {
        if exceeds(facts.model, assignment) {
            facts.report(&rules::ASKS_MORE_THAN_EXISTS, assignment.span, out, || {
                tell(facts.model, assignment)
            });
        }
    }
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

fn tell(model: &Model, assignment: &Assignment) -> Diagnostic {
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
