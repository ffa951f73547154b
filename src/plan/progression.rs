//! Work over time: what was done by each day, what is to be done by each, and what was planned.

use super::{Plan, PlanStatus};
use crate::model::{Baseline, CalendarId, ItemId, ItemWalker, Model, Share};
use crate::schedule::{Clock, Schedule, State, schedule, schedule_in_turn, spread};
use crate::time::{Minutes, Moment};

/// The work of some items over time, weighed by their working time (of an effort, person-time).
///
/// What was done of an item was done evenly from its start to its end, or to the day on which the plan is looked at; the rest of
/// it goes on evenly as it is scheduled. On which days work was really done nobody knows better.
#[derive(Debug)]
pub struct Progression {
    parts: Vec<Part>,
    /// How many items that nobody has estimated are left out.
    pub uncounted: usize,
    /// How many items are counted.
    pub counted: usize,
}

#[derive(Debug)]
struct Part {
    item: ItemId,
    calendar: CalendarId,
    /// What was done, and from when to when.
    done: (i64, Vec<(Moment, Moment)>),
    /// What is to be done.
    ahead: (i64, Vec<(Moment, Moment)>),
}

impl PlanStatus<'_> {
    /// The work of these items over time; those with parts are left out, their parts count, and so are those of which nobody
    /// knows how much they are.
    pub fn progression<'m>(&self, items: impl Iterator<Item = ItemWalker<'m>>) -> Progression {
        let mut progression = Progression { parts: Vec::new(), uncounted: 0, counted: 0 };
        for item in items.filter(|item| super::load::is_work(*item)) {
            let timing = self.plan.schedule.timing(item.id);
            if timing.state.is_open() && self.is_unestimated(item.id) {
                progression.uncounted += 1;
            } else if timing.is_scheduled {
                progression.counted += 1;
                progression.parts.push(self.part(item));
            }
        }
        progression
    }

    fn part(&self, item: ItemWalker<'_>) -> Part {
        let Plan { model, schedule, .. } = self.plan;
        let timing = schedule.timing(item.id);
        let weight = self.working_time(item).0.max(0);
        let complete = timing.complete.0.clamp(0, Share::ONE.0);
        let done = i128::from(weight) * i128::from(complete) / i128::from(Share::ONE.0);
        let done = i64::try_from(done).unwrap_or(0);
        let today = model.header.now.unwrap_or(timing.start);
        let until = if timing.state == State::Done { timing.end } else { today.min(timing.end) };
        let pieces = schedule.pieces(item.id).into_iter();
        let pieces = pieces.map(|(from, to)| (from.max(today).min(to), to)).collect();
        Part {
            item: item.id,
            calendar: item.data().calendar,
            done: (done, vec![(timing.start.min(until), until)]),
            ahead: (weight - done, pieces),
        }
    }
}

impl Progression {
    /// All the work there is.
    pub fn total(&self) -> Minutes {
        Minutes(
            self.parts.iter().map(|part| part.done.0 + part.ahead.0).fold(0, i64::saturating_add),
        )
    }

    /// How much of it is done.
    pub fn done(&self) -> Minutes {
        Minutes(self.parts.iter().map(|part| part.done.0).fold(0, i64::saturating_add))
    }

    /// When the last of what is to be done is done; `None` if nothing is.
    pub fn end(&self) -> Option<Moment> {
        let open = self.parts.iter().filter(|part| part.ahead.0 > 0);
        open.filter_map(|part| part.ahead.1.last().map(|(_, end)| *end)).max()
    }

    /// Which items are counted.
    pub fn items(&self) -> impl Iterator<Item = ItemId> {
        self.parts.iter().map(|part| part.item)
    }

    /// How much was done by each of these moments, which ascend.
    pub fn done_by(&self, status: &PlanStatus<'_>, moments: &[Moment]) -> Vec<Minutes> {
        let parts = self.parts.iter();
        let parts = parts.map(|part| (status.clock(part.calendar), part.done.0, &*part.done.1));
        summed(parts, moments)
    }

