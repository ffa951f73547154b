//! How much of a pool is left, through time.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;

use crate::schedule::stop::Stop;
use crate::time::{Minutes, Moment};

/// An account that all who work on one problem keep together. One is about what it takes to look at a stretch of a pool.
#[derive(Clone, Debug, Default)]
pub(crate) struct Work(Rc<Account>);

#[derive(Debug, Default)]
struct Account {
    done: Cell<u64>,
    stop: Stop,
}

impl Work {
    /// An account of what may be given up.
    pub(crate) fn unless(stop: &Stop) -> Self {
        Self(Rc::new(Account { done: Cell::new(0), stop: stop.clone() }))
    }

    #[inline]
    pub(crate) fn add(&self, steps: usize) {
        self.0.done.set(self.0.done.get() + steps as u64);
    }

    /// How much was done: of what is given up, more than may be.
    pub(crate) fn done(&self) -> u64 {
        if self.is_given_up() { u64::MAX } else { self.0.done.get() }
    }

    /// Tells who listens that so much was done of so much.
    pub(crate) fn tell(&self, done: u64, most: u64) {
        self.0.stop.tell(done, most);
    }

    pub(crate) fn is_given_up(&self) -> bool {
        self.0.stop.is_wanted()
    }
}

/// A chunk has no more steps.
const CHUNK: usize = 64;

/// From this moment on so many thousandths are left; less than nothing where more is taken than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    from: Moment,
    left: i64,
}

/// What is left of a pool: steps in order, the first at the beginning of time, no two neighbours alike.
///
/// Neighbours that leave the same become one, so that somebody who is busy for a year is one step, not a hundred. Steps stand in
/// chunks, over which a tree keeps the least and the most that is left: however many there are, the next with room, or without,
/// is found in steps of the logarithm of their number.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    /// At least one; none is empty.
    chunks: Vec<Vec<Step>>,
    /// Over the chunks, if there are several.
    tree: Tree,
    work: Work,
}

/// A stretch of time in which there is too little; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) from: Moment,
    pub(super) to: Moment,
}

/// Which way is looked through time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Later,
    Earlier,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    chunk: usize,
    step: usize,
}

/// What is looked for.
#[derive(Clone, Copy)]
enum Wanted {
    /// A step with too little for so much.
    Short(i64),
    /// A step with enough.
    Free(i64),
}

impl Wanted {
    const fn is(self, left: i64) -> bool {
        match self {
            Self::Short(units) => left < units,
            Self::Free(units) => left >= units,
        }
    }

    const fn is_among(self, extremes: Extremes) -> bool {
        match self {
            Self::Short(units) => extremes.least < units,
            Self::Free(units) => extremes.most >= units,
        }
    }
}

impl Timeline {
    /// Nothing is taken yet.
    pub(super) fn new(capacity: &[(Moment, i64)], work: Work) -> Self {
        let mut steps = vec![Step { from: Moment::MIN, left: 0 }];
        for (from, units) in capacity {
            let step = Step { from: *from, left: *units };
            if steps.last().is_some_and(|last| last.from >= step.from) {
                steps.pop();
            }
            if steps.last().is_none_or(|last| last.left != step.left) {
                steps.push(step);
            }
        }
        let chunks = steps.chunks(CHUNK / 2).map(<[Step]>::to_vec).collect();
        let mut line = Self { chunks, tree: Tree::default(), work };
        line.rebuild();
        line
    }

    /// Whether there is the same at all times.
    pub(super) fn is_level(&self) -> bool {
        matches!(self.chunks.as_slice(), [only] if only.len() == 1)
    }

    /// What is left in the end.
    pub(super) fn at_last(&self) -> i64 {
        self.chunks.last().and_then(|chunk| chunk.last()).map_or(0, |step| step.left)
    }

    /// What is left at a moment.
    pub(super) fn left_at(&self, moment: Moment) -> i64 {
        self.at(moment).and_then(|place| self.step(place)).map_or(0, |step| step.left)
    }

    /// The same as another line, in the memory of this one.
    pub(super) fn reset_to(&mut self, other: &Self) {
        self.chunks.truncate(other.chunks.len());
        let known = self.chunks.len();
        for (own, other) in self.chunks.iter_mut().zip(&other.chunks) {
            own.clone_from(other);
        }
        self.chunks.extend(other.chunks.iter().skip(known).cloned());
        self.rebuild();
    }

    /// The stretch of a time that is met first, in a direction, in which less than `units` is left: from the start of that time on,
    /// and until there is more.
    pub(super) fn short(
        &self,
        direction: Direction,
        (start, end): (Moment, Moment),
        units: i64,
    ) -> Option<Block> {
        if start >= end {
            return None;
        }
        let place = if direction == Direction::Later { self.at(start) } else { self.before(end) };
        let place = self.nearest(place?, direction, Wanted::Short(units))?;
        let (from, to) = (self.step(place)?.from.max(start), self.end_of(place));
        (from < end && start < to).then_some(Block { from, to })
    }

