//! The way of one arrow.
//!
//! A row has one bar, so that what is level runs beside it or in the gutter between two rows, and only what is upright has to
//! look for a way. Tried in this order: straight down onto the start of the bar that waits; one trunk; a trunk from below the
//! end of the bar that is waited for; from behind it back onto a diamond; two trunks and a gutter between them. Where all of
//! these meet bars, the cheapest of them, broken where it passes behind a bar, or of a way round all of them.

use super::super::rows::Mark;
use super::edges::Trunks;
use super::obstacles::{Blocked, CLEARANCE, Coverage, Heed, Obstacle, beside, missed, words};
use super::{Edge, Field, Point, Side};
use crate::emit::chart::Px;

/// From a bar to the trunk that leaves it.
const LEAVE: Px = Px::whole(6);
/// From a trunk to the bar that it enters: a corner and a head.
const ENTER: Px = Px::whole(10);
/// How far before its end an arrow leaves a bar from below.
const UNDER: Px = Px::whole(6);
/// What the head of an arrow and its last bend need.
const HEAD: Px = Px(65);
/// Half a diamond.
const FLANK: Px = Px::whole(7);
/// How far behind its start a bar is entered from above.
const INTO: Px = Px::whole(7);
/// How far an arrow runs level before it turns down onto a bar: farther, a trunk near its source reads better.
const NEAR: Px = Px::whole(30);
/// The same where words stand behind the bar.
const NEAR_WORDS: Px = Px::whole(10);
/// From a bar to where a line that passes behind it ends and begins again.
const BREAK: Px = Px::whole(2);
/// How much longer a way may be to pass behind one bar less, to turn once less, to lie on no other arrow and on no sign.
const BREAK_COST: Px = Px::whole(30);
const TURN_COST: Px = Px::whole(16);
const SHARED_COST: Px = Px::whole(40);
const SIGN_COST: Px = Px::whole(60);
/// How often a trunk gives way to others.
const GIVES_WAY: usize = 6;

/// Finds the way of one arrow after the other.
pub(super) struct Router<'r, 'm> {
    field: Field<'r, 'm>,
    /// What is in the way in each row.
    obstacles: Vec<Obstacle>,
    /// How many arrows leave each row, hand-overs apart.
    leaving: Vec<u32>,
    trunks: Trunks,
}

/// An edge with the places of its ends.
struct Ends<'e> {
    edge: &'e Edge,
    from: Point,
    to: Point,
    /// Whether it leaves straight from above or below, and enters so: where it is about a part of what a bar stands for, and
    /// out of no slack.
    is_upright: (bool, bool),
    /// The first and the last row between them; none if the first is greater.
    between: (usize, usize),
}

impl Ends<'_> {
    const fn goes_down(&self) -> bool {
        self.edge.from < self.edge.to
    }

    /// Where an arrow turns after it left.
    fn out(&self) -> Px {
        if self.is_upright.0 {
            return self.from.x;
        }
        if self.edge.leaves == Side::Right { self.from.x + LEAVE } else { self.from.x - LEAVE }
    }

    /// Where an arrow turns before it enters.
    fn into(&self) -> Px {
        if self.is_upright.1 {
            return self.to.x;
        }
        if self.edge.enters == Side::Left { self.to.x - ENTER } else { self.to.x + ENTER }
    }

    /// The rows between, from the source on.
    fn rows(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        let (first, last) = self.between;
        let count = (last + 1).saturating_sub(first);
        let goes_down = self.goes_down();
        (0..count).map(move |step| if goes_down { first + step } else { last - step })
    }

    /// Level, upright, level.
    fn by(&self, x: Px) -> Vec<Point> {
        vec![self.from, Point { x, y: self.from.y }, Point { x, y: self.to.y }, self.to]
    }

    /// Out, through these turns, in.
    fn through(&self, turns: &[(Px, Px)]) -> Vec<Point> {
        let mut points = vec![self.from, Point { x: self.out(), y: self.from.y }];
        points.extend(turns.iter().map(|(x, y)| Point { x: *x, y: *y }));
        points.extend([Point { x: self.into(), y: self.to.y }, self.to]);
        points
    }
}

