//! The network, made ready for a pass: of every node all that is the same in every run is looked up once.
//!
//! A single pass makes a row when it comes to it; a simulation makes all of them, and goes through them thousands of times. What
//! a pass over rows asks of those who run it, and tells them, is a [`Run`].

use crate::model::{Anchor, Dependency, DependencyId, Edge, ItemId, ItemWalker, Lag};
use crate::schedule::crew::{Crew, names_day};
use crate::schedule::engine::bounds::{EarliestBound, Point};
use crate::schedule::engine::placement::{Activity, Placed, likely_amount};
use crate::schedule::network::{Node, NodeKind, Role};
use crate::schedule::progress::{Project, Reported};
use crate::schedule::table::{Edges, NO_PERIOD};
use crate::schedule::timing::{Driver, State, Timing};
use crate::time::{Minutes, Moment};

/// A node of the network, with all that it needs.
#[derive(Debug)]
pub(crate) struct Row<'a, 'm> {
    pub(crate) item: ItemWalker<'m>,
    pub(crate) role: Role,
    pub(crate) step: Step,
    pub(crate) crew: &'a Crew<'m>,
    /// What it stands in.
    pub(crate) outer: Option<ItemId>,
    /// The dates that its start waits for.
    pub(crate) start: EarliestBound,
    /// Likewise its end.
    pub(crate) end: Option<EarliestBound>,
    /// Which points of items its start waits for, and which its end.
    pub(crate) starts: Vec<Wait>,
    pub(crate) ends: Vec<Wait>,
    /// Its parts; of a release what ships in it.
    pub(crate) parts: Vec<ItemId>,
    /// Of what has parts: the period that it fills at least.
    pub(crate) period: Edges,
    /// Of the end of what has parts: when all of it was done, if that is said.
    pub(crate) done: Option<Moment>,
    pub(crate) reported: Reported,
    /// How much work it likely is, if that is known.
    pub(crate) likely: Option<Minutes>,
    /// Whether it takes no time.
    pub(crate) is_moment: bool,
    /// Whether nothing was reported of it, and it has no dates of its own.
    pub(crate) is_free: bool,
    /// Whether a lag asks for working time of a calendar that has no more.
    pub(crate) is_lag_lost: bool,
}

impl Row<'_, '_> {
    /// Whether it is work that starts as soon as it can.
    pub(crate) fn is_free_work(&self) -> bool {
        self.is_free && self.role == Role::Work
    }
}

/// What is to be done at a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// What the start of each part waits for.
    Gate,
    /// The start of what has parts.
    First,
    /// Its end.
    Last,
    /// All of what has no parts.
    Activity,
}

/// A point of an item that something waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wait {
    pub(crate) item: ItemId,
    pub(crate) edge: Edge,
    pub(crate) lag: Lag,
    /// Whether it is one at which something begins.
    pub(crate) is_beginning: bool,
    /// Whether it rests on work without an estimate.
    pub(crate) is_open: bool,
    /// Whether what takes no time waits for the evening so much working time before.
    pub(crate) is_evening: bool,
    pub(crate) dependency: DependencyId,
}

/// Makes rows of nodes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowMaker<'a, 'm, 's> {
    pub(crate) project: Project<'a, 'm>,
    /// What is planned: what is reached in it stays where it is.
    pub(crate) plan: Option<&'s [Timing]>,
    /// Whether runs of the plan are simulated: then nobody starts what is as late as possible sooner than planned because
    /// something else went well.
    pub(crate) is_simulated: bool,
}

