//! Which rows wait for which.

use super::super::rows::Row;
use crate::model::{Anchor, Dependency, DependencyId, Edge as ItemEdge, ItemId};
use crate::plan::Plan;
use crate::schedule::Driver;

/// The side of a row's shape that an arrow leaves or enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Left,
    Right,
}

/// An arrow to be, from row to row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The row it leaves…
    pub from: usize,
    /// … at this side.
    pub leaves: Side,
    /// The row it enters…
    pub to: usize,
    /// … at this side.
    pub enters: Side,
    /// Whether it decides the end of the roadmap.
    pub is_critical: bool,
}

impl Edge {
    /// How many rows it passes.
    pub const fn span(&self) -> usize {
        self.from.abs_diff(self.to)
    }
}

/// One edge a dependency between two rows. What holds for all parts of an item is drawn once, at that item.
pub fn edges(plan: Plan<'_>, rows: &[Row<'_>]) -> Vec<Edge> {
    let mut row_of = vec![None; plan.model.items.len()];
    for (index, row) in rows.iter().enumerate() {
        if let Some(slot) = row_of.get_mut(row.item.index()) {
            *slot = Some(index);
        }
    }
    let row = |item: ItemId| row_of.get(item.index()).copied().flatten();
    let all = plan.model.dependencies.iter().enumerate();
    let drawn = all.filter_map(|(index, dependency)| {
        let Anchor::Item(anchor, point) = dependency.anchor else { return None };
        Some(Edge {
            from: row(anchor)?,
            leaves: side(point),
            to: row(dependency.item)?,
            enters: side(dependency.edge),
            is_critical: is_critical(plan, dependency, DependencyId::from_index(index), anchor),
        })
    });
    let mut edges: Vec<_> = drawn.filter(|edge| edge.from != edge.to).collect();
    edges.sort_unstable();
    edges.dedup_by_key(|edge| (edge.from, edge.leaves, edge.to, edge.enters));
    edges
}

const fn side(point: ItemEdge) -> Side {
    match point {
        ItemEdge::Start => Side::Left,
        ItemEdge::End => Side::Right,
    }
}

/// Whether both ends have no slack and it is this dependency that decided when the later one is.
fn is_critical(plan: Plan<'_>, dependency: &Dependency, id: DependencyId, anchor: ItemId) -> bool {
    let timing = |item| plan.schedule.timing(item);
    timing(anchor).is_critical
        && timing(dependency.item).is_critical
        && decides(plan, dependency.item, id)
}

fn decides(plan: Plan<'_>, item: ItemId, id: DependencyId) -> bool {
    let mut at = item;
    loop {
        let timing = plan.schedule.timing(at);
        if [timing.start_driver, timing.end_driver].contains(&Driver::Dependency(id)) {
            return true;
        }
        // What holds for an item with parts shows at the part that is first. Parts stand behind it, so that this ends.
        match timing.start_driver {
            Driver::Part(part) if part > at => at = part,
            _ => return false,
        }
    }
}
