//! Dates that are none, and which one was meant.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::found::{Mistake, wrong};
use super::phrases::shortened;
use super::rows::regex;
use crate::diagnostic::rules::INVALID_DATE;
use crate::syntax::parse::date::{digits, month_of, parse, part_of_year};
use crate::text::Span;
use crate::time::{Date, month_name};

/// Ways in which people write a date, and what their groups are: year, month, day, hour, minute, the time zone, a part of the year.
const FORMS: [(&str, &str); 10] = [
    (r"(\d{1,2})(?:st|nd|rd|th)?\.?[ -](<month>)[., -]{1,2}(\d{4})<end>", "dmy"),
    (r"(<month>)[. -]{1,2}(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})<end>", "mdy"),
    (
        r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d{1,2}):(\d{1,2})(?:[:.][0-9.]+)?([Zz]|[+-][0-9:]+)?<end>",
        "ymdhnz",
    ),
    (r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})<end>", "ymd"),
    (r"(\d{4})(\d\d)(\d\d)<end>", "ymd"),
    (r"(\d\d)-(\d\d)-(\d\d)<end>", "ymd"),
    (r"(\d{4})[-./](\d{1,2})<end>", "ym"),
    (r"(\d{1,2})[-./](\d{4})<end>", "my"),
    (r"(\d{4})[ /-]?([A-Za-z]+\.?\d{0,2})<end>", "yp"),
    (r"([A-Za-z]+\.?\d{0,2}),?[ /'’-](\d{4})<end>", "py"),
];

static PATTERNS: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    FORMS.iter().filter_map(|(form, groups)| Some((regex(form)?, *groups))).collect()
});

/// The date that a text is, well written or not.
pub(super) fn meant(written: &str) -> Option<String> {
    if parse(written).is_some() {
        return Some(written.to_owned());
    }
    let fix = wrong_date(Span::default(), written).diagnostic.fix?;
    fix.edits.into_iter().next().map(|edit| edit.text)
}

/// Whether a text is a range of two dates.
pub(super) fn is_range(text: &str) -> bool {
    text.split_once("..")
        .is_some_and(|(first, last)| parse(first).is_some() && parse(last).is_some())
}

/// The year in which a range ends of which the last day has none: `2026-12-24..01-03`.
pub(super) fn year_of_end(range: &str) -> Option<String> {
    let (first, last) = range.split_once("..")?;
    let (year, first) = first.split_once('-')?;
    Some(format!("{:04}", digits(year)? + u32::from(last < first)))
}

/// A date as it is written here, whether it exists or not.
struct Form {
    text: String,
    has_zone: bool,
}

/// The date that a text begins with in one of the forms, and how long it is there.
fn form_of(text: &str) -> Option<(usize, Form)> {
    PATTERNS.iter().find_map(|(pattern, groups)| {
        let captures = pattern.captures(text)?;
        let length = captures.get(0)?.as_str().trim_end_matches([' ', ',']).len();
        Some((length, form(&captures, groups)?))
    })
}

fn form(captures: &Captures<'_>, groups: &str) -> Option<Form> {
    let group = |letter| {
        let index = groups.find(letter)? + 1;
        captures.get(index).map(|group| group.as_str())
    };
    let (short, century) = (group('y')?, if group('y')?.len() == 2 { "20" } else { "" });
    let year = format!("{century}{short}");
    if let Some(period) = group('p') {
        return Some(Form { text: part_of_year(period, &year)?, has_zone: false });
    }
    let month = group('m')?;
    let month = digits(month).or_else(|| month_of(month).map(i8::unsigned_abs).map(u32::from))?;
    let mut text = format!("{year}-{month:02}");
    for (letter, sign) in [('d', "-"), ('h', "T"), ('n', ":")] {
        if let Some(number) = group(letter) {
            text = format!("{text}{sign}{:02}", digits(number)?);
        }
    }
    Some(Form { text, has_zone: group('z').is_some() })
}

/// What is wrong with the date that a text begins with, and how long it is. `None` if it is right, or no date at all.
pub(super) fn leading(text: &str, place: impl Fn(usize) -> Span) -> Option<Mistake> {
    if let Some(mistake) = day_first(text, &place) {
        return Some(mistake);
    }
    let (length, form) = form_of(text)?;
    let written = text.get(..length)?;
    let meant = form.text;
    if parse(&meant).is_none() {
        return Some(missing(place(length), written, &meant));
    }
    let says = match meant.len() {
        _ if form.has_zone => "a date has no time zone".to_owned(),
        10 => format!("a date is written `{meant}`"),
        16 => format!("a time is written `{meant}`"),
        _ => format!("a period is written `{meant}`"),
    };
    (meant != written).then(|| wrong(&INVALID_DATE, place(length), says).put(place(length), meant))
}

