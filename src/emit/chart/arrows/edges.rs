//! Which rows wait for which: because a line says so, or because somebody has no time before.
//! The upright parts of arrows that are drawn already, so that those of different arrows don't lie on each other.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::super::Px;
use super::super::rows::Row;
use super::deciding::Deciding;
use crate::model::{Anchor, DependencyId, Edge as ItemEdge, ItemId, ResourceId};
use crate::plan::Plan;
use crate::schedule::Driver;
use crate::time::Moment;

/// How far inside a bar the place of what is rolled up in it differs from the bar's own end.
const INSIDE: Px = Px::whole(8);

/// The side of a row's shape that an arrow leaves or enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Left,
    Right,
}

/// Why a row waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It is written.
    Dependency,
    /// They need the same person, team or resource, and levelling has let the other go first.
    HandOver(ResourceId),
}

impl Kind {
    /// Whether it is a hand-over.
    pub const fn is_hand_over(self) -> bool {
        matches!(self, Self::HandOver(_))
    }
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
    /// Why.
    pub kind: Kind,
    /// Where it leaves and enters the bars of rows in which what it is about is rolled up.
    pub inside: (Option<Px>, Option<Px>),
}

impl Edge {
    /// How many rows it passes.
    pub const fn span(&self) -> usize {
        self.from.abs_diff(self.to)
    }
}

/// The row that each item has, or is rolled up in.
#[derive(Debug)]
pub(super) struct RowOf(Vec<Option<usize>>);

impl RowOf {
    pub(super) fn of(plan: Plan<'_>, rows: &[Row<'_>]) -> Self {
        let mut row_of = vec![None; plan.model.items.len()];
        for (index, row) in rows.iter().enumerate() {
            if let Some(slot) = row_of.get_mut(row.item.index()) {
                *slot = Some(index);
            }
        }
        // What an item stands in comes before it.
        for item in plan.model.items() {
            let above = item.data().parent.and_then(|parent| row_of.get(parent.index()).copied());
            let is_scheduled = plan.schedule.timing(item.id).is_scheduled;
            if let Some(slot) = row_of.get_mut(item.id.index()).filter(|_| is_scheduled) {
                *slot = slot.or(above.flatten());
            }
        }
        Self(row_of)
    }

    pub(super) fn row(&self, item: ItemId) -> Option<usize> {
        self.0.get(item.index()).copied().flatten()
    }
}

