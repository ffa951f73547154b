//! `overdue`

use super::{release_missed, starts_before_dependency};
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{FixedDate, ItemKind, ItemWalker};
use crate::schedule::{Driver, State};
use crate::time::Date;

/// What was to end before today is done.
///
/// A release or milestone whose work ends after its date is reported as such, not here.
pub(super) fn what_was_to_end_by_now_is_done(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for (item, timing) in facts.dated_of(facts.with_dates()) {
        let is_put_off = timing.end_driver == Driver::Today;
        let is_missed = |to: &FixedDate| {
            facts.model.header.has_passed(to.moment) || is_put_off && timing.end > to.moment
        };
        let Some(to) = item.dates().to.filter(is_missed) else { continue };
        if timing.state == State::Overdue && !is_late_for_another_reason(facts, item) {
            facts.report(&rules::OVERDUE, to.span, out, || tell(facts, item, to, today));
        }
    }
}

fn is_late_for_another_reason(facts: Facts<'_>, item: ItemWalker<'_>) -> bool {
    (item.kind() == ItemKind::Release && release_missed::is_missed(facts, item))
        || starts_before_dependency::is_broken(facts, item)
}

fn tell(facts: Facts<'_>, item: ItemWalker<'_>, to: FixedDate, today: Date) -> Diagnostic {
    let day = to.moment.last_day();
    if !item.model.header.has_passed(to.moment) {
        let title = words::title(item);
        let message = format!("{title} can't end on {} any more", day.long());
        return Diagnostic::new(&rules::OVERDUE, to.span, message)
            .here("no working time is left before that")
            .help(format!(
                "if it is done, say so: `done {today}`; if not, give it a date that can be kept"
            ));
    }
    let was = match item.kind() {
        ItemKind::Milestone | ItemKind::Release => "was fixed on",
        _ => "was to end on",
    };
    let message = format!("{} {was} {} and isn't done", words::title(item), day.long());
    let here = match facts.clocks.of_roadmap().working_days(day, today) {
        _ if day >= today => "has passed today".to_owned(),
        0 => "has passed".to_owned(),
        ago => format!("{} ago", words::working_days(ago)),
    };
    Diagnostic::new(&rules::OVERDUE, to.span, message).here(here).help(format!(
        "if it is done, say so: `done {day}`; if not, give it a date that can be kept"
    ))
}
