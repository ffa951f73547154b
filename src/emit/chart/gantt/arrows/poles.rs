//! Arrows to and from releases: a release is a pole that passes all rows, so that they run beside rows and in gutters.
//!
//! What decides a release leads to its pole, what waits for the release comes from there. Where both are critical, the pole
//! between them is part of the critical path.

use super::super::lanes::Flag;
use super::super::rows::Mark;
use super::edges::{Deciding, RowOf};
use super::obstacles::{beside, missed};
use super::{Arrow, Field, Kind, Point, Stop};
use crate::emit::chart::Px;
use crate::emit::chart::look::Weight;
use crate::model::{Anchor, DependencyId, Edge as ItemEdge, ItemId, ItemKind};
use crate::plan::{Plan, PlanView};
use crate::schedule::Driver;
use crate::time::Moment;

/// How far before its end an arrow leaves a bar from below, and how far behind its start it enters from above.
const UNDER: Px = Px::whole(6);
/// The least length of a last step: its head, and what leads to it.
const LEAST: Px = Px::whole(10);
/// From the head of an arrow to a bar's left edge where it can come level.
const CLEAR: Px = Px::whole(2);

/// What leads to a pole and what comes from one.
pub(super) fn arrows(
    view: &PlanView<'_, '_>,
    field: Field<'_, '_>,
    flags: &[Flag<'_>],
    deciding: &Deciding,
    place: &dyn Fn(Moment) -> Px,
) -> Vec<Arrow> {
    let Some(poles) = Poles::of(view, field, flags, deciding, place) else { return Vec::new() };
    let mut arrows: Vec<Arrow> = Vec::new();
    for (at, flag) in flags.iter().enumerate() {
        let Some(release) = flag.item.filter(|_| flag.label.is_some()) else { continue };
        arrows.extend(poles.last_in(release).and_then(|last| poles.arriving(at, flag, last)));
    }
    for (index, dependency) in view.plan.model.dependencies.iter().enumerate() {
        let Anchor::Item(release, ItemEdge::End) = dependency.anchor else { continue };
        let Some(at) = poles.pole_of(release) else { continue };
        if dependency.edge == ItemEdge::Start {
            let id = DependencyId::from_index(index);
            arrows.extend(poles.leaving(at, release, dependency.item, id));
        }
    }
    poles.join(&mut arrows);
    arrows
}

struct Poles<'p, 'r, 'm> {
    plan: Plan<'p>,
    field: Field<'r, 'm>,
    flags: &'r [Flag<'m>],
    deciding: &'r Deciding,
    place: &'r dyn Fn(Moment) -> Px,
    row_of: RowOf,
    /// The flag of each release that has a pole, by item.
    flag_of: Vec<Option<usize>>,
}

