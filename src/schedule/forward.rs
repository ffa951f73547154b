//! The forward pass: the earliest moment at which everything can be.

use super::asked;
use super::bound::{Bound, Point};
use super::crew::Crew;
use super::crews::Crews;
use super::edges::{AllEdges, Edges};
use super::network::{Network, Node, Place};
use super::period::period;
use super::place::{Given, Leaf, Placed, likely_amount};
use super::progress::{Reported, States};
use super::queue::Queue;
use super::role::Role;
use super::state::State;
use super::timing::{Contradiction, Driver, Timing, beginning_of_day_off};
use super::trouble::Trouble;
use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemWalker, Lag, ResourceId};
use crate::time::{Minutes, Moment};

/// The forward pass.
#[derive(Debug)]
pub(super) struct Forward<'a, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    states: States<'m>,
    pub(super) timings: Vec<Timing>,
    /// By item: where it starts and ends, once more.
    pub(super) edges: AllEdges,
    /// By item: whether its start and its end rest on work without an estimate, once more.
    opens: Vec<(bool, bool)>,
    /// Of each item that holds parts: what the start of each part waits for.
    gates: Vec<Bound>,
    pub(super) trouble: Trouble,
    /// Who is busy when, if work is levelled.
    pub(super) queue: Option<Queue<'a, 'm>>,
}

impl<'a, 'm> Forward<'a, 'm> {
    /// Goes through the nodes of a network in an order in which each stands behind all that it waits for.
    pub(super) fn run(
        network: &'a Network<'m>,
        crews: &'a Crews<'m>,
        states: States<'m>,
        order: &[Node],
        queue: Option<Queue<'a, 'm>>,
    ) -> Self {
        let from = network.model.header.from;
        let mut pass = Self {
            network,
            crews,
            states,
            timings: vec![Timing::nowhere(from); network.roles.len()],
            edges: AllEdges::all(network.roles.len(), from),
            opens: vec![(false, false); network.roles.len()],
            gates: vec![Bound::from(from, Driver::RoadmapStart); network.containers()],
            trouble: Trouble::default(),
            queue,
        };
        for node in order {
            pass.visit(*node);
        }
        pass
    }

    fn visit(&mut self, node: Node) {
        let item = node.item();
        match (self.network.role(item), node.place()) {
            (Role::Dropped, _) => {}
            (Role::Container, Place::Gate) => self.gate(item),
            (Role::Container, Place::Start) => self.first_part(item),
            (Role::Container, Place::Whole) => self.last_part(item),
            (Role::Work | Role::Point | Role::Empty, _) => self.leaf(item),
        }
        self.note_edges(item);
    }

    /// Keeps what others ask of the timing of an item.
    fn note_edges(&mut self, item: ItemId) {
        let Some(timing) = self.timings.get(item.index()) else { return };
        self.edges.set(item, timing.edges());
        if let Some(opens) = self.opens.get_mut(item.index()) {
            *opens = (timing.is_start_open, timing.is_open);
        }
    }

    fn timing(&self, item: ItemId) -> Option<&Timing> {
        self.timings.get(item.index())
    }

    /// What the start of something waits for that stands in this.
    fn outer(&self, item: ItemId) -> Bound {
        let parent = self.network.model.item(item).parent();
        let gate = parent.and_then(|parent| self.gates.get(self.network.number(parent.id)));
        let from = self.network.model.header.from;
        gate.copied().unwrap_or_else(|| Bound::from(from, Driver::RoadmapStart))
    }

    fn gate(&mut self, item: ItemId) {
        let (mut start, _) = self.waits(item);
        if let Some(from) = self.network.model.item(item).dates().from {
            self.contradict(item, &start, Edge::Start, from.moment, false);
            start = Bound::from(from.moment, Driver::FixedDate);
        }
        if let Some(gate) = self.gates.get_mut(self.network.number(item)) {
            *gate = start;
        }
    }

