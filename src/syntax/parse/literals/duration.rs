//! Durations: `90min`, `2.5d`.

use super::{compound, name, number};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DURATION, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Decimal, Quantity, TimeAmount, Unit};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};
use crate::syntax::parse::token::TokenKind;

/// The most that there may be of a unit: more would leave the calendar.
const MOST: u32 = 1_000_000;

const UNITS: &str = "a duration is a number and a unit: `90min`, `4h`, `2.5d`, `3w`, `2mo`";

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

/// How many minutes a unit has, of working time where days have eight hours and weeks five days.
pub(super) const fn unit_length(unit: Unit) -> u64 {
    match unit {
        Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => 480,
        Unit::Week => 2400,
        Unit::Month => 9600,
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
pub(super) fn well_formed(text: &str) -> bool {
    number::leading(text)
        .is_some_and(|(_, length)| text.get(length..).is_some_and(|rest| unit(rest).is_some()))
}

/// A duration that is right as it stands.
pub(super) fn plain(text: &str) -> Option<Quantity> {
    let (number, length) = number::leading(text)?;
    let thousandths = number.ok().and_then(within_most)?;
    Some(Quantity { thousandths, unit: unit(text.get(length..)?)? })
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
                .help("a month is `1mo`, that is 20 working days; a year `12mo`")
        }
        "s" | "sec" | "seconds" => {
            Diagnostic::new(&INVALID_DURATION, word.span, "there is no unit of a second")
                .help("the shortest unit is a minute, `1min`")
        }
        text if text.starts_with(|first: char| first.is_ascii_alphabetic())
            && number::leading(text.trim_start_matches(char::is_alphabetic)).is_some() =>
        {
            let parts = compound::parts(word.text).unwrap_or_default();
            compound::several_units(word.span, &word.to_string(), &parts)
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

fn not_a_number(word: Word<'_>) -> Diagnostic {
    if word.text.strip_prefix('-').is_some_and(well_formed) {
        return Diagnostic::new(
            &NUMBER_OUT_OF_RANGE,
            word.span,
            format!("`{word}` is negative: a duration can't be"),
        )
        .help("for what comes before a point, a lead: `after design - 2d`");
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