impl<'p, 'r, 'm> Poles<'p, 'r, 'm> {
    fn of(
        view: &PlanView<'_, 'p>,
        field: Field<'r, 'm>,
        flags: &'r [Flag<'m>],
        deciding: &'r Deciding,
        place: &'r dyn Fn(Moment) -> Px,
    ) -> Option<Self> {
        let plan = view.plan;
        let mut flag_of = vec![None; plan.model.items.len()];
        let mut any = false;
        for (at, flag) in flags.iter().enumerate().filter(|(_, flag)| flag.label.is_some()) {
            if let Some(slot) = flag.item.and_then(|item| flag_of.get_mut(item.index())) {
                *slot = Some(at);
                any = true;
            }
        }
        any.then(|| Self {
            plan,
            field,
            flags,
            deciding,
            place,
            row_of: RowOf::of(view, field.rows),
            flag_of,
        })
    }

    fn pole_of(&self, release: ItemId) -> Option<usize> {
        self.flag_of.get(release.index()).copied().flatten()
    }

    /// What decides when a release comes, if that is not its own date.
    fn last_in(&self, release: ItemId) -> Option<ItemId> {
        let timing = self.plan.schedule.timing(release);
        match timing.end_driver {
            Driver::Part(item) => Some(self.last_part(item)),
            Driver::Dependency(id) => match self.plan.model.dependency(id).anchor {
                Anchor::Item(item, ItemEdge::End) => Some(item),
                _ => None,
            },
            _ => None,
        }
    }

    /// The part that ends last of what has parts.
    fn last_part(&self, item: ItemId) -> ItemId {
        let mut at = item;
        // Parts stand behind what they are parts of, so that this ends.
        while let Driver::Part(part) = self.plan.schedule.timing(at).end_driver
            && part > at
        {
            at = part;
        }
        at
    }

    fn is_critical(&self, item: ItemId) -> bool {
        self.deciding.has(self.plan, item)
    }

    /// From the end of what decides a release to its pole.
    fn arriving(&self, at: usize, flag: &Flag<'_>, last: ItemId) -> Option<Arrow> {
        let weight = Weight::of_deciding(self.is_critical(flag.item?) && self.is_critical(last));
        let to = Stop::Flag(at);
        if let Some(from) = self.pole_of(last) {
            return self.between(from, at, weight);
        }
        let from = self.row_of.row(last)?;
        let row = self.field.rows.get(from)?;
        let (x, middle, end) = (flag.x, self.field.middle(from), row.mark.right());
        let is_free = row.tail.is_none()
            && row.item == Some(last)
            && beside(row).is_none_or(|(left, _)| left >= x || left < row.mark.left());
        let points = if is_free && x - end >= LEAST {
            vec![Point { x: end, y: middle }, Point { x, y: middle }]
        } else {
            let ends = (self.place)(self.plan.schedule.timing(last).end);
            let leaves =
                if row.item == Some(last) { below(row.mark) } else { ends.min(below(row.mark)) };
            let gutter = self.gutter_below(from);
            let foot = middle + self.field.reach(from);
            vec![
                Point { x: leaves, y: foot },
                Point { x: leaves, y: gutter },
                Point { x, y: gutter },
            ]
        };
        (points.first()?.x < x).then(|| arrow(points, weight, (Stop::Row(from), to)))
    }

    /// From a pole to what waits for its release.
    fn leaving(
        &self,
        at: usize,
        release: ItemId,
        waits: ItemId,
        dependency: DependencyId,
    ) -> Option<Arrow> {
        // Of two releases it is the later that says what decided it.
        if self.plan.model.item(waits).kind() == ItemKind::Release {
            return None;
        }
        let to = self.row_of.row(waits)?;
        let (flag, row) = (self.flags.get(at)?, self.field.rows.get(to)?);
        let decides =
            self.is_critical(release) && self.deciding.has_dependency(self.plan, waits, dependency);
        let (x, middle, start) = (flag.x, self.field.middle(to), row.mark.left());
        let words = [beside(row), missed(row)].into_iter().flatten();
        let is_free = words.into_iter().all(|(left, right)| right <= x || start <= left);
        let points = if is_free && row.item == Some(waits) && start - x >= LEAST + CLEAR {
            vec![Point { x, y: middle }, Point { x: start, y: middle }]
        } else {
            let gutter = self.field.rows.get(to)?.y - Px::whole(2);
            let (landing, start) = (landing(row.mark), self.plan.schedule.timing(waits).start);
            let lands =
                if row.item == Some(waits) { landing } else { (self.place)(start).max(landing) };
            let tip = Point { x: lands, y: middle - self.field.reach(to) };
            vec![Point { x, y: gutter }, Point { x: tip.x, y: gutter }, tip]
        };
        Some(arrow(points, Weight::of_deciding(decides), (Stop::Flag(at), Stop::Row(to))))
    }

    /// From the pole of a release to that of another, above all rows.
    fn between(&self, from: usize, to: usize, weight: Weight) -> Option<Arrow> {
        let y = self.field.rows.first()?.y - Px::whole(4);
        let (left, right) = (self.flags.get(from)?.x, self.flags.get(to)?.x);
        let points = vec![Point { x: left, y }, Point { x: right, y }];
        (right - left >= LEAST).then(|| arrow(points, weight, (Stop::Flag(from), Stop::Flag(to))))
    }

    /// A critical arrow that leaves a pole begins where the one that decides the release meets it.
    fn join(&self, arrows: &mut [Arrow]) {
        let mut arrivals: Vec<Option<Px>> = vec![None; self.flags.len()];
        for arrow in arrows.iter().filter(|arrow| arrow.weight == Weight::Critical) {
            let tip = arrow.parts.last().and_then(|part| part.last());
            if let (Stop::Flag(at), Some(tip)) = (arrow.ends.1, tip)
                && let Some(slot) = arrivals.get_mut(at)
            {
                *slot = Some(tip.y);
            }
        }
        for arrow in arrows.iter_mut().filter(|arrow| arrow.weight == Weight::Critical) {
            let Stop::Flag(at) = arrow.ends.0 else { continue };
            let Some(from) = arrivals.get(at).copied().flatten() else { continue };
            let Some(first) = arrow.parts.first_mut() else { continue };
            let Some(start) = first.first().copied() else { continue };
            if from == start.y {
                continue;
            }
            let (top, bottom) = (from.min(start.y), from.max(start.y));
            let gaps = self.gaps(start.x, top, bottom);
            let mut pieces = super::super::lanes::broken(top, bottom, &gaps);
            // The piece that touches the arrow is its own first corner.
            let touching =
                pieces.iter().position(|(head, foot)| *head == start.y || *foot == start.y);
            if let Some((head, foot)) = touching.map(|at| pieces.remove(at)) {
                let y = if head == start.y { foot } else { head };
                first.insert(0, Point { x: start.x, y });
            }
            let piece = |(head, foot): (Px, Px)| {
                vec![Point { x: start.x, y: head }, Point { x: start.x, y: foot }]
            };
            arrow.parts.splice(0..0, pieces.into_iter().map(piece));
        }
    }

    /// Where bars and words lie over a pole.
    fn gaps(&self, x: Px, top: Px, bottom: Px) -> Vec<(Px, Px)> {
        let first = self.field.rows.partition_point(|row| row.y + self.field.row_height < top);
        let rows = self.field.rows.iter().enumerate().skip(first);
        let rows = rows.take_while(|(_, row)| row.y <= bottom);
        let lies = |(left, right): (Px, Px)| left - Px::whole(2) < x && x < right + Px::whole(2);
        let covered = rows.filter(|(_, row)| {
            let words = row.labels().skip(1).map(|label| (label.left(), label.right()));
            row.mark.obstacle().into_iter().chain(words).any(lies)
        });
        let gap = |(at, _)| {
            let (middle, reach) = (self.field.middle(at), self.field.bar_height.half());
            (middle - reach - Px::whole(2), middle + reach + Px::whole(2))
        };
        let gaps = covered.map(gap);
        gaps.filter(|(head, foot)| top < *foot && *head < bottom).collect()
    }

    fn gutter_below(&self, row: usize) -> Px {
        self.field.rows.get(row).map_or(Px::ZERO, |row| row.y) + self.field.row_height
            - Px::whole(1)
    }
}

/// Where an arrow leaves a row's shape from below.
fn below(mark: Mark) -> Px {
    match mark {
        Mark::Diamond { centre, .. } => centre,
        _ => mark.right() - UNDER.min((mark.right() - mark.left()).half()),
    }
}

/// Where one comes down onto it.
fn landing(mark: Mark) -> Px {
    match mark {
        Mark::Diamond { centre, .. } => centre,
        _ => mark.left() + UNDER.min((mark.right() - mark.left()).half()),
    }
}

fn arrow(points: Vec<Point>, weight: Weight, ends: (Stop, Stop)) -> Arrow {
    Arrow { parts: vec![super::route::simplified(points)], weight, kind: Kind::Dependency, ends }
}
