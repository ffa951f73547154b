//! Which hours are worth saying: those that a day alone would hide.

use crate::model::Edge;
use crate::schedule::working_time::Clock;
use crate::time::{Moment, Spoken};

impl Clock<'_> {
    /// A start or an end as people say it: its day, and the hour too if that is not to be guessed from the day.
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
    /// assert_eq!(clock.spoken(at(22), Edge::End).long(), "1 June 2026 at 22:00");
    /// ```
    pub fn spoken(&self, moment: Moment, edge: Edge) -> Spoken {
        let day = day_of(moment, edge);
        if self.has_hour_of_its_own(moment) { day.with_hour() } else { day }
    }

    /// Two moments that are compared, as people say them; with their hours in any case where both are on the same day.
    pub fn spoken_together(&self, a: (Moment, Edge), b: (Moment, Edge)) -> (Spoken, Spoken) {
        let (first, second) = (self.spoken(a.0, a.1), self.spoken(b.0, b.1));
        if first.date() == second.date() && a.0 != b.0 {
            (first.with_hour(), second.with_hour())
        } else {
            (first, second)
        }
    }

    /// Whether a moment lies within its day: it is no midnight, and the day's work neither begins nor ends then.
    pub fn has_hour_of_its_own(&self, moment: Moment) -> bool {
        let is_edge = || self.with_table(moment, moment, |table| table.is_edge_of_day(moment));
        moment.minute_of_day() > 0 && !is_edge()
    }
}

fn day_of(moment: Moment, edge: Edge) -> Spoken {
    match edge {
        Edge::Start => Spoken::start(moment),
        Edge::End => Spoken::end(moment),
    }
}
