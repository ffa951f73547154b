//! What is late, and what drives it.

use super::report::Report;
use super::{escape, limits};
use crate::model::ItemId;
use crate::plan::{Chain, CommitmentKind, LateItem};
use crate::schedule::Driver;

pub(super) fn section(report: &Report<'_>) -> String {
    let late = report.outlook.late_items();
    let lines = late.iter().take(limits::LATE).map(|late| line(report, late));
    let more = late.len().saturating_sub(limits::LATE);
    let more = (more > 0).then(|| format!("- … and {more} more\n"));
    lines.chain(more).collect()
}

/// `- **Public beta** is 5 working days late: 12 May 2026 against 5 May 2026. From the start of the roadmap: Design (13 Mar) → API (5 May) → Public beta`
fn line(report: &Report<'_>, late: &LateItem) -> String {
    let missed = late.missed;
    let what = match missed.kind {
        CommitmentKind::Deadline => "the deadline of",
        CommitmentKind::Promise => "the promised",
        CommitmentKind::Date => "the planned",
    };
    let open = if missed.is_open { "not before " } else { "" };
    format!(
        "- {}{} is {}: {open}{} instead of {what} {}. {}\n",
        escape::bold(report.model.item(late.item).title()),
        report.inside(late.item),
        missed.lateness(),
        missed.forecast.long(),
        missed.planned.long(),
        chain(report, &report.outlook.chain(late.item)),
    )
}

fn chain(report: &Report<'_>, chain: &Chain) -> String {
    let root = match chain.root {
        Driver::RoadmapStart => "From the start of the roadmap",
        Driver::Today => "From today",
        Driver::Dependency(_) | Driver::FixedDate => "From a fixed date",
        Driver::Actual => "From what has happened",
        Driver::Remaining => "From what remains today",
        _ => "Driven by",
    };
    let last = chain.items.last();
    let links = shown(&chain.items).into_iter().map(|item| match item {
        // When the last of them ends has been said.
        Some(item) if Some(&item) == last => report.title(item),
        Some(item) => format!("{} ({})", report.title(item), ends(report, item)),
        None => "…".into(),
    });
    format!("{root}: {}", links.collect::<Vec<_>>().join(" → "))
}

fn ends(report: &Report<'_>, item: ItemId) -> String {
    let timing = report.plan.schedule.timing(item);
    let open = if timing.is_open { "not before " } else { "" };
    format!("{open}{}", timing.end.last_day().short())
}

/// The items of a chain to name, with a gap in a long one.
fn shown(items: &[ItemId]) -> Vec<Option<ItemId>> {
    let all = items.iter().copied().map(Some);
    // A gap takes as much room as one item.
    if items.len() <= limits::LINKS + 1 {
        return all.collect();
    }
    let last = all.clone().skip(items.len() - (limits::LINKS - 1));
    all.take(1).chain([None]).chain(last).collect()
}
