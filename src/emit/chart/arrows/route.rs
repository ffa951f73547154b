//! The way of one arrow.
//!
//! A row has one bar, so that what is level runs beside it or in the gutter between two rows, and only what is upright has to
//! look for a way. Tried in this order: straight down onto the start of the bar that waits; down from below the end of the bar
//! that is waited for; one trunk; two trunks and a gutter between them. Where all of these meet bars, the shorter of two: a
//! trunk that passes behind the fewest bars and is broken there, or one beside all that is in the way.

use super::super::Px;
use super::super::rows::{Mark, Row};
use super::trunks::Trunks;
use super::{Edge, Field, Point, Side};

/// From a bar to the trunk that leaves it.
const LEAVE: Px = Px::whole(6);
/// From a trunk to the bar that it enters: a corner and a head.
const ENTER: Px = Px::whole(10);
/// Between a trunk and a bar that it passes.
const CLEARANCE: Px = Px::whole(4);
/// How far behind its start a bar is entered from above.
const INTO: Px = Px::whole(7);
/// How far an arrow runs level before it turns down onto a bar: farther, a trunk near its source reads better.
const NEAR: Px = Px::whole(30);
/// The same where words stand behind the bar.
const NEAR_WORDS: Px = Px::whole(10);
/// How far before its end an arrow leaves a bar from below.
const UNDER: Px = Px::whole(6);
/// What the head of an arrow and its last bend need.
const HEAD: Px = Px::whole(7);
/// From a bar to where a line that passes behind it ends and begins again.
const BREAK: Px = Px::whole(2);
/// How long a way round is as good as passing behind one more bar.
const BREAK_COST: Px = Px::whole(30);
/// How often a trunk gives way to others.
const GIVES_WAY: usize = 6;

/// Whether the words behind bars are to be left free too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heed {
    BarsAndWords,
    Bars,
}

/// Finds the way of one arrow after the other.
pub(super) struct Router<'r, 'm> {
    field: Field<'r, 'm>,
    /// How many arrows leave each row.
    leaving: Vec<u32>,
    trunks: Trunks,
}

/// An edge with the places of its ends.
struct Ends<'e> {
    edge: &'e Edge,
    from: Point,
    to: Point,
    /// The first and the last row between them; none if the first is greater.
    between: (usize, usize),
}

impl Ends<'_> {
    const fn goes_down(&self) -> bool {
        self.edge.from < self.edge.to
    }
}

impl<'r, 'm> Router<'r, 'm> {
    pub(super) fn new(field: Field<'r, 'm>, edges: &[Edge]) -> Self {
        let mut leaving = vec![0; field.rows.len()];
        for edge in edges {
            if let Some(count) = leaving.get_mut(edge.from) {
                *count += 1;
            }
        }
        Self { field, leaving, trunks: Trunks::default() }
    }

    /// The corners of an arrow, in parts where it passes behind bars.
    pub(super) fn route(&mut self, edge: &Edge) -> Vec<Vec<Point>> {
        let Some(ends) = self.ends(edge) else { return Vec::new() };
        let clear =
            [Heed::BarsAndWords, Heed::Bars].into_iter().find_map(|heed| self.clear(&ends, heed));
        match clear {
            Some(points) => vec![simplified(points)],
            None => {
                let points = simplified(self.shortest(&ends));
                self.broken(&ends, points)
            }
        }
    }

    /// A way that meets no bar with at most one gutter. Several arrows of one source share the trunk below its end.
    fn clear(&mut self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let shares = self.leaving.get(ends.edge.from).is_some_and(|count| *count > 1);
        let first = if shares { self.under(ends, heed) } else { None };
        first
            .or_else(|| self.drop(ends, heed))
            .or_else(|| self.one_trunk(ends, heed))
            .or_else(|| self.under(ends, heed))
            .or_else(|| self.two_trunks(ends, heed))
    }

    /// Of the ways that may pass behind bars or far round them the one that costs least.
    fn shortest(&mut self, ends: &Ends<'_>) -> Vec<Point> {
        let ways = [self.behind_one(ends), Some(self.behind_two(ends)), Some(self.round_all(ends))];
        let best = ways.into_iter().flatten().min_by_key(|(cost, _)| *cost);
        let points = best.map(|(_, points)| points).unwrap_or_default();
        for pair in points.windows(2) {
            if let [one, other] = pair
                && one.x == other.x
            {
                self.trunks.take(ends.edge, one.x);
            }
        }
        points
    }

