//! Tasks, and events that are no holidays.

use icalendar::EventLike;
use icalendar::parser::Property;
use rustc_hash::FxHashMap;

use super::lines::{Component, parameter};
use super::time::{self, Extent};
use super::told;
use crate::import::{
    Amount, Assignee, Draft, Estimate, Item, Kind, Lag, Link, LinkKind, Origin, Target, shown,
};
use crate::time::Date;

/// All tasks and events of a file.
pub(super) fn read(draft: &mut Draft, all: &[Component<'_>], events: &[(&Component<'_>, Extent)]) {
    let mut keys: FxHashMap<String, usize> = FxHashMap::default();
    let mut later: Vec<(Target, Target)> = Vec::new();
    for todo in all.iter().filter(|component| component.name == "VTODO") {
        let mut item = common(draft, todo, &mut keys);
        dates(draft, &mut item, todo);
        progress(draft, &mut item, todo);
        related(draft, &mut item, todo, &mut later);
        told(draft, todo, &[BOTH.as_slice(), &TODO].concat(), "a roadmap says it nowhere");
        draft.items.push(item);
    }
    for (event, extent) in events {
        let mut item = common(draft, event, &mut keys);
        occasion(draft, &mut item, event, *extent);
        related(draft, &mut item, event, &mut later);
        told(draft, event, &[BOTH.as_slice(), &EVENT].concat(), "a roadmap says it nowhere");
        draft.items.push(item);
    }
    for (child, parent) in later {
        if let Some(item) =
            draft.items.iter_mut().find(|item| Target::Key(item.key.clone()) == child)
        {
            item.parent.get_or_insert(parent);
        }
    }
}

/// What is read of a thing to do and of an event alike.
const BOTH: [&str; 13] = [
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "CATEGORIES",
    "ORGANIZER",
    "ATTENDEE",
    "PRIORITY",
    "RELATED-TO",
    "DTSTART",
    "DURATION",
    "STATUS",
    "COMMENT",
    "CONTACT",
];

/// What is read of a thing to do besides.
const TODO: [&str; 3] = ["DUE", "PERCENT-COMPLETE", "COMPLETED"];

/// What is read of an event besides.
const EVENT: [&str; 2] = ["DTEND", "RRULE"];

/// What tasks and events share.
fn common(
    draft: &mut Draft,
    component: &Component<'_>,
    keys: &mut FxHashMap<String, usize>,
) -> Item {
    let place = component.place();
    let uid = component.value("UID").unwrap_or(&place).to_owned();
    let times = keys.entry(uid.clone()).and_modify(|times| *times += 1).or_insert(1);
    let key = if *times == 1 { uid } else { format!("{uid} ({place})") };
    let title = component.text("SUMMARY").unwrap_or_default();
    let mut item = Item { key, id: Some(title.clone()), title, place, ..Item::default() };
    let notes =
        ["DESCRIPTION", "COMMENT", "CONTACT"].iter().filter_map(|name| component.text(name));
    let notes: Vec<String> = notes.collect();
    item.note = (!notes.is_empty()).then(|| notes.join("\n\n"));
    item.links = component.value("URL").map(|url| (None, url.to_owned())).into_iter().collect();
    item.tags =
        component.all("CATEGORIES").flat_map(|(property, _)| categories(property)).collect();
    item.owner = component.property("ORGANIZER").and_then(name_of).map(|name| draft.person(&name));
    for (attendee, line) in component.all("ATTENDEE") {
        match name_of(attendee) {
            Some(name) => item.people.push(Assignee::whole(draft.person(&name))),
            None => {
                draft.left_out("an attendee", "nothing tells their name", &format!("line {line}"));
            }
        }
    }
    if let Some(priority) =
        component.value("PRIORITY").and_then(|priority| priority.parse::<u16>().ok())
    {
        // 1 is the highest, 9 the lowest, 0 none.
        item.priority = (1..=9).contains(&priority).then(|| (10 - priority) * 100);
    }
    item
}

fn categories(property: &Property<'_>) -> Vec<String> {
    let (name, properties, components) = ("VTODO".into(), vec![property.clone()], Vec::new());
    let component = icalendar::parser::Component { name, properties, components };
    let calendar = icalendar::Calendar::from(vec![component]);
    let todo = calendar.components.first().and_then(|component| component.as_todo());
    todo.and_then(EventLike::get_categories).unwrap_or_default()
}

