//! Who hands their time on to what: after levelling an item also waits for those who had its people before.
//!
//! The resource flow network (Artigues, Michelon and Reusser, *Insertion techniques for static and dynamic resource-constrained
//! project scheduling*, 2003): as long as each item that hands units on is over when the next takes them, nobody is ever
//! asked for more than there is, wherever items stand. So slack and the critical path go through people too. Who is away
//! takes units of their team as work does: what hands them on has to be over by then.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::model::{Edge, ItemId, Model, ResourceId};
use crate::schedule::ledger::Allocation;
use crate::schedule::ledger::demand::Capacity;
use crate::schedule::network::order::{order_by, places};
use crate::schedule::network::{Network, Node, NodeKind};
use crate::schedule::timing::{Driver, Timing};
use crate::time::Moment;

/// An item that has to be over before another can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ResourceLink {
    pub(crate) from: ItemId,
    pub(crate) to: Next,
    /// When the other goes on.
    pub(crate) at: Moment,
}

/// What units are handed on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Next {
    /// An item's start; or its end, where only a later part of it waits.
    Item(ItemId, Edge),
    /// Nobody: there is less of a team from then on.
    Away(ResourceId),
}

impl ResourceLink {
    /// The item that goes on.
    pub(crate) const fn next(&self) -> Option<ItemId> {
        match self.to {
            Next::Item(item, _) => Some(item),
            Next::Away(_) => None,
        }
    }
}

/// Links by the item that hands on.
#[derive(Debug, Default)]
pub(crate) struct ResourceLinks(Vec<ResourceLink>);

impl ResourceLinks {
    /// The ties of all that was taken, and an order of the nodes in which each stands behind all that it waits for, people
    /// included. What would close a cycle (work that starts before the end of what it waits for) ties nothing.
    pub(crate) fn of(
        network: &Network<'_>,
        takes: &[Allocation],
        timings: &[Timing],
        order: &[Node],
    ) -> (Self, Vec<Node>) {
        let mut ties = flows(network.model, takes, timings);
        ties.sort_unstable();
        // Of several the first: it asks for most.
        ties.dedup_by_key(|tie| (tie.from, tie.to));
        let before = places(network, order.iter().copied());
        let behind = |node: Node| {
            let ties = if node == whole(node.item) { ties_from(&ties, node.item) } else { &[] };
            ties.iter().filter_map(ResourceLink::next).map(whole)
        };
        let order = order_by(network, |node| before[node], behind);
        let place = places(network, order.iter().copied());
        ties.retain(|tie| tie.next().is_none_or(|to| place[whole(tie.from)] < place[whole(to)]));
        (Self(ties), order)
    }

    /// The ties of what hands on to others.
    pub(crate) fn from(&self, item: ItemId) -> &[ResourceLink] {
        ties_from(&self.0, item)
    }
}

/// Units that are free.
struct Left {
    /// What was over last with them; nothing if they were free all the time.
    item: Option<ItemId>,
    units: i64,
}

/// Hands units on, resource by resource, in order of time: first from what an item says that it waits for, then what nothing
/// has had, then from what ended longest ago.
fn flows(model: &Model, takes: &[Allocation], timings: &[Timing]) -> Vec<ResourceLink> {
    let mut takes: Vec<&Allocation> = takes.iter().collect();
    // What was taken in the order of placing stays so where it starts at the same time.
    takes.sort_by_key(|take| (take.resource, take.start));
    let mut ties = Vec::new();
    for of_resource in takes.chunk_by(|a, b| a.resource == b.resource) {
        let Some(first) = of_resource.first() else { continue };
        let capacity = Capacity::of(model.resource(first.resource));
        let mut flow = Flow::new(first.resource, &capacity, of_resource, &mut ties);
        for (index, take) in of_resource.iter().enumerate() {
            flow.settle(take.start);
            let waited =
                timings.get(take.item.index()).and_then(|one| waited_for(one, take.resource));
            flow.hand_on(take, waited);
            flow.ending.push(Reverse((take.end, index)));
        }
        flow.settle(Moment::MAX);
    }
    ties
}

