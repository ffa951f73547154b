//! Dates and periods: `2026-03-02`, `2026-03-02T14:00`, `2026-03`, `2026-W10`, `2026-Q2`, `2026-H1`, `2026`.

use crate::syntax::ast::DateLiteral;
use crate::time::{Date, Weekday, month_name};

/// What a text says as a whole if it is a date or period that exists: for what is not part of a roadmap.
pub fn date_of(text: &str) -> Option<DateLiteral> {
    parse(text)
}

/// A well-formed date or period that exists.
pub(in crate::syntax) fn parse(text: &str) -> Option<DateLiteral> {
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

/// The period that is written so with its year beside it: `Q2`, `w9`, `KW14`, `March`.
pub fn period_of(period: &str, year: &str) -> Option<String> {
    part_of_year(period, year).filter(|meant| parse(meant).is_some())
}

pub(in crate::syntax) fn part_of_year(period: &str, year: &str) -> Option<String> {
    if let Some(month) = month_of(period) {
        return Some(format!("{year}-{month:02}"));
    }
    let letters = period.trim_end_matches(|last: char| last.is_ascii_digit());
    let number = digits(period.get(letters.len()..)?)?;
    match letters.to_ascii_uppercase().as_str() {
        "W" | "KW" | "CW" | "WK" => Some(format!("{year}-W{number:02}")),
        letter @ ("Q" | "H") => Some(format!("{year}-{letter}{number}")),
        _ => None,
    }
}

/// The number of a month by its English name, or its first three letters.
pub(in crate::syntax) fn month_of(text: &str) -> Option<i8> {
    let text = text.trim_end_matches(['.', ',']);
    (1..=12).find(|month| {
        let name = month_name(*month);
        name.eq_ignore_ascii_case(text)
            || name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(text))
    })
}

/// Whether a word that could be a name is rather a period with its year behind it: `Mar-2026`, `Q3-2026`.
pub(in crate::syntax) fn has_year_behind(word: &str) -> bool {
    // Nearly no name ends in four digits: the rest is looked at for those only.
    let Some((period, year)) = word.len().checked_sub(5).and_then(|at| word.split_at_checked(at))
    else {
        return false;
    };
    let is_year = year.starts_with('-') && year.get(1..).is_some_and(|year| digits(year).is_some());
    is_year && period_of(period, year.get(1..).unwrap_or_default()).is_some()
}

/// Whether a word that is no date is one badly written: digits with `-`, `/` or `.` between, or a year and a letter.
pub(in crate::syntax) fn looks_like_date(text: &str) -> bool {
    let starts = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(starts..).unwrap_or_default();
    let separators = behind.bytes().filter(|byte| matches!(byte, b'-' | b'/' | b'.')).count();
    match starts {
        4 => behind.is_empty() || behind.starts_with(['-', '/', '.', 'Q', 'W', 'H']),
        8 => behind.is_empty(),
        1 | 2 => {
            separators == 2
                && behind
                    .bytes()
                    .skip(1)
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'.'))
        }
        _ => starts > 4 && separators == 2,
    }
}

/// The number that these digits are.
pub(in crate::syntax) fn digits(text: &str) -> Option<u32> {
    let all = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn number(text: &str) -> Option<i8> {
    i8::try_from(digits(text)?).ok()
}

/// So many months from the first of one on.
fn months(year: i16, month: u8, count: u8) -> Option<DateLiteral> {
    let first = Date::new(year, i8::try_from(month).ok()?, 1)?;
    let last = Date::new(year, i8::try_from(month + count - 1).ok()?, 1)?;
    let last = last.plus_days(i64::from(last.days_in_month()) - 1)?;
    Some(DateLiteral { first, last, minute: None })
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
pub(in crate::syntax) fn minute(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |text: &str| (text.len() == 2).then(|| digits(text)).flatten();
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= 24 * 60).then(|| u16::try_from(minute).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_a_first_and_a_last_day() {
        let table = [
            ("2026-03-02", "2026-03-02", "2026-03-02"),
            ("2026-02", "2026-02-01", "2026-02-28"),
            ("2028-02", "2028-02-01", "2028-02-29"),
            ("2026-W01", "2025-12-29", "2026-01-04"),
            ("2026-W53", "2026-12-28", "2027-01-03"),
            ("2026-Q4", "2026-10-01", "2026-12-31"),
            ("2026-H1", "2026-01-01", "2026-06-30"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("9999", "9999-01-01", "9999-12-31"),
        ];
        for (text, first, last) in table {
            let date = parse(text).unwrap();
            assert_eq!(
                (date.first.to_string(), date.last.to_string()),
                (first.into(), last.into())
            );
        }
    }

    #[test]
    fn what_does_not_exist_is_no_date() {
        for text in [
            "2026-02-30",
            "2026-13",
            "2026-W54",
            "2026-Q5",
            "2026-H3",
            "0000",
            "2026-3-2",
            "26-03-02",
            "2026-03-02T25:00",
            "2026-03-02T9:00",
            "2026-W5",
            "2026-03-",
            "2026-",
            "２０２６",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_time_is_a_minute_of_the_day() {
        assert_eq!(parse("2026-03-02T14:30").unwrap().minute, Some(870));
        assert_eq!(parse("2026-03-02T24:00").unwrap().minute, Some(1440));
        assert_eq!(parse("2026-03-02T24:01"), None);
    }
}
