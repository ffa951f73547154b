//! GanttProject's files, `.gan`.
//!
//! A task stands where its links put it; one without any stands where somebody put it, which is the earliest that it starts here.

use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::{
    Assignee, Calendar, Draft, Estimate, FieldKind, Item, Kind, Lag, Link, LinkKind, Origin,
    Resource, Target,
};
use super::input::{Input, Options, Refusal, shown};
use super::unread::Unread;
use super::values::{Amount, Number, Unit, When};
use super::xml::{self, Lines, all, child, content, elements};
use crate::diagnostic::Fate;
use crate::time::{Date, Weekday};

/// The hours of a day are nowhere in the file: those of the language.
const HOURS: (u16, u16) = (540, 1020);

/// Whether it is a project of GanttProject.
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
    let mut draft = Draft::default();
    name.clone_into(&mut draft.title);
    draft.today = options.today.map(When::day);
    calendar(project, &lines, &mut draft);
    resources(project, &lines, &mut draft);
    let mut reader = Reader::of(project, &lines);
    reader.fields(project, &mut draft);
    reader.tasks(project, &mut draft);
    reader.links(project, &mut draft);
    reader.allocations(project, &mut draft);
    draft.start =
        draft.items.iter().filter_map(|item| item.start).min().map(|when| When::day(when.date));
    reader.floors(&mut draft);
    tell_unread(project, &lines, &mut draft);
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

/// Working time: whole days, of which the week and single days are off.
fn calendar(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let Some(list) = child(project, "calendars") else { return };
    let week = child(list, "day-types").and_then(|types| child(types, "default-week"));
    let works = |name: &str, index: usize| match week.and_then(|week| attribute(week, name)) {
        Some(code) => code == "0",
        None => index < 5,
    };
    let open = DAYS.iter().zip(Weekday::ALL).enumerate();
    let open = open.filter(|(index, (name, _))| works(name, *index));
    let work: Vec<_> = open.map(|(_, (_, weekday))| (weekday, vec![HOURS])).collect();
    let mut calendar = Calendar { title: "Working days".into(), work, ..Calendar::default() };
    for date in all(list, "date") {
        let place = lines.place(date);
        let name = content(date).map(ToOwned::to_owned);
        let small = |name| whole(date, name).and_then(|number| i8::try_from(number).ok());
        let (Some(month), Some(of_month)) = (small("month"), small("date")) else { continue };
        let is_open = matches!(attribute(date, "type"), Some("WORKING_DAY"));
        if attribute(date, "type") == Some("NEUTRAL") {
            draft.left_out("days that are only marked", "they are worked as any other", &place);
            continue;
        }
        let year = whole(date, "year").and_then(|year| i16::try_from(year).ok());
        match year.and_then(|year| Date::new(year, month, of_month)) {
            Some(date) if is_open => calendar.open.push((date, date, Vec::new(), name)),
            Some(date) => calendar.off.push((date, date, name)),
            None if year.is_none() && !is_open && Date::new(2024, month, of_month).is_some() => {
                calendar.yearly.push((month, of_month, name));
            }
            None => {
                let why = if year.is_none() {
                    "it is open in one year, not in each"
                } else {
                    "there is no such day"
                };
                draft.left_out(format!("the day `{month:02}-{of_month:02}`"), why, &place);
            }
        }
    }
    draft.calendars.push(calendar);
    draft.calendar = Some(0);
}

/// The key of a resource.
fn resource_key(id: &str) -> String {
    format!("resource {id}")
}

