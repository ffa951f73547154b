//! `missing-estimate`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::ItemWalker;
use crate::schedule::Unestimated;

/// Somebody has said how long all work takes.
pub(super) fn all_work_is_estimated(facts: Facts<'_>, out: &mut Diagnostics) {
    for unestimated in &facts.schedule.unestimated {
        let item = facts.model.item(unestimated.item);
        if !facts.doubt.is_in_words_of(item.id) {
            facts.report(&rules::MISSING_ESTIMATE, item.span(), out, || tell(item, unestimated));
        }
    }
}

fn tell(item: ItemWalker<'_>, unestimated: &Unestimated) -> Diagnostic {
    let title = words::title(item);
    let resting = i64::from(unestimated.resting);
    let message = match (resting, unestimated.is_exact) {
        (0, _) => format!("{title} has no estimate, so nobody knows when it ends"),
        (1, true) => format!("{title} has no estimate, and the dates of 1 other item rest on it"),
        (_, true) => {
            format!(
                "{title} has no estimate, and the dates of {} rest on it",
                words::counted(resting, "other item")
            )
        }
        (_, false) => format!(
            "{title} has no estimate, and the dates of more than {} rest on it",
            words::counted(resting, "other item")
        ),
    };
    Diagnostic::new(&rules::MISSING_ESTIMATE, item.span(), message)
        .here("takes no time until somebody says how much")
        .help(
            "a rough range is an estimate too: `5d..15d`; so is a period to fill: `during 2026-Q3`",
        )
}
