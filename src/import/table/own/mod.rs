//! The tables that `milepost build -o plan.xlsx` and `-o plan.csv` write: what they say of a plan comes back, and what follows from it is
//! computed anew.

mod people;
mod plan;
mod strategy;
mod whole;
mod working;

use super::super::dates::Dates;
use super::super::{Draft, Item, Kind, Options, Origin, Refusal, ScoreWord, Target, When};
use super::{Meaning, Profile, Row, Sheet, Table, items, normal};

/// The columns of the sheet `Plan`.
const PLAN: Profile = Profile {
    columns: &[
        ("#", Meaning::Number),
        ("id", Meaning::Key),
        ("title", Meaning::Title),
        ("kind", Meaning::Kind),
        ("parent", Meaning::Parent),
        ("start", Meaning::Start),
        ("end", Meaning::End),
        ("% done", Meaning::Done),
        ("people", Meaning::People),
        ("predecessors", Meaning::Predecessors),
        ("remaining", Meaning::Remaining),
        ("not before", Meaning::NotBefore),
        ("deadline", Meaning::Deadline),
        ("promised", Meaning::Promised),
        ("actual start", Meaning::Started),
        ("actual end", Meaning::Finished),
        ("owner", Meaning::Owner),
        ("priority", Meaning::Priority),
        ("tags", Meaning::Tags),
        ("horizon", Meaning::Horizon),
        ("blocked", Meaning::Blocked),
        ("note", Meaning::Note),
        // Read by `plan::row`.
        ("estimate|duration|effort|best|worst|constraint|within|state", Meaning::Derived),
        ("score|own cost|budget|release|objectives|link|calendar", Meaning::Derived),
        // Computed from the rest.
        (
            "level|stream|health|chosen|open ended|total slack|critical|baseline start|baseline end|cost",
            Meaning::Derived,
        ),
    ],
    knows_sheets: false,
    origin: Origin::Computed,
    each: plan::row,
    ..Profile::of(&[])
};

/// The columns of the sheet `Ideas`.
const IDEAS: Profile = Profile {
    columns: &[
        ("id", Meaning::Key),
        ("title", Meaning::Title),
        ("reach", Meaning::Score(ScoreWord::Reach)),
        ("impact", Meaning::Score(ScoreWord::Impact)),
        ("confidence", Meaning::Score(ScoreWord::Confidence)),
        ("value", Meaning::Score(ScoreWord::Value)),
        ("urgency", Meaning::Score(ScoreWord::Urgency)),
        ("risk", Meaning::Score(ScoreWord::Risk)),
        ("effort", Meaning::Effort),
        ("duration", Meaning::Duration),
        ("priority", Meaning::Priority),
        ("horizon", Meaning::Horizon),
        ("owner", Meaning::Owner),
        ("tags", Meaning::Tags),
        ("note", Meaning::Note),
        ("objectives|link", Meaning::Derived),
        ("stream|scored by|score|rank|state|blocked|worst|best|quadrant", Meaning::Derived),
    ],
    knows_sheets: false,
    origin: Origin::Written,
    each: |row, item, draft| {
        item.kind = Kind::Idea;
        named(row, item, draft);
        let outer = item.key.rsplit_once('.').map(|(outer, _)| outer);
        item.parent = outer.map(|outer| Target::Key(outer.into()));
    },
    ..Profile::of(&[])
};

/// What the sheets beside it have: only where their columns are is looked up.
const BESIDE: Profile = Profile::of(&[
    ("id|about|calendar", Meaning::Key),
    ("name|title", Meaning::Title),
    ("hours a day|monday|tuesday|hours|first day|last day|days|from", Meaning::Derived),
]);

/// A sheet beside the plan: its name, and what reads it.
type Beside = (&'static str, fn(&Sheet<'_>, &mut Draft));

/// What the plan and other sheets name.
const WORKING: [Beside; 2] =
    [("Calendars", working::calendars), ("Calendar exceptions", working::exceptions)];

