//! Tasks: the outline, how long each takes, what fixes it, how far it is.

use roxmltree::Node;
use rustc_hash::FxHashSet;

use super::assignments::{self, ByTask};
use super::calendars::Calendars;
use super::fields::Fields;
use super::links::{self, Durations};
use super::resources::Resources;
use super::values::{self, duration, flag, format, integer, moment, money};
use crate::import::draft::{Draft, Estimate, Item, Kind, Origin, Target};
use crate::import::input::shown;
use crate::import::values::{Amount, Number, When};
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
        tell_oddities(task, draft);
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

    /// Who works on it, and by which calendar.
    fn people(&mut self, task: &mut Task<'a, 'input>, uid: i64, draft: &mut Draft) {
        let nodes = self.assignments.get(&uid).map(Vec::as_slice).unwrap_or_default();
        let is_assigned =
            |node: &&Node<'_, '_>| integer(**node, "ResourceUID").is_some_and(|uid| uid >= 0);
        if let Some(first) =
            nodes.iter().find(is_assigned).filter(|_| task.is_summary || task.is_milestone)
        {
            let why = if task.is_summary {
                "it is a summary: all its parts would inherit them"
            } else {
                "a milestone takes no time"
            };
            draft.left_out(format!("the people of {}", task.name), why, &self.lines.place(*first));
            return;
        }
        let held = (&mut task.item, self.lines, &mut *draft);
        let work = assignments::read(nodes, task.length, &self.resources, held);
        let is_effort = flag(task.node, "EffortDriven") || integer(task.node, "Type") == Some(2);
        if let Some(effort) = work.effort.filter(|_| is_effort && is_plain(task)) {
            task.item.estimate = Some(Estimate::Effort(Amount::of_minutes(effort, self.day)));
        }
        let is_open = |uid, day| {
            let presence = self.resources.get(&uid).and_then(|known| known.presence);
            let shape = self.calendars.shape(task.calendar.or(presence));
            !shape.hours(day).is_empty()
        };
        if let Some(day) = assignments::pause(nodes, is_open) {
            let why = format!("it pauses from {}, and is done in one piece here", day.long());
            draft.changed(format!("the split of {}", task.name), why, &task.item.place);
        }
        self.work_by(task, &work, draft);
        task.units = work.parts.iter().map(|part| part.units).sum();
        if let ([only], None) = (work.parts.as_slice(), task.calendar) {
            task.presence = only.presence;
        }
        self.absences(task, &work);
    }

    /// Of several of whom some are away, the duration counts the time in which any of them is there. Where each works whenever they
    /// are there, it is as much work as they do; otherwise as long as the slowest takes.
    fn absences(&mut self, task: &mut Task<'a, 'input>, work: &assignments::Work) {
        let is_together = work.parts.len() < 2 || !work.parts.iter().any(|part| part.is_away);
        let Some((start, end)) = task.item.start.zip(task.item.end) else { return };
        if is_together || task.item.estimate.is_some() || !is_plain(task) {
            return;
        }
        let mut works_on = |part: &assignments::Part| {
            let there = self.calendars.shape(part.presence).work_between(start, end);
            there.is_some_and(|there| (there * part.units / 1000 - part.work).abs() <= 1)
        };
        let amount = |minutes| Amount::of_minutes(minutes, self.day);
        task.item.estimate = if work.parts.iter().all(&mut works_on) {
            Some(Estimate::Effort(amount(work.total)))
        } else {
            let longest = Some(work.longest).filter(|longest| (1..task.length).contains(longest));
            longest.map(|longest| Estimate::Duration(amount(longest)))
        };
    }

    /// The calendar of a task is its own; otherwise people work by theirs, also where the project's is closed.
    fn work_by(
        &mut self,
        task: &mut Task<'a, 'input>,
        work: &assignments::Work,
        draft: &mut Draft,
    ) {
        let own = task.calendar.filter(|own| *own != self.calendars.project());
        if let Some(own) = own.filter(|_| task.is_summary) {
            let what = format!("the calendar {} of {}", shown(self.calendars.name(own)), task.name);
            draft.left_out(
                what,
                "it is a summary: all its parts would work by it",
                &task.item.place,
            );
            return;
        }
        task.item.calendar = own.map(|own| self.calendars.write(own, draft));
        let is_alone = own.is_some() && flag(task.node, "IgnoreResourceCalendar");
        if is_alone && !work.calendars.is_empty() {
            let what = format!("the calendar of {}, whatever those of its people say", task.name);
            let why = "people are never asked for when they are away";
            draft.changed(what, why, &task.item.place);
            return;
        }
        let first = work.calendars.first().copied().flatten();
        let is_shared = work.calendars.iter().all(|other| *other == first);
        if !is_shared && work.total > 0 && is_plain(task) {
            self.work_apart(task, work, draft);
        } else if let Some(first) = first.filter(|_| is_shared && own.is_none())
            && !self.calendars.is_within_project(first)
        {
            task.item.calendar = Some(self.calendars.write(first, draft));
            task.calendar = Some(first);
        }
    }

    /// Of people whose hours differ each does their part when they are there; the task lasts as long as any of them works.
    fn work_apart(
        &mut self,
        task: &mut Task<'a, 'input>,
        work: &assignments::Work,
        draft: &mut Draft,
    ) {
        let known = work.calendars.iter().copied().flatten();
        let strangers: Vec<i64> =
            known.filter(|uid| !self.calendars.is_within_project(*uid)).collect();
        task.item.estimate = Some(Estimate::Effort(Amount::of_minutes(work.total, self.day)));
        if !strangers.is_empty() && task.item.calendar.is_none() {
            task.item.calendar = Some(self.calendars.write_any(draft));
        }
        let why = "they work at different hours: it is as much work as all of them do";
        draft.changed(format!("the duration of {}", task.name), why, &task.item.place);
    }

    fn estimate(&mut self, task: &mut Task<'a, 'input>, draft: &mut Draft) {
        let is_known =
            duration(task.node, "Duration").or_else(|| duration(task.node, "ManualDuration"));
        if task.is_summary || task.is_milestone || is_known.is_none() {
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

    /// What fixes its dates beside its links.
    fn constrain(&mut self, task: &mut Task<'a, 'input>, draft: &mut Draft) {
        let shape = self.calendars.shape(task.calendar);
        let (is_milestone, node) = (task.is_milestone, task.node);
        // A milestone stands at a moment: eight in the morning is not that evening.
        // Clock time starts in the minute that is said.
        let is_elapsed = task.is_elapsed;
        let start = |when: When| match (is_milestone, is_elapsed) {
            (true, _) => shape.end(when),
            (_, true) => when,
            _ => shape.start(when),
        };
        let end = |when: When| if is_elapsed { when } else { shape.end(when) };
        let item = &mut task.item;
        item.deadline = moment(node, "Deadline").map(|when| shape.end(when));
        let is_typed = flag(node, "Manual") || flag(node, "ExternalTask");
        if is_typed && task.is_summary {
            let dates =
                (item.start.map(|when| shape.start(when)), item.end.map(|when| shape.end(when)));
            (item.from, item.to) = dates;
            return;
        }
        if is_typed {
            item.from = moment(node, "ManualStart").or(item.start).map(start);
            return;
        }
        let date = moment(node, "ConstraintDate");
        let what = |words: &str| format!("the constraint of {}, {words}", task.name);
        match (integer(node, "ConstraintType").unwrap_or(0), date) {
            (0, _) => item.is_late = self.is_backward && !task.is_summary && !is_milestone,
            (1, _) => item.is_late = true,
            (2, Some(date)) => item.from = Some(start(date)),
            (3, Some(date)) => item.to = Some(end(date)),
            (4, Some(date)) => item.not_before = Some(start(date)),
            (5, Some(date)) => item.starts_by = Some(start(date)),
            (6, Some(date)) if is_milestone => item.not_before = Some(shape.end(date)),
            (6, Some(date)) => item.ends_not_before = Some(end(date)),
            (7, Some(date)) => {
                let date = shape.end(date);
                item.deadline = Some(item.deadline.map_or(date, |known| known.min(date)));
                let why = "a deadline is checked, and moves nothing";
                draft.changed(what("to finish no later"), why, &item.place);
            }
            (other, _) => {
                let why = format!("there is no kind {other}, or it needs a date");
                draft.left_out(what("of a kind that is not known"), why, &item.place);
            }
        }
        if item.starts_by.is_some() {
            let why = "it is a limit that is checked, and moves nothing";
            draft.changed(what("to start no later"), why, &item.place);
        }
        if integer(node, "LevelingDelay").is_some_and(|delay| delay > 0) && !task.is_summary {
            item.not_before = item.not_before.max(item.start.map(start));
            let why = "it starts no earlier than where levelling put it";
            draft.changed(format!("the levelling delay of {}", task.name), why, &item.place);
        }
    }

    /// How far it is; of a summary that follows from its parts.
    fn progress(&mut self, task: &mut Task<'a, 'input>) {
        if task.is_summary {
            return;
        }
        let shape = self.calendars.shape(task.calendar);
        let (node, item) = (task.node, &mut task.item);
        let done = integer(node, "PercentComplete").unwrap_or(0).clamp(0, 100);
        let start = |when: When| if task.is_elapsed { when } else { shape.start(when) };
        item.started = moment(node, "ActualStart").map(start);
        let finished = moment(node, "ActualFinish").map(|when| shape.end(when));
        item.is_done = done == 100 || finished.is_some();
        if item.is_done {
            item.started = item.started.or(item.start.map(start));
            item.finished = finished.or(item.end.map(|when| shape.end(when)));
        }
        if item.is_done || done == 0 {
            return;
        }
        item.progress = Some(done * 10);
        if task.is_elapsed {
            return;
        }
        let is_effort = matches!(item.estimate, Some(Estimate::Effort(_)));
        // In a roadmap what remains goes on from its day on: with the share of what is done that is the estimate.
        let is_own = self.fields.are_of_a_roadmap();
        let span = self.today.zip(item.end).filter(|_| is_own);
        let there = self.calendars.shape(task.calendar.or(task.presence));
        let open = span.and_then(|(today, end)| there.work_between(today, end));
        if let Some(open) = open.filter(|open| *open > 0) {
            let whole = open.saturating_mul(100) / (100 - done);
            item.estimate = Some(if is_effort {
                let effort = whole.saturating_mul(task.units) / 1000;
                Estimate::Effort(Amount::of_minutes(effort, self.day))
            } else {
                Estimate::Duration(Amount::of_minutes(whole, self.day))
            });
            return;
        }
        let expected = task.length * (100 - done) / 100;
        let is_other = |left: &i64| *left > 0 && (left - expected).abs() * 100 > task.length;
        let left = duration(node, "RemainingDuration").filter(is_other);
        if let Some(left) = left.filter(|_| !is_effort) {
            item.remaining = Some(Amount::of_minutes(left, self.day));
            item.progress = None;
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

/// What a task is beside work.
fn tell_oddities(task: &mut Task<'_, '_>, draft: &mut Draft) {
    let (name, place) = (&task.name, &task.item.place);
    let says = |flag_name: &str| flag(task.node, flag_name);
    let mut tell = |is_so: bool, what: &str, why: &str| {
        if is_so {
            draft.changed(format!("{what} {name}"), why, place);
        }
    };
    let is_long = says("Milestone") && !task.is_milestone;
    tell(is_long && !task.is_summary, "the milestone", "it takes time, and is a task here");
    tell(is_long && task.is_summary, "the milestone", "it has parts, which span it here");
    let is_manual = says("Manual");
    let why = "it stands where somebody put it: its start is fixed";
    tell(is_manual && !task.is_summary, "the manually scheduled task", why);
    tell(says("Recurring"), "the recurring task", "each time that it comes is a task of its own");
    tell(says("ExternalTask"), "the task of another file", "its start is fixed");
    tell(says("IsSubproject"), "the inserted project", "its file is not read: it is one task");
    let duration_text = text(task.node, "Duration").filter(|said| values::minutes(said).is_none());
    if let Some(said) = duration_text {
        let why = format!("{} is no amount of time that a plan can have", shown(said));
        draft.left_out(format!("the duration of {name}"), why, place);
    }
    let words = [("StartText", "start"), ("FinishText", "end"), ("DurationText", "duration")];
    let mut said =
        words.iter().filter_map(|(element, what)| Some((what, text(task.node, element)?)));
    if let Some((what, said)) = said.next() {
        let why = format!("{} is no date or amount", shown(said));
        draft.left_out(format!("the {what} of {name}"), why, place);
    }
    let own = |field: Option<Number>| field.is_some_and(|cost| cost.0 < 0);
    if own(task.item.cost) {
        draft.left_out(format!("the cost of {name}"), "it is less than nothing", place);
        task.item.cost = None;
    }
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
