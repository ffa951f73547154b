//! A minute on the civil clock, and amounts of minutes.

use std::fmt;

use super::Date;

/// So many days are told in hours where these come out even.
const FEW_DAYS: i64 = 5;
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

    /// Clock time as people say and type it: `10d` of civil days, `36h`, `90min`.
    pub fn on_the_clock(self) -> String {
        match self.0 {
            time if time % 60 == 0 && time % DAY != 0 && time.abs() < FEW_DAYS * DAY => {
                format!("{}h", time / 60)
            }
            _ => self.in_days_of(Self::DAY),
        }
    }

    /// As people say and type it: in days of this length where they come out even, or else in hours or minutes, `10d`, `36h`,
    /// `90min`. What does so in none of them, or is too long for its unit, is rounded to a tenth: `23.7d`, `3.2h`.
    ///
    /// ```
    /// use milepost::time::Minutes;
    /// let day = Minutes(480);
    /// assert_eq!(Minutes(1200).in_days_of(day), "2.5d");
    /// assert_eq!(Minutes(11_364).in_days_of(day), "23.7d");
    /// assert_eq!(Minutes(190).in_days_of(day), "3.2h");
    /// ```
    pub fn in_days_of(self, day: Self) -> String {
        let (time, day) = (self.0, day.0.max(1));
        let size = time.saturating_abs();
        let is_even = time.saturating_mul(10) % day == 0 && (size > day || time % day == 0);
        let in_tenths = |unit: i64, name: &str| {
            let (twentieths, sign) = (i128::from(time) * 20 / i128::from(unit), time.signum());
            let tenths = i128::midpoint(twentieths, i128::from(sign));
            let (sign, tenths) = (if sign < 0 { "-" } else { "" }, tenths.unsigned_abs());
            match tenths % 10 {
                0 => format!("{sign}{}{name}", tenths / 10),
                tenth => format!("{sign}{}.{tenth}{name}", tenths / 10),
            }
        };
        match size {
            _ if is_even => in_tenths(day, "d"),
            _ if time % 60 == 0 && size < day.saturating_mul(FEW_DAYS) => in_tenths(60, "h"),
            size if size > day => in_tenths(day, "d"),
            ..120 => format!("{time}min"),
            _ => in_tenths(60, "h"),
        }
    }
}
