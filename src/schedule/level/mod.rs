//! Resource levelling: when everything can be if nobody does more than they can.

mod build;
mod problem;

pub(super) use build::{Build, build};
pub use problem::{Activity, ActivityId, Demand, Kind, Link, Mode, Pace, Pool, PoolId, Problem};
