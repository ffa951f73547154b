//! The forward pass: the earliest moment at which everything can be. There is this one, for the plan, for the levelled plan and
//! for every run of a simulation; what differs is who has [`Turns`] with whom, and the [`Run`].

use crate::model::{Edge, ItemId};
use crate::schedule::engine::bounds::{EarliestBound, Point};
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::queueing::Waiting;
use crate::schedule::engine::rows::{Amount, Row, Run, Step, Wait, Waits, end_of};
use crate::schedule::engine::turns::Turns;
use crate::schedule::network::{Network, Role};
use crate::schedule::progress::{Project, States};
use crate::schedule::table::{AllEdges, Edges, Rows};
use crate::schedule::timing::{Driver, beginning_of_day_off};
use crate::time::{Minutes, Moment};

/// The forward pass.
#[derive(Debug)]
pub(crate) struct Forward<'a, 'm> {
    network: &'a Network<'m>,
    states: States<'m>,
    /// By item: where it starts and ends.
    pub(crate) edges: AllEdges,
    /// By item: whether it stands on a day off that was named.
    days_off: Rows<bool>,
    /// By item with parts: what the start of each part waits for.
    gates: Rows<EarliestBound>,
    /// Who is busy when, if work is levelled.
    pub(crate) turns: Option<Turns<'a, 'm>>,
}

impl<'a, 'm> Forward<'a, 'm> {
    pub(crate) fn new(
        Project { network, states, .. }: Project<'a, 'm>,
        turns: Option<Turns<'a, 'm>>,
    ) -> Self {
        let from = network.model.header.from;
        Self {
            network,
            states,
            edges: AllEdges::all(network.roles.0.len(), from),
            days_off: Rows::filled(false, network.roles.0.len()),
            gates: Rows::filled(
                EarliestBound::from(from, Driver::RoadmapStart),
                network.roles.0.len(),
            ),
            turns,
        }
    }

    /// Before anything is placed: nobody is busy, but for what has its people already.
    pub(crate) fn begin(&mut self, run: &impl Run<'m>) {
        if let Some(turns) = &mut self.turns {
            turns.begin(run);
        }
    }

    /// Places what a row stands for; everything that it waits for was placed before.
    pub(crate) fn visit(&mut self, row: &Row<'a, 'm>, run: &mut impl Run<'m>) {
        if row.is_lag_lost {
            run.lag_is_lost(row);
        }
        match row.step {
            Step::Gate => self.gate(row, run),
            Step::First => self.first(row, run),
            Step::Last => self.last(row, run),
            Step::Activity => self.leaf(row, run),
        }
    }

    pub(crate) fn start_of(&self, item: ItemId) -> Moment {
        self.edges[Edge::Start][item]
    }

    pub(crate) fn end_of(&self, item: ItemId) -> Moment {
        self.edges[Edge::End][item]
    }

    /// What the start of something waits for because of that in which it stands.
    pub(crate) fn outer(&self, row: &Row<'_, '_>) -> EarliestBound {
        let from = self.network.model.header.from;
        let start = EarliestBound::from(from, Driver::RoadmapStart);
        row.outer.map_or(start, |container| self.gates[container])
    }

    /// What the start of each part of an item waits for.
    pub(crate) fn gate_of(&self, container: ItemId) -> Moment {
        self.gates[container].moment
    }

    /// The moment that something asks for, and whether the lag before it was found.
    fn found(&self, row: &Row<'_, '_>, wait: &Wait) -> (Moment, bool) {
        let moment = self.edges[wait.edge][wait.item];
        let moment = beginning_of_day_off(moment, self.days_off[wait.item]);
        if wait.lag.minutes == Minutes::ZERO {
            return (moment, true);
        }
        let later = row.crew.after(moment, wait.lag);
        let asked = later.unwrap_or(moment);
        let asked = if wait.is_evening { row.crew.calendar.previous_work(asked) } else { asked };
        (asked, later.is_some())
    }

    /// The moment that something asks for.
    pub(crate) fn asked(&self, row: &Row<'_, '_>, wait: &Wait) -> Moment {
        self.found(row, wait).0
    }

