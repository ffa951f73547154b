//! Resource levelling: when everything can be if nobody does more than they can.

mod problem;

pub use problem::{Activity, ActivityId, Demand, Kind, Link, Mode, Pace, Pool, PoolId, Problem};
