//! The network made ready to be gone through thousands of times: all that is the same in every run is looked up once.

use std::ops::Range;

use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemWalker, Lag};
use crate::schedule::Schedule;
use crate::schedule::bound::{Bound, Point};
use crate::schedule::crew::Crew;
use crate::schedule::crews::Crews;
use crate::schedule::edges::Edges;
use crate::schedule::network::{Network, Node, Place};
use crate::schedule::period::{NO_PERIOD, period};
use crate::schedule::place::likely_amount;
use crate::schedule::progress::{Reported, States};
use crate::schedule::role::Role;
use crate::schedule::state::State;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// A node of the network, with all that it needs.
#[derive(Debug)]
pub(super) struct Row<'a, 'm> {
    pub(super) item: ItemId,
    pub(super) step: Step,
    pub(super) crew: &'a Crew<'m>,
    /// The row of the gate of what it stands in; of something at the top none.
    pub(super) outer: Option<u32>,
    /// What its start waits for that is the same in every run.
    pub(super) start: Bound,
    /// Likewise its end.
    pub(super) end: Option<Bound>,
    /// What its start waits for, then what its end does.
    pub(super) starts: Range<u32>,
    pub(super) ends: Range<u32>,
    /// Its parts; of a release what ships in it.
    pub(super) parts: Range<u32>,
    /// Of what has parts: the period that it fills at least.
    pub(super) period: Edges,
    pub(super) state: Reported,
    /// Whether it takes no time.
    pub(super) is_moment: bool,
    /// How much work it likely is, if that is known.
    pub(super) likely: Option<Minutes>,
}

/// What is to be done at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What the start of each part waits for.
    Gate,
    /// The start of what has parts.
    First,
    /// Its end.
    Last,
    /// Work that starts as soon as it can.
    Free,
    /// All else without parts.
    Other,
}

/// A point of an item that something waits for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait {
    pub(super) item: ItemId,
    pub(super) edge: Edge,
    pub(super) lag: Lag,
    /// Whether it is one at which something begins.
    pub(super) is_beginning: bool,
    /// Whether what takes no time waits for the evening so much working time before.
    pub(super) is_evening: bool,
    pub(super) dependency: DependencyId,
}

/// All rows, each behind what it waits for.
#[derive(Debug)]
pub(super) struct Course<'a, 'm> {
    pub(super) rows: Vec<Row<'a, 'm>>,
    pub(super) waits: Vec<Wait>,
    pub(super) parts: Vec<ItemId>,
    /// By item: the row of its start, and of its end.
    pub(super) row_of: Vec<[u32; 2]>,
    pub(super) network: &'a Network<'m>,
    /// Midnight at the start of the day the plan is looked at.
    pub(super) today: Option<Moment>,
}

impl<'a, 'm> Course<'a, 'm> {
    /// Makes a network ready. Of what is as late as possible the schedule says when it is planned to start.
    pub(super) fn new(
        network: &'a Network<'m>,
        crews: &'a Crews<'m>,
        states: States<'m>,
        order: &[Node],
        schedule: &Schedule,
    ) -> Self {
        let mut maker = Maker {
            course: Self {
                rows: Vec::with_capacity(order.len()),
                waits: Vec::new(),
                parts: Vec::new(),
                row_of: vec![[u32::MAX; 2]; network.roles.len()],
                network,
                today: states.today(),
            },
            crews,
            states,
            schedule,
            gates: vec![u32::MAX; network.containers()],
        };
        for node in order {
            maker.row(*node);
        }
        maker.course
    }

    pub(super) fn waits(&self, range: &Range<u32>) -> &[Wait] {
        self.waits.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    pub(super) fn parts(&self, row: &Row<'_, '_>) -> &[ItemId] {
        self.parts.get(row.parts.start as usize..row.parts.end as usize).unwrap_or_default()
    }
}

/// Makes rows of nodes.
struct Maker<'a, 'm, 's> {
    course: Course<'a, 'm>,
    crews: &'a Crews<'m>,
    states: States<'m>,
    schedule: &'s Schedule,
    /// By number of container: the row of its gate.
    gates: Vec<u32>,
}

