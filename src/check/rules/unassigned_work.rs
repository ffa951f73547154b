//! `unassigned-work`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemKind, ItemWalker};

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
