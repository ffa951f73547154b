//! Hours of a day, days of the week, days of the year.

use super::found::{Found, Mistake, instead, told};
use super::phrases::shortened;
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DATE, SYNTAX_ERROR};
use crate::syntax::ast::Hours;
use crate::syntax::keyword::AttributeKind as A;
use crate::syntax::parse::date::digits;
use crate::syntax::parse::{WEEKDAYS, is_weekday};
use crate::text::{Span, did_you_mean};
use crate::time::{Date, Weekday};

const DASHES: [char; 3] = ['-', '–', '—'];

/// What is wrong with a line of a calendar: `work`, `off` or `open`.
pub(super) fn line(found: &Found<'_>) -> Option<Mistake> {
    match found.kind? {
        A::Work if found.is_comma(found.at + 2) => listed_weekdays(found),
        A::Work if found.wrong == found.at + 1 => weekdays(found),
        A::Off if found.word(found.at + 1).is_some_and(|every| every.text == "every") => {
            every(found)
        }
        A::Off => week_without_every(found),
        _ => None,
    }
    .or_else(|| hours(found))
}

/// What follows the days of `off` or `open` and belongs to them: `off every 25.12.`, `open 2026-05-02 9am-1pm`.
pub(super) fn behind_days(found: &Found<'_>) -> Option<Mistake> {
    let next = &found.from(found.wrong + 1);
    if let Some(mistake) = misspelt_every(found) {
        return Some(mistake);
    }
    match found.kind? {
        A::Off
            if found.next(0).is_some_and(|word| word.text == "every") && next.next(0).is_some() =>
        {
            every(found)
        }
        A::Open if !found.next(0).is_some_and(|word| word.text.contains(':')) => hours(next),
        _ => None,
    }
}

/// `off evry 12-25`
fn misspelt_every(found: &Found<'_>) -> Option<Mistake> {
    let (word, day) = (found.next(0)?, found.next(1)?);
    let is_day =
        day.is_number() || is_weekday(day.text) || weekday(ends_of(day).first()?).is_some();
    let meant =
        did_you_mean(word.text, ["every"]).filter(|_| found.kind == Some(A::Off) && is_day)?;
    let message = format!("expected `{meant}`, found `{word}`");
    Some(instead(&SYNTAX_ERROR, word.span(), message, meant))
}

/// `off saturday`, `off weekends`: says how days off of each week are written.
fn week_without_every(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0).filter(|word| is_weekday(word.text))?;
    let folded = word.text.to_ascii_lowercase();
    let day = weekday(&folded).or_else(|| weekday(folded.strip_suffix('s')?));
    let fixed = format!("every {}", day.map_or("sat-sun", short));
    let message = "days off of each week have an `every`";
    Some(instead(&SYNTAX_ERROR, word.span(), message, fixed))
}

fn every(found: &Found<'_>) -> Option<Mistake> {
    let word = found.word(found.at + 2)?;
    if !word.is_number() {
        return weekdays(&found.from(found.at + 2));
    }
    let message = format!("`{word}` is no day of the year");
    let diagnostic = Diagnostic::new(&INVALID_DATE, word.span(), message)
        .help("it is month and day: `12-25` is 25 December");
    let numbers = word.text.split(['-', '/', '.']).filter(|part| !part.is_empty());
    let numbers: Option<Vec<i8>> = numbers.map(|part| part.parse().ok()).collect();
    let readings = match numbers.as_deref() {
        Some([first, second]) => [(*first, *second), (*second, *first)],
        Some([_, month, day]) => [(*month, *day), (*month, *day)],
        _ => return Some(told(diagnostic)),
    };
    let is_day = |(month, day): &(i8, i8)| Date::new(2024, *month, *day).is_some();
    Some(told(match readings.into_iter().find(is_day) {
        Some((month, day)) => {
            let fixed = format!("{month:02}-{day:02}");
            diagnostic.replace(format!("replace with `{fixed}`"), word.span(), fixed)
        }
        None => diagnostic,
    }))
}