    /// How much of what is to be done will be by each of these moments, which ascend.
    pub fn ahead_by(&self, status: &PlanStatus<'_>, moments: &[Moment]) -> Vec<Minutes> {
        let parts = self.parts.iter();
        let parts = parts.map(|part| (status.clock(part.calendar), part.ahead.0, &*part.ahead.1));
        summed(parts, moments)
    }

    /// When its items were to be worked on, before anything had happened: in a baseline, else by the estimates alone. `None` where
    /// nothing has happened.
    pub fn planned(&self, plan: Plan<'_>, baseline: Option<&Baseline>) -> Option<Planned> {
        let pieces: Vec<_> = if let Some(baseline) = baseline {
            // What has come since was not planned.
            let dates = self.parts.iter().map(|part| baseline.dates(part.item));
            dates.map(|dates| dates.into_iter().collect()).collect()
        } else {
            let schedule = plan.as_planned()?;
            self.parts.iter().map(|part| schedule.pieces(part.item)).collect()
        };
        let end = pieces.iter().flatten().map(|(_, end)| *end).max()?;
        Some(Planned { pieces, end })
    }

    /// How much of it was to be done by each of these moments, which ascend.
    pub fn planned_by(
        &self,
        status: &PlanStatus<'_>,
        planned: &Planned,
        moments: &[Moment],
    ) -> Vec<Minutes> {
        let model = status.plan.model;
        let parts = self.parts.iter().zip(&planned.pieces).map(|(part, pieces)| {
            let clock = status.clock(model.item(part.item).data().calendar);
            (clock, part.done.0 + part.ahead.0, &**pieces)
        });
        summed(parts, moments)
    }
}

/// When the items of a [`Progression`] were to be worked on.
#[derive(Debug)]
pub struct Planned {
    /// Of each item the times, in the order of the progression.
    pieces: Vec<Vec<(Moment, Moment)>>,
    /// When the last of them was to end.
    pub end: Moment,
}

/// What amounts that are spread over their times add up to by each moment.
fn summed<'p, 'm: 'p>(
    parts: impl Iterator<Item = (&'p Clock<'m>, i64, &'p [(Moment, Moment)])>,
    moments: &[Moment],
) -> Vec<Minutes> {
    let mut sums = vec![0_i64; moments.len()];
    for (clock, all, spans) in parts.filter(|(_, all, _)| *all > 0) {
        let Some(((start, _), (_, end))) = spans.first().zip(spans.last()) else { continue };
        let first = moments.partition_point(|moment| moment <= start);
        let last = moments.partition_point(|moment| moment < end);
        let mut before = 0;
        for (sum, moment) in sums.iter_mut().zip(moments).take(last).skip(first) {
            let by = spread(clock, all, spans, *moment);
            *sum = sum.saturating_add(by - before);
            before = by;
        }
        if let Some(sum) = sums.get_mut(last) {
            *sum = sum.saturating_add(all - before);
        }
    }
    let running = sums.into_iter().scan(0_i64, |sum, more| {
        *sum = sum.saturating_add(more);
        Some(Minutes(*sum))
    });
    running.collect()
}

impl Plan<'_> {
    /// The schedule as it was before anything had happened: from the start of the roadmap, by the estimates and in the same order
    /// as now. `None` where nothing has happened, so that it is the same.
    pub fn as_planned(&self) -> Option<Schedule> {
        let has_happened = |item: &crate::model::Item| {
            let said = item.progress.as_deref();
            said.is_some_and(|said| said.dropped.is_none())
        };
        let header = &self.model.header;
        if header.now.is_none() && !self.model.items.iter().any(has_happened) {
            return None;
        }
        let mut model: Model = self.model.clone();
        (model.header.today, model.header.now) = (None, None);
        for item in model.items.iter_mut().filter(|item| has_happened(item)) {
            item.progress = None;
        }
        Some(match &self.schedule.levelling {
            Some(levelling) => schedule_in_turn(&model, levelling),
            None => schedule(&model),
        })
    }
}
