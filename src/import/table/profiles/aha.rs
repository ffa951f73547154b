//! Aha!: list reports, whose columns are `<Record> <field>`: `Feature name`, `Epic name`, `Release date`.
//!
//! A row of such a report tells of several records at once: a feature, its epic, its release. It is made a table with a row a record, and
//! that is read as any other.

use rustc_hash::FxHashSet;

use super::super::super::json::html::markdown;
use super::super::super::{Draft, Format, Horizon, Input, Item, Kind, Options, Refusal};
use super::super::{Meaning, Profile, Row, Table, normal, read_sheet, tables};

/// Its format.
pub(in crate::import) const FORMAT: Format =
    Format::table("aha", "a list report of Aha!", looks_like, read);

const NAMES: &str = "feature name|activity name|epic name|master feature name|release name|schedule name|idea name|initiative name|requirement name";
const OTHERS: &str = "feature reference #|feature reference num|feature status|epic reference #|epic reference num|epic status|\
    master feature reference #|master feature status|release reference #|release status|idea reference #|idea status|\
    requirement reference #|requirement status|initiative reference #|initiative status|workspace name";

const PROFILE: Profile = Profile { each, ids_of_keys: true, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("name", Meaning::Title),
    ("key", Meaning::Key),
    ("record", Meaning::Kind),
    ("part of", Meaning::Parent),
    ("in release", Meaning::Release),
    ("for goal|for initiative", Meaning::Objective),
    ("workspace name|product name|workspace|product", Meaning::Whole),
    ("status|workflow status", Meaning::State),
    ("assigned to|assigned to user|owner", Meaning::Owner),
    ("start date|start on", Meaning::Start),
    ("end date|end on|release date|date", Meaning::End),
    ("due date", Meaning::Deadline),
    ("external date|external release date", Meaning::Promised),
    ("progress", Meaning::Done),
    ("original estimate|estimate|initial estimate", Meaning::Effort),
    ("remaining estimate", Meaning::Remaining),
    ("priority", Meaning::Priority),
    ("tags", Meaning::Tags),
    ("description|theme", Meaning::Note),
    ("url", Meaning::Url),
    ("position|rank|votes|created by user|created by|comments", Meaning::Ignored(super::TALK)),
    ("created date|created at|updated date|updated at|last updated", Meaning::Stamp(super::NOTED)),
];

/// The records that stand in each other, the outermost first, and the words that their columns begin with.
const RECORDS: [(&str, &[&str]); 7] = [
    ("goal", &["goal "]),
    ("initiative", &["initiative "]),
    ("release", &["release ", "schedule "]),
    ("epic", &["epic ", "master feature "]),
    ("feature", &["feature ", "activity "]),
    ("requirement", &["requirement "]),
    ("idea", &["idea "]),
];

/// What stands in each other: a requirement in a feature, that in an epic.
const NESTED: [&str; 3] = ["epic", "feature", "requirement"];

fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    item.note = item.note.take().map(|note| markdown(&note));
    // A key that was made of a name is no id.
    if RECORDS
        .iter()
        .any(|(record, _)| item.key.strip_prefix(record).is_some_and(|rest| rest.starts_with(' ')))
    {
        item.id = None;
    }
    if item.kind == Kind::Release && item.start.take().is_some() {
        draft.left_out("the start of a release", "a release is a point in time", &item.place);
    }
    let is_parked = |name: &str| normal(name) == "parking lot";
    if is_parked(row.first(Meaning::Release)) {
        item.releases.clear();
        item.horizon = Some(Horizon::Later);
    }
}

fn looks_like(input: &Input<'_>) -> bool {
    super::has_header(input, &[NAMES, OTHERS])
        || (input.bytes.starts_with(b"PK")
            && tables(input)
                .is_ok_and(|all| all.iter().any(|it| it.name == "Report" && header(it).is_some())))
}

fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let reports = tables(input)?;
    let found = reports.iter().find_map(|report| Some((report, header(report)?)));
    let (report, header) = found.ok_or_else(super::super::no_header)?;
    let mut told = Draft::default();
    let records = Report::of(report, header).records(&mut told);
    let sheet = super::sheet(&records, &PROFILE, options)?;
    let (mut draft, _) = read_sheet(&sheet, &PROFILE, options)?;
    draft.losses.append(told.losses);
    draft.items.retain(|item| item.key != "release Parking lot");
    Ok(draft)
}

/// The row that names records.
fn header(report: &Table) -> Option<usize> {
    let has_name = |cell: &str| NAMES.split('|').any(|name| name == normal(cell));
    (0..report.len()).find(|row| report.cells(*row).any(has_name))
}

/// A report, and which record each of its columns tells of.
struct Report<'t> {
    table: &'t Table,
    header: usize,
    /// The record of each column, if it is of one, and what it says of it.
    columns: Vec<(Option<&'static str>, String)>,
    /// The records that are items, the outermost first.
    items: Vec<&'static str>,
}

impl<'t> Report<'t> {
    fn of(table: &'t Table, header: usize) -> Self {
        let column = |title: &str| {
            let record = |(record, words): &(&'static str, &[&str])| {
                words.iter().find_map(|word| Some((Some(*record), behind(title, word)?)))
            };
            RECORDS.iter().find_map(record).unwrap_or((None, title.to_owned()))
        };
        let columns: Vec<_> = table.cells(header).map(column).collect();
        let is_there = |record: &str| {
            columns
                .iter()
                .any(|(of, field)| *of == Some(record) && (is_name(field) || is_reference(field)))
        };
        let others = RECORDS
            .iter()
            .skip(2)
            .map(|(record, _)| *record)
            .filter(|record| is_there(record))
            .collect::<Vec<_>>();
        let items = if others.is_empty() { vec!["initiative"] } else { others };
        Self { table, header, columns, items }
    }

