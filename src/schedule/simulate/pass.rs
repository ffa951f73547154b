//! One run: the forward pass with the amounts that were drawn.

use super::course::{Course, Row, Step, Wait, end_of, later};
use super::turns::Turns;
use super::variables::Draw;
use crate::model::{Edge, ItemId};
use crate::schedule::bound::{Bound, Point};
use crate::schedule::place::Leaf;
use crate::schedule::progress::Reported;
use crate::schedule::role::Role;
use crate::schedule::timing::{Driver, beginning_of_day_off};
use crate::time::{Minutes, Moment};

/// When everything is in one run.
#[derive(Clone, Debug)]
pub(super) struct Pass {
    /// By item.
    pub(super) starts: Vec<Moment>,
    pub(super) ends: Vec<Moment>,
    /// By item: whether it stands on a day off that was named.
    days_off: Vec<bool>,
    /// By row: of a gate what it waits for.
    pub(super) gates: Vec<Bound>,
    /// By item, if work is levelled: what it had to wait for because somebody was needed there.
    pub(super) blocked: Vec<Blocked>,
}

/// What an item had to wait for because somebody was needed there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Blocked {
    pub(super) start: Option<ItemId>,
    pub(super) end: Option<ItemId>,
    /// Of what is under way: when its rest is done, if others had to be waited for.
    pub(super) resumed: Option<Moment>,
}

impl Pass {
    pub(super) fn new(course: &Course<'_, '_>) -> Self {
        let from = course.network.model.header.from;
        let items = course.row_of.len();
        Self {
            starts: vec![from; items],
            ends: vec![from; items],
            days_off: vec![false; items],
            gates: vec![Bound::from(from, Driver::RoadmapStart); course.rows.len()],
            blocked: Vec::new(),
        }
    }

    /// Goes through all rows; where work is levelled, each waits for its people.
    pub(super) fn run<'a, 'm>(
        &mut self,
        course: &Course<'a, 'm>,
        draw: &Draw,
        turns: Option<&mut Turns<'a, 'm>>,
    ) {
        if let Some(turns) = turns {
            return self.run_in_turn(course, draw, turns);
        }
        for (row, number) in course.rows.iter().zip(0..) {
            match row.step {
                Step::Free => self.free(course, row, draw),
                Step::Other => self.other(course, row, draw, None),
                _ => self.whole(course, row, number, draw),
            }
        }
    }

    fn run_in_turn<'a, 'm>(
        &mut self,
        course: &Course<'a, 'm>,
        draw: &Draw,
        turns: &mut Turns<'a, 'm>,
    ) {
        self.blocked.clear();
        self.blocked.resize(course.row_of.len(), Blocked::default());
        turns.begin(course, draw, &mut self.blocked);
        for (row, number) in course.rows.iter().zip(0..) {
            match row.step {
                Step::Free | Step::Other => self.other(course, row, draw, Some(&mut *turns)),
                _ => self.whole(course, row, number, draw),
            }
        }
    }

    /// A point of what has parts.
    fn whole(&mut self, course: &Course<'_, '_>, row: &Row<'_, '_>, number: usize, draw: &Draw) {
        match row.step {
            Step::Gate => self.gate(course, row, number),
            Step::First => self.first(course, row),
            Step::Last => self.last(course, row, draw),
            Step::Free | Step::Other => {}
        }
    }

    /// What an item had to wait for because somebody was needed there.
    pub(super) fn blocked(&self, item: ItemId) -> Blocked {
        self.blocked.get(item.index()).copied().unwrap_or_default()
    }

    pub(super) fn start_of(&self, item: ItemId) -> Moment {
        self.starts.get(item.index()).copied().unwrap_or(Moment::MIN)
    }

    pub(super) fn end_of(&self, item: ItemId) -> Moment {
        self.ends.get(item.index()).copied().unwrap_or(Moment::MIN)
    }

    fn set(&mut self, item: ItemId, start: Moment, end: Moment) {
        let slots = self.starts.get_mut(item.index()).zip(self.ends.get_mut(item.index()));
        if let Some((start_slot, end_slot)) = slots {
            (*start_slot, *end_slot) = (start, end);
        }
    }

    fn point(&self, item: ItemId, edge: Edge) -> Moment {
        let moment = match edge {
            Edge::Start => self.start_of(item),
            Edge::End => self.end_of(item),
        };
        beginning_of_day_off(moment, self.is_on_day_off(item))
    }

    fn is_on_day_off(&self, item: ItemId) -> bool {
        self.days_off.get(item.index()).copied().unwrap_or(false)
    }