/// Days of the week that are not written as they should be.
fn weekdays(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0)?;
    let parts = ends_of(word);
    let days: Option<Vec<Weekday>> = parts.iter().map(|part| weekday(part)).collect();
    let written = match days.as_deref() {
        Some([day]) => short(*day).to_owned(),
        Some([first, last]) if first == last => short(*first).to_owned(),
        Some([first, last]) => format!("{}-{}", short(*first), short(*last)),
        _ => return Some(no_weekday(word)),
    };
    (written != word.text).then(|| {
        let message = format!("days of the week are written `{written}`");
        instead(&SYNTAX_ERROR, word.span(), message, written)
    })
}

/// `work mon, tue, wed 09:00-17:00`: days that follow one another are written with a dash.
fn listed_weekdays(found: &Found<'_>) -> Option<Mistake> {
    let days: Vec<Word<'_>> = (found.at + 1..)
        .step_by(2)
        .map_while(|at| found.word(at).filter(|word| weekday(word.text).is_some()))
        .collect();
    let (first, last) = (days.first().copied()?, days.last().copied()?);
    let numbers: Vec<usize> =
        days.iter().filter_map(|day| weekday(day.text)).map(Weekday::index).collect();
    let is_row = numbers.windows(2).all(|pair| matches!(pair, [one, next] if one + 1 == *next));
    let whole = first.to(last);
    let message = "days of the week are not listed";
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, whole.span(), message).help(
        "a row of days is `mon-fri`; others have a line of their own: `work mon 09:00-17:00`",
    );
    let fixed = format!("{}-{}", first.text, last.text);
    let is_row = is_row && days.len() > 1;
    Some(told(if is_row {
        diagnostic.replace(format!("replace with `{fixed}`"), whole.span(), fixed)
    } else {
        diagnostic
    }))
}

/// The first and the last of some days, however they are joined: `mon-fri`, `mon..fri`.
fn ends_of(word: Word<'_>) -> Vec<&str> {
    match word.text.split_once("..") {
        Some((first, last)) => vec![first, last],
        None => word.text.split(['-', '–']).collect(),
    }
}

fn no_weekday(word: Word<'_>) -> Mistake {
    let message = format!("expected days of the week such as `mon-fri`, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    let near = |part: &str| weekday(part).map(short).or_else(|| did_you_mean(part, WEEKDAYS));
    let parts: Option<Vec<&str>> = ends_of(word).into_iter().map(near).collect();
    told(match parts.filter(|parts| parts.len() <= 2).map(|parts| parts.join("-")) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")).replace(
            format!("replace with `{meant}`"),
            word.span(),
            meant,
        ),
        None => diagnostic.help("days are `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`"),
    })
}

fn short(day: Weekday) -> &'static str {
    WEEKDAYS.get(day.index()).copied().unwrap_or_default()
}

/// A day by its short or its long name, in any case.
fn weekday(text: &str) -> Option<Weekday> {
    let names = Weekday::ALL.into_iter().zip(WEEKDAYS);
    let is_day = |day: Weekday, short: &str| {
        day.name().eq_ignore_ascii_case(text) || short.eq_ignore_ascii_case(text)
    };
    names.filter(|(day, short)| is_day(*day, short)).map(|(day, _)| day).next()
}

/// Whether a word has to do with hours at all.
fn looks_like_hours(text: &str) -> bool {
    let is_hour =
        |part: &str| part.len() <= 7 && part.starts_with(|first: char| first.is_ascii_digit());
    text.contains(':')
        || text.split_once(DASHES).is_some_and(|(from, to)| is_hour(from) && is_hour(to))
}

/// Hours that are written some other way, or none.
fn hours(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(0).filter(|word| {
        found.kind == Some(A::Work)
            || found.kind == Some(A::Open)
                && found.wrong > found.at + 1
                && looks_like_hours(word.text)
    })?;
    let (mut last, mut written, mut ahead) = (word, word.text.to_owned(), 1);
    // `09:00 - 17:00` and `09:00 to 17:00` are three words.
    let is_to = found.next(1).is_some_and(|next| matches!(next.text, "to" | "till" | "until"));
    if is_to && found.next(2).is_some_and(Word::is_number) {
        written.push('-');
        ahead = 2;
    }
    while let Some(next) = found.next(ahead).filter(|next| {
        next.text.starts_with(DASHES) || (written.ends_with(DASHES) && next.is_number())
    }) {
        (last, ahead) = (next, ahead + 1);
        written.push_str(next.text);
    }
    let meant = meant(&written);
    let (message, fixed) = fault(&written, meant);
    let span = word.to(last).span();
    let diagnostic = Diagnostic::new(&INVALID_DATE, span, message);
    Some(told(match fixed {
        Some(fixed) => diagnostic.replace(format!("replace with `{fixed}`"), span, fixed),
        None => diagnostic
            .help("hours are written `09:00-17:00`, with a break `09:00-12:30, 13:30-17:00`"),
    }))
}