    /// Where a gap is met first, in a direction from a moment on, that is no shorter than `shortest` and in which `units` are left:
    /// where it begins, or of what is earlier where it ends.
    pub(super) fn free(
        &self,
        direction: Direction,
        moment: Moment,
        (units, shortest): (i64, Minutes),
    ) -> Moment {
        let is_later = direction == Direction::Later;
        let met = |place| {
            let end = || self.end_of(place).min(moment);
            let begin = || self.step(place).map_or(moment, |step| step.from.max(moment));
            if is_later { begin() } else { end() }
        };
        let mut place = if is_later { self.at(moment) } else { self.before(moment) };
        while let Some(free) = place.and_then(|of| self.nearest(of, direction, Wanted::Free(units)))
        {
            place = self.nearest(free, direction, Wanted::Short(units));
            let edge = met(free);
            if place.is_none_or(|short| met(short).since(edge).0.saturating_abs() >= shortest.0) {
                return edge;
            }
        }
        if is_later { Moment::MAX } else { Moment::MIN }
    }

    /// Takes so much from `start` to `end`; what is negative is given back.
    pub(super) fn take(&mut self, start: Moment, end: Moment, units: i64) {
        if start >= end || units == 0 {
            return;
        }
        self.cut(end);
        let Some(first) = self.cut(start) else { return };
        let mut from = first.step;
        for chunk in first.chunk..self.chunks.len() {
            let steps = self.chunks.get_mut(chunk).and_then(|steps| steps.get_mut(from..));
            let steps = steps.unwrap_or_default();
            let behind = steps.partition_point(|step| step.from < end);
            let is_last = behind < steps.len();
            let steps = steps.get_mut(..behind).unwrap_or_default();
            self.work.add(30 + steps.len() / 4);
            for step in steps {
                step.left -= units;
            }
            self.note(chunk);
            if is_last {
                break;
            }
            from = 0;
        }
        self.join(end);
        self.join(start);
    }

    fn step(&self, place: Place) -> Option<&Step> {
        self.chunks.get(place.chunk)?.get(place.step)
    }

    fn end_of(&self, place: Place) -> Moment {
        let steps = self.chunks.get(place.chunk);
        let next = steps.and_then(|steps| steps.get(place.step + 1));
        let next = next.or_else(|| self.chunks.get(place.chunk + 1)?.first());
        next.map_or(Moment::MAX, |step| step.from)
    }

    /// The step that a moment lies in.
    fn at(&self, moment: Moment) -> Option<Place> {
        self.place(|step| step.from <= moment)
    }

    /// The last step that begins before a moment.
    fn before(&self, moment: Moment) -> Option<Place> {
        self.place(|step| step.from < moment)
    }

    /// The last step of those, the first ones, of which something holds.
    fn place(&self, holds: impl Fn(&Step) -> bool) -> Option<Place> {
        let chunk = if self.chunks.len() == 1 {
            0
        } else {
            let begins = |steps: &Vec<Step>| steps.first().is_some_and(&holds);
            self.chunks.partition_point(begins).checked_sub(1)?
        };
        let step = self.chunks.get(chunk)?.partition_point(holds).checked_sub(1)?;
        self.work.add(5);
        Some(Place { chunk, step })
    }

    /// The nearest step from one on, in a direction, that is as wanted.
    fn nearest(&self, place: Place, direction: Direction, wanted: Wanted) -> Option<Place> {
        let Place { chunk, step } = place;
        let (steps, next) = match direction {
            Direction::Later => (step..CHUNK + 1, Some(chunk + 1)),
            Direction::Earlier => (0..step + 1, chunk.checked_sub(1)),
        };
        self.nearest_in(chunk, steps, direction, wanted).or_else(|| {
            let next = next.filter(|next| *next < self.chunks.len())?;
            let is_among = |extremes| wanted.is_among(extremes);
            let chunk = self.tree.nearest(next, direction, is_among)?;
            self.nearest_in(chunk, 0..CHUNK + 1, direction, wanted)
        })
    }

    /// Likewise, among some steps of a chunk.
    fn nearest_in(
        &self,
        chunk: usize,
        Range { start, end }: Range<usize>,
        direction: Direction,
        wanted: Wanted,
    ) -> Option<Place> {
        let all = self.chunks.get(chunk)?;
        let steps = all.get(start..end.min(all.len()))?;
        let is_wanted = |step: &Step| wanted.is(step.left);
        let (step, looked_at) = match direction {
            Direction::Later => {
                let step = steps.iter().position(is_wanted);
                (step, step.unwrap_or(CHUNK))
            }
            Direction::Earlier => {
                let step = steps.iter().rposition(is_wanted);
                (step, steps.len() - step.unwrap_or(0))
            }
        };
        self.work.add(looked_at / 4 + 1);
        Some(Place { chunk, step: start + step? })
    }

