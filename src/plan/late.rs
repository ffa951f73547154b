//! What is late, and what drives it.

use std::cmp::Reverse;

use super::{Commitment, Outlook, Plan};
use crate::model::{CalendarId, Edge, ItemId};
use crate::schedule::{self, Driver};

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
    /// How many items should have begun by now and have not, and how many working days later the roadmap ends for it.
    pub fn slipped(&self) -> Option<(usize, i64)> {
        let Plan { schedule, .. } = self.plan;
        let slip = schedule.slipped.as_ref()?;
        let clock = self.clock(CalendarId(0));
        let days = clock.working_days(slip.end.last_day(), schedule.end.last_day());
        Some((slip.items.len(), days.max(0)))
    }

    /// Everything that is late, by most days first.
    pub fn late_items(&self) -> Vec<LateItem> {
        let schedule = self.plan.schedule;
        let items = self.plan.model.items().filter(|item| schedule.timing(item.id).state.is_open());
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

    /// What drives an item's end; that of a release by the item in it that ends last, unless its own date is later.
    pub fn chain(&self, item: ItemId) -> Chain {
        let Plan { model, schedule, .. } = self.plan;
        let own_end = schedule.timing(item).end;
        let last = self.last_in(item).filter(|last| schedule.timing(*last).end >= own_end);
        let links: Vec<_> =
            schedule::links(model, schedule, last.unwrap_or(item), Edge::End).collect();
        let root = links.last().map_or(Driver::RoadmapStart, |link| link.driver);
        let mut items: Vec<_> = last.map(|_| item).into_iter().collect();
        items.extend(links.iter().map(|link| link.item));
        items.dedup();
        self.drop_wholes(&mut items);
        items.reverse();
        Chain { items, root }
    }

    /// The item of a release that ends last.
    pub fn last_in(&self, release: ItemId) -> Option<ItemId> {
        let end = |item: &ItemId| self.plan.schedule.timing(*item).end;
        let outlook = self.release(release)?;
        outlook.contents.iter().copied().find(|item| Some(end(item)) == outlook.last_end)
    }

    /// Takes out what stands before one of its own parts: to a reader they are one thing, and the part says more. What was
    /// asked for stays.
    fn drop_wholes(&self, items: &mut Vec<ItemId>) {
        let model = self.plan.model;
        let asked = items.first().copied();
        let mut parts = items.clone().into_iter().skip(1);
        items.retain(|item| {
            let part = parts.next();
            Some(*item) == asked || !part.is_some_and(|part| model.item(*item).encloses(part))
        });
    }
}