/// The others, in the order in which they are read.
const SHEETS: [Beside; 6] = [
    ("People and load", people::read),
    ("Objectives", |sheet, draft| sheet.rows().for_each(|row| strategy::objective(row, draft))),
    ("Risks", |sheet, draft| sheet.rows().for_each(|row| strategy::risk(row, draft))),
    ("Status", |sheet, draft| sheet.rows().for_each(|row| strategy::status(row, draft))),
    ("Cadences", |sheet, draft| sheet.rows().for_each(|row| strategy::cadence(row, draft))),
    ("About", whole::read),
];

/// The place of the plan among tables that milepost wrote; nothing if it wrote none of them.
pub(in crate::import) fn find(tables: &[Table]) -> Option<usize> {
    tables.iter().position(|table| {
        (0..table.len().min(5)).any(|row| {
            let cells: Vec<String> = table.cells(row).map(normal).collect();
            ["#", "title", "kind", "% done", "state", "health", "id"]
                .iter()
                .all(|word| cells.iter().any(|cell| cell == word))
        })
    })
}

/// Reads a plan, and the sheets beside it.
///
/// # Errors
///
/// If the plan can't be read.
pub(in crate::import) fn read(
    tables: &[Table],
    plan: &Table,
    options: &Options,
) -> Result<Draft, Refusal> {
    let sheet = Sheet::find(plan, &PLAN, options)?.ok_or_else(items::no_header)?;
    let (mut draft, _) = items::read_sheet(&sheet, &PLAN, options)?;
    whole::head(&sheet, &mut draft);
    costs_of_whole(&sheet, &mut draft);
    draft.start =
        draft.items.iter().filter_map(|item| item.start).min().map(|when| When::day(when.date));
    let named = |name| tables.iter().find(|table| table.name == name && table.name != plan.name);
    let read = |all: &[Beside], draft: &mut Draft| {
        for (name, read) in all {
            let Some(table) = named(*name) else { continue };
            if let Some(sheet) = Sheet::find(table, &BESIDE, &Options::default())? {
                read(&sheet, draft);
            }
        }
        Ok::<(), Refusal>(())
    };
    read(&WORKING, &mut draft)?;
    working::of_items(&sheet, &mut draft);
    plan::only_of_parts(&mut draft.items);
    if let Some(table) = named("Ideas")
        && let Some(sheet) = Sheet::find(table, &IDEAS, options)?
    {
        let (ideas, _) = items::read_sheet(&sheet, &IDEAS, options)?;
        super::super::join::join(&mut draft, ideas);
    }
    read(&SHEETS, &mut draft)?;
    Ok(draft)
}

/// A table that has not what items cost themselves has costs that are not read.
fn costs_of_whole(sheet: &Sheet<'_>, draft: &mut Draft) {
    let column = |title: &str| sheet.columns.iter().find(|column| column.title == title);
    let costs = column("Cost").filter(|costs| sheet.below(costs).next().is_some());
    if let (Some(costs), None) = (costs, column("Own cost")) {
        draft.left_out(
            super::called(&costs.title, costs.at),
            "it is computed, of rates and of what items cost themselves",
            &sheet.table.cell_place(sheet.header, costs.at),
        );
    }
}

/// The dates of these tables are written in one way.
fn iso() -> Dates {
    Dates::written(super::super::DateOrder::YearFirst)
}

/// The cell below a header, if it has something.
fn said<'s>(row: &Row<'s>, header: &str) -> Option<&'s str> {
    Some(row.below(header)).filter(|cell| !cell.is_empty())
}

/// The day below a header, with its hour if it has one.
fn day(row: &Row<'_>, header: &str) -> Option<When> {
    said(row, header).and_then(|cell| iso().read(cell))
}

/// Its id is the end of its path; what it serves and its links stand in cells of their own.
fn named(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    item.id = item.key.rsplit('.').next().map(Into::into);
    item.path = Some(item.key.clone());
    item.objectives = pieces(row.below("objectives")).map(|name| draft.objective(name)).collect();
    item.links = links(row.below("link"));
}

/// Web addresses, a line each: `Design: https://example.com`.
fn links(cell: &str) -> Vec<(Option<String>, String)> {
    let link = |line: &str| match line.rsplit_once(": ") {
        Some((title, address)) => (Some(title.to_owned()), address.trim().to_owned()),
        None => (None, line.trim().to_owned()),
    };
    cell.lines().map(link).collect()
}

fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}
