//! Numbers: `12`, `3.5`, `200k`, `1.2M`, `40%`.

use super::name;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NUMBER, NUMBER_OUT_OF_RANGE};
use crate::syntax::ast::{Amount, Decimal};
use crate::syntax::keyword::AttributeKind;
use crate::syntax::parse::describe;
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::{Read, Reported};
use crate::syntax::parse::token::TokenKind;

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

/// The number that a text begins with, and how many bytes it takes. `None` if it does not begin with a digit.
pub(in crate::syntax::parse) fn leading(text: &str) -> Option<(Result<Decimal, Fault>, usize)> {
    let bytes = text.as_bytes();
    let (whole, length) = digits(bytes);
    if length == 0 {
        return None;
    }
    let thousandths = whole.saturating_mul(1000);
    let fraction = bytes.get(length + 1..).filter(|_| bytes.get(length) == Some(&b'.'));
    let (fraction, decimals) = fraction.map_or((Ok(0), 0), thousandths_of);
    let length = if decimals == 0 { length } else { length + 1 + decimals };
    let value = fraction.map(|fraction| thousandths.saturating_add(fraction));
    Some((value.and_then(in_range), length))
}

/// The number of the digits that a text begins with, and how many they are.
fn digits(bytes: &[u8]) -> (i64, usize) {
    let mut number: i64 = 0;
    let mut length = 0;
    for digit in bytes.iter().take_while(|byte| byte.is_ascii_digit()) {
        number = number.saturating_mul(10).saturating_add(i64::from(digit - b'0'));
        length += 1;
    }
    (number, length)
}

/// The digits behind a decimal point as thousandths, and how many they are.
fn thousandths_of(bytes: &[u8]) -> (Result<i64, Fault>, usize) {
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let kept = bytes.get(..length.min(3)).unwrap_or_default();
    let cut = bytes.get(kept.len()..length).unwrap_or_default();
    if cut.iter().any(|digit| *digit != b'0') {
        return (Err(Fault::TooFine), length);
    }
    let (number, count) = digits(kept);
    let scale = [1000, 100, 10, 1].get(count).copied().unwrap_or(1);
    (Ok(number * scale), length)
}

fn in_range(thousandths: i64) -> Result<Decimal, Fault> {
    if thousandths > LARGEST { Err(Fault::TooLarge) } else { Ok(Decimal(thousandths)) }
}

/// The factor that a letter behind a number stands for.
fn factor(letter: &str) -> Option<i64> {
    match letter {
        "" => Some(1),
        "k" => Some(1_000),
        "M" => Some(1_000_000),
        _ => None,
    }
}

