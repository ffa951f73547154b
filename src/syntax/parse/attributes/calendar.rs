//! The lines of a calendar, and days on which somebody is not there.

use super::dates::a_range;
use super::expect;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::ast::{Hours, OffDays, Value, WeekdayRange};
use crate::syntax::parse::literals::hours;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::{Span, did_you_mean};
use crate::time::{Date, Weekday};

/// `away 2026-07-06..2026-07-17 "vacation"`
pub(super) fn away(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let days = a_range(reader, "a date or a range of dates")?;
    Ok(Value::Away(Box::new(days), expect::title(reader)))
}

/// `off 2026-04-03 "Good Friday"`, `off every 12-25`, `off every fri`
pub(super) fn off(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let days = if reader.eat("every").is_some() {
        every(reader)?
    } else if let Some(days) = weekdays_without_every(reader) {
        days?
    } else {
        OffDays::Dates(Box::new(a_range(reader, "a date or a range of dates")?))
    };
    Ok(Value::Off(days, expect::title(reader)))
}

/// `off saturday`, `off weekends`: says how days off of each week are written, and takes them.
fn weekdays_without_every(reader: &mut Reader<'_, '_>) -> Option<Read<OffDays>> {
    let word = reader.peek_word()?;
    let is_weekend = matches!(word.text.to_ascii_lowercase().as_str(), "weekend" | "weekends");
    let one = || weekday(word.text.strip_suffix('s').unwrap_or(word.text));
    let range = if is_weekend {
        WeekdayRange { first: Weekday::Saturday, last: Weekday::Sunday }
    } else {
        let day = weekday(word.text).or_else(one)?;
        WeekdayRange { first: day, last: day }
    };
    reader.skip();
    reader.error(|| {
        let fixed = format!("every {}", short(range));
        let message = "days off of each week have an `every`";
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            format!("replace with `{fixed}`"),
            word.span,
            fixed,
        )
    });
    Some(Ok(OffDays::EveryWeek(range)))
}

fn every(reader: &mut Reader<'_, '_>) -> Read<OffDays> {
    let word = expect::word(reader, "a day of the year such as `12-25`")?;
    if !word.text.starts_with(|first: char| first.is_ascii_digit()) {
        return weekdays_of(reader, word).map(OffDays::EveryWeek);
    }
    match month_and_day(word.text) {
        Some((month, day)) => Ok(OffDays::EveryYear { month, day }),
        None => reader.fail(|| no_day_of_year(word)),
    }
}

fn no_day_of_year(word: Word<'_>) -> Diagnostic {
    let message = format!("`{word}` is no day of the year");
    let diagnostic = Diagnostic::new(&INVALID_DATE, word.span, message)
        .help("it is month and day: `12-25` is 25 December");
    let numbers = word.text.split(['-', '/', '.']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<i8>> = numbers.map(|part| part.parse().ok()).collect();
    let readings = match numbers.as_deref() {
        Some([first, second]) => [(*first, *second), (*second, *first)],
        Some([_, month, day]) => [(*month, *day), (*month, *day)],
        _ => return diagnostic,
    };
    let is_day = |(month, day): &(i8, i8)| Date::new(2024, *month, *day).is_some();
    let Some(meant) = readings.into_iter().find(is_day) else { return diagnostic };
    let fixed = format!("{:02}-{:02}", meant.0, meant.1);
    diagnostic.replace(format!("replace with `{fixed}`"), word.span, fixed)
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
    let has_hours = reader.peek_word().is_some_and(|word| hours::looks_like_hours(word.text));
    let hours = if has_hours { self::hours(reader)? } else { Box::default() };
    Ok(Value::Open(Box::new(days), hours, expect::title(reader)))
}

/// `work mon-thu 09:00-12:30, 13:30-17:00`
pub(super) fn work(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "days of the week such as `mon-fri`")?;
    let days = weekdays_of(reader, word);
    // Hours behind days that can't be read are read all the same, so that they are no second fault.
    let was_quiet = reader.hush(days.is_err());
    let hours = self::hours(reader);
    reader.restore(was_quiet);
    Ok(Value::Work(days?, hours?))
}

fn hours(reader: &mut Reader<'_, '_>) -> Read<Box<[Hours]>> {
    expect::list(reader, hours::looks_like_hours, |reader| {
        let word = expect::word(reader, "hours such as `09:00-17:00`")?;
        let hours = hours::hours(reader, word);
        comma_between(reader, word);
        hours
    })
}

/// `09:00-12:00 13:00-17:00`: says that a comma is missing, and passes over what stands behind.
fn comma_between(reader: &mut Reader<'_, '_>, first: Word<'_>) {
    let next = reader.peek_word().filter(|next| hours::looks_like_hours(next.text));
    let Some(next) = next else { return };
    let gap = Span::new(first.span.end, next.span.start);
    reader.skip();
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, next.span, format!("expected a comma before `{next}`"))
            .help("a break is written `09:00-12:30, 13:30-17:00`")
            .replace("put one there", gap, ", ")
    });
}

/// `mon-fri`, `sat`
fn weekdays_of(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<WeekdayRange> {
    let parts = ends_of(word);
    let days: Option<Vec<Weekday>> = parts.iter().map(|part| weekday(part)).collect();
    let range = match days.as_deref() {
        Some([day]) => WeekdayRange { first: *day, last: *day },
        Some([first, last]) => WeekdayRange { first: *first, last: *last },
        _ => return reader.fail(|| no_weekday(word)),
    };
    let written = short(range);
    if written != word.text {
        reader.error(|| {
            let message = format!("days of the week are written `{written}`");
            Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
                format!("replace with `{written}`"),
                word.span,
                written.clone(),
            )
        });
    }
    Ok(range)
}

/// The first and the last of some days, however they are joined: `mon-fri`, `mon..fri`.
fn ends_of(word: Word<'_>) -> Vec<&str> {
    match word.text.split_once("..") {
        Some((first, last)) => vec![first, last],
        None => word.text.split(['-', '–']).collect(),
    }
}

fn no_weekday(word: Word<'_>) -> Diagnostic {
    let message = format!("expected days of the week such as `mon-fri`, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message);
    let written = |part| weekday(part).and_then(|day| SHORT.get(day.index()).copied());
    let near = |part| written(part).or_else(|| did_you_mean(part, SHORT));
    let parts: Option<Vec<&str>> = ends_of(word).into_iter().map(near).collect();
    match parts.filter(|parts| parts.len() <= 2).map(|parts| parts.join("-")) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
            format!("replace with `{meant}`"),
            word.span,
            meant,
        ),
        None => diagnostic.help("days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`"),
    }
}

const SHORT: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The days as they are written.
fn short(days: WeekdayRange) -> String {
    let name = |day: Weekday| SHORT.get(day.index()).copied().unwrap_or_default();
    if days.first == days.last {
        return name(days.first).to_owned();
    }
    format!("{}-{}", name(days.first), name(days.last))
}

/// A day by its short or its long name, in any case.
fn weekday(text: &str) -> Option<Weekday> {
    let names = Weekday::ALL.into_iter().zip(SHORT);
    let is_day = |day: Weekday, short: &str| {
        day.name().eq_ignore_ascii_case(text) || short.eq_ignore_ascii_case(text)
    };
    names.filter(|(day, short)| is_day(*day, short)).map(|(day, _)| day).next()
}
