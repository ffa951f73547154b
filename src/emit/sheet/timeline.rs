//! The periods of a timeline: weeks where these fit, or else months, quarters, years and longer.

use super::table::Unit;
use crate::schedule::Schedule;
use crate::time::{Date, Moment};

/// From the finest, and how many of each are shown at most.
const UNITS: [(Unit, usize); 8] = [
    (Unit::Week, 106),
    (Unit::Months(1), 120),
    (Unit::Months(3), 120),
    (Unit::Months(12), 120),
    (Unit::Months(120), 120),
    (Unit::Months(1_200), 120),
    (Unit::Months(6_000), 120),
    (Unit::Months(12_000), 120),
];

/// Periods, one behind the other, over all of a schedule.
pub(super) struct Timeline {
    /// How long each is.
    pub unit: Unit,
    /// The first day of each.
    pub starts: Vec<Date>,
}

impl Timeline {
    /// Periods from the first to the last day of a schedule, as short as there is room for.
    pub(super) fn of(schedule: &Schedule) -> Self {
        let has_dates = schedule.timings.iter().any(|timing| timing.is_scheduled);
        let days = (schedule.first_day, schedule.end.last_day().max(schedule.first_day));
        let fitting = UNITS.iter().filter(|_| has_dates).find_map(|(unit, most)| {
            let starts: Vec<Date> = unit.starts(days).take(most + 1).collect();
            (starts.len() <= *most).then_some(Self { unit: *unit, starts })
        });
        fitting.unwrap_or(Self { unit: Unit::Week, starts: Vec::new() })
    }

    /// When each begins and ends.
    pub(super) fn spans(&self) -> Vec<(Moment, Moment)> {
        let end = |start: Date| self.unit.next(start).map_or(Moment::MAX, Moment::start_of);
        self.starts.iter().map(|start| (Moment::start_of(*start), end(*start))).collect()
    }
}

impl Unit {
    /// The first day of each that touches these days.
    fn starts(self, (first, last): (Date, Date)) -> impl Iterator<Item = Date> {
        let all = std::iter::successors(Some(self.floor(first)), move |start| self.next(*start));
        all.take_while(move |start| *start <= last)
    }

    /// The first day of the one in which a day lies; where there is none so early, the day itself.
    fn floor(self, date: Date) -> Date {
        match self {
            Self::Week => {
                let since_monday = i64::try_from(date.weekday().index()).unwrap_or(0);
                date.plus_days(-since_monday).unwrap_or(date)
            }
            Self::Months(months) => {
                let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
                date.first_of_month().plus_months(-month.rem_euclid(months)).unwrap_or(date)
            }
        }
    }

    /// The first day of the next.
    pub(super) fn next(self, start: Date) -> Option<Date> {
        match self {
            Self::Week => start.plus_days(7),
            Self::Months(months) => start.plus_months(months),
        }
    }
}
