//! Attributes: one loop that finds where each begins, and a reader for each kind, by theme.

mod calendar;
mod dates;
mod people;
mod strategy;
mod work;

use super::literals::{duration, name, number};
use super::reader::{Reader, Word};
use super::reports::Read;
use super::token::TokenKind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{MISPLACED_ATTRIBUTE, NOT_YET, SYNTAX_ERROR, UNKNOWN_ATTRIBUTE};
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{self, AttributeKind, AttributeWord, DeclarationKind};
use crate::text::Span;

pub(super) use strategy::{field_type, let_value, status};

/// Reads attributes up to the end of the line.
pub(super) fn attributes(reader: &mut Reader<'_, '_>, into: &mut Vec<Attribute>) {
    while let Some(token) = reader.peek() {
        match token.kind {
            TokenKind::Comma => reader.skip(),
            TokenKind::Word => attribute(reader, into),
            _ => {
                reader.skip();
                reader.error(|| {
                    Diagnostic::new(
                        &SYNTAX_ERROR,
                        token.span,
                        "expected an attribute, found a text",
                    )
                });
            }
        }
    }
}

fn attribute(reader: &mut Reader<'_, '_>, into: &mut Vec<Attribute>) {
    let Some(word) = reader.word() else { return };
    let Some(kind) = kind_of(reader, word) else {
        into.push(Attribute {
            value: Value::Word { word: word.span, arguments: None },
            span: word.span,
        });
        return;
    };
    let value = match placed(reader, kind, word) {
        Ok(()) => read(reader, kind, word),
        Err(reported) => {
            // Its arguments are read all the same, so that what follows them is read right.
            let was = reader.quiet(true);
            let _ = read(reader, kind, word);
            reader.quiet(was);
            Err(reported)
        }
    };
    if value.is_err() {
        to_next(reader);
    }
    let span = word.span.to(reader.last_span());
    into.push(Attribute { value: value.unwrap_or(Value::Broken(kind)), span });
}

/// Which attribute a word begins.
fn kind_of(reader: &Reader<'_, '_>, word: Word<'_>) -> Option<AttributeKind> {
    match word.text.as_bytes() {
        [b'@', ..] => Some(AttributeKind::Assign),
        [b'#', _, ..] => Some(AttributeKind::Tag),
        [b'0'..=b'9', ..] => number_kind(word.text),
        _ => keyword::attribute(word.text)
            .map(|row| measured(reader, row))
            .or_else(|| custom(word.text)),
    }
}

/// `from` and `to` of a measure are amounts.
fn measured(reader: &Reader<'_, '_>, row: &AttributeWord) -> AttributeKind {
    let is_bound = matches!(row.kind, AttributeKind::From | AttributeKind::To);
    if is_bound && reader.kind == DeclarationKind::Measure {
        AttributeKind::Measure
    } else {
        row.kind
    }
}

fn number_kind(text: &str) -> Option<AttributeKind> {
    if text.ends_with('%') { Some(AttributeKind::Percent) } else { Some(AttributeKind::Duration) }
}

/// `jira:` or `jira:12`
fn custom(text: &str) -> Option<AttributeKind> {
    let (name, _) = text.split_once(':')?;
    name::is_identifier(name).then_some(AttributeKind::Custom)
}

/// Refuses an attribute that the declaration does not take.
fn placed(reader: &mut Reader<'_, '_>, kind: AttributeKind, word: Word<'_>) -> Read<()> {
    let on = keyword::attribute(word.text).map_or(kind.stands_on(), |row| row.on);
    if on.contains(reader.kind) {
        return Ok(());
    }
    let declaration = reader.kind.lexeme();
    let takers: Vec<_> = on.iter().map(DeclarationKind::lexeme).collect();
    reader.fail(|| {
        Diagnostic::new(
            &MISPLACED_ATTRIBUTE,
            word.span,
            format!("`{}` can't stand on a {declaration}", word.text),
        )
        .help(format!("it stands on {}", takers.join(", ")))
    })
}

