//! A minute on the civil clock, and amounts of minutes.

use std::fmt;

use super::Date;

/// Minutes in a civil day.
const DAY: i64 = 24 * 60;

/// A minute of the civil clock: minutes since 1 January 1970, 00:00. No time zone.
///
/// The end of work at five in the evening is the moment 17:00 of that day; [`Moment::last_day`] says which day people call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// The earliest moment there is.
    pub const MIN: Self = Self(Date::MIN.days() as i64 * DAY);
    /// The latest moment there is: midnight at the end of 31 December 9999.
    pub const MAX: Self = Self((Date::MAX.days() as i64 + 1) * DAY);

    /// The moment that many minutes after 1 January 1970, held within [`Moment::MIN`] and [`Moment::MAX`].
    pub fn from_minutes(minutes: i64) -> Self {
        Self(minutes).clamp(Self::MIN, Self::MAX)
    }

    /// Midnight at the start of a day.
    pub fn start_of(date: Date) -> Self {
        Self(i64::from(date.days()) * DAY)
    }

    /// Midnight at the end of a day.
    pub fn end_of(date: Date) -> Self {
        Self((i64::from(date.days()) + 1) * DAY)
    }

    /// This minute (0 to 1440) of a day.
    pub fn at(date: Date, minute_of_day: u16) -> Self {
        Self(i64::from(date.days()) * DAY + i64::from(minute_of_day))
    }

    /// Minutes since 1 January 1970, 00:00.
    pub const fn minutes(self) -> i64 {
        self.0
    }

    /// The day this moment lies in; midnight belongs to the day it begins.
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(DAY)).unwrap_or(Date::MAX)
    }

    /// The last day of something that ends at this moment: midnight belongs to the day it closes.
    pub fn last_day(self) -> Date {
        Self(self.0 - 1).date()
    }

    /// The first and the last day of something from this moment to `end`; of what takes no time, the day that it ends.
    pub fn days_to(self, end: Self) -> (Date, Date) {
        (self.date().min(end.last_day()), end.last_day())
    }

    /// Minutes since midnight, 0 to 1439.
    pub fn minute_of_day(self) -> u16 {
        u16::try_from(self.0.rem_euclid(DAY)).unwrap_or(0)
    }

    /// The moment that much clock time later, held within the dates there are.
    pub fn plus(self, clock: Minutes) -> Self {
        Self::from_minutes(self.0.saturating_add(clock.0))
    }

    /// Clock time from `earlier` to this moment.
    pub const fn since(self, earlier: Self) -> Minutes {
        Minutes(self.0 - earlier.0)
    }
}

impl fmt::Display for Moment {
    /// ISO 8601: `2026-03-02T09:00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minute = self.minute_of_day();
        write!(formatter, "{}T{:02}:{:02}", self.date(), minute / 60, minute % 60)
    }
}

/// An amount of time in minutes, of work or of the clock as its place says; negative for a lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minutes(pub i64);

impl Minutes {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// A civil day.
    pub const DAY: Self = Self(DAY);

    /// As it is typed by the clock, in whole units: `10d` of civil days, `36h`, `90min`.
    pub fn on_the_clock(self) -> String {
        match self.0 {
            time if time % DAY == 0 => format!("{}d", time / DAY),
            time if time % 60 == 0 => format!("{}h", time / 60),
            time => format!("{time}min"),
        }
    }
}
