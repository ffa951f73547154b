//! Hours of a day: `09:00-17:30`.

use super::date::{digits, minute};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DATE;
use crate::syntax::ast::Hours;
use crate::syntax::parse::describe;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};

const DASHES: [char; 3] = ['-', '–', '—'];

/// Whether a word has to do with hours at all.
pub(in crate::syntax::parse) fn looks_like_hours(text: &str) -> bool {
    let is_hour =
        |part: &str| part.len() <= 7 && part.starts_with(|first: char| first.is_ascii_digit());
    text.contains(':')
        || text.split_once(DASHES).is_some_and(|(from, to)| is_hour(from) && is_hour(to))
}

/// One stretch of hours.
pub(in crate::syntax::parse) fn hours(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Hours> {
    if let Some(hours) = parse(word.text) {
        return Ok(hours);
    }
    let mut span = word.span;
    let mut written = word.text.to_owned();
    // `09:00 - 17:00` and `09:00 to 17:00` are three words.
    let is_end = |next: Word<'_>| looks_like_end(next.text);
    let is_to = |next: &Word<'_>| matches!(next.text, "to" | "till" | "until");
    if let Some(to) = reader.peek_word().filter(is_to)
        && reader.peek_word_at(1).is_some_and(is_end)
    {
        reader.skip();
        span = span.to(to.span);
        written.push('-');
    }
    while let Some(next) = reader.peek_word().filter(|next| {
        next.text.starts_with(DASHES) || (written.ends_with(DASHES) && looks_like_end(next.text))
    }) {
        reader.skip();
        span = span.to(next.span);
        written.push_str(next.text);
    }
    let meant = meant(&written);
    reader.error(|| {
        let (message, fixed) = fault(&written, meant);
        let diagnostic = Diagnostic::new(&INVALID_DATE, span, message);
        match fixed {
            Some(fixed) => diagnostic.replace(format!("replace with `{fixed}`"), span, fixed),
            None => diagnostic
                .help("hours are written `09:00-17:00`, with a break `09:00-12:30, 13:30-17:00`"),
        }
    });
    meant.filter(|hours| hours.from < hours.to).ok_or(Reported)
}

fn looks_like_end(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn parse(text: &str) -> Option<Hours> {
    let (from, to) = text.split_once('-')?;
    let hours = Hours { from: minute(from)?, to: minute(to)? };
    (hours.from < hours.to).then_some(hours)
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
    if let Some(hour) = too_late {
        return format!("there is no hour {hour}");
    }
    format!("expected hours such as `09:00-17:00`, found `{}`", describe::shortened(written))
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
