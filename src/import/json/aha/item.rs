//! Initiatives, epics, features, requirements and ideas.

use super::super::board::Role;
use super::super::fields::{self, Value};
use super::super::value::{Fields as _, Json, Record};
use super::super::{Reading, Spot, due, html, is_address};
use super::{Aha, Found, Sort};
use crate::import::{Amount, Assignee, Estimate, FieldKind, Item, Kind, Target, amounts, shown};
use crate::time::Date;

/// Reads a record that is an item.
pub(super) fn read(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    let record = &found.record;
    let mut item = Item {
        key: found.key.clone(),
        title: spot.name.clone(),
        kind: match found.sort {
            Sort::Requirement => Kind::Task,
            Sort::Feature => Kind::Feature,
            Sort::Idea => Kind::Idea,
            _ => Kind::Stream,
        },
        place: spot.place(),
        ..Item::default()
    };
    say_places(aha, found, &mut item, reading);
    item.start = reading.day(record.get("start_date"), spot, "start_date");
    for key in ["due_date", "end_date"] {
        if let Some(day) = reading.day(record.get(key), spot, key) {
            due(&mut item, Some(day));
        }
    }
    let person = person(record.get("assigned_to_user"), reading);
    match found.sort {
        Sort::Requirement | Sort::Feature => item.people.extend(person.map(Assignee::whole)),
        _ => item.owner = person,
    }
    say_estimates(record, spot, &mut item, reading);
    item.progress = record.number("progress").map(|percent| percent.0 / 100);
    if item.remaining.is_some() && item.progress.is_some_and(|share| share > 0) {
        let why = "what remains says more exactly how far it is";
        reading.draft.decided("progress", why, &spot.at("progress"));
        item.progress = None;
    }
    common(record, spot, &mut item, reading);
    for key in ["score", "effort", "value", "votes", "endorsements_count"] {
        say_number(record, key, spot, &mut item, reading);
    }
    if let Some(phase) = aha.near(found, Sort::Phase).next() {
        let text = phase.record.text("name").unwrap_or(&phase.key);
        let value = Value { title: "Release phase", kind: FieldKind::Text, text };
        fields::say(value, &mut item, spot, reading);
    }
    say_state(record, spot, &mut item, reading);
    if item.kind == Kind::Idea {
        if item.is_done || item.is_dropped {
            item.kind = Kind::Task;
        }
        leave_out_features(aha, found, spot, reading);
    }
    reading.draft.items.push(item);
}

/// Tells of what an idea has become.
fn leave_out_features(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    spot: &Spot,
    reading: &mut Reading<'_>,
) {
    for feature in aha.near(found, Sort::Feature) {
        let name = feature.record.text("name").unwrap_or(&feature.key);
        let why = "a roadmap does not say which idea became which feature";
        reading.draft.left_out(format!("feature {} of an idea", shown(name)), why, &spot.place());
    }
}

/// What it is part of, what it serves, and what it ships in.
fn say_places(
    aha: &Aha<'_, '_>,
    found: &Found<'_, '_>,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let outer = [Sort::Feature, Sort::Epic, Sort::Initiative];
    let mut outer = outer.into_iter().filter(|sort| *sort > found.sort && found.sort != Sort::Idea);
    let parent = outer.find_map(|sort| aha.near(found, sort).next());
    let keys = ["epic_reference_num", "initiative_reference_num"];
    let said = keys.map(|key| found.record.text(key)).into_iter().flatten().next();
    let said = said.filter(|_| found.sort < Sort::Initiative).map(|name| aha.named(None, name));
    let parent = parent.map(|parent| parent.key.clone()).or(said);
    item.parent = parent.map(Target::Key);
    let key = |near: &Found<'_, '_>| Target::Key(near.key.clone());
    item.objectives = aha.near(found, Sort::Goal).map(key).collect();
    for result in aha.near(found, Sort::KeyResult) {
        let goal = goal_of(aha, result).map(Target::Key);
        item.objectives.extend(goal.filter(|goal| !item.objectives.contains(goal)));
    }
    // An initiative may take part in several releases: which, its features say.
    if matches!(found.sort, Sort::Initiative | Sort::Idea) {
        return;
    }
    let mut releases: Vec<_> = aha.near(found, Sort::Release).collect();
    if let Some(name) = found.record.text("release_reference_num") {
        releases.extend(aha.find(Sort::Release, name).filter(|_| releases.is_empty()));
    }
    for release in releases {
        if release.record.flag("parking_lot") {
            item.horizon = Some(crate::import::Horizon::Later);
            let why = "what is parked there has the horizon `later`";
            let what =
                format!("parking lot {}", shown(release.record.text("name").unwrap_or_default()));
            reading.draft.decided(what, why, &item.place);
        } else {
            item.releases.push(key(release));
        }
    }
}

/// The person that is named.
pub(super) fn person(who: &Json<'_>, reading: &mut Reading<'_>) -> Option<Target> {
    let (name, email) = (who.text("name"), who.text("email"));
    let id = who.said("id");
    let key = id.as_deref().or(name).or(email)?;
    Some(reading.person(key, name.or(email).unwrap_or(key)))
}

