//! What is wrong with an amount of time: its unit, its range, its size.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::found::{Found, Mistake, wrong};
use super::numbers;
use super::phrases::shortened;
use super::pieces::Word;
use super::rows::{Table, View, regex, row};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DURATION, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Quantity, Unit};
use crate::syntax::parse::number::{
    self, Fault, MOST, leading, quantity, rough_minutes, unit_length,
};
use crate::syntax::parse::{is_extent, is_path};
use crate::text::Span;

const UNITS: &str = "a duration is a number and a unit: `90min`, `4h`, `2.5d`, `3w`, `2mo`";

/// The letters of a unit.
pub(super) const fn letters(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute => "min",
        Unit::Hour => "h",
        Unit::Day => "d",
        Unit::Week => "w",
        Unit::Month => "mo",
    }
}

/// The unit that is meant by these letters, well written or not.
pub(super) fn meant_unit(letters: &str) -> Option<Unit> {
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

/// A single duration.
pub(super) static DURATIONS: Table = Table::new(
    &INVALID_DURATION,
    &[
        row("task a 2,5d", r"((\d+),(\d+(?:d|w|h|min|mo)))<end>")
            .says("a decimal point is written `.`")
            .put(1, "{2}.{3}"),
        row("task a 10 days", r"((<n>) ?([A-Za-z]+))<end>")
            .says("a duration is written `{2}{3:unit}`")
            .put(1, "{2}{3:unit}"),
        row("task a 5m", r"((<n>)m)<end>")
            .says("`m` may be minutes or months")
            .help("`{2}min` is in minutes, `{2}mo` in months"),
        row("task a 5", r"(<n>)<end>")
            .says("`{1}` has no unit")
            .help("`{1}d` are days, `{1}h` hours, `{1}w` weeks"),
        row("task a effort -5d", r"(-<time>)<end>")
            .says("`{1}` is negative: a duration can't be")
            .help("for what comes before a point, a lead: `after design - 2d`")
            .rule(&NUMBER_OUT_OF_RANGE),
    ],
);

/// What is wrong with a duration or a range of them, in one word or several. The wrong piece is the first of them.
pub(super) fn extent(found: &Found<'_>) -> Option<Mistake> {
    range(found).or_else(|| duration(found, found.next(0)?))
}

/// What is wrong with a single duration, which may be a part of the wrong piece.
pub(super) fn duration(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let Some((value, length)) = leading(word.text) else {
        return (!is_path(word.text)).then(|| no_duration(found, word));
    };
    if number::unit(word.behind(length).text).is_some() {
        let too_long = || {
            let message = format!("`{word}` is longer than any calendar");
            wrong(&NUMBER_OUT_OF_RANGE, word.span(), message)
                .help(format!("a duration has at most {MOST} of a unit"))
        };
        return match value {
            Err(Fault::TooFine) => Some(numbers::out_of_range(word, Fault::TooFine)),
            _ => quantity(word.text).is_none().then(too_long),
        };
    }
    if let Some(parts) = parts(word.text) {
        return Some(several_units(word.span(), word.text, &parts).into());
    }
    Some(DURATIONS.find_word(found, word).unwrap_or_else(|| no_duration(found, word)))
}

/// A word that is no duration at all.
pub(super) fn no_duration(found: &Found<'_>, word: Word<'_>) -> Mistake {
    DURATIONS.find_word(found, word).unwrap_or_else(|| {
        let message = format!("expected a duration such as `10d`, found `{word}`");
        wrong(&INVALID_DURATION, word.span(), message).help(UNITS)
    })
}

/// A range in whatever way people write it: `8d-15d`, `8..15d`, `5 to 8 days`, and one that is too long or has no end.
static RANGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    regex(
        r"(<n>)( ?<unit>)?(?: ?(?:\.\.|-|–|—) ?| (?:to|until|till) )(<n>)( ?<unit>)?(?:(?:\.\.|-)(<n>)(<unit>)?)?<end>",
    )
});

/// What is wrong with a range. The wrong piece is the first of it.
pub(super) fn range(found: &Found<'_>) -> Option<Mistake> {
    let view = View::new(found, found.wrong);
    let groups = RANGE.as_ref()?.captures(&view.text);
    let ends = groups.as_ref().and_then(|groups| {
        let end = |number: usize, unit: usize| {
            let letters = groups.get(unit).map_or("", |unit| unit.as_str().trim());
            let number = groups.get(number)?.as_str();
            // What follows apart may be a word of its own.
            let unit = Some(letters).filter(|letters| !letters.is_empty()).map(meant_unit);
            Some((number, unit))
        };
        let mut ends = vec![end(1, 2)?, end(3, 4)?];
        ends.extend(end(5, 6));
        Some(ends)
    });
    let Some(ends) = ends.filter(|ends| ends.iter().all(|(_, unit)| *unit != Some(None))) else {
        return odd_range(found.next(0)?);
    };
    let whole = groups.as_ref().and_then(|groups| groups.get(0))?;
    let text = whole.as_str().trim_end_matches([' ', ',']);
    let (start, end) = view.place(whole.start(), whole.start() + text.len());
    let span = found.written.span(start, end);
    let mut units = ends.iter().filter_map(|(_, unit)| unit.flatten());
    let Some(common) = units.next_back() else {
        // Four digits are rather a year.
        let with = |unit: &str| {
            let ends: Vec<String> =
                ends.iter().map(|(number, _)| format!("{number}{unit}")).collect();
            ends.join("..")
        };
        let help =
            format!("`{}` are days, `{}` hours, `{}` weeks", with("d"), with("h"), with("w"));
        let is_year = ends.iter().any(|(number, _)| number.len() > 3);
        return (!is_year).then(|| {
            wrong(&INVALID_DURATION, span, format!("`{}` has no unit", shortened(text))).help(help)
        });
    };
    let (last, own) = ends.last()?;
    let is_year = own.is_none() && last.len() > 3;
    let written = |(number, unit): &(&str, Option<Option<Unit>>)| {
        format!("{number}{}", letters(unit.flatten().unwrap_or(common)))
    };
    let fixed: Vec<String> = ends.iter().map(written).collect();
    let fixed = fixed.join("..");
    if is_year {
        return None;
    }
    let quantities: Option<Vec<Quantity>> = fixed.split("..").map(quantity).collect();
    let quantities = quantities?;
    if !quantities.is_sorted_by_key(|end| rough_minutes(*end)) {
        return Some(descending(span, quantities));
    }
    // Spaces round the dots are right.
    (fixed != text.replace(' ', "")).then(|| {
        wrong(&INVALID_DURATION, span, format!("a range is written `{fixed}`")).put(span, fixed)
    })
}

