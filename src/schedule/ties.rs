//! Who hands their time on to what: after levelling an item also waits for those who had its people before.
//!
//! The resource flow network (Artigues, Michelon and Reusser, *Insertion techniques for static and dynamic resource-constrained
//! project scheduling*, 2003): as long as each item that hands units on is over when the next takes them, nobody is ever
//! asked for more than there is, wherever items stand. So slack and the critical path go through people too.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::busy::Take;
use super::by_node::ByNode;
use super::network::{Network, Node, Place};
use super::timing::{Driver, Timing};
use crate::model::{Edge, ItemId, ResourceId};
use crate::time::Moment;

/// An item that has to be over before another can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Tie {
    pub(super) from: ItemId,
    pub(super) to: ItemId,
    /// The start of the other; or its end, where only a later part of it waits.
    pub(super) edge: Edge,
    /// When the other goes on.
    pub(super) at: Moment,
}

/// Ties by the item that hands on.
#[derive(Debug, Default)]
pub(super) struct Ties(Vec<Tie>);

impl Ties {
    /// The ties of all that was taken, and an order of the nodes in which each stands behind all that it waits for, people
    /// included. What would close a cycle (work that starts before the end of what it waits for) ties nothing.
    pub(super) fn of(
        network: &Network<'_>,
        takes: &[Take],
        timings: &[Timing],
        order: &[Node],
    ) -> (Self, Vec<Node>) {
        let mut ties = flows(takes, timings);
        ties.sort_unstable();
        ties.dedup_by_key(|tie| (tie.from, tie.to, tie.edge));
        let order = order_with(network, &ties, order);
        let mut place = ByNode::new(network, &0_usize);
        for (index, node) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(*node) {
                *slot = index;
            }
        }
        let place = |item| place.get(whole(item)).copied();
        ties.retain(|tie| place(tie.from) < place(tie.to));
        (Self(ties), order)
    }

    /// The ties of what hands on to others.
    pub(super) fn from(&self, item: ItemId) -> &[Tie] {
        ties_from(&self.0, item)
    }
}

/// Units that an item has left when it is over.
struct Left {
    item: ItemId,
    units: i64,
}

/// Hands units on, resource by resource, in order of time: first from what an item says that it waits for, then from what
/// ended longest ago.
fn flows(takes: &[Take], timings: &[Timing]) -> Vec<Tie> {
    let mut takes: Vec<&Take> = takes.iter().collect();
    // What was taken in the order of placing stays so where it starts at the same time.
    takes.sort_by_key(|take| (take.resource, take.start));
    let mut ties = Vec::new();
    for of_resource in takes.chunk_by(|a, b| a.resource == b.resource) {
        flows_of(of_resource, timings, &mut ties);
    }
    ties
}

fn flows_of(takes: &[&Take], timings: &[Timing], ties: &mut Vec<Tie>) {
    let mut ending: BinaryHeap<Reverse<(Moment, usize)>> = BinaryHeap::new();
    let mut left: VecDeque<Left> = VecDeque::new();
    for (index, take) in takes.iter().enumerate() {
        while let Some(Reverse((end, over))) = ending.peek().copied() {
            if end > take.start {
                break;
            }
            ending.pop();
            // The parts of what may be split give way anyway: only the last hands on.
            if let Some(over) = takes.get(over).filter(|over| over.is_last) {
                left.push_back(Left { item: over.item, units: over.units });
            }
        }
        hand_on(take, &mut left, timings, ties);
        ending.push(Reverse((take.end, index)));
    }
}

fn hand_on(take: &Take, left: &mut VecDeque<Left>, timings: &[Timing], ties: &mut Vec<Tie>) {
    let waited = timings.get(take.item.index()).and_then(|one| waited_for(one, take.resource));
    if let Some(first) = left.iter().position(|one| Some(one.item) == waited)
        && let Some(first) = left.remove(first)
    {
        left.push_front(first);
    }
    let mut needed = take.units;
    while needed > 0
        && let Some(first) = left.front_mut()
    {
        let units = first.units.min(needed);
        (needed, first.units) = (needed - units, first.units - units);
        if first.item != take.item {
            let edge = if take.is_first { Edge::Start } else { Edge::End };
            ties.push(Tie { from: first.item, to: take.item, edge, at: take.start });
        }
        if first.units == 0 {
            left.pop_front();
        }
    }
}

