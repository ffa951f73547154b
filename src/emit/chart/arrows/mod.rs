//! The arrows: what waits for what, at right angles, never across a bar.

mod edges;
mod obstacles;
mod route;
mod trunks;

pub use edges::{Edge, Side, edges};

use super::Px;
use super::rows::{Mark, Row};
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
    pub is_critical: bool,
}

/// All arrows of a chart.
#[derive(Debug, Default)]
pub struct Arrows {
    /// Those that are drawn.
    pub drawn: Vec<Arrow>,
    /// The tips of those that would run too far: only that there is one is drawn.
    pub hints: Vec<Point>,
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
pub fn arrows(field: Field<'_, '_>, edges: &[Edge]) -> Arrows {
    let longest =
        [false, true].map(|is_critical| longest_drawn(edges, is_critical, field.rows.len()));
    let [longest, longest_critical] = longest;
    let is_drawn =
        |edge: &&Edge| edge.span() <= if edge.is_critical { longest_critical } else { longest };
    let mut router = Router::new(field, edges);
    let drawn = edges
        .iter()
        .filter(is_drawn)
        .map(|edge| Arrow { parts: router.route(edge), is_critical: edge.is_critical });
    let drawn: Vec<_> = drawn.filter(|arrow| !arrow.parts.is_empty()).collect();
    let far: Vec<_> = edges.iter().filter(|edge| !is_drawn(edge)).collect();
    let mut waiting: Vec<_> = far.iter().map(|edge| edge.to).collect();
    waiting.sort_unstable();
    waiting.dedup();
    let hints = waiting.into_iter().filter_map(|row| hint(field, row)).collect();
    Arrows { drawn, hints, far: far.len() }
}

/// How many rows an arrow may span at most, so that on average no more than a few pass each row.
fn longest_drawn(edges: &[Edge], is_critical: bool, rows: usize) -> usize {
    const PASSING: usize = 4;
    let mut spans: Vec<_> =
        edges.iter().filter(|edge| edge.is_critical == is_critical).map(Edge::span).collect();
    spans.sort_unstable();
    let mut room = rows.saturating_mul(PASSING).max(4000);
    for span in spans {
        match room.checked_sub(span) {
            Some(left) => room = left,
            None => return span.saturating_sub(1),
        }
    }
    usize::MAX
}

fn hint(field: Field<'_, '_>, row: usize) -> Option<Point> {
    Some(Point { x: field.mark(row)?.left(), y: field.middle(row) })
}
