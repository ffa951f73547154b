//! What levelling has found.

use crate::schedule::level::problem::ActivityId;
use crate::time::Moment;

/// When everything is, if nobody does more than they can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// By activity: when it starts.
    pub starts: Vec<Moment>,
    /// By activity: when it ends.
    pub ends: Vec<Moment>,
    /// All activities, each behind what it waits for: placing one after the other as early as can be gives this solution.
    pub order: Vec<ActivityId>,
    /// How many schedules were generated, forward or backward.
    pub schedules: u64,
    /// How much was looked at for them: stretches of somebody's time, and what takes about as long.
    pub work: u64,
    /// Whether nothing can be better, as far as the end goes.
    pub is_proven_optimal: bool,
}
