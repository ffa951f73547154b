//! Exceptions of a calendar that come again: every third day, the first Monday of every second month, each 24 December.

use roxmltree::Node;

use super::values::{flag, integer};
use crate::time::{Date, Weekday};

/// How an exception comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// All days of its period.
    EveryDay,
    /// Every so many days.
    Days(i64),
    /// Every so many weeks, on the days whose bits are set: 1 is Sunday, 64 Saturday.
    Weeks(i64, i64),
    /// Every so many months, on a day of the month.
    Months(i64, Day),
}

/// A day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// This day, or the last where the month is shorter.
    Number(i8),
    /// The first (0) to fourth, or the last (4), of some kind.
    Position(i64, Item),
}

/// A kind of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// Any.
    Day,
    /// Monday to Friday.
    Weekday,
    /// Saturday and Sunday.
    Weekend,
    /// This one.
    One(Weekday),
}

/// No rule is followed over more days than these.
const MOST_STEPS: usize = 100_000;

impl Rule {
    /// What an exception says; nothing if it says what nobody knows.
    pub(super) fn of(exception: Node<'_, '_>) -> Option<Self> {
        let number = |name| integer(exception, name);
        let period = number("Period").unwrap_or(1).max(1);
        let by_number = || Some(Day::Number(i8::try_from(number("MonthDay")?).ok()?.max(1)));
        let by_position = || {
            let item = item(number("MonthItem")?)?;
            Some(Day::Position(number("MonthPosition").unwrap_or(0), item))
        };
        Some(match number("Type").unwrap_or(1) {
            1 => Self::EveryDay,
            2 => Self::Months(12, by_number()?),
            3 => Self::Months(12, by_position()?),
            4 => Self::Months(period, by_number()?),
            5 => Self::Months(period, by_position()?),
            6 => Self::Weeks(period, number("DaysOfWeek").filter(|days| days & 127 != 0)?),
            7 => Self::Days(period),
            _ => return None,
        })
    }

    /// Days before weeks, months and years.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::EveryDay | Self::Days(_) => 0,
            Self::Weeks(..) => 1,
            Self::Months(..) => 2,
        }
    }

    /// A day on which it may begin to be counted, no more than a lifetime before `near`: what began long ago comes in step.
    pub(super) fn begin(self, first: Date, near: Date) -> Date {
        const LIFETIME: i64 = 36_525;
        let step = match self {
            Self::Days(period) => period,
            Self::Weeks(period, _) => period.saturating_mul(7),
            Self::EveryDay | Self::Months(..) => return first,
        };
        let far = i64::from(near.days()) - LIFETIME - i64::from(first.days());
        let steps = far.max(0) / step.max(1);
        first.plus_days(steps.saturating_mul(step)).unwrap_or(first)
    }

    /// The days from `first` to `last` on which it comes, in order, and no more of them than it says.
    pub(super) fn days(self, exception: Node<'_, '_>, first: Date, last: Date) -> Vec<Date> {
        let most = integer(exception, "Occurrences").and_then(|most| usize::try_from(most).ok());
        let is_counted = flag(exception, "EnteredByOccurrences");
        let most = most.filter(|most| is_counted && *most > 0).unwrap_or(MOST_STEPS);
        let days = steps(first, last);
        let is_within = |date: &Date| (first..=last).contains(date);
        match self {
            Self::EveryDay => days.take(most).collect(),
            Self::Days(period) => days.step_by(size(period)).take(most).collect(),
            Self::Weeks(period, bits) => {
                let week = |date: Date| (i64::from(date.days()) + 4).div_euclid(7);
                let begin = week(first);
                let is_on = |date: &Date| {
                    let of_week = (i64::from(date.days()) + 4).rem_euclid(7);
                    (week(*date) - begin) % period == 0 && bits >> of_week & 1 == 1
                };
                days.filter(is_on).take(most).collect()
            }
            Self::Months(period, day) => {
                // A rule of years names its month, from 0 on.
                let month = integer(exception, "Month").filter(|_| period == 12);
                let begin = months_of(first);
                let begin = match month {
                    Some(month) => begin + (month - begin.rem_euclid(12)).rem_euclid(12),
                    None => begin,
                };
                let months = (begin..=months_of(last)).step_by(size(period)).take(MOST_STEPS);
                months
                    .filter_map(|month| day.of_month(month))
                    .filter(is_within)
                    .take(most)
                    .collect()
            }
        }
    }
}

