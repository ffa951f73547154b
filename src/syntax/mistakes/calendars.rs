//! Hours of a day, days of the week, days of the year.

use super::found::{Found, Mistake, wrong};
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::keyword::AttributeKind as A;
use crate::syntax::parse::WEEKDAYS;
use crate::syntax::parse::date::digits;
use crate::text::did_you_mean;
use crate::time::{Date, Weekday};

const BREAK: &str = "hours are written `09:00-17:00`, with a break `09:00-12:30, 13:30-17:00`";

/// What people write between the first and the last day of the week.
const BETWEEN: [&str; 9] =
    ["..", "-", "–", "—", " to ", " until ", " till ", " through ", " thru "];

/// Lines of calendars.
pub(super) static LINES: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row(
            "off Good Friday 2026-04-03",
            r"off (([A-Za-z][^\x22\d,]*|<text>) (\d[^ ,]*(?:\.\.\d[^ ,]*)?))$",
        )
        .says("the day stands before what it is called")
        .put(1, "{3:day} {2:title}")
        .unless("off ev"),
        row("off evry 12-25", r"off ([a-z]+) [0-9a-z]")
            .says("expected `every`, found `{1}`")
            .put(1, "{1:near every}")
            .unless("off every "),
        row("off weekends", r"off ([A-Za-z]+)<end>")
            .says("days off of each week have an `every`")
            .put(1, "every {1:weekdays}"),
        row("off every 25.12.", r"off every (\d[^ ,]*)")
            .says("`{1}` is no day of the year: it is month and day, `12-25`")
            .put(1, "{1:day-of-year}")
            .rule(&INVALID_DATE),
        row("off every 02-30", r"off every (\d[^ ,]*)")
            .says("`{1}` is no day of the year")
            .help("it is month and day: `12-25` is 25 December")
            .rule(&INVALID_DATE)
            .at(1),
        row(
            "work monday to friday 9-5",
            r"work ((<days>) ([0-9][0-9:.h]*(?:[ap]m)? ?(?:-|–|—|to|till|until) ?[0-9][0-9:.h]*(?:[ap]m)?))<end>",
        )
        .says("days of the week and hours are written `{2:weekdays} {3:hours}`")
        .put(1, "{2:weekdays} {3:hours}")
        .unless(r"work (?:[a-z]{3}(?:-[a-z]{3})? |<days> \d\d:\d\d-\d\d:\d\d<end>)"),
        row("work mon, tue, wed 09:00-17:00", r"work ([a-z]{3}(?:, ?[a-z]{3})+)<end>")
            .says("days of the week are not listed")
            .help("others than a row such as `mon-fri` have a line each")
            .put(1, "{1:days-in-a-row}"),
        row("work mon, wed 09:00-17:00", r"work ([a-z]{3}(?:, ?[a-z]{3})+)<end>")
            .says("days of the week are not listed")
            .help("a row of days is `mon-fri`; others have a line of their own: `work mon 09:00-17:00`")
            .at(1),
        row("work Mon..Fri 09:00-17:00", r"(?:work|off every) (<days>)<end>")
            .says("days of the week are written `{1:weekdays}`")
            .put(1, "{1:weekdays}"),
        row("work weekdays 09:00-17:00", r"(?:work|off every) ([^ ,]+)")
            .says("expected days of the week such as `mon-fri`, found `{1}`")
            .at(1)
            .when("{1:no-weekdays}"),
        row(
            "work mon 09:00-12:00 13:00-17:00",
            r"(?:work|open) .*?:[0-9]{2}( )([0-9][0-9.:]*[ap]?m?(?:-|–| to )[0-9][^ ,]*)",
        )
        .says("hours have a comma between them")
        .help("a break is written `09:00-12:30, 13:30-17:00`")
        .put(1, ", ")
        .at(2),
    ],
);

/// Hours, where they stand.
pub(super) static HOURS: Table = Table::new(
    &INVALID_DATE,
    &[row(
        "work mon 9-17",
        r"([0-9][0-9:.h]*(?:[ap]m)? ?(?:-|–|—|to|till|until) ?[0-9][0-9:.h]*(?:[ap]m)?)<end>",
    )
    .says("hours are written `{1:hours}`")
    .put(1, "{1:hours}")],
);

/// What is wrong with a line of a calendar: `work`, `off` or `open`. The wrong piece is what could not be read, or the last that could.
pub(super) fn line(found: &Found<'_>) -> Option<Mistake> {
    LINES.find(found, found.at).or_else(|| {
        let takes_hours = match found.kind {
            Some(A::Work) => true,
            Some(A::Open) => found.wrong > found.at + 1,
            _ => false,
        };
        let word = found.next(0).filter(|_| takes_hours)?;
        let is_clock = word.is_number() && word.text.contains([':', '-', '–', 'm', '.']);
        if !is_clock && found.kind == Some(A::Open) {
            return None;
        }
        Some(HOURS.find(found, found.wrong).unwrap_or_else(|| {
            let message = match clocks(word.text) {
                Some([from, to]) if from >= to => {
                    format!("the hours end at {}, before they begin at {}", clock(to), clock(from))
                }
                _ => format!("expected hours such as `09:00-17:00`, found `{word}`"),
            };
            wrong(&INVALID_DATE, word.span(), message).help(BREAK)
        }))
    })
}

/// What follows the days of `off` or `open`, or of `work` the hours, and belongs to them. The wrong piece is the last that was read.
pub(super) fn behind(found: &Found<'_>) -> Option<Mistake> {
    let next = found.wrong + 1 + usize::from(found.is_comma(found.wrong + 1));
    let is_clock = found.word(next).is_some_and(Word::is_number);
    LINES.find(found, found.at).or_else(|| if is_clock { line(&found.from(next)) } else { None })
}

