//! An order in which every node stands behind all that it waits for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::schedule::network::{ByNode, Network, Node};

/// The nodes of a network, each behind all that it waits for. Those on a cycle, and those that wait for them, are missing.
///
/// Kahn, *Topological sorting of large networks* (1962). Of several orders it takes the one nearest to that of declaration, so
/// that the passes go through memory as it lies.
pub(in crate::schedule) fn order(network: &Network<'_>) -> Vec<Node> {
    let mut missing = awaited(network);
    let mut order = Vec::with_capacity(network.nodes().count());
    let mut free = Vec::new();
    for node in network.nodes() {
        // What has been passed by already was put into the order when the last that it waited for was.
        if missing[node] == 0 {
            free.push(node);
        }
        while let Some(done) = free.pop() {
            order.push(done);
            network.each_next(done, |next, _| {
                missing[next] -= 1;
                if missing[next] == 0 && next < node {
                    free.push(next);
                }
            });
        }
    }
    order
}

/// Likewise, but of several nodes always the one that a rank puts first; and as far as may be behind what it is tied to: `behind`
/// says what is tied to a node. Where ties close a cycle, all that is left goes without them.
pub(in crate::schedule) fn order_by<T: Iterator<Item = Node>>(
    network: &Network<'_>,
    rank: impl Fn(Node) -> u32,
    behind: impl Fn(Node) -> T,
) -> Vec<Node> {
    let (mut missing, mut ties) = (awaited(network), ByNode::new(network, &0_u32));
    for node in network.nodes().flat_map(&behind) {
        ties[node] += 1;
    }
    let entry = |node| Reverse((rank(node), node));
    let first = network.nodes().filter(|node| (missing[*node], ties[*node]) == (0, 0));
    let mut free: BinaryHeap<_> = first.map(entry).collect();
    let mut order = Vec::new();
    loop {
        while let Some(Reverse((_, node))) = free.pop() {
            order.push(node);
            network.each_next(node, |next, _| {
                missing[next] -= 1;
                free.extend(((missing[next], ties[next]) == (0, 0)).then(|| entry(next)));
            });
            for next in behind(node) {
                let is_last = ties[next] == 1;
                ties[next] = ties[next].saturating_sub(1);
                free.extend((is_last && missing[next] == 0).then(|| entry(next)));
            }
        }
        for node in network.nodes().filter(|node| std::mem::take(&mut ties[*node]) > 0) {
            free.extend((missing[node] == 0).then(|| entry(node)));
        }
        if free.is_empty() {
            return order;
        }
    }
}

/// Where each node stands in an order; those that are not in it stand behind all others.
pub(in crate::schedule) fn places(
    network: &Network<'_>,
    order: impl Iterator<Item = Node>,
) -> ByNode<u32> {
    let mut places = ByNode::new(network, &u32::MAX);
    for (place, node) in (0..).zip(order) {
        places[node] = place;
    }
    places
}

/// For how many other nodes each waits.
fn awaited(network: &Network<'_>) -> ByNode<u32> {
    let mut awaited = ByNode::new(network, &0_u32);
    for node in network.nodes() {
        network.each_next(node, |next, _| awaited[next] += 1);
    }
    awaited
}
