//! What fixes the dates of a task beside its links, and how far it is.

use super::{Reader, Task};
use crate::import::draft::{Draft, Estimate};
use crate::import::mspdi::values::{duration, flag, integer, moment};
use crate::import::values::{Amount, When};

impl<'a, 'input> Reader<'a, 'input> {
    /// What fixes its dates beside its links.
    pub(super) fn constrain(&mut self, task: &mut Task<'a, 'input>, draft: &mut Draft) {
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
    pub(super) fn progress(&mut self, task: &mut Task<'a, 'input>) {
        if task.is_summary {
            return;
        }
        let shape = self.calendars.shape(task.calendar);
        let (node, item) = (task.node, &mut task.item);
        let done = integer(node, "PercentComplete").unwrap_or(0);
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
        item.progress = Some(done.saturating_mul(10));
        if task.is_elapsed || !(0..100).contains(&done) {
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
