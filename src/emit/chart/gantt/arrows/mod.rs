//! The arrows: what waits for what, at right angles, never across a bar.

mod edges;
mod obstacles;
mod poles;
mod route;

pub use edges::{Edge, Kind, Side};

use std::cmp::Reverse;

use super::super::Px;
use super::super::look::Weight;
use super::lanes::Flag;
use super::rows::{Mark, Row};
use crate::plan::PlanView;
use crate::time::Moment;
use edges::Deciding;
use route::Router;

/// A corner or an end of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub x: Px,
    /// From the top.
    pub y: Px,
}

/// An arrow.
#[derive(Debug)]
pub struct Arrow {
    /// Its corners, from where it leaves to its tip; each level with or straight below or above the one before. In several
    /// parts where it passes behind bars.
    pub parts: Vec<Vec<Point>>,
    /// Whether it decides the end of the roadmap.
    pub weight: Weight,
    /// Why the one waits for the other.
    pub kind: Kind,
    /// What it leaves and enters.
    pub ends: (Stop, Stop),
}

/// What an arrow leaves or enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The shape of a row.
    Row(usize),
    /// The pole of a release.
    Flag(usize),
}

/// That something far away is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where the arrow would end.
    pub tip: Point,
    /// Whether it decides the end of the roadmap.
    pub weight: Weight,
}

/// All arrows of a chart.
#[derive(Debug, Default)]
pub struct Arrows {
    /// Those that are drawn.
    pub drawn: Vec<Arrow>,
    /// Where those end that would run too far: only that there is one is drawn.
    pub hints: Vec<Hint>,
    /// How many are not drawn.
    pub far: usize,
}

/// The picture that arrows run in.
#[derive(Clone, Copy, Debug)]
pub struct Field<'r, 'm> {
    /// The rows, from top to bottom.
    pub rows: &'r [Row<'m>],
    /// The height of a row.
    pub row_height: Px,
    /// The height of a bar.
    pub bar_height: Px,
    /// The left edge of the picture of time.
    pub left: Px,
    /// Its right edge.
    pub right: Px,
}

impl Field<'_, '_> {
    /// The middle of a row.
    pub fn middle(&self, row: usize) -> Px {
        self.rows.get(row).map_or(Px::ZERO, |row| row.y) + self.row_height.half()
    }

    /// The gutter above a row.
    fn gutter_above(&self, row: usize) -> Px {
        self.rows.get(row).map_or(Px::ZERO, |row| row.y)
    }

    fn mark(&self, row: usize) -> Option<Mark> {
        self.rows.get(row).map(|row| row.mark)
    }

    /// How far a row's shape reaches above and below its middle.
    pub fn reach(&self, row: usize) -> Px {
        match self.mark(row) {
            Some(Mark::Bar { .. }) => self.bar_height.half(),
            Some(Mark::Diamond { .. }) => Px::whole(7),
            _ => Px::whole(2),
        }
    }
}

/// Draws the edges that a reader can follow, and hints at the others.
///
/// A line over hundreds of rows can't be followed, and thousands of them hide the plan: of a crowd the longest are left out.
pub fn arrows(
    view: &PlanView<'_, '_>,
    field: Field<'_, '_>,
    flags: &[Flag<'_>],
    place: &dyn Fn(Moment) -> Px,
) -> Arrows {
    let deciding = &Deciding::of(view);
    let edges = &edges::edges(view, field.rows, deciding, place);
    let longest = Longest::of(edges, field.rows.len());
    let is_drawn = |edge: &&Edge| edge.span() <= longest.like(edge);
    let mut router = Router::new(field, edges);
    let drawn = edges.iter().filter(is_drawn).map(|edge| Arrow {
        parts: router.route(edge),
        weight: edge.weight,
        kind: edge.kind,
        ends: (Stop::Row(edge.from), Stop::Row(edge.to)),
    });
    let mut drawn: Vec<_> = drawn.filter(|arrow| !arrow.parts.is_empty()).collect();
    drawn.extend(poles::arrows(view, field, flags, deciding, place));
    let far: Vec<_> = edges.iter().filter(|edge| !is_drawn(edge)).collect();
    let mut waiting: Vec<_> = far.iter().map(|edge| (edge.to, Reverse(edge.weight))).collect();
    waiting.sort_unstable();
    waiting.dedup_by_key(|(row, _)| *row);
    let hints = waiting.into_iter();
    let hints = hints.filter_map(|(row, Reverse(weight))| hint(field, row, weight));
    let hints = hints.collect();
    Arrows { drawn, hints, far: far.len() }
}

/// How many rows arrows may span at most, each kind for itself: what is critical is not crowded out by the rest.
struct Longest([usize; 4]);

impl Longest {
    fn of(edges: &[Edge], rows: usize) -> Self {
        // Of hand-overs that decide nothing the near ones are enough: levelled plans are full of them.
        const PASSING: [usize; 4] = [4, 4, 2, 4];
        Self(std::array::from_fn(|slot| {
            let alike = edges.iter().filter(|edge| Self::slot(edge) == slot);
            let passing = PASSING.get(slot).copied().unwrap_or_default();
            longest_drawn(alike.map(Edge::span).collect(), rows, passing)
        }))
    }

    fn like(&self, edge: &Edge) -> usize {
        self.0.get(Self::slot(edge)).copied().unwrap_or(usize::MAX)
    }

    fn slot(edge: &Edge) -> usize {
        usize::from(edge.weight == Weight::Critical) + 2 * usize::from(edge.kind.is_hand_over())
    }
}

/// How many rows an arrow may span at most, so that on average no more than so many pass each row. A chart that is seen at one
/// glance has room for more.
fn longest_drawn(mut spans: Vec<usize>, rows: usize, passing: usize) -> usize {
    const GLANCE: usize = 240;
    spans.sort_unstable();
    let mut room = rows.max(GLANCE).saturating_mul(passing);
    for span in spans {
        match room.checked_sub(span) {
            Some(left) => room = left,
            None => return span.saturating_sub(1),
        }
    }
    usize::MAX
}

fn hint(field: Field<'_, '_>, row: usize, weight: Weight) -> Option<Hint> {
    let tip = Point { x: field.mark(row)?.left(), y: field.middle(row) };
    Some(Hint { tip, weight })
}
