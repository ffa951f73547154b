//! `done-in-future`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::ItemWalker;
use crate::text::Span;
use crate::time::Date;

/// What happened lies in the past.
pub(super) fn nothing_has_happened_yet_that_is_to_come(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for item in facts.with_progress() {
        let progress = item.progress();
        let done = progress.done.and_then(|(moment, span)| Some((moment?.last_day(), span)));
        let started = progress.started.map(|date| (date.moment.date(), date.span));
        let happened = [("done", "to", done), ("started", "from", started)];
        let later = happened.into_iter().find_map(|(word, plan, when)| {
            when.filter(|(date, _)| *date > today).map(|(date, span)| (word, plan, date, span))
        });
        if let Some((word, plan, date, span)) = later {
            facts.report(&rules::DONE_IN_FUTURE, span, out, || {
                tell(item, span, word, date, today)
                    .help(format!("a day that is planned is `{plan} {date}`"))
                    .help(format!("if it has happened, `today` is {date} at least"))
            });
        }
    }
}

fn tell(item: ItemWalker<'_>, span: Span, word: &str, date: Date, today: Date) -> Diagnostic {
    let (title, date, today) = (words::title(item), date.long(), today.long());
    let message = format!("{title} says that it was {word} on {date}, and today is {today}");
    Diagnostic::new(&rules::DONE_IN_FUTURE, span, message).here("later than today")
}
