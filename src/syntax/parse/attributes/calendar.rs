//! The lines of a calendar, and days on which somebody is not there.

use super::dates::a_range;
use super::{expect_word, list, optional_text, quantity};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::ast::{Hours, OffDays, Value, WeekdayRange};
use crate::syntax::parse::literals::{date, name};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::time::{Date, Weekday};

/// `away 2026-07-06..2026-07-17 "vacation"`
pub(super) fn away(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let days = a_range(reader, "a date or a range of dates")?;
    Ok(Value::Away(Box::new(days), optional_text(reader)))
}

/// `off 2026-04-03 "Good Friday"`, `off every 12-25`, `off every fri`
pub(super) fn off(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let days = if reader.eat("every").is_some() {
        every(reader)?
    } else {
        OffDays::Dates(Box::new(a_range(reader, "a date or a range of dates")?))
    };
    Ok(Value::Off(days, optional_text(reader)))
}

fn every(reader: &mut Reader<'_, '_>) -> Read<OffDays> {
    let word = expect_word(reader, "a day of the year such as `12-25`")?;
    if let Some(days) = weekdays(word.text) {
        return Ok(OffDays::EveryWeek(days));
    }
    match month_and_day(word.text) {
        Some((month, day)) => Ok(OffDays::EveryYear { month, day }),
        None => reader.fail(|| {
            Diagnostic::new(
                &INVALID_DATE,
                word.span,
                format!("expected a day of the year such as `12-25`, found `{}`", word.text),
            )
        }),
    }
}

/// `12-25`, a day that some year has.
fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let number = |text: &str| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_number { text.parse().ok() } else { None }
    };
    let (month, day) = (number(month)?, number(day)?);
    // 2024 is a leap year: it has every day that a year can have.
    Date::new(2024, month, day).map(|_| (month, day))
}

/// `open 2026-05-02 09:00-13:00`
pub(super) fn open(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let days = a_range(reader, "a date or a range of dates")?;
    let has_hours = reader.peek_word().is_some_and(|word| word.text.contains(':'));
    let hours = if has_hours { hours(reader)? } else { Box::default() };
    Ok(Value::Open(Box::new(days), hours, optional_text(reader)))
}

/// `work mon-thu 09:00-12:30, 13:30-17:00`
pub(super) fn work(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect_word(reader, "days of the week such as `mon-fri`")?;
    let Some(days) = weekdays(word.text) else {
        return reader.fail(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                word.span,
                format!("expected days of the week such as `mon-fri`, found `{}`", word.text),
            )
            .help("days are written `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`")
        });
    };
    Ok(Value::Work(days, hours(reader)?))
}

/// `day 8h`
pub(super) fn day(reader: &mut Reader<'_, '_>) -> Read<Value> {
    quantity(reader).map(Value::Day)
}

fn hours(reader: &mut Reader<'_, '_>) -> Read<Box<[Hours]>> {
    list(reader, |reader| {
        let word = expect_word(reader, "hours such as `09:00-17:00`")?;
        one_stretch(reader, word)
    })
}

/// `09:00-17:30`
fn one_stretch(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Hours> {
    let hours = word.text.split_once('-').and_then(|(from, to)| {
        let hours = Hours { from: date::minute(from)?, to: date::minute(to)? };
        (hours.from < hours.to).then_some(hours)
    });
    match hours {
        Some(hours) => Ok(hours),
        None => reader.fail(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                word.span,
                format!("expected hours such as `09:00-17:00`, found `{}`", word.text),
            )
        }),
    }
}

/// `mon-fri`, `sat`
pub(super) fn weekdays(text: &str) -> Option<WeekdayRange> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some(WeekdayRange { first: weekday(first)?, last: weekday(last)? })
}

fn weekday(text: &str) -> Option<Weekday> {
    if !name::is_identifier(text) || text.len() < 3 {
        return None;
    }
    let is_short =
        |day: &Weekday| day.name().get(..3).is_some_and(|short| short.eq_ignore_ascii_case(text));
    Weekday::ALL.into_iter().find(|day| is_short(day) || day.name().eq_ignore_ascii_case(text))
}
