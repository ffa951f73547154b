//! Linear: issues in projects, with their milestones and cycles.

use super::super::super::dates::Dates;
use super::super::super::{
    Cadence, Draft, Format, Input, Item, Kind, Link, Options, Refusal, Target, When, shown,
};
use super::super::{Meaning, Profile, Row, read_sheet};
use super::{INNER, NOTED};
use crate::time::Date;

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "linear-csv",
    "a CSV file of Linear",
    |input| {
        super::has_header(
            input,
            &["id", "team", "title", "cycle number|project", "parent issue|canceled"],
        )
    },
    read,
);

const PROFILE: Profile = Profile { each, ids_of_keys: true, ..Profile::of(COLUMNS) };

const OTHER_LINKS: &str = "only `Blocked by` says what waits for what";

const COLUMNS: &[(&str, Meaning)] = &[
    ("title", Meaning::Title),
    ("id", Meaning::Key),
    ("team", Meaning::Whole),
    ("description", Meaning::Note),
    ("status", Meaning::State),
    ("estimate", Meaning::Points),
    ("priority", Meaning::Priority),
    ("project", Meaning::Group),
    ("assignee", Meaning::People),
    ("labels", Meaning::Tags),
    ("cycle name", Meaning::Sprint),
    (
        "cycle number|cycle start|cycle end|project milestone|milestone|canceled|archived",
        Meaning::Own,
    ),
    ("started", Meaning::Started),
    ("completed", Meaning::Finished),
    ("due date", Meaning::Deadline),
    ("parent issue", Meaning::Parent),
    ("initiatives|roadmaps", Meaning::Objective),
    ("blocked by", Meaning::Predecessors),
    ("related to|duplicate of", Meaning::Ignored(OTHER_LINKS)),
    ("creator", Meaning::Ignored(NOTED)),
    ("created|updated|triaged", Meaning::Stamp(NOTED)),
    (
        "project id|project milestone id|uuid|sla status|time in status minutes",
        Meaning::Ignored(INNER),
    ),
];

fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    let is_over = |header| !row.below(header).is_empty();
    if is_over("canceled") || (is_over("archived") && !item.is_done) {
        (item.is_dropped, item.is_done, item.finished) = (true, false, None);
    }
    item.kind = Kind::Task;
    unquote(&mut item.title);
    if let Some(note) = &mut item.note {
        unquote(note);
    }
    if row.first(Meaning::Deadline).contains(" 23:00:00 GMT") {
        let why = "the day that is written; it may be the next one where the team lives";
        draft.decided("a due date at 23:00 of Greenwich", why, &item.place);
    }
}

/// Takes away the `'` that stands before texts which a spreadsheet would take for a formula.
fn unquote(text: &mut String) {
    let is_quoted = text
        .strip_prefix('\'')
        .is_some_and(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    if is_quoted {
        text.remove(0);
    }
}

fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let table = super::table(input, &PROFILE, options)?;
    let sheet = super::sheet(&table, &PROFILE, options)?;
    let (mut draft, dates) = read_sheet(&sheet, &PROFILE, options)?;
    // Rows that have an item of their own are as many as items, and those made by name stand behind them.
    let rows: Vec<Row<'_>> = sheet
        .rows()
        .filter(|row| !row.first(Meaning::Title).is_empty() || !row.first(Meaning::Key).is_empty())
        .collect();
    milestones(&rows, &mut draft);
    cycles(&rows, &dates, &mut draft);
    Ok(draft)
}

/// A milestone of a project comes behind the issues that are in it.
fn milestones(rows: &[Row<'_>], draft: &mut Draft) {
    for (at, row) in rows.iter().enumerate() {
        let named = ["project milestone", "milestone"].map(|header| row.below(header));
        let Some(name) = named.into_iter().find(|name| !name.is_empty()) else { continue };
        let project = row.first(Meaning::Group);
        let key = format!("milestone {project} / {name}");
        let Some(issue) = draft.items.get(at).map(|item| item.key.clone()) else { continue };
        let known = draft.items.iter().position(|item| item.key == key);
        let at = known.unwrap_or_else(|| {
            let parent =
                draft.items.iter().find(|item| item.kind == Kind::Stream && item.title == project);
            let parent = parent.map(|group| Target::Key(group.key.clone()));
            let (title, kind, place) = (name.into(), Kind::Milestone, row.place());
            draft.items.push(Item { key, title, kind, parent, place, ..Item::default() });
            draft.items.len() - 1
        });
        if let Some(milestone) = draft.items.get_mut(at) {
            milestone.waits.push(Link::to(Target::Key(issue)));
        }
    }
}

/// A cycle: its number, its first day, and the first day of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cycle {
    number: i64,
    first: Date,
    next: Date,
}

impl Cycle {
    fn of(row: &Row<'_>, dates: &Dates) -> Option<Self> {
        let day = |header| dates.read(row.below(header)).map(|when| when.date);
        let cycle = Self {
            number: row.below("cycle number").parse().ok()?,
            first: day("cycle start")?,
            next: day("cycle end")?,
        };
        (cycle.number > 0 && cycle.first < cycle.next).then_some(cycle)
    }

    /// The first day of cycle number one, if all are as long as this.
    fn origin(self) -> Option<Date> {
        self.first.plus_days((1 - self.number).checked_mul(self.days())?)
    }

    fn days(self) -> i64 {
        i64::from(self.next.days() - self.first.days())
    }
}

/// Cycles of one length that follow each other are a cadence, and what is in one and has no dates fills it.
fn cycles(rows: &[Row<'_>], dates: &Dates, draft: &mut Draft) {
    let all: Vec<Option<Cycle>> = rows.iter().map(|row| Cycle::of(row, dates)).collect();
    let Some(first) = all.iter().flatten().next().copied() else { return };
    let is_regular =
        |cycle: &Cycle| cycle.days() == first.days() && cycle.origin() == first.origin();
    let origin = first.origin().filter(|_| all.iter().flatten().all(is_regular));
    if let Some(from) = origin {
        draft.cadences.push(Cadence { id: None, title: "Cycle".into(), days: first.days(), from });
    } else {
        let why = "they are not of one length, one behind the other: their names are kept";
        draft.left_out(format!("cycles such as {}", shown(&first.number.to_string())), why, "");
    }
    for (item, cycle) in draft.items.iter_mut().zip(all) {
        let Some(cycle) =
            cycle.filter(|_| item.start.is_none() && !item.is_done && !item.is_dropped)
        else {
            continue;
        };
        item.start = Some(When::day(cycle.first));
        item.end = cycle.next.plus_days(-1).map(When::day);
    }
}
