//! `unused-calendar`

use crate::check::facts::Facts;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::Calendar;
use crate::text::Span;

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
                tell(calendar, is_built_in)
            });
        }
    }
}

/// `is_built_in` says that the roadmap works by the calendar that needs no declaration.
fn tell(calendar: &Calendar, is_built_in: bool) -> Diagnostic {
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