    fn ends<'e>(&self, edge: &'e Edge) -> Option<Ends<'e>> {
        let place = |row: usize, side| {
            let mark = self.field.mark(row)?;
            let x = if side == Side::Left { mark.left() } else { mark.right() };
            Some(Point { x, y: self.field.middle(row) })
        };
        let (top, bottom) = (edge.from.min(edge.to), edge.from.max(edge.to));
        let between = (top + 1, bottom.saturating_sub(1));
        Some(Ends {
            edge,
            from: place(edge.from, edge.leaves)?,
            to: place(edge.to, edge.enters)?,
            between,
        })
    }

    /// Level to above the start of the bar that waits, then down (or up) onto it.
    fn drop(&mut self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let edge = ends.edge;
        if edge.leaves == Side::Left {
            return None;
        }
        let x = self.landing(edge)?;
        let run = x - ends.from.x;
        let is_point = matches!(self.field.mark(edge.to), Some(Mark::Diamond { .. }));
        let shortest = if is_point { Px::ZERO } else { Px::whole(4) };
        if run < shortest || run > self.longest_run(edge.from, is_point) {
            return None;
        }
        let gives_way = heed == Heed::BarsAndWords && self.trunks.is_taken(edge, x);
        if gives_way || !self.is_clear(ends, heed, x) {
            return None;
        }
        self.trunks.take(edge, x);
        let reach = self.field.reach(edge.to);
        let tip = if ends.goes_down() { ends.to.y - reach } else { ends.to.y + reach };
        Some(vec![ends.from, Point { x, y: ends.from.y }, Point { x, y: tip }])
    }

    /// Where an arrow comes down onto a row.
    fn landing(&self, edge: &Edge) -> Option<Px> {
        match (self.field.mark(edge.to)?, edge.enters) {
            (Mark::Diamond { centre, .. }, _) => Some(centre),
            (_, Side::Right) => None,
            (mark, Side::Left) => Some(mark.left() + INTO.min((mark.right() - mark.left()).half())),
        }
    }

    /// How far an arrow may run level behind a bar before it turns.
    fn longest_run(&self, row: usize, is_point: bool) -> Px {
        let Some(row) = self.field.rows.get(row) else { return Px::ZERO };
        match words(row) {
            Some((from, _)) => (from - row.mark.right() - Px::whole(3)).max(NEAR_WORDS),
            None if is_point && row.tail.is_none() => self.field.right,
            None => NEAR,
        }
    }

    /// Down from below the end of what is waited for, and into what starts there or later.
    fn under(&mut self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let edge = ends.edge;
        let x = self.below(edge.from)?;
        let sides = (edge.leaves, edge.enters) == (Side::Right, Side::Left);
        if !sides || ends.to.x - x < HEAD || !self.is_clear(ends, heed, x) {
            return None;
        }
        if heed == Heed::BarsAndWords
            && (self.trunks.is_taken(edge, x) || self.meets_words(edge.to, ends.to.x, x))
        {
            return None;
        }
        self.trunks.take(edge, x);
        let reach = self.field.reach(edge.from);
        let y = if ends.goes_down() { ends.from.y + reach } else { ends.from.y - reach };
        Some(vec![Point { x, y }, Point { x, y: ends.to.y }, ends.to])
    }

    /// Where an arrow leaves a row's shape from below.
    fn below(&self, row: usize) -> Option<Px> {
        match self.field.mark(row)? {
            Mark::Diamond { centre, .. } => Some(centre),
            mark => Some(mark.right() - UNDER).filter(|x| *x - mark.left() >= UNDER),
        }
    }

    /// Level, upright, level.
    fn one_trunk(&mut self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let (low, high, wanted) = self.trunk_range(ends);
        if low > high {
            return None;
        }
        let x = self.free_trunk(ends, heed, (low, high), wanted)?;
        if heed == Heed::BarsAndWords && !self.runs_beside_words(ends, x) {
            return None;
        }
        self.trunks.take(ends.edge, x);
        Some(vec![ends.from, Point { x, y: ends.from.y }, Point { x, y: ends.to.y }, ends.to])
    }

    /// Between which places one trunk can stand, and where it is best: near its source, where arrows share it.
    fn trunk_range(&self, ends: &Ends<'_>) -> (Px, Px, Px) {
        let (out, into) = (leaving(ends), entering(ends));
        match (ends.edge.leaves, ends.edge.enters) {
            (Side::Right, Side::Left) => (out, into, out),
            (Side::Left, Side::Right) => (into, out, out),
            (Side::Left, Side::Left) => (self.field.left - ENTER, out.min(into), out.min(into)),
            (Side::Right, Side::Right) => (out.max(into), self.field.right, out.max(into)),
        }
    }

    fn runs_beside_words(&self, ends: &Ends<'_>, x: Px) -> bool {
        !self.meets_words(ends.edge.from, ends.from.x, x)
            && !self.meets_words(ends.edge.to, ends.to.x, x)
    }

    /// Whether words stand between two places of a row.
    fn meets_words(&self, row: usize, one: Px, other: Px) -> bool {
        let words = self.field.rows.get(row).and_then(words);
        words.is_some_and(|(left, right)| left < one.max(other) && one.min(other) < right)
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

    /// Out, upright, along a gutter, upright, in.
    fn two_trunks(&mut self, ends: &Ends<'_>, heed: Heed) -> Option<Vec<Point>> {
        let (out, into) = (leaving(ends), entering(ends));
        let is_free = |row: usize, x: Px| {
            let row = self.field.rows.get(row);
            !row.is_some_and(|row| stretches(row, heed).any(|(left, right)| left < x && x < right))
        };
        let row = rows_on_the_way(ends);
        let turn = row.clone().find(|row| !is_free(*row, out));
        let turn = turn.unwrap_or(ends.edge.to);
        let mut rest = row.skip_while(|row| *row != turn);
        if !rest.all(|row| is_free(row, into)) {
            return None;
        }
        let gutter = self.gutter_before(ends, turn);
        Some(through(ends, &[(out, gutter), (into, gutter)]))
    }

    /// One trunk that passes behind as few bars as can be.
    fn behind_one(&self, ends: &Ends<'_>) -> Option<(Px, Vec<Point>)> {
        let (low, high, wanted) = self.trunk_range(ends);
        if low > high {
            return None;
        }
        let is_taken = |x| self.trunks.is_taken(ends.edge, x);
        let (count, x) = Coverage::new(self.between(ends)).least((low, high), wanted, is_taken);
        let points =
            vec![ends.from, Point { x, y: ends.from.y }, Point { x, y: ends.to.y }, ends.to];
        Some((BREAK_COST.times_count(count), points))
    }

    /// Two trunks with a gutter between them, where they pass behind as few bars as can be.
    fn behind_two(&self, ends: &Ends<'_>) -> (Px, Vec<Point>) {
        let (out, into) = (leaving(ends), entering(ends));
        let meets = |row: &usize, x: Px| {
            let mark = self.field.rows.get(*row);
            usize::from(mark.is_some_and(|row| {
                stretches(row, Heed::Bars).any(|(left, right)| left < x && x < right)
            }))
        };
        let rows = rows_on_the_way(ends);
        let mut count: usize = rows.clone().map(|row| meets(&row, into)).sum();
        let (mut best, mut turn) = (count, ends.edge.to);
        for (at, row) in rows.clone().enumerate() {
            if count < best || at == 0 {
                (best, turn) = (count, row);
            }
            count = count + meets(&row, out) - meets(&row, into);
        }
        if count < best {
            (best, turn) = (count, ends.edge.to);
        }
        let gutter = self.gutter_before(ends, turn);
        (BREAK_COST.times_count(best), through(ends, &[(out, gutter), (into, gutter)]))
    }

    /// Round everything that lies between.
    fn round_all(&self, ends: &Ends<'_>) -> (Px, Vec<Point>) {
        let (out, into) = (leaving(ends), entering(ends));
        let range = (self.field.left - ENTER, Px(i64::MAX));
        let x = self.blocked(ends, Heed::Bars).nearest(into, range).unwrap_or(into);
        let first =
            if ends.goes_down() { ends.edge.from + 1 } else { ends.edge.from.saturating_sub(1) };
        let (near, far) = (self.gutter_before(ends, first), self.gutter_before(ends, ends.edge.to));
        let detour = (out - x).abs() + (x - into).abs() - (out - into).abs();
        (
            detour + BREAK_COST.times(2),
            through(ends, &[(out, near), (x, near), (x, far), (into, far)]),
        )
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
        let crossed = rows_on_the_way(ends).filter(|row| {
            let middle = self.field.middle(*row);
            let meets = self.field.mark(*row).and_then(Mark::obstacle);
            top < middle
                && middle < bottom
                && meets
                    .is_some_and(|(left, right)| left - BREAK < from.x && from.x < right + BREAK)
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

    /// The gutter that an arrow comes through before it reaches a row.
    fn gutter_before(&self, ends: &Ends<'_>, row: usize) -> Px {
        let line = if ends.goes_down() { row } else { row + 1 };
        // Arrows of neighbouring sources don't lie on each other.
        let lane = i64::try_from(ends.edge.from % 3).unwrap_or(0) - 1;
        self.field.gutter_above(line) + Px::whole(lane * 2)
    }

    /// Whether a trunk can stand there.
    fn is_clear(&self, ends: &Ends<'_>, heed: Heed, x: Px) -> bool {
        let mut all = self.between(ends).iter().flat_map(|row| stretches(row, heed));
        all.all(|(left, right)| x <= left || right <= x)
    }

    fn between(&self, ends: &Ends<'_>) -> &'r [Row<'m>] {
        let (first, last) = ends.between;
        self.field.rows.get(first..=last).unwrap_or_default()
    }

    /// What a trunk can't pass between the ends of an arrow.
    fn blocked(&self, ends: &Ends<'_>, heed: Heed) -> Blocked {
        Blocked::new(self.between(ends).iter().flat_map(|row| stretches(row, heed)).collect())
    }
}

/// Where an arrow turns after it left.
fn leaving(ends: &Ends<'_>) -> Px {
    if ends.edge.leaves == Side::Right { ends.from.x + LEAVE } else { ends.from.x - LEAVE }
}

/// Where an arrow turns before it enters.
fn entering(ends: &Ends<'_>) -> Px {
    if ends.edge.enters == Side::Left { ends.to.x - ENTER } else { ends.to.x + ENTER }
}

/// The rows between the ends of an arrow, from its source on.
fn rows_on_the_way(ends: &Ends<'_>) -> impl Iterator<Item = usize> + Clone {
    let (first, last) = ends.between;
    let count = (last + 1).saturating_sub(first);
    let goes_down = ends.goes_down();
    (0..count).map(move |step| if goes_down { first + step } else { last - step })
}

/// An arrow that leaves, turns at these places, and enters.
fn through(ends: &Ends<'_>, turns: &[(Px, Px)]) -> Vec<Point> {
    let mut points = vec![ends.from];
    if let Some((x, _)) = turns.first() {
        points.push(Point { x: *x, y: ends.from.y });
    }
    points.extend(turns.iter().map(|(x, y)| Point { x: *x, y: *y }));
    if let Some((x, _)) = turns.last() {
        points.push(Point { x: *x, y: ends.to.y });
    }
    points.push(ends.to);
    points
}

/// What is in the way in a row.
fn stretches(row: &Row<'_>, heed: Heed) -> impl Iterator<Item = (Px, Px)> {
    let words = (heed == Heed::BarsAndWords).then(|| words(row)).flatten();
    let widen = |(left, right)| (left - CLEARANCE, right + CLEARANCE);
    row.mark.obstacle().into_iter().chain(words).map(widen)
}

/// Where words and signs stand behind a row's shape.
fn words(row: &Row<'_>) -> Option<(Px, Px)> {
    let note = row.note.as_ref().map(|note| (note.left(), note.right()));
    let sign = row.risk.filter(|x| *x > row.mark.right()).map(|x| (x, x + Px::whole(11)));
    let tick = row.tick.filter(|x| *x > row.mark.right()).map(|x| (x, x + Px::whole(9)));
    let all = [note, sign, tick].into_iter().flatten();
    all.reduce(|(left, right), (from, to)| (left.min(from), right.max(to)))
}

/// Stretches where no trunk can stand, ascending and apart.
struct Blocked(Vec<(Px, Px)>);

impl Blocked {
    fn new(mut stretches: Vec<(Px, Px)>) -> Self {
        stretches.sort_unstable();
        let mut merged: Vec<(Px, Px)> = Vec::with_capacity(stretches.len());
        for (left, right) in stretches {
            match merged.last_mut() {
                Some(last) if left < last.1 => last.1 = last.1.max(right),
                _ => merged.push((left, right)),
            }
        }
        Self(merged)
    }

    fn add(&mut self, left: Px, right: Px) {
        let mut all = std::mem::take(&mut self.0);
        all.push((left, right));
        *self = Self::new(all);
    }

    fn around(&self, x: Px) -> Option<(Px, Px)> {
        let behind = self.0.partition_point(|(left, _)| *left < x);
        let candidate = behind.checked_sub(1).and_then(|at| self.0.get(at)).copied();
        candidate.filter(|(_, right)| x < *right)
    }

    fn contains(&self, x: Px) -> bool {
        self.around(x).is_some()
    }

    /// The free place in a range that is nearest to the wanted one.
    fn nearest(&self, wanted: Px, (low, high): (Px, Px)) -> Option<Px> {
        let wanted = wanted.clamp(low, high);
        let Some((left, right)) = self.around(wanted) else { return Some(wanted) };
        let sides =
            [left, right].into_iter().filter(|x| low <= *x && *x <= high && !self.contains(*x));
        sides.min_by_key(|x| (*x - wanted).abs())
    }
}

/// How many bars each place lies behind.
struct Coverage {
    lefts: Vec<Px>,
    rights: Vec<Px>,
}

impl Coverage {
    fn new(rows: &[Row<'_>]) -> Self {
        let all = rows.iter().flat_map(|row| stretches(row, Heed::Bars));
        let (mut lefts, mut rights): (Vec<_>, Vec<_>) = all.unzip();
        lefts.sort_unstable();
        rights.sort_unstable();
        Self { lefts, rights }
    }

    fn at(&self, x: Px) -> usize {
        let begun = self.lefts.partition_point(|left| *left < x);
        begun.saturating_sub(self.rights.partition_point(|right| *right <= x))
    }

    /// The place in a range that lies behind the fewest bars; of several the nearest to the wanted one.
    fn least(
        &self,
        (low, high): (Px, Px),
        wanted: Px,
        is_taken: impl Fn(Px) -> bool,
    ) -> (usize, Px) {
        let edges = self.lefts.iter().chain(&self.rights).copied();
        let beside = (0..4).map(|lane| wanted + CLEARANCE.times(lane));
        let places = edges
            .chain(beside)
            .filter(|x| low <= *x && *x <= high)
            .chain([wanted.clamp(low, high)]);
        let weighed =
            places.map(|x| (self.at(x) + usize::from(is_taken(x)), (x - wanted).abs(), x));
        weighed.min().map_or((0, wanted), |(_, _, x)| (self.at(x), x))
    }
}

/// Without points that lie on the way between their neighbours.
fn simplified(points: Vec<Point>) -> Vec<Point> {
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

    fn blocked(stretches: &[(i64, i64)]) -> Blocked {
        Blocked::new(stretches.iter().map(|(left, right)| (Px(*left), Px(*right))).collect())
    }

    #[test]
    fn a_trunk_goes_to_the_nearest_free_place() {
        let blocked = blocked(&[(10, 20), (15, 30), (40, 50)]);
        let all = (Px(0), Px(100));
        assert_eq!(blocked.nearest(Px(5), all), Some(Px(5)));
        assert_eq!(blocked.nearest(Px(14), all), Some(Px(10)));
        assert_eq!(blocked.nearest(Px(25), all), Some(Px(30)));
        assert_eq!(blocked.nearest(Px(45), (Px(42), Px(48))), None);
    }

    #[test]
    fn corners_on_a_line_are_none() {
        let point = |x, y| Point { x: Px(x), y: Px(y) };
        let points = vec![point(0, 0), point(5, 0), point(9, 0), point(9, 0), point(9, 7)];
        assert_eq!(simplified(points), [point(0, 0), point(9, 0), point(9, 7)]);
    }
}