/// One edge a dependency between two rows, then one a hand-over where no dependency says the same. What holds for all parts of
/// an item is drawn once, at that item.
pub(super) fn edges(
    plan: Plan<'_>,
    rows: &[Row<'_>],
    deciding: &Deciding,
    place: impl Fn(Moment) -> Px,
) -> Vec<Edge> {
    let row_of = RowOf::of(plan, rows);
    let row = |item: ItemId| row_of.row(item);
    let mut edges: Vec<_> =
        dependencies(plan, deciding, row).chain(hand_overs(plan, deciding, row)).collect();
    edges.retain(|(edge, _)| edge.from != edge.to);
    for (edge, (first, then)) in &mut edges {
        let inside = |item: ItemId, at: usize, side: Side| {
            let row = rows.get(at).filter(|row| row.item != item)?;
            let timing = plan.schedule.timing(item);
            let x = place(if side == Side::Left { timing.start } else { timing.end });
            let (left, right) = (row.mark.left() + INSIDE, row.mark.right() - INSIDE);
            (left < x && x < right).then_some(x)
        };
        let leaves = inside(*first, edge.from, edge.leaves);
        edge.inside = (leaves, inside(*then, edge.to, edge.enters));
    }
    let mut edges: Vec<_> = edges.into_iter().map(|(edge, _)| edge).collect();
    let ends = |edge: &Edge| (edge.from, edge.leaves, edge.to, edge.enters, edge.inside);
    // Of several between the same ends the one stays that decides, else a dependency.
    edges.sort_unstable_by_key(|edge| (ends(edge), Reverse(edge.is_critical), edge.kind));
    edges.dedup_by_key(|edge| ends(edge));
    // Dependencies find their ways first.
    edges.sort_by_key(|edge| edge.kind.is_hand_over());
    edges
}

fn dependencies(
    plan: Plan<'_>,
    deciding: &Deciding,
    row: impl Fn(ItemId) -> Option<usize> + Copy,
) -> impl Iterator<Item = (Edge, (ItemId, ItemId))> {
    let all = plan.model.dependencies.iter().enumerate();
    all.filter_map(move |(index, dependency)| {
        let Anchor::Item(anchor, point) = dependency.anchor else { return None };
        let edge = Edge {
            from: row(anchor)?,
            leaves: side(point),
            to: row(dependency.item)?,
            enters: side(dependency.edge),
            is_critical: deciding.has(plan, anchor)
                && deciding.has_dependency(plan, dependency.item, DependencyId::from_index(index)),
            kind: Kind::Dependency,
            inside: (None, None),
        };
        Some((edge, (anchor, dependency.item)))
    })
}

/// What of a levelled plan starts where it does because somebody does something else first.
fn hand_overs(
    plan: Plan<'_>,
    deciding: &Deciding,
    row: impl Fn(ItemId) -> Option<usize> + Copy,
) -> impl Iterator<Item = (Edge, (ItemId, ItemId))> {
    plan.model.items().filter_map(move |waits| {
        let timing = plan.schedule.timing(waits.id);
        let Driver::Resource { resource, item: Some(first) } = timing.start_driver else {
            return None;
        };
        let before = plan.schedule.timing(first);
        // What pauses may go on behind it: an arrow from its end would run backward.
        (before.end <= timing.start).then_some(())?;
        let edge = Edge {
            from: row(first)?,
            leaves: Side::Right,
            to: row(waits.id)?,
            enters: Side::Left,
            is_critical: deciding.has(plan, first) && deciding.has(plan, waits.id),
            kind: Kind::HandOver(resource),
            inside: (None, None),
        };
        Some((edge, (first, waits.id)))
    })
}

const fn side(point: ItemEdge) -> Side {
    match point {
        ItemEdge::Start => Side::Left,
        ItemEdge::End => Side::Right,
    }
}

/// How far apart two trunks have to be.
const APART: i64 = 35;
/// How many trunks of a place are looked at: the newest are the nearest.
const LOOKED_AT: usize = 24;

/// The trunks that are drawn, by place.
#[derive(Default)]
pub(super) struct Trunks(FxHashMap<i64, Vec<Trunk>>);

struct Trunk {
    x: Px,
    top: usize,
    bottom: usize,
    from: usize,
    to: usize,
    is_hand_over: bool,
}

impl Trunks {
    /// Whether another arrow's trunk is there. Arrows that leave the same row, or enter the same, share theirs, if they are
    /// drawn alike.
    pub(super) fn is_taken(&self, edge: &Edge, x: Px) -> bool {
        let (top, bottom) = rows(edge);
        let place = x.0.div_euclid(APART);
        (place - 1..=place + 1).any(|place| {
            let near = self
                .0
                .get(&place)
                .into_iter()
                .flat_map(|trunks| trunks.iter().rev().take(LOOKED_AT));
            near.into_iter().any(|trunk| {
                let is_beside = trunk.top < bottom && top < trunk.bottom;
                let is_shared = || {
                    let is_alike = trunk.is_hand_over == edge.kind.is_hand_over();
                    trunk.x == x && is_alike && (trunk.from == edge.from || trunk.to == edge.to)
                };
                is_beside && (trunk.x - x).abs().0 < APART && !is_shared()
            })
        })
    }

    /// Remembers one.
    pub(super) fn take(&mut self, edge: &Edge, x: Px) {
        let (top, bottom) = rows(edge);
        let is_hand_over = edge.kind.is_hand_over();
        let trunk = Trunk { x, top, bottom, from: edge.from, to: edge.to, is_hand_over };
        self.0.entry(x.0.div_euclid(APART)).or_default().push(trunk);
    }
}

fn rows(edge: &Edge) -> (usize, usize) {
    (edge.from.min(edge.to), edge.from.max(edge.to))
}
