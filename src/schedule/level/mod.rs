//! Resource levelling: when everything can be if nobody does more than they can.
//!
//! The resource-constrained project scheduling problem is hard, so that what is found is good, not proven best (unless
//! [`Solution::is_proven_optimal`] says so). What counts, in this order: weighted lateness behind deadlines, the end of the
//! whole, and the sum of all starts, so that nothing moves without need.
//!
//! **Priority.** What has the higher priority is placed first, and so is all that it waits for, so that nothing of lower
//! priority delays it. Only a deadline breaks that: where one would be missed, it and all that leads to it go before
//! everything else, if the whole is then less late.
//!
//! **How long.** The search is counted in schedules and in work, never in time, so that every machine finds the same.

mod build;
mod decode;
mod genetic;
pub(crate) mod levelling;

mod packed;
mod plain;
mod problem;
mod scheme;
mod search;
#[cfg(test)]
pub(super) mod tests;
mod timed;
mod windows;

pub(super) use build::{Build, build};
pub use plain::{Problem, Solution, level};

/// How many schedules may be generated; each pass, forward or backward, counts as one.
///
/// ```
/// use milepost::schedule::level::Budget;
/// assert_eq!(Budget::Quick.schedules(10_000), 3);
/// assert_eq!(Budget::Normal.schedules(150), 5_000);
/// assert_eq!(Budget::Thorough.schedules(1_500), 5_000);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Budget {
    /// Three passes: forward, backward, forward. For every keystroke.
    Quick,
    /// 5,000 schedules of up to 150 activities; of more activities fewer, so that the work stays the same.
    #[default]
    Normal,
    /// Ten times as many.
    Thorough,
    /// So many, whatever the size.
    Schedules(u64),
}

/// Above so many activities a plan is searched in windows, each with the schedules of a plan of this size, so that the work
/// grows with the plan and no faster.
pub(super) const WHOLE: usize = 2_000;

/// Up to so many activities all schedules of a budget are generated.
const SMALL: u64 = 150;

impl Budget {
    /// How many schedules of a plan with so many activities may be generated. Where it is searched in windows, a schedule of
    /// a part counts as that part of a schedule.
    pub fn schedules(self, activities: usize) -> u64 {
        let size = u64::try_from(activities.min(WHOLE)).unwrap_or(u64::MAX).max(SMALL);
        match self {
            Self::Quick => 3,
            Self::Normal => 5_000 * SMALL / size,
            Self::Thorough => 50_000 * SMALL / size,
            Self::Schedules(count) => count,
        }
    }

    /// How much may be done, whatever the plan is like: looks at a stretch of somebody's time, and what takes about as long. A
    /// second is some two hundred million of them. What was begun is finished: one pass there is always.
    pub fn work(self) -> u64 {
        match self {
            Self::Quick => 50_000_000,
            Self::Normal => 400_000_000,
            Self::Thorough => 4_000_000_000,
            Self::Schedules(_) => u64::MAX,
        }
    }
}