impl<'a, 'm> Maker<'a, 'm, '_> {
    fn row(&mut self, node: Node) {
        let network = self.course.network;
        let item = network.model.item(node.item());
        let role = network.role(item.id);
        if role == Role::Dropped {
            return;
        }
        let mut row = self.empty_row(item);
        // What has parts and is done waits for nothing more.
        let is_over = role == Role::Container
            && node.place() == Place::Whole
            && self.schedule.timing(item.id).state == State::Done;
        if node.place() != Place::Start && !is_over {
            self.waits(&mut row, item);
        }
        row.parts = self.parts(item, role);
        if role == Role::Container {
            row.period = self.period(item);
        }
        row.step = match node.place() {
            Place::Gate => Step::Gate,
            Place::Start => Step::First,
            Place::Whole if role == Role::Container => Step::Last,
            Place::Whole => self.leaf(&mut row, item, role),
        };
        self.number(item.id, row.step);
        self.course.rows.push(row);
    }

    /// A row that waits for nothing yet but what the item stands in, or the start of the roadmap.
    fn empty_row(&self, item: ItemWalker<'m>) -> Row<'a, 'm> {
        let outer = item.parent().and_then(|parent| self.gate_of(parent.id));
        // What stands in something starts by its gate alone, which may lie before the roadmap.
        let start = match outer {
            Some(_) => Bound::from_end(Moment::MIN, Driver::RoadmapStart),
            None => Bound::from(item.model.header.from, Driver::RoadmapStart),
        };
        Row {
            item: item.id,
            step: Step::Other,
            crew: self.crews.of(item.id),
            outer,
            start,
            end: None,
            starts: 0..0,
            ends: 0..0,
            parts: 0..0,
            period: NO_PERIOD,
            state: Reported::Nothing,
            is_moment: self.course.network.is_moment(item.id),
            likely: likely_amount(item),
        }
    }

    /// Notes that the next row is this step of an item.
    fn number(&mut self, item: ItemId, step: Step) {
        let number = count(self.course.rows.len());
        let container = self.course.network.number(item);
        if let (Step::Gate, Some(slot)) = (step, self.gates.get_mut(container)) {
            *slot = number;
        }
        let Some([start, end]) = self.course.row_of.get_mut(item.index()) else { return };
        match step {
            Step::Gate => {}
            Step::First => *start = number,
            Step::Last => *end = number,
            Step::Free | Step::Other => (*start, *end) = (number, number),
        }
    }

    fn gate_of(&self, container: ItemId) -> Option<u32> {
        let gate = self.gates.get(self.course.network.number(container)).copied();
        gate.filter(|row| *row != u32::MAX)
    }

    /// What it waits for: dates at once, points of items as they will be.
    fn waits(&mut self, row: &mut Row<'_, 'm>, item: ItemWalker<'m>) {
        let network = self.course.network;
        let mut ends = Vec::new();
        let first = count(self.course.waits.len());
        for (id, dependency) in network.own(item.id) {
            match dependency.anchor {
                Anchor::Moment(moment) => wait_for_date(row, moment, id, dependency),
                Anchor::Item(awaited, edge) => {
                    let is_evening = network.is_lead_of_moment(dependency);
                    let lag = dependency.lag;
                    let is_beginning =
                        edge == Edge::Start && !self.schedule.timing(awaited).starts_at_moment;
                    let wait =
                        Wait { item: awaited, edge, lag, is_beginning, is_evening, dependency: id };
                    match dependency.edge {
                        Edge::Start => self.course.waits.push(wait),
                        Edge::End => ends.push(wait),
                    }
                }
            }
        }
        let middle = count(self.course.waits.len());
        self.course.waits.append(&mut ends);
        row.starts = first..middle;
        row.ends = middle..count(self.course.waits.len());
    }

    fn parts(&mut self, item: ItemWalker<'_>, role: Role) -> Range<u32> {
        let network = self.course.network;
        let first = count(self.course.parts.len());
        match role {
            Role::Container => {
                let parts = item.parts().filter(|part| network.role(part.id) != Role::Dropped);
                self.course.parts.extend(parts.map(|part| part.id));
            }
            Role::Point => {
                self.course.parts.extend(network.shipped_in(item.id).map(|one| one.item));
            }
            _ => {}
        }
        first..count(self.course.parts.len())
    }

    /// What happened to an item; a milestone or release that is reached stays where the schedule has it.
    fn reported(&self, item: ItemId, role: Role) -> Reported {
        let (reported, timing) = (self.states.of(item), self.schedule.timing(item));
        if role == Role::Point && timing.state == State::Done {
            return Reported::Done { started: None, done: Some(timing.end), latest: timing.end };
        }
        reported
    }

    fn period(&self, item: ItemWalker<'_>) -> Edges {
        let Some(period) = period(item, &self.crews.of(item.id).calendar) else { return NO_PERIOD };
        let is_done = self.schedule.timing(item.id).state == State::Done;
        Edges { end: if is_done { Moment::MIN } else { period.end }, ..period }
    }

    fn leaf(&self, row: &mut Row<'_, 'm>, item: ItemWalker<'m>, role: Role) -> Step {
        row.state = self.reported(item.id, role);
        let dates = item.dates();
        let is_free = row.state == Reported::Nothing && dates.from.is_none() && dates.to.is_none();
        if is_free && is_late(item) {
            // Nobody starts it sooner because something else went well.
            let timing = self.schedule.timing(item.id);
            let planned = Point { moment: timing.start, is_open: false, is_beginning: false };
            if timing.start > timing.early_start {
                row.start.wait_for(planned, Driver::RoadmapEnd);
            }
        }
        if is_free && role == Role::Work { Step::Free } else { Step::Other }
    }
}

fn is_late(item: ItemWalker<'_>) -> bool {
    item.data().alap.is_some() || item.ancestors().any(|whole| whole.data().alap.is_some())
}

/// Waits for a date: as the forward pass does.
fn wait_for_date(row: &mut Row<'_, '_>, moment: Moment, id: DependencyId, dependency: &Dependency) {
    let crew = row.crew;
    let later = later(crew, moment, dependency.lag);
    let mut point = Point { moment: later, is_open: false, is_beginning: true };
    let names_day = later == moment && moment.minute_of_day() == 0;
    if names_day && dependency.edge == Edge::End {
        point = Point { moment: crew.evening_of(moment), is_beginning: false, ..point };
    }
    let driver = Driver::Dependency(id);
    if dependency.edge == Edge::End && !row.is_moment {
        point.moment = crew.first_end_from(point.moment);
    }
    match dependency.edge {
        Edge::Start => row.start.wait_for(point, driver),
        Edge::End => end_of(&mut row.end).wait_for(point, driver),
    }
}

/// The bound of an end, which is there once anything is waited for.
pub(super) fn end_of(end: &mut Option<Bound>) -> &mut Bound {
    end.get_or_insert(Bound::from_end(Moment::MIN, Driver::RoadmapStart))
}

/// A moment and the lag behind it.
pub(super) fn later(crew: &Crew<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.minutes == Minutes::ZERO {
        return moment;
    }
    if lag.is_elapsed {
        return moment.plus(lag.minutes);
    }
    let later = crew.calendar.advance(moment, lag.minutes);
    let is_lost = later == Moment::MAX && moment < Moment::MAX && !crew.calendar.goes_on();
    if is_lost { moment } else { later }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
