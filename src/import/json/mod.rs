//! Exports that are JSON: boards of Trello, projects of Asana, records of Aha!, issues and projects of GitHub.
//!
//! What all of them share stands here: a value that remembers what was asked of it ([`value`]), so that every field that a reader
//! does not use is told ([`unread`]); what the lists of a board mean ([`board`]); what custom fields mean ([`fields`]); and what a
//! text says that something waits for ([`mentions`]).

pub(super) mod aha;
pub(super) mod asana;
mod board;
mod fields;
pub(super) mod github;
pub(in crate::import) mod html;
mod mentions;
pub(super) mod trello;
mod unread;
mod value;

#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dates::Dates;
use super::{Draft, Input, Item, Kind, Options, Refusal, Resource, Target, When, shown};
use crate::time::Date;
use value::Json;

/// Where something stands in a file: a path, and what it is called.
#[derive(Clone, Debug, Default)]
struct Spot {
    path: String,
    name: String,
}

impl Spot {
    fn new(path: impl Into<String>, name: &str) -> Self {
        Self { path: path.into(), name: name.into() }
    }

    /// Itself, such as ``cards[12] `Write code` ``.
    fn place(&self) -> String {
        format!("{} {}", self.path, shown(&self.name))
    }

    /// One of its fields, such as ``cards[12].due of `Write code` ``.
    fn at(&self, field: &str) -> String {
        format!("{}.{field} of {}", self.path, shown(&self.name))
    }
}

/// What all readers of JSON fill in.
#[derive(Debug)]
struct Reading<'o> {
    options: &'o Options,
    dates: Dates,
    draft: Draft,
    /// Where a resource stands in the draft, by its key.
    people: FxHashMap<String, usize>,
}

impl<'o> Reading<'o> {
    /// Nothing is read yet; `samples` are the dates of the file, where they are not those of ISO 8601.
    fn new<'t>(
        options: &'o Options,
        samples: impl Iterator<Item = &'t str>,
    ) -> Result<Self, Refusal> {
        let dates = Dates::of(options.date_order, samples)?;
        let mut draft = Draft::default();
        if let Some((open, teller)) = dates.told_by() {
            let why = format!("{} tells in which order days and months stand", shown(teller));
            draft.decided(format!("dates such as {}", shown(open)), why, "");
        }
        Ok(Self { options, dates, draft, people: FxHashMap::default() })
    }

    /// The person of that key, declared where somebody is named first.
    fn person(&mut self, key: &str, title: &str) -> Target {
        if !self.people.contains_key(key) {
            self.people.insert(key.to_owned(), self.draft.resources.len());
            let (key, title) = (key.to_owned(), title.to_owned());
            self.draft.resources.push(Resource { key, title, ..Resource::default() });
        }
        Target::Key(key.to_owned())
    }

    /// The day that a field says; what is none is told.
    fn day(&mut self, value: &Json<'_>, spot: &Spot, field: &str) -> Option<When> {
        let text = value.as_text()?;
        let Some(When { date, minute }) = self.dates.read(text) else {
            self.draft.left_out(shown(text), "it is no date", &spot.at(field));
            return None;
        };
        if minute.is_some() {
            let zone = if text.ends_with('Z') { " in UTC" } else { "" };
            let why = format!("a plan needs the day{zone}, and not the time of day");
            self.draft.decided("instants", why, &spot.at(field));
        }
        Some(When::day(date))
    }

    /// What has parts and stands in nothing, or in a stream, is a feature.
    fn name_features(&mut self) {
        let all = &self.draft.items;
        let holders: FxHashSet<_> = all
            .iter()
            .filter_map(|item| item.parent.as_ref())
            .map(|it| it.said().to_owned())
            .collect();
        let streams = all.iter().filter(|item| item.kind == Kind::Stream);
        let streams: FxHashSet<_> = streams.map(|item| item.key.clone()).collect();
        for item in &mut self.draft.items {
            let is_free = item.parent.as_ref().is_none_or(|parent| streams.contains(parent.said()));
            if item.kind == Kind::Auto && is_free && holders.contains(&item.key) {
                item.kind = Kind::Feature;
            }
        }
    }

    /// What can be said when all is read. Where nothing has a date, the plan begins on the day on which the file was last changed.
    fn finish(&mut self, changed: Option<When>) {
        self.name_features();
        let has_date = |item: &Item| {
            let said = [item.start, item.end, item.deadline, item.started, item.finished];
            said.iter().any(Option::is_some)
        };
        if let Some(day) = changed.filter(|_| !self.draft.items.iter().any(has_date)) {
            let why = "nothing has a date: the plan begins on the day of the last change";
            self.draft.decided(format!("`{day}`"), why, "");
            self.draft.start = Some(day);
        }
    }
}

/// Everything that stands in a file of JSON.
fn values(text: &str) -> Result<Vec<Json<'_>>, Refusal> {
    let values = value::read(text)?;
    if values.is_empty() {
        return Err(Refusal::new("the file is empty"));
    }
    Ok(values)
}

/// Whether the outline of a file is as a format has it.
fn has_outline(input: &Input<'_>, is_so: fn(&Json<'_>) -> bool) -> bool {
    value::outline(&input.text()).is_some_and(|outline| is_so(&outline))
}

/// What has one date alone: a point in time stands on it, all else is due by it.
fn due(item: &mut Item, day: Option<When>) {
    let is_point = matches!(item.kind, Kind::Milestone | Kind::Release);
    if is_point || item.start.is_some() {
        item.end = day;
    } else {
        item.deadline = day;
    }
}

/// The period from one day to another as a roadmap writes it, such as `2026-Q3`; the last day where it is none.
fn period(first: Date, last: Date) -> String {
    let (year, month, day) = first.year_month_day();
    let months = i32::from(last.year() - year) * 12 + i32::from(last.month() - month) + 1;
    let is_whole = day == 1 && last.day() == last.days_in_month();
    match (months, month) {
        (12, 1) if is_whole => format!("{year}"),
        (6, 1 | 7) if is_whole => format!("{year}-H{}", month / 6 + 1),
        (3, 1 | 4 | 7 | 10) if is_whole => format!("{year}-Q{}", first.quarter()),
        (1, _) if is_whole => format!("{year}-{month:02}"),
        _ => last.to_string(),
    }
}

/// An address that a roadmap takes.
fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
