//! What a date, a moment and an amount of time are. Integers only: a date never passes through a floating point number.
//!
//! Dates are civil: they have no time zone. [`Date`] counts days, [`Moment`] counts minutes, both from 1 January 1970;
//! [`Minutes`] is an amount, of working time or of the clock, as its place says.
//! What is *not* here: working time (`model::calendar` holds the rules, `schedule::clock` counts by them).

mod date;
mod moment;

pub use date::{Date, Weekday, month_name};
pub use moment::{Minutes, Moment};
