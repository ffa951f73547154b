//! Asana: tasks in sections, found by their names.

use super::{Order, TOLD, Told, Tool, level_below_streams, one, releases};
use crate::emit::sheet::facts::{line, stream};
use crate::emit::sheet::plan::{joined, priority};
use crate::emit::sheet::said::{DESCRIBED, Keeps, OF_THE_TOOL, STOOD_IN, Said};
use crate::emit::sheet::table::Cell;
use crate::model::EstimateBasis;
use crate::text::words::{plain, sentence};
use crate::time::Date;

/// What is waited for and can't stand among names with commas between.
const WITH_COMMAS: &[Told] = &[("Blocked by", |rows, item| {
    let names = rows.awaited(item).into_iter().map(|id| rows.name(id).to_owned());
    joined(names.filter(|name| name.contains(',')))
})];

pub(in crate::emit::sheet) const ASANA: Tool = Tool {
    keeps: Keeps {
        format: "a CSV for Asana",
        whole: &[
            Said::Duration,
            Said::TwoEnds,
            Said::Link,
            Said::Note,
            Said::Tags,
            Said::Priority,
            Said::Releases,
            Said::Complete,
            Said::Deep,
        ],
        changed: &[
            (Said::Signs, STOOD_IN),
            (Said::Id, OF_THE_TOOL),
            (Said::Lag, "the dependency is there without it"),
            (Said::Effort, "it is told as estimated days"),
            (Said::Range, "the likely amount is told"),
            (Said::Fixed, "the dates are there, not that they are fixed"),
            (Said::People, "they are told by name: Asana knows them by their addresses"),
            (Said::Several, "the first is the assignee, the others collaborate"),
            (Said::Release, "it is a milestone"),
        ],
        in_words: DESCRIBED,
        parts: &[],
    },
    level: level_below_streams,
    order: Order::Awaited,
    columns: &[
        ("Name", |rows, item| one(rows.name(item.id))),
        ("Description", |rows, item| {
            let both: Vec<Told> = TOLD.iter().chain(WITH_COMMAS).copied().collect();
            one(rows.description(item, &both))
        }),
        ("Section", |_, item| {
            let stream = stream(item);
            one(stream.map(|of| line(of.title()).into_owned()).unwrap_or_default())
        }),
        ("Assignee", |rows, item| one(rows.people(item).into_iter().next().unwrap_or_default())),
        ("Collaborators", |rows, item| {
            one(rows.people(item).into_iter().skip(1).collect::<Vec<_>>().join(","))
        }),
        ("Start Date", |rows, item| {
            let start = rows.start(item.id).filter(|_| !item.kind().is_point());
            one(start.map(asana_date).unwrap_or_default())
        }),
        ("Due Date", |rows, item| one(rows.due(item.id).map(asana_date).unwrap_or_default())),
        ("Type", |_, item| one(if item.kind().is_point() { "Milestone" } else { "Task" })),
        ("Subtask of", |rows, item| {
            one(rows.parent(item).map(|id| rows.name(id).to_owned()).unwrap_or_default())
        }),
        ("Dependencies", |rows, item| {
            let names = rows.awaited(item).into_iter().map(|id| rows.name(id));
            one(names.filter(|name| !name.contains(',')).collect::<Vec<_>>().join(","))
        }),
        ("Tags", |_, item| one(item.tags().join(","))),
        ("Status", |rows, item| one(sentence(rows.state(item.id).words()))),
        ("Progress", |rows, item| {
            one(rows
                .facts
                .timing(item.id)
                .map(|of| format!("{}%", of.complete.0 / 10))
                .unwrap_or_default())
        }),
        ("Priority", |_, item| {
            one(match priority(item.data().priority) {
                Cell::Text(word) => word,
                Cell::Number(number) => plain(number),
                _ => String::new(),
            })
        }),
        ("Estimated days", |rows, item| {
            let estimate = item.data().estimate.filter(|of| of.basis != EstimateBasis::Elapsed);
            let thousandths = |time: i64| time * 1000 / rows.facts.model.header.day.0.max(1);
            one(estimate.map(|of| plain(thousandths(of.likely.0))).unwrap_or_default())
        }),
        ("Release", |rows, item| one(releases(rows, item).join(","))),
    ],
};

/// Month, day, year.
fn asana_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.month(), date.day(), date.year())
}
