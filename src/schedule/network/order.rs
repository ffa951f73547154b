//! An order in which every node stands behind all that it waits for.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::schedule::network::by_node::ByNode;
use crate::schedule::network::{Network, Node};

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
        if missing.get(node) == Some(&0) {
            free.push(node);
        }
        while let Some(done) = free.pop() {
            order.push(done);
            network.each_next(done, |next, _| {
                if let Some(missing) = missing.get_mut(next) {
                    *missing -= 1;
                    if *missing == 0 && next < node {
                        free.push(next);
                    }
                }
            });
        }
    }
    order
}

/// Likewise, but of several nodes always the one that a rank puts first.
pub(in crate::schedule) fn order_by(
    network: &Network<'_>,
    rank: impl Fn(Node) -> u32,
) -> Vec<Node> {
    let mut missing = awaited(network);
    let is_free = |node: &Node| missing.get(*node) == Some(&0);
    let first = network.nodes().filter(is_free).map(|node| Reverse((rank(node), node)));
    let mut free: BinaryHeap<_> = first.collect();
    let mut order = Vec::new();
    while let Some(Reverse((_, node))) = free.pop() {
        order.push(node);
        network.each_next(node, |next, _| {
            if let Some(missing) = missing.get_mut(next) {
                *missing = missing.saturating_sub(1);
                if *missing == 0 {
                    free.push(Reverse((rank(next), next)));
                }
            }
        });
    }
    order
}

/// For how many other nodes each waits.
fn awaited(network: &Network<'_>) -> ByNode<u32> {
    let mut awaited = ByNode::new(network, &0_u32);
    for node in network.nodes() {
        network.each_next(node, |next, _| {
            if let Some(awaited) = awaited.get_mut(next) {
                *awaited += 1;
            }
        });
    }
    awaited
}
