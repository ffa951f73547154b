//! Who is busy when, while work is placed one item after the other.
//!
//! It counts as `load` does: somebody is asked for as long as work goes on, not while it rests. What is placed first stays
//! where it is, and what comes later finds a place beside it; so nobody is ever asked for more than there is of them, but
//! for what stands fixed.

pub(in crate::schedule) mod capacity;
pub(in crate::schedule) mod demand;
pub(in crate::schedule) mod overload;
pub(in crate::schedule) mod resource_links;
pub(in crate::schedule) mod sweep;
pub(in crate::schedule) mod timeline;

mod known;

use std::cell::RefCell;
use std::collections::BTreeMap;

use demand::{Demands, ResourceDemand};
use known::Known;
pub(in crate::schedule) use known::{Kind, Like};
use timeline::Timeline;

use crate::model::{ItemId, ResourceId};
use crate::schedule::crew::crews::Crews;
use crate::schedule::network::Network;
use crate::time::Moment;

/// Who is busy when.
#[derive(Debug)]
pub(in crate::schedule) struct ResourceLedger<'a, 'm> {
    asker: Demands<'a, 'm>,
    /// By resource.
    timelines: Vec<Timeline<'a, 'm>>,
    /// Every time that an item takes of somebody, in the order in which they were taken.
    takes: Vec<Allocation>,
    known: RefCell<Known>,
    /// When work goes on, where that is not simply from its start (or today) to its end.
    pub(in crate::schedule) pieces: Pieces,
}

/// When work goes on, by item, in order of time.
pub(in crate::schedule) type Pieces = BTreeMap<ItemId, Box<[(Moment, Moment)]>>;

/// A time in which somebody works on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) struct Allocation {
    pub(in crate::schedule) resource: ResourceId,
    pub(in crate::schedule) item: ItemId,
    pub(in crate::schedule) start: Moment,
    pub(in crate::schedule) end: Moment,
    /// Thousandths of a unit.
    pub(in crate::schedule) units: i64,
    /// Whether it is the first of its item, so that the item starts with it, and the last.
    pub(in crate::schedule) is_first: bool,
    pub(in crate::schedule) is_last: bool,
}

/// Somebody is needed elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::schedule) struct Conflict {
    pub(in crate::schedule) resource: ResourceId,
    /// What they are needed for until then; `None` where there is less of them.
    pub(in crate::schedule) item: Option<ItemId>,
    /// The first moment at which they are asked for more than there is.
    pub(in crate::schedule) from: Moment,
    /// The first moment after that at which they may be free.
    pub(in crate::schedule) until: Moment,
}

impl<'a, 'm> ResourceLedger<'a, 'm> {
    /// Nobody is busy yet.
    pub(in crate::schedule) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        let resources = network.model.resources();
        Self {
            asker: Demands::new(network, crews),
            timelines: resources.map(Timeline::of).collect(),
            takes: Vec::new(),
            known: RefCell::default(),
            pieces: Pieces::new(),
        }
    }

    /// Of whom an item asks how much.
    pub(in crate::schedule) fn asks(&self, item: ItemId) -> Vec<ResourceDemand<'a, 'm>> {
        self.asker.asks(item)
    }

    /// The first moment of a time at which somebody is needed elsewhere. What there never is enough of is not waited for.
    pub(in crate::schedule) fn conflict(
        &self,
        asks: &[ResourceDemand<'a, 'm>],
        start: Moment,
        end: Moment,
    ) -> Option<Conflict> {
        let conflicts = asks.iter().filter_map(|ask| {
            let timeline = self.timelines.get(ask.resource.index())?;
            timeline.conflict(ask, start, end)
        });
        // Of those that begin together the one that lasts longest: it has to be waited for anyway.
        conflicts.min_by_key(|conflict| {
            (conflict.from, std::cmp::Reverse(conflict.until), conflict.resource)
        })
    }

    /// The last moment of a time at which somebody is needed elsewhere: what runs through can't begin before they are free. What
    /// there never is enough of is not waited for.
    pub(in crate::schedule) fn last_conflict(
        &self,
        asks: &[ResourceDemand<'a, 'm>],
        start: Moment,
        end: Moment,
    ) -> Option<Conflict> {
        let conflicts = asks.iter().filter_map(|ask| {
            let timeline = self.timelines.get(ask.resource.index())?;
            timeline.last_conflict(ask, start, end)
        });
        conflicts.max_by_key(|conflict| (conflict.until, std::cmp::Reverse(conflict.resource)))
    }

    /// Takes what an item asks for, in each of its pieces.
    pub(in crate::schedule) fn take(
        &mut self,
        item: ItemId,
        asks: &[ResourceDemand<'a, 'm>],
        pieces: &[(Moment, Moment)],
    ) {
        for (number, (start, end)) in pieces.iter().enumerate() {
            for ask in asks.iter().filter(|_| start < end) {
                if let Some(timeline) = self.timelines.get_mut(ask.resource.index()) {
                    timeline.take(item, ask, *start, *end);
                }
                self.takes.push(Allocation {
                    resource: ask.resource,
                    item,
                    start: *start,
                    end: *end,
                    units: ask.units,
                    is_first: number == 0,
                    is_last: number + 1 == pieces.len(),
                });
            }
        }
    }

    /// What work has to wait for, as far as is known.
    pub(in crate::schedule) fn known_clash(&self, like: &Like) -> Option<Conflict> {
        self.known.borrow().conflict(like)
    }

    /// Remembers what work had to wait for.
    pub(in crate::schedule) fn note(&self, like: Like, conflict: Conflict) {
        self.known.borrow_mut().note(like, conflict);
    }

    /// Gives back what an item has taken in a time.
    pub(in crate::schedule) fn give_back(
        &mut self,
        asks: &[ResourceDemand<'a, 'm>],
        start: Moment,
        end: Moment,
    ) {
        self.known.get_mut().forget();
        for ask in asks {
            if let Some(timeline) = self.timelines.get_mut(ask.resource.index()) {
                timeline.give_back(ask, start, end);
            }
        }
    }

    /// Gives back all that an item has taken, which was in one piece.
    pub(in crate::schedule) fn give_all_back(
        &mut self,
        item: ItemId,
        asks: &[ResourceDemand<'a, 'm>],
        start: Moment,
        end: Moment,
    ) {
        if start < end {
            self.give_back(asks, start, end);
            self.takes.retain(|taken| taken.item != item);
        }
    }

    /// Nobody is busy any more.
    pub(in crate::schedule) fn reset(&mut self) {
        for timeline in &mut self.timelines {
            timeline.reset();
        }
        self.takes.clear();
        self.known.get_mut().forget();
        self.pieces.clear();
    }

    /// All that was taken.
    pub(in crate::schedule) fn takes(&self) -> &[Allocation] {
        &self.takes
    }
}
