//! `within 5d after a`: how far a limit reaches.

use crate::model::{Anchor, Edge, Lag, Limit};
use crate::schedule::timing::Schedule;
use crate::schedule::working_time::Clock;
use crate::time::Moment;

/// The last moment at which a limit lets its item, which works by this clock, start. It is kept where the start is no later.
pub fn latest_start_within(schedule: &Schedule, clock: &Clock<'_>, limit: &Limit) -> Moment {
    let point = match limit.anchor {
        Anchor::Moment(moment) => moment,
        Anchor::Item(item, Edge::Start) => schedule.timing(item).start,
        Anchor::Item(item, Edge::End) => schedule.timing(item).end,
    };
    let latest = later(clock, later(clock, point, limit.lag), limit.within);
    // The start of a working day is no later than the evening before it.
    clock.next_work(latest)
}

fn later(clock: &Clock<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.is_elapsed { moment.plus(lag.minutes) } else { clock.advance(moment, lag.minutes) }
}
