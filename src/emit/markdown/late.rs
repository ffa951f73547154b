//! What is late, and what drives it.

use super::escape;
use super::report::Report;
use crate::model::ItemId;
use crate::plan::{Chain, CommitmentKind, LateItem};
use crate::schedule::Driver;

/// How many late items are named.
const MOST_ITEMS: usize = 20;
/// How many items of a chain are named; of a longer one its first and its last.
const MOST_LINKS: usize = 6;

pub(super) fn section(report: &Report<'_>) -> String {
    let late = report.outlook.late_items();
    let lines = late.iter().take(MOST_ITEMS).map(|late| line(report, late));
    let more = late.len().saturating_sub(MOST_ITEMS);
    let more = (more > 0).then(|| format!("- … and {more} more\n"));
    lines.chain(more).collect()
}

/// `- **Public beta** is 5 days late: 12 May 2026 against 5 May 2026. From the start of the roadmap: Design → API → Public beta`
fn line(report: &Report<'_>, late: &LateItem) -> String {
    let missed = late.missed;
    let what = match missed.kind {
        CommitmentKind::Deadline => "the deadline of",
        CommitmentKind::Promise => "the promised",
        CommitmentKind::Date => "the planned",
    };
    let open = if missed.is_open { "not before " } else { "" };
    format!(
        "- {} is {}: {open}{} instead of {what} {}. {}\n",
        escape::bold(report.model.item(late.item).title()),
        missed.lateness(),
        missed.forecast.long(),
        missed.planned.long(),
        chain(report, &report.outlook.chain(late.item)),
    )
}

fn chain(report: &Report<'_>, chain: &Chain) -> String {
    let root = match chain.root {
        Driver::RoadmapStart => "From the start of the roadmap",
        Driver::Today => "From today, as it is not done",
        Driver::Dependency(_) | Driver::FixedDate => "From a date that is fixed",
        Driver::Actual => "From what has happened",
        Driver::Remaining => "From what remains of it today",
        _ => "Driven by",
    };
    let titles: Vec<_> = shown(&chain.items);
    let titles =
        titles.into_iter().map(|item| item.map_or("…".into(), |item| report.title(item)));
    format!("{root}: {}", titles.collect::<Vec<_>>().join(" → "))
}

/// The items of a chain to name, with a gap in a long one.
fn shown(items: &[ItemId]) -> Vec<Option<ItemId>> {
    let all = items.iter().copied().map(Some);
    if items.len() <= MOST_LINKS {
        return all.collect();
    }
    let last = all.clone().skip(items.len() - (MOST_LINKS - 1));
    all.take(1).chain([None]).chain(last).collect()
}
