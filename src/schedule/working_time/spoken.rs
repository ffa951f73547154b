//! Which hours are worth saying: those that a day alone would hide.

use crate::model::Edge;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment, Spoken};

impl Clock<'_> {
    /// A start or an end as people say it: its day, and the hour too if some of that day's work lies before and some
    /// behind it.
    ///
    /// ```
    /// use milepost::model::{Calendar, Edge};
    /// use milepost::schedule::Clock;
    /// use milepost::time::{Date, Moment};
    /// let standard = Calendar::standard();
    /// let clock = Clock::new(&standard);
    /// let at = |hour: u16| Moment::at(Date::new(2026, 6, 1).unwrap(), hour * 60);
    /// assert_eq!(clock.spoken(at(17), Edge::End).long(), "1 June 2026");
    /// assert_eq!(clock.spoken(at(13), Edge::End).long(), "1 June 2026 at 13:00");
    /// ```
    pub fn spoken(&self, moment: Moment, edge: Edge) -> Spoken {
        let day = day_of(moment, edge);
        let is_worked = |from, to| self.work_between(from, to) > Minutes::ZERO;
        let is_within = is_worked(Moment::start_of(day.date()), moment)
            && is_worked(moment, Moment::end_of(day.date()));
        if is_within { day.with_hour() } else { day }
    }
}

/// Two moments that are compared, as people say them: their days, and their hours too where both are on the same day.
pub fn spoken_together(a: (Moment, Edge), b: (Moment, Edge)) -> (Spoken, Spoken) {
    let (first, second) = (day_of(a.0, a.1), day_of(b.0, b.1));
    if first.date() == second.date() && a.0 != b.0 {
        (first.with_hour(), second.with_hour())
    } else {
        (first, second)
    }
}

fn day_of(moment: Moment, edge: Edge) -> Spoken {
    match edge {
        Edge::Start => Spoken::start(moment),
        Edge::End => Spoken::end(moment),
    }
}
