//! Trello: cards in lists.

use super::{Order, TOLD, TOLD_WITH_LINKS, Told, Tool, level_below_streams, one};
use crate::emit::sheet::facts::{line, stream};
use crate::emit::sheet::said::{DESCRIBED, IN_WORDS, Keeps, OF_THE_TOOL, STOOD_IN, Said};
use crate::plan::State;

pub(in crate::emit::sheet) const TRELLO: Tool = Tool {
    keeps: Keeps {
        format: "a CSV for Trello",
        whole: &[Said::Tags, Said::Note, Said::Several, Said::TwoEnds],
        changed: &[
            (Said::Signs, STOOD_IN),
            (Said::Id, OF_THE_TOOL),
            (Said::Deep, IN_WORDS),
            (Said::Releases, IN_WORDS),
            (Said::Link, IN_WORDS),
            (Said::Duration, "the dates are there"),
            (Said::Lag, "the dependency is told without it"),
            (Said::Fixed, "the dates are there, not that they are fixed"),
            (Said::People, "they are told by name: Trello knows them by their accounts"),
            (Said::Release, "it is a card"),
        ],
        in_words: DESCRIBED,
        parts: &[],
    },
    level: |item| level_below_streams(item).map(|_| 0),
    order: Order::Declared,
    columns: &[
        ("Card ID", |rows, item| one(rows.number(item.id))),
        ("Card Name", |_, item| one(line(item.title()))),
        ("Card Description", |rows, item| {
            let both: Vec<Told> = TOLD_WITH_LINKS.iter().chain(TOLD).copied().collect();
            one(rows.description(item, &both))
        }),
        ("Labels", |_, item| {
            let kind = item.kind().is_point().then(|| item.kind().word());
            one(item.tags().into_iter().chain(kind).collect::<Vec<_>>().join(", "))
        }),
        ("Members", |rows, item| one(rows.people(item).join(", "))),
        ("Due Date", |rows, item| {
            one(rows.due(item.id).map(|day| day.to_string()).unwrap_or_default())
        }),
        ("List Name", |_, item| {
            let stream = stream(item);
            one(stream.map_or_else(|| "Plan".to_owned(), |of| line(of.title()).into_owned()))
        }),
        ("Board Name", |rows, _| one(line(&rows.facts.model.header.title))),
        ("Archived", |rows, item| one((rows.state(item.id) == State::Dropped).to_string())),
        ("Start Date", |rows, item| {
            let start = rows.start(item.id).filter(|_| !item.kind().is_point());
            one(start.map(|day| day.to_string()).unwrap_or_default())
        }),
        ("Due Complete", |rows, item| one((rows.state(item.id) == State::Done).to_string())),
    ],
};
