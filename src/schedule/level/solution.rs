//! What levelling has found.

use crate::schedule::level::problem::ActivityId;
use crate::time::{Minutes, Moment};

/// When everything is, if nobody does more than they can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// By activity: when it starts.
    pub starts: Vec<Moment>,
    /// By activity: when it ends.
    pub ends: Vec<Moment>,
    /// By activity: in which of its modes it is done.
    pub modes: Vec<u16>,
    /// Where what pauses runs, and when each of several gives time; by activity, then time. What runs through has none.
    pub pieces: Vec<Piece>,
    /// All activities, each behind what it waits for: placing one after the other as early as can be gives this solution.
    pub order: Vec<ActivityId>,
    /// What asks for more than there is in the end, in every way it can be done: placed as if there were enough.
    pub beyond: Vec<ActivityId>,
    /// How many schedules were generated, forward or backward.
    pub schedules: u64,
    /// How much was looked at for them: stretches of somebody's time, and what takes about as long.
    pub work: u64,
    /// Whether nothing can be better, as far as deadlines and the end go.
    pub is_proven_optimal: bool,
}

/// A part of something that pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Of what.
    pub activity: ActivityId,
    /// Of an effort by several: which of them it is.
    pub giver: Option<u32>,
    /// When it starts.
    pub start: Moment,
    /// When it ends.
    pub end: Moment,
    /// How much of the work is done in it: of what one of several does, whole minutes.
    pub amount: Minutes,
}
