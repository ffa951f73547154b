//! Files of `GanttProject`, `.gan`.
//!
//! A task stands where its links put it; one without any stands where somebody put it, which is the earliest that it starts here.

mod resources;
mod tasks;
mod unread;

use roxmltree::Node;

use super::draft::Draft;
use super::input::{Input, Options, Refusal};
use super::values::{Number, When};
use super::xml::{self, Lines, all, child};
use crate::time::Date;
use tasks::Reader;

/// The hours of a day are nowhere in the file: those of the language.
const HOURS: (u16, u16) = (540, 1020);

/// Whether it is a project of `GanttProject`.
pub(super) fn looks_like(input: &Input<'_>) -> bool {
    let beginning = input.beginning();
    xml::root_name(&beginning) == Some("project")
        && ["view-date=", "gantt-divider-location=", "<calendars", "<taskproperties", "<tasks"]
            .iter()
            .any(|sign| beginning.contains(sign))
}

/// Reads it.
pub(super) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let text = input.text();
    let document = xml::parse(&text)?;
    let project = document.root_element();
    if project.tag_name().name() != "project" || child(project, "tasks").is_none() {
        return Err(Refusal::new("the file is no project of GanttProject: it has no tasks")
            .at("line 1")
            .help("in GanttProject, save the plan as a file, `.gan`"));
    }
    let lines = Lines::of(&text);
    let name = attribute(project, "name").unwrap_or(input.stem());
    let mut draft = Draft { title: name.to_owned(), ..Draft::default() };
    draft.today = options.today.map(When::day);
    resources::calendar(project, &lines, &mut draft);
    resources::resources(project, &lines, &mut draft);
    let mut reader = Reader::of(project, &lines);
    reader.fields(project, &mut draft);
    reader.tasks(project, &mut draft);
    reader.links(project, &mut draft);
    reader.allocations(project, &mut draft);
    draft.start =
        draft.items.iter().filter_map(|item| item.start).min().map(|when| When::day(when.date));
    reader.floors(&mut draft);
    unread::tell(project, &lines, &mut draft);
    Ok(draft)
}

/// What stands in an attribute; nothing if it is empty.
fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attribute(name).map(str::trim).filter(|text| !text.is_empty())
}

fn whole(node: Node<'_, '_>, name: &str) -> Option<i64> {
    attribute(node, name)?.parse().ok()
}

/// A number of days; nothing if it is longer than a plan can be.
fn days(node: Node<'_, '_>, name: &str) -> Option<i64> {
    const LONGEST: i64 = 1_000_000;
    whole(node, name).filter(|days| days.abs() <= LONGEST)
}

fn day(node: Node<'_, '_>, name: &str) -> Option<Date> {
    attribute(node, name).and_then(Date::from_iso)
}

/// A number such as `45.5`, in thousandths.
fn number(text: &str) -> Option<Number> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part: String = part.chars().chain("000".chars()).take(3).collect();
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole = whole.parse::<i64>().ok()?.checked_mul(1000)?;
    Some(Number(whole + sign * part.parse::<i64>().ok()?))
}

/// The elements of that name in a list of that name.
fn listed<'a, 'input: 'a>(
    project: Node<'a, 'input>,
    list: &'static str,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'input>> {
    all(project, list).flat_map(move |list| all(list, name))
}
