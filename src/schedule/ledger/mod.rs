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

use demand::{Demands, ItemDemand, ResourceDemand, Several};
use known::Known;
pub(in crate::schedule) use known::{Kind, Like};
use timeline::Timeline;

use crate::model::{ItemId, ResourceId};
use crate::schedule::crew::crews::Crews;
use crate::schedule::crew::joint::{Joint, Stint, Taken};
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
    /// Who gives time when to efforts by several, where that is not all of them from start to end.
    pub(in crate::schedule) stints: Stints,
}

/// When work goes on, by item, in order of time.
pub(in crate::schedule) type Pieces = BTreeMap<ItemId, Box<[(Moment, Moment)]>>;

/// Who works when on an effort of several, by item, in order of person, then time.
pub(in crate::schedule) type Stints = BTreeMap<ItemId, Box<[Stint]>>;

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

/// What an effort by several held.
#[derive(Debug)]
pub(in crate::schedule) struct Held {
    pieces: Box<[(Moment, Moment)]>,
    stints: Box<[Stint]>,
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
            stints: Stints::new(),
        }
    }

    /// Of whom an item asks how much.
    pub(in crate::schedule) fn demand(&self, item: ItemId) -> ItemDemand<'a, 'm> {
        self.asker.of(item)
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

    /// What takes one of several, beside others of them who give time already. What there never is enough of for one alone is
    /// not waited for.
    pub(in crate::schedule) fn taken(
        &self,
        several: &Several<'a, 'm>,
        giver: usize,
        beside: &[usize],
        (start, end): (Moment, Moment),
    ) -> Option<Taken<Conflict>> {
        let conflicts = several.asks(giver).iter().filter_map(|ask| {
            let timeline = self.timelines.get(ask.resource.index())?;
            let others = beside.iter().flat_map(|other| several.asks(*other));
            let others = others.filter(|other| other.resource == ask.resource);
            timeline.conflict_beside(ask, others, start, end)
        });
        let first = conflicts.min_by_key(|one| (one.from, std::cmp::Reverse(one.until)))?;
        Some(Taken { from: first.from, until: first.until, by: first })
    }

    /// Takes what an item asks for, in each of its pieces.
    pub(in crate::schedule) fn take(
        &mut self,
        item: ItemId,
        asks: &[ResourceDemand<'a, 'm>],
        pieces: &[(Moment, Moment)],
    ) {
        for (number, piece) in pieces.iter().enumerate() {
            self.take_piece(item, asks, *piece, (number == 0, number + 1 == pieces.len()));
        }
    }

    /// Takes of each of several the time that they give.
    pub(in crate::schedule) fn take_jointly(
        &mut self,
        item: ItemId,
        demand: &ItemDemand<'a, 'm>,
        joint: &Joint<Conflict>,
    ) {
        let Some(several) = demand.several.as_deref() else { return };
        if let ([whole], []) = (joint.pieces.as_slice(), joint.taken.as_slice()) {
            return self.take(item, &demand.whole, &[*whole]);
        }
        let named = joint.stints.iter().filter_map(|stint| {
            let giver = several.givers.get(stint.person as usize)?;
            Some(Stint { person: giver.person, ..*stint })
        });
        let stints: Box<[Stint]> = named.collect();
        self.take_stints(item, several, &stints, (joint.start(), joint.end()));
        self.pieces.insert(item, joint.pieces.as_slice().into());
        self.stints.insert(item, stints);
    }

    fn take_stints(
        &mut self,
        item: ItemId,
        several: &Several<'a, 'm>,
        stints: &[Stint],
        (from, to): (Moment, Moment),
    ) {
        for stint in stints {
            // Who was taken by something else before the end gave way to it, and hands nothing on.
            let ends = (stint.start == from, stint.end == to);
            self.take_piece(item, several.asks_of(stint.person), (stint.start, stint.end), ends);
        }
    }

    fn take_piece(
        &mut self,
        item: ItemId,
        asks: &[ResourceDemand<'a, 'm>],
        (start, end): (Moment, Moment),
        (is_first, is_last): (bool, bool),
    ) {
        for ask in asks.iter().filter(|_| start < end) {
            let ResourceDemand { resource, units, .. } = *ask;
            if let Some(timeline) = self.timelines.get_mut(resource.index()) {
                timeline.take(item, ask, start, end);
            }
            self.takes.push(Allocation { resource, item, start, end, units, is_first, is_last });
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

    /// Gives back all that an effort by several has taken, which went from one moment to another; says who gave time when.
    pub(in crate::schedule) fn let_go(
        &mut self,
        item: ItemId,
        demand: &ItemDemand<'a, 'm>,
        (start, end): (Moment, Moment),
    ) -> Option<Held> {
        let pieces = self.pieces.remove(&item);
        let stints = self.stints.remove(&item);
        match (&stints, demand.several.as_deref()) {
            (Some(stints), Some(several)) => {
                for stint in stints {
                    self.give_back(several.asks_of(stint.person), stint.start, stint.end);
                }
            }
            _ => self.give_back(&demand.whole, start, end),
        }
        Some(Held { pieces: pieces?, stints: stints? })
    }

    /// Takes it again.
    pub(in crate::schedule) fn take_again(
        &mut self,
        item: ItemId,
        demand: &ItemDemand<'a, 'm>,
        whole: (Moment, Moment),
        held: Option<Held>,
    ) {
        let Some((held, several)) = held.zip(demand.several.as_deref()) else {
            return self.take(item, &demand.whole, &[whole]);
        };
        self.take_stints(item, several, &held.stints, whole);
        self.pieces.insert(item, held.pieces);
        self.stints.insert(item, held.stints);
    }

    /// Nobody is busy any more.
    pub(in crate::schedule) fn reset(&mut self) {
        for timeline in &mut self.timelines {
            timeline.reset();
        }
        self.takes.clear();
        self.known.get_mut().forget();
        self.pieces.clear();
        self.stints.clear();
    }

    /// All that was taken.
    pub(in crate::schedule) fn takes(&self) -> &[Allocation] {
        &self.takes
    }
}
