//! What else the items of a chain wait for, beside what decides them.

use super::{Link, Point};
use crate::model::{Edge, ItemId, Model};
use crate::schedule::{Constraint, Driver, Reason, Reasons, Schedule};

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

/// All of it, the least slack first.
pub(super) fn of(reasons: &Reasons<'_>, links: &[Link]) -> Vec<Beside> {
    let model = reasons.model;
    let mut beside: Vec<Beside> = Vec::new();
    for link in links {
        let Reason { item, edge, driver, .. } = link.reason;
        let asks = waited(reasons, (item, edge)).into_iter();
        let others = asks.filter(|ask| ask.driver != driver);
        let others = others.map(|ask| Beside { item, edge, ask });
        beside.extend(others.filter(|one| !is_told(model, links, one)));
    }
    beside.sort_by_key(|one| (one.ask.spare, std::cmp::Reverse(one.item)));
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