    /// The first cell of a row that tells that of a record.
    fn cell(&self, row: usize, record: &str, is_such: impl Fn(&str) -> bool) -> &'t str {
        let such = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, (of, field))| *of == Some(record) && is_such(field));
        such.map(|(at, _)| self.table.cell(row, at))
            .find(|cell| !cell.is_empty())
            .unwrap_or_default()
    }

    /// What a record of a row is known by: its reference, or what it is and its name.
    fn key(&self, row: usize, record: &str) -> Option<String> {
        let (reference, name) =
            (self.cell(row, record, is_reference), self.cell(row, record, is_name));
        match (reference, name) {
            ("", "") => None,
            ("", name) => Some(format!("{record} {name}")),
            (reference, _) => Some(reference.into()),
        }
    }

    /// The table with a row a record.
    fn records(&self, told: &mut Draft) -> Table {
        let fields = self.fields();
        let mut table = Table::new(&self.table.name);
        table.begin_row(self.table.line(self.header));
        for title in
            ["record", "key", "name", "part of", "in release", "for goal", "for initiative"]
        {
            table.push(title);
        }
        for field in &fields {
            table.push(field);
        }
        let mut met = FxHashSet::default();
        for row in (self.header + 1..self.table.len()).filter(|row| !self.table.is_blank(*row)) {
            let finest = self.items.iter().rev().find(|record| self.key(row, record).is_some());
            for record in &self.items {
                let Some(key) = self.key(row, record).filter(|key| met.insert(key.clone())) else {
                    continue;
                };
                let is_finest = Some(record) == finest;
                self.push(&mut table, row, record, &key, &fields, is_finest);
            }
        }
        self.tell(told);
        table
    }

    /// What is told of items, besides what each has.
    fn fields(&self) -> Vec<String> {
        let mut fields: Vec<String> = Vec::new();
        for (record, field) in &self.columns {
            let is_own = record.is_none_or(|record| self.items.contains(&record));
            if is_own && !is_name(field) && !is_reference(field) && !fields.contains(field) {
                fields.push(field.clone());
            }
        }
        fields
    }

    fn push(
        &self,
        table: &mut Table,
        row: usize,
        record: &'static str,
        key: &str,
        fields: &[String],
        is_finest: bool,
    ) {
        let name = |record| self.cell(row, record, is_name);
        let nested = NESTED.iter().position(|nested| *nested == record).unwrap_or_default();
        let parent = NESTED
            .iter()
            .take(nested)
            .rev()
            .filter(|above| self.items.contains(above))
            .find_map(|above| self.key(row, above));
        let ships = if matches!(record, "release" | "idea") || (record == "epic" && !is_finest) {
            ""
        } else {
            name("release")
        };
        // What a requirement is for its feature says.
        let serves = match record {
            "requirement" => is_finest && !self.items.contains(&"feature"),
            "feature" => true,
            _ => is_finest,
        };
        let holds_features = record == "epic" && self.items.contains(&"feature");
        let kind = if holds_features { "stream" } else { record };
        table.begin_row(self.table.line(row));
        for cell in [kind, key, name(record), parent.as_deref().unwrap_or_default(), ships] {
            table.push(cell);
        }
        for objective in ["goal", "initiative"] {
            table.push(if serves && !self.items.contains(&objective) {
                name(objective)
            } else {
                ""
            });
        }
        for field in fields {
            let own = self.cell(row, record, |known| known == field);
            let of_row = || {
                let at =
                    self.columns.iter().position(|(of, known)| of.is_none() && known == field)?;
                Some(self.table.cell(row, at))
                    .filter(|_| is_finest || normal(field) == "workspace name")
            };
            table.push(if own.is_empty() { of_row().unwrap_or_default() } else { own });
        }
    }

    /// Tells of what is said of goals and initiatives that are no items.
    fn tell(&self, told: &mut Draft) {
        for (at, (record, field)) in self.columns.iter().enumerate() {
            let is_lost =
                record.is_some_and(|record| !self.items.contains(&record)) && !is_name(field);
            let first = (self.header + 1..self.table.len())
                .find(|row| !self.table.cell(*row, at).is_empty());
            if let Some(row) = first.filter(|_| is_lost) {
                let title = format!("column `{}`", self.table.cell(self.header, at));
                told.left_out(
                    title,
                    "goals and initiatives are objectives, of which the name is known",
                    &self.table.place(row),
                );
            }
        }
    }
}

/// Whether a field is the name of a record.
fn is_name(field: &str) -> bool {
    normal(field) == "name"
}

/// Whether a field is the reference of a record.
fn is_reference(field: &str) -> bool {
    matches!(
        normal(field).as_str(),
        "reference #" | "reference num" | "reference number" | "reference" | "id"
    )
}

/// What stands behind the word of a record: `Status` of `Feature status`.
fn behind(title: &str, word: &str) -> Option<String> {
    let (begins, rest) = title.split_at_checked(word.len())?;
    let mut letters = rest.chars();
    let first = letters.next().filter(|_| begins.to_lowercase() == word)?;
    Some(first.to_uppercase().chain(letters).collect())
}
