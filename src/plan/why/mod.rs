//! Why an item is when it is: the chain that decides its date, what else it waits for and how much slack that has, and what
//! would win a day; and, of a day that it can't be by, why not.
//!
//! Facts only, each with its place in the source; `emit` has the words. Nothing is claimed that was not tried: what is said to
//! win a day was scheduled anew with that change.

mod barrier;
mod change;
mod least;
mod pause;
mod slice;
mod wins;

pub use barrier::{Answer, Barrier};
pub use change::{Change, DateOf, Line};
pub use pause::Pause;
pub use wins::{Win, Wins};

use std::cmp::Reverse;

use crate::model::{Edge, ItemId, Model, ResourceId};
use crate::schedule::{Constraint, Driver, Reason, Reasons, Schedule, Step, decisive, links};
use crate::time::{Date, Minutes, Moment};

/// Why a point of an item is when it is.
#[derive(Clone, Debug)]
pub struct Why {
    /// Of which item.
    pub item: ItemId,
    /// Which of its points.
    pub edge: Edge,
    /// When that is.
    pub moment: Moment,
    /// What decides it, link by link: each follows from the next, the last from a date or the start of the roadmap.
    pub links: Vec<Link>,
    /// What else the items of the chain wait for, the least slack first.
    pub beside: Vec<Beside>,
    /// The work on the chain, the nearest first: how much working time each takes, of work under way what is left of it.
    pub work: Vec<(ItemId, Minutes)>,
    /// Who works on the chain, the most of its time first.
    pub people: Vec<Bottleneck>,
    /// What would win a day.
    pub wins: Wins,
}

/// A link of the chain.
#[derive(Clone, Debug)]
pub struct Link {
    /// Which point it is of, and why that is when it is.
    pub reason: Reason,
    /// Days without work that came between what was asked for and the moment, so that it is later.
    pub pauses: Vec<Pause>,
}

/// Somebody who works on a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bottleneck {
    /// Who.
    pub who: ResourceId,
    /// On which of its items, the nearest first.
    pub items: Vec<ItemId>,
    /// The working time of these: of work under way what is left of it.
    pub time: Minutes,
}

/// Explains a point of an item.
pub fn why(model: &Model, schedule: &Schedule, item: ItemId, edge: Edge) -> Why {
    let reasons = Reasons::new(model, schedule);
    let wins = wins::of(&reasons, (item, edge));
    Why { wins, ..explained(&reasons, item, edge) }
}

/// The same without what would win a day: that is found by trying, and not asked for where an answer has to be there at once.
pub fn chain_of(model: &Model, schedule: &Schedule, item: ItemId, edge: Edge) -> Why {
    explained(&Reasons::new(model, schedule), item, edge)
}

fn explained(reasons: &Reasons<'_>, item: ItemId, edge: Edge) -> Why {
    let (model, schedule) = (reasons.model, reasons.schedule);
    let links = chain(reasons, (item, edge));
    let work = work(reasons, &links);
    Why {
        item,
        edge,
        moment: schedule.timing(item).at(edge),
        beside: beside(reasons, &links),
        people: bottlenecks(model, schedule, &work),
        wins: Wins::default(),
        work,
        links,
    }
}

/// A day by which something is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// On that day at the latest.
    By(Date),
    /// Before that day.
    Before(Date),
}

impl Wanted {
    /// The last day that will do.
    pub fn last_day(self) -> Date {
        match self {
            Self::By(day) => day,
            Self::Before(day) => day.plus_days(-1).unwrap_or(Date::MIN),
        }
    }
}

/// Why a point of an item can't be by a day, if it can't.
pub fn why_not(
    model: &Model,
    schedule: &Schedule,
    item: ItemId,
    edge: Edge,
    wanted: Wanted,
) -> Answer {
    let reasons = Reasons::new(model, schedule);
    let links = chain(&reasons, (item, edge));
    barrier::against(&reasons, (item, edge), &links, wanted.last_day())
}

/// When a point of an item would be if these changes were made; nothing of an item of another roadmap.
///
/// Only the part of the roadmap from which the item's dates follow is scheduled anew. Of a levelled roadmap that is all of it,
/// and everything goes in the same order as before and is done by the same people: levelling it wholly anew may move anything.
pub fn moment_with(
    model: &Model,
    schedule: &Schedule,
    item: ItemId,
    edge: Edge,
    changes: &[Change],
) -> Option<Moment> {
    slice::Slice::of(model, schedule, item).moment_with((item, edge), changes)
}

/// A point of an item.
type Point = (ItemId, Edge);

fn chain(reasons: &Reasons<'_>, (item, edge): Point) -> Vec<Link> {
    let links = links(reasons.model, reasons.schedule, item, edge);
    links.map(|link| told_of(reasons, link.item, link.edge)).collect()
}

fn told_of(reasons: &Reasons<'_>, item: ItemId, edge: Edge) -> Link {
    let reason = reasons.of(item, edge);
    let pauses = match reason.step {
        Step::NextWork | Step::Work(_) => pause::between(reasons, &reason),
        _ => Vec::new(),
    };
    Link { reason, pauses }
}

