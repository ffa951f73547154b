//! How much is done.

use super::Outlook;
use crate::model::{ItemKind, ItemWalker, Share};
use crate::schedule::{State, Timing};

/// How much of some work is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkProgress {
    /// How much, weighed by working time; where nothing is estimated, by number.
    pub complete: Share,
    /// How many tasks and features without parts are done.
    pub done: usize,
    /// How many there are, those that are dropped left out.
    pub total: usize,
    /// How many of them nobody has estimated and are still to be done: how much is complete leaves them out.
    pub uncounted: usize,
}

impl Outlook<'_> {
    /// How much of the whole roadmap is done.
    pub fn progress(&self) -> WorkProgress {
        self.progress_among(self.plan.model.items())
    }

    /// How much of an item and all that is inside it is done.
    pub fn progress_of(&self, item: ItemWalker<'_>) -> WorkProgress {
        self.progress_among(std::iter::once(item).chain(item.descendants()))
    }

    /// How much of these items is done; those with parts are left out, their parts count.
    pub fn progress_among<'m>(&self, items: impl Iterator<Item = ItemWalker<'m>>) -> WorkProgress {
        let mut sums = Sums::default();
        for item in items.filter(|item| is_work(*item)) {
            let timing = self.plan.schedule.timing(item.id);
            let is_unknown = timing.state.is_open() && self.is_unestimated(item.id);
            if is_unknown {
                (sums.total, sums.uncounted) = (sums.total + 1, sums.uncounted + 1);
            } else if timing.is_scheduled {
                sums.add(timing, self.working_time(item).0);
            }
        }
        sums.progress()
    }
}

fn is_work(item: ItemWalker<'_>) -> bool {
    !item.has_parts() && matches!(item.kind(), ItemKind::Task | ItemKind::Feature)
}

#[derive(Default)]
struct Sums {
    weighed: i128,
    weight: i128,
    complete: i128,
    done: usize,
    total: usize,
    uncounted: usize,
}

impl Sums {
    fn add(&mut self, timing: &Timing, weight: i64) {
        let complete = timing.complete;
        self.weighed += i128::from(complete.0) * i128::from(weight);
        self.weight += i128::from(weight);
        self.complete += i128::from(complete.0);
        self.done += usize::from(timing.state == State::Done);
        self.total += 1;
    }

    fn progress(&self) -> WorkProgress {
        let counted = self.total.saturating_sub(self.uncounted).max(1);
        let by_number = || self.complete / i128::try_from(counted).unwrap_or(1);
        let complete = if self.weight > 0 { self.weighed / self.weight } else { by_number() };
        let complete = Share(i64::try_from(complete).unwrap_or_default());
        let Self { done, total, uncounted, .. } = *self;
        WorkProgress { complete, done, total, uncounted }
    }
}