/// A way with the trunk that it takes.
type Way = (Px, Vec<Point>);

impl<'r, 'm> Router<'r, 'm> {
    pub(super) fn new(field: Field<'r, 'm>, edges: &[Edge]) -> Self {
        let mut leaving = vec![0; field.rows.len()];
        for edge in edges.iter().filter(|edge| !edge.kind.is_hand_over()) {
            if let Some(count) = leaving.get_mut(edge.from) {
                *count += 1;
            }
        }
        let obstacles = field.rows.iter().map(Obstacle::of).collect();
        Self { field, obstacles, leaving, trunks: Trunks::default() }
    }

    /// The corners of an arrow, in parts where it passes behind bars.
    pub(super) fn route(&mut self, edge: &Edge) -> Vec<Vec<Point>> {
        let Some(ends) = self.ends(edge) else { return Vec::new() };
        let heeds = [Heed::BarsAndWords, Heed::Bars];
        let clear = heeds.into_iter().find_map(|heed| self.clear(&ends, heed));
        let is_clear = clear.is_some();
        let points = simplified(clear.unwrap_or_else(|| self.cheapest(&ends)));
        self.take_trunks(edge, &points);
        if is_clear { vec![points] } else { self.broken(&ends, points) }
    }

    fn ends<'e>(&self, edge: &'e Edge) -> Option<Ends<'e>> {
        let place = |row: usize, side| {
            let mark = self.field.mark(row)?;
            let x = if side == Side::Left { mark.left() } else { mark.right() };
            Some(Point { x, y: self.field.middle(row) })
        };
        let (top, bottom) = (edge.from.min(edge.to), edge.from.max(edge.to));
        let between = (top + 1, bottom.saturating_sub(1));
        let (mut from, mut to) = (place(edge.from, edge.leaves)?, place(edge.to, edge.enters)?);
        let down = if edge.from < edge.to { 1 } else { -1 };
        let (leaves, enters) = (edge.inside.0.or_else(|| self.off_slack(edge)), edge.inside.1);
        if let Some(x) = leaves {
            from = Point { x, y: from.y + self.field.reach(edge.from).times(down) };
        }
        if let Some(x) = enters {
            to = Point { x, y: to.y - self.field.reach(edge.to).times(down) };
        }
        let is_upright = (leaves.is_some(), enters.is_some());
        Some(Ends { edge, from, to, is_upright, between })
    }

    /// Where an arrow leaves below the end of a bar that has slack behind it.
    fn off_slack(&self, edge: &Edge) -> Option<Px> {
        let row = self.field.rows.get(edge.from).filter(|_| edge.leaves == Side::Right)?;
        row.tail?;
        Some(row.mark.right() - UNDER.min((row.mark.right() - row.mark.left()).half()))
    }

    /// A way that meets no bar with at most one gutter. Several arrows of one source share the trunk below its end.
    fn clear(&self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let is_one_of_many = self.leaving.get(ends.edge.from).is_some_and(|count| *count > 1);
        let shares = is_one_of_many && !ends.edge.kind.is_hand_over();
        if ends.is_upright != (false, false) {
            let one = self.one_trunk(ends, heed).map(|(_, points)| points);
            let two = || Some(self.two_trunks(ends, heed)).filter(|(count, _)| *count == 0);
            return one.or_else(|| two().map(|(_, points)| points));
        }
        let under = || self.under(ends).filter(|way| self.is_good(ends, heed, way));
        let first = if shares { under() } else { None };
        let way = first
            .or_else(|| self.drop(ends).filter(|way| self.is_good(ends, heed, way)))
            .or_else(|| self.one_trunk(ends, heed))
            .or_else(under)
            .or_else(|| self.onto(ends).filter(|way| self.is_good(ends, heed, way)));
        let two = || Some(self.two_trunks(ends, heed)).filter(|(count, _)| *count == 0);
        way.map(|(_, points)| points).or_else(|| two().map(|(_, points)| points))
    }

    /// Of all ways the one that costs least, though it may pass behind bars.
    fn cheapest(&self, ends: &Ends<'_>) -> Vec<Point> {
        let (_, two) = self.two_trunks(ends, Heed::Bars);
        let trunks = if ends.is_upright == (false, false) {
            [self.drop(ends), self.under(ends), self.behind(ends)]
        } else {
            [None, None, self.behind(ends)]
        };
        let ways = trunks
            .into_iter()
            .flatten()
            .map(|(_, points)| points)
            .chain([two, self.round_all(ends)]);
        ways.map(simplified).min_by_key(|points| self.cost(ends, points)).unwrap_or_default()
    }

    fn cost(&self, ends: &Ends<'_>, points: &[Point]) -> Px {
        let steps = || points.iter().zip(points.iter().skip(1));
        let length: Px =
            steps().map(|(one, other)| (one.x - other.x).abs() + (one.y - other.y).abs()).sum();
        let breaks: usize = steps().map(|(one, other)| self.gaps(ends, *one, *other).len()).sum();
        let shared = steps()
            .filter(|(one, other)| one.x == other.x && self.trunks.is_taken(ends.edge, one.x))
            .count();
        let is_marred = steps().any(|(one, other)| self.meets_missed(ends, *one, *other));
        length
            + SIGN_COST.times_count(usize::from(is_marred))
            + BREAK_COST.times_count(breaks)
            + TURN_COST.times_count(points.len())
            + SHARED_COST.times_count(shared)
    }

    fn take_trunks(&mut self, edge: &Edge, points: &[Point]) {
        for (one, other) in points.iter().zip(points.iter().skip(1)) {
            if one.x == other.x {
                self.trunks.take(edge, one.x);
            }
        }
    }

    /// Whether a way's trunk meets nothing that is heeded.
    fn is_good(&self, ends: &Ends<'_>, heed: Heed, (x, points): &Way) -> bool {
        let is_clear = self.between(ends).iter().all(|row| !row.meets(heed, *x));
        let gives_way = || self.trunks.is_taken(ends.edge, *x) || self.meets_words(ends, points);
        is_clear && (heed == Heed::Bars || !gives_way())
    }

    /// Whether the level parts of a way run through words or a missed date's sign, beside what it leaves or what it enters.
    fn meets_words(&self, ends: &Ends<'_>, points: &[Point]) -> bool {
        let row = |row: usize| self.field.rows.get(row);
        let from = (row(ends.edge.from).and_then(beside), ends.from.y);
        let to = (row(ends.edge.to).and_then(words), ends.to.y);
        let missed = (row(ends.edge.to).and_then(missed), ends.to.y);
        let mut steps = points.iter().zip(points.iter().skip(1));
        steps.any(|(one, other)| {
            let (near, far) = (one.x.min(other.x), one.x.max(other.x));
            [from, to, missed].into_iter().any(|(words, y)| {
                let is_there = one.y == y && other.y == y;
                is_there && words.is_some_and(|(left, right)| left < far && near < right)
            })
        })
    }

    /// Whether a step of a way runs through the sign of a date that is missed where it enters.
    fn meets_missed(&self, ends: &Ends<'_>, one: Point, other: Point) -> bool {
        let sign = self.field.rows.get(ends.edge.to).and_then(missed);
        let (near, far) = (one.x.min(other.x), one.x.max(other.x));
        let is_there = one.y == ends.to.y && other.y == ends.to.y;
        is_there && sign.is_some_and(|(left, right)| left < far && near < right)
    }

    fn between(&self, ends: &Ends<'_>) -> &[Obstacle] {
        let (first, last) = ends.between;
        self.obstacles.get(first..=last).unwrap_or_default()
    }

    /// Level to above the start of the bar that waits, then down (or up) onto it.
    fn drop(&self, ends: &Ends<'_>) -> Option<Way> {
        let edge = ends.edge;
        if edge.leaves == Side::Left {
            return None;
        }
        let x = self.landing(edge)?;
        let reach = self.field.reach(edge.to);
        let tip = if ends.goes_down() { ends.to.y - reach } else { ends.to.y + reach };
        if let Some(start) = self.flank(edge.from, x) {
            let y = if ends.goes_down() { ends.from.y + start } else { ends.from.y - start };
            return Some((x, vec![Point { x, y }, Point { x, y: tip }]));
        }
        let run = x - ends.from.x;
        let is_point = matches!(self.field.mark(edge.to), Some(Mark::Diamond { .. }));
        let shortest = if is_point { Px::ZERO } else { Px::whole(4) };
        let fits = shortest <= run && run <= self.longest_run(edge.from, is_point);
        fits.then(|| (x, vec![ends.from, Point { x, y: ends.from.y }, Point { x, y: tip }]))
    }

    /// How far below its middle the right flank of a diamond is at a place.
    fn flank(&self, row: usize, x: Px) -> Option<Px> {
        let Mark::Diamond { centre, .. } = self.field.mark(row)? else { return None };
        let far = x - centre;
        (Px::ZERO <= far && far < FLANK).then(|| FLANK - far)
    }

    /// Where an arrow comes down onto a row.
    fn landing(&self, edge: &Edge) -> Option<Px> {
        match (self.field.mark(edge.to)?, edge.enters) {
            (Mark::Diamond { centre, .. }, _) => Some(centre),
            (_, Side::Right) => None,
            (mark, Side::Left) => {
                let is_point = matches!(self.field.mark(edge.from), Some(Mark::Diamond { .. }));
                let into = if is_point { Px::whole(4) } else { INTO };
                Some(mark.left() + into.min((mark.right() - mark.left()).half()))
            }
        }
    }

    /// How far an arrow may run level behind a bar before it turns.
    fn longest_run(&self, row: usize, is_point: bool) -> Px {
        let Some(row) = self.field.rows.get(row) else { return Px::ZERO };
        match beside(row) {
            Some((from, _)) => (from - row.mark.right() - Px::whole(3)).max(NEAR_WORDS),
            None if is_point && row.tail.is_none() => self.field.right,
            None => NEAR,
        }
    }

    /// Down from below the end of what is waited for, and into what starts there or later.
    fn under(&self, ends: &Ends<'_>) -> Option<Way> {
        let edge = ends.edge;
        let x = self.below(edge.from)?;
        let sides = (edge.leaves, edge.enters) == (Side::Right, Side::Left);
        if !sides || ends.to.x - x < HEAD {
            return None;
        }
        let reach = self.field.reach(edge.from);
        let y = if ends.goes_down() { ends.from.y + reach } else { ends.from.y - reach };
        Some((x, vec![Point { x, y }, Point { x, y: ends.to.y }, ends.to]))
    }

    /// Where an arrow leaves a row's shape from below.
    fn below(&self, row: usize) -> Option<Px> {
        match self.field.mark(row)? {
            Mark::Diamond { centre, .. } => Some(centre),
            mark => Some(mark.right() - UNDER).filter(|x| *x - mark.left() >= UNDER),
        }
    }

    /// Behind what is waited for, then back above (or below) the diamond that ends about then, and onto its tip.
    fn onto(&self, ends: &Ends<'_>) -> Option<Way> {
        let edge = ends.edge;
        let Mark::Diamond { centre, .. } = self.field.mark(edge.to)? else { return None };
        let (out, reach) = (ends.out(), self.field.reach(edge.to));
        if edge.leaves == Side::Left || out < centre {
            return None;
        }
        // What is left of the gutter's side has to hold a head.
        let (gutter, tip) = if ends.goes_down() {
            (self.field.gutter_above(edge.to) - Px::whole(1), ends.to.y - reach)
        } else {
            (self.field.gutter_above(edge.to + 1) + Px::whole(1), ends.to.y + reach)
        };
        let at = |x, y| Point { x, y };
        let points = [at(out, ends.from.y), at(out, gutter), at(centre, gutter), at(centre, tip)];
        Some((out, std::iter::once(ends.from).chain(points).collect()))
    }

    /// Level, upright, level, where nothing is met.
    fn one_trunk(&self, ends: &Ends<'_>, heed: Heed) -> Option<Way> {
        let (low, high, wanted) = self.trunk_range(ends);
        if low > high {
            return None;
        }
        let x = self.free_trunk(ends, heed, (low, high), wanted)?;
        let points = ends.by(x);
        let is_good = heed == Heed::Bars || !self.meets_words(ends, &points);
        is_good.then_some((x, points))
    }

    /// The same behind as few bars as can be.
    fn behind(&self, ends: &Ends<'_>) -> Option<Way> {
        let (low, high, wanted) = self.trunk_range(ends);
        if low > high {
            return None;
        }
        let is_taken = |x| self.trunks.is_taken(ends.edge, x);
        let x = Coverage::new(self.between(ends)).least((low, high), wanted, is_taken);
        Some((x, ends.by(x)))
    }

    /// Between which places one trunk can stand, and where it is best: near its source, where arrows share it.
    fn trunk_range(&self, ends: &Ends<'_>) -> (Px, Px, Px) {
        let (out, into) = (ends.out(), ends.into());
        // What leaves or enters upright does so along its trunk; none that is level comes straight to an upright end.
        let none = (out, out - CLEARANCE, out);
        let is_before = |side, one: Px, other: Px| match side {
            Side::Left => one <= other,
            Side::Right => one >= other,
        };
        match ends.is_upright {
            (true, true) if out == into => return (out, out, out),
            (true, false) if is_before(ends.edge.enters, out, into) => return (out, out, out),
            (false, true) if is_before(ends.edge.leaves, into, out) => return (into, into, into),
            (false, false) => {}
            _ => return none,
        }
        match (ends.edge.leaves, ends.edge.enters) {
            (Side::Right, Side::Left) => (out, into, out),
            (Side::Left, Side::Right) => (into, out, out),
            (Side::Left, Side::Left) => (self.field.left - ENTER, out.min(into), out.min(into)),
            (Side::Right, Side::Right) => (out.max(into), self.field.right, out.max(into)),
        }
    }

    /// A place for a trunk that meets no bar and lies on no other arrow's trunk, if there is one.
    fn free_trunk(&self, ends: &Ends<'_>, heed: Heed, range: (Px, Px), wanted: Px) -> Option<Px> {
        let mut blocked = self.blocked(ends, heed);
        let first = blocked.nearest(wanted, range)?;
        let mut x = first;
        for _ in 0..GIVES_WAY {
            if !self.trunks.is_taken(ends.edge, x) {
                return Some(x);
            }
            blocked.add(x - CLEARANCE, x + CLEARANCE);
            match blocked.nearest(x, range) {
                Some(next) => x = next,
                None => break,
            }
        }
        Some(first)
    }

    /// Two trunks with a gutter between them, where they meet as little as can be; and how much that is.
    fn two_trunks(&self, ends: &Ends<'_>, heed: Heed) -> (usize, Vec<Point>) {
        let (out, into) = (ends.out(), ends.into());
        let hits = |row: usize, x: Px| {
            usize::from(self.obstacles.get(row).is_some_and(|row| row.meets(heed, x)))
        };
        // Turned before the first row, only the second trunk meets what lies between; then row by row it is the first that does.
        let mut count: usize = ends.rows().map(|row| hits(row, into)).sum();
        let (mut least, mut turn) = (count, ends.rows().next().unwrap_or(ends.edge.to));
        for (row, next) in ends.rows().zip(ends.rows().skip(1).chain([ends.edge.to])) {
            count = (count + hits(row, out)).saturating_sub(hits(row, into));
            if count < least {
                (least, turn) = (count, next);
            }
        }
        let gutter = self.gutter_before(ends, turn);
        (least, ends.through(&[(out, gutter), (into, gutter)]))
    }

    /// Round everything that lies between.
    fn round_all(&self, ends: &Ends<'_>) -> Vec<Point> {
        let range = (self.field.left - ENTER, Px(i64::MAX));
        let x = self.blocked(ends, Heed::Bars).nearest(ends.into(), range).unwrap_or(ends.into());
        let first = ends.rows().next().unwrap_or(ends.edge.to);
        let (near, far) = (self.gutter_before(ends, first), self.gutter_before(ends, ends.edge.to));
        ends.through(&[(ends.out(), near), (x, near), (x, far), (ends.into(), far)])
    }

    /// The gutter that an arrow comes through before it reaches a row.
    fn gutter_before(&self, ends: &Ends<'_>, row: usize) -> Px {
        let below = if ends.goes_down() { row } else { row + 1 };
        if ends.is_upright.1 && row == ends.edge.to {
            // A head has to have room before the bar.
            let back = if ends.goes_down() { -2 } else { 2 };
            return self.field.gutter_above(below) + Px::whole(back);
        }
        // Arrows of neighbouring sources don't lie on each other.
        let lane = i64::try_from(ends.edge.from % 3).unwrap_or(0) - 1;
        self.field.gutter_above(below) + Px::whole(lane * 2)
    }

    /// What a trunk can't pass between the ends of an arrow.
    fn blocked(&self, ends: &Ends<'_>, heed: Heed) -> Blocked {
        Blocked::new(self.between(ends).iter().flat_map(|row| row.stretches(heed)).collect())
    }

    /// The way cut where it would cross a bar.
    fn broken(&self, ends: &Ends<'_>, points: Vec<Point>) -> Vec<Vec<Point>> {
        let mut parts = Vec::new();
        let mut part: Vec<Point> = Vec::new();
        for point in points {
            let gaps = part.last().map_or_else(Vec::new, |last| self.gaps(ends, *last, point));
            for (near, far) in gaps {
                part.push(Point { x: point.x, y: near });
                parts.push(std::mem::replace(&mut part, vec![Point { x: point.x, y: far }]));
            }
            part.push(point);
        }
        parts.push(part);
        parts
    }

    /// Where an upright line ends before each bar on its way and begins again behind it.
    fn gaps(&self, ends: &Ends<'_>, from: Point, to: Point) -> Vec<(Px, Px)> {
        if from.x != to.x {
            return Vec::new();
        }
        let (top, bottom) = (from.y.min(to.y), from.y.max(to.y));
        let crossed = ends.rows().filter(|row| {
            let middle = self.field.middle(*row);
            let obstacle = self.field.mark(*row).and_then(Mark::obstacle);
            let meets = obstacle
                .is_some_and(|(left, right)| left - BREAK < from.x && from.x < right + BREAK);
            top < middle && middle < bottom && meets
        });
        let gap = |row: usize| {
            let (middle, reach) = (self.field.middle(row), self.field.reach(row) + BREAK);
            if from.y < to.y {
                (middle - reach, middle + reach)
            } else {
                (middle + reach, middle - reach)
            }
        };
        crossed.map(gap).collect()
    }
}

/// Without points that lie on the way between their neighbours.
pub(super) fn simplified(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = kept.as_mut_slice()
            && ((before.x == last.x && last.x == point.x)
                || (before.y == last.y && last.y == point.y))
        {
            *last = point;
        } else {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corners_on_a_line_are_none() {
        let point = |x, y| Point { x: Px(x), y: Px(y) };
        let points = vec![point(0, 0), point(5, 0), point(9, 0), point(9, 0), point(9, 7)];
        assert_eq!(simplified(points), [point(0, 0), point(9, 0), point(9, 7)]);
    }
}
