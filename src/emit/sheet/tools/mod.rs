//! What other tools call things: for each a table of columns, a row of it for each: what stands above it and what is in it.

mod asana;
mod jira;
mod rows;
mod trello;

pub(super) use asana::ASANA;
pub(super) use jira::JIRA;
pub(super) use trello::TRELLO;

use super::facts::{Facts, line, lines};
use super::people;
use super::plan::{field_words, joined};
use super::said::Keeps;
use crate::diagnostic::Losses;
use crate::model::{ItemKind, ItemWalker};
use rows::Rows;

/// What the importer of a tool takes.
pub(in crate::emit::sheet) struct Tool {
    /// What it keeps.
    keeps: Keeps,
    /// Which items are rows, and how deep each stands among them; `None` of what is told otherwise.
    level: fn(ItemWalker<'_>) -> Option<usize>,
    /// In which order rows have to stand.
    order: Order,
    columns: &'static [Column],
}

/// In which order rows have to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// As declared.
    Declared,
    /// What others stand in above them, level by level.
    ByLevel,
    /// What others stand in or wait for above them.
    Awaited,
}

/// What stands above a column, and the values of an item: where a tool repeats the column there are several.
type Column = (&'static str, fn(&Rows<'_, '_>, ItemWalker<'_>) -> Vec<String>);

impl Tool {
    /// All rows, the titles first, each cell with whether it is somebody's words; and what is not in them.
    pub(in crate::emit::sheet) fn rows(
        &self,
        facts: &Facts<'_>,
    ) -> (Vec<Vec<(String, bool)>>, Losses) {
        let mut losses = self.keeps.losses(facts, |item| (self.level)(item).is_some());
        let rows = Rows::of(self, facts, &mut losses);
        let table: Vec<Vec<Vec<String>>> = rows
            .items
            .iter()
            .map(|id| {
                self.columns.iter().map(|(_, make)| make(&rows, facts.model.item(*id))).collect()
            })
            .collect();
        let widest = |at: usize| {
            let widths = table.iter().filter_map(|row| Some(row.get(at)?.len()));
            widths.max().unwrap_or(0).max(1)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(widest).collect();
        let titles = self.columns.iter().zip(&widths);
        let titles = titles.flat_map(|((title, _), width)| std::iter::repeat_n(*title, *width));
        let header = titles.map(|title| (title.to_owned(), false)).collect();
        let body = table.into_iter().map(|row| {
            let padded = row.into_iter().zip(&widths).flat_map(|(mut values, width)| {
                values.resize(*width, String::new());
                values
            });
            padded.map(|value| (value, true)).collect()
        });
        (std::iter::once(header).chain(body).collect(), losses)
    }
}

/// What is told in words below the note, and how.
type Told = (&'static str, fn(&Rows<'_, '_>, ItemWalker<'_>) -> String);

/// What no tool has a column for.
const TOLD: &[Told] = &[
    ("Deadline", |_, item| {
        item.dates().by.map(|by| by.moment.last_day().to_string()).unwrap_or_default()
    }),
    ("Promised", |_, item| {
        item.dates().promised.as_ref().map(|of| line(&of.words).into_owned()).unwrap_or_default()
    }),
    ("Blocked", |_, item| {
        item.extras().blocked().map(|why| line(why).into_owned()).unwrap_or_default()
    }),
    ("Owner", |rows, item| {
        item.extras().owner.map(|owner| people::name(rows.facts, owner)).unwrap_or_default()
    }),
    ("Objectives", |rows, item| {
        joined(item.objectives().into_iter().map(|id| rows.facts.objective(id).to_owned()))
    }),
    ("Links", |_, item| joined(item.extras().links.iter().map(|link| link.address.to_string()))),
    ("Fields", |rows, item| {
        let told = item.extras().custom.iter().map(|custom| {
            let field = rows.facts.model.fields.get(custom.field.index());
            format!("{} {}", field.map_or("", |field| &*field.name), field_words(custom))
        });
        lines(&joined(told)).into_owned()
    }),
];

/// The same, and what an item waits for.
const TOLD_WITH_LINKS: &[Told] = &[
    ("Part of", |_, item| {
        let whole = item.parent().filter(|of| of.kind() != ItemKind::Stream);
        whole.map(|of| line(of.title()).into_owned()).unwrap_or_default()
    }),
    ("Blocked by", |rows, item| {
        joined(rows.awaited(item).into_iter().map(|id| rows.name(id).to_owned()))
    }),
    ("Ships in", |rows, item| joined(releases(rows, item))),
];

fn releases(rows: &Rows<'_, '_>, item: ItemWalker<'_>) -> Vec<String> {
    let title = |id| line(rows.facts.model.item(id).title()).into_owned();
    item.releases().into_iter().map(title).collect()
}

fn one(words: impl Into<String>) -> Vec<String> {
    vec![words.into()]
}

/// How deep an item stands in others; streams are no rows, but components, lists or sections.
fn level_below_streams(item: ItemWalker<'_>) -> Option<usize> {
    let depth = item.ancestors().filter(|of| of.kind() != ItemKind::Stream).count();
    (item.kind() != ItemKind::Stream).then_some(depth)
}
