//! `date-out-of-range`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::ItemId;

/// What is computed ends within the dates there are.
pub(super) fn every_date_is_one_there_is(facts: Facts<'_>, out: &mut Diagnostics) {
    for id in &facts.schedule.out_of_range {
        facts.report(&rules::DATE_OUT_OF_RANGE, place(facts, *id), out, || tell(facts, *id));
    }
}

fn place(facts: Facts<'_>, id: ItemId) -> crate::text::Span {
    let item = facts.model.item(id);
    item.data().estimate.map_or(item.span(), |estimate| estimate.span)
}

fn tell(facts: Facts<'_>, id: ItemId) -> Diagnostic {
    let item = facts.model.item(id);
    let start = facts.schedule.timing(id).start.date();
    let message = format!("{} would end after the year 9999", words::title(item));
    let diagnostic = Diagnostic::new(&rules::DATE_OUT_OF_RANGE, place(facts, id), message)
        .here(format!("starts on {}", start.long()));
    let header = facts.model.header.from.date();
    if header.year() > 9000 {
        return diagnostic
            .label(facts.model.header.span, format!("the roadmap starts on {}", header.long()))
            .help("is the year of the roadmap's `from` a slip?");
    }
    diagnostic
        .help("dates reach to 31 December 9999: is an estimate, a lag or a fixed date a slip?")
}
