//! The units of the time axis: where each begins and what it is called.

use super::super::scale::Drawn;
use crate::time::{Date, month_name};

/// A unit of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unit {
    /// So many minutes, a divisor of a day.
    Minutes(i64),
    Day,
    Week,
    /// The same by its number.
    IsoWeek,
    Month,
    Quarter,
    Half,
    /// A period of a cadence: so many days, the first from this one.
    Period {
        from: Date,
        days: i64,
    },
    /// So many years, from a multiple of them.
    Years(i16),
}

/// Minutes of a civil day.
const DAY: i64 = 24 * 60;

impl Unit {
    /// How many minutes the shortest one has.
    pub const fn minutes(self) -> i64 {
        match self {
            Self::Minutes(minutes) => minutes,
            Self::Day => DAY,
            Self::Week | Self::IsoWeek => 7 * DAY,
            Self::Period { days, .. } => DAY * days,
            Self::Month => 28 * DAY,
            Self::Quarter => 90 * DAY,
            Self::Half => 181 * DAY,
            Self::Years(years) => 365 * DAY * years as i64,
        }
    }

    /// Where the one begins that a moment lies in.
    pub fn floor(self, moment: Drawn) -> Drawn {
        let date = moment.date();
        let begins = match self {
            Self::Minutes(step) => return Drawn(moment.0 - moment.0.rem_euclid(step)),
            Self::Day => Some(date),
            Self::Week | Self::IsoWeek => date.plus_days(-weekday(date)),
            Self::Period { from, days } => {
                let behind = i64::from(date.days()) - i64::from(from.days());
                date.plus_days(-behind.rem_euclid(days))
            }
            Self::Month => Some(date.first_of_month()),
            Self::Quarter => Date::new(date.year(), (date.quarter() - 1) * 3 + 1, 1),
            Self::Half => Date::new(date.year(), half(date) * 6 - 5, 1),
            Self::Years(step) => {
                Date::new((date.year() - date.year().rem_euclid(step)).max(1), 1, 1)
            }
        };
        Drawn::start_of(begins.unwrap_or(date))
    }

    /// Where the next one begins; `None` behind the last date there is.
    pub fn next(self, begin: Drawn) -> Option<Drawn> {
        let date = begin.date();
        let next = match self {
            Self::Minutes(step) => return Some(begin.plus(step)),
            Self::Day => date.plus_days(1),
            Self::Week | Self::IsoWeek => date.plus_days(7),
            Self::Period { days, .. } => date.plus_days(days),
            Self::Month => date.plus_months(1),
            Self::Quarter => date.plus_months(3),
            Self::Half => date.plus_months(6),
            // The first of them may begin late: there is no year 0.
            Self::Years(step) => {
                let year =
                    date.year().checked_sub(date.year().rem_euclid(step))?.checked_add(step)?;
                Date::new(year, 1, 1)
            }
        };
        next.map(Drawn::start_of)
    }

    /// What the fine unit that begins here is called, longest first.
    pub fn fine_names(self, begin: Drawn) -> Vec<String> {
        let date = begin.date();
        let day = date.day();
        match self {
            Self::Minutes(_) => {
                let minute = begin.0.rem_euclid(DAY);
                vec![format!("{:02}:{:02}", minute / 60, minute % 60)]
            }
            Self::Day => vec![format!("{} {day}", short_weekday(date)), day.to_string()],
            Self::Week => vec![day.to_string()],
            Self::IsoWeek => vec![format!("W{:02}", date.iso_week().1)],
            Self::Period { from, days } => {
                let behind = i64::from(date.days()) - i64::from(from.days());
                // Before the first there is none.
                let number = behind.div_euclid(days) + 1;
                vec![if number > 0 { number.to_string() } else { String::new() }]
            }
            Self::Month => vec![short_month(date).to_owned()],
            Self::Quarter => vec![format!("Q{}", date.quarter())],
            Self::Half => vec![format!("H{}", half(date))],
            Self::Years(_) => vec![date.year().to_string()],
        }
    }

