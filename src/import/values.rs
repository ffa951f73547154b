//! Days, numbers and amounts of time, as a roadmap writes them.

use std::fmt;

use crate::time::Date;

/// A day, or a minute of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct When {
    /// The day.
    pub date: Date,
    /// The minute of the day, where the file says it and it means something.
    pub minute: Option<u16>,
}

impl When {
    /// A whole day.
    pub const fn day(date: Date) -> Self {
        Self { date, minute: None }
    }
}

impl fmt::Display for When {
    /// As it is written in a roadmap.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.date)?;
        match self.minute {
            Some(minute) => write!(out, "T{:02}:{:02}", minute / 60, minute % 60),
            None => Ok(()),
        }
    }
}

/// A number of three decimals at most, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Number(pub i64);

impl Number {
    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(1000))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        let decimals = format!("{part:03}");
        match decimals.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}"),
            decimals => write!(out, "{sign}{whole}.{decimals}"),
        }
    }
}

/// Units of amounts of time, as the language has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months of 20 days.
    Months,
}

/// An amount of time, such as `2.5d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub number: Number,
    /// Of which.
    pub unit: Unit,
}

impl Amount {
    /// So many days.
    pub const fn days(days: i64) -> Self {
        Self { number: Number::whole(days), unit: Unit::Days }
    }

    /// So many minutes in the largest unit that needs no more than one decimal, where `day` is a working day in minutes.
    pub fn of_minutes(minutes: i64, day: i64) -> Self {
        let units = [(day, Unit::Days), (60, Unit::Hours)];
        let fits = |(size, _): &(i64, Unit)| *size > 0 && minutes.saturating_mul(10) % size == 0;
        match units.into_iter().filter(|_| minutes != 0).find(fits) {
            Some((size, unit)) => {
                Self { number: Number(minutes.saturating_mul(1000) / size), unit }
            }
            None => Self { number: Number::whole(minutes), unit: Unit::Minutes },
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Minutes => "min",
            Unit::Hours => "h",
            Unit::Days => "d",
            Unit::Weeks => "w",
            Unit::Months => "mo",
        };
        write!(out, "{}{unit}", self.number)
    }
}
