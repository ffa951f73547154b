//! Why an item is when it is: the chain that decides its date, what else it waits for and how much slack that has, and what
//! would win a day; and, of a day that it can't be by, why not.
//!
//! Facts only, each with its place in the source; `emit` has the words. Nothing is claimed that was not tried: what is said to
//! win a day was scheduled anew with that change.

mod barrier;
mod beside;
mod bottleneck;
mod change;
mod critical;
mod involved;
mod least;
mod pause;
mod reach;
mod slice;
mod wins;

pub use barrier::{Answer, Barrier, Line};
pub use beside::Beside;
pub use bottleneck::Bottleneck;
pub use change::{Change, DateOf};
pub use pause::Pause;
pub use wins::{Win, Wins};

use crate::model::{Edge, ItemId, Model};
use crate::schedule::{Reason, Reasons, Schedule, Step, links};
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

/// Explains a point of an item.
pub fn why(model: &Model, schedule: &Schedule, item: ItemId, edge: Edge) -> Why {
    let reasons = Reasons::new(model, schedule);
    let links = chain(&reasons, (item, edge));
    let work = bottleneck::work(&reasons, &links);
    Why {
        item,
        edge,
        moment: schedule.timing(item).at(edge),
        beside: beside::of(&reasons, &links),
        people: bottleneck::of(model, schedule, &work),
        wins: wins::of(&reasons, (item, edge)),
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
    let links = links(reasons.model, reasons.schedule, item, edge).map(|link| {
        let reason = reasons.of(link.item, link.edge);
        let pauses = match reason.step {
            Step::NextWork | Step::Work(_) => pause::between(reasons, &reason),
            _ => Vec::new(),
        };
        Link { reason, pauses }
    });
    links.collect()
}

/// The day that people call a point that is then: of an end the last day worked.
fn day_of(model: &Model, (item, edge): Point, moment: Moment) -> Date {
    let is_start = edge == Edge::Start && !model.item(item).kind().is_point();
    if is_start { moment.date() } else { moment.last_day() }
}
