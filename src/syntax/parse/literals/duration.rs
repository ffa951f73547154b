//! Durations and ranges of durations: `90min`, `2.5d`, `8d..10d..15d`.

use super::{name, number};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DURATION, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Decimal, Extent, Quantity, TimeAmount, Unit};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};
use crate::syntax::parse::token::TokenKind;
use crate::text::Span;

/// The most that there may be of a unit: more would leave the calendar.
const MOST: u32 = 1_000_000;

const UNITS: &str = "a duration is a number and a unit: `90min`, `4h`, `2.5d`, `3w`, `2mo`";

/// The dashes that people write between two ends of a range.
const DASHES: [char; 3] = ['-', '–', '—'];

/// The unit that these letters are.
pub(in crate::syntax::parse) fn unit(letters: &str) -> Option<Unit> {
    match letters {
        "min" => Some(Unit::Minute),
        "h" => Some(Unit::Hour),
        "d" => Some(Unit::Day),
        "w" => Some(Unit::Week),
        "mo" => Some(Unit::Month),
        _ => None,
    }
}

/// The letters of a unit.
pub(in crate::syntax::parse) const fn letters(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "min",
        Unit::Hour => "h",
        Unit::Day => "d",
        Unit::Week => "w",
        Unit::Month => "mo",
    }
}

/// The unit that is meant by these letters, well written or not.
pub(in crate::syntax::parse) fn meant_unit(letters: &str) -> Option<Unit> {
    if letters.len() > 8 {
        return None;
    }
    match letters.to_ascii_lowercase().as_str() {
        "min" | "mins" | "minute" | "minutes" => Some(Unit::Minute),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hour),
        "d" | "day" | "days" | "pd" => Some(Unit::Day),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Week),
        "mo" | "mon" | "mth" | "month" | "months" => Some(Unit::Month),
        _ => None,
    }
}

/// Whether a text is a duration, of whatever size.
fn well_formed(text: &str) -> bool {
    number::leading(text)
        .is_some_and(|(_, length)| text.get(length..).is_some_and(|rest| unit(rest).is_some()))
}

/// Whether a word is a duration or a range of them, of whatever size.
pub(in crate::syntax::parse) fn is_extent(text: &str) -> bool {
    let mut rest = Some(text);
    while let Some(text) = rest {
        let (end, behind) = ends_of(text);
        if !well_formed(end) {
            return false;
        }
        rest = behind;
    }
    true
}

/// Whether a word is the beginning of a range: `8d..`
pub(in crate::syntax::parse) fn is_open_range(text: &str) -> bool {
    let (first, rest) = ends_of(text);
    rest.is_some() && well_formed(first)
}

/// A text up to its first `..`, and what stands behind that.
fn ends_of(text: &str) -> (&str, Option<&str>) {
    // Two bytes in a row: quicker than to search for a text of two.
    let dots = text.as_bytes().windows(2).position(|pair| pair == b"..");
    match dots {
        Some(at) => (text.get(..at).unwrap_or(text), text.get(at + 2..)),
        None => (text, None),
    }
}

/// Whether a word is a range with a dash for its dots, or with a unit at its end only: `8d-15d`, `8..15d`.
pub(in crate::syntax::parse) fn is_range_slip(text: &str) -> bool {
    range_slip(text).is_some()
}

/// The ends of such a range, each with its unit.
fn range_slip(text: &str) -> Option<Vec<String>> {
    let parts: Vec<&str> =
        if text.contains("..") { text.split("..").collect() } else { text.split(DASHES).collect() };
    let last = parts.last()?;
    let (_, length) = number::leading(last)?;
    let common = meant_unit(last.get(length..)?)?;
    let mend = |part: &&str| {
        let (_, length) = number::leading(part)?;
        let own = part.get(length..)?;
        let unit = if own.is_empty() { common } else { meant_unit(own)? };
        Some(format!("{}{}", part.get(..length)?, letters(unit)))
    };
    let mended: Option<Vec<String>> = parts.iter().map(mend).collect();
    mended.filter(|parts| (2..=3).contains(&parts.len()))
}