    /// The moment that something asks for.
    pub(super) fn asked(&self, row: &Row<'_, '_>, wait: &Wait) -> Moment {
        let moment = self.point(wait.item, wait.edge);
        if wait.lag.minutes == Minutes::ZERO {
            return moment;
        }
        let later = later(row.crew, moment, wait.lag);
        if wait.is_evening { row.crew.calendar.previous_work(later) } else { later }
    }

    /// Likewise of an end: when it can be that is not to be before then.
    pub(super) fn asked_end(&self, row: &Row<'_, '_>, wait: &Wait) -> Moment {
        let moment = self.asked(row, wait);
        if row.is_moment { moment } else { row.crew.first_end_from(moment) }
    }

    /// What its start and its end wait for. The passes share these rules with [`Forward`](crate::schedule::forward).
    pub(super) fn bounds(
        &self,
        course: &Course<'_, '_>,
        row: &Row<'_, '_>,
    ) -> (Bound, Option<Bound>) {
        let outer = row.outer.and_then(|gate| self.gates.get(gate as usize));
        let mut start = outer.copied().map_or(row.start, |outer| row.start.and(outer));
        for wait in course.waits(&row.starts) {
            start.wait_for_item(self.asked_point(row, wait), wait.dependency);
        }
        let mut end = row.end;
        for wait in course.waits(&row.ends) {
            let point = Point { moment: self.asked_end(row, wait), ..self.asked_point(row, wait) };
            end_of(&mut end).wait_for_item(point, wait.dependency);
        }
        if row.step == Step::Other {
            for shipped in course.parts(row) {
                let moment = self.end_of(*shipped);
                let point = Point { moment, is_open: false, is_beginning: false };
                start.wait_for(point, Driver::Part(*shipped));
            }
        }
        (start, end)
    }

    fn asked_point(&self, row: &Row<'_, '_>, wait: &Wait) -> Point {
        let moment = self.asked(row, wait);
        let is_beginning = wait.is_beginning || self.is_on_day_off(wait.item);
        Point { moment, is_open: false, is_beginning }
    }

    /// Work that starts as soon as it can: nearly everything, so that it has to be fast.
    fn free(&mut self, course: &Course<'_, '_>, row: &Row<'_, '_>, draw: &Draw) {
        let amount = drawn(&draw.amounts, row.item) + drawn(&draw.delays, row.item);
        if amount == 0 && row.likely.is_some() {
            return self.other(course, row, draw, None);
        }
        let amount = Minutes(amount);
        let waits = self.earliest(course, row);
        let from = course.today.map_or(waits, |today| waits.max(today));
        let (mut start, mut end) = row.crew.first_place(from, amount);
        if let Some(bound) = self.latest_end(course, row).filter(|bound| end < *bound) {
            start = row.crew.start_to_end_from(start, bound, amount);
            end = row.crew.finish(start, amount);
        }
        let (start, end) = within_reach(row, waits, (start, end));
        self.set(row.item, start, end);
    }

    /// The latest moment that the start of work waits for.
    fn earliest(&self, course: &Course<'_, '_>, row: &Row<'_, '_>) -> Moment {
        let outer = row.outer.and_then(|gate| self.gates.get(gate as usize));
        let mut from = outer.map_or(row.start.moment, |outer| row.start.moment.max(outer.moment));
        for wait in course.waits(&row.starts) {
            from = from.max(self.asked(row, wait));
        }
        from
    }

    /// The moment before which it can't end, if there is one.
    pub(super) fn latest_end(&self, course: &Course<'_, '_>, row: &Row<'_, '_>) -> Option<Moment> {
        let asked = course.waits(&row.ends).iter().map(|wait| self.asked_end(row, wait));
        asked.chain(row.end.map(|end| end.moment)).max()
    }

    fn gate(&mut self, course: &Course<'_, '_>, row: &Row<'_, '_>, number: usize) {
        let (mut start, _) = self.bounds(course, row);
        if let Some(from) = course.network.model.item(row.item).dates().from {
            start = Bound::from(from.moment, Driver::FixedDate);
        }
        if let Some(slot) = self.gates.get_mut(number) {
            *slot = start;
        }
    }

    fn first(&mut self, course: &Course<'_, '_>, row: &Row<'_, '_>) {
        let starts = course.parts(row).iter().map(|part| self.start_of(*part));
        let first = starts.min().unwrap_or(row.start.moment).min(row.period.start);
        if let Some(slot) = self.starts.get_mut(row.item.index()) {
            *slot = first;
        }
    }

