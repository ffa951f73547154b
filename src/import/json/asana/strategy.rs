//! Projects, goals and status updates of Asana.

use super::super::value::{Fields, Json};
use super::super::{Reading, Spot, is_address, period};
use super::task::person;
use super::{Found, Places};
use crate::import::{Item, Kind, Measure, Number, Objective, StatusEntry, Target, shown};

/// A project: the roadmap itself if it is the only one, otherwise a stream.
pub(super) fn project(
    key: &str,
    name: &str,
    found: Option<&Found<'_, '_>>,
    is_one: bool,
    reading: &mut Reading<'_>,
) {
    let mut item =
        Item { key: key.into(), title: name.into(), kind: Kind::Stream, ..Item::default() };
    if let Some(Found { path, record, .. }) = found {
        let spot = Spot::new(path.clone(), name);
        item.place = spot.place();
        item.note = record.text("notes").map(str::to_owned);
        item.owner = person(record.get("owner"), &spot.at("owner"), reading);
        item.start = reading.day(record.get("start_on"), &spot, "start_on");
        let due = record.get("due_on");
        record.get("due_date");
        item.deadline = reading.day(due, &spot, "due_on");
        item.is_done = record.flag("completed");
        let address = record.text("permalink_url").filter(|url| is_address(url));
        item.links.extend(address.map(|url| (Some("Asana".to_owned()), url.to_owned())));
        if record.flag("archived") {
            reading.draft.decided("the project", "it is archived, and read all the same", path);
        }
        let of = (!is_one).then(|| Target::Key(key.into()));
        for key in ["current_status_update", "current_status"] {
            record.get(key).text("title");
            status(record.get(key), of.as_ref(), &spot.at(key), reading);
        }
    }
    if is_one {
        let draft = &mut reading.draft;
        (draft.note, draft.owner, draft.links) = (item.note, item.owner, item.links);
        (draft.start, draft.deadline) = (item.start, item.deadline);
    } else {
        reading.draft.items.push(item);
    }
}

/// A status update.
pub(super) fn update(found: &Found<'_, '_>, places: &Places, reading: &mut Reading<'_>) {
    let parent = found.record.object("parent");
    parent.text("name");
    let title = found.record.text("title").unwrap_or_default();
    let spot = Spot::new(found.path.clone(), title);
    let of = match parent.text("resource_type") {
        Some("goal") => {
            let why = "a status is of the plan or of an item, and not of an objective";
            reading.draft.left_out(format!("status update {}", shown(title)), why, &spot.place());
            found.record.parts.iter().for_each(|part| part.pass_over());
            return;
        }
        Some("task") => parent.text("gid"),
        _ => parent
            .text("gid")
            .filter(|key| !places.is_one && places.projects.iter().any(|(known, _)| known == key)),
    };
    let of = of.map(|key| Target::Key(key.to_owned()));
    for part in &found.record.parts {
        status(part, of.as_ref(), &spot.place(), reading);
    }
}

/// Words of a status, what they mean, and whether they mean it exactly.
const HEALTH: [(&str, &str, bool); 14] = [
    ("on_track", "on-track", true),
    ("at_risk", "at-risk", true),
    ("off_track", "off-track", true),
    ("complete", "done", true),
    ("achieved", "done", true),
    ("on_hold", "at-risk", false),
    ("partial", "at-risk", false),
    ("missed", "off-track", false),
    ("dropped", "off-track", false),
    ("green", "on-track", true),
    ("yellow", "at-risk", true),
    ("red", "off-track", true),
    ("blue", "at-risk", false),
    ("purple", "at-risk", false),
];

/// An entry of the report; one that says no health is only a name of another that does.
fn status(status: &Json<'_>, of: Option<&Target>, place: &str, reading: &mut Reading<'_>) {
    let Some(said) = status.text("status_type").or(status.text("color")) else { return };
    let Some((_, health, is_exact)) = HEALTH.iter().find(|(word, ..)| *word == said) else {
        reading.draft.left_out(format!("status {}", shown(said)), "it is no known status", place);
        return;
    };
    let created = status.text("created_at").and_then(|day| reading.dates.read(day));
    let Some(on) = created else {
        let why = "it has no date";
        reading.draft.left_out(format!("status {}", shown(said)), why, place);
        return;
    };
    if !is_exact {
        let why = format!("a roadmap says `{health}`");
        reading.draft.changed(format!("status {}", shown(said)), why, place);
    }
    let (title, text) = (status.text("title"), status.text("text"));
    let text = [title, text].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let entry = StatusEntry { on: on.date, health, of: of.cloned(), text };
    let is_known = |known: &StatusEntry| known.on == entry.on && known.text == entry.text;
    if !reading.draft.statuses.iter().any(is_known) {
        reading.draft.statuses.push(entry);
    }
}

/// A goal is an objective, its metric a measure.
pub(super) fn goal(found: &Found<'_, '_>, reading: &mut Reading<'_>) {
    let goal = &found.record;
    let title = goal.text("name").unwrap_or_default();
    let spot = Spot::new(found.path.clone(), title);
    let time = goal.object("time_period");
    let _ = (time.text("display_name"), time.text("period"));
    let start = reading.day(time.get("start_on"), &spot, "time_period.start_on");
    let end = reading.day(time.get("end_on"), &spot, "time_period.end_on");
    let due = reading.day(goal.get("due_on"), &spot, "due_on");
    let span = start.zip(end).map(|(start, end)| period(start.date, end.date));
    let by = due.map(|day| day.to_string()).or(span).or(end.map(|day| day.to_string()));
    let owner = person(goal.get("owner"), &spot.at("owner"), reading);
    let address = goal.text("permalink_url").filter(|url| is_address(url));
    reading.draft.objectives.push(Objective {
        term: None,
        key: goal.text("gid").unwrap_or(title).into(),
        id: None,
        title: title.into(),
        by,
        owner,
        measures: measure(goal.object("metric")).into_iter().collect(),
        note: goal.text("notes").map(str::to_owned),
        links: address.map(|url| (Some("Asana".to_owned()), url.to_owned())).into_iter().collect(),
    });
}

fn measure(metric: &Json<'_>) -> Option<Measure> {
    let unit = metric.text("unit");
    let (title, factor) = match (unit, metric.text("currency_code")) {
        (Some("percentage"), _) => ("Progress in %".to_owned(), 100),
        (Some("currency"), Some(currency)) => (format!("Progress in {currency}"), 1),
        _ => ("Progress".to_owned(), 1),
    };
    let number = |key: &str| {
        let number = metric.number(key)?;
        number.0.checked_mul(factor).map(Number)
    };
    let from = number("initial_number_value");
    let to = number("target_number_value");
    let now = number("current_number_value");
    [from, to, now].iter().any(Option::is_some).then_some(Measure {
        title,
        from,
        to,
        now,
        is_percent: false,
    })
}
