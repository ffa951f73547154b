//! Dates that are none, and which one was meant.

use super::phrases::shortened;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DATE;
use crate::syntax::parse::date::{digits, parse};
use crate::text::Span;
use crate::time::{Date, month_name};

/// What is wrong with a date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Fault {
    /// The headline, without the date.
    message: String,
    /// What may have been meant.
    help: Vec<String>,
    /// What is certainly, or most likely, meant.
    meant: Option<String>,
}

impl Fault {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    fn meant(mut self, meant: impl Into<String>) -> Self {
        self.meant = Some(meant.into());
        self
    }
}

/// The period that is written so with its year beside it: `Q2`, `w9`, `KW14`, `March`.
pub fn period_of(period: &str, year: &str) -> Option<String> {
    let meant = if let Some(month) = month_of(period) {
        format!("{year}-{month:02}")
    } else {
        let letters = period.trim_end_matches(|last: char| last.is_ascii_digit());
        let number = digits(period.get(letters.len()..)?)?;
        match letters.to_ascii_uppercase().as_str() {
            "W" | "KW" | "CW" | "WK" => format!("{year}-W{number:02}"),
            letter @ ("Q" | "H") => format!("{year}-{letter}{number}"),
            _ => return None,
        }
    };
    parse(&meant).map(|_| meant)
}

pub(super) fn is_time(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    hours.len() <= 2 && digits(hours).is_some() && minutes.len() == 2 && digits(minutes).is_some()
}

/// The date that a word is, well written or not.
pub(super) fn meant(written: &str) -> Option<String> {
    match parse(written) {
        Some(_) => Some(written.to_owned()),
        None => fault(written).meant,
    }
}

/// Says what is wrong with a date, of which this is the place and what is written.
pub(super) fn wrong(span: Span, written: &str) -> Diagnostic {
    let fault = fault(written);
    let mut diagnostic = Diagnostic::new(&INVALID_DATE, span, fault.message);
    let is_helped = !fault.help.is_empty();
    for help in fault.help {
        diagnostic = diagnostic.help(help);
    }
    match fault.meant {
        Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), span, meant),
        None if is_helped => diagnostic,
        None => diagnostic
            .help("a date is year, month, day: `2026-03-02`; with a time `2026-03-02T14:00`"),
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

/// `2nd` without its letters.
pub(super) fn ordinal(text: &str) -> &str {
    let text = text.trim_end_matches(['.', ',']);
    ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text)
}

fn fault(written: &str) -> Fault {
    in_words(written)
        .or_else(|| period_behind(written))
        .or_else(|| with_time(written))
        .or_else(|| year_first(written))
        .or_else(|| month_first(written))
        .or_else(|| day_first(written))
        .or_else(|| packed(written))
        .unwrap_or_else(|| {
            let shown = shortened(written);
            Fault::new(format!("expected a date such as `2026-03-02`, found `{shown}`"))
                .help("a period is `2026-03`, `2026-W10`, `2026-Q2`, `2026-H1` or `2026`")
        })
}

/// `12 May 2026`, `May 12 2026`, `May 2026`
fn in_words(written: &str) -> Option<Fault> {
    let parts: Vec<&str> = written.split([' ', '-']).collect();
    let month = parts.iter().find_map(|part| month_of(part))?;
    let numbers: Vec<u32> = parts.iter().filter_map(|part| digits(ordinal(part))).collect();
    let year = numbers.iter().find(|number| **number > 31).copied();
    let day = numbers.iter().find(|number| **number <= 31).copied();
    let message = "a date is written with digits: year, month, day";
    let meant = match (year, day) {
        (Some(year), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(year), None) => format!("{year:04}-{month:02}"),
        _ => return Some(Fault::new(message).help("for example `2026-05-12`")),
    };
    Some(known(Fault::new(message), meant))
}

/// `2026 Q2`
fn period_behind(written: &str) -> Option<Fault> {
    let (year, period) = written.split_once(' ').filter(|(year, _)| year.len() == 4)?;
    let meant = period_of(period, year)?;
    Some(Fault::new(format!("a period is written `{meant}`")).meant(meant))
}

/// The fault with what was meant, if that exists.
fn known(fault: Fault, meant: String) -> Fault {
    if parse(&meant).is_some() { fault.meant(meant) } else { fault }
}

