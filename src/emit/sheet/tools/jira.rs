//! Jira: epics, stories, tasks and sub-tasks, from its columns.

use super::rows::Rows;
use super::{Order, TOLD, Tool, level_below_streams, one, releases};
use crate::emit::sheet::facts::{line, stream};
use crate::emit::sheet::said::{DESCRIBED, Keeps, OF_THE_TOOL, STOOD_IN, Said};
use crate::model::{EstimateBasis, ItemId, ItemKind, ItemWalker};
use crate::plan::State;
use crate::time::{Date, month_name};

pub(in crate::emit::sheet) const JIRA: Tool = Tool {
    keeps: Keeps {
        format: "a CSV for Jira",
        whole: &[
            Said::Duration,
            Said::TwoEnds,
            Said::Link,
            Said::Releases,
            Said::Tags,
            Said::Note,
            Said::Remaining,
        ],
        changed: &[
            (Said::Signs, STOOD_IN),
            (Said::Id, OF_THE_TOOL),
            (Said::Range, "the likely amount is the original estimate"),
            (Said::Effort, "it is the original estimate"),
            (Said::Lag, "the dependency is there without it"),
            (Said::Fixed, "the dates are there, not that they are fixed"),
            (Said::Priority, "Jira has five: the nearest is there"),
            (Said::Complete, "the status tells only what is to do, in progress and done"),
            (Said::People, "they are told by name: the importer asks for their accounts"),
            (Said::Release, "it is a version of the items that ship in it"),
            (Said::Deep, "Jira has three levels: the item stands in the one on the second"),
        ],
        in_words: DESCRIBED,
        parts: &[],
    },
    // Releases are versions.
    level: |item| {
        let level = level_below_streams(item).filter(|_| item.kind() != ItemKind::Release);
        level.map(|level| level.min(2))
    },
    order: Order::ByLevel,
    columns: &[
        ("Summary", |_, item| one(line(item.title()))),
        ("Issue ID", |rows, item| one(rows.number(item.id))),
        ("Issue Type", |rows, item| one(jira_type(rows, item))),
        ("Parent", |rows, item| {
            let above = |of: &ItemId| rows.level(*of) < rows.level(item.id);
            let parent = item.ancestors().map(|of| of.id).filter(|id| rows.is_row(*id)).find(above);
            one(parent.map(|id| rows.number(id)).unwrap_or_default())
        }),
        ("Status", |rows, item| {
            one(match rows.state(item.id) {
                State::Done | State::Dropped => "Done",
                _ if rows.facts.timing(item.id).is_some_and(|timing| timing.has_begun) => {
                    "In Progress"
                }
                _ => "To Do",
            })
        }),
        ("Resolution", |rows, item| {
            one(match rows.state(item.id) {
                State::Done => "Done",
                State::Dropped => "Won't Do",
                _ => "",
            })
        }),
        ("Priority", |_, item| {
            one(match item.data().priority {
                900.. => "Highest",
                600..900 => "High",
                400..600 => "Medium",
                100..400 => "Low",
                0..100 => "Lowest",
            })
        }),
        ("Assignee", |rows, item| one(rows.people(item).into_iter().next().unwrap_or_default())),
        ("Start date", |rows, item| one(rows.start(item.id).map(jira_date).unwrap_or_default())),
        ("Due date", |rows, item| one(rows.due(item.id).map(jira_date).unwrap_or_default())),
        ("Original estimate", |_, item| {
            let estimate = item.data().estimate.filter(|of| of.basis != EstimateBasis::Elapsed);
            one(estimate.map(|of| (of.likely.0 * 60).to_string()).unwrap_or_default())
        }),
        ("Remaining Estimate", |_, item| {
            one(item
                .progress()
                .remaining
                .map(|(time, _)| (time.0 * 60).to_string())
                .unwrap_or_default())
        }),
        ("Component", |_, item| {
            stream(item).map(|of| line(of.title()).into_owned()).into_iter().collect()
        }),
        ("Fix versions", |rows, item| releases(rows, item)),
        ("Labels", |_, item| {
            let kind = (item.kind() == ItemKind::Milestone).then(|| "milestone".to_owned());
            item.tags().into_iter().map(str::to_owned).chain(kind).collect()
        }),
        ("Outward issue link (Blocks)", |rows, item| {
            let successors = rows.successors.get(item.id.index()).into_iter().flatten();
            successors.map(|id| rows.number(*id)).collect()
        }),
        ("Description", |rows, item| one(rows.description(item, TOLD))),
    ],
};

fn jira_type(rows: &Rows<'_, '_>, item: ItemWalker<'_>) -> &'static str {
    match rows.level(item.id) {
        Some(0) if item.has_parts() => "Epic",
        Some(2) => "Sub-task",
        _ if item.kind() == ItemKind::Feature => "Story",
        _ => "Task",
    }
}

/// `24/Mar/26 12:00 AM`, as its importer takes dates unless it is told otherwise.
fn jira_date(date: Date) -> String {
    let month = month_name(date.month());
    let (day, month, year) =
        (date.day(), month.get(..3).unwrap_or(month), date.year().rem_euclid(100));
    format!("{day:02}/{month}/{year:02} 12:00 AM")
}