    /// What a row waits for.
    pub(crate) fn waits(&self, row: &Row<'_, 'm>, run: &mut impl Run<'m>) -> Waits {
        let mut start = self.outer(row).and(row.start);
        for wait in &row.starts {
            start.wait_for_item(self.point(row, wait, run), wait.dependency);
        }
        let mut end = row.end;
        for wait in &row.ends {
            let mut point = self.point(row, wait, run);
            if !row.is_moment {
                point.moment = row.crew.first_end_from(point.moment);
            }
            end_of(&mut end).wait_for_item(point, wait.dependency);
        }
        // A release waits for what ships in it.
        let shipped = if row.role == Role::Point { &row.parts[..] } else { &[] };
        for item in shipped {
            let (moment, is_open) = (self.end_of(*item), run.is_open(*item));
            start.wait_for(Point { moment, is_open, is_beginning: false }, Driver::Part(*item));
        }
        Waits { start, end }
    }

    fn point(&self, row: &Row<'_, 'm>, wait: &Wait, run: &mut impl Run<'m>) -> Point {
        let (moment, is_found) = self.found(row, wait);
        if !is_found {
            run.lag_is_lost(row);
        }
        let is_beginning = wait.is_beginning || self.days_off[wait.item];
        Point { moment, is_open: wait.is_open, is_beginning }
    }

    fn gate(&mut self, row: &Row<'_, 'm>, run: &mut impl Run<'m>) {
        let mut start = self.waits(row, run).start;
        if let Some(from) = row.item.dates().from {
            run.gate(row, &start, from.moment);
            let fixed = EarliestBound::from(from.moment, Driver::FixedDate);
            start = start.but_dates_around().map_or(fixed, |waits| fixed.and(waits));
        }
        self.gates[row.item.id] = start;
    }

    /// Where an item with parts starts: with the first of them, or where the period starts that it is to fill.
    fn first(&mut self, row: &Row<'_, 'm>, run: &mut impl Run<'m>) {
        let starts = row.parts.iter().map(|part| (self.start_of(*part), *part));
        let Some((moment, part)) = starts.min_by_key(|(start, _)| *start) else { return };
        let at = if row.period.start < moment {
            (row.period.start, Driver::FixedDate)
        } else {
            (moment, Driver::Part(part))
        };
        self.edges[Edge::Start][row.item.id] = at.0;
        run.first(row, at);
    }

    /// Where an item with parts ends: with the last of them, or as late as it was told to, or was done; a risk that threatens all of it puts
    /// that off.
    fn last(&mut self, row: &Row<'_, 'm>, run: &mut impl Run<'m>) {
        let ends = row.parts.iter().map(|part| (self.end_of(*part), *part));
        let last = ends.reduce(|last, one| if one.0 > last.0 { one } else { last });
        let Some((moment, part)) = last else { return };
        let mut at = (moment, Driver::Part(part));
        let end = self.waits(row, run).end;
        if let Some(end) = end.filter(|end| end.moment > at.0) {
            at = (end.moment, end.driver);
        }
        if row.period.end > at.0 {
            at = (row.period.end, Driver::FixedDate);
        }
        if let Some(done) = row.done.filter(|done| *done > at.0) {
            at = (done, Driver::Actual);
        }
        let delay = run.delay(row.item.id);
        if delay > Minutes::ZERO {
            at.0 = row.crew.calendar.advance(at.0, delay);
        }
        self.edges[Edge::End][row.item.id] = at.0;
        run.last(row, at, end.is_some_and(|end| end.is_open));
    }