/// `2026-03-02T9:00`, `2026-03-02 14:00`, `2026-03-02T14:00:00Z`
fn with_time(written: &str) -> Option<Fault> {
    let (date, time) = written.split_once(['T', ' ', 't'])?;
    let literal = parse(date).filter(|_| date.len() == 10)?;
    let shown = literal.first.long();
    let bare = time.trim_end_matches(['Z', 'z']);
    let bare = bare.split(['+', '.']).next().unwrap_or(bare);
    let mut parts = bare.split(':');
    let hours = parts.next().and_then(digits);
    let minutes = parts.next().map_or(Some(0), digits);
    let (Some(hours), Some(minutes)) = (hours, minutes) else {
        return Some(Fault::new(format!("expected a time such as `14:00` behind {shown}")));
    };
    let day_has = "a day has the hours 00:00 to 24:00";
    if hours > 24 || (hours == 24 && minutes > 0) {
        return Some(Fault::new(format!("there is no hour {hours}:{minutes:02}")).help(day_has));
    }
    if minutes > 59 {
        return Some(
            Fault::new(format!("there is no minute {minutes}"))
                .help("an hour has the minutes 00 to 59"),
        );
    }
    let meant = format!("{date}T{hours:02}:{minutes:02}");
    let message = if bare.len() < time.len() {
        "a date has no time zone"
    } else {
        "a time is written `T14:00` behind its date"
    };
    Some(known(Fault::new(message), meant))
}

/// Dates that begin with the year: `2026-2-3`, `2026/03/02`, `2026-02-30`, `2026-Q5`.
fn year_first(written: &str) -> Option<Fault> {
    let year_length = written.bytes().take_while(u8::is_ascii_digit).count();
    let behind = written.get(year_length..)?;
    if year_length > 4 && behind.starts_with('-') {
        return Some(
            Fault::new(format!("the year {} is out of reach", written.get(..year_length)?))
                .help("years run from 0001 to 9999"),
        );
    }
    let year = digits(written.get(..4)?).filter(|_| year_length == 4)?;
    if year == 0 {
        return Some(Fault::new("there is no year 0").help("years run from 0001 to 9999"));
    }
    let rest = behind.trim_start_matches(['-', '/', '.']);
    match rest.chars().next()?.to_ascii_uppercase() {
        'W' => Some(part_of_year(written, year, "W", rest.get(1..)?)),
        'Q' => Some(part_of_year(written, year, "Q", rest.get(1..)?)),
        'H' => Some(part_of_year(written, year, "H", rest.get(1..)?)),
        _ => month_and_day(year, rest),
    }
}

/// Weeks, quarters and halves.
fn part_of_year(written: &str, year: u32, letter: &str, number: &str) -> Fault {
    let (name, most) = match letter {
        "W" => ("week", weeks_of(year)),
        "Q" => ("quarter", 4),
        _ => ("half", 2),
    };
    let digits_of = if letter == "W" { 2 } else { 1 };
    let write = |number: u32| format!("{year:04}-{letter}{number:0digits_of$}");
    match digits(number) {
        Some(number) if (1..=most).contains(&number) => {
            Fault::new(format!("a {name} is written `{}`", write(number))).meant(write(number))
        }
        Some(_) => {
            Fault::new(format!("`{written}` does not exist: {year} has {most} {}", plural(name)))
                .meant(write(most))
        }
        None => Fault::new(format!("expected a {name} such as `{}`, found `{written}`", write(1)))
            .help(format!("they run from `{}` to `{}`", write(1), write(most))),
    }
}

fn plural(name: &str) -> String {
    name.strip_suffix("lf").map_or_else(|| format!("{name}s"), |stem| format!("{stem}lves"))
}

fn weeks_of(year: u32) -> u32 {
    // 28 December lies in the last week of its year, always.
    let day = i16::try_from(year).ok().and_then(|year| Date::new(year, 12, 28));
    day.and_then(|day| u32::try_from(day.iso_week().1).ok()).unwrap_or(52)
}

/// What stands behind a year: a month, and a day perhaps.
fn month_and_day(year: u32, rest: &str) -> Option<Fault> {
    let mut parts = rest.split(['-', '/', '.']);
    let month = digits(parts.next()?)?;
    let day = parts.next().map(digits);
    if parts.next().is_some() {
        return None;
    }
    let Some(day) = day else {
        let meant = format!("{year:04}-{month:02}");
        return Some(match parse(&meant) {
            Some(_) => Fault::new(format!("a month is written `{meant}`")).meant(meant),
            None => no_month(year, month, None),
        });
    };
    Some(day_of(year, month, day?))
}

fn day_of(year: u32, month: u32, day: u32) -> Fault {
    let meant = format!("{year:04}-{month:02}-{day:02}");
    if parse(&meant).is_some() {
        return Fault::new(format!("a date is written `{meant}`")).meant(meant);
    }
    let first = date_of(year, month, 1);
    let Some(first) = first else { return no_month(year, month, Some(day)) };
    let days = first.days_in_month();
    let name = month_name(first.month());
    let fault = Fault::new(format!("{name} {year} has {days} days"));
    if day == 0 {
        fault.meant(first.to_string())
    } else {
        fault.meant(format!("{year:04}-{month:02}-{days:02}"))
    }
}

fn date_of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

fn no_month(year: u32, month: u32, day: Option<u32>) -> Fault {
    let fault = Fault::new(format!("there is no month {month}"));
    // Day and month may stand in the wrong order.
    match day.and_then(|day| date_of(year, day, month)) {
        Some(swapped) => fault
            .help(format!("year, month, day: `{swapped}` is {}", swapped.long()))
            .meant(swapped.to_string()),
        None => fault.help("a date is year, month, day: `2026-03-02`"),
    }
}

