//! How much of a pool is left, through time.

use crate::time::{Minutes, Moment};

/// From this moment on so many thousandths are left; less than nothing where more is taken than there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    from: Moment,
    left: i64,
}

/// What is left of a pool: steps in order, the first at the beginning of time, no two neighbours alike.
///
/// Neighbours that leave the same become one, so that somebody who is busy for a year is one step, not a hundred.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timeline {
    steps: Vec<Step>,
}

/// A stretch of time in which there is too little; the end is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) from: Moment,
    pub(super) to: Moment,
}

impl Timeline {
    /// Nothing is taken yet.
    pub(super) fn new(capacity: &[(Moment, u32)]) -> Self {
        let mut line = Self { steps: vec![Step { from: Moment::MIN, left: 0 }] };
        for (from, units) in capacity {
            let step = Step { from: *from, left: i64::from(*units) };
            if line.steps.last().is_some_and(|last| last.from >= step.from) {
                line.steps.pop();
            }
            if line.steps.last().is_none_or(|last| last.left != step.left) {
                line.steps.push(step);
            }
        }
        line
    }

    /// Whether there is the same at all times.
    pub(super) fn is_level(&self) -> bool {
        self.steps.len() == 1
    }

    /// What is left in the end.
    pub(super) fn at_last(&self) -> i64 {
        self.steps.last().map_or(0, |step| step.left)
    }

    /// The same as another line, in the memory of this one.
    pub(super) fn reset_to(&mut self, other: &Self) {
        self.steps.clone_from(&other.steps);
    }

    /// The first stretch from `start` on, before `end`, in which less than `units` is left. Gaps too short for `shortest`
    /// count as part of it.
    pub(super) fn first_block(
        &self,
        start: Moment,
        end: Moment,
        units: i64,
        shortest: Minutes,
    ) -> Option<Block> {
        if start >= end {
            return None;
        }
        let first = self.steps.partition_point(|step| step.from <= start).saturating_sub(1);
        let mut steps = self.steps.get(first..)?.iter();
        let blocked = steps.find(|step| step.from >= end || step.left < units)?;
        if blocked.from >= end {
            return None;
        }
        let mut to = None;
        for step in steps {
            match to {
                Some(free) if step.from.since(free) >= shortest => break,
                None if step.left >= units => to = Some(step.from),
                Some(_) if step.left < units => to = None,
                _ => {}
            }
        }
        Some(Block { from: blocked.from.max(start), to: to.unwrap_or(Moment::MAX) })
    }

    /// The last stretch before `end`, from `start` on, in which less than `units` is left. Gaps too short for `shortest`
    /// count as part of it.
    pub(super) fn last_block(
        &self,
        start: Moment,
        end: Moment,
        units: i64,
        shortest: Minutes,
    ) -> Option<Block> {
        if start >= end {
            return None;
        }
        let behind = self.steps.partition_point(|step| step.from < end);
        let mut steps = self.steps.get(..behind)?.iter().rev();
        let mut to = end;
        loop {
            let step = steps.next()?;
            if step.left < units {
                let from = last_free(step, steps, units, shortest);
                return Some(Block { from, to });
            }
            to = step.from;
            if to <= start {
                return None;
            }
        }
    }

    /// Takes so much from `start` to `end`; what is negative is given back.
    pub(super) fn take(&mut self, start: Moment, end: Moment, units: i64) {
        if start >= end || units == 0 {
            return;
        }
        let first = self.cut(start);
        let mut behind = first;
        while let Some(step) = self.steps.get_mut(behind).filter(|step| step.from < end) {
            step.left -= units;
            behind += 1;
        }
        if self.steps.get(behind).is_none_or(|step| step.from > end) {
            let left = behind.checked_sub(1).and_then(|last| self.steps.get(last));
            let left = left.map_or(0, |last| last.left + units);
            self.steps.insert(behind, Step { from: end, left });
        }
        self.join(behind);
        self.join(first);
    }

    /// Makes a step begin at a moment; says which.
    fn cut(&mut self, moment: Moment) -> usize {
        let behind = self.steps.partition_point(|step| step.from < moment);
        if self.steps.get(behind).is_none_or(|step| step.from != moment) {
            let left = behind.checked_sub(1).and_then(|last| self.steps.get(last));
            let left = left.map_or(0, |last| last.left);
            self.steps.insert(behind, Step { from: moment, left });
        }
        behind
    }

    /// Makes one of a step and the one before it, if they leave the same.
    fn join(&mut self, step: usize) {
        let Some(before) = step.checked_sub(1) else { return };
        if let (Some(a), Some(b)) = (self.steps.get(before), self.steps.get(step))
            && a.left == b.left
        {
            self.steps.remove(step);
        }
    }
}

/// Going back from a step that leaves too little: the end of the first gap that is long enough.
fn last_free<'s>(
    blocked: &Step,
    steps: impl Iterator<Item = &'s Step>,
    units: i64,
    shortest: Minutes,
) -> Moment {
    let mut from = blocked.from;
    let mut gap_end: Option<Moment> = None;
    for step in steps {
        if step.left < units {
            gap_end = None;
            from = step.from;
            continue;
        }
        let end = *gap_end.get_or_insert(from);
        if end.since(step.from) >= shortest {
            return end;
        }
    }
    Moment::MIN
}
