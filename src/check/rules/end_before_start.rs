//! `end-before-start`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, rules};
use crate::model::{Edge, FixedDate, ItemWalker};
use crate::time::Minutes;

/// What is fixed at both ends starts before it ends.
pub(super) fn every_fixed_start_is_before_its_end(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.with_dates() {
        let dates = item.dates();
        let (Some(from), Some(to)) = (dates.from, dates.to) else { continue };
        // `0d` stands at a moment.
        let amount = item.data().estimate.map(|estimate| estimate.likely);
        let takes_time = item.has_parts() || amount != Some(Minutes::ZERO);
        if from.moment > to.moment || from.moment == to.moment && takes_time {
            facts.report(&rules::END_BEFORE_START, to.span, out, || tell(facts, item, from, to));
        }
    }
}

fn tell(facts: Facts<'_>, item: ItemWalker<'_>, from: FixedDate, to: FixedDate) -> Diagnostic {
    let (model, clock) = (facts.model, facts.clocks.of_item(item));
    let title = words::title(item);
    let (first, last) = clock.spoken_together((from.moment, Edge::Start), (to.moment, Edge::End));
    let message = format!(
        "{title} is fixed to end on {} and to start later, on {}",
        last.long(),
        first.long()
    );
    let diagnostic = Diagnostic::new(&rules::END_BEFORE_START, to.span, message);
    if from.span == to.span {
        return diagnostic.help("the first day of a period comes first");
    }
    let diagnostic = diagnostic.here("ends here").label(from.span, "starts here");
    let written = |date: FixedDate| model.sources.text(date.span).split_once(' ');
    let (Some(("from", start)), Some(("to", end))) = (written(from), written(to)) else {
        return diagnostic.help("one of the two dates is a slip: a start comes before its end");
    };
    let mut edits = vec![
        Edit { span: from.span, text: format!("from {}", end.trim()) },
        Edit { span: to.span, text: format!("to {}", start.trim()) },
    ];
    edits.sort_by_key(|edit| edit.span);
    diagnostic.fix("swap the two dates", edits)
}
