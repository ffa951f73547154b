//! Who hands their time on to what: after levelling an item also waits for those who had its people before.
//!
//! The resource flow network (Artigues, Michelon and Reusser, *Insertion techniques for static and dynamic resource-constrained
//! project scheduling*, 2003): as long as each item that hands units on is over when the next takes them, nobody is ever
//! asked for more than there is, wherever items stand. So slack and the critical path go through people too.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::busy::Take;
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
        let mut place = vec![0_usize; network.roles.len() * 3];
        for (index, node) in order.iter().enumerate() {
            if let Some(slot) = place.get_mut(node.index()) {
                *slot = index;
            }
        }
        let place = |item| place.get(Node::new(item, Place::Whole).index()).copied();
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
    let slots = network.roles.len() * 3;
    let (mut missing, mut tied, mut rank) =
        (vec![0_u32; slots], vec![0_u32; slots], vec![0; slots]);
    for (index, node) in order.iter().enumerate() {
        set(&mut rank, *node, |rank| *rank = index);
        network.each_next(*node, |next, _| set(&mut missing, next, |missing| *missing += 1));
    }
    let whole = |item| Node::new(item, Place::Whole);
    for tie in ties {
        set(&mut tied, whole(tie.to), |tied| *tied += 1);
    }
    let is_free = |missing: &[u32], tied: &[u32], node: Node| {
        missing.get(node.index()) == Some(&0) && tied.get(node.index()) == Some(&0)
    };
    let mut is_placed = vec![false; slots];
    let mut free: BinaryHeap<Reverse<(usize, Node)>> = BinaryHeap::new();
    let mut placed = Vec::with_capacity(order.len());
    let rank_of = |node: Node| rank.get(node.index()).copied().unwrap_or(usize::MAX);
    for node in order.iter().filter(|node| is_free(&missing, &tied, **node)) {
        free.push(Reverse((rank_of(*node), *node)));
    }
    while placed.len() < order.len() {
        let Some(Reverse((_, node))) = free.pop() else {
            // People tie a knot with a lead: what is left goes without them.
            if tied.iter().all(|tied| *tied == 0) {
                break;
            }
            tied.fill(0);
            let rest =
                order.iter().filter(|node| !is_placed.get(node.index()).copied().unwrap_or(true));
            for node in rest.filter(|node| is_free(&missing, &tied, **node)) {
                free.push(Reverse((rank_of(*node), *node)));
            }
            continue;
        };
        if is_placed.get(node.index()).copied().unwrap_or(true) {
            continue;
        }
        set(&mut is_placed, node, |placed| *placed = true);
        placed.push(node);
        let mut next_free = Vec::new();
        network.each_next(node, |next, _| {
            set(&mut missing, next, |missing| *missing = missing.saturating_sub(1));
            next_free.push(next);
        });
        if node.place() == Place::Whole {
            for tie in ties_from(ties, node.item()) {
                set(&mut tied, whole(tie.to), |tied| *tied = tied.saturating_sub(1));
                next_free.push(whole(tie.to));
            }
        }
        for next in next_free.into_iter().filter(|next| is_free(&missing, &tied, *next)) {
            free.push(Reverse((rank_of(next), next)));
        }
    }
    placed
}

/// Of ties by the item that hands on, those of one.
fn ties_from(ties: &[Tie], item: ItemId) -> &[Tie] {
    let first = ties.partition_point(|tie| tie.from < item);
    let rest = ties.get(first..).unwrap_or_default();
    rest.get(..rest.partition_point(|tie| tie.from == item)).unwrap_or_default()
}

fn set<T>(all: &mut [T], node: Node, change: impl FnOnce(&mut T)) {
    if let Some(slot) = all.get_mut(node.index()) {
        change(slot);
    }
}