impl<'a, 'm> RowMaker<'a, 'm, '_> {
    /// The row of a node; `timings` are those of all that it waits for. What is dropped has none.
    pub(crate) fn row(&self, node: Node, timings: &[Timing]) -> Option<Row<'a, 'm>> {
        self.row_by(self.project.crews.of(node.item), node, timings)
    }

    /// The same if this crew does it.
    pub(crate) fn row_by(
        &self,
        crew: &'a Crew<'m>,
        node: Node,
        timings: &[Timing],
    ) -> Option<Row<'a, 'm>> {
        let item = self.project.network.model.item(node.item);
        let role = self.project.network.role(item.id);
        let step = match (role, node.kind) {
            (Role::Dropped, _) => return None,
            (Role::Container, NodeKind::Gate) => Step::Gate,
            (Role::Container, NodeKind::Start) => Step::First,
            (Role::Container, NodeKind::Whole) => Step::Last,
            (Role::Work | Role::Point | Role::Empty, _) => Step::Activity,
        };
        let mut row = Row {
            item,
            role,
            step,
            crew,
            outer: item.parent().map(|parent| parent.id),
            start: EarliestBound::from_end(Moment::MIN, Driver::RoadmapStart),
            end: None,
            starts: Vec::new(),
            ends: Vec::new(),
            parts: self.parts(item, (role, step)),
            period: NO_PERIOD,
            done: None,
            reported: Reported::Nothing,
            likely: None,
            is_moment: false,
            is_free: false,
            is_lag_lost: false,
        };
        // What has parts and is done waits for nothing more, and of its period nothing is left to fill.
        let is_over = step == Step::Last
            && row.parts.iter().all(|part| state_of(timings, *part) == State::Done);
        if step != Step::First && !is_over {
            self.waits(&mut row, timings);
        }
        if step == Step::Last {
            let done = item.progress().done.and_then(|(done, _)| done);
            row.done = done.map(|done| row.crew.last_work_by(done));
        }
        match step {
            Step::Gate => {}
            Step::First | Step::Last => row.period = period(&row, is_over),
            Step::Activity => self.leaf(&mut row),
        }
        Some(row)
    }

    /// What it waits for: dates at once, points of items as they will be.
    fn waits(&self, row: &mut Row<'_, 'm>, timings: &[Timing]) {
        row.is_moment = self.project.network.is_moment(row.item.id);
        for (id, dependency) in self.project.network.own(row.item.id) {
            match dependency.anchor {
                Anchor::Moment(moment) => wait_for_date(row, moment, id, dependency),
                Anchor::Item(awaited, edge) => {
                    let wait = self.wait(timings, (awaited, edge), id, dependency);
                    match dependency.edge {
                        Edge::Start => row.starts.push(wait),
                        Edge::End => row.ends.push(wait),
                    }
                }
            }
        }
    }

    fn wait(
        &self,
        timings: &[Timing],
        (item, edge): (ItemId, Edge),
        id: DependencyId,
        dependency: &Dependency,
    ) -> Wait {
        let awaited = timings.get(item.index());
        let (is_beginning, is_open) = match edge {
            Edge::Start => (
                awaited.is_none_or(|of| !of.starts_at_moment),
                awaited.is_some_and(|of| of.is_start_open),
            ),
            Edge::End => (false, awaited.is_some_and(|of| of.is_open)),
        };
        let is_evening = self.project.network.is_lead_of_moment(dependency);
        let lag = dependency.lag;
        Wait { item, edge, lag, is_beginning, is_open, is_evening, dependency: id }
    }

    fn parts(&self, item: ItemWalker<'m>, (role, step): (Role, Step)) -> Vec<ItemId> {
        let network = self.project.network;
        match (step, role) {
            (Step::First | Step::Last, _) => {
                let parts = item.parts().map(|part| part.id);
                parts.filter(|part| network.role(*part) != Role::Dropped).collect()
            }
            (Step::Activity, Role::Point) => {
                network.shipped_in(item.id).map(|one| one.item).collect()
            }
            _ => Vec::new(),
        }
    }

    fn leaf(&self, row: &mut Row<'_, 'm>) {
        let item = row.item;
        row.likely = likely_amount(item);
        row.reported = self.reported(row);
        row.is_free = row.reported == Reported::Nothing && !item.dates().is_fixed();
        let plan = self.plan.filter(|_| self.is_simulated && row.is_free && item.is_alap());
        if let Some(timing) = plan.and_then(|plan| plan.get(item.id.index())) {
            let planned = Point { moment: timing.start, is_open: false, is_beginning: false };
            if timing.start > timing.early_start {
                row.start.wait_for(planned, Driver::RoadmapEnd);
            }
        }
    }

    /// What happened to an item; a milestone or release that is reached stays where the plan has it.
    fn reported(&self, row: &Row<'_, 'm>) -> Reported {
        let reached = self.plan.filter(|_| row.role == Role::Point);
        let reached = reached.and_then(|plan| plan.get(row.item.id.index()));
        match reached.filter(|timing| timing.state == State::Done) {
            Some(of) => Reported::Done { started: None, done: Some(of.end), latest: of.end },
            None => self.project.states.of(row.item.id),
        }
    }
}

