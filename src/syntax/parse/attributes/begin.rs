//! Where an attribute begins, and which it is.

use super::alone;
use crate::syntax::keyword::{self, AttributeKind, AttributeWord, DeclarationKind};
use crate::syntax::parse::literals::{duration, name, number, range};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::token::TokenKind;

/// Which attribute a word begins. `None` if it begins none that is written right.
pub(super) fn kind_of(reader: &Reader<'_, '_>, word: Word<'_>) -> Option<AttributeKind> {
    match word.text.as_bytes() {
        [b'@', ..] => Some(AttributeKind::Assign),
        [b'#', _, ..] => Some(AttributeKind::Tag),
        [b'0'..=b'9', .., b'%'] => Some(AttributeKind::Percent),
        [b'0'..=b'9', ..]
            if reader.peek_word().is_some_and(|next| number::is_percent_sign(next.text)) =>
        {
            Some(AttributeKind::Percent)
        }
        [b'0'..=b'9', ..] => is_estimate(reader, word).then_some(AttributeKind::Duration),
        _ => match keyword::attribute(word.text) {
            Some(row) => of_row(reader, row),
            None => (is_custom(word.text) && !is_no_field_value(reader, word))
                .then_some(AttributeKind::Custom),
        },
    }
}

/// What a word of the table begins here: `from` and `to` of a measure are amounts, `due` of a task is a slip, and so is `ends` without its `after`.
fn of_row(reader: &Reader<'_, '_>, row: &AttributeWord) -> Option<AttributeKind> {
    match row.kind {
        AttributeKind::From | AttributeKind::To if reader.kind == DeclarationKind::Measure => {
            Some(AttributeKind::Measure)
        }
        AttributeKind::EndsAfter => {
            let is_after = reader.peek_word().is_some_and(|next| next.text == "after");
            is_after.then_some(row.kind)
        }
        kind => Some(kind),
    }
}

/// Whether a word that begins with a digit is meant as a duration: well written or not, it is no date, no address, no time of day.
fn is_estimate(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    if range::is_extent(word.text) || range::is_open_range(word.text) {
        return true;
    }
    let is_of_number = |char: char| char.is_ascii_digit() || char == '.';
    if range::lacks_units(word.text) {
        return AttributeKind::Duration.stands_on().contains(reader.kind);
    }
    let letters = word.text.trim_start_matches(is_of_number);
    let is_plain = letters.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match letters {
        "" => number_goes_on(reader, word) || is_without_unit(reader.kind, word.text),
        // `10x`, `1h30min`: a number with letters behind it can be nothing else, but for the parts of a year and a time.
        _ => {
            range::is_range_slip(word.text)
                || (is_plain && !letters.starts_with(['T', 'Q', 'W', 'H']))
        }
    }
}

/// Whether a number is likely an estimate of which the unit was forgotten; four digits are rather a year.
fn is_without_unit(kind: DeclarationKind, text: &str) -> bool {
    AttributeKind::Duration.stands_on().contains(kind) && text.len() < 4
}

/// Whether a number has its unit in the next word, or its decimals behind a comma.
fn number_goes_on(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let next = reader.peek_word();
    let has_unit = next.is_some_and(|next| duration::meant_unit(next.text).is_some());
    has_unit || duration::has_decimal_comma(reader, word)
}

/// `jira:` or `jira:12`. A field may have the name of a word of another tool, but for those of dependencies and dates.
fn is_custom(text: &str) -> bool {
    text.split_once(':').is_some_and(|(field, rest)| {
        let is_slip = |field| {
            keyword::meant_attribute(field).is_some_and(|meant| {
                matches!(meant.lexeme, "after" | "before" | "from" | "to" | "by")
            })
        };
        name::is_identifier(field)
            && !rest.starts_with("//")
            && keyword::attribute(field).is_none()
            && !is_slip(field)
    })
}

/// Whether `name:` has a value that no field takes: `estimate: 5d`, `assignee: @ana`.
fn is_no_field_value(reader: &Reader<'_, '_>, word: Word<'_>) -> bool {
    let (stem, behind) = word.text.split_once(':').unwrap_or((word.text, ""));
    let next = reader.peek_word().map_or("", |next| next.text);
    let value = if behind.is_empty() { next } else { behind };
    value.starts_with(['@', '#'])
        || value.ends_with('%')
        || range::is_extent(value)
        || (alone::is_address(value) && keyword::meant_attribute(stem).is_some())
}

/// Whether a word begins an attribute for certain.
pub(in crate::syntax::parse) fn begins_attribute(text: &str) -> bool {
    match text.as_bytes() {
        [b'@' | b'#', _, ..] => true,
        [b'0'..=b'9', ..] => range::is_extent(text) || text.ends_with('%'),
        _ => keyword::attribute(text).is_some() || is_custom(text),
    }
}

/// Passes over what belongs to an attribute that could not be read, up to the next that begins.
pub(super) fn to_next(reader: &mut Reader<'_, '_>) {
    while let Some(token) = reader.peek() {
        let begins = match reader.peek_word() {
            Some(word) => begins_attribute(word.text),
            None => token.kind == TokenKind::Comma,
        };
        if begins {
            return;
        }
        reader.skip();
    }
}