    /// What the coarse unit that begins here is called, longest first; with its year where that is not clear from its left.
    pub fn coarse_names(self, begin: Drawn, with_year: bool) -> Vec<String> {
        let date = begin.date();
        let year = if with_year { format!(" {}", date.year()) } else { String::new() };
        let day = date.day();
        match self {
            Self::Minutes(_) | Self::IsoWeek | Self::Half | Self::Period { .. } => {
                self.fine_names(begin)
            }
            Self::Day => vec![
                format!("{} {day} {}{year}", date.weekday().name(), month_name(date.month())),
                format!("{} {day} {}{year}", short_weekday(date), short_month(date)),
                format!("{day} {}", short_month(date)),
            ],
            Self::Week => vec![
                format!("{day} {}{year}", month_name(date.month())),
                format!("{day} {}", month_name(date.month())),
                format!("{day} {}", short_month(date)),
                day.to_string(),
            ],
            Self::Month => vec![
                format!("{}{year}", month_name(date.month())),
                month_name(date.month()).to_owned(),
                short_month(date).to_owned(),
            ],
            Self::Quarter => {
                vec![format!("Q{}{year}", date.quarter()), format!("Q{}", date.quarter())]
            }
            Self::Years(1) => vec![date.year().to_string()],
            Self::Years(step) => {
                let last =
                    date.year().saturating_add(step - 1 - date.year().rem_euclid(step)).min(9999);
                vec![format!("{} – {last}", date.year()), date.year().to_string()]
            }
        }
    }
}

/// 1 up to June, then 2.
fn half(date: Date) -> i8 {
    if date.month() <= 6 { 1 } else { 2 }
}

fn weekday(date: Date) -> i64 {
    i64::try_from(date.weekday().index()).unwrap_or_default()
}

fn short_weekday(date: Date) -> &'static str {
    first_three(date.weekday().name())
}

fn short_month(date: Date) -> &'static str {
    first_three(month_name(date.month()))
}

fn first_three(name: &'static str) -> &'static str {
    name.get(..3).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(year: i16, month: i8, day: i8) -> Drawn {
        Drawn::start_of(Date::new(year, month, day).unwrap())
    }

    #[test]
    fn units_begin_where_people_begin_them() {
        let moment = begin(2026, 5, 14).plus(600);
        assert_eq!(Unit::Minutes(180).floor(moment), begin(2026, 5, 14).plus(540));
        assert_eq!(Unit::Week.floor(moment), begin(2026, 5, 11));
        assert_eq!(Unit::Quarter.floor(moment), begin(2026, 4, 1));
        assert_eq!(Unit::Half.floor(moment), begin(2026, 1, 1));
        assert_eq!(Unit::Half.next(begin(2026, 1, 1)), Some(begin(2026, 7, 1)));
        let sprint = Unit::Period { from: Date::new(2026, 5, 4).unwrap(), days: 14 };
        assert_eq!(sprint.floor(moment), begin(2026, 5, 4));
        assert_eq!(sprint.floor(begin(2026, 5, 3)), begin(2026, 4, 20));
        assert_eq!(sprint.fine_names(begin(2026, 5, 18)), ["2"]);
        assert_eq!(sprint.fine_names(begin(2026, 4, 20)), [""]);
        assert_eq!(Unit::IsoWeek.fine_names(begin(2025, 12, 29)), ["W01"]);
        assert_eq!(Unit::Years(10).floor(moment), begin(2020, 1, 1));
        assert_eq!(Unit::Years(10).next(begin(2020, 1, 1)), Some(begin(2030, 1, 1)));
    }

    #[test]
    fn the_calendar_ends() {
        assert_eq!(Unit::Month.next(begin(9999, 12, 1)), None);
        assert_eq!(Unit::Years(1000).next(begin(9000, 1, 1)), None);
        assert_eq!(Unit::Years(10).next(begin(1, 1, 1)), Some(begin(10, 1, 1)));
    }
}