    fn leaf<R: Run<'m>>(&mut self, row: &Row<'a, 'm>, run: &mut R) {
        let known = Amount { work: row.likely, reported: row.reported };
        let amount = if row.role == Role::Work { run.work(row.item.id, known) } else { known };
        let takes_time = amount.work != Some(Minutes::ZERO);
        let is_plain = |turns: &Turns<'_, '_>| turns.waits_for_all(row.item.id);
        let is_plain = row.is_free_work() && self.turns.as_ref().is_none_or(is_plain);
        if !R::ASKS_WHY && is_plain && takes_time {
            return self.free_work(row, amount.work.unwrap_or_default());
        }
        let waits = self.waits(row, run);
        let mut leaf = Activity {
            item: row.item,
            crew: row.crew,
            amount: amount.work,
            start: waits.start,
            end: waits.end,
            state: amount.reported,
            is_reached: run.is_reached(row, &waits),
            today: self.states.today_of(amount.reported),
            resumed: None,
        };
        let placed = match (row.role, &mut self.turns) {
            (Role::Work, Some(turns)) => turns.place(&mut leaf, |item| run.is_open(item)),
            (Role::Work, None) => leaf.work(),
            (Role::Point, _) => put_off(row, leaf.point(), run.delay(row.item.id)),
            _ => leaf.nothing(),
        };
        let placed = within_reach(&leaf, placed, run);
        self.edges.set(row.item.id, Edges { start: placed.start.0, end: placed.end.0 });
        self.days_off[row.item.id] = placed.is_on_day_off;
        run.leaf(row, &leaf, &placed);
    }

    /// Where work stands that starts as soon as it can, without the reasons, which would be half of what a simulation takes.
    fn free_work(&mut self, row: &Row<'a, 'm>, amount: Minutes) {
        let from = self.network.model.header.from;
        let gate = row.outer.map_or(from, |container| self.gates[container].moment);
        let asked = |wait: &Wait| self.asked(row, wait);
        let waits = row.starts.iter().map(asked).fold(gate.max(row.start.moment), Moment::max);
        let from = self.states.today().map_or(waits, |today| waits.max(today));
        let ends = row.ends.iter().map(asked).map(|moment| row.crew.first_end_from(moment));
        let latest = ends.chain(row.end.map(|end| end.moment)).max();
        let place = |from| {
            let (start, end) = row.crew.first_place(from, amount);
            match latest.filter(|latest| end < *latest) {
                Some(latest) => {
                    let start = row.crew.start_to_end_from(start, latest, amount);
                    (start, row.crew.finish(start, amount))
                }
                None => (start, end),
            }
        };
        let (mut start, mut end) = place(from);
        if let Some(turns) = &mut self.turns {
            let (item, crew, is_free) = (row.item.id, row.crew, latest.is_none());
            let can_split = is_free && row.item.can_split();
            let waiting = Waiting { item, crew, amount, can_split, is_free };
            (start, end) = turns.place_plainly(waiting, (start, end), place);
        }
        let is_reached = start > Moment::MIN && end < Moment::MAX;
        if !is_reached && waits < Moment::MAX && !row.crew.clock.goes_on() {
            (start, end) = (waits, waits);
        }
        self.edges.set(row.item.id, Edges { start, end });
    }
}

/// A milestone or a release that a risk puts off, unless it is over or stands on a date of its own.
fn put_off(row: &Row<'_, '_>, placed: Placed, delay: Minutes) -> Placed {
    if delay <= Minutes::ZERO || !row.is_free {
        return placed;
    }
    let late = row.crew.calendar.advance(placed.end.0, delay);
    let (start, end) = ((late, placed.start.1), (late, placed.end.1));
    Placed { start, end, is_on_day_off: false, ..placed }
}

/// Sees to it that an item for which there is no working time does not push all that waits for it out of the calendar: it
/// stands where it was waited for.
fn within_reach<'m>(leaf: &Activity<'_, 'm>, placed: Placed, run: &mut impl Run<'m>) -> Placed {
    let is_reached = placed.start.0 > Moment::MIN && placed.end.0 < Moment::MAX;
    let is_lost_before =
        leaf.start.moment == Moment::MAX || leaf.end.is_some_and(|end| end.moment == Moment::MAX);
    if is_reached || is_lost_before {
        return placed;
    }
    let goes_on = leaf.crew.clock.goes_on();
    run.is_out_of_reach(leaf, goes_on);
    if goes_on {
        return placed;
    }
    let at = leaf.start.moment;
    Placed { start: (at, placed.start.1), end: (at, placed.end.1), waited_from: None, ..placed }
}