/// A number on its own: `12`, `3.5`, `200k`, `1.2M`.
pub(in crate::syntax::parse) fn decimal(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Decimal> {
    let Some((number, length)) = leading(word.text) else { return Err(wrong(reader, word)) };
    let letter = word.text.get(length..).unwrap_or_default();
    let Some(factor) = factor(letter).filter(|_| !continues(reader, word)) else {
        return Err(wrong(reader, word));
    };
    if has_thousands(word.text, reader.subject()) {
        return reader.fail(|| thousands_or_decimals(word));
    }
    let scaled = number.and_then(|Decimal(number)| match number.saturating_mul(factor) {
        scaled if scaled <= LARGEST => Ok(Decimal(scaled)),
        _ => Err(Fault::TooLarge),
    });
    scaled.or_else(|fault| reader.fail(|| out_of_range(word, fault)))
}

/// Whether a number may have a dot between its thousands: it has three decimals, of which the last is a nought, or is money.
fn has_thousands(text: &str, subject: Option<AttributeKind>) -> bool {
    use AttributeKind as A;
    let is_money = matches!(subject, Some(A::Cost | A::Budget | A::Rate | A::Impact));
    text.split_once('.').is_some_and(|(whole, decimals)| {
        let is_group = decimals.len() == 3 && decimals.bytes().all(|byte| byte.is_ascii_digit());
        is_group
            && matches!(whole.len(), 1..=3)
            && !whole.starts_with('0')
            && (is_money || decimals.ends_with('0'))
    })
}

/// `1.000`: one, or a thousand?
fn thousands_or_decimals(word: Word<'_>) -> Diagnostic {
    let (whole, decimals) = word.text.split_once('.').unwrap_or((word.text, ""));
    let short = word.text.trim_end_matches('0').trim_end_matches('.');
    let message = format!("`{word}` may be {whole}{decimals}, or {short}");
    Diagnostic::new(&INVALID_NUMBER, word.span, message).help(format!(
        "a dot stands before decimals, and nothing between thousands: write `{whole}{decimals}` or `{short}`"
    ))
}

/// A number, or the name of a `let` that is one.
pub(in crate::syntax::parse) fn amount(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
) -> Read<Amount> {
    if name::is_path(word.text) && !is_currency_first(word.text) {
        return Ok(Amount::Name(word.span));
    }
    decimal(reader, word).map(Amount::Literal)
}

/// `EUR12k`: three capitals and a digit are money and no name.
fn is_currency_first(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() > 3
        && bytes.iter().take(3).all(u8::is_ascii_uppercase)
        && bytes.get(3).is_some_and(u8::is_ascii_digit)
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
        Some((number, length)) if length == word.text.len() => {
            let sign = reader.peek_word().filter(|next| is_percent_sign(next.text));
            if sign.is_some() {
                reader.skip();
            }
            let spaced = sign.map_or(word.span, |sign| word.span.to(sign.span));
            reader.error(|| {
                let message = format!("expected a share in percent, found `{word}`");
                let fixed = in_percent(word.text, number);
                Diagnostic::new(&INVALID_NUMBER, spaced, message).replace(
                    format!("replace with `{fixed}`"),
                    spaced,
                    fixed,
                )
            });
            number.map_err(|_| Reported)
        }
        _ => reader.fail(|| {
            let message = format!("expected a share such as `40%`, found `{word}`");
            Diagnostic::new(&INVALID_NUMBER, word.span, message)
                .help("a share is a number and a percent sign: `40%`, `12.5%`")
        }),
    }
}

/// Whether a word behind a number makes a share of it, though it is written apart: `30 %`, `30 percent`.
pub(in crate::syntax::parse) fn is_percent_sign(word: &str) -> bool {
    matches!(word, "%" | "percent" | "pct" | "pc")
}

/// A number as a share in percent: `0.3` of the whole is `30%`.
fn in_percent(written: &str, number: Result<Decimal, Fault>) -> String {
    match number {
        Ok(Decimal(thousandths)) if (1..1000).contains(&thousandths) => {
            let (whole, tenths) = (thousandths / 10, thousandths % 10);
            if tenths == 0 { format!("{whole}%") } else { format!("{whole}.{tenths}%") }
        }
        _ => format!("{written}%"),
    }
}

/// The share that a number without its sign is meant to be: `50` is `50%`, `0.5` is too, and `1` is the whole.
pub(in crate::syntax::parse) fn share_meant(written: &str) -> String {
    match leading(written) {
        Some((Ok(Decimal(1000)), _)) => "100%".to_owned(),
        Some((number, _)) => in_percent(written, number),
        None => format!("{written}%"),
    }
}

/// A share that is at most the whole. `of` says what it is a share of.
pub(in crate::syntax::parse) fn share(
    reader: &mut Reader<'_, '_>,
    word: Word<'_>,
    of: &str,
) -> Read<Decimal> {
    let share = percent(reader, word)?;
    if share.0 <= 100_000 {
        return Ok(share);
    }
    reader.fail(|| {
        let message = format!("`{word}` is more than {of}");
        Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span, message)
            .help("a share runs from `0%` to `100%`")
    })
}

/// Whether a number goes on behind a comma, as in `1,000`.
fn continues(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let comma = reader.peek().filter(|token| token.kind == TokenKind::Comma);
    let is_joined = comma.is_some_and(|comma| comma.span.start == word.span.end);
    let next = reader.peek_word_at(1).filter(|next| next.span.start == word.span.end + 1);
    is_joined
        && next.is_some_and(|next| next.text.starts_with(|first: char| first.is_ascii_digit()))
}

