//! From the [`Model`] to a [`Schedule`]: when everything starts and ends, how much slack it has, and what decided it.
//!
//! The critical path method (Kelley and Walker, 1959) with all four kinds of dependency, each with minimal lags counted in
//! working or clock time. Integers only.

mod asked;
mod backward;
mod bound;
mod ceiling;
mod chain;
mod clock;
mod clocks;
mod cost;
mod crew;
mod crews;
mod cycles;
mod forward;
mod hold;
mod knots;
mod limits;
mod load;
mod network;
mod order;
mod place;
mod progress;
mod reasons;
mod role;
mod rollup;
mod shift;
pub mod simulate;
mod timing;
mod trouble;
mod unestimated;
mod variance;
mod work;

pub use chain::{Link, chain, links};
pub use clock::Clock;
pub use clocks::Clocks;
pub use cost::{Costs, OwnCost};
pub use cycles::knots;
pub use knots::{CycleCause, CycleEdge, Knots};
pub use limits::latest_start_within;
pub use reasons::{Ask, Reason, Reasons, Step};
pub use timing::{Contradiction, Driver, Idle, Overload, Schedule, Timing, Unestimated};
pub use variance::{working_days_between, working_days_late};
pub use work::{Work, work, working_time};

use backward::{Backward, From};
use crews::Crews;
use cycles::untie;
use forward::Forward;
use hold::{Hold, holds};
use load::overloads;
use network::Network;
use progress::{States, complete};
use rollup::roll_up;
use trouble::Trouble;
use unestimated::unestimated;

use crate::model::{ItemId, Model};
use crate::time::Moment;

/// Computes the schedule. Never fails: of a model with errors it gives what can be computed, dependencies of a cycle left out.
pub fn schedule(model: &Model) -> Schedule {
    let mut network = Network::new(model);
    let (order, knots) = untie(&mut network);
    let crews = Crews::new(&network);
    let states = States::new(model);
    let Forward { mut timings, mut trouble, .. } = Forward::run(&network, &crews, states, &order);
    trouble.tidy();
    keep_early_dates(&mut timings);
    let (_, end) = span(model, &timings);
    let holds = holds(&network, states);
    let back = |from, timings: &mut [Timing]| {
        Backward::new(&network, &crews, &holds, from, end, timings).run(&order).has_moved
    };
    back(From::Late, &mut timings);
    let has_moved = back(From::Placed, &mut timings);
    let is_over = |item: ItemId| holds.get(item.index()) == Some(&Hold::Over);
    roll_up(&network, &crews, is_over, has_moved, &mut timings);
    complete(&network, &crews, states, &mut timings);
    let (start, end) = span(model, &timings);
    let unestimated = unestimated(&network, states, &timings);
    let overloads = overloads(&network, &crews, states, &timings);
    let Trouble { contradictions, never_works, out_of_range } = trouble;
    Schedule {
        timings,
        start,
        end,
        overloads,
        contradictions,
        never_works,
        out_of_range,
        unestimated,
        knots,
    }
}

/// What the forward pass found are the early dates; what is done has no others.
fn keep_early_dates(timings: &mut [Timing]) {
    for timing in timings {
        (timing.early_start, timing.early_end) = (timing.start, timing.end);
        (timing.late_start, timing.late_end) = (timing.start, timing.end);
    }
}

/// From the first start to the last end of all that takes part; the start of the roadmap where nothing does.
fn span(model: &Model, timings: &[Timing]) -> (Moment, Moment) {
    let scheduled = || timings.iter().filter(|timing| timing.is_scheduled);
    let first = scheduled().map(|timing| timing.start).min();
    let last = scheduled().map(|timing| timing.end).max();
    (first.unwrap_or(model.header.from), last.unwrap_or(model.header.from))
}