/// `12/2026`
fn month_first(written: &str) -> Option<Fault> {
    let (month, year) = written.split_once(['-', '/', '.'])?;
    let (month, year) = (digits(month)?, digits(year).filter(|_| year.len() == 4)?);
    Some(known(Fault::new("a month is written year first"), format!("{year:04}-{month:02}")))
}

/// `3/2/2026`, `03.02.2026`: day and month, or month and day?
fn day_first(written: &str) -> Option<Fault> {
    let parts: Vec<u32> = written.split(['-', '/', '.']).map(digits).collect::<Option<_>>()?;
    let [first, second, year] = parts.as_slice() else { return None };
    // `26-03-02` is rather the order of a whole date than any other.
    let short = date_of(2000 + *first, *second, *year).filter(|_| is_short_iso(written));
    if let Some(date) = short {
        return Some(Fault::new("a year has four digits").meant(date.to_string()));
    }
    let year = if *year < 100 { 2000 + *year } else { *year };
    let readings: Vec<Date> = [date_of(year, *second, *first), date_of(year, *first, *second)]
        .into_iter()
        .flatten()
        .collect();
    let fault = Fault::new("a date is written year first");
    Some(match readings.as_slice() {
        [one, other] if one != other => fault
            .help(format!("`{one}` is {}", one.long()))
            .help(format!("`{other}` is {}", other.long())),
        [one, ..] => fault.meant(one.to_string()),
        [] => fault.help("for example `2026-03-02`"),
    })
}

/// Whether three numbers of two digits each stand with dashes between.
fn is_short_iso(written: &str) -> bool {
    written.len() == 8 && written.split('-').filter(|part| part.len() == 2).count() == 3
}

/// `20260302`
fn packed(written: &str) -> Option<Fault> {
    let _ = digits(written).filter(|_| written.len() == 8)?;
    let meant = format!("{}-{}-{}", written.get(..4)?, written.get(4..6)?, written.get(6..)?);
    Some(known(Fault::new("a date has dashes between year, month and day"), meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fault_is_named_and_the_date_guessed() {
        let table = [
            ("2026-02-30", "February 2026 has 28 days", Some("2026-02-28")),
            ("2028-02-30", "February 2028 has 29 days", Some("2028-02-29")),
            ("2026-2-3", "a date is written `2026-02-03`", Some("2026-02-03")),
            ("2026/03/02", "a date is written `2026-03-02`", Some("2026-03-02")),
            ("2026-13-01", "there is no month 13", Some("2026-01-13")),
            ("2026-13", "there is no month 13", None),
            ("2026-04-00", "April 2026 has 30 days", Some("2026-04-01")),
            ("2026-3", "a month is written `2026-03`", Some("2026-03")),
            ("2026-W54", "`2026-W54` does not exist: 2026 has 53 weeks", Some("2026-W53")),
            ("2026-W7", "a week is written `2026-W07`", Some("2026-W07")),
            ("2026-Q5", "`2026-Q5` does not exist: 2026 has 4 quarters", Some("2026-Q4")),
            ("2026-H3", "`2026-H3` does not exist: 2026 has 2 halves", Some("2026-H2")),
            ("2026Q3", "a quarter is written `2026-Q3`", Some("2026-Q3")),
            ("2026-q3", "a quarter is written `2026-Q3`", Some("2026-Q3")),
            ("10000-01-01", "the year 10000 is out of reach", None),
            ("0000-01-01", "there is no year 0", None),
            ("26-03-02", "a year has four digits", Some("2026-03-02")),
            ("12/2026", "a month is written year first", Some("2026-12")),
            ("3/2/2026", "a date is written year first", None),
            ("13/2/2026", "a date is written year first", Some("2026-02-13")),
            ("2.2.26", "a date is written year first", Some("2026-02-02")),
            ("20260302", "a date has dashes between year, month and day", Some("2026-03-02")),
            ("2026-03-02T25:00", "there is no hour 25:00", None),
            ("2026-03-02T09:60", "there is no minute 60", None),
            (
                "2026-03-02T9:00",
                "a time is written `T14:00` behind its date",
                Some("2026-03-02T09:00"),
            ),
            (
                "2026-03-02 14:00",
                "a time is written `T14:00` behind its date",
                Some("2026-03-02T14:00"),
            ),
            ("2026-03-02T14:00:00Z", "a date has no time zone", Some("2026-03-02T14:00")),
            ("12 May 2026", "a date is written with digits: year, month, day", Some("2026-05-12")),
            ("2-Mar-2026", "a date is written with digits: year, month, day", Some("2026-03-02")),
            ("May 2026", "a date is written with digits: year, month, day", Some("2026-05")),
        ];
        for (written, message, meant) in table {
            let fault = fault(written);
            assert_eq!(
                (fault.message.as_str(), fault.meant.as_deref()),
                (message, meant),
                "{written}"
            );
        }
    }
}
