//! The lines of a calendar.

use super::PointRange;
use crate::text::Span;
use crate::time::Weekday;

/// `mon-fri`, or a single day twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayRange {
    /// The first.
    pub first: Weekday,
    /// The last; a range may run over the end of the week.
    pub last: Weekday,
}

/// Opening hours of a day: from one minute of the day up to another (1440 for `24:00`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Minute of the day at which work begins.
    pub from: u16,
    /// Minute of the day at which it ends, later than `from`.
    pub to: u16,
}

/// Days that are off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OffDays {
    /// `2026-12-24..2026-12-31`
    Dates(Box<PointRange>),
    /// `every 12-25`: month and day of every year.
    EveryYear {
        /// 1 to 12.
        month: i8,
        /// 1 to 31; 29 February counts in leap years.
        day: i8,
    },
    /// `every fri`: a day of every week.
    EveryWeek(WeekdayRange),
    /// The whole of a name that a `let` or a cadence gives.
    Name(Span),
}