/// The name of somebody, or else their address.
fn name_of(property: &Property<'_>) -> Option<String> {
    let address = property.val.as_str().trim();
    let address = address
        .get(..7)
        .filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"))
        .and_then(|_| address.get(7..));
    let name =
        parameter(property, "CN").map(str::trim).filter(|name| !name.is_empty()).or(address)?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// When a task is to be done: what is due and has no start is a deadline.
fn dates(draft: &mut Draft, item: &mut Item, todo: &Component<'_>) {
    let mut at = |name: &str| {
        let (property, line) = todo.all(name).next()?;
        let found = time::when(draft, property, line);
        if found.is_none() {
            let what = format!("the date {}", shown(property.val.as_str()));
            draft.left_out(what, "it is no date of iCalendar", &format!("line {line}"));
        }
        found
    };
    let (start, due) = (at("DTSTART"), at("DUE"));
    item.start = start;
    match start {
        Some(_) => item.end = due,
        None => item.deadline = due,
    }
    if let Some(minutes) =
        todo.value("DURATION").and_then(time::minutes).filter(|minutes| *minutes > 0)
    {
        item.estimate = Some(Estimate::Elapsed(Amount::of_minutes(minutes, 24 * 60)));
    }
}

fn progress(draft: &mut Draft, item: &mut Item, todo: &Component<'_>) {
    let percent = todo.value("PERCENT-COMPLETE").and_then(|percent| percent.parse::<i64>().ok());
    item.progress = percent.map(|percent| percent.saturating_mul(10));
    item.finished = match todo.all("COMPLETED").next() {
        Some((property, line)) => time::when(draft, property, line),
        None => None,
    };
    item.is_done = item.finished.is_some();
    match todo.value("STATUS").map(str::to_ascii_uppercase).as_deref() {
        Some("COMPLETED") => item.is_done = true,
        Some("CANCELLED") => item.is_dropped = true,
        Some("IN-PROCESS") if item.progress.is_none() && item.start.is_some() => {
            item.started = item.start;
        }
        Some("IN-PROCESS") if item.progress.is_none() => {
            let what = "the status `IN-PROCESS` without a start";
            draft.left_out(what, "nothing tells since when or how far", &item.place);
        }
        Some("NEEDS-ACTION" | "IN-PROCESS") | None => {}
        Some(other) => {
            draft.left_out(
                format!("status {}", shown(other)),
                "it is no status of a task",
                &item.place,
            );
        }
    }
}

/// How one component belongs to another.
fn related(
    draft: &mut Draft,
    item: &mut Item,
    component: &Component<'_>,
    later: &mut Vec<(Target, Target)>,
) {
    for (property, line) in component.all("RELATED-TO") {
        let to = Target::Key(property.val.as_str().trim().to_owned());
        let place = format!("line {line}");
        let kind = parameter(property, "RELTYPE").unwrap_or("PARENT").to_ascii_uppercase();
        let kind = match kind.as_str() {
            "PARENT" if item.parent.is_none() => {
                item.parent = Some(to);
                continue;
            }
            "CHILD" => {
                later.push((to, Target::Key(item.key.clone())));
                continue;
            }
            "DEPENDS-ON" | "FINISHTOSTART" => LinkKind::FinishToStart,
            "STARTTOSTART" => LinkKind::StartToStart,
            "FINISHTOFINISH" => LinkKind::FinishToFinish,
            "STARTTOFINISH" => LinkKind::StartToFinish,
            other => {
                let what = format!("relation {}", shown(other));
                draft.left_out(what, "a roadmap has parts and dependencies alone", &place);
                continue;
            }
        };
        let gap = parameter(property, "GAP").and_then(time::minutes).filter(|gap| *gap != 0);
        let lag = gap.map(|gap| Lag { amount: Amount::of_minutes(gap, 24 * 60), is_elapsed: true });
        item.waits.push(Link { to, kind, lag });
    }
}

/// An event among tasks: something that takes place when it is written.
fn occasion(draft: &mut Draft, item: &mut Item, event: &Component<'_>, extent: Extent) {
    item.origin = Origin::Written;
    let (start, end, is_point) = match extent {
        Extent::Days(first, last) => {
            (crate::import::When::day(first), crate::import::When::day(last), false)
        }
        Extent::Minutes(start, end) => (start, end, start == end),
    };
    item.kind = if is_point { Kind::Milestone } else { Kind::Task };
    item.start = Some(start);
    item.end = Some(end);
    if let Some(rule) = event.value("RRULE") {
        let first: Date = extent.first();
        let why = format!("it takes place once, on {}", first.long());
        draft.left_out(format!("rule {}", shown(rule)), why, &item.place);
    }
}