    /// Where an item with parts starts: with the first of them, or where the period starts that it is to fill.
    fn first_part(&mut self, item: ItemId) {
        let parts = self.parts(item);
        let first = parts.min_by_key(|(_, part)| part.start);
        let Some((part, moment, is_open)) =
            first.map(|(id, one)| (id, one.start, one.is_start_open))
        else {
            return;
        };
        let at_moment =
            self.parts(item).any(|(_, one)| one.start == moment && one.starts_at_moment);
        let fixed = self.period(item).filter(|period| period.start < moment);
        if let Some(timing) = self.timings.get_mut(item.index()) {
            (timing.start, timing.start_driver) = fixed
                .map_or((moment, Driver::Part(part)), |fixed| (fixed.start, Driver::FixedDate));
            timing.is_start_open = is_open && fixed.is_none();
            timing.starts_at_moment = at_moment && fixed.is_none();
        }
    }

    fn period(&self, item: ItemId) -> Option<Edges> {
        period(self.network.model.item(item), &self.crews.of(item).calendar)
    }

    /// Where an item with parts ends: with the last of them, or as late as it was told to. What is done waits for nothing more,
    /// and of a period that is done before its end nothing is left to fill.
    fn last_part(&mut self, item: ItemId) {
        let last =
            self.parts(item).reduce(|last, one| if one.1.end > last.1.end { one } else { last });
        let Some((part, mut moment)) = last.map(|(id, one)| (id, one.end)) else { return };
        let mut driver = Driver::Part(part);
        let mut is_open = self.parts(item).any(|(_, part)| part.is_open);
        let is_done = self.parts(item).all(|(_, part)| part.state == State::Done);
        let has_begun = self.parts(item).any(|(_, part)| part.has_begun);
        let state = State::of(self.network.model.item(item), is_done, has_begun);
        if let Some(end) = self.waits(item).1.filter(|_| !is_done) {
            is_open |= end.is_open;
            if end.moment > moment {
                (moment, driver) = (end.moment, end.driver);
            }
        }
        if let Some(period) = self.period(item).filter(|period| !is_done && period.end > moment) {
            (moment, driver) = (period.end, Driver::FixedDate);
        }
        if let Some(timing) = self.timings.get_mut(item.index()) {
            timing.end = moment;
            timing.end_driver = driver;
            timing.is_open = is_open;
            timing.is_scheduled = true;
            (timing.state, timing.has_begun) = (state, has_begun);
        }
    }

    fn parts(&self, item: ItemId) -> impl Iterator<Item = (ItemId, &Timing)> {
        let parts = self.network.model.item(item).parts();
        let parts = parts.filter(|part| self.network.role(part.id) != Role::Dropped);
        parts.filter_map(|part| Some((part.id, self.timing(part.id)?)))
    }

    fn leaf(&mut self, item: ItemId) {
        let (start, end) = self.waits(item);
        let crews = self.crews;
        let walker = self.network.model.item(item);
        let reported = self.states.of(item);
        let mut leaf = Leaf {
            item: walker,
            crew: crews.of(item),
            amount: likely_amount(walker),
            start,
            end,
            state: reported,
            is_reached: self.is_reached(walker, &start, end.as_ref()),
            today: self.states.today_of(reported),
            resumed: None,
        };
        let placed = match self.network.role(item) {
            Role::Work => match &mut self.queue {
                Some(queue) => queue.place(&mut leaf, &self.timings),
                None => leaf.work(),
            },
            Role::Point => leaf.point(),
            _ => leaf.nothing(),
        };
        let placed = self.trouble.check_reach(self.network, crews, &leaf, placed);
        let gap = self.gap(&leaf, &placed);
        self.contradictions(&leaf, &placed);
        if let Some(timing) = self.timings.get_mut(item.index()) {
            (timing.start, timing.start_driver) = placed.start;
            (timing.end, timing.end_driver) = placed.end;
            (timing.is_start_open, timing.is_open) = (placed.is_start_open, placed.is_open);
            timing.start_gap = gap;
            timing.starts_at_moment = self.network.is_moment(item);
            timing.is_on_day_off = placed.is_on_day_off;
            timing.is_scheduled = true;
            let is_done = leaf.is_reached || matches!(reported, Reported::Done { .. });
            timing.has_begun = is_done || matches!(reported, Reported::UnderWay { .. });
            timing.state = State::of(walker, is_done, timing.has_begun);
        }
    }

