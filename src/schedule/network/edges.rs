//! Moments for the edges of items.

use crate::model::{Edge, ItemId, ItemWalker};
use crate::schedule::working_time::Clock;
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
    starts: Vec<Moment>,
    ends: Vec<Moment>,
}

impl AllEdges {
    /// The same for both edges of so many items.
    pub(in crate::schedule) fn all(items: usize, moment: Moment) -> Self {
        Self { starts: vec![moment; items], ends: vec![moment; items] }
    }

    /// Makes all the same again.
    pub(in crate::schedule) fn fill(&mut self, moment: Moment) {
        self.starts.fill(moment);
        self.ends.fill(moment);
    }

    /// That of one edge.
    pub(in crate::schedule) fn at(&self, item: ItemId, edge: Edge) -> Option<Moment> {
        self.of(edge).get(item.index()).copied()
    }

    /// Sets both edges of an item.
    pub(in crate::schedule) fn set(&mut self, item: ItemId, edges: Edges) {
        self.set_one(item, Edge::Start, edges.start);
        self.set_one(item, Edge::End, edges.end);
    }

    /// Sets one edge of an item.
    pub(in crate::schedule) fn set_one(&mut self, item: ItemId, edge: Edge, moment: Moment) {
        let all = match edge {
            Edge::Start => &mut self.starts,
            Edge::End => &mut self.ends,
        };
        if let Some(slot) = all.get_mut(item.index()) {
            *slot = moment;
        }
    }

    fn of(&self, edge: Edge) -> &[Moment] {
        match edge {
            Edge::Start => &self.starts,
            Edge::End => &self.ends,
        }
    }
}

/// The working time that something with parts is to fill, if both its start and its end are fixed: it spans that, whatever
/// its parts do. One of the two alone only says when its parts may start, or have to be over.
pub(in crate::schedule) fn period(whole: ItemWalker<'_>, calendar: &Clock<'_>) -> Option<Edges> {
    let dates = whole.dates();
    let (from, to) = (dates.from?.moment, dates.to?.moment);
    if from >= to {
        return None;
    }
    let (start, end) = (calendar.next_work(from), calendar.previous_work(to));
    // Both in the same gap of working time: they stand as they are written.
    Some(if start < end { Edges { start, end } } else { Edges { start: from, end: to } })
}

/// What a period that was not given leaves to the parts.
pub(in crate::schedule) const NO_PERIOD: Edges = Edges { start: Moment::MAX, end: Moment::MIN };