/// The working time that something with parts is to fill, if both its start and its end are fixed: it spans that, whatever
/// its parts do. One of the two alone only says when its parts may start, or have to be over. Of what is over nothing is left to
/// fill.
fn period(row: &Row<'_, '_>, is_over: bool) -> Edges {
    let (dates, calendar) = (row.item.dates(), &row.crew.calendar);
    let (Some(from), Some(to)) = (dates.from, dates.to) else { return NO_PERIOD };
    let (from, to) = (from.moment, to.moment);
    if from >= to {
        return NO_PERIOD;
    }
    let (start, end) = (calendar.next_work(from), calendar.previous_work(to));
    // Both in the same gap of working time: they stand as they are written.
    let (start, end) = if start < end { (start, end) } else { (from, to) };
    Edges { start, end: if is_over { Moment::MIN } else { end } }
}

fn state_of(timings: &[Timing], item: ItemId) -> State {
    timings.get(item.index()).map_or(State::Dropped, |timing| timing.state)
}

fn wait_for_date(row: &mut Row<'_, '_>, moment: Moment, id: DependencyId, dependency: &Dependency) {
    let crew = row.crew;
    let later = crew.after(moment, dependency.lag);
    row.is_lag_lost |= later.is_none();
    let moment = later.unwrap_or(moment);
    let mut point = Point { moment, is_open: false, is_beginning: true };
    if names_day(dependency, moment) {
        point = Point { moment: crew.evening_of(moment), is_beginning: false, ..point };
    }
    let driver = Driver::Dependency(id);
    match dependency.edge {
        Edge::Start => row.start.wait_for(point, driver),
        Edge::End => {
            if !row.is_moment {
                point.moment = crew.first_end_from(point.moment);
            }
            end_of(&mut row.end).wait_for(point, driver);
        }
    }
}

/// The bound of an end, which is there once anything is waited for.
pub(super) fn end_of(end: &mut Option<EarliestBound>) -> &mut EarliestBound {
    end.get_or_insert(EarliestBound::from_end(Moment::MIN, Driver::RoadmapStart))
}

/// What a pass asks for while it goes, and tells: how much work there is, and where everything comes to stand.
pub(crate) trait Run<'m> {
    /// Whether it asks why something stands where it does, not only where.
    const ASKS_WHY: bool = true;

    /// How much work it is, and how far it is.
    fn work(&self, _: ItemId, known: Amount) -> Amount {
        known
    }

    /// By how much what is not work is put off.
    fn delay(&self, _: ItemId) -> Minutes {
        Minutes::ZERO
    }

    /// Whether the end of an item rests on work without an estimate.
    fn is_open(&self, _: ItemId) -> bool {
        false
    }

    /// Whether a milestone or release without a date of its own is reached.
    fn is_reached(&self, _: &Row<'_, 'm>, _: &Waits) -> bool {
        false
    }

    /// What the start of each part waits for was given as a date.
    fn gate(&mut self, _: &Row<'_, 'm>, _waits: &EarliestBound, _given: Moment) {}

    /// Where what has parts starts, and what decided that.
    fn first(&mut self, _: &Row<'_, 'm>, _at: (Moment, Driver)) {}

    /// Where what has parts ends, and what decided that; `is_open` says whether what its end waits for is unsure.
    fn last(&mut self, _: &Row<'_, 'm>, _at: (Moment, Driver), _is_open: bool) {}

    /// Where what has no parts stands.
    fn leaf(&mut self, _: &Row<'_, 'm>, _: &Activity<'_, 'm>, _: &Placed) {}

    /// A lag asks for working time of an item's calendar, which has no more.
    fn lag_is_lost(&mut self, _: &Row<'_, 'm>) {}

    /// There is no working time for an item; whether there is any later at all.
    fn is_out_of_reach(&mut self, _: &Activity<'_, 'm>, _goes_on: bool) {}
}

/// How much work something is, if that is known, and how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) work: Option<Minutes>,
    pub(crate) reported: Reported,
}

/// What the start and the end of something wait for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waits {
    pub(crate) start: EarliestBound,
    pub(crate) end: Option<EarliestBound>,
}

impl Waits {
    /// The latest moment that is waited for.
    pub(crate) fn latest(&self) -> Moment {
        self.end.map_or(self.start.moment, |end| self.start.moment.max(end.moment))
    }
}
