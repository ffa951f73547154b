//! Asana: the tasks of a project, whose parents and dependencies are named by their titles.

use rustc_hash::FxHashMap;

use super::super::super::{Draft, Format, Input, Item, Kind, Options, Refusal, Target, shown};
use super::super::{Meaning, Profile, Row, Sheet, above, names, read_sheet};
use super::{NOTED, SAID_ELSEWHERE};

/// Its format.
pub(in crate::import) const FORMAT: Format = Format::table(
    "asana-csv",
    "a CSV file of Asana",
    |input| {
        super::has_header(
            input,
            &["task id", "name", "completed at|projects", "parent task|section column"],
        )
    },
    read,
);

const PROFILE: Profile = Profile { each, ..Profile::of(COLUMNS) };

const COLUMNS: &[(&str, Meaning)] = &[
    ("name", Meaning::Title),
    ("task id", Meaning::Key),
    ("type", Meaning::Kind),
    ("section column|section", Meaning::List),
    ("parent task", Meaning::Parent),
    ("assignee", Meaning::People),
    ("start date", Meaning::Start),
    ("due date", Meaning::Deadline),
    ("completed at", Meaning::Finished),
    ("tags", Meaning::Tags),
    ("notes", Meaning::Note),
    ("projects", Meaning::Own),
    ("blocked by dependencies", Meaning::Predecessors),
    ("blocking dependencies", Meaning::Successors),
    ("priority", Meaning::Priority),
    ("task progress", Meaning::State),
    ("% complete|percent complete", Meaning::Done),
    ("assignee email", Meaning::Ignored(SAID_ELSEWHERE)),
    ("created at|last modified", Meaning::Stamp(NOTED)),
];

fn each(_: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    // What a spreadsheet made of a number of sixteen digits: `7.18656E+14`.
    let mangled = item.key.split_once(['E', 'e']).filter(|(_, power)| power.starts_with('+'));
    if mangled.is_some() {
        let why = "a spreadsheet has rounded it, and several tasks may have it now";
        draft.left_out(format!("task id {}", shown(&item.key)), why, &item.place);
        item.key.clear();
    }
    if item.kind == Kind::Auto {
        item.kind = Kind::Task;
    }
    if item.kind == Kind::Milestone {
        item.end = item.end.or(item.deadline.take());
    }
}

fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let table = super::table(input, &PROFILE, options)?;
    let sheet = super::sheet(&table, &PROFILE, options)?;
    let (mut draft, dates) = read_sheet(&sheet, &PROFILE, options)?;
    projects(&sheet, &mut draft);
    above::read(&table, sheet.header, &dates, &mut draft);
    if !sheet.has(Meaning::List) {
        sections(&mut draft);
    }
    Ok(draft)
}

/// The project that all tasks are in is the plan; others that a task is in too are told.
fn projects(sheet: &Sheet<'_>, draft: &mut Draft) {
    let of = |row: &Row<'_>| -> Vec<String> {
        names::list(row.below("projects")).map(Into::into).collect()
    };
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut order: Vec<String> = Vec::new();
    for project in sheet.rows().flat_map(|row| of(&row)) {
        let count = counts.entry(project.clone()).or_default();
        *count += 1;
        if *count == 1 {
            order.push(project);
        }
    }
    let count = |project: &String| counts.get(project).copied().unwrap_or_default();
    let most = order.iter().map(count).max().unwrap_or_default();
    let Some(first) = order.iter().find(|project| count(project) == most) else { return };
    draft.title.clone_from(first);
    for row in sheet.rows() {
        for other in of(&row).iter().filter(|other| *other != first) {
            let what = format!("project {}", shown(other));
            draft.left_out(what, "its tasks are imported with that project", &row.place());
        }
    }
}

/// Before 2017 a section was a task whose name ends in a colon, and goes on to the next one.
fn sections(draft: &mut Draft) {
    let mut section: Option<String> = None;
    for item in draft.items.iter_mut().filter(|item| item.parent.is_none()) {
        if let Some(title) = item.title.strip_suffix(':') {
            item.title = title.trim_end().into();
            item.kind = Kind::Stream;
            section = Some(item.key.clone());
        } else if let Some(section) = &section {
            item.parent = Some(Target::Key(section.clone()));
        }
    }
}
