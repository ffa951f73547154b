//! Attributes: one loop that finds where each begins, and a reader for each kind, by theme.

mod alone;
mod answers;
mod begin;
mod calendar;
mod choices;
mod dates;
mod expect;
mod links;
mod people;
mod placed;
mod score;
mod slips;
mod strategy;
mod work;

use answers::Answer;

use super::head::Head;
use super::reader::{Reader, Word};
use super::reports::Read;
use super::token::TokenKind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::AttributeKind;

pub(super) use begin::begins_attribute;
pub(super) use expect::optional_text;
pub(super) use slips::is_no_estimate;
pub(super) use strategy::{field_type, let_value, status};

/// Reads attributes up to the end of the line. On a declaration's own line a text among them may be its title.
pub(super) fn attributes(
    reader: &mut Reader<'_, '_>,
    mut head: Option<&mut Head>,
    into: &mut Vec<Attribute>,
) {
    while let Some(token) = reader.peek() {
        match token.kind {
            TokenKind::Comma => comma(reader),
            TokenKind::Word => attribute(reader, into),
            _ => slips::stray_text(reader, head.as_deref_mut()),
        }
    }
}

/// Attributes may be separated by a comma, but by one only.
fn comma(reader: &mut Reader<'_, '_>) {
    reader.skip();
    let Some(second) = reader.peek().filter(|token| token.kind == TokenKind::Comma) else { return };
    reader.error(|| {
        Diagnostic::new(&SYNTAX_ERROR, second.span, "expected an attribute, found a comma").replace(
            "remove the comma",
            second.span,
            "",
        )
    });
    while reader.peek().is_some_and(|token| token.kind == TokenKind::Comma) {
        reader.skip();
    }
}

fn attribute(reader: &mut Reader<'_, '_>, into: &mut Vec<Attribute>) {
    let Some(word) = reader.word() else { return };
    let Some(begun) = begin::kind_of(reader, word) else {
        return slips::unknown(reader, word, into);
    };
    attribute_of(reader, begun, word, into);
}

/// Reads an attribute of which the kind is known and the word is taken.
fn attribute_of<'s>(
    reader: &mut Reader<'_, 's>,
    kind: AttributeKind,
    word: Word<'s>,
    into: &mut Vec<Attribute>,
) {
    let placed = placed::placed(reader, kind, word);
    // The arguments of what can't stand here are read all the same, so that what follows them is read right.
    let was_quiet = reader.hush(placed.is_err());
    let answer = answers::take(reader, kind, word);
    slips::separator(reader, word);
    let value = reader.within(kind, word.text, |reader| read(reader, kind, word));
    let value =
        value.map(|value| if answer == Some(Answer::No) { Value::Broken(kind) } else { value });
    if value.is_err() {
        begin::to_next(reader);
    }
    reader.restore(was_quiet);
    let value = placed.and(value).unwrap_or(Value::Broken(kind));
    into.push(Attribute { value, span: word.span.to(reader.last_span()) });
}

/// Reads what stands behind the word that begins an attribute.
fn read<'s>(reader: &mut Reader<'_, 's>, kind: AttributeKind, word: Word<'s>) -> Read<Value> {
    use AttributeKind as A;
    match kind {
        A::Duration => work::duration(reader, word),
        A::Effort | A::Elapsed | A::Remaining => work::estimate(reader, kind),
        A::Percent => work::percent(reader, word),
        A::Dropped | A::Alap | A::Split | A::External | A::Term => Ok(work::flag(kind, word)),
        A::Priority => work::priority(reader, word),
        A::Horizon => work::horizon(reader),
        A::After => dates::after(reader),
        A::EndsAfter => dates::ends_after(reader),
        A::Before => dates::before(reader),
        A::Within => dates::within(reader),
        A::From | A::To | A::On | A::By | A::Promised | A::Due | A::Started => {
            dates::date(reader, kind, word)
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
        A::Day => expect::quantity(reader, "a duration such as `8h`").map(Value::Day),
        A::Calendar => expect::name(reader, "the name of a calendar").map(Value::Calendar),
        A::Extends => expect::name(reader, "the name of a calendar").map(Value::Extends),
        A::Every => expect::quantity(reader, "a duration such as `2w`").map(Value::Every),
        A::For => expect::names(reader, "the name of an objective").map(Value::For),
        A::In => expect::names(reader, "the name of a release").map(Value::In),
        A::Currency => expect::name(reader, "a currency such as `EUR`").map(Value::Currency),
        A::Severity => strategy::severity(reader, word),
        A::Score => score::score(reader),
        A::Cost => expect::amount(reader).map(Value::Cost),
        A::Budget => expect::amount(reader).map(Value::Budget),
        A::Tag => strategy::tag(reader, word),
        A::Link => links::link(reader),
        A::Note => expect::text(reader, "a text").map(Value::Note),
        A::Custom => strategy::custom(reader, word),
        A::Measure => strategy::measure(reader, word),
        A::Probability => strategy::probability(reader),
        A::Impact => strategy::impact(reader),
        A::Mitigation => strategy::mitigation(reader),
        A::Level => work::level(reader),
        // What stands in a fixed place of its declaration is read there: no word begins it.
        A::Status | A::FieldType | A::Let => Ok(Value::Broken(kind)),
    }
}
