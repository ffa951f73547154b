//! The backward pass: the latest moment at which everything can be.
//!
//! It is made twice. First from the end of the roadmap and from the deadlines: that gives the late dates and the total slack.
//! Then from where everything that waits really stands: that gives the free slack, and moves what is to be as late as possible.

use crate::model::{Dependency, Edge, ItemId, ItemWalker};
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::bounds::LatestBound;
use crate::schedule::engine::mobility::{Mobility, Shift};
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::engine::queueing::driver;
use crate::schedule::ledger::joint::{Wanted, last_by};
use crate::schedule::ledger::resource_links::{Next, ResourceLink, ResourceLinks};
use crate::schedule::ledger::{Conflict, ResourceLedger};
use crate::schedule::network::{Network, Node, NodeKind, Role};
use crate::schedule::progress::Project;
use crate::schedule::table::{AllEdges, Edges, Rows};
use crate::schedule::timing::{Driver, Timing};
use crate::time::{Minutes, Moment};

/// From where the pass goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    /// From the end of the roadmap, from deadlines, and from late dates.
    Late,
    /// From where everything stands.
    Placed,
}

/// The backward pass.
#[derive(Debug)]
pub(crate) struct Backward<'a, 'b, 'm> {
    network: &'a Network<'m>,
    crews: &'a Crews<'m>,
    from: From,
    /// By item: how far its dates can still move.
    holds: &'a Rows<Mobility>,
    timings: &'a mut Rows<Timing>,
    /// By item: by when all that its start waits for has to be there, and all that its end waits for. What waits was visited before.
    asks: AllEdges,
    /// What hands its people on, if work is levelled.
    ties: &'a ResourceLinks,
    /// Who is busy when, likewise.
    ledger: Option<&'a mut ResourceLedger<'b>>,
    /// By when everything has to be over.
    end: LatestBound,
    /// Of each item that holds parts: by when its first part and all of it have to be reached.
    starts: Rows<LatestBound>,
    wholes: Rows<LatestBound>,
    /// Whether anything was moved.
    has_moved: bool,
}

impl<'a, 'b, 'm> Backward<'a, 'b, 'm> {
    /// `asks` lends its room.
    pub(crate) fn new(
        Project { network, crews, .. }: Project<'a, 'm>,
        (holds, ties): (&'a Rows<Mobility>, &'a ResourceLinks),
        timings: &'a mut Rows<Timing>,
        asks: AllEdges,
        ledger: Option<&'a mut ResourceLedger<'b>>,
    ) -> Self {
        let each = Rows::filled(LatestBound::NONE, network.roles.0.len());
        Self {
            network,
            crews,
            from: From::Late,
            holds,
            timings,
            asks,
            ties,
            ledger,
            end: LatestBound::NONE,
            starts: each.clone(),
            wholes: each,
            has_moved: false,
        }
    }

    /// Goes back through the nodes, each behind all that waits for it; the last item ends at `end`. Says whether anything was moved.
    pub(crate) fn run(&mut self, from: From, order: &[Node], end: Moment) -> bool {
        self.from = from;
        let by = self.network.model.header.by.filter(|_| from == From::Late);
        let deadline = by.map(|by| LatestBound::new(by.moment, Driver::Deadline));
        let end = LatestBound::new(end, Driver::RoadmapEnd);
        self.end = end.lower(deadline.unwrap_or(LatestBound::NONE));
        self.asks.fill(Moment::MAX);
        self.starts.0.fill(LatestBound::NONE);
        self.wholes.0.fill(LatestBound::NONE);
        for node in order.iter().rev() {
            self.visit(*node);
        }
        self.has_moved
    }

