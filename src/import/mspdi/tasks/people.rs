//! Who works on a task, by which calendar, and what of its length follows from that.

use roxmltree::Node;

use super::{Reader, Task, is_plain};
use crate::import::calendar::Calendar;
use crate::import::draft::{Draft, Estimate};
use crate::import::input::shown;
use crate::import::mspdi::assignments::{self, Pause};
use crate::import::mspdi::values::{flag, integer};
use crate::import::values::Amount;
use crate::time::Date;

impl<'a, 'input> Reader<'a, 'input> {
    /// Who works on it, and by which calendar.
    pub(super) fn people(&mut self, task: &mut Task<'a, 'input>, uid: i64, draft: &mut Draft) {
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
        let hours = |uid, day| {
            let presence = self.resources.get(&uid).and_then(|known| known.presence);
            let shape = self.calendars.shape(task.calendar.or(presence));
            shape.hours(day).to_vec()
        };
        let pauses = assignments::pauses(nodes, hours);
        self.work_by(task, &work, draft);
        task.units = work.parts.iter().map(|part| part.units).sum();
        if let ([only], None) = (work.parts.as_slice(), task.calendar) {
            task.presence = only.presence;
        }
        self.absences(task, &work);
        pause(task, pauses, draft);
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
}

/// What is split does not go on between: these are times off in a calendar of its own.
fn pause(task: &mut Task<'_, '_>, pauses: Result<Vec<Pause>, Vec<Pause>>, draft: &mut Draft) {
    let (Ok(all) | Err(all)) = &pauses;
    let said = all.iter().filter_map(|pause| {
        let (first, last) = (pause.first()?.0.long(), pause.last()?.0.long());
        Some(if first == last { format!("on {first}") } else { format!("from {first} to {last}") })
    });
    let said = said.collect::<Vec<_>>().join(", ");
    let what = format!("the split of {}", task.name);
    let fate = match pauses {
        Ok(all) if all.is_empty() => return,
        Ok(all) => {
            let extends = task.item.calendar.or(draft.calendar);
            let title = format!("Hours of {}", task.item.title);
            let why = || Some("split".to_owned());
            let mut calendar = Calendar { title, extends, ..Calendar::default() };
            for (day, left) in all.into_iter().flatten() {
                let next = |last: Date| last.plus_days(1) == Some(day);
                match calendar.off.last_mut() {
                    _ if !left.is_empty() => calendar.open.push((day, day, left, why())),
                    Some((_, last, _)) if next(*last) => *last = day,
                    _ => calendar.off.push((day, day, why())),
                }
            }
            task.item.calendar = Some(draft.calendars.len());
            draft.calendars.push(calendar);
            "these are times off in a calendar of its own"
        }
        Err(_) => "it is done in one piece here, for its people do not pause together",
    };
    draft.changed(what, format!("it pauses {said}: {fate}"), &task.item.place);
}
