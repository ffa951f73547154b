//! Who is busy when, while work is placed one item after the other.
//!
//! It counts as `load` does: somebody is asked for as long as work goes on, not while it rests. What is placed first stays
//! where it is, and what comes later finds a place beside it; so nobody is ever asked for more than there is of them, but
//! for what stands fixed.

mod asks;
mod known;
mod timeline;

use std::cell::RefCell;
use std::collections::BTreeMap;

pub(super) use asks::Ask;
use asks::Asker;
use known::Known;
pub(super) use known::{Kind, Like};
use timeline::Timeline;

use super::crews::Crews;
use super::network::Network;
use crate::model::{ItemId, ResourceId};
use crate::time::Moment;

/// Who is busy when.
#[derive(Debug)]
pub(super) struct Busy<'a, 'm> {
    asker: Asker<'a, 'm>,
    /// By resource.
    timelines: Vec<Timeline<'a, 'm>>,
    /// Every time that an item takes of somebody, in the order in which they were taken.
    takes: Vec<Take>,
    known: RefCell<Known>,
    /// When work goes on, where that is not simply from its start (or today) to its end.
    pub(super) pieces: Pieces,
}

/// When work goes on, by item, in order of time.
pub(super) type Pieces = BTreeMap<ItemId, Box<[(Moment, Moment)]>>;

/// A time in which somebody works on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Take {
    pub(super) resource: ResourceId,
    pub(super) item: ItemId,
    pub(super) start: Moment,
    pub(super) end: Moment,
    /// Thousandths of a unit.
    pub(super) units: i64,
    /// Whether it is the first of its item, so that the item starts with it, and the last.
    pub(super) is_first: bool,
    pub(super) is_last: bool,
}

/// Somebody is needed elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) resource: ResourceId,
    /// What they are needed for until then; `None` where there is less of them.
    pub(super) item: Option<ItemId>,
    /// The first moment at which they are asked for more than there is.
    pub(super) from: Moment,
    /// The first moment after that at which they may be free.
    pub(super) until: Moment,
}

impl<'a, 'm> Busy<'a, 'm> {
    /// Nobody is busy yet.
    pub(super) fn new(network: &'a Network<'m>, crews: &'a Crews<'m>) -> Self {
        let resources = network.model.resources();
        Self {
            asker: Asker::new(network, crews),
            timelines: resources.map(Timeline::of).collect(),
            takes: Vec::new(),
            known: RefCell::default(),
            pieces: Pieces::new(),
        }
    }

    /// Of whom an item asks how much.
    pub(super) fn asks(&self, item: ItemId) -> Vec<Ask<'a, 'm>> {
        self.asker.asks(item)
    }

    /// The first moment of a time at which somebody is needed elsewhere. What there never is enough of is not waited for.
    pub(super) fn clash(&self, asks: &[Ask<'a, 'm>], start: Moment, end: Moment) -> Option<Clash> {
        let clashes = asks.iter().filter_map(|ask| {
            let timeline = self.timelines.get(ask.resource.index())?;
            timeline.clash(ask, start, end)
        });
        // Of those that begin together the one that lasts longest: it has to be waited for anyway.
        clashes.min_by_key(|clash| (clash.from, std::cmp::Reverse(clash.until), clash.resource))
    }

    /// The last moment of a time at which somebody is needed elsewhere: what runs through can't begin before they are free. What
    /// there never is enough of is not waited for.
    pub(super) fn last_clash(
        &self,
        asks: &[Ask<'a, 'm>],
        start: Moment,
        end: Moment,
    ) -> Option<Clash> {
        let clashes = asks.iter().filter_map(|ask| {
            let timeline = self.timelines.get(ask.resource.index())?;
            timeline.last_clash(ask, start, end)
        });
        clashes.max_by_key(|clash| (clash.until, std::cmp::Reverse(clash.resource)))
    }

    /// Takes what an item asks for, in each of its pieces.
    pub(super) fn take(&mut self, item: ItemId, asks: &[Ask<'a, 'm>], pieces: &[(Moment, Moment)]) {
        for (number, (start, end)) in pieces.iter().enumerate() {
            for ask in asks.iter().filter(|_| start < end) {
                if let Some(timeline) = self.timelines.get_mut(ask.resource.index()) {
                    timeline.take(item, ask, *start, *end);
                }
                self.takes.push(Take {
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
    pub(super) fn known_clash(&self, like: &Like) -> Option<Clash> {
        self.known.borrow().clash(like)
    }

    /// Remembers what work had to wait for.
    pub(super) fn note(&self, like: Like, clash: Clash) {
        self.known.borrow_mut().note(like, clash);
    }

    /// Gives back what an item has taken in a time.
    pub(super) fn give_back(&mut self, asks: &[Ask<'a, 'm>], start: Moment, end: Moment) {
        self.known.get_mut().forget();
        for ask in asks {
            if let Some(timeline) = self.timelines.get_mut(ask.resource.index()) {
                timeline.give_back(ask, start, end);
            }
        }
    }

    /// Nobody is busy any more.
    pub(super) fn reset(&mut self) {
        for timeline in &mut self.timelines {
            timeline.reset();
        }
        self.takes.clear();
        self.known.get_mut().forget();
        self.pieces.clear();
    }

    /// All that was taken.
    pub(super) fn takes(&self) -> &[Take] {
        &self.takes
    }
}
