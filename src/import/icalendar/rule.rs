//! Rules of recurrence: the days on which an event is again.

use crate::time::{Date, Weekday};

/// How many times, and for how many years, a rule is followed that says no end.
pub(super) const MOST: usize = 1000;
const YEARS: i16 = 20;

/// How often something is again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Every {
    Day,
    Week,
    Month,
    Year,
}

/// A rule as it is written: `FREQ=YEARLY;BYMONTH=11;BYDAY=4TH`.
pub(super) struct Rule {
    pub(super) every: Every,
    interval: i32,
    count: Option<usize>,
    until: Option<Date>,
    months: Vec<i8>,
    days: Vec<i8>,
    /// Weekdays; of a month or a year which one of them, from the front or, where negative, from the end.
    weekdays: Vec<(i8, Weekday)>,
    /// Whether something stands in it that is not followed.
    is_foreign: bool,
}

const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn weekday(written: &str) -> Option<(i8, Weekday)> {
    let (nth, name) = written.split_at_checked(written.len().checked_sub(2)?)?;
    let at = WEEKDAYS.iter().position(|known| *known == name)?;
    let nth = if nth.is_empty() { 0 } else { nth.parse().ok()? };
    Some((nth, *Weekday::ALL.get(at)?))
}

fn all<T>(written: &str, one: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    written.split(',').map(|part| one(part.trim())).collect()
}

impl Rule {
    /// The rule that is written so, if it is one by days, weeks, months or years.
    pub(super) fn read(written: &str) -> Option<Self> {
        let mut rule = Self {
            every: Every::Year,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            days: Vec::new(),
            weekdays: Vec::new(),
            is_foreign: false,
        };
        let mut is_said = false;
        let written = written.to_ascii_uppercase();
        for (key, value) in written.split(';').filter_map(|part| part.trim().split_once('=')) {
            match key {
                "FREQ" => {
                    is_said = true;
                    rule.every = match value {
                        "DAILY" => Every::Day,
                        "WEEKLY" => Every::Week,
                        "MONTHLY" => Every::Month,
                        "YEARLY" => Every::Year,
                        _ => return None,
                    };
                }
                "INTERVAL" => rule.interval = value.parse().ok().filter(|number| *number > 0)?,
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(super::time::when_of(value)?.date),
                "BYMONTH" => rule.months = all(value, |part| part.parse().ok())?,
                "BYMONTHDAY" => rule.days = all(value, |part| part.parse().ok())?,
                "BYDAY" => rule.weekdays = all(value, weekday)?,
                "WKST" => {}
                _ => rule.is_foreign = true,
            }
        }
        (is_said && !rule.is_foreign).then_some(rule)
    }

    /// Whether it ends by itself.
    pub(super) const fn ends(&self) -> bool {
        self.count.is_some() || self.until.is_some()
    }

    /// Whether it is the same day of every year, for ever.
    pub(super) fn is_yearly(&self, first: Date) -> bool {
        let (_, month, day) = first.year_month_day();
        let is_plain = |said: &[i8], of: i8| said.is_empty() || said == [of];
        self.every == Every::Year
            && self.interval == 1
            && !self.ends()
            && self.weekdays.is_empty()
            && is_plain(&self.months, month)
            && is_plain(&self.days, day)
            && (month, day) != (2, 29)
    }

    /// The weekdays on which it is every week, for ever.
    pub(super) fn weekly(&self, first: Date) -> Option<Vec<Weekday>> {
        let is_endless = self.every == Every::Week && self.interval == 1 && !self.ends();
        let said = || self.weekdays.iter().map(|(_, weekday)| *weekday).collect();
        (is_endless && self.months.is_empty())
            .then(|| if self.weekdays.is_empty() { vec![first.weekday()] } else { said() })
    }

    /// The days of it, the first among them, in order; not more than [`MOST`].
    pub(super) fn days(&self, first: Date) -> Vec<Date> {
        let most = self.count.unwrap_or(MOST).min(MOST);
        let until = self.until.unwrap_or_else(|| {
            let years = if self.count.is_some() { i32::from(YEARS) * 5 } else { i32::from(YEARS) };
            first.plus_months(12 * years).unwrap_or(Date::MAX)
        });
        let mut days = Vec::new();
        for period in 0..i32::try_from(MOST * 20).unwrap_or(i32::MAX) {
            let Some(period) = period.checked_mul(self.interval) else { break };
            let Some(mut found) = self.of_period(first, period) else { break };
            found.sort_unstable();
            found.dedup();
            if found.first().is_some_and(|day| *day > until) || days.len() >= most {
                break;
            }
            days.extend(found.into_iter().filter(|day| (first..=until).contains(day)));
        }
        days.truncate(most);
        days
    }

    /// The days of one period, so many behind that of the first day; nothing behind the end of the calendar.
    fn of_period(&self, first: Date, period: i32) -> Option<Vec<Date>> {
        let in_month = |day: &Date| self.months.is_empty() || self.months.contains(&day.month());
        let on_weekday = |day: &Date| {
            self.weekdays.is_empty()
                || self.weekdays.iter().any(|(_, weekday)| *weekday == day.weekday())
        };
        match self.every {
            Every::Day => {
                let day = first.plus_days(i64::from(period))?;
                Some([day].into_iter().filter(in_month).filter(on_weekday).collect())
            }
            Every::Week => {
                let monday = first.plus_days(-i64::try_from(first.weekday().index()).ok()?)?;
                let week = monday.plus_days(7 * i64::from(period))?;
                let days = (0..7).filter_map(|day| week.plus_days(day));
                let same =
                    |day: &Date| !self.weekdays.is_empty() || day.weekday() == first.weekday();
                Some(days.filter(in_month).filter(on_weekday).filter(same).collect())
            }
            Every::Month => {
                let month = first.first_of_month().plus_months(period)?;
                Some(if in_month(&month) { self.of_month(first, month) } else { Vec::new() })
            }
            Every::Year => {
                let year = first.first_of_month().plus_months(period.checked_mul(12)?)?;
                let months: Vec<i8> =
                    if self.months.is_empty() { vec![first.month()] } else { self.months.clone() };
                let days =
                    |month: &i8| Some(self.of_month(first, Date::new(year.year(), *month, 1)?));
                Some(months.iter().filter_map(days).flatten().collect())
            }
        }
    }

    /// The days of a month, which is given by its first.
    fn of_month(&self, first: Date, month: Date) -> Vec<Date> {
        let length = month.days_in_month();
        let day = |day: i8| Date::new(month.year(), month.month(), day);
        if self.weekdays.is_empty() {
            let said: &[i8] = if self.days.is_empty() { &[first.day()] } else { &self.days };
            let counted = |said: &i8| {
                day(if *said < 0 { length.checked_add(*said)?.checked_add(1)? } else { *said })
            };
            return said.iter().filter_map(counted).collect();
        }
        let is_said = |found: &Date| {
            let (from_front, from_end) =
                ((found.day() - 1) / 7 + 1, (length - found.day()) / 7 + 1);
            let said = |(nth, weekday): &(i8, Weekday)| {
                *weekday == found.weekday()
                    && (*nth == 0 || *nth == from_front || nth.checked_neg() == Some(from_end))
            };
            self.weekdays.iter().any(said)
                && (self.days.is_empty() || self.days.contains(&found.day()))
        };
        (1..=length).filter_map(day).filter(is_said).collect()
    }
}