/// `1d..2d..3d..4d`, `8d..`: not two durations, and not three.
fn odd_range(word: Word<'_>) -> Option<Mistake> {
    let mut ends = word.text.split("..");
    let is_range = word.text.contains("..") && ends.all(|end| end.is_empty() || is_extent(end));
    is_range.then(|| {
        wrong(&INVALID_DURATION, word.span(), "a range has two or three durations")
            .help("`8d..15d` is best and worst, `8d..10d..15d` best, likely and worst")
    })
}

fn descending(span: Span, mut ends: Vec<Quantity>) -> Mistake {
    ends.sort_by_key(|end| rough_minutes(*end));
    let fixed: Vec<String> = ends.iter().map(|end| written(*end)).collect();
    wrong(&INVALID_DURATION, span, "the range runs from more to less")
        .help("a range is best..worst or best..likely..worst")
        .put(span, fixed.join(".."))
}

/// A quantity as it is written.
fn written(quantity: Quantity) -> String {
    let number = f64::from(quantity.thousandths) / 1000.0;
    format!("{number}{}", letters(quantity.unit))
}

/// Whether a word that begins with a digit is a range of amounts, or of what lacks its unit only: `5..8`, `8-15d`.
pub(super) fn is_range(text: &str) -> bool {
    let ends = || text.split(['-', '–', '—']).flat_map(|part| part.split(".."));
    let is_end = |end: &str| {
        let unit = end.trim_start_matches(|char: char| char.is_ascii_digit() || char == '.');
        let length = end.len() - unit.len();
        length > 0 && (meant_unit(unit).is_some() || unit.is_empty() && length < 4)
    };
    (2..=3).contains(&ends().count()) && ends().all(is_end)
}

/// `1d 4h`: two amounts where one is meant. The wrong piece is the first.
pub(super) fn two_amounts(found: &Found<'_>) -> Option<Mistake> {
    let (first, second) = (found.next(0)?, found.next(1)?);
    let both = [quantity(first.text)?, quantity(second.text)?];
    let whole = first.to(second);
    let [large, small] = both.map(|part| unit_length(part.unit));
    (large > small).then(|| several_units(whole.span(), whole.text, &both).into())
}

/// The amounts that a word is made of, if there are several: `1h30min`.
fn parts(word: &str) -> Option<Vec<Quantity>> {
    let is_letter = |char: char| char.is_ascii_alphabetic();
    let ends = word
        .match_indices(is_letter)
        .map(|(at, _)| at + 1)
        .filter(|at| word.get(*at..).is_some_and(|rest| !rest.starts_with(is_letter)));
    let mut parts = Vec::new();
    let mut start = 0;
    for end in ends {
        parts.push(quantity(word.get(start..end)?)?);
        start = end;
    }
    (parts.len() > 1 && start == word.len()).then_some(parts)
}

/// Says that one amount is to be written in the place of these.
pub(in crate::syntax) fn several_units(span: Span, shown: &str, parts: &[Quantity]) -> Diagnostic {
    let message = format!("a duration has one unit, found `{shown}`");
    let diagnostic = Diagnostic::new(&INVALID_DURATION, span, message);
    let sum = sum_of(parts);
    // How long a day or a week is, the calendar says; months are days.
    let is_clock = |part: &Quantity| matches!(part.unit, Unit::Minute | Unit::Hour);
    let is_days = |part: &Quantity| matches!(part.unit, Unit::Day | Unit::Month);
    if parts.iter().all(is_clock) || parts.iter().all(is_days) {
        return diagnostic.replace(format!("replace with `{sum}`"), span, sum);
    }
    diagnostic.help(format!("with days of 8 hours and weeks of 5 days: `{sum}`"))
}

/// The sum in the smallest unit of its parts.
fn sum_of(parts: &[Quantity]) -> String {
    let sum: u64 = parts.iter().map(|part| rough_minutes(*part)).sum();
    let smallest = parts.iter().map(|part| part.unit).min_by_key(|unit| unit_length(*unit));
    let unit = smallest.unwrap_or(Unit::Minute);
    written(Quantity { thousandths: u32::try_from(sum / unit_length(unit)).unwrap_or(0), unit })
}

/// Whether a word is a number and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    leading(text).is_some_and(|(_, length)| length == text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_keeps_the_amount() {
        for (word, expected) in
            [("1d4h", "12h"), ("1w2d", "7d"), ("1h20min", "80min"), ("1mo5d", "25d")]
        {
            assert_eq!(sum_of(&parts(word).unwrap()), expected, "{word}");
        }
        for word in ["1d", "1d4", "d4h", "1x2d", ""] {
            assert_eq!(parts(word), None, "{word}");
        }
    }
}
