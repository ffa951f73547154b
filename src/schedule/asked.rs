//! The moment that a dependency asks for.

use super::crew::Crew;
use crate::model::{Anchor, Dependency, Edge, Lag};
use crate::time::{Minutes, Moment};

/// A moment and a lag behind it, counted by the calendar of those who wait.
pub(super) fn after(crew: &Crew<'_>, moment: Moment, lag: Lag) -> Moment {
    if lag.minutes == Minutes::ZERO {
        moment
    } else if lag.is_elapsed {
        moment.plus(lag.minutes)
    } else {
        crew.calendar.advance(moment, lag.minutes)
    }
}

/// Whether an end waits for a date that stands alone: then it is that evening, for whole days stay whole.
pub(super) fn names_day(dependency: &Dependency, asked: Moment) -> bool {
    let is_date = matches!(dependency.anchor, Anchor::Moment(moment) if moment == asked);
    is_date && dependency.edge == Edge::End && asked.minute_of_day() == 0
}

/// The moment that a dependency asks for of those who wait, where what it waits for stands at `point`.
pub(super) fn of(crew: &Crew<'_>, dependency: &Dependency, point: Moment) -> Moment {
    let asked = after(crew, point, dependency.lag);
    if names_day(dependency, asked) { crew.evening_of(asked) } else { asked }
}