fn resources(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    let roles = listed(project, "roles", "role");
    let roles: FxHashMap<&str, &str> =
        roles.filter_map(|role| Some((attribute(role, "id")?, attribute(role, "name")?))).collect();
    let mut absences: FxHashMap<&str, Vec<(When, When, Option<String>)>> = FxHashMap::default();
    for vacation in listed(project, "vacations", "vacation") {
        let (Some(first), Some(last)) = (day(vacation, "start"), day(vacation, "end")) else {
            continue;
        };
        if let Some(id) = attribute(vacation, "resourceid") {
            absences.entry(id).or_default().push((
                When::day(first),
                When::day(last.max(first)),
                None,
            ));
        }
    }
    for node in listed(project, "resources", "resource") {
        let (Some(id), Some(name)) = (attribute(node, "id"), attribute(node, "name")) else {
            continue;
        };
        let place = lines.place(node);
        let role = attribute(node, "function").and_then(|id| match id {
            "Default:0" => None,
            "Default:1" => Some("Project manager"),
            _ => roles.get(id).copied(),
        });
        let rate = all(node, "rate").find_map(|rate| number(attribute(rate, "value")?));
        draft.resources.push(Resource {
            key: resource_key(id),
            title: name.into(),
            role: role.map(ToOwned::to_owned),
            rate: rate.filter(|rate| rate.0 > 0).map(|rate| (rate, Unit::Days)),
            away: absences.remove(id).unwrap_or_default(),
            ..Resource::default()
        });
        for (attribute_name, what) in [("contacts", "address"), ("phone", "telephone number")] {
            if attribute(node, attribute_name).is_some() {
                let why = "a person has a name, a team and a role";
                draft.left_out(format!("the {what} of people"), why, &place);
            }
        }
    }
}

/// What reading tasks needs.
struct Reader<'a> {
    lines: &'a Lines,
    /// By id of a property: its field among the draft's, what its values are, and that which says nothing.
    fields: FxHashMap<&'a str, (usize, FieldKind, Option<&'a str>)>,
    /// The colour that most tasks have, and that of most milestones.
    usual_colours: [Option<&'a str>; 2],
    /// By id of a task: its place among the draft's items.
    items: FxHashMap<&'a str, usize>,
    /// Tasks with parts.
    wholes: FxHashSet<&'a str>,
    /// Tasks whose place their links decide.
    bound: FxHashSet<&'a str>,
}

impl<'a> Reader<'a> {
    fn of(project: Node<'a, '_>, lines: &'a Lines) -> Self {
        Self {
            lines,
            fields: FxHashMap::default(),
            usual_colours: [false, true].map(|is_milestone| usual_colour(project, is_milestone)),
            items: FxHashMap::default(),
            wholes: FxHashSet::default(),
            bound: FxHashSet::default(),
        }
    }

    /// Custom columns.
    fn fields(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
        let lists = all(project, "tasks").flat_map(|tasks| all(tasks, "taskproperties"));
        for property in lists.flat_map(|list| all(list, "taskproperty")) {
            let (Some(id), Some(name)) = (attribute(property, "id"), attribute(property, "name"))
            else {
                continue;
            };
            if attribute(property, "type") != Some("custom") {
                continue;
            }
            let kind = match attribute(property, "valuetype") {
                Some("int" | "double") => FieldKind::Number,
                Some("date") => FieldKind::Date,
                Some("boolean") => FieldKind::Flag,
                _ => FieldKind::Text,
            };
            if elements(property).next().is_some() {
                let what = format!("the formula of {}", shown(name));
                draft.left_out(what, "its values are kept", &self.lines.place(property));
            }
            let usual = attribute(property, "defaultvalue");
            self.fields.insert(id, (draft.field(name, kind), kind, usual));
        }
    }

    /// All tasks, a whole before its parts.
    fn tasks(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
        let roots: Vec<_> = listed(project, "tasks", "task").collect();
        let mut open: Vec<(Node<'a, '_>, Option<&str>)> =
            roots.into_iter().rev().map(|task| (task, None)).collect();
        while let Some((node, parent)) = open.pop() {
            let id = attribute(node, "id").unwrap_or_default();
            let parts: Vec<_> = all(node, "task").collect();
            let mut item = self.task(node, draft);
            item.parent = parent.map(|id| Target::Key(id.to_owned()));
            if !parts.is_empty() {
                self.wholes.insert(id);
                (item.estimate, item.not_before, item.kind) = (None, None, Kind::Auto);
                (item.is_done, item.progress, item.started, item.finished) =
                    (false, None, None, None);
            }
            self.items.entry(id).or_insert(draft.items.len());
            draft.items.push(item);
            open.extend(parts.into_iter().rev().map(|part| (part, Some(id))));
        }
    }