/// Passes over what belongs to an attribute that could not be read, up to the next that begins.
fn to_next(reader: &mut Reader<'_, '_>) {
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

/// Whether a word begins an attribute for certain.
pub(super) fn begins_attribute(text: &str) -> bool {
    text.starts_with(['@', '#']) || keyword::attribute(text).is_some()
}

/// Reads what stands behind the word that begins an attribute.
fn read(reader: &mut Reader<'_, '_>, kind: AttributeKind, word: Word<'_>) -> Read<Value> {
    use AttributeKind as A;
    match kind {
        A::Duration => work::duration(reader, word),
        A::Effort | A::Elapsed | A::Remaining => work::estimate(reader, kind),
        A::Percent => number::percent(reader, word).map(Value::Percent),
        A::Dropped | A::Alap | A::External | A::Term => Ok(work::flag(kind, word)),
        A::Priority => work::priority(reader, word),
        A::Horizon => work::horizon(reader),
        A::After => dates::after(reader),
        A::EndsAfter => dates::ends_after(reader, word),
        A::Before => dates::before(reader),
        A::Within => dates::within(reader, word),
        A::From | A::To | A::On | A::By | A::Promised | A::Due | A::Started => {
            dates::date(reader, kind)
        }
        A::Done => dates::done(reader),
        A::During => dates::during(reader),
        A::Today => dates::today(reader),
        A::Assign => people::assign(reader, word),
        A::Owner => people::owner(reader),
        A::Rate => people::rate(reader),
        A::Role => people::role(reader),
        A::Capacity => people::capacity(reader),
        A::Away => calendar::away(reader),
        A::Off => calendar::off(reader),
        A::Open => calendar::open(reader),
        A::Work => calendar::work(reader),
        A::Day => calendar::day(reader),
        A::Calendar => name_of(reader, "a calendar").map(Value::Calendar),
        A::Extends => name_of(reader, "a calendar").map(Value::Extends),
        A::Every => quantity(reader).map(Value::Every),
        A::For => names(reader, "an objective").map(Value::For),
        A::In => names(reader, "a release").map(Value::In),
        A::Currency => name_of(reader, "a currency such as `EUR`").map(Value::Currency),
        A::Severity => strategy::severity(reader, word),
        A::Score => strategy::score(reader),
        A::Cost => amount(reader).map(Value::Cost),
        A::Budget => amount(reader).map(Value::Budget),
        A::Tag => strategy::tag(reader, word),
        A::Link => strategy::link(reader),
        A::Note => text(reader, "a text").map(Value::Note),
        A::Custom => strategy::custom(reader, word),
        A::Measure => strategy::measure(reader, word),
        A::Probability => strategy::probability(reader),
        A::Impact => strategy::impact(reader),
        A::Mitigation => strategy::mitigation(reader),
        A::Level => {
            reader.fail(|| Diagnostic::new(&NOT_YET, word.span, "`level` is not supported yet"))
        }
        A::Status | A::FieldType | A::Let => reader.fail(|| {
            Diagnostic::new(
                &UNKNOWN_ATTRIBUTE,
                word.span,
                format!("`{}` is no attribute", word.text),
            )
        }),
    }
}

/// Takes the next word, or says what was expected in its place.
fn expect_word<'s>(reader: &mut Reader<'_, 's>, expected: &str) -> Read<Word<'s>> {
    if let Some(word) = reader.word() {
        return Ok(word);
    }
    let found = describe_next(reader);
    let here = reader.here();
    reader.fail(|| {
        Diagnostic::new(&SYNTAX_ERROR, here, format!("expected {expected}, found {found}"))
    })
}

/// Names what comes next, for a message.
pub(super) fn describe_next(reader: &Reader<'_, '_>) -> String {
    match reader.peek() {
        None => "the end of the line".to_owned(),
        Some(token) if token.kind == TokenKind::Word => format!("`{}`", reader.text(token.span)),
        Some(token) if token.kind == TokenKind::Comma => "a comma".to_owned(),
        Some(_) => "a text".to_owned(),
    }
}

/// A dotted name.
fn name_of(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Span> {
    let word = expect_word(reader, expected)?;
    path(reader, word, expected)
}

fn path(reader: &mut Reader<'_, '_>, word: Word<'_>, expected: &str) -> Read<Span> {
    if name::is_path(word.text) {
        return Ok(word.span);
    }
    reader.fail(|| {
        Diagnostic::new(
            &SYNTAX_ERROR,
            word.span,
            format!("expected {expected}, found `{}`", word.text),
        )
    })
}

fn names(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Box<[Span]>> {
    list(reader, |reader| name_of(reader, expected))
}

/// One or more of something, with commas between.
fn list<'a, 's, T>(
    reader: &mut Reader<'a, 's>,
    mut item: impl FnMut(&mut Reader<'a, 's>) -> Read<T>,
) -> Read<Box<[T]>> {
    let mut items = vec![item(reader)?];
    while goes_on(reader) {
        reader.skip();
        items.push(item(reader)?);
    }
    Ok(items.into_boxed_slice())
}

/// Whether a comma comes next, and behind it another item of a list and not the next attribute.
fn goes_on(reader: &Reader<'_, '_>) -> bool {
    let is_comma = reader.peek().is_some_and(|token| token.kind == TokenKind::Comma);
    let Some(next) = reader.peek_at(1).filter(|_| is_comma) else { return false };
    let Some(word) = reader.peek_word_at(1) else { return false };
    match word.text.as_bytes() {
        [b'@' | b'#', ..] => false,
        // Hours, `13:30-17:00`.
        [_, _, b':', ..] => true,
        [b'0'..=b'9', ..] => {
            word.text.len() >= 4 && word.text.bytes().take(4).all(|byte| byte.is_ascii_digit())
        }
        _ if keyword::attribute(word.text).is_some() => !next.is_first && !has_argument(reader),
        _ => true,
    }
}

/// Whether the word behind the comma that comes next has something behind it that a name in a list can't have.
fn has_argument(reader: &Reader<'_, '_>) -> bool {
    match (reader.peek_at(2), reader.peek_word_at(2)) {
        (None, _) => false,
        (Some(_), Some(word)) => !super::literals::point::is_signed(word.text),
        (Some(token), None) => token.kind != TokenKind::Comma,
    }
}

fn text(reader: &mut Reader<'_, '_>, expected: &str) -> Read<Span> {
    if let Some(text) = optional_text(reader) {
        return Ok(text);
    }
    let found = describe_next(reader);
    let here = reader.here();
    reader.fail(|| {
        Diagnostic::new(
            &SYNTAX_ERROR,
            here,
            format!("expected {expected} in quotes, found {found}"),
        )
    })
}

/// Takes the next lexeme if it is a text.
pub(super) fn optional_text(reader: &mut Reader<'_, '_>) -> Option<Span> {
    let token = reader.peek().filter(|token| token.kind.is_text())?;
    reader.skip();
    Some(token.span)
}

fn amount(reader: &mut Reader<'_, '_>) -> Read<crate::syntax::ast::Amount> {
    let word = expect_word(reader, "an amount such as `12k`")?;
    number::amount(reader, word)
}

fn quantity(reader: &mut Reader<'_, '_>) -> Read<crate::syntax::ast::Quantity> {
    let word = expect_word(reader, "a duration such as `8h`")?;
    duration::quantity(reader, word)
}
