//! From the [`Model`] to a [`Schedule`]: when everything starts and ends, how much slack it has, and what decided it.
//!
//! The critical path method (Kelley and Walker, 1959) with all four kinds of dependency, each with minimal lags counted in
//! working or clock time. Integers only.

mod crew;
mod engine;
mod explain;
mod ledger;
pub mod level;
mod network;
mod progress;
mod random;
pub mod simulate;
mod stop;
mod table;
mod timing;
mod working_time;

pub use crew::cost::{Costs, OwnCost, Work, work, working_time};
pub(crate) use crew::crews::units_of;
pub use explain::doubts::{day_done, disregarded};
pub use explain::reasons::{Constraint, Reason, Reasons, Step};
pub use explain::{Link, SlackEnds, if_reassigned, if_waiting, latest_start_within, links};
pub(crate) use explain::{decisive, place};
pub(crate) use ledger::engagement::spread;
pub use ledger::engagement::{Engagement, engagements};
pub use ledger::joint::Stint;
pub use level::levelling::{Levelling, Move};
pub use network::order::{CycleCause, CycleEdge, CycleReport, cycle_report};
pub use stop::Stop;
pub use timing::{
    Contradiction, Driver, Idle, Overload, Schedule, Slip, State, Timing, Unestimated,
};
pub use working_time::{Clock, Clocks, working_days_between, working_days_late};

use crew::crews::Crews;
use engine::{Dates, Trouble};
use explain::doubts::unestimated;
use ledger::overload::overloads;
use level::levelling::{Levelled, levelled};
use network::order::untie;
use network::{Network, Node, Role};
pub(crate) use progress::remaining;
use progress::{Project, States, complete};

use crate::model::{ItemId, Model};
use crate::time::{Date, Moment};

/// Computes the schedule. Never fails: of a model with errors it gives what can be computed, dependencies of a cycle left out.
pub fn schedule(model: &Model) -> Schedule {
    schedule_as(model, None, &Stop::default())
}

/// The same; meanwhile it is told how far it is.
#[cfg(feature = "cli")]
pub(crate) fn schedule_telling(model: &Model, progress: &Stop) -> Schedule {
    schedule_as(model, None, progress)
}

/// The same, unless it is given up: then `None`.
pub fn schedule_unless(model: &Model, stop: &Stop) -> Option<Schedule> {
    let schedule = schedule_as(model, None, stop);
    (!stop.is_wanted()).then_some(schedule)
}

/// The schedule of a model that is a little different from one that was levelled, with the same items: everything goes in the
/// same order as there and is done by the same people, so that what differs comes of the difference alone. A single pass.
pub fn schedule_in_turn(model: &Model, levelling: &Levelling) -> Schedule {
    schedule_as(model, Some(levelling), &Stop::default())
}

fn schedule_as(model: &Model, before: Option<&Levelling>, stop: &Stop) -> Schedule {
    let mut network = Network::new(model);
    let (order, cycle_report) = untie(&mut network);
    let states = States::new(model);
    let (crews, dates, levelling) = if let Some(thoroughness) = model.header.level {
        let how = Levelled { thoroughness, before, stop };
        let (crews, dates, levelling) = levelled(&network, states, &order, how);
        (crews, dates, Some(levelling))
    } else {
        let crews = Crews::new(&network);
        let dates = Dates::plain(Project { network: &network, crews: &crews, states }, &order);
        (crews, dates, None)
    };
    let project = Project { network: &network, crews: &crews, states };
    let Dates { mut timings, trouble, start, end } = dates;
    complete(project, &mut timings);
    let unestimated = unestimated(&network, states, &timings);
    let slipped = slip(project, &order, (&timings, levelling.as_ref()));
    let Trouble { contradictions, never_works, out_of_range } = trouble;
    let mut schedule = Schedule {
        first_day: first_day(&timings, start),
        timings,
        start,
        end,
        overloads: Vec::new(),
        contradictions,
        never_works,
        out_of_range,
        unestimated,
        slipped,
        cycle_report,
        levelling,
    };
    schedule.overloads = overloads(project, &schedule);
    schedule
}

/// The first day of what starts first; where nothing does, that of the roadmap.
fn first_day(timings: &[Timing], start: Moment) -> Date {
    let first = timings.iter().filter(|of| of.is_scheduled && of.start == start);
    first.map(|timing| timing.days().0).min().unwrap_or_else(|| start.date())
}

/// What has slipped, if anything has: the dates are made once more, as if it had begun in time.
fn slip(
    project: Project<'_, '_>,
    order: &[Node],
    (timings, levelling): (&[Timing], Option<&Levelling>),
) -> Option<Slip> {
    let Project { network, states, .. } = project;
    let today = states.today()?;
    if !timings.iter().any(waits_for_today) {
        return None;
    }
    let in_time = states.begun_in_time();
    let dates = match levelling {
        Some(levelling) => {
            let (thoroughness, before) = (levelling.thoroughness, Some(levelling));
            let how = Levelled { thoroughness, before, stop: &Stop::default() };
            levelled(network, in_time, order, how).1
        }
        None => Dates::plain(Project { states: in_time, ..project }, order),
    };
    let all = (0..).map(ItemId).zip(timings.iter().zip(&dates.timings));
    let slipped = all.filter(|(item, (now, in_time))| {
        let is_work = network.role(*item) == Role::Work;
        is_work && !now.has_begun && in_time.start < today && in_time.start < now.start
    });
    Some(Slip { items: slipped.map(|(item, _)| item).collect(), end: dates.end })
}

/// Whether work starts today for no other reason.
fn waits_for_today(timing: &Timing) -> bool {
    timing.start_driver == Driver::Today && !timing.has_begun && timing.start < timing.end
}