/// What records of all sorts have: a description, an address, tags, custom fields, scores.
pub(super) fn common(
    record: &Record<'_, '_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    item.note = note(record.get("description"), spot, "description", reading);
    let address = record.text("url").filter(|url| is_address(url));
    item.links.extend(address.map(|url| (Some("Aha!".to_owned()), url.to_owned())));
    for attachment in
        record.list("attachments").iter().chain(record.object("description").list("attachments"))
    {
        let url = attachment.text("download_url").filter(|url| is_address(url));
        let name = attachment.text("file_name").map(str::to_owned);
        item.links.extend(url.map(|url| (name, url.to_owned())));
    }
    let tags = record.list("tags").iter().filter_map(Json::as_text);
    item.tags.extend(tags.map(str::to_owned));
    for fact in record.list("score_facts") {
        if let (Some(title), Some(text)) = (fact.text("name"), fact.said("value")) {
            let value = Value { title, kind: FieldKind::Number, text: &text };
            fields::say(value, item, spot, reading);
        }
    }
    for field in record.list("custom_fields") {
        say_custom(field, spot, item, reading);
    }
}

/// A text that is kept as HTML.
pub(super) fn note(
    text: &Json<'_>,
    spot: &Spot,
    field: &str,
    reading: &mut Reading<'_>,
) -> Option<String> {
    let said = text.as_text().or(text.text("body"))?;
    let note = html::markdown(said);
    if said.contains('<') {
        let why = "a note is Markdown: its words and links are kept";
        reading.draft.changed("formatted text", why, &spot.at(field));
    }
    Some(note).filter(|note| !note.is_empty())
}

fn say_number(
    record: &Record<'_, '_>,
    key: &str,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let title = match key {
        "score" => "Score",
        "effort" => "Effort",
        "value" => "Value",
        "votes" => "Votes",
        _ => "Endorsements",
    };
    // Aha! writes 0 where nobody has said anything.
    if let Some(number) = record.number(key).filter(|number| number.0 != 0) {
        let value = Value { title, kind: FieldKind::Number, text: &number.to_string() };
        fields::say(value, item, spot, reading);
    }
}

fn say_custom(field: &Json<'_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let title = field.text("name").or(field.text("key")).unwrap_or("Custom field");
    let kind = field.text("type").unwrap_or_default();
    let value = match field.peek("value") {
        Json::List(list) => {
            let names: Option<Vec<_>> = list.iter().map(Json::as_said).collect();
            let Some(names) = names else { return };
            field.get("value");
            names.join(", ")
        }
        _ => match field.said("value") {
            Some(value) => value.into_owned(),
            None => return,
        },
    };
    let value = if kind == "note" { html::markdown(&value) } else { value };
    let is_number = matches!(field.peek("value"), Json::Whole(_) | Json::Decimal(_));
    let kind = match kind {
        _ if is_number => FieldKind::Number,
        "date" if Date::from_iso(&value).is_some() => FieldKind::Date,
        _ => FieldKind::Text,
    };
    if !value.is_empty() {
        fields::say(Value { title, kind, text: &value }, item, spot, reading);
    }
}

/// Estimates are in minutes, or in points where the record says so.
fn say_estimates(record: &Record<'_, '_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let is_points = record.number("work_units").is_some_and(|units| units.0 == 20_000);
    let number = |what: &str| {
        let prefixes = ["", "feature_only_", "epic_only_", "master_feature_only_"];
        let all = prefixes.iter().map(|prefix| record.number(&format!("{prefix}{what}")));
        all.flatten().find(|number| number.0 > 0)
    };
    let original = number("original_estimate");
    let remaining = number("remaining_estimate");
    if is_points {
        if let Some(points) = original {
            let text = points.to_string();
            let value = Value { title: "Story points", kind: FieldKind::Number, text: &text };
            fields::say(value, item, spot, reading);
        }
        if remaining.is_some() {
            let why = "work that remains is told in time, and not in points";
            reading.draft.left_out("remaining estimate", why, &spot.at("remaining_estimate"));
        }
        return;
    }
    let amount = |minutes: i64| Amount::of_minutes(minutes / 1000, amounts::DAY);
    item.estimate = original.map(|minutes| Estimate::Effort(amount(minutes.0)));
    item.remaining = remaining.map(|minutes| amount(minutes.0));
    if original.is_some() || remaining.is_some() {
        let why = "they are read as minutes, and a day as eight hours";
        reading.draft.decided("estimates", why, &spot.at("original_estimate"));
    }
}

/// A status is done where it is complete; the others are what their names say.
pub(super) fn say_state(
    record: &Record<'_, '_>,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) {
    let status = record.object("workflow_status");
    let name = status.text("name").or(status.as_text());
    item.is_done |= status.flag("complete");
    let Some(name) = name else { return };
    let role = Role::of(name);
    match role.words() {
        Some(_) if item.kind == Kind::Release => {
            let why = "how far a release is follows from what ships in it";
            let what = format!("status {} of a release", shown(name));
            reading.draft.decided(what, why, &spot.at("workflow_status"));
        }
        Some(why) => {
            let why = why.replace("stands in", "has");
            reading.draft.decided(
                format!("status {}", shown(name)),
                why,
                &spot.at("workflow_status"),
            );
            role.say(item, name, true);
        }
        None => {
            let value = Value { title: "Status", kind: FieldKind::Text, text: name };
            fields::say(value, item, spot, reading);
        }
    }
}

/// The goal of a key result: the one that holds it, or the one that its reference number names.
pub(super) fn goal_of(aha: &Aha<'_, '_>, result: &Found<'_, '_>) -> Option<String> {
    let near = aha.near(result, Sort::Goal).next();
    let named = || aha.find(Sort::Goal, result.key.rsplit_once("-KR-")?.0);
    near.or_else(named).map(|goal| goal.key.clone())
}
