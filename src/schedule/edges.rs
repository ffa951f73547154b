//! A moment for each edge of an item.

use crate::model::Edge;
use crate::time::Moment;

/// A moment for each edge of an item. The passes keep these side by side for what they ask of items far away: of a large
/// roadmap the whole timings would have to come from memory each time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edges {
    pub(super) start: Moment,
    pub(super) end: Moment,
}

impl Edges {
    /// The same for both.
    pub(super) const fn both(moment: Moment) -> Self {
        Self { start: moment, end: moment }
    }

    /// That of one.
    pub(super) const fn at(self, edge: Edge) -> Moment {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }
}
