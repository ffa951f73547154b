//! `GanttProject`: a table of tasks, and below it one of resources.

use rustc_hash::FxHashMap;

use super::super::super::amounts::number;
use super::super::super::{
    Assignee, Draft, Format, Input, Options, Origin, Refusal, Resource, Unit,
};
use super::super::{Meaning, Profile, Table, csv, normal, read_sheet};
use super::INNER;

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "ganttproject-csv",
    "a CSV file of GanttProject",
    |input| {
        super::has_header(
            input,
            &[
                "name",
                "begin date|anfang",
                "end date|ende",
                "duration|dauer",
                "completion|abgeschlossen",
            ],
        )
    },
    read,
);

const PROFILE: Profile =
    Profile { knows_sheets: true, origin: Origin::Computed, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("id|nr", Meaning::Key),
    ("begin date|anfang", Meaning::Start),
    ("completion|abgeschlossen", Meaning::Done),
    ("coordinator|koordinator", Meaning::Owner),
    ("assignments|zuordnungen", Meaning::Own),
    ("task color|task colour|farbe", Meaning::Ignored(INNER)),
    ("web link|weblink", Meaning::Url),
];

fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let whole = csv::table(input)?;
    let (tasks, below) = divided(&whole);
    let sheet = super::sheet(&tasks, &PROFILE, options)?;
    let (mut draft, _) = read_sheet(&sheet, &PROFILE, options)?;
    let resources = resources(&whole, below, &mut draft);
    for (row, at) in sheet.rows().zip(0..) {
        let shares = row.first(Meaning::Own).split(';').filter_map(|one| one.split_once(':'));
        let people: Vec<Assignee> = shares
            .filter_map(|(id, share)| {
                let who = draft.person(resources.get(id.trim())?);
                let share = number(share).map(|share| share.0 / 100);
                Some(Assignee { who, share: share.filter(|share| *share < 1000), units: None })
            })
            .collect();
        if let Some(item) = draft.items.get_mut(at).filter(|_| !people.is_empty()) {
            item.people = people;
        }
    }
    Ok(draft)
}

/// The tasks, and the row of the header of resources: one that begins as that of tasks.
fn divided(whole: &Table) -> (Table, Option<usize>) {
    let is_header = |row: &usize| (0..2).all(|at| whole.cell(*row, at) == whole.cell(0, at));
    let below = (1..whole.len()).find(is_header);
    let mut tasks = Table::new("");
    for row in 0..below.unwrap_or(whole.len()) {
        tasks.begin_row(whole.line(row));
        for at in 0..whole.width(row) {
            tasks.push(whole.raw(row, at));
        }
    }
    (tasks, below)
}

/// Adds the resources of the second table: their names by their numbers.
fn resources(whole: &Table, header: Option<usize>, draft: &mut Draft) -> FxHashMap<String, String> {
    let mut names = FxHashMap::default();
    let Some(header) = header else { return names };
    let titles: Vec<String> = whole.cells(header).map(normal).collect();
    let column = |name: &str| titles.iter().position(|title| title == name);
    let (role, rate) = (column("default role"), column("standard rate"));
    for row in header + 1..whole.len() {
        let (id, name) = (whole.cell(row, 0), whole.cell(row, 1));
        if name.is_empty() {
            continue;
        }
        names.insert(id.to_owned(), name.to_owned());
        let cell = |at: Option<usize>| at.map(|at| whole.cell(row, at)).unwrap_or_default();
        let rate = number(cell(rate)).filter(|rate| rate.0 > 0).map(|rate| (rate, Unit::Days));
        let role = Some(cell(role).to_owned()).filter(|role| !role.is_empty());
        let known = draft.resources.iter_mut().find(|known| known.key == name);
        match known {
            Some(known) => (known.role, known.rate) = (role, rate),
            None => draft.resources.push(Resource {
                key: name.into(),
                title: name.into(),
                role,
                rate,
                ..Resource::default()
            }),
        }
        let told = titles.iter().zip(whole.cells(row)).skip(2);
        for (title, _) in told.filter(|(title, cell)| {
            !cell.is_empty() && !matches!(title.as_str(), "default role" | "standard rate")
        }) {
            draft.left_out(
                format!("`{title}` of resources"),
                "a roadmap does not keep it",
                &whole.place(row),
            );
        }
    }
    names
}
