//! Who works on something, and what they cost.

use super::{choices, expect};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NUMBER, NUMBER_OUT_OF_RANGE, SYNTAX_ERROR};
use crate::syntax::ast::{Assignee, Decimal, Unit, Units, Value};
use crate::syntax::parse::literals::{duration, name, number};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::syntax::parse::token::TokenKind;
use crate::text::Span;

/// `@ana`, `@ana:50%`, `@ana|bo`
pub(super) fn assign<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Read<Value> {
    let names = choices::names(reader, word);
    let assignees: Read<Vec<_>> = names.into_iter().map(|name| assignee(reader, name)).collect();
    Ok(Value::Assign(assignees?.into_boxed_slice()))
}

/// `@ana:50%`; the `@` may be left out behind a `|`.
fn assignee(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Assignee> {
    let bare = if word.text.starts_with('@') { word.behind(1) } else { word };
    let (name, units) = match bare.split_once(":") {
        Some((name, units)) => (name, Some(self::units(reader, name, units)?)),
        None => (bare, None),
    };
    Ok(Assignee { name: a_name(reader, name)?, units, span: word.span })
}

fn units(reader: &mut Reader<'_, '_>, name: Word<'_>, word: Word<'_>) -> Read<Units> {
    let units = if word.text.ends_with('%') {
        number::percent(reader, word).map(Units::Share)
    } else {
        number::decimal(reader, word).map(Units::Count)
    };
    match units? {
        Units::Share(Decimal(0)) | Units::Count(Decimal(0)) => {
            reader.fail(|| nothing_of(name, word))
        }
        units => Ok(units),
    }
}

/// `@ana:0%`: whoever has no time for something does not work on it.
fn nothing_of(name: Word<'_>, word: Word<'_>) -> Diagnostic {
    let message = format!("`{word}` of `{name}` does no work");
    let some = if word.text.ends_with('%') { "50%" } else { "1" };
    Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span, message).help(format!(
        "leave `@{name}` out if nothing is asked, or say how much is: `@{name}:{some}`"
    ))
}

fn a_name(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Span> {
    if name::is_path(word.text) {
        return Ok(word.span);
    }
    reader.fail(|| {
        let expected = "expected the name of a person or a team";
        if word.text.is_empty() {
            let sign = Span::new(word.span.start.saturating_sub(1), word.span.start);
            return Diagnostic::new(&SYNTAX_ERROR, sign, format!("{expected} behind this"));
        }
        let diagnostic =
            Diagnostic::new(&SYNTAX_ERROR, word.span, format!("{expected}, found `{word}`"));
        name::explain(diagnostic, word)
    })
}

/// `owner @ana`
pub(super) fn owner(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a person such as `@ana`")?;
    let word = choices::first_of(reader, word);
    let bare = if word.text.starts_with('@') { word.behind(1) } else { word };
    a_name(reader, bare).map(Value::Owner)
}

/// `rate 700/d`
pub(super) fn rate(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a rate such as `700/d`")?;
    let Some((amount, unit)) = word.split_once("/") else {
        if let Some(rest) = behind_comma(reader, word) {
            return reader.fail(|| rate_with_comma(word, rest));
        }
        if let Some(per) = unit_in_words(reader) {
            return rate_in_words(reader, word, per);
        }
        return reader.fail(|| {
            no_rate(word, format!("`{word}` has no unit of time"))
                .help(format!("`{word}/d` is for a day, `{word}/h` for an hour"))
        });
    };
    let Some(per) = duration::meant_unit(unit.text) else {
        return reader.fail(|| no_rate(word, format!("`{unit}` is no unit of time")));
    };
    if duration::unit(unit.text).is_none() {
        let right = duration::letters(per);
        reader.error(|| {
            Diagnostic::new(
                &INVALID_NUMBER,
                unit.span,
                format!("the unit `{unit}` is written `{right}`"),
            )
            .replace(format!("replace with `{right}`"), unit.span, right)
        });
    }
    let amount = number::amount(reader, amount)?;
    Ok(Value::Rate { amount, per })
}

/// The rest of `1,200/d`, of which the beginning is taken; passes over it.
fn behind_comma<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Option<Word<'s>> {
    let comma = reader.peek().filter(|token| token.kind == TokenKind::Comma)?;
    let rest = reader.peek_word_at(1).filter(|rest| rest.text.contains('/'))?;
    let is_joined = comma.span.start == word.span.end && rest.span.start == comma.span.end;
    let is_number = |word: Word<'_>| word.text.starts_with(|first: char| first.is_ascii_digit());
    if !is_joined || !is_number(word) || !is_number(rest) {
        return None;
    }
    reader.skip();
    reader.skip();
    Some(rest)
}

/// `1,200/d`, `1,5k/d`: three digits behind a comma are rather the rest of a thousand.
fn rate_with_comma(word: Word<'_>, rest: Word<'_>) -> Diagnostic {
    let digits = rest.text.bytes().take_while(u8::is_ascii_digit).count();
    let (message, point) = if digits == 3 {
        ("a number is written without commas", "")
    } else {
        ("a decimal point is written `.`", ".")
    };
    let (span, fixed) = (word.span.to(rest.span), format!("{}{point}{}", word.text, rest.text));
    let fix = format!("replace with `{fixed}`");
    Diagnostic::new(&INVALID_NUMBER, span, message).replace(fix, span, fixed)
}

/// `per day`, `a day`, `/ day`, `/day` behind an amount: passes over it.
fn unit_in_words(reader: &mut Reader<'_, '_>) -> Option<Unit> {
    let next = reader.peek_word()?;
    let joined = next.text.strip_prefix('/').and_then(duration::meant_unit);
    if joined.is_some() {
        reader.skip();
        return joined;
    }
    let is_preposition = matches!(next.text, "per" | "a" | "an" | "/");
    let unit = reader.peek_word_at(1).filter(|_| is_preposition)?;
    let per = duration::meant_unit(unit.text)?;
    reader.skip();
    reader.skip();
    Some(per)
}

/// `500 per day`: says how a rate is written, and takes it for one.
fn rate_in_words(reader: &mut Reader<'_, '_>, word: Word<'_>, per: Unit) -> Read<Value> {
    let span = word.span.to(reader.last_span());
    reader.error(|| {
        let fixed = format!("{}/{}", word.text, duration::letters(per));
        let message = "a rate is written with `/` and no space";
        let fix = format!("replace with `{fixed}`");
        Diagnostic::new(&INVALID_NUMBER, span, message).replace(fix, span, fixed)
    });
    let amount = number::amount(reader, word)?;
    Ok(Value::Rate { amount, per })
}

fn no_rate(word: Word<'_>, message: String) -> Diagnostic {
    Diagnostic::new(&INVALID_NUMBER, word.span, message)
        .help("a rate is money for a unit of time: `90/h`, `700/d`, `3k/w`, `12k/mo`")
}

/// `role "Engineer"`
pub(super) fn role(reader: &mut Reader<'_, '_>) -> Read<Value> {
    expect::text(reader, "a role").map(Value::Role)
}

/// `capacity 3`
pub(super) fn capacity(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a number")?;
    number::decimal(reader, word).map(Value::Capacity)
}
