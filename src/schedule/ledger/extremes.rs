//! The least and the most of each of many runs of numbers: which is the next that holds a number below, or not below, another.

/// The least and the most of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extremes {
    pub(super) least: i64,
    pub(super) most: i64,
}

impl Extremes {
    /// Of no number at all.
    pub(super) const NONE: Self = Self { least: i64::MAX, most: i64::MIN };

    pub(super) fn with(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }
}

/// A binary tree over runs in order: what is asked for is found in steps of the logarithm of their number.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The root is 1, the children of a node are at twice its place and one behind; the leaves begin at half the length.
    nodes: Vec<Extremes>,
}

impl Tree {
    /// Begins anew with so many runs.
    pub(super) fn rebuild(&mut self, runs: impl ExactSizeIterator<Item = Extremes>) {
        let leaves = runs.len().next_power_of_two();
        self.nodes.clear();
        self.nodes.resize(leaves, Extremes::NONE);
        self.nodes.extend(runs);
        self.nodes.resize(2 * leaves, Extremes::NONE);
        for node in (1..leaves).rev() {
            self.join(node);
        }
    }

    /// A run has others now.
    pub(super) fn set(&mut self, run: usize, extremes: Extremes) {
        let mut node = self.nodes.len() / 2 + run;
        if let Some(leaf) = self.nodes.get_mut(node) {
            *leaf = extremes;
        }
        while node > 1 {
            node /= 2;
            self.join(node);
        }
    }

    fn at(&self, node: usize) -> Extremes {
        self.nodes.get(node).copied().unwrap_or(Extremes::NONE)
    }

    fn join(&mut self, node: usize) {
        let both = self.at(2 * node).with(self.at(2 * node + 1));
        if let Some(slot) = self.nodes.get_mut(node) {
            *slot = both;
        }
    }

    /// The first run from one on of which something holds that holds of two joined if it holds of one.
    pub(super) fn first(&self, run: usize, holds: impl Fn(Extremes) -> bool) -> Option<usize> {
        let leaves = self.nodes.len() / 2;
        let mut node = leaves + run;
        while !holds(self.at(node)) {
            while node % 2 == 1 {
                node /= 2;
            }
            if node == 0 {
                return None;
            }
            node += 1;
        }
        while node < leaves {
            node *= 2;
            node += usize::from(!holds(self.at(node)));
        }
        Some(node - leaves)
    }

    /// The last such run up to one.
    pub(super) fn last(&self, run: usize, holds: impl Fn(Extremes) -> bool) -> Option<usize> {
        let leaves = self.nodes.len() / 2;
        let mut node = leaves + run;
        while !holds(self.at(node)) {
            while node > 1 && node.is_multiple_of(2) {
                node /= 2;
            }
            if node <= 1 {
                return None;
            }
            node -= 1;
        }
        while node < leaves {
            node = 2 * node + 1;
            node -= usize::from(!holds(self.at(node)));
        }
        Some(node - leaves)
    }
}
