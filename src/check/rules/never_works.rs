//! `never-works`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{CalendarId, ItemId, ResourceId};
use crate::schedule::Idle;

/// Calendars, people and items have working time in reach.
pub(super) fn there_is_working_time_in_reach(facts: Facts<'_>, out: &mut Diagnostics) {
    for idle in &facts.schedule.never_works {
        let diagnostic = match *idle {
            Idle::Calendar(id) => calendar(facts, id),
            Idle::Resource(id) => resource(facts, id),
            Idle::Item(id) => item(facts, id),
        };
        facts.report(&rules::NEVER_WORKS, diagnostic.primary.span, out, || diagnostic);
    }
}

fn calendar(facts: Facts<'_>, id: CalendarId) -> Diagnostic {
    let calendar = facts.model.calendar(id);
    let message =
        format!("the calendar `{}` has no working time where there is work to do", calendar.name);
    let diagnostic = Diagnostic::new(&rules::NEVER_WORKS, calendar.span, message)
        .help("say when there is work: `work mon-fri 09:00-17:00`");
    match calendar.exceptions.last() {
        Some(exception) => diagnostic.label(exception.span, "the last line that changes days"),
        None => diagnostic,
    }
}

fn resource(facts: Facts<'_>, id: ResourceId) -> Diagnostic {
    let resource = facts.model.resource(id);
    let message = format!("`{}` is never there when there is work to do", resource.title());
    let diagnostic = Diagnostic::new(&rules::NEVER_WORKS, resource.span(), message)
        .help("give the work to somebody else, or correct the days off");
    match resource.data().absences.last() {
        Some(absence) => diagnostic.label(absence.span, "away"),
        None => diagnostic,
    }
}

fn item(facts: Facts<'_>, id: ItemId) -> Diagnostic {
    let item = facts.model.item(id);
    let message = format!(
        "{} can never be worked on: its calendar and those assigned to it never work at the same time",
        words::title(item)
    );
    let mut diagnostic = Diagnostic::new(&rules::NEVER_WORKS, item.span(), message);
    for assignment in item.assignments().iter().take(8) {
        let who = facts.model.resource(assignment.resource);
        let works = match &*who.calendar().name {
            "" => format!("`{}` works Monday to Friday", who.title()),
            calendar => format!("`{}` works by `{calendar}`", who.title()),
        };
        diagnostic = diagnostic.label(assignment.span, works);
    }
    diagnostic.help("let it work by the calendar of those who do it, or give it to somebody else")
}
