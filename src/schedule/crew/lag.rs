//! The moment that a dependency asks for.

use crate::model::{Anchor, Dependency, Edge, Lag};
use crate::schedule::crew::Crew;
use crate::schedule::network::Network;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// A moment and a lag behind it, counted by the calendar of those who wait.
pub(crate) fn after(calendar: &Clock<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.minutes == Minutes::ZERO {
        moment
    } else if lag.is_elapsed {
        moment.plus(lag.minutes)
    } else {
        calendar.advance(moment, lag.minutes)
    }
}

/// Whether an end waits for a date that stands alone: then it is that evening, for whole days stay whole.
pub(crate) fn names_day(dependency: &Dependency, asked: Moment) -> bool {
    let is_date = matches!(dependency.anchor, Anchor::Moment(moment) if moment == asked);
    is_date && dependency.edge == Edge::End && asked.minute_of_day() == 0
}

/// The moment that a dependency asks for of those who wait, where what it waits for stands at `point`.
pub(crate) fn of(
    network: &Network<'_>,
    crew: &Crew<'_>,
    dependency: &Dependency,
    point: Moment,
) -> Moment {
    let asked = after(&crew.calendar, point, dependency.lag);
    if names_day(dependency, asked) {
        crew.evening_of(asked)
    } else if network.is_lead_of_moment(dependency) {
        crew.calendar.previous_work(asked)
    } else {
        asked
    }
}

/// The last moment of a point that asks with its dependency for no later than `moment`.
pub(crate) fn last_asking_for(
    network: &Network<'_>,
    crew: &Crew<'_>,
    dependency: &Dependency,
    moment: Moment,
) -> Moment {
    let is_lead = network.is_lead_of_moment(dependency);
    let latest = if is_lead { crew.calendar.next_work(moment) } else { moment };
    earlier(&crew.calendar, latest, dependency.lag)
}

/// The last moment that, with the lag behind it, is no later than `moment`.
fn earlier(calendar: &Clock<'_>, moment: Moment, lag: Lag) -> Moment {
    let minutes = lag.minutes.0;
    if lag.is_elapsed {
        return moment.plus(Minutes(minutes.saturating_neg()));
    }
    match minutes {
        0 => moment,
        1.. => calendar.retreat(moment, lag.minutes),
        // A lead goes back to the start of a minute of work: what is a minute short of that is still no later.
        _ => {
            let lead = Minutes(minutes.saturating_neg() - i64::from(!calendar.is_open(moment)));
            calendar.next_work(calendar.advance(moment, lead))
        }
    }
}