/// `09:00-12:00 13:00-17:00`: a comma is missing. The wrong piece is the last that was read.
pub(super) fn comma_between_hours(found: &Found<'_>) -> Option<Mistake> {
    if found.is_comma(found.wrong + 1)
        && found.next(2).is_some_and(|next| looks_like_hours(next.text))
    {
        return hours(&found.from(found.wrong + 2));
    }
    let (first, next) = (found.next(0)?, found.next(1).filter(|next| looks_like_hours(next.text))?);
    if !matches!(found.kind, Some(A::Work | A::Open)) || !first.text.contains(':') {
        return None;
    }
    let gap = Span::new(first.span().end, next.span().start);
    Some(told(
        Diagnostic::new(&SYNTAX_ERROR, next.span(), format!("expected a comma before `{next}`"))
            .help("a break is written `09:00-12:30, 13:30-17:00`")
            .replace("put one there", gap, ", "),
    ))
}

/// The hours that were meant, of which the end may be before the beginning.
fn meant(written: &str) -> Option<Hours> {
    let (from, to) = written.split_once(DASHES)?;
    Some(Hours { from: loose_minute(from)?, to: loose_minute(to)? })
}

/// `9`, `9:00`, `9.30`, `5pm`
fn loose_minute(text: &str) -> Option<u16> {
    let text = text.to_ascii_lowercase();
    let (text, afternoon) = match text.strip_suffix("pm") {
        Some(text) => (text.to_owned(), 12),
        None => (text.strip_suffix("am").unwrap_or(&text).to_owned(), 0),
    };
    let (hours, minutes) = text.split_once([':', '.', 'h']).unwrap_or((&text, "0"));
    let hours = digits(hours)?;
    let hours = if afternoon > 0 && hours < 12 { hours + afternoon } else { hours };
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
    // A number of hours that no day has need not have a product.
    if hours > 24 || minutes >= 60 {
        return None;
    }
    let minute = hours * 60 + minutes;
    u16::try_from(minute).ok().filter(|minute| *minute <= 24 * 60)
}

fn fault(written: &str, meant: Option<Hours>) -> (String, Option<String>) {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    match meant {
        Some(hours) if hours.from < hours.to => {
            let fixed = format!("{}-{}", clock(hours.from), clock(hours.to));
            (format!("hours are written `{fixed}`"), Some(fixed))
        }
        Some(hours) => (
            format!(
                "the hours end at {}, before they begin at {}",
                clock(hours.to),
                clock(hours.from)
            ),
            None,
        ),
        None => (no_hours(written), None),
    }
}

fn no_hours(written: &str) -> String {
    let parts = written.split(DASHES);
    let too_late = parts.filter_map(|part| digits(part.split(':').next()?)).find(|hour| *hour > 24);
    match too_late {
        Some(hour) => format!("there is no hour {hour}"),
        None => format!("expected hours such as `09:00-17:00`, found `{}`", shortened(written)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_read_as_they_are_meant() {
        for (written, from, to) in [
            ("9-17", 540, 1020),
            ("9:00-17:00", 540, 1020),
            ("9am-5pm", 540, 1020),
            ("09.30–17.00", 570, 1020),
            ("22:00-06:00", 1320, 360),
        ] {
            assert_eq!(meant(written), Some(Hours { from, to }), "{written}");
        }
        assert_eq!(meant("09:00-25:00"), None);
        assert_eq!(meant("09:00-4000000000:00"), None);
        assert_eq!(no_hours("09:00-25:00"), "there is no hour 25");
    }
}