    /// Makes a step begin at a moment; says where it stands.
    fn cut(&mut self, moment: Moment) -> Option<Place> {
        let place = self.at(moment)?;
        let steps = self.chunks.get_mut(place.chunk)?;
        let left = match steps.get(place.step) {
            Some(step) if step.from < moment => step.left,
            _ => return Some(place),
        };
        steps.insert(place.step + 1, Step { from: moment, left });
        if steps.len() <= CHUNK {
            return Some(Place { step: place.step + 1, ..place });
        }
        let behind = steps.split_off(CHUNK / 2);
        self.chunks.insert(place.chunk + 1, behind);
        self.rebuild();
        self.at(moment)
    }

    /// Makes one of the step that begins at a moment and the one before it, if they leave the same.
    fn join(&mut self, moment: Moment) {
        let (Some(own), Some(before)) = (self.at(moment), self.before(moment)) else { return };
        let (Some(a), Some(b)) = (self.step(before), self.step(own)) else { return };
        if b.from != moment || a.left != b.left {
            return;
        }
        let Some(steps) = self.chunks.get_mut(own.chunk) else { return };
        steps.remove(own.step);
        if steps.is_empty() {
            self.chunks.remove(own.chunk);
            self.rebuild();
        } else {
            self.note(own.chunk);
        }
    }

    /// What a chunk holds is other than it was.
    fn note(&mut self, chunk: usize) {
        if self.chunks.len() > 1 {
            let extremes = self.chunks.get(chunk).map_or(Extremes::NONE, |steps| extremes(steps));
            self.tree.set(chunk, extremes);
        }
    }

    fn rebuild(&mut self) {
        if self.chunks.len() > 1 {
            self.work.add(self.chunks.len());
            self.tree.rebuild(self.chunks.iter().map(|steps| extremes(steps)));
        }
    }

    #[cfg(test)]
    pub(super) fn steps(&self) -> Vec<(Moment, i64)> {
        self.chunks.iter().flatten().map(|step| (step.from, step.left)).collect()
    }
}

fn extremes(steps: &[Step]) -> Extremes {
    steps
        .iter()
        .fold(Extremes::NONE, |all, step| all.with(Extremes { least: step.left, most: step.left }))
}

/// The least and the most of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extremes {
    pub(super) least: i64,
    pub(super) most: i64,
}

impl Extremes {
    /// Of no number at all.
    pub(super) const NONE: Self = Self { least: i64::MAX, most: i64::MIN };

    pub(super) fn with(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), most: self.most.max(other.most) }
    }
}

/// A binary tree over runs in order: what is asked for is found in steps of the logarithm of their number.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    /// The root is 1, the children of a node are at twice its place and one behind; the leaves begin at half the length.
    nodes: Vec<Extremes>,
}

impl Tree {
    /// Begins anew with so many runs.
    pub(super) fn rebuild(&mut self, runs: impl ExactSizeIterator<Item = Extremes>) {
        let leaves = runs.len().next_power_of_two();
        self.nodes.clear();
        self.nodes.resize(leaves, Extremes::NONE);
        self.nodes.extend(runs);
        self.nodes.resize(2 * leaves, Extremes::NONE);
        for node in (1..leaves).rev() {
            self.join(node);
        }
    }

    /// A run has others now.
    pub(super) fn set(&mut self, run: usize, extremes: Extremes) {
        let mut node = self.nodes.len() / 2 + run;
        if let Some(leaf) = self.nodes.get_mut(node) {
            *leaf = extremes;
        }
        while node > 1 {
            node /= 2;
            self.join(node);
        }
    }

    fn at(&self, node: usize) -> Extremes {
        self.nodes.get(node).copied().unwrap_or(Extremes::NONE)
    }

    fn join(&mut self, node: usize) {
        let both = self.at(2 * node).with(self.at(2 * node + 1));
        if let Some(slot) = self.nodes.get_mut(node) {
            *slot = both;
        }
    }

    /// The nearest run from one on, in a direction, of which something holds that holds of two joined if it holds of one.
    pub(super) fn nearest(
        &self,
        run: usize,
        direction: Direction,
        holds: impl Fn(Extremes) -> bool,
    ) -> Option<usize> {
        // Of two children the one that is met first, and the other.
        let (near, far) = if direction == Direction::Later { (0, 1) } else { (1, 0) };
        let leaves = self.nodes.len() / 2;
        let mut node = leaves + run;
        while !holds(self.at(node)) {
            while node > 1 && node % 2 == far {
                node /= 2;
            }
            if node <= 1 {
                return None;
            }
            node ^= 1;
        }
        while node < leaves {
            node = 2 * node + near;
            node ^= usize::from(!holds(self.at(node)));
        }
        Some(node - leaves)
    }
}
