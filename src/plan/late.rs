//! What is late, and what drives it.

use std::cmp::Reverse;

use super::{Commitment, Outlook};
use crate::model::{Anchor, Edge, ItemId, ItemKind};
use crate::schedule::Driver;

/// How far back drivers are followed; nobody reads a longer chain.
const LONGEST_CHAIN: usize = 1000;

/// An item that misses what it committed to.
#[derive(Clone, Debug)]
pub struct LateItem {
    /// Which.
    pub item: ItemId,
    /// What it misses; of several that by most days.
    pub missed: Commitment,
}

/// What drives an item's end: the items from the first cause to the item itself, and what that first one started from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Each decides the next; the last is the item asked for.
    pub items: Vec<ItemId>,
    /// Why the first of them is when it is.
    pub root: Driver,
}

impl Outlook<'_> {
    /// Everything that is late, by most days first.
    pub fn late_items(&self) -> Vec<LateItem> {
        let items = self.plan.model.items().filter(|item| !item.is_done());
        let mut late: Vec<_> = items
            .filter_map(|item| {
                let missed = self.commitments(item.id).into_iter().filter(|of| of.is_missed);
                // The first of those that are late by as much: a deadline before a promise.
                let missed = missed.reduce(|a, b| if b.variance > a.variance { b } else { a })?;
                Some(LateItem { item: item.id, missed })
            })
            .collect();
        late.sort_by_key(|late| Reverse(late.missed.variance));
        late
    }

    /// What drives an item's end.
    pub fn chain(&self, item: ItemId) -> Chain {
        let mut chain = Chain { items: vec![item], root: Driver::RoadmapStart };
        let mut at = self.last_in(item).map_or((item, Edge::End), |last| (last, Edge::End));
        for _ in 0..LONGEST_CHAIN {
            if chain.items.last() != Some(&at.0) {
                chain.items.push(at.0);
            }
            let (driver, next) = self.before(at);
            chain.root = driver;
            match next {
                Some(next) if next != at => at = next,
                _ => break,
            }
        }
        // Whole and part are one thing to a reader: the part says more.
        self.drop_wholes(&mut chain.items);
        chain.items.reverse();
        chain
    }

    /// What decided a point, and the point that this goes back to.
    fn before(&self, (item, edge): (ItemId, Edge)) -> (Driver, Option<(ItemId, Edge)>) {
        let timing = self.plan.schedule.timing(item);
        let driver = match edge {
            Edge::Start => timing.start_driver,
            Edge::End => timing.end_driver,
        };
        let next = match driver {
            Driver::Dependency(id) => {
                match self.plan.model.dependencies.get(id.index()).map(|of| of.anchor) {
                    Some(Anchor::Item(before, edge)) => Some((before, edge)),
                    Some(Anchor::Moment(_)) | None => None,
                }
            }
            Driver::Estimate if edge == Edge::End => Some((item, Edge::Start)),
            Driver::Part(part) => Some((part, edge)),
            Driver::JustBefore(after) => Some((after, Edge::Start)),
            _ => None,
        };
        (driver, next)
    }

    /// The item of a release that ends last.
    fn last_in(&self, release: ItemId) -> Option<ItemId> {
        if self.plan.model.item(release).kind() != ItemKind::Release {
            return None;
        }
        let contents = &self.release(release)?.contents;
        contents.iter().copied().reduce(|last, next| {
            let end = |item| self.plan.schedule.timing(item).end;
            if end(next) > end(last) { next } else { last }
        })
    }

    fn drop_wholes(&self, backwards: &mut Vec<ItemId>) {
        let model = self.plan.model;
        let asked = backwards.first().copied();
        let parts = backwards.clone();
        let mut next = parts.into_iter().skip(1);
        backwards.retain(|item| {
            let next = next.next();
            Some(*item) == asked || !next.is_some_and(|part| model.item(*item).encloses(part))
        });
    }
}
