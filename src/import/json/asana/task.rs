//! A task of Asana.

use super::super::fields::{self, Value};
use super::super::value::{Fields as _, Json, Record};
use super::super::{Reading, Spot, due, is_address};
use super::{Found, Places};
use crate::import::{
    Amount, Assignee, Estimate, FieldKind, Item, Kind, Link, Number, Target, amounts, shown,
};

/// Reads a task.
pub(super) fn read(found: &Found<'_, '_>, places: &mut Places, reading: &mut Reading<'_>) {
    let task = &found.record;
    let title = task.text("name").unwrap_or_default();
    let spot = Spot::new(found.path.clone(), title);
    if task.flag("is_rendered_as_separator") && title.ends_with(':') {
        let why = "it is a heading, and not a task";
        reading.draft.left_out(format!("task {}", shown(title)), why, &spot.place());
        task.parts.iter().for_each(|part| part.pass_over());
        return;
    }
    let mut item = Item {
        key: task.text("gid").unwrap_or_default().into(),
        title: title.into(),
        place: spot.place(),
        note: task.text("notes").map(str::to_owned),
        ..Item::default()
    };
    match task.text("resource_subtype") {
        Some("milestone") => item.kind = Kind::Milestone,
        Some("approval") => item.tags.push("approval".into()),
        _ => {}
    }
    let address = task.text("permalink_url").filter(|url| is_address(url));
    item.links.extend(address.map(|url| (Some("Asana".to_owned()), url.to_owned())));
    item.tags.extend(task.list("tags").iter().filter_map(name).map(str::to_owned));
    say_dates(task, &spot, &mut item, reading);
    let assignee = person(task.get("assignee"), &spot.at("assignee"), reading);
    item.people.extend(assignee.map(Assignee::whole));
    for field in task.list("custom_fields") {
        say_custom(field, &spot, &mut item, reading);
    }
    say_links(task, &mut item);
    item.is_done = task.flag("completed");
    item.finished = reading.day(task.get("completed_at"), &spot, "completed_at");
    let (role, section) = say_place(found, places, &spot, &mut item, reading);
    let parts = task.number("num_subtasks").is_some_and(|count| count.0 > 0);
    role.say(&mut item, &section, parts || !task.list("subtasks").is_empty());
    reading.draft.items.push(item);
}

fn name<'j>(tag: &'j Json<'_>) -> Option<&'j str> {
    tag.as_text().or(tag.text("name"))
}

/// Whole days are what people chose; where they chose a minute too, both are there.
fn say_dates(task: &Record<'_, '_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let mut day = |on: &str, at: &str| {
        let instant = task.get(at);
        let day = reading.day(task.get(on), spot, on);
        day.or_else(|| reading.day(instant, spot, at))
    };
    item.start = day("start_on", "start_at");
    if let Some(day) = day("due_on", "due_at") {
        due(item, Some(day));
    }
}

/// The person that is named.
pub(super) fn person(who: &Json<'_>, place: &str, reading: &mut Reading<'_>) -> Option<Target> {
    let (gid, name, email) = (who.text("gid"), who.text("name"), who.text("email"));
    let key = gid.or(name).or(email).or(who.as_text())?;
    if name.is_none() && email.is_none() && gid.is_some() {
        let why = "only the id of the person is there: ask the API for `assignee.name` too";
        reading.draft.changed(format!("name of {}", shown(key)), why, place);
    }
    Some(reading.person(key, name.or(email).unwrap_or(key)))
}

fn say_links(task: &Record<'_, '_>, item: &mut Item) {
    let keys = |field: &str| {
        let all = task.list(field).iter().filter_map(|it| it.as_text().or(it.text("gid")));
        all.map(|key| Target::Key(key.to_owned())).collect::<Vec<_>>()
    };
    item.waits = keys("dependencies").into_iter().map(Link::to).collect();
    item.blocks = keys("dependents");
}

/// Where the task stands: below another, or in the section of its first project.
fn say_place(
    found: &Found<'_, '_>,
    places: &mut Places,
    spot: &Spot,
    item: &mut Item,
    reading: &mut Reading<'_>,
) -> (super::Role, String) {
    let task = &found.record;
    let parent = task.object("parent");
    let parent = parent.text("gid").or(parent.text("name")).map(str::to_owned);
    let mut stands = (super::Role::Theme, String::new());
    let mut around = None;
    for (index, membership) in task.list("memberships").iter().enumerate() {
        let project = places.project(&membership.object("project"), reading);
        let path = spot.at("memberships");
        let section = membership.object("section");
        let (role, name, target) = places.section(section, project.as_deref(), &path, reading);
        if index == 0 {
            (stands, around) = ((role, name), target);
        } else {
            let said = [membership.object("project").text("name"), section.text("name")];
            let said = said.into_iter().flatten().collect::<Vec<_>>().join(" › ");
            let why = "an item stands in one place, that of its first project";
            reading.draft.left_out(format!("place {}", shown(&said)), why, &path);
        }
    }
    if around.is_none() && stands.1.is_empty() {
        let first = task.list("projects").first();
        let project = first.and_then(|project| places.project(&project, reading));
        around = project.filter(|_| !places.is_one).map(Target::Key);
    }
    item.parent = parent.or_else(|| found.parent.clone()).map(Target::Key).or(around);
    stands
}

fn say_custom(field: &Json<'_>, spot: &Spot, item: &mut Item, reading: &mut Reading<'_>) {
    let title = field.text("name").unwrap_or("Custom field");
    let kind = field.text("resource_subtype").or(field.text("type"));
    field.text("type");
    let format = field.text("format");
    let shown_as = field.text("display_value");
    let number = field.number("number_value");
    let is_estimate = format == Some("duration") && super::words(title).starts_with("estimate");
    if let Some(minutes) = number.filter(|_| is_estimate) {
        let amount = Amount::of_minutes(minutes.0 / 1000, amounts::DAY);
        item.estimate = Some(Estimate::Effort(amount)).filter(|_| minutes.0 > 0);
        return;
    }
    let is_percent = format == Some("percentage");
    let names = |key: &str| {
        let all = field.list(key).iter().filter_map(name).collect::<Vec<_>>();
        Some(all.join(", ")).filter(|names| !names.is_empty())
    };
    let (kind, text) = match kind {
        Some("number") if is_percent => {
            let text = number.map(|it| format!("{}%", Number(it.0.saturating_mul(100))));
            (FieldKind::Text, text)
        }
        Some("number") if format == Some("duration") => {
            (FieldKind::Text, shown_as.map(str::to_owned))
        }
        Some("number") => (FieldKind::Number, number.map(|number| number.to_string())),
        Some("date") => {
            let date = field.object("date_value");
            let day = date.text("date").or(date.text("date_time")).or(shown_as);
            (FieldKind::Date, day.map(str::to_owned))
        }
        Some("enum") => (FieldKind::Text, name(field.get("enum_value")).map(str::to_owned)),
        Some("multi_enum") => (FieldKind::Text, names("multi_enum_values")),
        Some("people") => (FieldKind::Text, names("people_value")),
        _ => (FieldKind::Text, field.text("text_value").map(str::to_owned)),
    };
    let text = text.or(shown_as.map(str::to_owned));
    if let Some(text) = text {
        if let Some(currency) = field.text("currency_code").filter(|_| number.is_some()) {
            reading.draft.currency.get_or_insert_with(|| currency.to_owned());
        }
        fields::say(Value { title, kind, text: &text }, item, spot, reading);
    }
}
