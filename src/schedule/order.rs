//! An order in which every node stands behind all that it waits for.

use super::network::{Network, Node};

/// The nodes of a network, each behind all that it waits for. Those on a cycle, and those that wait for them, are missing.
///
/// Kahn, *Topological sorting of large networks* (1962).
pub(super) fn order(network: &Network<'_>) -> Vec<Node> {
    let mut missing = vec![0_u32; network.roles.len() * 3];
    let mut count = 0;
    for node in network.nodes() {
        count += 1;
        network.each_next(node, |next, _| {
            if let Some(missing) = missing.get_mut(next.index()) {
                *missing += 1;
            }
        });
    }
    let mut order = Vec::with_capacity(count);
    let is_free = |node: &Node| missing.get(node.index()) == Some(&0);
    order.extend(network.nodes().filter(is_free));
    let mut done = 0;
    while let Some(node) = order.get(done).copied() {
        done += 1;
        network.each_next(node, |next, _| {
            if let Some(missing) = missing.get_mut(next.index()) {
                *missing -= 1;
                if *missing == 0 {
                    order.push(next);
                }
            }
        });
    }
    order
}
