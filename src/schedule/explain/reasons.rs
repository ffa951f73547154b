//! Why a point of an item is when it is, with the arithmetic: what it follows from, with which lag, and how from there.
//!
//! The passes keep only the driver of each date; here all that was waited for is computed once more, from the dates as they
//! came out, for those who want to be told.

use crate::model::{Anchor, Dependency, Edge, ItemId, ItemWalker, Model, ResourceId};
use crate::schedule::crew::Crew;
use crate::schedule::crew::crews::Crews;
use crate::schedule::engine::backward::own_deadline;
use crate::schedule::engine::placement::likely_amount;
use crate::schedule::explain;
use crate::schedule::ledger::engagement::Rivals;
use crate::schedule::ledger::joint::Stint;
use crate::schedule::network::order::untie;
use crate::schedule::network::{Network, Role};
use crate::schedule::progress::{Reported, States};
use crate::schedule::timing::{Driver, Schedule, Timing};
use crate::time::{Minutes, Moment};

/// Something that a point of an item waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// What it is.
    pub driver: Driver,
    /// Whose line asks for it: the item itself, or one that it stands in.
    pub holder: ItemId,
    /// The point or date that is waited for.
    pub point: Moment,
    /// The same with its lag: the moment before which the item's point can't be.
    pub asked: Moment,
    /// The working time by which that could come later before the item's point moves.
    pub spare: Minutes,
    /// The same in whole working days.
    pub spare_days: i64,
}

/// Why a point of an item is when it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Of which item.
    pub item: ItemId,
    /// Which of its points.
    pub edge: Edge,
    /// When that is.
    pub moment: Moment,
    /// What decided it.
    pub driver: Driver,
    /// Whose line decided it: the item itself, or one that it stands in.
    pub holder: ItemId,
    /// The point or date that it follows from.
    pub point: Moment,
    /// The same with its lag.
    pub asked: Moment,
    /// How the moment follows from that.
    pub step: Step,
}

/// How a moment follows from the one that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is that moment.
    At,
    /// The next moment of work, of those who do it.
    NextWork,
    /// The last moment of work up to it.
    PreviousWork,
    /// The end of that day: a day off, or one whose work begins with the midnight that, as an end, is of the day before.
    EndOfDay,
    /// When so much work is done that starts then.
    Work(Minutes),
    /// The start from which so much work is done by then.
    Back(Minutes),
    /// The first end from then on of so much work.
    FirstEnd(Minutes),
    /// The last place by then.
    LastPlace,
}

/// Tells the reasons for the dates of a schedule.
#[derive(Debug)]
pub struct Reasons<'m> {
    /// The roadmap.
    pub(crate) model: &'m Model,
    /// Its schedule.
    pub(crate) schedule: &'m Schedule,
    network: Network<'m>,
    crews: Crews<'m>,
    states: States<'m>,
    rivals: Rivals,
}

impl<'m> Reasons<'m> {
    /// The reasons for the dates of a roadmap's schedule.
    pub fn new(model: &'m Model, schedule: &'m Schedule) -> Self {
        let mut network = Network::new(model);
        untie(&mut network);
        let crews = Crews::of_plan(&network, schedule);
        let rivals = Rivals::of(&network, &crews, schedule);
        Self { model, schedule, network, crews, states: States::new(model), rivals }
    }

    /// Why a point of an item is when it is.
    pub fn of(&self, item: ItemId, edge: Edge) -> Reason {
        let timing = self.timing(item);
        let (moment, driver) = (timing.at(edge), timing.driver(edge));
        let holder = explain::holder(self.model.item(item), edge, driver);
        let (point, asked) = self.asked(item, edge, driver, holder);
        let step = self.step(item, edge, driver, asked);
        Reason { item, edge, moment, driver, holder, point, asked, step }
    }

    /// All that a point of an item waits for, what decides it too: of a milestone or release what it is waited for at all. In
    /// the order in which it is written, from the item outward. A date that its author fixed waits for nothing else; what it
    /// should have waited for is told all the same.
    pub fn asks(&self, item: ItemId, edge: Edge) -> Vec<Constraint> {
        let moments = self.asking(item, edge).into_iter().map(|(driver, holder)| {
            let (point, asked) = self.asked(item, edge, driver, holder);
            let (spare, spare_days) = self.spare(item, edge, asked);
            Constraint { driver, holder, point, asked, spare, spare_days }
        });
        moments.collect()
    }

    /// Who has to be there for an item, so that their absences hold it up.
    pub fn people(&self, item: ItemId) -> impl Iterator<Item = ResourceId> {
        let is_work = self.network.role(item) == Role::Work;
        let people = self.crews.people(item).iter().filter(move |_| is_work);
        people.map(|one| one.resource)
    }