/// One duration: `10d`.
pub(in crate::syntax::parse) fn quantity(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Quantity> {
    let Some((value, length)) = number::leading(word.text) else {
        return reader.fail(|| not_a_number(word));
    };
    match unit(word.text.get(length..).unwrap_or_default()) {
        Some(unit) => counted(reader, word, value, unit),
        None => mended(reader, word, value, length),
    }
}

/// A number of units, if it is one that a plan can have.
fn within_most(Decimal(thousandths): Decimal) -> Option<u32> {
    u32::try_from(thousandths).ok().filter(|thousandths| *thousandths <= MOST * 1000)
}

fn counted(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
    value: Result<Decimal, number::Fault>,
    unit: Unit,
) -> Read<Quantity> {
    match value {
        Err(number::Fault::TooFine) => {
            reader.fail(|| number::out_of_range(word, number::Fault::TooFine))
        }
        value => match value.ok().and_then(within_most) {
            Some(thousandths) => Ok(Quantity { thousandths, unit }),
            None => reader.fail(|| too_long(word)),
        },
    }
}

/// A duration with a wrong unit, or with its unit in the next word: says so, and takes it for what it is meant to be.
fn mended(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
    value: Result<Decimal, number::Fault>,
    length: usize,
) -> Read<Quantity> {
    let number = word.part(0, length);
    let own = word.behind(length);
    let next =
        reader.peek_word().filter(|next| own.text.is_empty() && meant_unit(next.text).is_some());
    let unit = meant_unit(next.unwrap_or(own).text);
    let Some(unit) = unit else { return Err(without_unit(reader, word, own)) };
    let span = next.map_or(word.span, |next| word.span.to(next.span));
    if next.is_some() {
        reader.skip();
    }
    reader.error(|| {
        let written = next.unwrap_or(own);
        let right = letters(unit);
        let message = if written.text == right {
            "a duration is written without a space".to_owned()
        } else {
            format!("the unit `{written}` is written `{right}`")
        };
        let fixed = format!("{}{right}", number.text);
        let diagnostic = Diagnostic::new(&INVALID_DURATION, span, message);
        diagnostic.replace(format!("replace with `{fixed}`"), span, fixed)
    });
    counted(reader, word, value, unit)
}

/// A number that has no unit, or one that does not exist.
fn without_unit(reader: &mut Reader<'_, '_>, word: Word<'_>, unit: Word<'_>) -> Reported {
    if let Some(fraction) = decimal_comma(reader, word) {
        return reader.error(|| {
            let span = word.span.to(fraction.span);
            let fixed = format!("{}.{}", word.text, fraction.text);
            Diagnostic::new(&INVALID_DURATION, span, "a decimal point is written `.`").replace(
                format!("replace with `{fixed}`"),
                span,
                fixed,
            )
        });
    }
    reader.error(|| match unit.text {
        "" => Diagnostic::new(&INVALID_DURATION, word.span, format!("`{word}` has no unit"))
            .help(UNITS)
            .help(format!("`{0}d` are days, `{0}h` hours, `{0}w` weeks", word.text)),
        "m" | "M" => {
            let number = word.part(0, word.text.len() - 1).text;
            Diagnostic::new(&INVALID_DURATION, word.span, "`m` may be minutes or months")
                .help(format!("`{number}min` is in minutes, `{number}mo` in months"))
        }
        "y" | "yr" | "year" | "years" => {
            Diagnostic::new(&INVALID_DURATION, word.span, "there is no unit of a year")
                .help("a year is `12mo`")
        }
        "s" | "sec" | "seconds" => {
            Diagnostic::new(&INVALID_DURATION, word.span, "there is no unit of a second")
                .help("the shortest unit is a minute, `1min`")
        }
        text if text.starts_with(|first: char| first.is_ascii_alphabetic())
            && number::leading(text.trim_start_matches(char::is_alphabetic)).is_some() =>
        {
            Diagnostic::new(&INVALID_DURATION, word.span, "a duration has one unit")
                .help("write `1h30min` as `90min`, and half a day as `0.5d`")
        }
        _ => Diagnostic::new(&INVALID_DURATION, word.span, format!("`{unit}` is no unit of time"))
            .help(UNITS),
    })
}

/// Whether a number goes on behind a comma, as in `2,5d`.
pub(in crate::syntax::parse) fn has_decimal_comma(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let comma = reader.peek().filter(|token| token.kind == TokenKind::Comma);
    let (Some(comma), Some(next)) = (comma, reader.peek_word_at(1)) else { return false };
    let is_joined = comma.span.start == word.span.end && next.span.start == comma.span.end;
    is_joined && well_formed(next.text)
}

/// The rest of `2,5d`, which is taken.
fn decimal_comma<'s>(reader: &mut Reader<'_, 's>, word: Word<'_>) -> Option<Word<'s>> {
    if !has_decimal_comma(reader, word) {
        return None;
    }
    reader.skip();
    reader.word()
}

