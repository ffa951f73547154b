//! `slipped`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::ItemId;
use crate::schedule::Slip;

/// How many of them are named.
const NAMED: usize = 3;

/// What was not begun in time is told, and what that costs.
pub(super) fn what_was_not_begun_in_time_is_told(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(slip) = &facts.schedule.slipped else { return };
    // Of what says that it was begun or done on a day that is yet to come, that is told.
    let is_told = |item: &ItemId| facts.model.item(*item).progress().to_come.is_some();
    if !facts.doubt.is_in_any_date() && !slip.items.iter().all(is_told) {
        let header = facts.model.header.span;
        facts.report(&rules::SLIPPED, header, out, || tell(facts, slip));
    }
}

fn tell(facts: Facts<'_>, slip: &Slip) -> Diagnostic {
    let today = facts.today().map(|today| format!(", {}", today.long())).unwrap_or_default();
    let count = i64::try_from(slip.items.len()).unwrap_or(i64::MAX);
    let (items, has) = (words::counted(count, "item"), if count == 1 { "has" } else { "have" });
    let lost =
        facts.clocks.of_roadmap().working_days(slip.end.last_day(), facts.schedule.end.last_day());
    let cost = match lost {
        ..=0 => "the roadmap ends no later for it".to_owned(),
        days => format!("the roadmap ends {} later for it", words::working_days(days)),
    };
    let named: Vec<_> =
        slip.items.iter().map(|item| words::title(facts.model.item(*item))).collect();
    let message = format!("{items} should have begun by now{today}, and {has} not; {cost}");
    Diagnostic::new(&rules::SLIPPED, facts.model.header.span, message)
        .here(words::list(&named, NAMED))
        .help("what has begun says `started` with its day; what is done says `done` with its day")
}
