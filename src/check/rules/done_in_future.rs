//! `done-in-future`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemWalker, ToCome};
use crate::text::Span;
use crate::time::Date;

/// What happened lies in the past.
pub(super) fn nothing_has_happened_yet_that_is_to_come(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for item in facts.with_progress() {
        let Some(ToCome { day, span, is_end }) = item.progress().to_come else { continue };
        let (word, plan) = if is_end { ("done", "to") } else { ("started", "from") };
        facts.report(&rules::DONE_IN_FUTURE, span, out, || {
            tell(item, span, word, day, today)
                .help(format!("a day that is planned is `{plan} {day}`"))
                .help(format!("if it has happened, `today` is {day} at least"))
        });
    }
    for entry in facts.model.statuses.iter().filter(|entry| entry.date > today) {
        facts.report(&rules::DONE_IN_FUTURE, entry.span, out, || {
            let (day, today) = (entry.date.long(), today.long());
            let message = format!("a status says how it stood on {day}, and today is {today}");
            Diagnostic::new(&rules::DONE_IN_FUTURE, entry.span, message)
                .here("later than today")
                .help(format!("if that is known, `today` is {} at least", entry.date))
        });
    }
}

fn tell(item: ItemWalker<'_>, span: Span, word: &str, date: Date, today: Date) -> Diagnostic {
    let (title, date, today) = (words::title(item), date.long(), today.long());
    let message = format!("{title} says that it was {word} on {date}, and today is {today}");
    Diagnostic::new(&rules::DONE_IN_FUTURE, span, message).here("later than today")
}
