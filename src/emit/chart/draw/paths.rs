//! Path data, as short as it can be said.

use std::fmt::{self, Write};

use super::super::Px;
use super::super::gantt::arrows::Point;
use super::super::palette::Rgb;
use super::super::scene::Area;
use crate::model::CommitmentKind;

/// What is written into a picture: lengths, signs, and what is made of them.
pub(super) trait Piece {
    /// Writes it behind a text.
    fn push_to(&self, out: &mut String);

    /// It alone.
    fn text(&self) -> String {
        let mut text = String::new();
        self.push_to(&mut text);
        text
    }
}

impl Piece for str {
    fn push_to(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl<P: Piece + ?Sized> Piece for &P {
    fn push_to(&self, out: &mut String) {
        (*self).push_to(out);
    }
}

impl Piece for String {
    fn push_to(&self, out: &mut String) {
        out.push_str(self);
    }
}

impl Piece for Px {
    fn push_to(&self, out: &mut String) {
        // A text takes all it is given.
        let _ = self.write_to(out);
    }
}

impl Piece for Rgb {
    fn push_to(&self, out: &mut String) {
        out.push('#');
        out.extend(self.digits());
    }
}

impl Piece for fmt::Arguments<'_> {
    fn push_to(&self, out: &mut String) {
        // A text takes all it is given.
        let _ = out.write_fmt(*self);
    }
}

/// Writes one piece behind the other; of what there are thousands that is several times as fast as `write!`.
macro_rules! put {
    ($out:expr, $($piece:expr),+ $(,)?) => {{ $( $crate::emit::chart::draw::paths::Piece::push_to(&$piece, $out); )+ }};
}
pub(super) use put;

/// The radius of a corner of an arrow.
const BEND: Px = Px::whole(4);

/// A rectangle with sharp corners.
pub(super) struct Box(pub(super) Area);

impl Piece for Box {
    fn push_to(&self, out: &mut String) {
        let Area { left, top, .. } = self.0;
        put!(out, "M", left, " ", top, "h", self.0.width(), "v", self.0.height(), "H", left, "z");
    }
}

/// A rectangle without an end: towards its right it comes apart.
pub(super) struct Dissolving(pub(super) Area);

impl Dissolving {
    /// How far from its right it begins to.
    const FROM: Px = Px::whole(20);
    /// From where to where there is still something of it, counted likewise.
    const STRIPES: [(Px, Px); 4] =
        [(Px(185), Px(135)), (Px(110), Px(75)), (Px(45), Px(25)), (Px(10), Px(0))];
}

impl Piece for Dissolving {
    fn push_to(&self, out: &mut String) {
        let Area { left, right, .. } = self.0;
        let whole = (left, right - Self::FROM);
        let stripes = Self::STRIPES.map(|(from, to)| (right - from, right - to));
        let pieces = [whole].into_iter().chain(stripes);
        pieces
            .filter(|(from, to)| left <= *from && from < to)
            .for_each(|(from, to)| Box(Area { left: from, right: to, ..self.0 }).push_to(out));
    }
}

/// Slanting lines all over a rectangle.
pub(super) struct Hatched(pub(super) Area);

impl Hatched {
    /// From line to line.
    const STEP: Px = Px::whole(5);
}

impl Piece for Hatched {
    fn push_to(&self, out: &mut String) {
        let Area { left, top, right, bottom } = self.0;
        let height = bottom - top;
        // Lines of neighbouring rectangles go on in each other.
        let mut foot = Px((left - height).0.div_euclid(Self::STEP.0) * Self::STEP.0);
        while foot < right {
            let (low, high) = (foot.max(left), (foot + height).min(right));
            if high > low {
                let (from, to) = (bottom - (low - foot), bottom - (high - foot));
                put!(out, "M", low, " ", from, "L", high, " ", to);
            }
            foot = foot + Self::STEP;
        }
    }
}

/// The left part of a bar up to `end`: its left corners are round, its right ones where it reaches the end of the bar.
pub(super) struct Part {
    pub(super) area: Area,
    pub(super) end: Px,
}

impl Piece for Part {
    fn push_to(&self, out: &mut String) {
        let Area { left, top, bottom, right } = self.area;
        let r = self.area.radius();
        // Less than its corner could not be seen.
        let end = self.end.max(left + r).min(right);
        let side = self.area.height() - r - r;
        put!(out, "M", left + r, " ", top, "H");
        if end + r >= right {
            put!(out, right - r, "q", r, " 0 ", r, " ", r, "v", side, "q0 ", r, "-", r, " ", r);
        } else {
            put!(out, end, "V", bottom);
        }
        put!(
            out,
            "H",
            left + r,
            "q-",
            r,
            " 0-",
            r,
            "-",
            r,
            "v-",
            side,
            "q0-",
            r,
            " ",
            r,
            "-",
            r,
            "z"
        );
    }
}

/// A diamond.
pub(super) struct Diamond {
    pub(super) centre: Px,
    pub(super) middle: Px,
    pub(super) half: Px,
}

impl Piece for Diamond {
    fn push_to(&self, out: &mut String) {
        let half = self.half;
        put!(out, "M", self.centre, " ", self.middle - half);
        put!(out, "l", half, " ", half, "-", half, " ", half, "-", half, "-", half, "z");
    }
}

/// A line through corners, each rounded.
pub(super) fn bent(out: &mut String, points: &[Point]) {
    let [first, middle @ .., last] = points else { return };
    put!(out, "M", first.x, " ", first.y);
    let mut before = *first;
    for (at, corner) in middle.iter().enumerate() {
        let after = middle.get(at + 1).unwrap_or(last);
        let room = length(before, *corner).min(length(*corner, *after));
        let bend = BEND.min(room.half());
        let (into, away) = (toward(*corner, before, bend), toward(*corner, *after, bend));
        step(out, before, into);
        let (dx, dy) = (corner.x - into.x, corner.y - into.y);
        put!(out, "q", dx, " ", dy, " ", away.x - into.x, " ", away.y - into.y);
        before = away;
    }
    step(out, before, *last);
}

fn step(out: &mut String, from: Point, to: Point) {
    if from.x != to.x {
        put!(out, "H", to.x);
    }
    if from.y != to.y {
        put!(out, "V", to.y);
    }
}

fn length(one: Point, other: Point) -> Px {
    (one.x - other.x).abs() + (one.y - other.y).abs()
}

/// The point that is so far from one on the way to another.
fn toward(from: Point, to: Point, far: Px) -> Point {
    let along = |from: Px, to: Px| Px(from.0 + far.0 * (to.0 - from.0).signum());
    Point { x: along(from.x, to.x), y: along(from.y, to.y) }
}

/// The head of an arrow that comes from `before`.
pub(super) fn head(out: &mut String, before: Point, tip: Point) {
    let (across, down) = ((tip.x - before.x).0.signum(), (tip.y - before.y).0.signum());
    let sides = match (across, down) {
        (0, 1) => "l-3-5.5h6z",
        (0, _) => "l-3 5.5h6z",
        (1, _) => "l-5.5-3v6z",
        _ => "l5.5-3v6z",
    };
    put!(out, "M", tip.x, " ", tip.y, sides);
}

/// How far the bracket of a deadline reaches above and below the middle.
const DUE_REACH: Px = Px::whole(8);

/// A deadline is a bracket, a promise a pin.
pub(super) fn due_shape(x: Px, middle: Px, kind: CommitmentKind) -> String {
    let top = middle - DUE_REACH;
    let foot = middle + DUE_REACH;
    if kind == CommitmentKind::Promise {
        return format!("M{x} {foot}V{}m-3 -3a3 3 0 1 0 6 0a3 3 0 1 0-6 0", top + Px::whole(6));
    }
    let left = x - Px::whole(4);
    format!("M{left} {top}h8M{x} {top}V{foot}M{left} {foot}h8")
}

/// A warning sign, eleven wide.
pub(super) fn risk_shape(x: Px, middle: Px) -> String {
    let peak = x + Px(55);
    let top = middle - Px(52);
    format!("M{peak} {top}l5.5 9.8h-11zM{peak} {}v2.8m0 2v.1", top + Px(36))
}

/// From where to where something comes to stand in most runs: a flat bar with round ends, six high.
pub(super) fn band_shape(from: Px, to: Px, middle: Px) -> String {
    let (top, foot) = (middle - Px::whole(3), middle + Px::whole(3));
    Part { area: Area { left: from, top, right: to, bottom: foot }, end: to }.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(x: i64, y: i64) -> Point {
        Point { x: Px::whole(x), y: Px::whole(y) }
    }

    #[test]
    fn corners_are_round() {
        let mut path = String::new();
        bent(&mut path, &[point(0, 0), point(10, 0), point(10, 20), point(30, 20)]);
        assert_eq!(path, "M0 0H6q4 0 4 4V16q0 4 4 4H30");
    }

    #[test]
    fn what_has_no_end_comes_apart() {
        let pieces = |width| {
            let right = Px::whole(width);
            let area = Area { left: Px::ZERO, top: Px::ZERO, right, bottom: Px::whole(16) };
            Dissolving(area).text().matches('M').count()
        };
        assert_eq!([1, 3, 10, 24, 200].map(pieces), [1, 1, 2, 5, 5]);
    }

    #[test]
    fn a_whole_part_has_four_round_corners_and_half_a_bar_two() {
        let area =
            Area { left: Px::ZERO, top: Px::ZERO, right: Px::whole(40), bottom: Px::whole(16) };
        let path = |end| Part { area, end: Px::whole(end) }.text();
        assert_eq!(path(40).matches('q').count(), 4);
        assert_eq!(path(20).matches('q').count(), 2);
        assert_eq!(path(1).matches('q').count(), 2);
    }
}