/// Days of the week as they are written, and one that is misspelt by the nearest.
pub(super) fn weekdays_meant(text: &str) -> Option<String> {
    let folded = text.to_ascii_lowercase();
    if matches!(folded.as_str(), "weekend" | "weekends") {
        return Some("sat-sun".to_owned());
    }
    let between = BETWEEN.into_iter().find(|between| folded.contains(between)).unwrap_or("-");
    let parts: Vec<&str> = folded.split(between).map(str::trim).collect();
    let short = |part: &&str| {
        let day = weekday(part).or_else(|| weekday(part.strip_suffix('s')?));
        let name = day.and_then(|day| WEEKDAYS.get(day.index()).copied());
        name.or_else(|| did_you_mean(part, WEEKDAYS))
    };
    let mut days = parts.iter().map(short).collect::<Option<Vec<_>>>()?;
    days.dedup();
    (days.len() < 3).then(|| days.join("-"))
}

/// A day by its short or its long name.
fn weekday(text: &str) -> Option<Weekday> {
    let mut names = Weekday::ALL.into_iter().zip(WEEKDAYS);
    let is_day =
        |(day, short): &(Weekday, &str)| day.name().eq_ignore_ascii_case(text) || *short == text;
    names.find(is_day).map(|(day, _)| day)
}

/// `mon, tue, wed` as a row, if it is one.
pub(super) fn days_in_a_row(text: &str) -> Option<String> {
    let days: Vec<&str> = text.split(',').map(str::trim).collect();
    let first = WEEKDAYS.iter().position(|day| days.first() == Some(day))?;
    let is_row = WEEKDAYS.iter().skip(first).zip(&days).all(|(day, written)| day == written);
    (is_row && first + days.len() <= WEEKDAYS.len())
        .then(|| format!("{}-{}", days.first().unwrap_or(&""), days.last().unwrap_or(&"")))
}

/// `25.12.` as month and day.
pub(super) fn day_of_year(text: &str) -> Option<String> {
    let numbers = text.split(['-', '/', '.']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<i8>> = numbers.map(|part| part.parse().ok()).collect();
    let readings = match *numbers?.as_slice() {
        [first, second] => [(first, second), (second, first)],
        [_, month, day] => [(month, day), (day, month)],
        _ => return None,
    };
    let is_day = |(month, day): &(i8, i8)| Date::new(2024, *month, *day).is_some();
    readings.into_iter().find(is_day).map(|(month, day)| format!("{month:02}-{day:02}"))
}

/// Hours as they are written, if they end behind their beginning.
pub(super) fn hours_meant(text: &str) -> Option<String> {
    let ([from, to], (_, last)) = (clocks(text)?, ends(text)?);
    // `9-5`: what ends before it begins, in an hour of one digit, ends in the afternoon.
    let hour = last.split([':', '.', 'h']).next().unwrap_or_default();
    let is_afternoon = to <= from && hour.len() == 1 && !last.ends_with('m');
    let to = if is_afternoon { to + 12 * 60 } else { to };
    (from < to).then(|| format!("{}-{}", clock(from), clock(to)))
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The two minutes of a day that such hours run between.
fn clocks(text: &str) -> Option<[u32; 2]> {
    let (from, to) = ends(text)?;
    Some([minute(from)?, minute(to)?])
}

/// What stands on both sides of the sign or word between two times.
fn ends(text: &str) -> Option<(&str, &str)> {
    let joint = ["-", "–", "—", "to", "till", "until"];
    let (from, to) = joint.iter().find_map(|joint| text.split_once(joint))?;
    Some((from.trim(), to.trim()))
}

/// `9`, `9:00`, `9.30`, `5pm`
fn minute(text: &str) -> Option<u32> {
    let (number, afternoon) = match text.strip_suffix("pm") {
        Some(number) => (number, 12),
        None => (text.strip_suffix("am").unwrap_or(text), 0),
    };
    let (hours, minutes) = number.split_once([':', '.', 'h']).unwrap_or((number, ""));
    let hours = digits(hours).filter(|hours| *hours <= 24)?;
    let hours = if hours < 12 { hours + afternoon } else { hours };
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes).filter(|it| *it < 60)? };
    Some(hours * 60 + minutes).filter(|minute| *minute <= 24 * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_they_are_meant() {
        for (written, expected) in [
            ("9-17", Some("09:00-17:00")),
            ("9am-5pm", Some("09:00-17:00")),
            ("09.30–17.00", Some("09:30-17:00")),
            ("9 to 17", Some("09:00-17:00")),
            ("9-5", Some("09:00-17:00")),
            ("8:30 to 4:30", Some("08:30-16:30")),
            ("9-5am", None),
            ("22-6", None),
            ("22:00-06:00", None),
            ("09:00-25:00", None),
        ] {
            assert_eq!(hours_meant(written).as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn days_are_read_as_they_are_meant() {
        for (written, expected) in [
            ("Monday-Friday", "mon-fri"),
            ("mon..fri", "mon-fri"),
            ("monday to friday", "mon-fri"),
            ("Fridays", "fri"),
            ("mon-fir", "mon-fri"),
        ] {
            assert_eq!(weekdays_meant(written).as_deref(), Some(expected), "{written}");
        }
        assert_eq!(days_in_a_row("mon, tue, wed").as_deref(), Some("mon-wed"));
        assert_eq!(days_in_a_row("mon, wed"), None);
        assert_eq!(day_of_year("25.12.").as_deref(), Some("12-25"));
    }
}
