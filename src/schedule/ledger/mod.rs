//! Who is busy when, while work is placed one item after the other.
//!
//! What is placed first stays where it is, and what comes later finds a place beside it; so nobody is ever asked for more than
//! there is of them, but for what stands fixed.

pub(crate) mod demand;
pub(crate) mod engagement;
pub(crate) mod joint;
pub(crate) mod overload;
pub(crate) mod pools;
pub(crate) mod resource_links;
#[cfg(test)]
mod tests;
pub(crate) mod timeline;

use std::cell::RefCell;
use std::collections::BTreeMap;

use demand::{Ask, Capacity, Demands, Found, ItemDemand, Kinds, Known};
use joint::{Joint, Stint, Wanted};
use pools::Pools;
use timeline::Work;

use crate::model::{ItemId, ResourceId};
use crate::schedule::crew::crews::Crews;
use crate::schedule::network::Network;
use crate::schedule::table::Rows;
use crate::time::{Minutes, Moment};

/// Who is busy when.
#[derive(Debug)]
pub(crate) struct ResourceLedger<'a> {
    /// By item, then by way in which it can be done: of whom it asks how much.
    demands: Rows<ItemDemand<'a>>,
    /// By item: the row of its first way, and of the one that is taken.
    first_way: Rows<u32>,
    way: Rows<u32>,
    book: Book<'a>,
    known: RefCell<Known>,
    /// When work goes on, where that is not simply from its start (or today) to its end.
    pub(crate) pieces: Pieces,
    /// Who gives time when to efforts by several, where that is not all of them from start to end.
    pub(crate) stints: Stints,
}

/// What is left of everybody, and what was taken.
#[derive(Debug)]
struct Book<'a> {
    pools: Pools<'a>,
    /// Every time that an item takes of somebody, in the order in which they were taken.
    takes: Vec<Allocation>,
}

/// When work goes on, by item, in order of time.
pub(crate) type Pieces = BTreeMap<ItemId, Box<[(Moment, Moment)]>>;

/// Who works when on an effort of several, by item, in order of person, then time.
pub(crate) type Stints = BTreeMap<ItemId, Box<[Stint]>>;

/// A time in which somebody works on an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Allocation {
    pub(crate) resource: ResourceId,
    pub(crate) item: ItemId,
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    /// Thousandths of a unit.
    pub(crate) units: i64,
    /// Whether it is the first of its item, so that the item starts with it, and the last.
    pub(crate) is_first: bool,
    pub(crate) is_last: bool,
}

/// What an effort by several held.
#[derive(Debug)]
pub(crate) struct Held {
    pieces: Box<[(Moment, Moment)]>,
    stints: Box<[Stint]>,
}

/// Somebody is needed elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub(crate) resource: ResourceId,
    /// What they are needed for until then; `None` where there is less of them.
    pub(crate) item: Option<ItemId>,
    /// The first moment at which they are asked for more than there is.
    pub(crate) from: Moment,
    /// The first moment after that at which they may be free.
    pub(crate) until: Moment,
}

impl<'a> ResourceLedger<'a> {
    /// Nobody is busy yet; nothing begins before `first`.
    pub(crate) fn new<'m: 'a>(
        network: &'a Network<'m>,
        crews: &'a Crews<'m>,
        first: Moment,
        work: &Work,
    ) -> Self {
        let model = network.model;
        let (demander, mut kinds) = (Demands::new(network, crews), Kinds::default());
        let (mut demands, mut first_way) = (Rows(Vec::new()), Rows(Vec::new()));
        for item in model.items() {
            first_way.0.push(demands.count());
            demands.0.extend(crews.ways(item.id).into_iter().map(|way| {
                let demand = demander.of(item.id, way);
                let kind = kinds.number(&demand.whole, way.1, item.can_split());
                ItemDemand { kind, ..demand }
            }));
        }
        let way = model.items().map(|item| first_way[item.id] + crews.way(item.id)).collect();
        let capacities = model.resources().map(|resource| Capacity::of(resource).0);
        let asks = demands.iter().flat_map(ItemDemand::all);
        let pools = Pools::new(capacities, asks, first, work);
        Self {
            book: Book { pools, takes: Vec::new() },
            known: RefCell::new(kinds.known()),
            demands,
            first_way,
            way,
            pieces: Pieces::new(),
            stints: Stints::new(),
        }
    }

    /// An item is done in another of its ways.
    pub(crate) fn choose(&mut self, item: ItemId, way: u16) {
        self.way[item] = self.first_way[item] + u32::from(way);
    }

