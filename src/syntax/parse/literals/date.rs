//! Dates and periods: `2026-03-02`, `2026-03-02T14:00`, `2026-03`, `2026-W10`, `2026-Q2`, `2026-H1`, `2026`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DATE;
use crate::syntax::ast::DateLiteral;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::time::{Date, Weekday};

/// A date or a period.
pub(in crate::syntax::parse) fn date(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<DateLiteral> {
    match parse(word.text) {
        Some(date) => Ok(date),
        None => reader.fail(|| {
            Diagnostic::new(
                &INVALID_DATE,
                word.span,
                format!("expected a date such as `2026-03-02`, found `{}`", word.text),
            )
        }),
    }
}

/// A well-formed date or period that exists.
pub(in crate::syntax::parse) fn parse(text: &str) -> Option<DateLiteral> {
    let year = i16::try_from(digits(text.get(..4)?)?).ok()?;
    let rest = text.get(4..)?;
    if rest.is_empty() {
        return months(year, 1, 12);
    }
    let rest = rest.strip_prefix('-')?;
    match rest.as_bytes() {
        [b'Q', quarter @ b'1'..=b'4'] => months(year, (quarter - b'1') * 3 + 1, 3),
        [b'H', half @ b'1'..=b'2'] => months(year, (half - b'1') * 6 + 1, 6),
        [b'W', _, _] => week(year, number(rest.get(1..)?)?),
        [_, _] => months(year, u8::try_from(number(rest)?).ok()?, 1),
        _ => day(year, rest),
    }
}

fn digits(text: &str) -> Option<u32> {
    let all = text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn number(text: &str) -> Option<i8> {
    i8::try_from(digits(text)?).ok()
}

/// So many months from the first of one on.
fn months(year: i16, month: u8, count: i32) -> Option<DateLiteral> {
    let first = Date::new(year, i8::try_from(month).ok()?, 1)?;
    let last = Date::new(first.year(), month_behind(first.month(), count)?, 1)?;
    Some(DateLiteral {
        first,
        last: last.plus_days(i64::from(last.days_in_month()) - 1)?,
        minute: None,
    })
}

fn month_behind(month: i8, count: i32) -> Option<i8> {
    i8::try_from(i32::from(month) + count - 1).ok()
}

fn week(year: i16, week: i8) -> Option<DateLiteral> {
    let first = Date::from_iso_week(year, week, Weekday::Monday)?;
    Some(DateLiteral { first, last: first.plus_days(6)?, minute: None })
}

/// `03-02` or `03-02T14:00`.
fn day(year: i16, rest: &str) -> Option<DateLiteral> {
    let month = number(rest.get(..2)?)?;
    let behind = rest.get(2..)?.strip_prefix('-')?;
    let day = number(behind.get(..2)?)?;
    let first = Date::new(year, month, day)?;
    let minute = match behind.get(2..)? {
        "" => None,
        time => Some(minute(time.strip_prefix('T')?)?),
    };
    Some(DateLiteral { first, last: first, minute })
}

/// `14:00` as a minute of the day; `24:00` is its end.
pub(in crate::syntax::parse) fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let hours = if hours.len() == 2 { u16::try_from(digits(hours)?).ok()? } else { return None };
    let minutes =
        if minutes.len() == 2 { u16::try_from(digits(minutes)?).ok()? } else { return None };
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= 24 * 60).then_some(minute)
}
