//! Of a levelled roadmap: what holds an item where it is. The chain names what somebody did last before it; that they could not
//! have done the item still earlier rests on what they did since it could have begun.

use std::collections::{BTreeMap, BTreeSet};

use super::before;
use crate::model::{Edge, ItemId};
use crate::schedule::{Reasons, Timing};
use crate::time::Moment;

/// Items that hold each other where they are, more and more of them.
pub(super) struct Involved<'a> {
    reasons: &'a Reasons<'a>,
    /// Those that are known by now.
    pub(super) items: BTreeSet<ItemId>,
}

impl<'a> Involved<'a> {
    pub(super) fn new(reasons: &'a Reasons<'a>, items: impl Iterator<Item = ItemId>) -> Self {
        let mut involved = Self { reasons, items: BTreeSet::new() };
        for item in items {
            involved.add(item);
        }
        involved
    }

    /// Adds an item, and all that decides its dates in the end.
    fn add(&mut self, item: ItemId) {
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            if self.items.insert(item) {
                open.extend(self.decisive(item));
            }
        }
    }

    /// Adds what was in the way of those that start earlier without it: of the first of them, since others may only follow.
    /// Says whether there was any.
    pub(super) fn grow<'s>(&mut self, now: impl Fn(ItemId) -> Option<&'s Timing>) -> bool {
        let known = self.items.len();
        let moved = |item: ItemId| {
            let (now, before) = (now(item)?, self.reasons.schedule.timing(item));
            let is_earlier = now.start < before.start || now.end < before.end;
            is_earlier.then_some(now.start)
        };
        let movers: BTreeMap<ItemId, Moment> =
            self.items.iter().filter_map(|item| Some((*item, moved(*item)?))).collect();
        let first = movers.iter().filter(|(item, _)| !self.follows(**item, &movers));
        let in_the_way: Vec<_> = first.flat_map(|(item, now)| self.rivals(*item, *now)).collect();
        for item in in_the_way {
            self.add(item);
        }
        self.items.len() > known
    }

    /// Whether something that decides an item has moved too.
    fn follows(&self, item: ItemId, movers: &BTreeMap<ItemId, Moment>) -> bool {
        self.decisive(item).iter().any(|one| *one != item && movers.contains_key(one))
    }

    /// What those who do an item did from a moment to its start, and while it pauses.
    fn rivals(&self, item: ItemId, from: Moment) -> Vec<ItemId> {
        let Reasons { model, schedule, .. } = self.reasons;
        let timing = schedule.timing(item);
        let is_whole = schedule.pieces(item).len() == 1 && schedule.stints(item).is_empty();
        let until = if is_whole { timing.start } else { timing.end };
        let late = timing.held_by().map(|(who, _)| who);
        let own = schedule.people(model.item(item)).iter().map(|one| one.resource);
        let asked: BTreeSet<_> = own.chain(late).collect();
        asked.into_iter().flat_map(|who| self.reasons.done_by(who, (from, until))).collect()
    }

    /// What decides an item's points, and what would if nobody were busy.
    fn decisive(&self, item: ItemId) -> Vec<ItemId> {
        let of_edge = |edge| {
            let reason = self.reasons.of(item, edge);
            let asks = self.reasons.asks(item, edge).into_iter();
            let last = asks.max_by_key(|ask| ask.asked).map(|ask| ask.driver);
            let drivers = std::iter::once(reason.driver).chain(last);
            drivers.filter_map(move |driver| before(self.reasons, &reason, driver))
        };
        [Edge::Start, Edge::End].into_iter().flat_map(of_edge).map(|(item, _)| item).collect()
    }
}
