//! Goals with their key results, and releases with their phases.

use super::super::value::{Fields as _, Record};
use super::super::{Reading, Spot, is_address, period};
use super::item::{common, goal_of, note, person, say_state};
use super::{Aha, Found, Sort};
use crate::import::amounts;
use crate::import::{Item, Kind, Measure, Objective, Target, When, shown};
use crate::time::{Date, Weekday};

/// A goal is an objective, its key results are measures.
pub(super) fn goal(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    let record = &found.record;
    let start = reading.day(record.get("start_date"), spot, "start_date");
    let end = reading.day(record.get("end_date"), spot, "end_date");
    let span = start.zip(end).map(|(start, end)| period(start.date, end.date));
    let mut measures = Vec::new();
    for result in aha.near(found, Sort::KeyResult) {
        measures.push(measure(&result.record, reading));
    }
    let metric = record.object("success_metric");
    if let Some(name) = metric.text("name") {
        measures.push(Measure { title: name.to_owned(), ..Measure::default() });
    }
    let address = record.text("url").filter(|url| is_address(url));
    let objective = Objective {
        term: None,
        key: found.key.clone(),
        id: None,
        title: spot.name.clone(),
        by: span.or(end.map(|day| day.to_string())),
        owner: person(record.get("assigned_to_user"), reading),
        measures,
        note: note(record.get("description"), spot, "description", reading),
        links: address.map(|url| (Some("Aha!".to_owned()), url.to_owned())).into_iter().collect(),
    };
    reading.draft.objectives.push(objective);
}

/// A key result that no goal holds: its reference number names the goal.
pub(super) fn lone_result(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    if aha.near(found, Sort::Goal).next().is_some() {
        return;
    }
    let goal = goal_of(aha, found);
    let measure = measure(&found.record, reading);
    let mut goals = reading.draft.objectives.iter_mut();
    if let Some(objective) = goals.find(|objective| Some(&objective.key) == goal.as_ref()) {
        objective.measures.push(measure);
    } else {
        let what = format!("key result {}", shown(&spot.name));
        reading.draft.left_out(what, "its goal is not in the file", &spot.place());
    }
}

fn measure(result: &Record<'_, '_>, reading: &mut Reading<'_>) -> Measure {
    let title = result.text("name").unwrap_or("Key result");
    let said = ["starting_metric", "target_metric", "current_metric"].map(|key| result.said(key));
    let is_percent = said.iter().flatten().any(|text| text.trim_end().ends_with('%'));
    let [from, to, now] = said.map(|text| {
        let text = text?;
        let number = text.trim().trim_end_matches('%').trim();
        let found = amounts::money(number).map(|(number, _)| number);
        if found.is_none() {
            let why = "a measure is a number";
            let place = format!("key result {}", shown(title));
            reading.draft.left_out(shown(&text), why, &place);
        }
        found
    });
    let title = if is_percent { format!("{title} in %") } else { title.to_owned() };
    Measure { title, from, to, now, is_percent: false }
}

/// A release: the day that the team works to, and what others were told.
pub(super) fn release(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    let record = &found.record;
    if record.flag("parking_lot") {
        // What is parked there says so.
        record.parts.iter().for_each(|part| part.pass_over());
        return;
    }
    let mut item = Item {
        key: found.key.clone(),
        title: spot.name.clone(),
        kind: Kind::Release,
        place: spot.place(),
        ..Item::default()
    };
    item.end = reading.day(record.get("release_date"), spot, "release_date");
    item.promised = promised(record, item.end, spot, reading);
    item.owner = person(record.get("owner"), reading);
    common(record, spot, &mut item, reading);
    item.note = item.note.or(note(record.get("theme"), spot, "theme", reading));
    item.is_done = record.flag("released");
    let released = reading.day(record.get("released_on"), spot, "released_on");
    item.finished = released.filter(|_| item.is_done);
    say_state(record, spot, &mut item, reading);
    let goals = aha.near(found, Sort::Goal);
    item.objectives = goals.map(|goal| Target::Key(goal.key.clone())).collect();
    reading.draft.items.push(item);
}

/// What others were told, as coarsely as they were told it.
fn promised(
    record: &Record<'_, '_>,
    release_date: Option<When>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) -> Option<String> {
    let external = reading.day(record.get("external_release_date"), spot, "external_release_date");
    let resolution = record.text("external_date_resolution").unwrap_or("exact");
    let day = match resolution {
        "sync" => external.or(release_date),
        _ => external,
    }?;
    let said = coarse(day.date, resolution);
    if said.is_none() {
        let what = format!("resolution {}", shown(resolution));
        let why = "it is no known one: the promise is the day";
        reading.draft.decided(what, why, &spot.at("external_date_resolution"));
    }
    Some(said.unwrap_or_else(|| day.to_string()))
}

fn coarse(day: Date, resolution: &str) -> Option<String> {
    let (year, month, _) = day.year_month_day();
    Some(match resolution {
        "exact" | "day" | "sync" => day.to_string(),
        "week" => {
            let (year, week) = day.iso_week();
            let _ = Date::from_iso_week(year, week, Weekday::Monday)?;
            format!("{year}-W{week:02}")
        }
        "month" => format!("{year}-{month:02}"),
        "quarter" => format!("{year}-Q{}", day.quarter()),
        "half" | "half_year" | "half-year" => format!("{year}-H{}", if month <= 6 { 1 } else { 2 }),
        "year" => format!("{year}"),
        _ => return None,
    })
}

/// A phase or milestone of a release.
pub(super) fn phase(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    let record = &found.record;
    let is_point = record.text("type") == Some("milestone");
    let mut item = Item {
        key: format!("phase {}", found.key),
        title: spot.name.clone(),
        kind: if is_point { Kind::Milestone } else { Kind::Task },
        place: spot.place(),
        ..Item::default()
    };
    let start = reading.day(record.get("start_on"), spot, "start_on");
    item.end = reading.day(record.get("end_on"), spot, "end_on");
    item.start = start.filter(|_| !is_point);
    item.progress = record.number("progress").map(|percent| percent.0 / 100);
    let near = aha.near(found, Sort::Release).next();
    let id = record.said("release_id");
    let release = near.or_else(|| aha.find(Sort::Release, id.as_deref()?));
    item.releases = release.map(|release| Target::Key(release.key.clone())).into_iter().collect();
    common(record, spot, &mut item, reading);
    reading.draft.items.push(item);
}