/// The units of one resource on their way through time.
struct Flow<'a> {
    resource: ResourceId,
    takes: &'a [&'a Allocation],
    ties: &'a mut Vec<ResourceLink>,
    /// When how much more, or less, there is.
    changes: VecDeque<(Moment, i64)>,
    /// What runs, by its end.
    ending: BinaryHeap<Reverse<(Moment, usize)>>,
    left: VecDeque<Left>,
    /// Units that were gone before they were free.
    owed: i64,
}

impl<'a> Flow<'a> {
    fn new(
        resource: ResourceId,
        capacity: &Capacity,
        takes: &'a [&'a Allocation],
        ties: &'a mut Vec<ResourceLink>,
    ) -> Self {
        let units = capacity.0.first().map_or(0, |(_, units)| *units);
        let changes = capacity.0.windows(2).filter_map(|pair| match pair {
            [(_, before), (moment, after)] => Some((*moment, after - before)),
            _ => None,
        });
        Self {
            resource,
            takes,
            ties,
            changes: changes.collect(),
            ending: BinaryHeap::new(),
            left: VecDeque::from([Left { item: None, units }]),
            owed: 0,
        }
    }

    /// Lets go of what is over by a moment, and of who is away from then on.
    fn settle(&mut self, by: Moment) {
        loop {
            let end = self.ending.peek().map(|Reverse((end, _))| *end);
            let change = self.changes.front().map(|(moment, _)| *moment);
            match (end, change) {
                // What ends when somebody goes away hands its units on to that.
                (Some(end), change) if end <= by && change.is_none_or(|change| end <= change) => {
                    self.end();
                }
                (_, Some(change)) if change <= by => self.change(),
                _ => return,
            }
        }
    }

    fn end(&mut self) {
        let Some(Reverse((_, over))) = self.ending.pop() else { return };
        if let Some(over) = self.takes.get(over) {
            // The parts of what may be split give way anyway: only the last hands on.
            let item = over.is_last.then_some(over.item);
            self.left.push_back(Left { item, units: over.units });
        }
    }

    fn change(&mut self) {
        let Some((at, units)) = self.changes.pop_front() else { return };
        if units > 0 {
            let back = units - units.min(self.owed);
            self.owed -= units - back;
            self.left.push_back(Left { item: None, units: back });
            return;
        }
        self.prefer(None);
        let to = Next::Away(self.resource);
        self.owed += self.take(-units, |from| Some(ResourceLink { from, to, at }));
    }

    fn hand_on(&mut self, take: &Allocation, waited: Option<ItemId>) {
        self.prefer(None);
        if waited.is_some() {
            self.prefer(waited);
        }
        let edge = if take.is_first { Edge::Start } else { Edge::End };
        let to = Next::Item(take.item, edge);
        self.take(take.units, |from| {
            (from != take.item).then_some(ResourceLink { from, to, at: take.start })
        });
    }

    /// Puts what is left of something to the front.
    fn prefer(&mut self, item: Option<ItemId>) {
        let (mut first, rest): (VecDeque<Left>, VecDeque<Left>) =
            self.left.drain(..).partition(|one| one.item == item);
        first.extend(rest);
        self.left = first;
    }

    /// Takes units, from the front on; says how many there are too few.
    fn take(&mut self, mut units: i64, tie: impl Fn(ItemId) -> Option<ResourceLink>) -> i64 {
        while units > 0
            && let Some(first) = self.left.front_mut()
        {
            let taken = first.units.min(units);
            (units, first.units) = (units - taken, first.units - taken);
            self.ties.extend(first.item.filter(|_| taken > 0).and_then(&tie));
            if first.units == 0 {
                self.left.pop_front();
            }
        }
        units
    }
}

/// What an item waits for because of somebody.
fn waited_for(timing: &Timing, who: ResourceId) -> Option<ItemId> {
    let drivers = [timing.start_driver, timing.end_driver].into_iter();
    // One that names nobody's work says nothing of what is waited for.
    drivers
        .filter_map(Driver::resource)
        .find_map(|(resource, item)| item.filter(|_| resource == who))
}

fn whole(item: ItemId) -> Node {
    Node::new(item, NodeKind::Whole)
}

/// Of ties by the item that hands on, those of one.
fn ties_from(ties: &[ResourceLink], item: ItemId) -> &[ResourceLink] {
    let first = ties.partition_point(|tie| tie.from < item);
    let rest = ties.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|tie| tie.from == item)).unwrap_or_default()
}
