//! Durations and ranges of durations: `90min`, `2.5d`, `8d..10d..15d`.

use super::{name, number};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_DURATION, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Extent, Quantity, TimeAmount, Unit};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;

/// The most that there may be of a unit: more would leave the calendar.
const MOST: i64 = 1_000_000;

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

/// One duration: `10d`.
pub(in crate::syntax::parse) fn quantity(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Quantity> {
    let Some((value, length)) = number::leading(word.text) else {
        return reader.fail(|| expected(word));
    };
    let letters = word.text.get(length..).unwrap_or_default();
    let Some(unit) = unit(letters) else {
        return reader.fail(|| expected(word));
    };
    match value {
        Ok(value) if value.0 <= MOST * 1000 => Ok(Quantity { number: value, unit }),
        Ok(_) | Err(number::Fault::TooLarge) => reader.fail(|| too_long(word)),
        Err(fault) => reader.fail(|| number::out_of_range(word, fault)),
    }
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
pub(in crate::syntax::parse) fn extent(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Extent> {
    let Some((best, rest)) = word.split_once("..") else {
        return time_amount(reader, word).map(Extent::One);
    };
    let best = quantity(reader, best)?;
    let Some((likely, worst)) = rest.split_once("..") else {
        let worst = quantity(reader, rest)?;
        return Ok(Extent::Two(Box::new([best, worst])));
    };
    let likely = quantity(reader, likely)?;
    let worst = quantity(reader, worst)?;
    Ok(Extent::Three(Box::new([best, likely, worst])))
}

fn expected(word: Word<'_>) -> Diagnostic {
    Diagnostic::new(
        &INVALID_DURATION,
        word.span,
        format!("expected a duration such as `10d`, found `{}`", word.text),
    )
    .help("a duration is a number and a unit: `90min`, `4h`, `2.5d`, `3w`, `2mo`")
}

fn too_long(word: Word<'_>) -> Diagnostic {
    Diagnostic::new(
        &NUMBER_OUT_OF_RANGE,
        word.span,
        format!("`{}` is longer than any calendar", word.text),
    )
    .help(format!("a duration has at most {MOST} of a unit"))
}
