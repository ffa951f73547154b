//! How late or early something is, as people say it: in working days.

use crate::model::Calendar;
use crate::schedule::working_time::Clock;
use crate::time::{Date, Moment};

/// How many working days later than `from` the day `to` is; negative if it is earlier.
///
/// Something due on a Friday that ends on the Tuesday after is 2 working days late. Where many are asked of one calendar,
/// keep a [`Clock`] and ask [`Clock::working_days`].
///
/// ```
/// use milepost::model::Calendar;
/// use milepost::schedule::working_days_between;
/// use milepost::time::Date;
/// let day = |day| Date::new(2026, 3, day).unwrap();
/// assert_eq!(working_days_between(&Calendar::standard(), day(6), day(10)), 2);
/// assert_eq!(working_days_between(&Calendar::standard(), day(10), day(6)), -2);
/// ```
pub fn working_days_between(calendar: &Calendar, from: Date, to: Date) -> i64 {
    Clock::new(calendar).working_days(from, to)
}

/// How many working days later than a deadline an end is, both told by the last day that counts as theirs; negative if it is early.
pub fn working_days_late(calendar: &Calendar, deadline: Moment, end: Moment) -> i64 {
    working_days_between(calendar, deadline.last_day(), end.last_day())
}