/// Says what is wrong with a word that is to be a number, and takes what belongs to it.
fn wrong(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Reported {
    let mut span = word.span;
    let mut written = word.text.to_owned();
    let mut parts = Vec::new();
    while continues(reader, Word { text: word.text, span }) {
        reader.skip();
        if let Some(next) = reader.word() {
            span = span.to(next.span);
            written.push_str(next.text);
            parts.push(next.text);
        }
    }
    if let [decimals] = *parts.as_slice()
        && !is_thousands(decimals)
    {
        let fixed = format!("{word}.{decimals}");
        return reader.error(|| {
            Diagnostic::new(&INVALID_NUMBER, span, "a decimal point is written `.`").replace(
                format!("replace with `{fixed}`"),
                span,
                fixed,
            )
        });
    }
    reader.error(|| {
        let shown = describe::shortened(&written);
        let grouped = span != word.span;
        let message = if grouped {
            "a number is written without commas".to_owned()
        } else {
            format!("expected a number, found `{word}`")
        };
        let diagnostic = Diagnostic::new(&INVALID_NUMBER, span, message);
        let fixed = if grouped { Some(shown) } else { mended(&written) };
        match fixed {
            Some(fixed) => {
                let diagnostic = match currency_of(&written) {
                    Some(_) => diagnostic
                        .help("money takes the roadmap's currency: `currency EUR` in the header"),
                    None => diagnostic,
                };
                diagnostic.replace(format!("replace with `{fixed}`"), span, fixed)
            }
            None => diagnostic.help("numbers are written `12`, `3.5`, `200k` or `1.2M`"),
        }
    })
}

/// Whether what stands behind a comma is a group of thousands, and no decimals: three digits.
fn is_thousands(behind: &str) -> bool {
    behind.bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// The sign or letters of a currency before or behind a number.
fn currency_of(written: &str) -> Option<&str> {
    const SIGNS: [&str; 7] = ["€", "$", "£", "¥", "EUR", "USD", "GBP"];
    SIGNS.into_iter().find(|sign| written.starts_with(sign) || written.ends_with(sign))
}

/// Whether a word is a currency and nothing else.
pub(in crate::syntax::parse) fn is_currency(word: &str) -> bool {
    matches!(word, "CHF" | "euro" | "Euro" | "euros" | "dollars") || currency_of(word) == Some(word)
}

/// Numbers in words, from one on.
const WORDS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// What a number was meant to be: without its currency, its separators and with the right letter.
fn mended(written: &str) -> Option<String> {
    let bare = currency_of(written).map_or(written, |sign| {
        written.strip_prefix(sign).or_else(|| written.strip_suffix(sign)).unwrap_or(written)
    });
    if let Some(index) = WORDS.iter().position(|word| word.eq_ignore_ascii_case(bare)) {
        return Some((index + 1).to_string());
    }
    if let Some(whole) = without_dots(bare) {
        return Some(whole);
    }
    let plain: String = bare.chars().filter(|char| !matches!(char, '_' | '\'' | '’')).collect();
    let (number, length) = leading(&plain)?;
    number.ok()?;
    let letter = match plain.get(length..)? {
        "" => "",
        "k" | "K" | "tsd" => "k",
        "M" | "m" | "mio" | "Mio" | "MM" => "M",
        _ => return None,
    };
    Some(format!("{}{letter}", plain.get(..length)?)).filter(|mended| mended != written)
}

/// `1.000.000` without the dots between its thousands.
fn without_dots(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let is_number = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let first = groups.next().filter(|group| matches!(group.len(), 1..=3) && is_number(group));
    let is_grouped = first.is_some() && groups.all(|group| group.len() == 3 && is_number(group));
    (is_grouped && text.matches('.').count() > 1).then(|| text.replace('.', ""))
}

/// Says that a number is too large or too fine.
pub(in crate::syntax::parse) fn out_of_range(word: Word<'_>, fault: Fault) -> Diagnostic {
    let (message, help) = match fault {
        Fault::TooLarge => (format!("`{word}` is too large a number"), "the largest is `1000000M`"),
        Fault::TooFine => {
            (format!("`{word}` has more than three decimals"), "three decimals are kept")
        }
    };
    Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span, message).help(help)
}
