//! What a project says of its items: a status, dates, iterations, and fields of its own.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::board::Role;
use super::super::fields::{self, Value};
use super::super::value::{Fields as _, Json, Record};
use super::super::{Reading, Spot, due};
use crate::import::{Cadence, FieldKind, Item, Kind, When, shown};
use crate::time::{Date, Weekday};

/// What `gh` makes of the name of a field: its first letter in lower case.
pub(super) fn key_of(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// Fields of an item that say what its content says, or are read elsewhere.
const READ_ELSEWHERE: [&str; 11] = [
    "id",
    "content",
    "title",
    "labels",
    "assignees",
    "milestone",
    "repository",
    "linked pull requests",
    "reviewers",
    "parent issue",
    "sub-issues progress",
];

/// What the items of a project have in common.
pub(super) struct Project<'g> {
    titles: &'g FxHashMap<String, String>,
    /// Statuses that were told.
    statuses: FxHashSet<String>,
    /// Iterations by their field: first day and length.
    iterations: BTreeMap<String, Vec<(Date, i64)>>,
}

impl<'g> Project<'g> {
    /// A project whose fields have these names.
    pub(super) fn new(titles: &'g FxHashMap<String, String>) -> Self {
        Self { titles, statuses: FxHashSet::default(), iterations: BTreeMap::new() }
    }

    /// The name of a field as people wrote it.
    fn title(&self, key: &str) -> String {
        self.titles.get(key).cloned().unwrap_or_else(|| {
            let mut letters = key.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        })
    }

    /// Everything that a project says of an item.
    pub(super) fn say_fields(
        &mut self,
        record: &Record<'_, '_>,
        spot: &Spot,
        item: &mut Item,
        reading: &mut Reading<'_>,
    ) {
        let mut iterations = Vec::new();
        for part in &record.parts {
            for entry in part.entries() {
                let key = entry.key.as_ref();
                if READ_ELSEWHERE.contains(&key) || key == "status" {
                    continue;
                }
                let title = self.title(key);
                let value = &entry.value;
                if !value.peek("startDate").is_silent() {
                    let value = part.object(key);
                    iterations.extend(self.iteration(&title, value, spot, reading));
                    if let Some(text) = value.text("title") {
                        let value = Value { title: &title, kind: FieldKind::Text, text };
                        fields::say(value, item, spot, reading);
                    }
                } else if let Some((kind, text)) = said(value) {
                    part.get(key);
                    let value = Value { title: &title, kind, text: &text };
                    fields::say(value, item, spot, reading);
                }
            }
        }
        if let Some((first, last)) = iterations.into_iter().next() {
            let dates = [item.start, item.end, item.deadline];
            if dates.iter().all(Option::is_none) {
                (item.start, item.end) = (Some(When::day(first)), Some(When::day(last)));
                let why =
                    "an item without dates of its own fills the working days of its iteration";
                reading.draft.decided("iteration", why, &spot.place());
            }
        }
        if let Some(day) = item.end.take() {
            due(item, Some(day));
        }
        if let Some(status) = record.text("status") {
            self.say_status(status, spot, item, reading);
        }
    }

    fn say_status(
        &mut self,
        status: &str,
        spot: &Spot,
        item: &mut Item,
        reading: &mut Reading<'_>,
    ) {
        let role = Role::of(status);
        match role.words() {
            None => {
                let title = self.title("status");
                let value = Value { title: &title, kind: FieldKind::Text, text: status };
                fields::say(value, item, spot, reading);
            }
            Some(why) => {
                if self.statuses.insert(status.to_owned()) {
                    let what = format!("status {}", shown(status));
                    let place = spot.at("status");
                    reading.draft.decided(what, why.replace("stands in", "has"), &place);
                }
                role.say(item, status, false);
            }
        }
    }

    /// The first and last day of an iteration.
    fn iteration(
        &mut self,
        field: &str,
        value: &Json<'_>,
        spot: &Spot,
        reading: &mut Reading<'_>,
    ) -> Option<(Date, Date)> {
        let first = reading.day(value.get("startDate"), spot, field)?.date;
        let days = value.number("duration").map(|days| days.0 / 1000).filter(|days| *days > 0)?;
        // Nobody means the weekend behind an iteration.
        let weekend = [Weekday::Saturday, Weekday::Sunday];
        let ends = (1..=days).rev().filter_map(|day| first.plus_days(day - 1)).take(3);
        let last = ends.into_iter().find(|day| !weekend.contains(&day.weekday()))?;
        let known = self.iterations.entry(field.to_owned()).or_default();
        if !known.contains(&(first, days)) {
            known.push((first, days));
        }
        Some((first, last))
    }

    /// Iterations of one length that follow each other are a rhythm.
    pub(super) fn finish(self, reading: &mut Reading<'_>) {
        for (title, mut all) in self.iterations {
            all.sort_unstable();
            let Some((from, days)) = all.first().copied() else { continue };
            let is_even = |(first, length): &(Date, i64)| {
                let between = i64::from(first.days()) - i64::from(from.days());
                *length == days && between % days == 0
            };
            if all.iter().all(is_even) {
                reading.draft.cadences.push(Cadence { id: None, title, days, from });
            } else {
                let why = "its iterations are not all as long and one behind the other: \
                           a roadmap has only a rhythm, and the dates of items are kept";
                reading.draft.left_out(format!("rhythm of {}", shown(&title)), why, "");
            }
        }
    }
}

/// A milestone of GitHub is a release: it is due by its date.
pub(super) fn say_milestone(
    milestone: &Json<'_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let Some(title) = milestone.as_text().or(milestone.text("title")) else { return };
    let place = spot.at("milestone");
    let target = reading.draft.release(title, &place);
    let due_on = ["dueOn", "due_on"].map(|key| reading.day(milestone.get(key), spot, key));
    let due_on = due_on.into_iter().find_map(|day| day);
    let note = milestone.text("description").map(str::to_owned);
    let is_closed = milestone.text("state") == Some("closed");
    let mut items = reading.draft.items.iter_mut();
    if let Some(release) =
        items.find(|item| item.kind == Kind::Release && item.key == target.said())
    {
        release.deadline = release.deadline.or(due_on);
        release.note = release.note.take().or(note);
        release.is_done |= is_closed;
    }
    if !item.releases.contains(&target) {
        item.releases.push(target);
    }
}

/// What a field says, and what its values are.
fn said(value: &Json<'_>) -> Option<(FieldKind, String)> {
    if value.is_silent() {
        return None;
    }
    if let Json::List(list) = value {
        let names: Option<Vec<_>> = list.iter().map(Json::as_text).collect();
        return Some((FieldKind::Text, names?.join(", ")));
    }
    let text = value.as_said()?.into_owned();
    let kind = match value {
        Json::Whole(_) | Json::Decimal(_) => FieldKind::Number,
        Json::Flag(_) => FieldKind::Flag,
        _ if Date::from_iso(&text).is_some() => FieldKind::Date,
        _ => FieldKind::Text,
    };
    Some((kind, text))
}
