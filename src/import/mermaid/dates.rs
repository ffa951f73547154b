//! Dates by `dateFormat`: the tokens of the format, and what a text says by them.

use pest::Parser as _;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use crate::import::When;
use crate::time::{Date, month_name};

/// A format of dates, such as `YYYY-MM-DD`.
pub(super) struct Format {
    /// As it is written.
    pub(super) written: String,
    parts: Vec<Part>,
}

enum Part {
    Token(String),
    Literal(String),
}

/// What is read of a date so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    day_of_year: Option<i64>,
    hour: Option<u16>,
    minute: Option<u16>,
    is_afternoon: Option<bool>,
    /// Minutes since 1970.
    stamp: Option<i64>,
}

impl Format {
    /// The format that is written so.
    pub(super) fn new(written: &str) -> Self {
        let pairs = Grammar::parse(Rule::format, written).ok().and_then(|mut pairs| pairs.next());
        let part = |pair: Pair<'_, Rule>| match pair.as_rule() {
            Rule::token => Some(Part::Token(pair.as_str().into())),
            Rule::escaped => Some(Part::Literal(pair.into_inner().as_str().into())),
            Rule::letter => Some(Part::Literal(pair.as_str().into())),
            _ => None,
        };
        let parts = pairs.into_iter().flat_map(Pair::into_inner).filter_map(part).collect();
        Self { written: written.into(), parts }
    }

    /// The day or minute that a text says; where the format has no day, that of `today`. As Mermaid does it, a date of ISO 8601 is one
    /// whatever the format.
    pub(super) fn read(&self, text: &str, today: Option<Date>) -> Option<When> {
        let text = text.trim();
        self.by_tokens(text, today).or_else(|| iso(text))
    }

    fn by_tokens(&self, text: &str, today: Option<Date>) -> Option<When> {
        let mut found = Found::default();
        let mut rest = text;
        for part in &self.parts {
            rest = match part {
                Part::Literal(literal) => rest.strip_prefix(literal.as_str())?,
                Part::Token(token) => found.take(token, rest)?,
            };
        }
        if rest.is_empty() { found.when(today) } else { None }
    }
}

/// A date of ISO 8601, with a time or without.
pub(super) fn iso(text: &str) -> Option<When> {
    if let Some(date) = Date::from_iso(text) {
        return Some(When::day(date));
    }
    let time: jiff::civil::DateTime = text.trim_end_matches('Z').parse().ok()?;
    let minute = u16::try_from(i32::from(time.hour()) * 60 + i32::from(time.minute())).ok()?;
    Some(When { date: Date::from_iso(&time.date().to_string())?, minute: Some(minute) })
}

/// The digits at the beginning, so many at most and at least, and what is behind them.
fn digits(text: &str, least: usize, most: usize) -> Option<(i64, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(count).filter(|_| count >= least)?;
    Some((number.parse().ok()?, rest))
}

impl Found {
    /// Reads what a token stands for from the beginning of a text: what is behind it.
    fn take<'t>(&mut self, token: &str, text: &'t str) -> Option<&'t str> {
        let (least, most) = match token {
            "YYYY" => (4, 4),
            "YY" | "MM" | "DD" | "HH" | "hh" | "mm" | "ss" | "SS" => (2, 2),
            "M" | "D" | "Do" | "H" | "h" | "m" | "s" => (1, 2),
            "DDD" => (1, 3),
            "DDDD" | "SSS" => (3, 3),
            "S" | "Q" => (1, 1),
            "X" | "x" => (1, 15),
            "MMM" | "MMMM" => return self.month_by_name(text, token == "MMM"),
            "A" | "a" => return self.half_of_day(text),
            _ => return Some(offset(text)),
        };
        let (number, rest) = digits(text, least, most)?;
        let small = i8::try_from(number).ok();
        let of_day = u16::try_from(number).ok();
        match token {
            "YYYY" => self.year = i16::try_from(number).ok(),
            // As Mermaid's own library has it: 69 to 99 are of the last century.
            "YY" => self.year = i16::try_from(number + if number > 68 { 1900 } else { 2000 }).ok(),
            "M" | "MM" => self.month = small,
            "Q" => self.month = small.and_then(|quarter| quarter.checked_mul(3)?.checked_sub(2)),
            "D" | "DD" => self.day = small,
            "Do" => {
                self.day = small;
                return ["st", "nd", "rd", "th"]
                    .iter()
                    .find_map(|end| rest.strip_prefix(end))
                    .or(Some(rest));
            }
            "DDD" | "DDDD" => self.day_of_year = Some(number),
            "H" | "HH" | "h" | "hh" => self.hour = of_day,
            "m" | "mm" => self.minute = of_day,
            "X" => self.stamp = Some(number / 60),
            "x" => self.stamp = Some(number / 60_000),
            _ => {}
        }
        Some(rest)
    }

    fn month_by_name<'t>(&mut self, text: &'t str, is_short: bool) -> Option<&'t str> {
        (1..=12).find_map(|month| {
            let name = month_name(month);
            let name = if is_short { name.get(..3)? } else { name };
            let (begins, rest) = text.split_at_checked(name.len())?;
            if !begins.eq_ignore_ascii_case(name) {
                return None;
            }
            self.month = Some(month);
            Some(rest)
        })
    }

    fn half_of_day<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let (half, rest) = text.split_at_checked(2)?;
        self.is_afternoon = Some(match half.to_ascii_lowercase().as_str() {
            "am" => false,
            "pm" => true,
            _ => return None,
        });
        Some(rest)
    }

    fn when(&self, today: Option<Date>) -> Option<When> {
        if let Some(stamp) = self.stamp {
            let date = Date::from_days(stamp.div_euclid(24 * 60))?;
            return Some(When { date, minute: u16::try_from(stamp.rem_euclid(24 * 60)).ok() });
        }
        let says_day = self.year.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.day_of_year.is_some();
        let date = if says_day {
            let year = self.year.or_else(|| today.map(Date::year))?;
            match self.day_of_year {
                Some(day) => Date::new(year, 1, 1)?.plus_days(day.checked_sub(1)?)?,
                None => Date::new(year, self.month.unwrap_or(1), self.day.unwrap_or(1))?,
            }
        } else {
            today?
        };
        let hour = match (self.hour, self.is_afternoon) {
            (Some(hour), Some(is_afternoon)) => Some(hour % 12 + if is_afternoon { 12 } else { 0 }),
            (hour, _) => hour,
        };
        let minute = match (hour, self.minute) {
            (None, None) => None,
            (hour, minute) => {
                let (hour, minute) = (hour.unwrap_or(0), minute.unwrap_or(0));
                if hour > 24 || minute > 59 {
                    return None;
                }
                Some(hour * 60 + minute)
            }
        };
        if minute == Some(24 * 60) {
            return Some(When { date: date.plus_days(1)?, minute: Some(0) });
        }
        Some(When { date, minute: minute.filter(|minute| *minute < 24 * 60) })
    }
}

/// What is behind an offset from UTC, which is not counted: times are kept as they are shown.
fn offset(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ':' | 'Z'))
}
