//! Tasks: the outline, how long each takes, what fixes it, how far it is.

mod dates;
mod people;
mod told;

use roxmltree::Node;
use rustc_hash::FxHashSet;

use crate::import::draft::{Draft, Estimate, Item, Kind, Origin, Target};
use crate::import::input::shown;
use crate::import::mspdi::assignments::{self, ByTask};
use crate::import::mspdi::calendars::Calendars;
use crate::import::mspdi::fields::Fields;
use crate::import::mspdi::links::{self, Durations};
use crate::import::mspdi::resources::Resources;
use crate::import::mspdi::values::{duration, flag, format, integer, moment, money};
use crate::import::values::{Amount, When};
use crate::import::xml::{Lines, all, child, text};

/// The key of a task.
pub(super) fn key(uid: i64) -> String {
    uid.to_string()
}

/// What reading a task needs.
pub(super) struct Reader<'a, 'input> {
    pub(super) assignments: ByTask<'a, 'input>,
    pub(super) durations: Durations,
    /// Whether the plan is scheduled from its end.
    pub(super) is_backward: bool,
    /// The day that the plan is looked at, if the file says it.
    pub(super) today: Option<When>,
    /// Minutes of a day of work.
    pub(super) day: i64,
    pub(super) lines: &'a Lines,
    pub(super) calendars: Calendars,
    pub(super) resources: Resources,
    pub(super) fields: Fields<'a>,
}

/// A task on its way to an item.
struct Task<'a, 'input> {
    node: Node<'a, 'input>,
    item: Item,
    /// What a message calls it.
    name: String,
    is_summary: bool,
    is_milestone: bool,
    /// Working or clock time, in minutes.
    length: i64,
    is_elapsed: bool,
    /// The UID of the calendar that it works by, where that is its own.
    calendar: Option<i64>,
    /// How many work on it, in thousandths.
    units: i64,
    /// The UID of the calendar of the only one who does, with their absences.
    presence: Option<i64>,
}

impl<'a, 'input> Reader<'a, 'input> {
    /// Reads all tasks.
    pub(super) fn read(&mut self, project: Node<'a, 'input>, draft: &mut Draft) {
        let mut around: Vec<(i64, String)> = Vec::new();
        let mut paths: Vec<Option<String>> = Vec::new();
        let list = child(project, "Tasks");
        let tasks: Vec<_> = list.into_iter().flat_map(|list| all(list, "Task")).collect();
        let outline = Outline::of(&tasks);
        for (index, node) in tasks.into_iter().enumerate() {
            let level = outline.levels.get(index).copied().unwrap_or(1);
            if flag(node, "IsNull") || level == 0 {
                continue;
            }
            around.retain(|(outer, _)| *outer < level);
            paths.truncate(around.len());
            let uid = integer(node, "UID").unwrap_or(-1 - i64::try_from(index).unwrap_or(0));
            let is_summary = flag(node, "Summary") || outline.has_parts(index);
            let mut task = self.task(node, uid, is_summary);
            task.item.parent = around.last().map(|(_, key)| Target::Key(key.clone()));
            around.push((level, task.item.key.clone()));
            self.fill(&mut task, uid, draft);
            // What was moved since it was written has its id from its title, like the others.
            let path = task.item.path.take();
            let outer = paths.last().and_then(|path| path.as_deref());
            let is_kept = |path: &String| match (path.rsplit_once('.'), paths.is_empty()) {
                (None, is_root) => is_root,
                (Some((before, _)), _) => Some(before) == outer,
            };
            task.item.path = path.filter(is_kept);
            paths.push(task.item.path.clone());
            draft.items.push(task.item);
        }
        self.begin(draft);
    }

    /// The start of a roadmap is a floor. In MS Project a constraint or a lead may put work before that of the project: then the
    /// roadmap starts with it, and what nothing else holds starts no earlier than the project.
    fn begin(&mut self, draft: &mut Draft) {
        let Some(start) = draft.start else { return };
        if draft.items.iter().any(|item| matches!(item.estimate, Some(Estimate::Elapsed(_)))) {
            // Clock time starts in the minute that is said.
            draft.start = Some(When { minute: start.minute.filter(|minute| *minute > 0), ..start });
            return;
        }
        let wholes: FxHashSet<String> = (draft.items.iter())
            .filter_map(|item| item.parent.as_ref().map(|parent| parent.said().to_owned()))
            .collect();
        let is_held = |item: &Item| {
            item.from.is_some() || item.started.is_some() || item.is_done || item.is_dropped
        };
        let early = draft.items.iter().filter(|item| !is_held(item) && !wholes.contains(&item.key));
        let first = early.filter_map(|item| item.start).min().unwrap_or(start);
        draft.start = Some(self.calendars.start(first.min(start)));
        if first >= start {
            return;
        }
        let floor = self.calendars.shape(None).start(start);
        let mut bound: FxHashSet<String> = FxHashSet::default();
        for item in &mut draft.items {
            let inherits = item.parent.as_ref().is_some_and(|parent| bound.contains(parent.said()));
            if inherits || !item.waits.is_empty() {
                bound.insert(item.key.clone());
            }
            let is_free =
                !inherits && item.waits.is_empty() && !is_held(item) && !wholes.contains(&item.key);
            if is_free && item.not_before.is_none() && item.to.is_none() {
                item.not_before = Some(floor);
            }
        }
        let why =
            format!("work is said to start before the project does, on {}", start.date.long());
        draft.decided(format!("the start of the roadmap, {}", first.date.long()), why, "");
    }

