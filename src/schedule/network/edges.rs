//! Moments for the edges of items.

use std::ops::{Index, IndexMut};

use crate::model::{Edge, ItemId};
use crate::schedule::table::Rows;
use crate::time::Moment;

/// A moment for each edge of an item.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Edges {
    pub(in crate::schedule) start: Moment,
    pub(in crate::schedule) end: Moment,
}

impl Edges {
    /// The same for both.
    pub(in crate::schedule) const fn both(moment: Moment) -> Self {
        Self { start: moment, end: moment }
    }
}

/// A moment for each edge of every item. The passes keep these for what they ask of items far away, mostly of one edge: of a
/// large roadmap whole timings would have to come from memory each time.
#[derive(Debug)]
pub(in crate::schedule) struct AllEdges {
    starts: Rows<Moment>,
    ends: Rows<Moment>,
}

impl AllEdges {
    /// The same for both edges of so many items.
    pub(in crate::schedule) fn all(items: usize, moment: Moment) -> Self {
        Self { starts: Rows::filled(moment, items), ends: Rows::filled(moment, items) }
    }

    /// Makes all the same again.
    pub(in crate::schedule) fn fill(&mut self, moment: Moment) {
        self.starts.0.fill(moment);
        self.ends.0.fill(moment);
    }

    /// Sets both edges of an item.
    pub(in crate::schedule) fn set(&mut self, item: ItemId, edges: Edges) {
        (self.starts[item], self.ends[item]) = (edges.start, edges.end);
    }
}

impl Index<Edge> for AllEdges {
    type Output = Rows<Moment>;

    fn index(&self, edge: Edge) -> &Rows<Moment> {
        match edge {
            Edge::Start => &self.starts,
            Edge::End => &self.ends,
        }
    }
}

impl IndexMut<Edge> for AllEdges {
    fn index_mut(&mut self, edge: Edge) -> &mut Rows<Moment> {
        match edge {
            Edge::Start => &mut self.starts,
            Edge::End => &mut self.ends,
        }
    }
}

/// What a period that was not given leaves to the parts.
pub(in crate::schedule) const NO_PERIOD: Edges = Edges { start: Moment::MAX, end: Moment::MIN };
