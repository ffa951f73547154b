//! `started-after-done`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};

/// What is done was started before.
pub(super) fn what_is_done_was_started_before(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.with_progress() {
        let progress = item.progress();
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
