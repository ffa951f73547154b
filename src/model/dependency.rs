//! What waits for what.

use super::ItemId;
use crate::text::Span;
use crate::time::{Minutes, Moment};

/// One of an item's two points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Edge {
    Start,
    End,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The start or end of an item.
    Item(ItemId, Edge),
    /// A moment: that of a date as a start is its first minute.
    Moment(Moment),
}

impl Anchor {
    /// The point of an item, if it is one.
    pub const fn point(self) -> Option<(ItemId, Edge)> {
        match self {
            Self::Item(item, edge) => Some((item, edge)),
            Self::Moment(_) => None,
        }
    }
}

/// The time between a point and what waits for it; negative for a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// How long.
    pub minutes: Minutes,
    /// Counted on the clock, or (false) in working time of the item that waits.
    pub is_elapsed: bool,
}

/// How a dependency was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenAs {
    /// `after …`, at the item that waits.
    After,
    /// `ends after …`, at the item that waits.
    EndsAfter,
    /// `before …`, at the item that is waited for.
    Before,
}

/// A point of an item is no earlier than another point, plus a lag.
///
/// On an item with parts a constraint of the start holds for each part, one of the end for the whole.
#[derive(Clone, Copy, Debug)]
pub struct Dependency {
    /// Who waits.
    pub item: ItemId,
    /// Which point of it.
    pub edge: Edge,
    /// For what.
    pub anchor: Anchor,
    /// How long after that.
    pub lag: Lag,
    /// How it was written.
    pub written_as: WrittenAs,
    /// The point as written (not the `after`).
    pub span: Span,
}

/// `within 5d after a`: the item starts at most that long after the point. Checked, moves nothing.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Who is to start in time.
    pub item: ItemId,
    /// After what.
    pub anchor: Anchor,
    /// The lag of that point.
    pub lag: Lag,
    /// At most how long after that.
    pub within: Lag,
    /// The whole of it as written.
    pub span: Span,
}
