//! Amounts in two units, `1d 4h` or `1h30min`: a duration has one, so that the sum is to be written.

use super::duration::{plain, unit_length};
use super::range::written;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DURATION;
use crate::syntax::ast::{Quantity, Unit};
use crate::text::Span;

/// The amounts that a word is made of, if there are several: `1h30min`.
pub(super) fn parts(word: &str) -> Option<Vec<Quantity>> {
    let mut rest = word;
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, behind) = rest.split_at_checked(first_length(rest)?)?;
        parts.push(plain(part)?);
        rest = behind;
    }
    (parts.len() > 1).then_some(parts)
}

/// How long the number and the letters are that a text begins with.
fn first_length(text: &str) -> Option<usize> {
    let number = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let letters = text.bytes().skip(number).take_while(u8::is_ascii_alphabetic).count();
    (number > 0 && letters > 0).then_some(number + letters)
}

/// Says that one amount is to be written in the place of these.
pub(in crate::syntax::parse) fn several_units(
    span: Span,
    shown: &str,
    parts: &[Quantity],
) -> Diagnostic {
    let message = format!("a duration has one unit, found `{shown}`");
    let diagnostic = Diagnostic::new(&INVALID_DURATION, span, message);
    let sums = sums(parts);
    let quoted: Vec<String> = sums.iter().map(|sum| format!("`{sum}`")).collect();
    let quoted = quoted.join(" or ");
    match sums.first() {
        None => diagnostic.help("write the whole amount in one unit: `1.5d`, `90min`"),
        Some(sum) if is_exact(parts) => {
            diagnostic.replace(format!("replace with `{sum}`"), span, sum.clone())
        }
        // How long a day or a week is, the calendar says.
        _ if parts.iter().any(|part| part.unit == Unit::Week) => {
            diagnostic.help(format!("together, with weeks of 5 days of 8 hours: {quoted}"))
        }
        _ => diagnostic.help(format!("together, with days of 8 hours: {quoted}")),
    }
}

/// Whether the sum is the same whatever the calendar says.
fn is_exact(parts: &[Quantity]) -> bool {
    let is_clock = |part: &Quantity| matches!(part.unit, Unit::Minute | Unit::Hour);
    let is_days = |part: &Quantity| matches!(part.unit, Unit::Day | Unit::Month);
    parts.iter().all(is_clock) || parts.iter().all(is_days)
}

/// The sum in the units of its parts, the smallest first, where it comes out even.
fn sums(parts: &[Quantity]) -> Vec<String> {
    let minutes = |part: &Quantity| u64::from(part.thousandths) * unit_length(part.unit);
    let sum: u64 = parts.iter().map(minutes).sum();
    let mut units: Vec<Unit> = parts.iter().map(|part| part.unit).collect();
    units.sort_by_key(|unit| unit_length(*unit));
    units.dedup();
    let in_unit = |unit: Unit| {
        let length = unit_length(unit);
        let thousandths =
            u32::try_from(sum / length).ok().filter(|_| sum.is_multiple_of(length))?;
        Some(written(Quantity { thousandths, unit }))
    };
    units.into_iter().filter_map(in_unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_keeps_the_amount() {
        for (word, expected) in [
            ("1d4h", "12h, 1.5d"),
            ("1h30min", "90min, 1.5h"),
            ("1w2d", "7d, 1.4w"),
            ("1h20min", "80min"),
            ("1mo5d", "25d, 1.25mo"),
            ("1d1d", "2d"),
        ] {
            assert_eq!(sums(&parts(word).unwrap()).join(", "), expected, "{word}");
        }
        for word in ["1d", "1d4", "d4h", "1x2d", ""] {
            assert_eq!(parts(word), None, "{word}");
        }
    }
}