    fn visit(&mut self, node: Node) {
        let item = node.item;
        match (self.network.role(item), node.kind) {
            (Role::Dropped, _) => {}
            (Role::Container, NodeKind::Gate) => {
                let gate = self.gate(item);
                self.asks[Edge::Start][item] = gate.moment;
            }
            (Role::Container, NodeKind::Start) => {
                self.starts[item] = self.start_ceiling(item);
            }
            (Role::Container, NodeKind::Whole) => {
                let whole = self.end_ceiling(item);
                self.wholes[item] = whole;
                self.whole(item, whole);
                self.ask_of_whole(item, whole);
            }
            (Role::Work | Role::Point | Role::Empty, _) => {
                self.leaf(item);
                self.ask_of_leaf(item);
            }
        }
    }

    /// By when an item has to end.
    fn end_ceiling(&self, item: ItemId) -> LatestBound {
        let network = self.network;
        let walker = network.model.item(item);
        let outer = walker.parent().map(|parent| self.wholes[parent.id]);
        let mut ceiling = outer.unwrap_or(self.end);
        if self.from == From::Late {
            ceiling = ceiling.lower(self.deadline(item));
        }
        for dependency in network.waiting(item, Edge::End) {
            ceiling = ceiling.lower(self.asked_by(dependency));
        }
        for tie in self.ties.from(item).iter().filter(|tie| !self.may_follow(item, tie.next())) {
            ceiling = ceiling.lower(self.asked_by_tie(tie));
        }
        for (_, shipped) in network.releases_of(item) {
            let moment = self.asks[Edge::Start][shipped.release];
            ceiling = ceiling.lower(LatestBound::new(moment, Driver::JustBefore(shipped.release)));
        }
        ceiling
    }

    /// An item's own deadline; to one with parts, and to one that is forecast for later, a fixed end is a deadline too.
    fn deadline(&self, item: ItemId) -> LatestBound {
        let dates = self.network.model.item(item).dates();
        let is_container = self.network.role(item) == Role::Container;
        let to = dates.to.filter(|to| is_container || self.timings[item].end > to.moment);
        let moments = [dates.by, to].into_iter().flatten().map(|date| date.moment);
        moments.min().map_or(LatestBound::NONE, |moment| LatestBound::new(moment, Driver::Deadline))
    }

    /// By when an item has to start: it has to be asked by something that waits for its start.
    fn start_ceiling(&self, item: ItemId) -> LatestBound {
        let mut ceiling = self.start_of_whole(item).unwrap_or(LatestBound::NONE);
        for dependency in self.network.waiting(item, Edge::Start) {
            ceiling = ceiling.lower(self.asked_by(dependency));
        }
        ceiling
    }

    /// What is asked of the start of what it stands in, if that starts with it.
    ///
    /// Another part might start early enough too, and then it would have more slack than this; but where both are moved by the
    /// same, it would not.
    fn start_of_whole(&self, item: ItemId) -> Option<LatestBound> {
        let parent = self.network.model.item(item).parent()?;
        let starts_it = self.timings[parent.id].start_driver == Driver::Part(item);
        starts_it.then(|| self.starts[parent.id])
    }

    /// By when the gate of an item has to be reached: by when the first of its parts has to start.
    fn gate(&self, item: ItemId) -> LatestBound {
        let walker = self.network.model.item(item);
        if let Some(from) = walker.dates().from {
            return LatestBound::new(from.moment, Driver::JustBefore(item));
        }
        let parts = walker.parts().filter(|part| self.network.role(part.id) != Role::Dropped);
        let first = parts.map(|part| self.asks[Edge::Start][part.id]).min();
        LatestBound::new(first.unwrap_or(Moment::MAX), Driver::JustBefore(item))
    }

    /// By when what a dependency waits for has to be there.
    fn asked_by(&self, dependency: &Dependency) -> LatestBound {
        let Dependency { item, edge, .. } = *dependency;
        let mut moment = self.asks[edge][item];
        if moment < Moment::MAX {
            let crew = self.crews.of(item);
            moment = crew.last_point_asking_for(self.network, dependency, moment);
        }
        LatestBound::new(moment, Driver::JustBefore(item))
    }

