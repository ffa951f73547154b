//! Work without an estimate, and how many dates rest on it.

use crate::model::{Anchor, Edge, ItemId};
use crate::schedule::network::role::Role;
use crate::schedule::network::{ByNode, Network, Node, NodeKind, NodeLink};
use crate::schedule::progress::States;
use crate::schedule::timing::{Timing, Unestimated};

/// How many nodes are visited for all counts together, for each node there is. What comes later is counted as far as that reaches.
const VISITS: usize = 8;

/// Work whose end nobody knows, in order of declaration.
pub(in crate::schedule) fn unestimated(
    network: &Network<'_>,
    states: States<'_>,
    timings: &[Timing],
) -> Vec<Unestimated> {
    let all = (0..).map(ItemId).zip(timings);
    let unknown: Vec<ItemId> = all
        .filter(|(item, timing)| timing.is_open && is_unestimated(network, states, *item))
        .map(|(item, _)| item)
        .collect();
    if unknown.is_empty() {
        return Vec::new();
    }
    let mut count = Count {
        network,
        timings,
        seen: ByNode::new(network, &u32::MAX),
        left: timings.len().saturating_mul(VISITS).max(100_000),
    };
    let counted = unknown.iter().zip(0..).map(|(item, round)| count.resting_on(*item, round));
    counted.collect()
}

/// Whether it is work that has no estimate itself.
fn is_unestimated(network: &Network<'_>, states: States<'_>, item: ItemId) -> bool {
    // A period says how long it is.
    let is_period = network.model.item(item).dates().is_period();
    network.role(item) == Role::Work && !is_period && !states.is_amount_known(item)
}

struct Count<'a, 'm> {
    network: &'a Network<'m>,
    timings: &'a [Timing],
    /// By node: the last round in which it was seen.
    seen: ByNode<u32>,
    left: usize,
}

impl Count<'_, '_> {
    fn resting_on(&mut self, item: ItemId, round: u32) -> Unestimated {
        let mut found = vec![Node::new(item, NodeKind::Whole)];
        let mut resting = 0;
        let mut next = 0;
        while let Some(node) = found.get(next).copied().filter(|_| self.left > 0) {
            (next, self.left) = (next + 1, self.left - 1);
            resting += u32::from(node.kind == NodeKind::Whole && node.item != item);
            let is_start_known = node.item == item || !self.is_start_open(node.item);
            let (network, timings, seen) = (self.network, self.timings, &mut self.seen);
            network.each_next(node, |to, tie| {
                let rests = timings.get(to.item.index()).is_some_and(|timing| timing.is_open)
                    && !(is_start_known && waits_for_start(network, tie));
                if rests && seen[to] != round {
                    seen[to] = round;
                    found.push(to);
                }
            });
        }
        Unestimated { item, resting, is_exact: next == found.len() }
    }

    fn is_start_open(&self, item: ItemId) -> bool {
        self.timings.get(item.index()).is_some_and(|timing| timing.is_start_open)
    }
}

/// Whether it is the start of an item that is waited for, which may be known though its end is not.
fn waits_for_start(network: &Network<'_>, tie: NodeLink) -> bool {
    let NodeLink::Dependency(id) = tie else { return false };
    matches!(network.model.dependency(id).anchor, Anchor::Item(_, Edge::Start))
}
