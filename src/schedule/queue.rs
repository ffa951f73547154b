//! Levelling, as the forward pass goes: work waits until its people are free.
//!
//! Serial schedule generation (Kelley, 1963; Kolisch, *Serial and parallel resource-constrained project scheduling methods
//! revisited*, 1996): each item in turn gets the first place that what it waits for, its calendars and its people allow, by
//! the same rules as without levelling. What stands fixed takes its people before anybody, then what is under way; what is
//! done takes nobody.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::busy::Busy;
use super::level::{Outlook, Plain};
use super::place::{Leaf, Placed};
use super::timing::{Driver, Timing};
use super::turn::{driver, first_turn, go_on};
use crate::model::ItemId;
use crate::time::Moment;

/// Places work one item after the other.
#[derive(Debug)]
pub(super) struct Queue<'a, 'm> {
    plain: Plain<'a, 'm>,
    pub(super) busy: Busy<'a, 'm>,
    /// What is under way and was placed already: when it is done, if others had to be waited for.
    under_way: FxHashMap<ItemId, (Moment, Driver)>,
}

impl<'a, 'm> Queue<'a, 'm> {
    /// Nobody stands in it yet, but for what can't move: that has its people already.
    pub(super) fn new(plain: Plain<'a, 'm>) -> Self {
        let busy = Busy::new(plain.network, plain.crews);
        let mut queue = Self { plain, busy, under_way: FxHashMap::default() };
        let mut under_way = Vec::new();
        for item in plain.network.model.items() {
            match plain.outlook(item.id) {
                Outlook::Fixed => queue.take_fixed(item.id),
                Outlook::UnderWay { today } => under_way.push((item, today)),
                Outlook::Free | Outlook::Over => {}
            }
        }
        under_way.sort_by_key(|(item, _)| (Reverse(item.data().priority), item.id));
        for (item, today) in under_way {
            queue.go_on(item.id, today);
        }
        queue
    }

    fn take_fixed(&mut self, item: ItemId) {
        let Some(timing) = self.plain.timings.get(item.index()) else { return };
        let asks = self.busy.asks(item);
        let start = timing.start.max(self.plain.states.today().unwrap_or(Moment::MIN));
        self.busy.take(item, &asks, &[(start, timing.end)]);
    }

    /// Places the rest of what is under way: its start stays, but the rest may have to wait for others under way.
    fn go_on(&mut self, item: ItemId, today: Moment) {
        let asks = self.busy.asks(item);
        let Some(begun) = self.plain.begun(item, today).filter(|_| !asks.is_empty()) else {
            return;
        };
        let ends_by_itself = self.plain.ends_by_itself(item);
        let Some(run) = go_on(&self.busy, &asks, &begun) else {
            // There is nothing to be done until its end, whatever that waits for and whoever is at work until then.
            self.busy.pieces.insert(item, Box::default());
            return;
        };
        self.busy.take(item, &asks, &run.pieces);
        if let (Some(end), Some(waited)) = (run.end(), run.waited) {
            self.under_way.insert(item, (end, driver(waited)));
        }
        let is_simple = run.waited.is_none() && ends_by_itself;
        if !is_simple {
            self.busy.pieces.insert(item, run.pieces.into());
        }
    }

    /// Places an item, its people being free; `timings` are those of what was placed before.
    pub(super) fn place(&mut self, leaf: &mut Leaf<'_, 'm>, timings: &[Timing]) -> Placed {
        let item = leaf.item.id;
        match self.plain.outlook(item) {
            Outlook::Over | Outlook::Fixed => leaf.work(),
            Outlook::UnderWay { .. } => {
                leaf.resumed = self.under_way.get(&item).copied();
                leaf.work()
            }
            Outlook::Free => self.place_free(leaf, timings),
        }
    }

    fn place_free(&mut self, leaf: &mut Leaf<'_, 'm>, timings: &[Timing]) -> Placed {
        let item = leaf.item.id;
        let asks = self.busy.asks(item);
        let is_open = |other: ItemId| timings.get(other.index()).is_some_and(|one| one.is_open);
        let turn = first_turn(&self.busy, &asks, leaf, is_open);
        self.busy.take(item, &asks, turn.pieces());
        if let Some(run) = turn.split {
            self.busy.pieces.insert(item, run.pieces.into());
        }
        turn.placed
    }
}
