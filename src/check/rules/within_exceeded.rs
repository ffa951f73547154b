//! `within-exceeded`

use crate::check::drivers::Chain;
use crate::check::drivers::late_by;
use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Edge, ItemWalker, Limit};
use crate::schedule::latest_start_within;
use crate::time::Moment;

/// Every item starts within its limits.
pub(super) fn every_limit_is_kept(facts: Facts<'_>, out: &mut Diagnostics) {
    for limit in &facts.model.limits {
        let item = facts.model.item(limit.item);
        if facts.is_dated(item) && is_anchored(facts, limit) {
            let clock = facts.clocks.of_item(item);
            let latest = latest_start_within(facts.schedule, clock, limit);
            if facts.schedule.timing(item.id).start > latest {
                facts.report(&rules::WITHIN_EXCEEDED, limit.span, out, || {
                    tell(facts, item, limit, latest)
                });
            }
        }
    }
}

fn is_anchored(facts: Facts<'_>, limit: &Limit) -> bool {
    match limit.anchor {
        Anchor::Item(anchor, _) => facts.is_dated(facts.model.item(anchor)),
        Anchor::Moment(_) => true,
    }
}

fn tell(facts: Facts<'_>, item: ItemWalker<'_>, limit: &Limit, latest: Moment) -> Diagnostic {
    let start = facts.schedule.timing(item.id).start;
    let late = late_by_start(facts, item, latest, start);
    let written = facts.model.sources.text(limit.span);
    let message = format!("{} starts {late} later than `{written}` allows", words::title(item));
    let (allowed, starts) =
        facts.clocks.of_item(item).spoken_together((latest, Edge::Start), (start, Edge::Start));
    let diagnostic = Diagnostic::new(&rules::WITHIN_EXCEEDED, limit.span, message).here(format!(
        "allows {} at the latest; it starts on {}",
        allowed.long(),
        starts.long()
    ));
    let chain = Chain::to_start(facts, item.id);
    let diagnostic = chain.label(diagnostic);
    let longest = chain.longest();
    if longest.is_empty() {
        return diagnostic.help("allow the longer wait, or let what it is counted from come later");
    }
    diagnostic.help(format!(
        "shorten {}, let what the limit is counted from come later, or allow the longer wait",
        words::list_or(&longest)
    ))
}

/// Starts are counted by the days they are on.
fn late_by_start(facts: Facts<'_>, item: ItemWalker<'_>, latest: Moment, start: Moment) -> String {
    let clock = facts.clocks.of_item(item);
    let days = clock.working_days(latest.date(), start.date());
    if days > 0 { words::working_days(days) } else { late_by(clock, latest, start) }
}