fn steps(first: Date, last: Date) -> impl Iterator<Item = Date> {
    let days = std::iter::successors(Some(first), |day| day.plus_days(1));
    days.take_while(move |day| *day <= last).take(MOST_STEPS)
}

fn size(period: i64) -> usize {
    usize::try_from(period).unwrap_or(1).max(1)
}

fn months_of(date: Date) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month()) - 1
}

fn item(code: i64) -> Option<Item> {
    const WEEK: [Weekday; 7] = [
        Weekday::Sunday,
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
    ];
    Some(match code {
        0 => Item::Day,
        1 => Item::Weekday,
        2 => Item::Weekend,
        _ => Item::One(*WEEK.get(usize::try_from(code - 3).ok()?)?),
    })
}

impl Item {
    fn is(self, date: Date) -> bool {
        let is_weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        match self {
            Self::Day => true,
            Self::Weekday => !is_weekend,
            Self::Weekend => is_weekend,
            Self::One(weekday) => date.weekday() == weekday,
        }
    }
}

impl Day {
    /// The day of a month, which is counted from the year 0 on.
    fn of_month(self, month: i64) -> Option<Date> {
        let year = i16::try_from(month.div_euclid(12)).ok()?;
        let month = i8::try_from(month.rem_euclid(12) + 1).ok()?;
        let days = (1..=31).filter_map(|day| Date::new(year, month, day));
        match self {
            Self::Number(number) => days.take_while(|date| date.day() <= number).last(),
            Self::Position(4, item) => days.rev().find(|date| item.is(*date)),
            Self::Position(position, item) => {
                days.filter(|date| item.is(*date)).nth(usize::try_from(position).ok()?)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml;

    fn days(rule: &str, (first, last): (&str, &str)) -> Vec<String> {
        let text = format!("<Exception>{rule}</Exception>");
        let document = xml::parse(&text).unwrap();
        let exception = document.root_element();
        let day = |text| Date::from_iso(text).unwrap();
        let days = Rule::of(exception).unwrap().days(exception, day(first), day(last));
        days.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn exceptions_come_again() {
        let spring = ("2026-03-01", "2026-05-31");
        let counted = "<EnteredByOccurrences>1</EnteredByOccurrences><Occurrences>2</Occurrences>";
        let cases: [(&str, &[&str]); 7] = [
            ("<Type>1</Type>", &["2026-03-01", "2026-03-02"]),
            ("<Type>7</Type><Period>5</Period>", &["2026-03-01", "2026-03-06"]),
            // Sundays and Wednesdays of every second week, which begins on a Sunday.
            (
                "<Type>6</Type><Period>2</Period><DaysOfWeek>9</DaysOfWeek>",
                &["2026-03-01", "2026-03-04"],
            ),
            (
                "<Type>4</Type><Period>1</Period><MonthDay>31</MonthDay>",
                &["2026-03-31", "2026-04-30"],
            ),
            (
                "<Type>5</Type><Period>1</Period><MonthItem>1</MonthItem><MonthPosition>4</MonthPosition>",
                &["2026-03-31", "2026-04-30"],
            ),
            (
                "<Type>3</Type><Month>3</Month><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>",
                &["2026-04-06"],
            ),
            ("<Type>2</Type><Month>4</Month><MonthDay>1</MonthDay>", &["2026-05-01"]),
        ];
        for (rule, expected) in cases {
            assert_eq!(days(&format!("{counted}{rule}"), spring), expected, "{rule}");
        }
    }

    #[test]
    fn what_comes_again_in_no_known_way_is_no_rule() {
        for rule in ["<Type>9</Type>", "<Type>6</Type><DaysOfWeek>0</DaysOfWeek>", "<Type>4</Type>"]
        {
            let text = format!("<Exception>{rule}</Exception>");
            assert_eq!(Rule::of(xml::parse(&text).unwrap().root_element()), None);
        }
    }
}
