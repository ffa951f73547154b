//! Resource levelling: when everything can be if nobody does more than they can.
//!
//! The resource-constrained project scheduling problem is hard, so that what is found is good, not proven best (unless
//! [`Solution::is_proven_optimal`] says so). What counts, in this order: weighted lateness behind deadlines, the end of the
//! whole, and the sum of all starts, so that nothing moves without need.
//!
//! **Priority.** What has the higher priority is placed first, and so is all that it waits for, so that nothing of lower
//! priority delays it. Only a deadline breaks that: where one would be missed, it and all that leads to it go before
//! everything else, if the whole is then less late.

mod budget;
mod build;
mod decode;
mod genetic;
pub(in crate::schedule) mod levelling;
mod mirrored;
mod pack;
mod packed;
mod plain;
mod problem;
mod problem_index;
mod promotion;
mod random;
mod rules;
mod scheme;
mod search;
#[cfg(test)]
pub(super) mod tests;
mod timed;
mod windows;

pub use budget::Budget;
pub(super) use build::{Build, build};
pub use plain::{Problem, Solution, level};