    /// By when somebody has to be there for what goes on with them.
    fn asked_by_tie(&self, tie: &ResourceLink) -> LatestBound {
        match tie.to {
            Next::Item(to, edge) => {
                LatestBound::new(self.asked_by_next(tie.at, to, edge), Driver::JustBefore(to))
            }
            Next::Away(resource) => {
                LatestBound::new(tie.at, Driver::Resource { resource, item: None })
            }
        }
    }

    fn asked_by_next(&self, at: Moment, to: ItemId, edge: Edge) -> Moment {
        if edge == Edge::Start && self.holds[to] != Mobility::Begun {
            return self.asks[Edge::Start][to];
        }
        // A later part can go on so much later as the end has room.
        let end = self.asks[Edge::End][to];
        if end == Moment::MAX {
            return end;
        }
        let clock = self.crews.of(to).slack_clock();
        clock.advance(at, clock.work_between(self.timings[to].end, end))
    }

    /// Notes what an item asks of what it waits for, once its own dates are known.
    fn ask_of_leaf(&mut self, item: ItemId) {
        let hold = self.holds[item];
        let timing = &self.timings[item];
        let (placed, late) = (timing.edges(), timing.late_edges());
        let asks = match (hold, self.from) {
            (Mobility::Over, _) => Edges::both(Moment::MAX),
            (Mobility::Begun, From::Late) => Edges { start: Moment::MAX, ..late },
            (Mobility::Begun, From::Placed) => Edges { start: Moment::MAX, ..placed },
            (Mobility::Free, From::Late) => late,
            (Mobility::Fixed, From::Late) => self.planned(item, placed),
            (Mobility::Fixed | Mobility::Free, From::Placed) => placed,
        };
        let waits = self.network.own(item).any(|(_, one)| one.edge == Edge::End);
        let end = if waits { self.last_asking_for(item, asks.end) } else { asks.end };
        self.asks.set(item, Edges { end, ..asks });
    }

    /// The last moment that asks of an item for no later end than that.
    fn last_asking_for(&self, item: ItemId, end: Moment) -> Moment {
        if self.network.is_moment(item) {
            return end;
        }
        self.crews.of(item).last_asking_for(end)
    }

    /// Where something with a fixed date was planned, if that is before its forecast: what it waits for should be there then.
    fn planned(&self, item: ItemId, placed: Edges) -> Edges {
        let walker = self.network.model.item(item);
        let dates = walker.dates();
        let to = dates.to.filter(|to| to.moment < placed.end);
        if self.network.role(item) == Role::Point {
            return to.map_or(placed, |to| Edges::both(to.moment));
        }
        let (crew, amount) = (self.crews.of(item), likely_amount(walker).unwrap_or_default());
        let is_put_off = self.timings[item].is_put_off();
        let start = match dates.from {
            Some(from) if is_put_off => Some(crew.clock.next_work(from.moment)),
            Some(_) => Some(placed.start),
            None => None,
        };
        let planned = match (start, to) {
            (start, Some(to)) => {
                let end = crew.clock.previous_work(to.moment);
                Edges { start: start.unwrap_or_else(|| crew.begin(end, amount)), end }
            }
            (Some(start), None) if is_put_off => Edges { start, end: crew.finish(start, amount) },
            _ => placed,
        };
        Edges { start: planned.start.min(placed.start), end: planned.end.min(placed.end) }
    }

    /// Likewise of the end of what holds parts; its start asks where its gate does.
    fn ask_of_whole(&mut self, item: ItemId, ceiling: LatestBound) {
        let end = match (self.from, self.holds[item]) {
            (From::Late, _) => ceiling.moment,
            (From::Placed, Mobility::Over) => Moment::MAX,
            (From::Placed, _) => self.timings[item].end,
        };
        self.asks[Edge::End][item] = self.last_asking_for(item, end);
    }

