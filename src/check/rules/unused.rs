//! Who has nothing to do, and what has nobody to do it.

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Calendar, ItemKind, ItemWalker, ResourceId, ResourceKind, ResourceWalker};
use crate::text::Span;

/// Everybody has something to do.
///
/// Of a team without work the team is reported, not each of its members; a list of people that is imported needn't serve
/// every roadmap whole.
pub(super) fn everybody_has_something_to_do(facts: Facts<'_>, out: &mut Diagnostics) {
    let model = facts.model;
    let used = Used::of(facts);
    let main = model.sources.source_of(model.header.span);
    for resource in model.resources() {
        let is_imported = model.sources.source_of(resource.span()) != main;
        if used.is_idle(resource) && !is_imported && !facts.doubt.is_about(resource.name()) {
            facts.report(&rules::UNUSED_RESOURCE, resource.span(), out, || {
                tell_unused_resource(resource, used.members(resource.id))
            });
        }
    }
}

/// Who has something to do.
struct Used {
    /// By resource id: itself.
    itself: Vec<bool>,
    /// By resource id of a team: one of its members; how many those are.
    member: Vec<bool>,
    members: Vec<usize>,
}

impl Used {
    fn of(facts: Facts<'_>) -> Self {
        let model = facts.model;
        let count = model.resources.len();
        let mut used = Self {
            itself: vec![false; count],
            member: vec![false; count],
            members: vec![0; count],
        };
        for resource in all_named(facts) {
            if let Some(used) = used.itself.get_mut(resource.index()) {
                *used = true;
            }
        }
        for person in model.resources() {
            let Some(team) = person.data().team else { continue };
            let is_used = used.is_used(person.id);
            if let Some(member) = used.member.get_mut(team.index()) {
                *member |= is_used;
            }
            if let Some(members) = used.members.get_mut(team.index()) {
                *members += 1;
            }
        }
        used
    }

    fn is_used(&self, resource: ResourceId) -> bool {
        self.itself.get(resource.index()) == Some(&true)
    }

    fn has_used_member(&self, team: ResourceId) -> bool {
        self.member.get(team.index()) == Some(&true)
    }

    fn members(&self, team: ResourceId) -> usize {
        self.members.get(team.index()).copied().unwrap_or_default()
    }

    /// Whether this is to be reported: it has nothing to do, and where it is a member, others of its team have.
    fn is_idle(&self, resource: ResourceWalker<'_>) -> bool {
        let is_led = |team: ResourceId| self.is_used(team) || !self.has_used_member(team);
        !self.is_used(resource.id)
            && !self.has_used_member(resource.id)
            && !resource.data().team.is_some_and(is_led)
    }
}

/// Whoever is assigned or owns something.
fn all_named(facts: Facts<'_>) -> impl Iterator<Item = ResourceId> {
    let model = facts.model;
    let assigned = model.assignments.iter().flat_map(|assignment| {
        let others = assignment.alternatives.iter().map(|(resource, _)| *resource);
        std::iter::once(assignment.resource).chain(others)
    });
    assigned
        .chain(facts.with_extras().filter_map(|item| item.extras().owner))
        .chain(model.objectives.iter().filter_map(|objective| objective.extras.owner))
        .chain(model.ideas.iter().filter_map(|idea| idea.extras.owner))
        .chain(model.risks.iter().filter_map(|risk| risk.extras.owner))
        .chain(model.header.owner)
}

fn tell_unused_resource(resource: ResourceWalker<'_>, members: usize) -> Diagnostic {
    let title = resource.title();
    let message = match (resource.data().kind, members) {
        (ResourceKind::Resource, _) => format!("nothing needs `{title}`"),
        (ResourceKind::Team, 1..) => format!("nobody of `{title}` has anything to do"),
        _ => format!("`{title}` has nothing to do"),
    };
    let name = resource.name();
    let diagnostic = Diagnostic::new(&rules::UNUSED_RESOURCE, resource.span(), message)
        .help(format!("write `@{name}` at the work it is for, or take the line out"));
    let members = i64::try_from(members).unwrap_or(i64::MAX);
    if members == 0 {
        return diagnostic;
    }
    diagnostic.here(format!("{}, all without work", words::counted(members, "member")))
}

/// Something works by every calendar.
///
/// A list of calendars that is imported needn't serve every roadmap whole.
pub(super) fn something_works_by_every_calendar(facts: Facts<'_>, out: &mut Diagnostics) {
    let model = facts.model;
    let main = model.sources.source_of(model.header.span);
    // The built-in calendar is nobody's declaration.
    let declared = model.calendars.iter().filter(|calendar| calendar.span != Span::default());
    for calendar in declared.filter(|calendar| !calendar.is_named) {
        let is_imported = model.sources.source_of(calendar.span) != main;
        if !is_imported && !facts.doubt.is_about(&calendar.name) {
            let is_built_in =
                model.calendars.first().is_some_and(|own| own.span == Span::default());
            facts.report(&rules::UNUSED_CALENDAR, calendar.span, out, || {
                tell_unused_calendar(calendar, is_built_in)
            });
        }
    }
}

/// `is_built_in` says that the roadmap works by the calendar that needs no declaration.
fn tell_unused_calendar(calendar: &Calendar, is_built_in: bool) -> Diagnostic {
    let name = &calendar.name;
    let message = format!("nothing works by the calendar `{name}`");
    let diagnostic = Diagnostic::new(&rules::UNUSED_CALENDAR, calendar.span, message);
    let diagnostic = if is_built_in {
        diagnostic.help(format!(
            "for the whole roadmap to work by it write `calendar {name}` on the `roadmap` line"
        ))
    } else {
        diagnostic
    };
    diagnostic.help(format!(
        "write `calendar {name}` at the work or the people it is for, or take it out"
    ))
}

/// Somebody does what is still to do.
pub(super) fn all_work_is_assigned(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written().filter(|item| facts.is_open(*item) && is_unassigned(*item)) {
        facts.report(&rules::UNASSIGNED_WORK, item.span(), out, || {
            let message = format!("nobody is assigned to {}", words::title(item));
            Diagnostic::new(&rules::UNASSIGNED_WORK, item.span(), message)
                .help("say who works on it, here or at what it stands in: `@ana`, `@platform:2`")
        });
    }
}

fn is_unassigned(item: ItemWalker<'_>) -> bool {
    let is_work = matches!(item.kind(), ItemKind::Feature | ItemKind::Task) && !item.has_parts();
    let is_planned = item.data().estimate.is_some() || item.dates().to.is_some();
    is_work && is_planned && item.assignments().is_empty()
}
