//! How long the search goes on: counted in schedules and in work, never in time, so that every machine finds the same.

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