    /// Whether a milestone or release without a date of its own is reached: it waits for something, and all of that is done.
    /// What a lag or a date puts into the days to come is not there yet.
    fn is_reached(&self, point: ItemWalker<'_>, start: &Bound, end: Option<&Bound>) -> bool {
        let is_dated = point.dates().to.is_some() || point.dates().from.is_some();
        if self.network.role(point.id) != Role::Point || is_dated {
            return false;
        }
        let latest = end.map_or(start.moment, |end| start.moment.max(end.moment));
        let is_to_come =
            self.network.model.header.today.is_some_and(|today| latest.last_day() > today);
        let waits_for_item =
            |item| self.network.own(item).any(|(_, one)| matches!(one.anchor, Anchor::Item(..)));
        let waits = waits_for_item(point.id) || self.network.shipped_in(point.id).next().is_some();
        waits && !is_to_come && self.has_all_it_waits_for(point)
    }

    fn has_all_it_waits_for(&self, item: ItemWalker<'_>) -> bool {
        let is_there = |dependency: &Dependency| match dependency.anchor {
            Anchor::Moment(_) => true,
            Anchor::Item(awaited, Edge::End) => {
                self.timing(awaited).is_some_and(|of| of.state == State::Done)
            }
            Anchor::Item(awaited, Edge::Start) => {
                self.timing(awaited).is_some_and(|of| of.has_begun)
            }
        };
        let own = self.network.own(item.id).all(|(_, dependency)| is_there(dependency));
        let inherited = item.ancestors().all(|whole| {
            let starts = self.network.own(whole.id).filter(|(_, one)| one.edge == Edge::Start);
            starts.into_iter().all(|(_, dependency)| is_there(dependency))
        });
        let ships = self
            .network
            .shipped_in(item.id)
            .all(|one| self.timing(one.item).is_some_and(|of| of.state == State::Done));
        own && inherited && ships
    }

    /// What the start and the end of an item wait for. Of one with parts the gate asks for the first, the whole for the second.
    fn waits(&mut self, item: ItemId) -> (Bound, Option<Bound>) {
        let network = self.network;
        let crew = self.crews.of(item);
        let mut start = self.outer(item);
        let mut end: Option<Bound> = None;
        for (id, dependency) in network.own(item) {
            let Some(mut point) = self.point(crew, dependency) else { continue };
            let bound = match dependency.edge {
                Edge::Start => &mut start,
                Edge::End => {
                    if !network.is_moment(item) {
                        point.moment = crew.first_end_from(point.moment);
                    }
                    end.get_or_insert(Bound::from_end(Moment::MIN, Driver::RoadmapStart))
                }
            };
            match dependency.anchor {
                Anchor::Item(..) => bound.wait_for_item(point, id),
                Anchor::Moment(_) => bound.wait_for(point, Driver::Dependency(id)),
            }
        }
        if network.role(item) == Role::Point {
            self.wait_for_shipped(item, &mut start);
        }
        (start, end)
    }

    /// A release waits for what ships in it.
    fn wait_for_shipped(&self, release: ItemId, start: &mut Bound) {
        for shipped in self.network.shipped_in(release) {
            let Some(timing) = self.timing(shipped.item) else { continue };
            let is_open = timing.is_open;
            let end = Point { moment: timing.end, is_open, is_beginning: false };
            start.wait_for(end, Driver::Part(shipped.item));
        }
    }

    /// The point that a dependency asks for.
    fn point(&mut self, crew: &Crew<'m>, dependency: &Dependency) -> Option<Point> {
        let point = match dependency.anchor {
            Anchor::Moment(moment) => Point { moment, is_open: false, is_beginning: true },
            Anchor::Item(item, edge) => self.point_of(item, edge)?,
        };
        let moment = self.later(crew, dependency.item, point.moment, dependency.lag);
        if asked::names_day(dependency, moment) {
            let evening = crew.evening_of(moment);
            return Some(Point { moment: evening, is_beginning: false, ..point });
        }
        if self.network.is_lead_of_moment(dependency) {
            return Some(Point { moment: crew.calendar.previous_work(moment), ..point });
        }
        Some(Point { moment, ..point })
    }