    fn task(&self, node: Node<'a, '_>, draft: &mut Draft) -> Item {
        let place = self.lines.place(node);
        let is_milestone = is_milestone(node);
        let length = days(node, "duration").filter(|days| *days >= 0);
        if let (None, Some(said)) = (length, attribute(node, "duration")) {
            let why = format!("{} is no number of days that a plan can have", shown(said));
            let title = shown(attribute(node, "name").unwrap_or_default());
            draft.left_out(format!("the duration of {title}"), why, &place);
        }
        let start =
            day(node, "start").map(|date| When { date, minute: is_milestone.then_some(HOURS.0) });
        let done = whole(node, "complete").unwrap_or(0).clamp(0, 100);
        let third =
            day(node, "thirdDate").filter(|_| whole(node, "thirdDate-constraint") == Some(1));
        let notes: Vec<&str> = all(node, "notes").filter_map(content).collect();
        let estimate = length.filter(|_| !is_milestone);
        let estimate = estimate.map(|days| Estimate::Duration(Amount::days(days)));
        let mut item = Item {
            key: attribute(node, "id").unwrap_or_default().to_owned(),
            title: attribute(node, "name").unwrap_or("Task").to_owned(),
            kind: if is_milestone { Kind::Milestone } else { Kind::Auto },
            origin: Origin::Computed,
            estimate,
            start,
            not_before: third.map(When::day),
            // The file has no other dates of what was done.
            started: start.filter(|_| done > 0 && !is_milestone),
            finished: start.filter(|_| done == 100 && is_milestone),
            is_done: done == 100,
            progress: Some(done * 10).filter(|done| (1..1000).contains(done)),
            priority: priority(node, &place, draft),
            note: Some(notes.join("\n\n")).filter(|note| !note.is_empty()),
            links: attribute(node, "webLink")
                .map(|link| (None, address(link)))
                .into_iter()
                .collect(),
            place,
            ..Item::default()
        };
        if attribute(node, "cost-calculated") != Some("true") {
            let cost = attribute(node, "cost-manual-value").and_then(number);
            item.cost = cost.filter(|cost| cost.0 > 0);
        }
        let usual = self.usual_colours.get(usize::from(is_milestone)).copied();
        let colour = attribute(node, "color").filter(|colour| Some(Some(*colour)) != usual);
        item.tags.extend(colour.map(|colour| format!("colour-{}", colour.trim_start_matches('#'))));
        self.custom(node, &mut item, draft);
        item
    }

    fn custom(&self, node: Node<'a, '_>, item: &mut Item, draft: &mut Draft) {
        for property in all(node, "customproperty") {
            let Some(said) = attribute(property, "value").or_else(|| content(property)) else {
                continue;
            };
            let id = attribute(property, "taskproperty-id").unwrap_or_default();
            let Some((field, kind, usual)) = self.fields.get(id).copied() else {
                let what = format!("custom value {}", shown(said));
                draft.left_out(what, "the file has no such column", &self.lines.place(property));
                continue;
            };
            if usual == Some(said) {
                continue;
            }
            let value = match kind {
                FieldKind::Text => Some(said.to_owned()),
                FieldKind::Number => number(said).map(|number| number.to_string()),
                FieldKind::Date => {
                    Date::from_iso(said.get(..10).unwrap_or(said)).map(|day| day.to_string())
                }
                FieldKind::Flag => Some(if said == "true" { "yes" } else { "no" }.to_owned()),
            };
            match value {
                Some(value) => item.fields.push((field, value)),
                None => {
                    let what = format!("custom value {}", shown(said));
                    draft.left_out(
                        what,
                        "it is not what its column holds",
                        &self.lines.place(property),
                    );
                }
            }
        }
    }

    /// A link stands at what is waited for, and names what waits.
    fn links(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
        let depends = project.descendants().filter(|node| node.has_tag_name("depend"));
        for depend in depends {
            let Some(task) = depend.parent_element().filter(|node| node.has_tag_name("task"))
            else {
                continue;
            };
            let place = self.lines.place(depend);
            let from = attribute(task, "id").unwrap_or_default();
            let to = attribute(depend, "id").unwrap_or_default();
            let Some(waiting) = self.items.get(to).and_then(|index| draft.items.get_mut(*index))
            else {
                draft.left_out(
                    format!("a link to task {}", shown(to)),
                    "there is no such task",
                    &place,
                );
                continue;
            };
            let kind = match whole(depend, "type") {
                Some(1) => LinkKind::StartToStart,
                Some(3) => LinkKind::FinishToFinish,
                Some(4) => LinkKind::StartToFinish,
                _ => LinkKind::FinishToStart,
            };
            let days = days(depend, "difference").filter(|days| *days != 0);
            let lag = days.map(|days| Lag { amount: Amount::days(days), is_elapsed: false });
            waiting.waits.push(Link { to: Target::Key(from.to_owned()), kind, lag });
            let title = shown(&waiting.title);
            if attribute(depend, "hardness") == Some("Rubber") {
                let why = "it may stand later than its link asks for, and starts no earlier than it does in the file";
                draft.changed(format!("a rubber link of {title}"), why, &place);
            } else {
                self.bound.insert(to);
            }
        }
    }

