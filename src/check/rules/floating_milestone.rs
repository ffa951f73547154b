//! `floating-milestone`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemKind, ItemWalker};
use crate::text::Span;

/// Something says when a milestone is.
pub(super) fn every_milestone_is_held(facts: Facts<'_>, out: &mut Diagnostics) {
    let milestones =
        facts.written_of(facts.points()).filter(|item| item.kind() == ItemKind::Milestone);
    for milestone in milestones.filter(|of| facts.is_open(*of) && !of.is_held()) {
        let span = milestone.span();
        facts.report(&rules::FLOATING_MILESTONE, span, out, || tell(milestone, span));
    }
}

fn tell(milestone: ItemWalker<'_>, span: Span) -> Diagnostic {
    let message = format!("nothing says when {} is", words::title(milestone));
    let diagnostic = Diagnostic::new(&rules::FLOATING_MILESTONE, span, message)
        .here("waits for nothing and has no date")
        .help("say what has to be finished for it with `after …`, or give it a date with `on …`");
    let Some(by) = milestone.dates().by else { return diagnostic };
    let date = by.moment.last_day();
    diagnostic.label(by.span, "a deadline is checked, it moves nothing").replace(
        format!("fix it on {}", date.long()),
        by.span,
        format!("on {date}"),
    )
}