    /// Where its last part ends, or as late as it was told to; a risk that threatens all of it puts that off.
    fn last(&mut self, course: &Course<'_, '_>, row: &Row<'_, '_>, draw: &Draw) {
        let ends = course.parts(row).iter().map(|part| self.end_of(*part));
        let mut end = ends.max().unwrap_or(row.start.moment).max(row.period.end);
        end = self.latest_end(course, row).map_or(end, |bound| bound.max(end));
        let delay = drawn(&draw.delays, row.item);
        if delay > 0 {
            end = row.crew.calendar.advance(end, Minutes(delay));
        }
        if let Some(slot) = self.ends.get_mut(row.item.index()) {
            *slot = end;
        }
    }

    fn other<'a, 'm>(
        &mut self,
        course: &Course<'a, 'm>,
        row: &Row<'a, 'm>,
        draw: &Draw,
        turns: Option<&mut Turns<'a, 'm>>,
    ) {
        let (start, end) = self.bounds(course, row);
        let mut leaf = leaf(course, row, draw, (start, end));
        let placed = match (course.network.role(row.item), turns) {
            (Role::Work, Some(turns)) => {
                turns.place(&mut leaf, self.blocked.get_mut(row.item.index()))
            }
            (Role::Work, None) => leaf.work(),
            (Role::Point, _) => delayed(row, &leaf, draw),
            _ => leaf.nothing(),
        };
        let (start, end) = within_reach(row, start.moment, (placed.start.0, placed.end.0));
        self.set(row.item, start, end);
        if let Some(slot) = self.days_off.get_mut(row.item.index()) {
            *slot = placed.is_on_day_off;
        }
    }
}

/// What is to be placed, with the work that was drawn.
pub(super) fn leaf<'a, 'm>(
    course: &Course<'_, 'm>,
    row: &Row<'a, 'm>,
    draw: &Draw,
    (start, end): (Bound, Option<Bound>),
) -> Leaf<'a, 'm> {
    let (amount, state) = drawn_work(row, draw);
    Leaf {
        item: course.network.model.item(row.item),
        crew: row.crew,
        amount,
        start,
        end,
        state,
        is_reached: false,
        today: course.today,
        resumed: None,
    }
}

/// A milestone or a release; a risk that threatens it puts it off, unless it is over or stands on a date of its own.
fn delayed(row: &Row<'_, '_>, leaf: &Leaf<'_, '_>, draw: &Draw) -> crate::schedule::place::Placed {
    let mut placed = leaf.point();
    let delay = drawn(&draw.delays, row.item);
    let dates = leaf.item.dates();
    if delay > 0 && row.state == Reported::Nothing && dates.to.or(dates.from).is_none() {
        let late = row.crew.calendar.advance(placed.end.0, Minutes(delay));
        (placed.start.0, placed.end.0) = (late, late);
        placed.is_on_day_off = false;
    }
    placed
}

/// How much work it is in this run, and how far it is: what is done stays as it was, what remains varies in proportion.
fn drawn_work(row: &Row<'_, '_>, draw: &Draw) -> (Option<Minutes>, Reported) {
    let (amount, delay) = (drawn(&draw.amounts, row.item), drawn(&draw.delays, row.item));
    let whole = row.likely.map(|_| Minutes(amount.saturating_add(delay)));
    let state = match row.state {
        Reported::Done { .. } => return (row.likely, row.state),
        Reported::Nothing => row.state,
        Reported::UnderWay { started, remaining } => {
            let remaining = remaining.map(|open| remaining_of(open, amount, row.likely, delay));
            Reported::UnderWay { started, remaining }
        }
    };
    (whole, state)
}

fn remaining_of(open: Minutes, amount: i64, likely: Option<Minutes>, delay: i64) -> Minutes {
    let likely = likely.map_or(0, |likely| likely.0);
    let open = if likely > 0 && amount != likely {
        let exact = i128::from(open.0) * i128::from(amount) + i128::from(likely / 2);
        i64::try_from(exact / i128::from(likely)).unwrap_or(i64::MAX)
    } else {
        open.0
    };
    Minutes(open.saturating_add(delay))
}

/// Where there is no working time ahead, an item stands where it was waited for, as in the schedule.
pub(super) fn within_reach(
    row: &Row<'_, '_>,
    from: Moment,
    placed: (Moment, Moment),
) -> (Moment, Moment) {
    let is_reached = placed.0 > Moment::MIN && placed.1 < Moment::MAX;
    if is_reached || from == Moment::MAX || row.crew.clock.goes_on() {
        return placed;
    }
    (from, from)
}

fn drawn(amounts: &[i64], item: ItemId) -> i64 {
    amounts.get(item.index()).copied().unwrap_or(0)
}
