//! A civil day, as a number, and its conversions to the calendar people use.

use std::fmt;

use jiff::civil;

/// A civil day: the number of days since 1 January 1970. Years 1 to 9999.
///
/// ```
/// use milepost::time::Date;
/// let date = Date::new(2026, 3, 2).unwrap();
/// assert_eq!(date.to_string(), "2026-03-02");
/// assert_eq!(date.long(), "2 March 2026");
/// assert!(Date::new(2026, 2, 30).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A day of the week, Monday first, as ISO 8601 counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The week in order, Monday first.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// 0 for Monday to 6 for Sunday.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// `Monday` …
    pub const fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a month, 1 to 12; an empty text for any other number.
pub fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default()
}

impl Date {
    /// 1 January of the year 1, the earliest date there is.
    pub const MIN: Self = Self(-719_162);
    /// 31 December 9999, the latest date there is.
    pub const MAX: Self = Self(2_932_896);

    /// The day of this year, month (1 to 12) and day of the month, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        Self::from_civil(date)
    }

    /// The day that is this many days after 1 January 1970, if its year is within 1 to 9999.
    pub fn from_days(days: i64) -> Option<Self> {
        let date = Self(i32::try_from(days).ok()?);
        (Self::MIN..=Self::MAX).contains(&date).then_some(date)
    }

    /// The Monday to Sunday of an ISO 8601 week: `Date::from_iso_week(2026, 10, Weekday::Monday)`.
    pub fn from_iso_week(year: i16, week: i8, weekday: Weekday) -> Option<Self> {
        let weekday =
            civil::Weekday::from_monday_zero_offset(i8::try_from(weekday.index()).ok()?).ok()?;
        Self::from_civil(civil::ISOWeekDate::new(year, week, weekday).ok()?.date())
    }

    /// The day that is written so: `2026-03-02`.
    pub fn from_iso(text: &str) -> Option<Self> {
        Self::from_civil(text.parse().ok()?)
    }

    fn from_civil(date: civil::Date) -> Option<Self> {
        let epoch = civil::Date::constant(1970, 1, 1);
        let days = date.since(epoch).ok()?.get_days();
        Self::from_days(i64::from(days))
    }

    fn civil(self) -> civil::Date {
        let epoch = civil::Date::constant(1970, 1, 1);
        epoch.checked_add(jiff::Span::new().days(self.0)).unwrap_or(epoch)
    }

    /// Days since 1 January 1970, negative before it.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// Year, month (1 to 12) and day of the month.
    ///
    /// By the arithmetic of Howard Hinnant's `civil_from_days`: years begin in March, so that a leap day is the last of its year, in
    /// eras of 400 years. Outputs are full of dates; the calendar of `jiff` would take ten times as long.
    pub fn year_month_day(self) -> (i16, i8, i8) {
        let days = self.0 + 719_468;
        let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let march_is_0 = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march_is_0 + 2) / 5 + 1;
        let month = if march_is_0 < 10 { march_is_0 + 3 } else { march_is_0 - 9 };
        let year = era * 400 + year + i32::from(month <= 2);
        let small = |number: i32| i8::try_from(number).unwrap_or(1);
        (i16::try_from(year).unwrap_or(1), small(month), small(day))
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year_month_day().0
    }

    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.year_month_day().1
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.year_month_day().2
    }

    /// The quarter, 1 to 4.
    pub fn quarter(self) -> i8 {
        (self.month() - 1) / 3 + 1
    }

    /// The ISO 8601 year and week.
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.civil().iso_week_date();
        (week.year(), week.week())
    }

    /// ISO 8601: `2026-03-02`, as ASCII.
    pub fn iso(self) -> [u8; 10] {
        let (year, month, day) = self.year_month_day();
        let digit = |number: u16, place: u16| b'0' + u8::try_from(number / place % 10).unwrap_or(0);
        let (y, m, d) = (year.unsigned_abs(), month.unsigned_abs(), day.unsigned_abs());
        [
            digit(y, 1000),
            digit(y, 100),
            digit(y, 10),
            digit(y, 1),
            b'-',
            b'0' + m / 10,
            b'0' + m % 10,
            b'-',
            b'0' + d / 10,
            b'0' + d % 10,
        ]
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1 January 1970 was a Thursday.
        let index = (i64::from(self.0) + 3).rem_euclid(7);
        usize::try_from(index)
            .ok()
            .and_then(|index| Weekday::ALL.get(index))
            .copied()
            .unwrap_or(Weekday::Monday)
    }

    /// How many days this date's month has.
    pub fn days_in_month(self) -> i8 {
        self.civil().days_in_month()
    }

    /// The first day of this date's month.
    pub fn first_of_month(self) -> Self {
        Self(self.0 - i32::from(self.day()) + 1)
    }

    /// The day this many days later (earlier if negative), if its year is within 1 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Self> {
        Self::from_days(i64::from(self.0).checked_add(days)?)
    }

    /// The same day of the month that many months later, or that month's last day where it has no such day.
    pub fn plus_months(self, months: i32) -> Option<Self> {
        Self::from_civil(self.civil().checked_add(jiff::Span::new().try_months(months).ok()?).ok()?)
    }

    /// `2 March 2026`, as people write it.
    pub fn long(self) -> String {
        let (year, month, day) = self.year_month_day();
        format!("{day} {} {year}", month_name(month))
    }

    /// `2 Mar`, for tight places that say the year elsewhere.
    pub fn short(self) -> String {
        let (_, month, day) = self.year_month_day();
        let name = month_name(month);
        [itoa::Buffer::new().format(day), " ", name.get(..3).unwrap_or(name)].concat()
    }

    /// `2 Mar 2026`.
    pub fn medium(self) -> String {
        self.short() + " " + itoa::Buffer::new().format(self.year())
    }
}

impl fmt::Display for Date {
    /// ISO 8601: `2026-03-02`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.year_month_day();
        write!(formatter, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        let days = (Date::MIN.0..=Date::MAX.0).step_by(97).chain([Date::MAX.0]);
        for date in days.chain(-800..800).chain(19_000..22_000).map(Date) {
            let civil = date.civil();
            assert_eq!(date.year_month_day(), (civil.year(), civil.month(), civil.day()));
        }
    }
}
