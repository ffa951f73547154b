//! `started-after-done`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{FixedDate, ItemWalker};

/// What is done was started before, and so was all in it.
pub(super) fn what_is_done_was_started_before(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.with_progress() {
        let progress = item.progress();
        tell_part(facts, item, out);
        let (Some(started), Some((Some(done), span))) = (progress.started, progress.done) else {
            continue;
        };
        let (first, last) = (started.moment.date(), done.last_day());
        if first > last {
            facts.report(&rules::STARTED_AFTER_DONE, started.span, out, || {
                let message = format!(
                    "{} was done on {} and started later, on {}",
                    words::title(item),
                    last.long(),
                    first.long()
                );
                Diagnostic::new(&rules::STARTED_AFTER_DONE, started.span, message)
                    .here("started here")
                    .label(span, "done here")
                    .help("one of the two dates is a slip: what is done was started on that day or before")
            });
        }
    }
}

/// Something was begun or done when what it stands in was done.
fn tell_part(facts: Facts<'_>, part: ItemWalker<'_>, out: &mut Diagnostics) {
    let done = |item: ItemWalker<'_>| {
        let (moment, span) = item.progress().done?;
        Some((moment?.last_day(), span))
    };
    let started = |date: FixedDate| ("started", date.moment.date(), date.span);
    let own = done(part).map(|(day, span)| ("done", day, span));
    let Some((what, day, span)) = own.or_else(|| part.progress().started.map(started)) else {
        return;
    };
    let wholes = part.ancestors().filter_map(|whole| Some((whole, done(whole)?)));
    let Some((whole, (last, whole_span))) = wholes.into_iter().find(|(_, (last, _))| *last < day)
    else {
        return;
    };
    facts.report(&rules::STARTED_AFTER_DONE, span, out, || {
        let (title, within) = (words::title(whole), words::title(part));
        let message = format!(
            "{title} was done on {}, and {within}, which stands in it, was {what} later, on {}",
            last.long(),
            day.long()
        );
        Diagnostic::new(&rules::STARTED_AFTER_DONE, span, message)
            .here(format!("{what} here"))
            .label(whole_span, format!("{title} was done here"))
            .help("one of the two dates is a slip: what has parts is done with the last of them")
    });
}