/// A duration, or the name of a `let` that is one.
pub(in crate::syntax::parse) fn time_amount(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<TimeAmount> {
    if name::is_path(word.text) {
        return Ok(TimeAmount::Name(word.span));
    }
    quantity(reader, word).map(TimeAmount::Literal)
}

/// One duration or a range of two or three.
pub(in crate::syntax::parse) fn extent<'s>(
    reader: &mut Reader<'_, 's>,
    word: Word<'s>,
) -> Read<Extent> {
    let goes_on = reader.peek_word().is_some_and(|next| next.text.starts_with(".."));
    let (_, rest) = ends_of(word.text);
    if rest.is_none() && !goes_on {
        // Nearly every word is right: a wrong one takes its time.
        if let Some(plain) = plain(word.text) {
            return Ok(Extent::One(TimeAmount::Literal(plain)));
        }
        return match range_slip(word.text) {
            Some(ends) => slipped_range(reader, word, &ends),
            None => time_amount(reader, word).map(Extent::One),
        };
    }
    match plain_range(word.text).filter(|_| !goes_on) {
        Some(extent) => Ok(extent),
        None => careful_range(reader, word),
    }
}

/// A range that is right as it stands.
fn plain_range(text: &str) -> Option<Extent> {
    let (first, rest) = ends_of(text);
    let (second, third) = ends_of(rest?);
    let (first, second) = (plain(first)?, plain(second)?);
    let rough = |quantity: &Quantity| rough_minutes(*quantity);
    match third {
        None => [first, second].is_sorted_by_key(rough).then_some(Extent::Two([first, second])),
        Some(third) => {
            let ends = [first, second, plain(third)?];
            ends.is_sorted_by_key(rough).then_some(Extent::Three(ends))
        }
    }
}

/// A duration that is right as it stands.
fn plain(text: &str) -> Option<Quantity> {
    let (number, length) = number::leading(text)?;
    let thousandths = number.ok().and_then(within_most)?;
    Some(Quantity { thousandths, unit: unit(text.get(length..)?)? })
}

/// A range with spaces in it, or one of which an end is wrong.
fn careful_range<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Read<Extent> {
    if let Some(ends) = range_slip(word.text).filter(|_| !is_extent(word.text)) {
        return slipped_range(reader, word, &ends);
    }
    let parts = super::range_parts(reader, word);
    let span = parts.iter().fold(word.span, |span, part| span.to(part.span));
    let mut ends = Vec::with_capacity(3);
    for part in parts {
        ends.push(quantity(reader, part)?);
    }
    range(reader, span, &ends)
}

fn range(reader: &mut Reader<'_, '_>, span: Span, ends: &[Quantity]) -> Read<Extent> {
    if !ends.is_sorted_by_key(|end| rough_minutes(*end)) {
        return reader.fail(|| descending(span, ends));
    }
    match ends {
        [best, worst] => Ok(Extent::Two([*best, *worst])),
        [best, likely, worst] => Ok(Extent::Three([*best, *likely, *worst])),
        _ => reader.fail(|| {
            Diagnostic::new(&INVALID_DURATION, span, "a range has two or three durations")
                .help("`8d..15d` is best and worst, `8d..10d..15d` best, likely and worst")
        }),
    }
}

