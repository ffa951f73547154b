//! Work and absences: what waits for more than a year for its calendar to open, or for somebody to be back; what is fixed to days
//! on which somebody who does it is away.

use std::collections::BTreeMap;

use crate::model::{Assignment, EstimateBasis, ItemId, ItemWalker, Model, ResourceId};
use crate::schedule::{Clock, Clocks, Schedule, Timing};
use crate::time::{Date, Minutes, Moment};

/// So long nothing is closed that anybody means to open again.
const LONG: Minutes = Minutes(366 * Minutes::DAY.0);
/// How many working days of one item are looked through: those of a hundred years.
const LOOKED_THROUGH: usize = 40_000;

/// A time in which nothing can be done, and work that waits for its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Who is away; of a calendar nobody.
    pub who: Option<ResourceId>,
    /// Whether the work has begun before, and goes on behind it.
    pub is_within: bool,
}

/// By item: the time over which it waits for more than a year.
pub(crate) fn closed(
    model: &Model,
    schedule: &Schedule,
    clocks: &Clocks<'_>,
) -> BTreeMap<ItemId, Closed> {
    let is_far = |timing: &Timing| {
        timing.is_scheduled && timing.end.since(schedule.start) > LONG
            || timing.start_gap.is_some() && timing.start.since(model.header.from) > LONG
    };
    let far = (0..).map(ItemId::from_index).zip(&schedule.timings).filter(|(_, of)| is_far(of));
    far.filter_map(|(item, of)| Some((item, Closed::of(clocks, model.item(item), of)?))).collect()
}

impl Closed {
    /// The day on which the work can begin, or go on.
    pub fn opens(&self) -> Date {
        self.last.plus_days(1).unwrap_or(self.last)
    }

    fn of(clocks: &Clocks<'_>, item: ItemWalker<'_>, timing: &Timing) -> Option<Self> {
        if item.has_parts() || !timing.state.is_open() || item.kind().is_point() {
            return None;
        }
        let who = timing.start_gap.flatten();
        let clock = who.map_or(clocks.of_item(item), |who| clocks.of_presence(who));
        let is_elapsed = |basis| basis == EstimateBasis::Elapsed;
        if timing.start_gap.is_some() {
            let before = clock.previous_work(timing.start.plus(Minutes(-1)));
            if timing.start.since(before) > LONG {
                return Some(Self::between(before, timing.start, who));
            }
        }
        if item.data().estimate.is_some_and(|of| is_elapsed(of.basis)) {
            return None;
        }
        let (from, to) = gap(clocks.of_item(item), timing)?;
        Some(Self { is_within: true, ..Self::between(from, to, None) })
    }

    fn between(from: Moment, to: Moment, who: Option<ResourceId>) -> Self {
        let last = to.date().plus_days(-1).unwrap_or(to.date());
        let first = from.last_day().plus_days(1).unwrap_or(last).min(last);
        Self { first, last, who, is_within: false }
    }
}

/// More than a year between two working times of an item.
fn gap(clock: &Clock<'_>, timing: &Timing) -> Option<(Moment, Moment)> {
    if timing.end.since(timing.start) <= LONG {
        return None;
    }
    let mut day = timing.start;
    for _ in 0..LOOKED_THROUGH {
        let next = clock.next_work(Moment::end_of(day.date()));
        if next >= timing.end {
            return None;
        }
        if next.since(day) > LONG {
            return Some((clock.previous_work(next.plus(Minutes(-1))), next));
        }
        day = next;
    }
    None
}

/// Who of an item is assigned to it while they are away: it is fixed at both ends, so that it can't wait for them.
pub(crate) fn works_while_away<'m>(
    clocks: &Clocks<'m>,
    item: ItemWalker<'m>,
) -> impl Iterator<Item = &'m Assignment> {
    let (model, dates) = (item.model, item.dates());
    let fixed = dates.from.zip(dates.to).map(|(from, to)| (from.moment, to.moment));
    let is_fixed = !item.has_parts() && !dates.is_during;
    let fixed = fixed.filter(|(from, to)| is_fixed && from < to && !model.header.has_passed(*to));
    let all = fixed.map_or(&[][..], |_| item.assignments()).iter();
    all.filter(move |one| {
        let who = model.resource(one.resource);
        if !one.alternatives.is_empty() || who.data().absences.is_empty() {
            return false;
        }
        let calendar = clocks.of_calendar(who.data().calendar);
        let presence = clocks.of_presence(who.id);
        fixed.is_some_and(|(from, to)| {
            calendar.work_between(from, to) > presence.work_between(from, to)
        })
    })
}
