//! Ranges of durations: `8d..15d` is best and worst, `8d..10d..15d` best, likely and worst.

use super::duration::{
    letters, meant_unit, plain, quantity, time_amount, unit_length, well_formed,
};
use super::{number, range_slips};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DURATION;
use crate::syntax::ast::{Extent, Quantity, TimeAmount};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::Span;

/// The dashes that people write between two ends of a range.
const DASHES: [char; 3] = ['-', '–', '—'];

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

/// Whether a word is a range of which no end has a unit: `5..8`, `5-8`. Four digits are rather a year.
pub(in crate::syntax::parse) fn lacks_units(text: &str) -> bool {
    ends_without_units(text).is_some()
}

fn ends_without_units(text: &str) -> Option<Vec<&str>> {
    let has_dots = text.contains("..");
    let ends: Vec<&str> =
        if has_dots { text.split("..").collect() } else { text.split(DASHES).collect() };
    let is_number = |end: &&str| {
        end.len() < 4 && number::leading(end).is_some_and(|(_, length)| length == end.len())
    };
    let most = if has_dots { 3 } else { 2 };
    ((2..=most).contains(&ends.len()) && ends.iter().all(is_number)).then_some(ends)
}

/// Says of a range without units which there are.
fn without_units(word: Word<'_>, ends: &[&str]) -> Diagnostic {
    let with = |unit: &str| {
        let ends: Vec<String> = ends.iter().map(|end| format!("{end}{unit}")).collect();
        ends.join("..")
    };
    Diagnostic::new(&INVALID_DURATION, word.span, format!("`{word}` has no unit")).help(format!(
        "`{}` are days, `{}` hours, `{}` weeks",
        with("d"),
        with("h"),
        with("w")
    ))
}

/// One duration or a range of two or three.
pub(in crate::syntax::parse) fn extent<'s>(
    reader: &mut Reader<'_, 's>,
    word: Word<'s>,
) -> Read<Extent> {
    if let Some(slip) = range_slips::in_words(reader, word) {
        return slip.told(reader);
    }
    let goes_on = reader.peek_word().is_some_and(|next| next.text.starts_with(".."));
    let (_, rest) = ends_of(word.text);
    if rest.is_none() && !goes_on {
        // Nearly every word is right: a wrong one takes its time.
        if let Some(plain) = plain(word.text) {
            return Ok(Extent::One(TimeAmount::Literal(plain)));
        }
        return match range_slip(word.text) {
            Some(ends) => slipped_range(reader, word, &ends),
            None if lacks_units(word.text) => careful_range(reader, word),
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

/// A range with spaces in it, or one of which an end is wrong.
fn careful_range<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Read<Extent> {
    if let Some(ends) = range_slip(word.text).filter(|_| !is_extent(word.text)) {
        return slipped_range(reader, word, &ends);
    }
    if let Some(ends) = ends_without_units(word.text) {
        return reader.fail(|| without_units(word, &ends));
    }
    let parts = super::range_parts(reader, word);
    let span = parts.iter().fold(word.span, |span, part| span.to(part.span));
    let mut ends = Vec::with_capacity(3);
    for part in parts {
        ends.push(quantity(reader, part)?);
    }
    of_ends(reader, span, &ends)
}

/// The range of such ends.
pub(super) fn of_ends(reader: &mut Reader<'_, '_>, span: Span, ends: &[Quantity]) -> Read<Extent> {
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
pub(super) fn written(quantity: Quantity) -> String {
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
    let was_quiet = reader.hush(true);
    let mut quantities = Vec::with_capacity(3);
    for end in ends {
        quantities.push(quantity(reader, Word { text: end, span: word.span }));
    }
    let quantities: Read<Vec<Quantity>> = quantities.into_iter().collect();
    let extent = quantities.and_then(|ends| of_ends(reader, word.span, &ends));
    reader.restore(was_quiet);
    extent
}

/// For the order of a range: with days of eight hours and weeks of five days.
fn rough_minutes(quantity: Quantity) -> u64 {
    u64::from(quantity.thousandths) * unit_length(quantity.unit)
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
