//! What is said of the whole, and the rhythms by which it is told.

use super::facts::{Facts, from, line, lines, links, notes, title, until};
use super::plan::joined;
use super::table::{Cell, Kind, Look, Sheet};
use crate::model::CalendarId;
use crate::time::Moment;

const COLUMNS: [(&str, Kind, bool); 12] = [
    ("Title", Kind::Name, false),
    ("From", Kind::Date, false),
    ("Today", Kind::Date, true),
    ("Deadline", Kind::Date, true),
    ("Calendar", Kind::Text, true),
    ("Level", Kind::Text, true),
    ("Currency", Kind::Text, true),
    ("Budget", Kind::Money, true),
    ("Owner", Kind::Text, true),
    ("Tags", Kind::Text, true),
    ("Link", Kind::Text, true),
    ("Note", Kind::Note, true),
];

/// The sheet of the whole: one row.
pub(super) fn sheet(facts: &Facts<'_>, about: String) -> Sheet {
    let (header, model) = (&facts.model.header, facts.model);
    let today = header.now.or_else(|| header.today.map(Moment::start_of));
    let cells = [
        Cell::text(line(&header.title)),
        from(header.from),
        Cell::some(today, from),
        Cell::some(header.by, until),
        Cell::text(&*model.calendar(CalendarId(0)).name),
        Cell::some(header.level, |level| Cell::text(level.word())),
        Cell::text(line(&header.currency)),
        Cell::some(header.budget, |(money, _)| Cell::Money(money)),
        Cell::some(header.owner, |owner| Cell::text(facts.person(owner))),
        Cell::text(joined(header.extras.tags.iter().map(ToString::to_string))),
        links(&header.extras),
        Cell::text(notes(&header.extras)),
    ];
    Sheet::of("About", about, COLUMNS, [(Look::Plain, cells)])
}

const CADENCES: [(&str, Kind, bool); 4] = [
    ("ID", Kind::Text, false),
    ("Title", Kind::Name, false),
    ("Days", Kind::Number, false),
    ("From", Kind::Date, false),
];

/// The sheet of rhythms.
pub(super) fn cadences(facts: &Facts<'_>, about: String) -> Sheet {
    let rows = facts.model.cadences.iter().map(|of| {
        let cells = [
            Cell::text(lines(&of.name)),
            Cell::text(title(of.title.as_deref(), &of.name)),
            Cell::Number(of.days.saturating_mul(1000)),
            Cell::Date(of.from),
        ];
        (Look::Plain, cells)
    });
    Sheet::of("Cadences", about, CADENCES, rows)
}
