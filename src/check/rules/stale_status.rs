//! `stale-status`

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{ItemWalker, StatusEntry, Subject};
use crate::schedule::Timing;
use crate::time::{Date, Moment};

/// How many days a status stays fresh.
const FRESH: i32 = 30;

/// Work under way that is reported on has been reported on lately.
pub(super) fn every_status_is_fresh(facts: Facts<'_>, out: &mut Diagnostics) {
    let Some(today) = facts.today() else { return };
    for (subject, entry) in facts.newest_statuses().iter() {
        let Subject::Item(id) = subject else { continue };
        let item = facts.model.item(id);
        if facts.is_allowed(&rules::STALE_STATUS, item.span()) {
            continue;
        }
        let age = today.days() - entry.date.days();
        if age > FRESH && facts.is_scheduled(item) && is_under_way(facts.schedule.timing(id), today)
        {
            facts.report(&rules::STALE_STATUS, entry.span, out, || tell(item, entry, age, today));
        }
    }
}

fn is_under_way(timing: &Timing, today: Date) -> bool {
    timing.state.is_open() && (timing.has_begun || timing.start < Moment::start_of(today))
}

fn tell(item: ItemWalker<'_>, entry: &StatusEntry, age: i32, today: Date) -> Diagnostic {
    let days = words::counted(age, "day");
    let message = format!("the newest status of {} is {days} old", words::title(item));
    let health = entry.health.word();
    Diagnostic::new(&rules::STALE_STATUS, entry.span, message)
        .here(format!("from {}; a status is fresh for {FRESH} days", entry.date.long()))
        .help(format!("say how it stands now: `status {today} {health} {} \"…\"`", item.name()))
}