    /// Of whom an item asks how much.
    pub(crate) fn demand(&self, item: ItemId) -> &ItemDemand<'a> {
        &self.demands[self.way[item]]
    }

    /// From here on nothing more is remembered of where things have found no place: what is placed will be taken back.
    pub(crate) fn begin_trial(&mut self) {
        self.known.get_mut().is_closed = true;
    }

    /// It is remembered again.
    pub(crate) fn end_trial(&mut self) {
        self.known.get_mut().is_closed = false;
    }

    /// What is left of everybody.
    pub(crate) fn pools(&self) -> &Pools<'a> {
        &self.book.pools
    }

    /// The first moment of a time at which somebody of an item is needed elsewhere.
    pub(crate) fn conflict(&self, item: ItemId, span: (Moment, Moment)) -> Option<Conflict> {
        self.book.pools.conflict(&self.demand(item).whole, span)
    }

    /// Where an effort by several lies; nothing if it is none, or they never have time enough.
    pub(crate) fn jointly(&self, item: ItemId, wanted: Wanted) -> Option<Joint> {
        self.book.pools.jointly(self.demand(item).several.as_deref()?, wanted)
    }

    /// Takes what an item asks for, in each of its pieces.
    pub(crate) fn take(&mut self, item: ItemId, pieces: &[(Moment, Moment)]) {
        for (number, piece) in pieces.iter().enumerate() {
            let ends = (number == 0, number + 1 == pieces.len());
            self.book.take(item, &self.demands[self.way[item]].whole, *piece, ends);
        }
    }

    /// Takes of each of several the time that they give.
    pub(crate) fn take_jointly(&mut self, item: ItemId, joint: &Joint) {
        let Some(several) = self.demands[self.way[item]].several.as_deref() else { return };
        if let ([whole], []) = (joint.pieces.as_slice(), joint.taken.as_slice()) {
            return self.take(item, &[*whole]);
        }
        let named = joint.stints.iter().filter_map(|stint| {
            let giver = several.givers.get(stint.person as usize)?;
            Some(Stint { person: giver.person, ..*stint })
        });
        let (pieces, stints) = (joint.pieces.as_slice().into(), named.collect());
        self.hold(item, Held { pieces, stints }, (joint.start(), joint.end()));
    }

    fn hold(&mut self, item: ItemId, held: Held, (from, to): (Moment, Moment)) {
        let Some(several) = self.demands[self.way[item]].several.as_deref() else { return };
        for stint in &held.stints {
            // Who was taken by something else before the end gave way to it, and hands nothing on.
            let ends = (stint.start == from, stint.end == to);
            self.book.take(item, several.asks_of(stint.person), (stint.start, stint.end), ends);
        }
        self.pieces.insert(item, held.pieces);
        self.stints.insert(item, held.stints);
    }

    /// What kept so much work of the kind of an item that might begin at a moment from beginning, as far as is known.
    pub(crate) fn known_conflict(
        &self,
        item: ItemId,
        how: (Minutes, bool),
        from: Moment,
    ) -> Option<Conflict> {
        self.known.borrow().last(self.demand(item).kind, how, from.minutes())?.by
    }

    /// Remembers what so much work of the kind of an item had to wait for.
    pub(crate) fn note(&self, item: ItemId, (amount, from): (Minutes, Moment), conflict: Conflict) {
        let (from, at) = (from.minutes(), conflict.until.minutes());
        let found = Found { amount, from, at, by: Some(conflict) };
        self.known.borrow_mut().note(self.demand(item).kind, found);
    }

    /// Gives back all that an item has taken, which went from one moment to another; of an effort by several it says who gave
    /// time when.
    pub(crate) fn let_go(&mut self, item: ItemId, span: (Moment, Moment)) -> Option<Held> {
        self.known.get_mut().forget();
        self.release(item, span)
    }

    /// Likewise, as if it never had.
    pub(crate) fn forget(&mut self, item: ItemId, span: (Moment, Moment)) {
        self.let_go(item, span);
        self.book.takes.retain(|taken| taken.item != item);
    }

    /// Takes back what was taken last, all of it by one item, which was from one moment to another.
    pub(crate) fn undo(&mut self, item: ItemId, span: (Moment, Moment)) {
        self.release(item, span);
        while self.book.takes.pop_if(|taken| taken.item == item).is_some() {}
    }

    fn release(&mut self, item: ItemId, span: (Moment, Moment)) -> Option<Held> {
        let (demand, pools) = (&self.demands[self.way[item]], &mut self.book.pools);
        let (pieces, stints) = (self.pieces.remove(&item), self.stints.remove(&item));
        let Some(stints) = stints else {
            let whole = [span];
            let pieces = pieces.as_deref().unwrap_or(&whole).iter();
            pieces.filter(|of| of.0 < of.1).for_each(|of| pools.give_back(&demand.whole, *of));
            return None;
        };
        for stint in &stints {
            let asks = demand.several.as_deref().map_or(&[][..], |of| of.asks_of(stint.person));
            pools.give_back(asks, (stint.start, stint.end));
        }
        Some(Held { pieces: pieces?, stints })
    }

    /// Takes it again.
    pub(crate) fn take_again(&mut self, item: ItemId, whole: (Moment, Moment), held: Option<Held>) {
        match held {
            Some(held) => self.hold(item, held, whole),
            None => self.take(item, &[whole]),
        }
    }

    /// Nobody is busy any more.
    pub(crate) fn reset(&mut self) {
        self.book.pools.reset();
        self.book.takes.clear();
        self.known.get_mut().forget();
        self.pieces.clear();
        self.stints.clear();
    }

    /// All that was taken.
    pub(crate) fn takes(&self) -> &[Allocation] {
        &self.book.takes
    }
}

impl<'a> Book<'a> {
    fn take(
        &mut self,
        item: ItemId,
        asks: &[Ask<'a>],
        (start, end): (Moment, Moment),
        (is_first, is_last): (bool, bool),
    ) {
        if start >= end {
            return;
        }
        self.pools.take(asks, (start, end), Some(item));
        self.takes.extend(asks.iter().map(|ask| {
            let (resource, units) = (ResourceId(ask.pool), ask.units);
            Allocation { resource, item, start, end, units, is_first, is_last }
        }));
    }
}