/// Says what is wrong with a date, of which this is the place and what is written.
pub(super) fn wrong_date(span: Span, written: &str) -> Mistake {
    leading(written, |_| span).unwrap_or_else(|| {
        let message = format!("expected a date such as `2026-03-02`, found `{}`", shortened(written));
        wrong(&INVALID_DATE, span, message)
            .help("a time is `2026-03-02T14:00`, a period `2026-03`, `2026-W10`, `2026-Q2`, `2026-H1` or `2026`")
    })
}

/// `3/2/2026`, `03.02.2026`: day and month, or month and day?
fn day_first(text: &str, place: impl Fn(usize) -> Span) -> Option<Mistake> {
    let written = text.split([' ', ',']).next()?;
    let parts: Vec<&str> = written.split(['-', '/', '.']).collect();
    let [first, second, year] = *parts.as_slice() else { return None };
    if first.len() > 2 || second.len() > 2 || (year.len() == 2 && written.contains('-')) {
        return None;
    }
    let (first, second, year) = (digits(first)?, digits(second)?, digits(year)?);
    let year = if year < 100 { 2000 + year } else { year };
    let mut readings = [date_of(year, second, first), date_of(year, first, second)];
    readings.sort_by_key(Option::is_none);
    let mistake = wrong(&INVALID_DATE, place(written.len()), "a date is written year first");
    Some(match readings {
        [Some(one), Some(other)] if one != other => mistake
            .help(format!("`{one}` is {}", one.long()))
            .help(format!("`{other}` is {}", other.long())),
        [Some(one), _] => mistake.put(place(written.len()), one.to_string()),
        _ => mistake.help("for example `2026-03-02`"),
    })
}

fn date_of(year: u32, month: u32, day: u32) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// Says of a date that it does not exist, and which is nearest.
fn missing(span: Span, written: &str, text: &str) -> Mistake {
    let says = |message: String| wrong(&INVALID_DATE, span, message);
    let number = |from: usize, to: usize| text.get(from..to).and_then(digits);
    let year = number(0, 4).unwrap_or(0);
    if year == 0 {
        return says("there is no year 0".to_owned()).help("years run from 0001 to 9999");
    }
    for (letter, name, most) in
        [("W", "weeks", weeks_of(year)), ("Q", "quarters", 4), ("H", "halves", 2)]
    {
        if text.get(5..6) == Some(letter) {
            let last = format!("{year:04}-{letter}{most}");
            return says(format!("`{written}` does not exist: {year} has {most} {name}"))
                .put(span, last);
        }
    }
    let (month, day) = (number(5, 7).unwrap_or(0), number(8, 10));
    let Some(first) = date_of(year, month, 1) else {
        let mistake = says(format!("there is no month {month}"));
        // Day and month may stand in the wrong order.
        return match day.and_then(|day| date_of(year, day, month)) {
            Some(swapped) => mistake
                .help(format!("year, month, day: `{swapped}` is {}", swapped.long()))
                .put(span, swapped.to_string()),
            None => mistake.help("a date is year, month, day: `2026-03-02`"),
        };
    };
    let days = first.days_in_month();
    match (day, text.get(10..)) {
        (Some(day), time) if day == 0 || day > u32::from(days.unsigned_abs()) => {
            let near = if day == 0 { 1 } else { days };
            let near = format!("{year:04}-{month:02}-{near:02}{}", time.unwrap_or_default());
            says(format!("{} {year} has {days} days", month_name(first.month()))).put(span, near)
        }
        (_, time) => {
            says(format!("there is no time {}", time.unwrap_or_default().trim_start_matches('T')))
                .help("a day has the times 00:00 to 24:00")
        }
    }
}

fn weeks_of(year: u32) -> u32 {
    // 28 December lies in the last week of its year, always.
    date_of(year, 12, 28).and_then(|day| u32::try_from(day.iso_week().1).ok()).unwrap_or(52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_found_however_it_is_written() {
        for (written, expected) in [
            ("2026-2-3", "2026-02-03"),
            ("2026/03/02", "2026-03-02"),
            ("20260302", "2026-03-02"),
            ("26-03-02", "2026-03-02"),
            ("2026-3", "2026-03"),
            ("12/2026", "2026-12"),
            ("2026-W7", "2026-W07"),
            ("2026 Q3", "2026-Q3"),
            ("Q3 2026", "2026-Q3"),
            ("KW14/2026", "2026-W14"),
            ("Mar-2026", "2026-03"),
            ("12 May 2026", "2026-05-12"),
            ("May 12th, 2026", "2026-05-12"),
            ("2-Mar-2026", "2026-03-02"),
            ("24.12.2026", "2026-12-24"),
            ("2026-02-30", "2026-02-28"),
            ("2026-W54", "2026-W53"),
            ("2026-03-02T9:00", "2026-03-02T09:00"),
            ("2026-03-02 14:00:00Z", "2026-03-02T14:00"),
        ] {
            assert_eq!(meant(written).as_deref(), Some(expected), "{written}");
        }
        for none in ["3/2/2026", "March", "2026-13", "2026-03-02T25:00", "0000-01-01"] {
            assert_eq!(meant(none), None, "{none}");
        }
    }
}
