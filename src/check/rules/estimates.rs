//! What is estimated, and what is not.

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Estimate, EstimateBasis, ItemKind, ItemWalker};
use crate::schedule::Unestimated;
use crate::time::Minutes;

/// Somebody has said how long all work takes.
pub(super) fn all_work_is_estimated(facts: Facts<'_>, out: &mut Diagnostics) {
    for unestimated in &facts.schedule.unestimated {
        let item = facts.model.item(unestimated.item);
        if !facts.doubt.is_in_words_of(item.id) {
            facts.report(&rules::MISSING_ESTIMATE, item.span(), out, || {
                tell_missing_estimate(item, unestimated)
            });
        }
    }
}

fn tell_missing_estimate(item: ItemWalker<'_>, unestimated: &Unestimated) -> Diagnostic {
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

/// What has parts is estimated by them, and a stream always has parts, or nothing to do.
pub(super) fn what_has_parts_is_estimated_by_them(facts: Facts<'_>, out: &mut Diagnostics) {
    let is_whole = |item: &ItemWalker<'_>| item.has_parts() || item.kind() == ItemKind::Stream;
    for whole in facts.written().filter(is_whole) {
        if let Some(estimate) = whole.data().estimate {
            facts.report(&rules::ESTIMATE_OF_WHOLE, estimate.span, out, || {
                tell_estimate_of_whole(facts, whole, estimate)
            });
        }
    }
}

fn tell_estimate_of_whole(
    facts: Facts<'_>,
    whole: ItemWalker<'_>,
    estimate: Estimate,
) -> Diagnostic {
    let title = words::title(whole);
    if !whole.has_parts() {
        let message = format!(
            "{title} has nothing in it that takes `{}`",
            facts.model.sources.text(estimate.span)
        );
        return Diagnostic::new(&rules::ESTIMATE_OF_WHOLE, estimate.span, message)
            .here("counts for nothing")
            .help("a stream holds work: a `feature` or a `task` in it has an estimate")
            .replace("take it out", estimate.span, "");
    }
    let message = format!(
        "{title} takes as long as its parts, and not the `{}` that it says itself",
        facts.model.sources.text(estimate.span)
    );
    let here = match sum_of_parts(facts, whole) {
        Some(sum) => {
            format!("its parts add up to {}", words::amount(sum, &facts.model.header))
        }
        None => "counts for nothing".to_owned(),
    };
    Diagnostic::new(&rules::ESTIMATE_OF_WHOLE, estimate.span, message)
        .here(here)
        .help("a limit is a deadline, `by …`, or a period, `during …`; what is not planned in parts yet is a part of its own")
        .replace("take it out", estimate.span, "")
}

/// The work of all parts together, where all are estimated and count the same.
fn sum_of_parts(facts: Facts<'_>, whole: ItemWalker<'_>) -> Option<Minutes> {
    let (mut sum, mut bases) = (0_i64, Vec::new());
    let parts = whole.descendants().filter(|part| facts.is_scheduled(*part) && !part.has_parts());
    for part in parts.filter(|part| !part.kind().is_point()) {
        let estimate = part.data().estimate?;
        sum = sum.saturating_add(estimate.likely.0);
        bases.push(estimate.basis);
    }
    bases.dedup();
    let is_one = matches!(*bases, [EstimateBasis::Duration | EstimateBasis::Effort]);
    is_one.then_some(Minutes(sum))
}