fn descending(span: Span, ends: &[Quantity]) -> Diagnostic {
    let mut sorted = ends.to_vec();
    sorted.sort_by_key(|end| rough_minutes(*end));
    let fixed: Vec<String> = sorted.iter().map(|end| written(*end)).collect();
    let fixed = fixed.join("..");
    Diagnostic::new(&INVALID_DURATION, span, "the range runs from more to less")
        .help("a range is best..worst or best..likely..worst")
        .replace(format!("replace with `{fixed}`"), span, fixed)
}

/// A quantity as it is written.
fn written(quantity: Quantity) -> String {
    let (whole, fraction) = (quantity.thousandths / 1000, quantity.thousandths % 1000);
    let unit = letters(quantity.unit);
    if fraction == 0 {
        return format!("{whole}{unit}");
    }
    let fraction = format!("{fraction:03}");
    format!("{whole}.{}{unit}", fraction.trim_end_matches('0'))
}

/// `8d-15d`, `8..15d`: says how a range is written, and takes it for one.
fn slipped_range(reader: &mut Reader<'_, '_>, word: Word<'_>, ends: &[String]) -> Read<Extent> {
    reader.error(|| {
        let fixed = ends.join("..");
        let message = if word.text.contains(DASHES) {
            "a range is written with two dots"
        } else {
            "each end of a range has its unit"
        };
        Diagnostic::new(&INVALID_DURATION, word.span, message).replace(
            format!("replace with `{fixed}`"),
            word.span,
            fixed,
        )
    });
    let was_quiet = reader.quiet(true);
    let mut quantities = Vec::with_capacity(3);
    for end in ends {
        quantities.push(quantity(reader, Word { text: end, span: word.span }));
    }
    let quantities: Read<Vec<Quantity>> = quantities.into_iter().collect();
    let extent = quantities.and_then(|ends| range(reader, word.span, &ends));
    reader.quiet(was_quiet);
    extent
}

/// For the order of a range: with days of eight hours and weeks of five days.
fn rough_minutes(quantity: Quantity) -> u64 {
    let minutes = match quantity.unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 480,
        Unit::Week => 2400,
        Unit::Month => 9600,
    };
    u64::from(quantity.thousandths) * minutes
}

fn not_a_number(word: Word<'_>) -> Diagnostic {
    if word.text.strip_prefix('-').is_some_and(well_formed) {
        return Diagnostic::new(
            &NUMBER_OUT_OF_RANGE,
            word.span,
            format!("`{word}` is negative: a duration can't be"),
        );
    }
    let message = format!("expected a duration such as `10d`, found `{word}`");
    Diagnostic::new(&INVALID_DURATION, word.span, message).help(UNITS)
}

fn too_long(word: Word<'_>) -> Diagnostic {
    Diagnostic::new(
        &NUMBER_OUT_OF_RANGE,
        word.span,
        format!("`{word}` is longer than any calendar"),
    )
    .help(format!("a duration has at most {MOST} of a unit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_ranges() {
        for text in
            ["90min", "4h", "2.5d", "3w", "2mo", "8d..15d", "8d..10d..15d", "0d", "99999999d"]
        {
            assert!(is_extent(text), "{text}");
        }
        for text in
            ["", "d", "10", "10x", "10 d", "8d-15d", "8..15d", "8d..", "..8d", "1d4h", "-1d"]
        {
            assert!(!is_extent(text), "{text}");
        }
    }

    #[test]
    fn a_range_with_a_dash_is_seen() {
        let ends = |text| range_slip(text).map(|ends| ends.join(".."));
        assert_eq!(ends("8d-15d").as_deref(), Some("8d..15d"));
        assert_eq!(ends("8–15days").as_deref(), Some("8d..15d"));
        assert_eq!(ends("8..10..15d").as_deref(), Some("8d..10d..15d"));
        assert_eq!(ends("2026-03-02"), None);
        assert_eq!(ends("10d"), None);
    }
}