    /// What no link binds starts no earlier than somebody put it, unless the plan does so anyway.
    fn floors(&self, draft: &mut Draft) {
        for item in &mut draft.items {
            let is_free =
                ![&self.wholes, &self.bound].iter().any(|held| held.contains(item.key.as_str()));
            if is_free {
                item.not_before = item.not_before.max(item.start);
            }
            let begins = draft.start.map(|start| start.date);
            item.not_before =
                item.not_before.filter(|day| begins.is_none_or(|begins| day.date > begins));
        }
    }

    fn allocations(&self, project: Node<'a, '_>, draft: &mut Draft) {
        let people = listed(project, "resources", "resource");
        let roles: FxHashMap<Option<&str>, Option<&str>> =
            people.map(|node| (attribute(node, "id"), attribute(node, "function"))).collect();
        for node in listed(project, "allocations", "allocation") {
            let place = self.lines.place(node);
            let task = attribute(node, "task-id").unwrap_or_default();
            let who = resource_key(attribute(node, "resource-id").unwrap_or_default());
            let is_known = draft.resources.iter().any(|resource| resource.key == who);
            let Some(item) = self.items.get(task).and_then(|index| draft.items.get_mut(*index))
            else {
                draft.left_out(
                    "an allocation",
                    format!("there is no task {}", shown(task)),
                    &place,
                );
                continue;
            };
            if !is_known {
                draft.left_out("an allocation", "there is no such resource", &place);
                continue;
            }
            let role = attribute(node, "function");
            if roles.get(&attribute(node, "resource-id")).is_some_and(|usual| *usual != role) {
                let what = "a role that somebody has in one task alone";
                draft.losses.add(Fate::LeftOut, what, "a person has one role", place.as_str());
            }
            let who = Target::Key(who);
            let is_responsible = attribute(node, "responsible") == Some("true");
            if is_responsible && item.owner.is_none() {
                item.owner = Some(who.clone());
            }
            let what = format!("somebody who works on {}", shown(&item.title));
            if self.wholes.contains(task) || item.kind == Kind::Milestone {
                if !is_responsible {
                    draft.left_out(what, "it takes no time of its own", &place);
                }
                continue;
            }
            let load = attribute(node, "load").and_then(number).map_or(1000, |load| load.0 / 100);
            let share = Some(load).filter(|load| (1..1000).contains(load));
            item.people.push(Assignee { who, share, units: None });
            if load > 1000 {
                draft.changed(what, "more than all of their time is asked for", &place);
            }
        }
    }
}

fn is_milestone(task: Node<'_, '_>) -> bool {
    attribute(task, "meeting") == Some("true")
}

/// The colour that most tasks have, or most milestones; of several the first.
fn usual_colour<'a>(project: Node<'a, '_>, of_milestones: bool) -> Option<&'a str> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    let tasks = || {
        let all = project.descendants().filter(|node| node.has_tag_name("task"));
        all.filter(|task| is_milestone(*task) == of_milestones)
            .filter_map(|task| attribute(task, "color"))
    };
    tasks().for_each(|colour| *counts.entry(colour).or_default() += 1);
    let most = counts.values().copied().max();
    tasks().find(|colour| counts.get(colour).copied() == most)
}