    fn task(&mut self, node: Node<'a, 'input>, uid: i64, is_summary: bool) -> Task<'a, 'input> {
        let said = duration(node, "Duration").or_else(|| duration(node, "ManualDuration"));
        let length = said.unwrap_or(0);
        let format = format(integer(node, "DurationFormat"));
        let title = text(node, "Name").unwrap_or("Task").to_owned();
        let is_milestone =
            !is_summary && length == 0 && (said.is_some() || flag(node, "Milestone"));
        let item = Item {
            key: key(uid),
            kind: if is_milestone { Kind::Milestone } else { Kind::Auto },
            place: self.lines.place(node),
            origin: Origin::Computed,
            start: moment(node, "Start"),
            end: moment(node, "Finish"),
            note: text(node, "Notes").map(ToOwned::to_owned),
            links: assignments::link(node).into_iter().collect(),
            is_dropped: child(node, "Active").is_some() && !flag(node, "Active"),
            cost: money(node, "FixedCost"),
            title,
            ..Item::default()
        };
        let calendar = self.calendars.known(integer(node, "CalendarUID"));
        let name = shown(&item.title);
        let is_elapsed = format.is_elapsed;
        Task {
            node,
            item,
            name,
            is_summary,
            is_milestone,
            length,
            is_elapsed,
            calendar,
            units: 0,
            presence: None,
        }
    }

    fn fill(&mut self, task: &mut Task<'a, 'input>, uid: i64, draft: &mut Draft) {
        told::tell_oddities(task, draft);
        self.people(task, uid, draft);
        self.estimate(task, draft);
        self.constrain(task, draft);
        self.progress(task);
        task.item.waits = links::read(task.node, (&self.durations, self.day), self.lines, draft);
        self.fields.of_task((task.node, self.day), &mut task.item, self.lines, draft);
        if let Some(contact) = text(task.node, "Contact") {
            let who = Target::Title(contact.to_owned());
            if self.resources.values().any(|known| known.name == contact) {
                task.item.owner = Some(who);
            } else {
                let field = draft.field("Contact", crate::import::draft::FieldKind::Text);
                task.item.fields.push((field, contact.to_owned()));
            }
        }
        if let Some(number) = text(task.node, "WBS")
            && Some(number) != text(task.node, "OutlineNumber")
        {
            let field = draft.field("WBS", crate::import::draft::FieldKind::Text);
            task.item.fields.push((field, number.to_owned()));
        }
        task.item.priority = priority(task, draft);
    }

    fn estimate(&mut self, task: &mut Task<'a, 'input>, draft: &mut Draft) {
        let is_known =
            duration(task.node, "Duration").or_else(|| duration(task.node, "ManualDuration"));
        if task.is_summary || task.is_milestone {
            return;
        }
        if is_known.is_none() {
            if let Some(said) = text(task.node, "Duration") {
                let what = format!("the duration {} of {}", shown(said), task.name);
                draft.left_out(what, "it is no amount of time", &task.item.place);
            }
            return;
        }
        let amount = |length, day| Amount::of_minutes(length, day);
        let estimate = if task.is_elapsed {
            Estimate::Elapsed(amount(task.length, 1440))
        } else {
            Estimate::Duration(amount(task.length, self.day))
        };
        task.item.estimate = task.item.estimate.or(Some(estimate));
        if flag(task.node, "Estimated") {
            let why = "an estimate has no question mark: write a range where it is unsure";
            draft.changed("estimated durations, such as `5d?`", why, &task.item.place);
        }
    }
}

/// Whether a task lasts as long as its work takes: it is not clock time, and nobody put it where it is.
fn is_plain(task: &Task<'_, '_>) -> bool {
    !task.is_elapsed && !flag(task.node, "Manual")
}

/// Who goes first: 1 to 1000, 500 if nothing else is said.
fn priority(task: &Task<'_, '_>, draft: &mut Draft) -> Option<u16> {
    let said = integer(task.node, "Priority").filter(|said| *said != 500 && !task.is_summary)?;
    let priority = said.clamp(1, 1000);
    if priority != said {
        let what = format!("the priority {said} of {}", task.name);
        draft.changed(what, "it goes from 1 to 1000", &task.item.place);
    }
    u16::try_from(priority).ok()
}

/// Which level each task stands on.
struct Outline {
    levels: Vec<i64>,
}

impl Outline {
    fn of(tasks: &[Node<'_, '_>]) -> Self {
        let level = |task: &Node<'_, '_>| {
            let by_number = || {
                let number = text(*task, "OutlineNumber")?;
                i64::try_from(number.split('.').count()).ok()
            };
            integer(*task, "OutlineLevel").or_else(by_number).unwrap_or(1).max(0)
        };
        Self { levels: tasks.iter().map(level).collect() }
    }

    /// Whether what follows stands deeper.
    fn has_parts(&self, index: usize) -> bool {
        let level = |index| self.levels.get(index).copied();
        level(index + 1).zip(level(index)).is_some_and(|(next, own)| next > own)
    }
}
