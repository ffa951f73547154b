//! Items that miss what they committed to, and what drives them.

use super::report::Report;
use super::{escape, limits};
use crate::model::{Edge, ItemId};
use crate::plan::{Chain, Commitment, CommitmentKind, LateItem};
use crate::schedule::{Clock, Driver, State};

/// `**Public beta** is 5 working days late: 12 May 2026 instead of the deadline of 5 May 2026. From the start of the roadmap: Design (13 Mar) → API (5 May) → Public beta`
pub(super) fn line(report: &Report<'_>, late: &LateItem) -> String {
    let title = escape::bold(report.model.item(late.item).title()) + &report.inside(late.item);
    let has_passed = report.plan.today().is_some_and(|today| late.missed.planned <= today);
    let (clock, is_overdue) = (report.outlook.clock_of(late.item), is_overdue(report, late.item));
    let words = words(&title, &late.missed, clock, has_passed && is_overdue);
    let chain = report.outlook.chain(late.item);
    // What only waits for today has no more to say.
    if chain.items.len() < 2 { words } else { format!("{words}. {}", self::chain(report, &chain)) }
}

/// `Public beta is overdue: the deadline of 5 May 2026 has passed, 12 May 2026 is 5 working days late`
pub(super) fn words(
    title: &str,
    missed: &Commitment,
    clock: &Clock<'_>,
    is_overdue: bool,
) -> String {
    let what = match missed.kind {
        CommitmentKind::Deadline => "the deadline of",
        CommitmentKind::Promise => "the promised",
        CommitmentKind::Date => "the planned",
    };
    let open = if missed.is_open { "not before " } else { "" };
    let (planned, forecast) = missed.spoken(clock);
    let (planned, forecast) = (planned.long(), open.to_owned() + &forecast.long());
    let lateness = missed.lateness();
    if is_overdue {
        return format!(
            "{title} is overdue: {what} {planned} has passed, now {forecast} ({lateness})"
        );
    }
    format!("{title} is {lateness}: {forecast} instead of {what} {planned}")
}

pub(super) fn is_overdue(report: &Report<'_>, item: ItemId) -> bool {
    report.plan.schedule.timing(item).state == State::Overdue
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
    let end = report.outlook.clock_of(item).spoken(timing.end, Edge::End);
    format!("{open}{}", end.short())
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
