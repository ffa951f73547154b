//! Releases and milestones: what was said of each, and what is forecast.

use super::facts::{Facts, line, notes, until};
use super::plan::number;
use super::table::{Cell, Kind, Look, Sheet};
use crate::model::{ItemKind, ItemWalker};
use crate::plan::State;
use crate::text::words::sentence;
use crate::time::Moment;

const COLUMNS: [(&str, Kind, bool); 15] = [
    ("ID", Kind::Text, false),
    ("Title", Kind::Name, false),
    ("State", Kind::Text, false),
    ("Health", Kind::Health, false),
    ("Why", Kind::Text, true),
    ("Planned", Kind::Date, true),
    ("Deadline", Kind::Date, true),
    ("Promised", Kind::Text, true),
    ("Forecast", Kind::Date, false),
    ("Open-ended", Kind::Text, true),
    ("Variance", Kind::Days, true),
    ("Items", Kind::Number, true),
    ("Last to finish", Kind::Text, true),
    ("Owner", Kind::Text, true),
    ("Note", Kind::Note, true),
];

/// The sheet of all points of a kind, in order of their forecast.
pub(super) fn sheet(facts: &Facts<'_>, name: &'static str, kind: ItemKind, about: String) -> Sheet {
    let mut points: Vec<_> = facts.model.items().filter(|item| item.kind() == kind).collect();
    let forecast = |item: &ItemWalker<'_>| facts.status.standing(item.id).forecast;
    points.sort_by_cached_key(|item| forecast(item).unwrap_or(Moment::MAX));
    Sheet::of(name, about, COLUMNS, points.into_iter().map(|item| row(facts, item)))
}

fn row(facts: &Facts<'_>, item: ItemWalker<'_>) -> (Look, [Cell; 15]) {
    let standing = facts.status.standing(item.id);
    let dates = item.dates();
    let why = facts.status.item_health(item.id).map(|(_, why)| line(&why).into_owned());
    let look = match standing.state {
        State::Dropped => Look::Dropped,
        State::Done => Look::Done,
        _ => Look::Plain,
    };
    let contents = facts.status.release(item.id).map(|of| &of.contents);
    let last = facts.status.last_in(item.id).map(|last| facts.path(last));
    let cells = [
        Cell::text(facts.path(item.id)),
        Cell::text(line(item.title())),
        Cell::text(sentence(standing.state.words())),
        Cell::some(standing.health, |health| Cell::text(health.label())),
        Cell::text(sentence(&why.unwrap_or_default())),
        Cell::some(dates.to.or(dates.from), until),
        Cell::some(dates.by, until),
        Cell::some(dates.promised.as_ref(), |promise| Cell::text(line(&promise.words))),
        Cell::some(standing.forecast, |end| Cell::Date(end.last_day())),
        Cell::flag(standing.is_open),
        Cell::some(standing.variance, Cell::working_days),
        Cell::some(contents, |contents| number(contents.len())),
        Cell::some(last, Cell::text),
        facts.owner(item.extras()),
        Cell::text(notes(item.extras())),
    ];
    (look, cells)
}