/// What decides a point of an item as far as it is the item's own, which are the first links of its chain, and the point that
/// these follow from, if that is one of another item: who asks for all items has all chains by that.
pub fn own_links(
    reasons: &Reasons<'_>,
    item: ItemId,
    edge: Edge,
) -> (Vec<Link>, Option<(ItemId, Edge)>) {
    let mut links = links(reasons.model, reasons.schedule, item, edge);
    let mut own = Vec::new();
    let next = links.find(|link| {
        let is_own = link.item == item && own.len() < 2;
        if is_own {
            own.push(told_of(reasons, link.item, link.edge));
        }
        !is_own
    });
    (own, next.map(|link| (link.item, link.edge)))
}

/// The day that people call a point that is then: of an end the last day worked.
fn day_of(model: &Model, (item, edge): Point, moment: Moment) -> Date {
    let is_start = edge == Edge::Start && !model.item(item).kind().is_point();
    if is_start { moment.date() } else { moment.last_day() }
}

/// The work on a chain, the nearest first, each with its working time.
fn work(reasons: &Reasons<'_>, links: &[Link]) -> Vec<(ItemId, Minutes)> {
    let is_work = |link: &&Link| {
        let item = reasons.model.item(link.reason.item);
        let is_leaf = !item.has_parts() && !item.kind().is_point();
        let counts = matches!(link.reason.driver, Driver::Estimate | Driver::Remaining);
        is_leaf && counts && link.reason.edge == Edge::End
    };
    let time = |link: &Link| {
        let item = link.reason.item;
        (item, reasons.work_between(item, link.reason.asked, reasons.schedule.timing(item).end))
    };
    links.iter().filter(is_work).map(time).collect()
}

/// Who does some work, the most of its time first.
fn bottlenecks(model: &Model, schedule: &Schedule, work: &[(ItemId, Minutes)]) -> Vec<Bottleneck> {
    let mut people: Vec<Bottleneck> = Vec::new();
    for (item, time) in work.iter().copied() {
        for one in schedule.people(model.item(item)) {
            match people.iter_mut().find(|known| known.who == one.resource) {
                Some(known) => {
                    known.items.push(item);
                    known.time.0 = known.time.0.saturating_add(time.0);
                }
                None => people.push(Bottleneck { who: one.resource, items: vec![item], time }),
            }
        }
    }
    people.sort_by_key(|one| (Reverse(one.time), one.who));
    people
}

/// The point that decided a point, or would if this driver did.
fn before(reasons: &Reasons<'_>, reason: &Reason, driver: Driver) -> Option<Point> {
    decisive(reasons.model, reasons.schedule, (reason.item, reason.edge), driver)
}

/// Something that an item of the chain waits for too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside {
    /// Who waits: an item of the chain.
    pub item: ItemId,
    /// Which of its points.
    pub edge: Edge,
    /// For what, and how much later that could come.
    pub ask: Constraint,
}

impl Beside {
    /// The point of an item that is waited for; nothing of a date.
    pub fn awaited(&self, model: &Model) -> Option<(ItemId, Edge)> {
        self.ask.driver.point(model, self.item, self.edge)
    }

    /// Whether what is waited for rests on work that nobody has estimated: nobody knows then how much later it could come.
    pub fn is_open(&self, model: &Model, schedule: &Schedule) -> bool {
        self.awaited(model).is_some_and(|(item, edge)| schedule.timing(item).is_open_at(edge))
    }
}

/// What else the items of a chain wait for, the least slack first.
fn beside(reasons: &Reasons<'_>, links: &[Link]) -> Vec<Beside> {
    let model = reasons.model;
    let mut beside: Vec<Beside> = Vec::new();
    for link in links {
        let Reason { item, edge, driver, .. } = link.reason;
        let asks = waited(reasons, (item, edge)).into_iter();
        let others = asks.filter(|ask| ask.driver != driver);
        let others = others.map(|ask| Beside { item, edge, ask });
        beside.extend(others.filter(|one| !is_told(model, links, one)));
    }
    beside.sort_by_key(|one| (one.ask.spare, Reverse(one.item)));
    // What several wait for is told once, of the one that waits for it most.
    let mut known = Vec::new();
    beside.retain(|one| {
        let what = one.awaited(model).map(|(item, _)| item).ok_or(one.ask.driver);
        !known.contains(&what) && {
            known.push(what);
            true
        }
    });
    beside
}

/// Whether what is waited for stands in the chain itself.
fn is_told(model: &Model, links: &[Link], one: &Beside) -> bool {
    let other = one.awaited(model).map(|(item, _)| item);
    let driver = one.ask.driver;
    links.iter().any(|link| Some(link.reason.item) == other || link.reason.driver == driver)
}

/// What a point waits for, where that still counts: items, and dates that are written.
fn waited(reasons: &Reasons<'_>, (item, edge): Point) -> Vec<Constraint> {
    let is_point = reasons.model.item(item).kind().is_point();
    let driver = reasons.schedule.timing(item).driver(edge);
    let is_past = matches!(driver, Driver::Actual | Driver::Remaining | Driver::Today);
    if is_past && !(driver == Driver::Today && edge == Edge::Start) {
        return Vec::new();
    }
    let counts = |ask: &Constraint| {
        matches!(ask.driver, Driver::Dependency(_) | Driver::Part(_) | Driver::Resource { .. })
    };
    let asks = reasons.asks(item, if is_point { Edge::End } else { edge });
    asks.into_iter().filter(counts).collect()
}
