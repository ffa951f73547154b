//! Tasks with their links, and who works on them.

use roxmltree::Node;
use rustc_hash::{FxHashMap, FxHashSet};

use super::resources::resource_key;
use super::{HOURS, attribute, day, days, listed, number, whole};
use crate::diagnostic::Fate;
use crate::import::draft::{
    Assignee, Draft, Estimate, FieldKind, Item, Kind, Lag, Link, LinkKind, Origin, Target,
};
use crate::import::input::shown;
use crate::import::values::{Amount, When};
use crate::import::xml::{Lines, all, content, elements};
use crate::time::Date;

/// What reading tasks needs.
pub(super) struct Reader<'a> {
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
    pub(super) fn of(project: Node<'a, '_>, lines: &'a Lines) -> Self {
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
    pub(super) fn fields(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
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
    pub(super) fn tasks(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
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
            if let Some(value) = value {
                item.fields.push((field, value));
            } else {
                let what = format!("custom value {}", shown(said));
                let why = "it is not what its column holds";
                draft.left_out(what, why, &self.lines.place(property));
            }
        }
    }

    /// A link stands at what is waited for, and names what waits.
    pub(super) fn links(&mut self, project: Node<'a, '_>, draft: &mut Draft) {
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
    pub(super) fn floors(&self, draft: &mut Draft) {
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

    pub(super) fn allocations(&self, project: Node<'a, '_>, draft: &mut Draft) {
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
