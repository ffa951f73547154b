//! Trello: the cards of a board.

use super::super::super::amounts::number;
use super::super::super::{Draft, Format, Item};
use super::super::{Lists, Meaning, Profile, Row};
use super::{INNER, NOTED, TALK};

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "trello-csv",
    "a CSV file of Trello",
    |input| super::has_header(input, &["card name", "list name"]),
    |input, options| super::read(input, &PROFILE, options),
);

const PROFILE: Profile = Profile { each, lists: Lists::Commas, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("card name", Meaning::Title),
    ("card id", Meaning::Key),
    ("card url", Meaning::Url),
    ("card description", Meaning::Note),
    ("labels", Meaning::Tags),
    ("members", Meaning::People),
    ("start date", Meaning::Start),
    ("due date", Meaning::Deadline),
    ("due complete", Meaning::IsDone),
    ("archived", Meaning::IsDropped),
    ("board name", Meaning::Whole),
    ("list name", Meaning::List),
    ("checklist item total count|checklist item completed count", Meaning::Own),
    ("attachment count|attachment links|vote count|comment count", Meaning::Ignored(TALK)),
    ("last activity date", Meaning::Stamp(NOTED)),
    ("list id|board id|due reminder", Meaning::Ignored(INNER)),
];

fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    for tag in &mut item.tags {
        // `Shopping (green)`, or `(green)` for one without a name.
        if let Some((name, colour)) = tag.rsplit_once('(') {
            let name = if name.trim().is_empty() { colour.trim_end_matches(')') } else { name };
            *tag = name.trim().into();
        }
    }
    let count = |header| number(row.below(header)).map_or(0, |count| count.0);
    let (all, done) =
        (count("checklist item total count"), count("checklist item completed count"));
    if all > 0 && !item.is_done {
        item.progress = done.checked_mul(1000).map(|done| (done / all).clamp(0, 1000));
        let why = "they are its progress; the JSON file of the board says what they are";
        draft.changed("items of checklists", why, &item.place);
    }
}