    fn leaf(&mut self, item: ItemId) {
        let hold = self.holds[item];
        if hold == Mobility::Over {
            return;
        }
        let (end, start) = (self.end_ceiling(item), self.start_ceiling(item));
        let is_alap = self.from == From::Placed && self.is_late(item);
        let end = if is_alap { self.within_deadline(item, end) } else { end };
        let timing = &mut self.timings[item];
        let shift = Shift {
            item: self.network.model.item(item),
            crew: self.crews.of(item),
            is_point: self.network.role(item) == Role::Point,
            hold,
            is_split: self.ledger.as_ref().is_some_and(|ledger| ledger.pieces.contains_key(&item)),
            start,
            end,
        };
        match self.from {
            From::Late => late(&shift, timing),
            From::Placed => {
                tell_late(&shift, timing);
                if is_alap {
                    self.has_moved |= match &mut self.ledger {
                        Some(ledger) => move_free(ledger, shift, timing),
                        None => move_late(&shift, timing),
                    };
                }
                free(&shift, timing);
            }
        }
    }

    /// A ceiling of what is as late as possible, or its deadline if that comes first. What waits for it asks where it stands,
    /// be it late itself.
    fn within_deadline(&self, item: ItemId, end: LatestBound) -> LatestBound {
        let Some(deadline) = own_deadline(self.network.model.item(item)) else { return end };
        let clock = self.crews.of(item).slack_clock();
        if clock.work_between(deadline, end.moment) > Minutes::ZERO {
            return LatestBound::new(deadline, Driver::Deadline);
        }
        end
    }

    /// Whether an item is to be as late as possible, and can.
    fn is_late(&self, item: ItemId) -> bool {
        let is_free = || self.holds[item] == Mobility::Free;
        self.network.has_alap && is_free() && self.network.model.item(item).is_alap()
    }

    /// Whether something that is as late as possible may as well be done behind what its people go on with: when they are free
    /// the calendar of who is busy says. What had to wait for it, or is as late as possible too, stays behind it.
    fn may_follow(&self, item: ItemId, next: Option<ItemId>) -> bool {
        if !self.is_late(item) || next.is_some_and(|next| self.is_late(next)) {
            return false;
        }
        let waited = |driver: Driver| driver.resource().is_some_and(|(_, of)| of == Some(item));
        let next = next.map(|next| &self.timings[next]);
        next.is_none_or(|of| !waited(of.start_driver) && !waited(of.end_driver))
    }

    /// The late end of an item with parts, and its free slack: until something that waits for all of it moves.
    fn whole(&mut self, item: ItemId, ceiling: LatestBound) {
        let calendar = &self.crews.of(item).calendar;
        let timing = &mut self.timings[item];
        let slack = calendar.work_between(timing.end, ceiling.moment);
        if self.from == From::Placed {
            timing.free_slack = slack.max(Minutes::ZERO);
        } else if slack == Minutes::ZERO {
            timing.late_end = timing.end;
        } else {
            timing.late_end = calendar.previous_work(ceiling.moment);
        }
    }
}

fn late(shift: &Shift<'_, '_>, timing: &mut Timing) {
    let latest = shift.latest(timing);
    (timing.late_start, timing.late_end) = (latest.start, latest.end);
    timing.total_slack = shift.slack(timing, latest);
    timing.is_critical = timing.total_slack <= Minutes::ZERO;
}

/// Tells the late dates, once all that is to be there by then has read them.
fn tell_late(shift: &Shift<'_, '_>, timing: &mut Timing) {
    let told = shift.told(timing, timing.late_edges());
    (timing.late_start, timing.late_end) = (told.start, told.end);
}

