//! The period that something with parts is to fill.

use crate::model::ItemWalker;
use crate::schedule::network::edges::Edges;
use crate::schedule::working_time::Clock;
use crate::time::Moment;

/// The working time that something with parts is to fill, if both its start and its end are fixed: it spans that, whatever
/// its parts do. One of the two alone only says when its parts may start, or have to be over.
pub(in crate::schedule) fn period(whole: ItemWalker<'_>, calendar: &Clock<'_>) -> Option<Edges> {
    let dates = whole.dates();
    let (from, to) = (dates.from?.moment, dates.to?.moment);
    if from >= to {
        return None;
    }
    let (start, end) = (calendar.next_work(from), calendar.previous_work(to));
    // Both in the same gap of working time: they stand as they are written.
    Some(if start < end { Edges { start, end } } else { Edges { start: from, end: to } })
}

/// What a period that was not given leaves to the parts.
pub(in crate::schedule) const NO_PERIOD: Edges = Edges { start: Moment::MAX, end: Moment::MIN };
