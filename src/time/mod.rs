//! What a date, a moment and an amount of time are. Integers only: a date never passes through a floating point number.
//!
//! Dates are civil: they have no time zone. [`Date`] counts days, [`Moment`] counts minutes, both from 1 January 1970;
//! [`Minutes`] is an amount, of working time or of the clock, as its place says; [`Spoken`] is a moment as people say it.
//! What is *not* here: working time (`model::calendar` holds the rules, `schedule::clock` counts by them, and knows which
//! hours are worth saying).

mod date;
mod moment;
mod spoken;

pub use date::{Date, Weekday, month_name};
pub use moment::{Minutes, Moment};
pub use spoken::Spoken;
