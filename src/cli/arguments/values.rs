//! The values of options: numbers and dates, and what is said of others.

use std::num::NonZeroU32;

use super::{Day, Today};
use crate::emit::{ChartOptions, Family};
use crate::syntax::date_of;
use crate::time::Date;
#[cfg(feature = "interchange")]
use crate::time::Minutes;

/// How many runs at most: more change nothing that anybody could see.
const MOST_RUNS: u32 = 10_000_000;

pub(super) fn runs(text: &str) -> Result<NonZeroU32, String> {
    let expected = || "expected a number of runs from 1 to 10000000".to_owned();
    text.parse().ok().filter(|runs: &NonZeroU32| runs.get() <= MOST_RUNS).ok_or_else(expected)
}

pub(super) fn threads(text: &str) -> Result<NonZeroU32, String> {
    let expected = || "expected a number of threads from 1 to 1024".to_owned();
    text.parse().ok().filter(|threads: &NonZeroU32| threads.get() <= 1024).ok_or_else(expected)
}

pub(super) fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("expected a whole number from 0 to {}", u64::MAX))
}

pub(super) fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "expected a whole number, as in `20`".to_owned())
}

pub(super) fn levels(text: &str) -> Result<u32, String> {
    let expected = || "expected a number of levels, 1 or more, as in `2`".to_owned();
    text.parse().ok().filter(|levels| *levels > 0).ok_or_else(expected)
}

pub(super) fn pixels(text: &str) -> Result<u32, String> {
    let widths = ChartOptions::WIDTHS;
    let expected = || {
        format!(
            "expected a number of pixels from {} to {}, as in `1280`",
            widths.start(),
            widths.end()
        )
    };
    text.parse().ok().filter(|width| widths.contains(width)).ok_or_else(expected)
}

pub(super) fn columns(text: &str) -> Result<u16, String> {
    let expected = || "expected a number of columns from 20 to 1000, as in `80`".to_owned();
    text.parse().ok().filter(|width| (20..=1000).contains(width)).ok_or_else(expected)
}

#[cfg(feature = "png")]
pub(super) fn scale(text: &str) -> Result<f32, String> {
    let expected = || "expected a number from 0.25 to 8, as in `2`".to_owned();
    text.parse().ok().filter(|scale| (0.25..=8.0).contains(scale)).ok_or_else(expected)
}

pub(super) fn family(text: &str) -> Result<Family, String> {
    let expected = || "expected the name of a font's family, as in `Source Sans 3`".to_owned();
    Family::new(text).ok_or_else(expected)
}

/// A date that exists.
#[cfg(feature = "interchange")]
pub(super) fn on(text: &str) -> Result<Date, String> {
    date(text).ok_or_else(|| "expected a date that exists, as in `2026-03-02`".to_owned())
}

/// A length of work, such as `4h`, where a day has eight hours.
#[cfg(feature = "interchange")]
pub(super) fn amount(text: &str) -> Result<Minutes, String> {
    let split = text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let size = match unit {
        "min" => 1.0,
        "h" => 60.0,
        "d" => 480.0,
        "w" => 2400.0,
        _ => 0.0,
    };
    let minutes = number.parse::<f64>().unwrap_or_default() * size;
    let expected = || "expected an amount of work, as in `4h` or `0.5d`".to_owned();
    // Within these bounds nothing is cut off.
    #[allow(clippy::cast_possible_truncation)]
    let whole = (1.0..1e6).contains(&minutes).then(|| Minutes(minutes.round() as i64));
    whole.ok_or_else(expected)
}

pub(super) fn today(text: &str) -> Result<Today, String> {
    if text == "now" {
        return Ok(Today::Now);
    }
    date(text)
        .map(Today::On)
        .ok_or_else(|| "expected a date that exists, as in `2026-03-02`, or `now`".to_owned())
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    if text == "today" {
        return Ok(Day::Today);
    }
    let date = date_of(text).filter(|date| date.minute.is_none());
    date.map(|date| Day::Within(date.first, date.last)).ok_or_else(|| {
        "expected a day or period that exists, as in `2026-03-02`, `2026-03` or `2026-Q1`, or `today`".to_owned()
    })
}

fn date(text: &str) -> Option<Date> {
    let plain = |byte: u8| byte.is_ascii_digit() || byte == b'-';
    if text.len() != 10 || !text.bytes().all(plain) {
        return None;
    }
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 || month.len() != 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}