    fn point_of(&self, item: ItemId, edge: Edge) -> Option<Point> {
        let timing = self.timing(item)?;
        let is_day = timing.is_on_day_off;
        let moment = beginning_of_day_off(self.edges.at(item, edge)?, is_day);
        let (is_start_open, is_end_open) = *self.opens.get(item.index())?;
        let is_beginning = !timing.starts_at_moment || is_day;
        Some(match edge {
            Edge::Start => Point { moment, is_open: is_start_open, is_beginning },
            Edge::End => Point { moment, is_open: is_end_open, is_beginning: is_day },
        })
    }

    fn later(&mut self, crew: &Crew<'m>, item: ItemId, moment: Moment, lag: Lag) -> Moment {
        let later = asked::after(crew, moment, lag);
        let is_beyond = later == Moment::MAX && moment < Moment::MAX;
        if is_beyond && !lag.is_elapsed && !crew.calendar.goes_on() {
            self.trouble.calendar_never_works(self.network.model.item(item).data().calendar);
            return moment;
        }
        later
    }

    #[allow(clippy::option_option)] // As a timing says it.
    /// Whether a start had to wait a whole day or more for working time, and for whom.
    fn gap(&self, leaf: &Leaf<'_, 'm>, placed: &Placed) -> Option<Option<ResourceId>> {
        let from = placed.waited_from?;
        let start = placed.start.0;
        // The night before a working day is no gap.
        let next_midnight = Moment::end_of(from.last_day());
        if start.since(next_midnight) < Minutes::DAY {
            return None;
        }
        Some(self.absent(leaf, from, start))
    }

    /// Who keeps an item from starting though its calendar is open: who is there last.
    fn absent(&self, leaf: &Leaf<'_, 'm>, from: Moment, start: Moment) -> Option<ResourceId> {
        if leaf.crew.calendar.next_work(from) >= start {
            return None;
        }
        let people = self.crews.people(leaf.item.id).iter();
        let there = people.filter_map(|one| {
            let first = self.crews.of_resource(one.resource)?.next_work(from);
            Some((first, one.resource))
        });
        there.reduce(|last, one| if one.0 > last.0 { one } else { last }).map(|(_, id)| id)
    }

    fn contradictions(&mut self, leaf: &Leaf<'_, 'm>, placed: &Placed) {
        let item = leaf.item.id;
        match placed.is_given {
            Given::Nothing => return,
            Given::Fixed { start, .. } => {
                self.contradict(item, &leaf.start, Edge::Start, start, false);
            }
            // On the same day one may well have followed the other.
            Given::Started => {
                let day = Moment::end_of(placed.start.0.date());
                self.contradict(item, &leaf.start, Edge::Start, day, true);
            }
            Given::Done => self.contradict(item, &leaf.start, Edge::Start, placed.end.0, true),
        }
        if let Some(end) = &leaf.end {
            let is_actual = placed.is_given == Given::Done;
            let given = match placed.is_given {
                Given::Fixed { end, .. } => end,
                _ => placed.end.0,
            };
            self.contradict(item, end, Edge::End, given, is_actual);
        }
    }

    /// Notes that a given date is earlier than what it waits for.
    fn contradict(
        &mut self,
        item: ItemId,
        waits: &Bound,
        edge: Edge,
        given: Moment,
        is_actual: bool,
    ) {
        let of_date = match waits.driver {
            Driver::Dependency(id) => Some((waits.moment, id)),
            _ => None,
        };
        let latest: Option<(Moment, DependencyId)> = of_date.or(waits.item);
        if let Some((required, dependency)) = latest.filter(|(required, _)| *required > given) {
            let found = Contradiction { item, edge, dependency, given, required, is_actual };
            self.trouble.contradictions.push(found);
        }
    }
}
