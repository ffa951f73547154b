//! Something of each node of a network.

use crate::schedule::network::{Network, Node};

/// Something of each node: a row for each place of an item. Most items have but one node, so that what is kept of their
/// neighbours lies near.
#[derive(Debug)]
pub(in crate::schedule) struct ByNode<T> {
    rows: [Vec<T>; 3],
}

impl<T: Clone> ByNode<T> {
    /// The same for all nodes of a network.
    pub(in crate::schedule) fn new(network: &Network<'_>, value: &T) -> Self {
        let row = || vec![value.clone(); network.roles.len()];
        Self { rows: [row(), row(), row()] }
    }
}

impl<T> ByNode<T> {
    pub(in crate::schedule) fn get(&self, node: Node) -> Option<&T> {
        self.rows.get(node.kind() as usize)?.get(node.item().index())
    }

    pub(in crate::schedule) fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flatten()
    }

    pub(in crate::schedule) fn get_mut(&mut self, node: Node) -> Option<&mut T> {
        self.rows.get_mut(node.kind() as usize)?.get_mut(node.item().index())
    }
}