/// What an item waits for because of somebody.
fn waited_for(timing: &Timing, who: ResourceId) -> Option<ItemId> {
    [timing.start_driver, timing.end_driver].into_iter().find_map(|driver| match driver {
        Driver::Resource { resource, item } if resource == who => item,
        _ => None,
    })
}

/// The nodes in an order in which each stands behind all that it waits for, and as far as may be behind what ties it; of
/// several the first in the order so far.
fn order_with(network: &Network<'_>, ties: &[Tie], order: &[Node]) -> Vec<Node> {
    let mut sorting = Sorting::new(network, ties, order);
    while sorting.placed.len() < order.len() {
        match sorting.free.pop() {
            Some(Reverse((_, node))) => sorting.place(node),
            // People tie a knot with a lead: what is left goes without them.
            None if sorting.tied.values().any(|tied| *tied > 0) => sorting.untie(),
            None => break,
        }
    }
    sorting.placed
}

/// Kahn's sorting with two kinds of edges, of which one may be left out.
struct Sorting<'a, 'm> {
    network: &'a Network<'m>,
    ties: &'a [Tie],
    order: &'a [Node],
    /// By node: its place in the order so far.
    ranks: ByNode<usize>,
    /// By node: of how much that it waits for, and of how much that ties it, the place is not known.
    missing: ByNode<u32>,
    tied: ByNode<u32>,
    is_placed: ByNode<bool>,
    free: BinaryHeap<Reverse<(usize, Node)>>,
    placed: Vec<Node>,
}

impl<'a, 'm> Sorting<'a, 'm> {
    fn new(network: &'a Network<'m>, ties: &'a [Tie], order: &'a [Node]) -> Self {
        let mut sorting = Self {
            network,
            ties,
            order,
            ranks: ByNode::new(network, &0),
            missing: ByNode::new(network, &0),
            tied: ByNode::new(network, &0),
            is_placed: ByNode::new(network, &false),
            free: BinaryHeap::new(),
            placed: Vec::with_capacity(order.len()),
        };
        for (rank, node) in order.iter().enumerate() {
            set(&mut sorting.ranks, *node, |slot| *slot = rank);
            network
                .each_next(*node, |next, _| set(&mut sorting.missing, next, |count| *count += 1));
        }
        for tie in ties {
            set(&mut sorting.tied, whole(tie.to), |count| *count += 1);
        }
        sorting.free_all();
        sorting
    }

    /// All that waits for nothing any more.
    fn free_all(&mut self) {
        for node in self.order {
            self.free_if_ready(*node);
        }
    }

    fn free_if_ready(&mut self, node: Node) {
        let is_zero = |counts: &ByNode<u32>| counts.get(node) == Some(&0);
        let is_placed = self.is_placed.get(node).copied().unwrap_or(true);
        if !is_placed && is_zero(&self.missing) && is_zero(&self.tied) {
            let rank = self.ranks.get(node).copied().unwrap_or(usize::MAX);
            self.free.push(Reverse((rank, node)));
        }
    }

    fn untie(&mut self) {
        self.tied = ByNode::new(self.network, &0);
        self.free_all();
    }

    fn place(&mut self, node: Node) {
        if self.is_placed.get(node).copied().unwrap_or(true) {
            return;
        }
        set(&mut self.is_placed, node, |placed| *placed = true);
        self.placed.push(node);
        let network = self.network;
        network.each_next(node, |next, _| {
            set(&mut self.missing, next, |count| *count = count.saturating_sub(1));
            self.free_if_ready(next);
        });
        if node.place() == Place::Whole {
            for tie in ties_from(self.ties, node.item()) {
                set(&mut self.tied, whole(tie.to), |count| *count = count.saturating_sub(1));
                self.free_if_ready(whole(tie.to));
            }
        }
    }
}

fn whole(item: ItemId) -> Node {
    Node::new(item, Place::Whole)
}

/// Of ties by the item that hands on, those of one.
fn ties_from(ties: &[Tie], item: ItemId) -> &[Tie] {
    let first = ties.partition_point(|tie| tie.from < item);
    let rest = ties.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|tie| tie.from == item)).unwrap_or_default()
}

fn set<T>(all: &mut ByNode<T>, node: Node, change: impl FnOnce(&mut T)) {
    if let Some(slot) = all.get_mut(node) {
        change(slot);
    }
}