/// Moves an item to just before what waits for it, or to its deadline; gives whether it moved.
fn move_late(shift: &Shift<'_, '_>, timing: &mut Timing) -> bool {
    let place = |shift: &Shift<'_, '_>| shift.told(timing, shift.latest(timing));
    let latest = place(shift);
    if latest.start <= timing.start {
        return false;
    }
    let by_end = place(&Shift { start: LatestBound::NONE, ..*shift });
    let decides = if by_end.start > latest.start { shift.start } else { shift.end }.driver;
    let (start_driver, end_driver) = match by_end.start > latest.start {
        _ if shift.is_point => (decides, decides),
        true => (decides, Driver::Estimate),
        false => (Driver::Estimate, decides),
    };
    (timing.start, timing.end) = (latest.start, latest.end);
    (timing.start_driver, timing.end_driver) = (start_driver, end_driver);
    (timing.start_gap, timing.is_on_day_off) = (None, false);
    true
}

/// Likewise, but no later than its people are free.
fn move_free(
    ledger: &mut ResourceLedger<'_>,
    mut shift: Shift<'_, '_>,
    timing: &mut Timing,
) -> bool {
    let (item, early) = (shift.item.id, (timing.start, timing.end));
    if ledger.demand(item).several.is_some() && early.0 < early.1 {
        return move_jointly(ledger, &shift, timing);
    }
    if shift.is_split {
        return false;
    }
    ledger.let_go(item, early);
    loop {
        let latest = shift.told(timing, shift.latest(timing));
        let conflict = ledger.conflict(item, (latest.start, latest.end));
        let is_in_the_way =
            |of: &Conflict| latest.start > timing.start && of.from < shift.end.moment;
        let Some(Conflict { resource, from, .. }) = conflict.filter(is_in_the_way) else { break };
        shift.end = LatestBound::new(from, Driver::Resource { resource, item: None });
    }
    let has_moved = move_late(&shift, timing);
    ledger.take(item, &[(timing.start, timing.end)]);
    has_moved
}

/// Likewise an effort by several, each of whom gives the time that they have.
fn move_jointly(
    ledger: &mut ResourceLedger<'_>,
    shift: &Shift<'_, '_>,
    timing: &mut Timing,
) -> bool {
    let Shift { start, end, .. } = *shift;
    let (item, early) = (shift.item.id, (timing.start, timing.end));
    let amount = likely_amount(shift.item).unwrap_or_default();
    let can_split = shift.item.can_split();
    let held = ledger.let_go(item, early);
    let laid = |from| ledger.jointly(item, Wanted { from, amount, can_split });
    let latest = last_by(laid, early.0, (start.moment, end.moment));
    let Some(latest) = latest.filter(|latest| latest.start() > early.0) else {
        ledger.take_again(item, early, held);
        return false;
    };
    let by_start = latest.start() == shift.crew.last_start_by(start.moment);
    let work = latest.end_waited().map_or(Driver::Estimate, driver);
    (timing.start, timing.end) = (latest.start(), latest.end());
    (timing.start_driver, timing.end_driver) = match latest.end() {
        _ if by_start => (start.driver, work),
        at if shift.crew.clock.work_between(at, end.moment) > Minutes::ZERO => {
            (Driver::Estimate, work)
        }
        _ => (Driver::Estimate, end.driver),
    };
    (timing.start_gap, timing.is_on_day_off) = (None, false);
    ledger.take_jointly(item, &latest);
    true
}

fn free(shift: &Shift<'_, '_>, timing: &mut Timing) {
    let most = if timing.start == timing.early_start {
        timing.total_slack
    } else {
        shift.slack(timing, timing.late_edges())
    };
    timing.free_slack = shift.room(timing).clamp(Minutes::ZERO, most.max(Minutes::ZERO));
}

/// The deadline of an item without parts: its own, or that of something that it stands in.
pub(crate) fn own_deadline(item: ItemWalker<'_>) -> Option<Moment> {
    let outer = item.ancestors().flat_map(|whole| [whole.dates().by, whole.dates().to]);
    let dates = outer.chain([item.dates().by, item.model.header.by]);
    dates.flatten().map(|date| date.moment).min()
}
