//! What can't be scheduled in a network: items that wait for themselves.

use crate::model::{DependencyId, ItemId};
use crate::text::Span;

/// Dependencies that tie a knot; the schedule leaves them out.
#[derive(Clone, Debug, Default)]
pub struct CycleReport {
    /// Dependencies of an item on itself, on what it stands in, or on what stands in it.
    pub own_parts: Vec<DependencyId>,
    /// One cycle of each group of items that wait for each other: the shortest, in the order of waiting. Where a group is
    /// very large, the shortest of those through its first items.
    pub cycles: Vec<Vec<CycleEdge>>,
}

/// One step of a cycle: who waits for whom, and where that is written.
///
/// The next step begins where this one ends: at `awaited`, or at what it stands in, or at what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CycleEdge {
    /// Who waits.
    pub waiting: ItemId,
    /// For whom.
    pub awaited: ItemId,
    /// Why.
    pub cause: CycleCause,
    /// The place that says so.
    pub span: Span,
}

/// Why one item waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleCause {
    /// `after`, `ends after`, `before`.
    Dependency(DependencyId),
    /// A release waits for what is `in` it.
    Release,
}
