//! Something of each node of a network.

use super::network::{Network, Node};

/// Something of each node: a row for each place of an item. Most items have but one node, so that what is kept of their
/// neighbours lies near.
#[derive(Debug)]
pub(super) struct ByNode<T> {
    rows: [Vec<T>; 3],
}

impl<T: Clone> ByNode<T> {
    /// The same for all nodes of a network.
    pub(super) fn new(network: &Network<'_>, value: &T) -> Self {
        let row = || vec![value.clone(); network.roles.len()];
        Self { rows: [row(), row(), row()] }
    }
}

impl<T> ByNode<T> {
    pub(super) fn get(&self, node: Node) -> Option<&T> {
        self.rows.get(node.place() as usize)?.get(node.item().index())
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flatten()
    }

    pub(super) fn get_mut(&mut self, node: Node) -> Option<&mut T> {
        self.rows.get_mut(node.place() as usize)?.get_mut(node.item().index())
    }
}