    /// Of a levelled roadmap what somebody does between two moments, or as a team those who belong to it.
    pub(crate) fn done_by(&self, who: ResourceId, time: (Moment, Moment)) -> Vec<ItemId> {
        self.rivals.between(self.model.resource(who), time)
    }

    /// Working time of those who do an item; of clock time, that of its calendar.
    pub fn work_between(&self, item: ItemId, from: Moment, to: Moment) -> Minutes {
        self.crew(item).slack_clock().work_between(from, to)
    }

    /// The amount of work from which an item's end follows: what remains of it, if that is what counts.
    pub fn amount(&self, item: ItemId) -> Minutes {
        let walker = self.model.item(item);
        if self.timing(item).end_driver == Driver::Remaining
            && let Reported::UnderWay { remaining: Some(remaining), .. } = self.states.of(item)
        {
            return remaining;
        }
        likely_amount(walker).unwrap_or_default()
    }

    fn timing(&self, item: ItemId) -> &'m Timing {
        self.schedule.timing(item)
    }

    fn crew(&self, item: ItemId) -> &Crew<'m> {
        self.crews.of(item)
    }

    // ---- what asks ----

    /// What a point of an item waits for, and whose line says so.
    fn asking(&self, item: ItemId, edge: Edge) -> Vec<(Driver, ItemId)> {
        let mut asks = Vec::new();
        let is_point = self.network.role(item) == Role::Point;
        match self.network.role(item) {
            Role::Dropped => return asks,
            Role::Container => {
                let parts = self.model.item(item).parts().map(|part| part.id);
                let parts = parts.filter(|part| self.network.role(*part) != Role::Dropped);
                asks.extend(parts.map(|part| (Driver::Part(part), item)));
                if self.timing(item).driver(edge) == Driver::FixedDate {
                    asks.push((Driver::FixedDate, item));
                }
            }
            // A period goes on until what its start should have waited for is there.
            Role::Work if edge == Edge::End && self.is_start_awaited_by_end(item) => {
                self.ask_dependencies(self.model.item(item), Edge::Start, &mut asks);
            }
            _ if edge == Edge::Start || is_point => self.ask_of_start(item, &mut asks),
            _ => {}
        }
        if edge == Edge::End || is_point {
            self.ask_dependencies(self.model.item(item), Edge::End, &mut asks);
        }
        let shipped = self.network.shipped_in(item).filter(|_| is_point);
        asks.extend(shipped.map(|one| (Driver::Part(one.item), item)));
        asks
    }

    fn is_start_awaited_by_end(&self, item: ItemId) -> bool {
        let Driver::Dependency(id) = self.timing(item).end_driver else { return false };
        self.model.dependency(id).edge == Edge::Start
    }

    /// What its start waits for: its own dependencies, and those of all that it stands in, up to a start that is fixed.
    fn ask_of_start(&self, item: ItemId, asks: &mut Vec<(Driver, ItemId)>) {
        let walker = self.model.item(item);
        let is_point = walker.kind().is_point();
        for one in walker.with_ancestors() {
            let is_own = one.id == item;
            self.ask_dependencies(one, Edge::Start, asks);
            let dates = one.dates();
            // The day of a milestone or release, and the end of work, are what is planned: they wait all the same.
            if dates.from.or(dates.to.filter(|_| is_own)).is_some() {
                asks.push((Driver::FixedDate, one.id));
            }
            if dates.from.is_some() && !(is_own && is_point) {
                return;
            }
        }
        self.ask_people(item, asks);
        asks.push((Driver::RoadmapStart, item));
        let is_planned = self.states.of(item) == Reported::Nothing;
        let is_due = self.network.role(item) == Role::Work && is_planned
            || is_point && self.timing(item).state.is_open();
        if self.states.today().is_some() && is_due {
            asks.push((Driver::Today, item));
        }
    }

    /// What those who do it had to do before.
    fn ask_people(&self, item: ItemId, asks: &mut Vec<(Driver, ItemId)>) {
        let Timing { start, start_driver: driver, .. } = *self.timing(item);
        if driver.resource().is_some() {
            asks.push((driver, item));
        }
        // Of several who do an effort one is enough to begin.
        if self.crew(item).givers.len() > 1 {
            return;
        }
        for (resource, first) in self.rivals.before(self.model, &self.crews, item, start) {
            let other = Driver::Resource { resource, item: Some(first) };
            if other != driver {
                asks.push((other, item));
            }
        }
    }

    fn ask_dependencies(&self, item: ItemWalker<'m>, edge: Edge, asks: &mut Vec<(Driver, ItemId)>) {
        let own = self.network.own(item.id).filter(|(_, dependency)| dependency.edge == edge);
        asks.extend(own.map(|(id, _)| (Driver::Dependency(id), item.id)));
    }

    // ---- when that is ----

    /// From which moment a point follows, and what that asks for.
    fn asked(&self, item: ItemId, edge: Edge, driver: Driver, holder: ItemId) -> (Moment, Moment) {
        match driver {
            Driver::Dependency(id) => self.of_dependency(self.model.dependency(id)),
            Driver::JustBefore(other) => self.before((item, edge), other),
            _ => {
                let date = self.of_date(item, edge, driver, holder);
                let point = date.unwrap_or_else(|| self.timing(item).at(edge));
                (point, point)
            }
        }
    }

    fn of_dependency(&self, dependency: &Dependency) -> (Moment, Moment) {
        let (point, awaited) = match dependency.anchor {
            Anchor::Item(item, edge) => {
                (self.timing(item).at(edge), self.timing(item).awaited(edge))
            }
            Anchor::Moment(moment) => (moment, moment),
        };
        (point, self.crew(dependency.item).asked(&self.network, dependency, awaited))
    }

    /// What waits for a point of an item that is as late as possible, and by when it asks for it.
    fn before(&self, (item, edge): (ItemId, Edge), other: ItemId) -> (Moment, Moment) {
        let is_moment = self.network.is_moment(item);
        let waits = self.model.item(other).dependencies().iter().filter(|one| match one.anchor {
            Anchor::Item(awaited, point) => {
                let is_of_it = awaited == item || self.model.item(awaited).encloses(item);
                is_of_it && (is_moment || point == edge)
            }
            Anchor::Moment(_) => false,
        });
        let asked = waits.map(|one| {
            let point = self.asking_point(other, one.edge);
            (point, self.last_asking_for(one, point))
        });
        let shipped = || {
            let point = self.asking_point(other, Edge::Start);
            (point, point)
        };
        asked.min_by_key(|(_, asked)| *asked).unwrap_or_else(shipped)
    }

    /// The last moment that asks of a point that waits for no later than where it stands.
    fn last_asking_for(&self, dependency: &Dependency, point: Moment) -> Moment {
        let crew = self.crew(dependency.item);
        let is_end = dependency.edge == Edge::End && !self.network.is_moment(dependency.item);
        let latest = if is_end { crew.last_asking_for(point) } else { point };
        crew.last_point_asking_for(&self.network, dependency, latest)
    }

    /// Where something that waits stands: what holds parts, with the start that it was given, if it was.
    fn asking_point(&self, item: ItemId, edge: Edge) -> Moment {
        let is_container = self.network.role(item) == Role::Container;
        let from = self.model.item(item).dates().from;
        let from = from.filter(|_| is_container && edge == Edge::Start);
        from.map_or_else(|| self.timing(item).at(edge), |from| from.moment)
    }

    fn of_date(&self, item: ItemId, edge: Edge, driver: Driver, holder: ItemId) -> Option<Moment> {
        let (walker, timing) = (self.model.item(item), self.timing(item));
        let is_point = walker.kind().is_point();
        match driver {
            Driver::RoadmapStart => Some(self.model.header.from),
            Driver::Today => self.today(item),
            Driver::FixedDate if holder == item => walker.fixed_date(edge).map(|date| date.moment),
            Driver::FixedDate => self.model.item(holder).dates().from.map(|date| date.moment),
            Driver::Actual => actual(walker, edge),
            Driver::Estimate if edge == Edge::Start => Some(timing.end),
            Driver::Estimate => Some(timing.start),
            Driver::Remaining => {
                let today = self.states.today()?;
                Some(self.crew(item).clock.next_work(today).max(timing.start))
            }
            // A release stands at the end of what is in it.
            Driver::Part(part) if is_point || edge == Edge::End => Some(self.timing(part).end),
            Driver::Part(part) => Some(self.timing(part).start),
            Driver::Deadline => own_deadline(walker),
            Driver::RoadmapEnd => Some(self.schedule.end),
            // Of an end only the last part of the work waited.
            Driver::Resource { item: Some(first), .. } if edge == Edge::Start => {
                Some(self.timing(first).end).filter(|end| *end <= timing.start)
            }
            Driver::Resource { .. } if edge == Edge::End && !self.is_pushed_back(item, driver) => {
                Some(self.last_piece(item))
            }
            Driver::Resource { .. } | Driver::Dependency(_) | Driver::JustBefore(_) => None,
        }
    }

    /// Today's midnight; of what is done, nobody knows when, when that was at the latest.
    fn today(&self, item: ItemId) -> Option<Moment> {
        match self.states.of(item) {
            Reported::Done { latest, .. } => Some(latest),
            _ => self.states.today(),
        }
    }

    /// Whether an item is as late as its people are free, rather than its last part having waited for them.
    fn is_pushed_back(&self, item: ItemId, driver: Driver) -> bool {
        matches!(driver, Driver::Resource { item: None, .. })
            && self.schedule.stints(item).is_empty()
            && self.schedule.pieces(item).len() == 1
            && self.states.of(item) == Reported::Nothing
    }

    /// When the last part of an item's work goes on; of an effort by several, one of whom was waited for, all of it.
    fn last_piece(&self, item: ItemId) -> Moment {
        let pieces = self.schedule.pieces(item);
        let is_joint = !self.schedule.stints(item).is_empty();
        let piece = if is_joint { pieces.first() } else { pieces.last() };
        piece.map_or_else(|| self.timing(item).start, |(start, _)| *start)
    }

    /// How much work is done from a moment to an item's end.
    fn done_from(&self, item: ItemId, from: Moment) -> Minutes {
        let stints = self.schedule.stints(item);
        let crew = self.crew(item);
        if stints.is_empty() {
            return crew.amount_between(from, self.timing(item).end);
        }
        let rate = |stint: &Stint| crew.givers.iter().find(|of| of.person == stint.person);
        let given = stints.iter().map(|one| rate(one).map_or(0, |of| of.rate * one.work.0));
        // The last minute may bring more than was left.
        Minutes(given.sum::<i64>() / 1000).min(self.amount(item))
    }

    // ---- how it follows ----

    fn step(&self, item: ItemId, edge: Edge, driver: Driver, asked: Moment) -> Step {
        let is_work = self.network.role(item) == Role::Work;
        let is_period = self.model.item(item).dates().is_period();
        match driver {
            Driver::Estimate if edge == Edge::Start => Step::Back(self.amount(item)),
            Driver::Estimate | Driver::Remaining => Step::Work(self.amount(item)),
            Driver::JustBefore(_) | Driver::Deadline | Driver::RoadmapEnd => Step::LastPlace,
            Driver::Resource { .. } if edge == Edge::End && self.is_pushed_back(item, driver) => {
                Step::LastPlace
            }
            Driver::Resource { .. } if edge == Edge::End => Step::Work(self.done_from(item, asked)),
            Driver::Dependency(_) if edge == Edge::End && is_work && !is_period => {
                Step::FirstEnd(self.amount(item))
            }
            _ => self.near(item, edge, asked),
        }
    }

    fn near(&self, item: ItemId, edge: Edge, asked: Moment) -> Step {
        // What takes no time needs nobody.
        let (crew, moment) = (self.crew(item), self.timing(item).at(edge));
        let is_moment = self.network.is_moment(item);
        let is_next = moment == crew.clock.next_work(asked)
            || is_moment && moment == crew.calendar.next_work(asked);
        if moment == asked {
            Step::At
        } else if is_next {
            Step::NextWork
        } else if moment == Moment::end_of(asked.date()) {
            Step::EndOfDay
        } else {
            Step::PreviousWork
        }
    }

    /// How much later than `asked` a point stands, by the working time of those who do it.
    fn spare(&self, item: ItemId, edge: Edge, asked: Moment) -> (Minutes, i64) {
        let moment = self.timing(item).at(edge);
        let clock = self.crew(item).slack_clock();
        // What is to end in a pause ends before it.
        let is_end = edge == Edge::End && !self.network.is_moment(item);
        let asked = if is_end { self.crew(item).first_end_from(asked) } else { asked };
        let spare = match edge {
            Edge::End if self.crew(item).is_on_the_clock() => moment.since(asked),
            _ => self.crew(item).clock.work_between(asked, moment),
        };
        if spare <= Minutes::ZERO {
            return (spare, 0);
        }
        let day = |moment| clock.previous_work(moment).last_day();
        let rest = |moment| clock.work_between(moment, Moment::end_of(day(moment)));
        // From ten o'clock to half past nine of the next day is less than a day.
        let is_short = rest(asked) < rest(moment);
        (spare, clock.working_days(day(asked), day(moment)) - i64::from(is_short))
    }
}

/// When a point of an item really was.
fn actual(item: ItemWalker<'_>, edge: Edge) -> Option<Moment> {
    let progress = item.progress();
    let started = progress.started.map(|date| date.moment);
    match edge {
        Edge::Start if !item.kind().is_point() => started,
        _ => progress.done.and_then(|(done, _)| done),
    }
}
