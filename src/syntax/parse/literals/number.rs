//! Numbers: `12`, `3.5`, `200k`, `1.2M`, `40%`.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NUMBER, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Amount, Decimal};
use crate::syntax::parse::literals::name;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;

/// The largest number there is, in thousandths: a thousand billion, so that sums of a million of them still fit.
const LARGEST: i64 = 1_000_000_000_000 * 1000;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax::parse) enum Fault {
    /// More than [`LARGEST`].
    TooLarge,
    /// More than three decimals.
    TooFine,
}

/// The number that a word begins with, and how many bytes it takes. `None` if it does not begin with a digit.
pub(in crate::syntax::parse) fn leading(text: &str) -> Option<(Result<Decimal, Fault>, usize)> {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    if whole == 0 {
        return None;
    }
    let fraction = text.get(whole..).and_then(|rest| rest.strip_prefix('.')).unwrap_or_default();
    let decimals = fraction.bytes().take_while(u8::is_ascii_digit).count();
    let length = if decimals == 0 { whole } else { whole + 1 + decimals };
    Some((value(text.get(..whole)?, fraction.get(..decimals)?), length))
}

fn value(whole: &str, fraction: &str) -> Result<Decimal, Fault> {
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 3 {
        return Err(Fault::TooFine);
    }
    let digits = whole.bytes().chain(fraction.bytes()).chain((fraction.len()..3).map(|_| b'0'));
    let mut thousandths: i64 = 0;
    for digit in digits {
        thousandths = thousandths.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
    }
    if thousandths > LARGEST { Err(Fault::TooLarge) } else { Ok(Decimal(thousandths)) }
}

/// A number on its own: `12`, `3.5`, `200k`, `1.2M`.
pub(in crate::syntax::parse) fn decimal(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Decimal> {
    let Some((number, length)) = leading(word.text) else {
        return reader.fail(|| not_a_number(word));
    };
    let factor = match word.text.get(length..).unwrap_or_default() {
        "" => 1,
        "k" => 1_000,
        "M" => 1_000_000,
        _ => return reader.fail(|| not_a_number(word)),
    };
    let scaled = number.and_then(|Decimal(number)| match number.saturating_mul(factor) {
        scaled if scaled <= LARGEST => Ok(Decimal(scaled)),
        _ => Err(Fault::TooLarge),
    });
    scaled.or_else(|fault| reader.fail(|| out_of_range(word, fault)))
}

/// A number, or the name of a `let` that is one.
pub(in crate::syntax::parse) fn amount(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Amount> {
    if name::is_path(word.text) {
        return Ok(Amount::Name(word.span));
    }
    decimal(reader, word).map(Amount::Literal)
}

/// A share: `40%`.
pub(in crate::syntax::parse) fn percent(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Decimal> {
    match leading(word.text) {
        Some((number, length)) if word.text.get(length..) == Some("%") => {
            number.or_else(|fault| reader.fail(|| out_of_range(word, fault)))
        }
        Some((_, length)) if length == word.text.len() => reader.fail(|| {
            Diagnostic::new(
                &INVALID_NUMBER,
                word.span,
                format!("expected a share in percent, found `{}`", word.text),
            )
            .replace("add the percent sign", word.span, format!("{}%", word.text))
        }),
        _ => reader.fail(|| {
            Diagnostic::new(
                &INVALID_NUMBER,
                word.span,
                format!("expected a share such as `40%`, found `{}`", word.text),
            )
        }),
    }
}

fn not_a_number(word: Word<'_>) -> Diagnostic {
    Diagnostic::new(&INVALID_NUMBER, word.span, format!("expected a number, found `{}`", word.text))
        .help("numbers are written `12`, `3.5`, `200k` or `1.2M`")
}

/// Says that a number is too large or too fine.
pub(in crate::syntax::parse) fn out_of_range(word: Word<'_>, fault: Fault) -> Diagnostic {
    let message = match fault {
        Fault::TooLarge => {
            format!("`{}` is more than the largest number, 1000000000000", word.text)
        }
        Fault::TooFine => format!("`{}` has more than three decimals", word.text),
    };
    Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span, message)
}