/// Who goes first, as the program names it; nothing if it is usual.
fn priority(node: Node<'_, '_>, place: &str, draft: &mut Draft) -> Option<u16> {
    const LEVELS: [(&str, u16); 4] = [("0", 300), ("2", 700), ("3", 100), ("4", 900)];
    let said = attribute(node, "priority").filter(|said| *said != "1")?;
    let level = LEVELS.iter().find(|(code, _)| *code == said).map(|(_, level)| *level);
    if level.is_none() {
        draft.left_out(format!("priority {}", shown(said)), "there is no such level", place);
    }
    level
}

/// A web address, whose signs the program writes as `%3A`.
fn address(link: &str) -> String {
    if !link.contains("%3A") {
        return link.to_owned();
    }
    let mut bytes = Vec::with_capacity(link.len());
    let mut rest = link.bytes();
    while let Some(byte) = rest.next() {
        let ahead = rest.clone().take(2).map(|digit| char::from(digit).to_digit(16));
        let pair: Vec<u32> = ahead.flatten().collect();
        match pair.as_slice() {
            [high, low] if byte == b'%' => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest.nth(1);
            }
            _ => bytes.push(byte),
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| link.to_owned())
}

const SHOWN: &str = "it says how GanttProject shows a plan, not what the plan is";
const UNKNOWN: &str = "it is not known here";
const FILE: &str = "it speaks of the file, not of the plan";
const BASELINE: &str = "what was planned is a file of its own: import the plan as it was then, and name that file, `baseline \"before.roadmap\"`";
const PERSON: &str = "a person has a name, a team and a role";

/// Elements and attributes that are not read, with the reason; `""` stands for the element itself.
const LEFT: &[(&str, &str, &str)] = &[
    (
        "project",
        "company webLink version view-date view-index gantt-divider-location resource-divider-location locale",
        FILE,
    ),
    ("description", "", "a roadmap has no text of its own: notes stand on items"),
    ("view", "", SHOWN),
    ("calendars", "base-id", FILE),
    ("task", "shape expand color2 webLinkTitle", SHOWN),
    ("previous-tasks", "", BASELINE),
    ("custom-property", "", PERSON),
    ("custom-property-definition", "", PERSON),
];

/// Elements that are read, or whose content is told elsewhere.
const READ: &str = "project calendars day-types day-type default-week only-show-weekends overriden-day-types days date tasks taskproperties taskproperty task depend notes customproperty resources resource rate allocations allocation vacations vacation previous roles role simple-select field option timeline";
/// Attributes that are read, or say nothing beside others.
const READ_ATTRIBUTES: &str = "id uid name color meeting start duration complete thirdDate thirdDate-constraint priority webLink fixed-start cost-manual-value cost-calculated type difference hardness taskproperty-id value valuetype defaultvalue function contacts phone task-id resource-id responsible load end resourceid year month date sun mon tue wed thu fri sat empty-milestones roleset-name select width order url user-id calculated";

/// Tells of what is not read.
fn tell_unread(project: Node<'_, '_>, lines: &Lines, draft: &mut Draft) {
    let left: FxHashMap<(&str, &str), &str> = LEFT
        .iter()
        .flat_map(|(element, names, why)| {
            names.split(' ').map(move |name| ((*element, name), *why))
        })
        .collect();
    let read: FxHashSet<&str> = READ.split(' ').collect();
    let read_attributes: FxHashSet<&str> = READ_ATTRIBUTES.split(' ').collect();
    let mut unread = Unread::default();
    let mut open = vec![project];
    while let Some(node) = open.pop() {
        let (name, line) = (node.tag_name().name(), lines.number(node));
        let parent = node.parent_element().map_or("file", |parent| parent.tag_name().name());
        let says = elements(node).next().is_some()
            || content(node).is_some()
            || node.attributes().len() > 0;
        match left.get(&(name, "")) {
            Some(_) if !says => continue,
            Some(why) => {
                unread.left_out((parent, name), why, line);
                continue;
            }
            None if !read.contains(name) => {
                unread.left_out((parent, name), UNKNOWN, line);
                continue;
            }
            None => {}
        }
        for attribute in node.attributes().filter(|attribute| !attribute.value().trim().is_empty())
        {
            let why = left.get(&(name, attribute.name())).copied();
            if why.is_some() || !read_attributes.contains(attribute.name()) {
                unread.left_out((name, attribute.name()), why.unwrap_or(UNKNOWN), line);
            }
        }
        open.extend(elements(node));
    }
    unread.tell(draft);
}
