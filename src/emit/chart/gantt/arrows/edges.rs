//! Which rows wait for which: because a line says so, or because somebody has no time before; and which of that decides the end.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::super::rows::Row;
use crate::emit::chart::Px;
use crate::emit::chart::look::Weight;
use crate::model::{Anchor, DependencyId, Edge as ItemEdge, ItemId, ItemWalker, Part, ResourceId};
use crate::plan::{Plan, PlanView};
use crate::schedule::{Driver, Timing};
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
    pub weight: Weight,
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
    pub(super) fn of(view: &PlanView<'_, '_>, rows: &[Row<'_>]) -> Self {
        let plan = view.plan;
        let mut row_of = vec![None; plan.model.items.len()];
        for (index, row) in rows.iter().enumerate() {
            // Of what stands in several groups the first row counts.
            let slot = row.item.and_then(|item| row_of.get_mut(item.index()));
            if let Some(slot) = slot.filter(|slot| slot.is_none()) {
                *slot = Some(index);
            }
        }
        // What an item stands in comes before it.
        for item in plan.model.items() {
            let above = item.data().parent.and_then(|parent| row_of.get(parent.index()).copied());
            let is_shown = view.shows_item(item.id) || view.frames_item(item.id);
            if let Some(slot) = row_of.get_mut(item.id.index()).filter(|_| is_shown) {
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
    view: &PlanView<'_, '_>,
    rows: &[Row<'_>],
    deciding: &Deciding,
    place: impl Fn(Moment) -> Px,
) -> Vec<Edge> {
    let plan = view.plan;
    let row_of = RowOf::of(view, rows);
    let row = |item: ItemId| row_of.row(item);
    let mut edges: Vec<_> =
        dependencies(plan, deciding, row).chain(hand_overs(plan, deciding, row)).collect();
    edges.retain(|(edge, _)| edge.from != edge.to);
    for (edge, (first, then)) in &mut edges {
        let inside = |item: ItemId, at: usize, side: Side| {
            let row = rows.get(at).filter(|row| row.item != Some(item))?;
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
    edges.sort_unstable_by_key(|edge| (ends(edge), Reverse(edge.weight), edge.kind));
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
            weight: Weight::of_deciding(
                deciding.has(plan, anchor)
                    && deciding.has_dependency(
                        plan,
                        dependency.item,
                        DependencyId::from_index(index),
                    ),
            ),
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
            weight: Weight::of_deciding(deciding.has(plan, first) && deciding.has(plan, waits.id)),
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

/// The items from which the end of the roadmap follows.
#[derive(Debug)]
pub(super) struct Deciding {
    /// By item.
    met: Vec<bool>,
    /// Whether it is told what decides the end.
    is_told: bool,
}

/// Goes back from all that ends last.
struct Search<'p> {
    plan: Plan<'p>,
    /// By item: whether it was met.
    met: Vec<bool>,
    /// By item: whether what it waits for was met.
    asked: Vec<bool>,
    ahead: Vec<ItemId>,
}

impl Deciding {
    /// Finds them in linear time.
    pub(super) fn of(view: &PlanView<'_, '_>) -> Self {
        let plan = view.plan;
        let Plan { model, schedule, .. } = plan;
        let none = vec![false; model.items.len()];
        let mut search = Search { plan, met: none.clone(), asked: none, ahead: Vec::new() };
        for item in model.items() {
            let timing = schedule.timing(item.id);
            if timing.is_scheduled && timing.end == schedule.end {
                search.meet(item.id);
            }
        }
        while let Some(item) = search.ahead.pop() {
            search.go_back(item);
        }
        Self { met: search.met, is_told: view.shows(Part::Critical, true) }
    }

    /// Whether an item has no slack, and the end follows from it.
    pub(super) fn has(&self, plan: Plan<'_>, item: ItemId) -> bool {
        let timing = plan.schedule.timing(item);
        let decides = self.met.get(item.index()).is_some_and(|decides| *decides);
        // Who does what first in a levelled plan leaves ties that no line tells; only what misses a deadline has less than no slack.
        let may_decide = plan.schedule.levelling.is_some() && timing.total_slack.0 == 0;
        self.is_told && timing.is_critical && (decides || may_decide)
    }

    /// Whether the end follows from when something comes, and that from this dependency of it.
    pub(super) fn has_dependency(&self, plan: Plan<'_>, item: ItemId, id: DependencyId) -> bool {
        let mut at = item;
        loop {
            let timing = plan.schedule.timing(at);
            if [timing.start_driver, timing.end_driver].contains(&Driver::Dependency(id)) {
                return self.has(plan, at);
            }
            // What holds for an item with parts shows at the part that is first. Parts stand behind it, so that this ends.
            match timing.start_driver {
                Driver::Part(part) if part > at => at = part,
                _ => return false,
            }
        }
    }
}

impl Search<'_> {
    fn meet(&mut self, item: ItemId) {
        if let Some(met) = self.met.get_mut(item.index()).filter(|met| !**met) {
            *met = true;
            self.ahead.push(item);
        }
    }

    /// Meets what an item follows from: what decided it, its last parts, and what it waits for that could not come later.
    fn go_back(&mut self, item: ItemId) {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, timing) = (model.item(item), schedule.timing(item));
        for (edge, driver) in
            [(ItemEdge::Start, timing.start_driver), (ItemEdge::End, timing.end_driver)]
        {
            if let Some((first, _)) = driver.point(model, item, edge) {
                self.meet(first);
            }
        }
        let is_last = |part: &ItemWalker<'_>| schedule.timing(part.id).end == timing.end;
        walker.parts().filter(is_last).for_each(|part| self.meet(part.id));
        for whole in walker.with_ancestors() {
            let Some(asked) = self.asked.get_mut(whole.id.index()).filter(|asked| !**asked) else {
                break;
            };
            *asked = true;
            let awaited = whole.dependencies().iter().filter_map(|one| one.anchor.point());
            for (awaited, _) in awaited.filter(|(item, _)| is_tied(schedule.timing(*item))) {
                self.meet(awaited);
            }
        }
    }
}

/// Whether something would move what waits for it.
fn is_tied(timing: &Timing) -> bool {
    timing.is_critical && timing.free_slack.0 <= 0
}
