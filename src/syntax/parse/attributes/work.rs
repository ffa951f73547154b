//! How long something takes, how far it is, and how it ranks.

use super::{begin, expect};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{NUMBER_OUT_OF_RANGE, SYNTAX_ERROR};
use crate::syntax::ast::{Basis, Decimal, Flag, Horizon, Thoroughness, Value};
use crate::syntax::keyword::{ATTRIBUTES, AttributeKind, DeclarationKind};
use crate::syntax::parse::literals::{number, range};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::did_you_mean;

/// `10d`
pub(super) fn duration<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Read<Value> {
    range::extent(reader, word).map(|extent| Value::Estimate(Basis::Duration, extent))
}

/// `effort 10d`, `elapsed 2w`, `remaining 4d`
pub(super) fn estimate(reader: &mut Reader<'_, '_>, kind: AttributeKind) -> Read<Value> {
    let basis = match kind {
        AttributeKind::Effort => Basis::Effort,
        AttributeKind::Elapsed => Basis::Elapsed,
        _ => Basis::Remaining,
    };
    let word = expect::word(reader, "a duration such as `10d`")?;
    range::extent(reader, word).map(|extent| Value::Estimate(basis, extent))
}

/// `40%`: progress, or a person's share.
pub(super) fn percent(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let of =
        if reader.kind == DeclarationKind::Person { "a whole person" } else { "all of the work" };
    number::share(reader, word, of).map(Value::Percent)
}

/// A word that is an attribute alone.
pub(super) fn flag(kind: AttributeKind, word: Word<'_>) -> Value {
    Value::Flag(match kind {
        AttributeKind::Alap => Flag::Alap,
        AttributeKind::Split => Flag::Split,
        AttributeKind::Dropped => Flag::Dropped,
        AttributeKind::External => Flag::External,
        _ if word.text == "long-term" => Flag::LongTerm,
        _ => Flag::ShortTerm,
    })
}

/// `level`, and how much to try.
pub(super) fn level(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let says_how = reader.peek_word().is_some_and(|next| is_thoroughness(reader, next));
    if !says_how {
        return Ok(Value::Level(Thoroughness::Normal));
    }
    let all = Thoroughness::ALL.map(|one| (one.word(), one));
    expect::one_of(reader, &all).map(Value::Level)
}

/// Whether the word behind `level` belongs to it: it does unless it is an attribute, or rather like one.
fn is_thoroughness(reader: &Reader<'_, '_>, next: Word<'_>) -> bool {
    let is_word = next.text.chars().all(char::is_alphabetic);
    let is_known = Thoroughness::ALL.iter().any(|one| one.word() == next.text);
    let attributes = ATTRIBUTES.iter().map(|one| one.lexeme);
    let is_attribute = || begin::kind_of(reader, next).is_some();
    is_known || is_word && !is_attribute() && did_you_mean(next.text, attributes).is_none()
}

/// `priority 700`, or a word for one.
pub(super) fn priority(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let named = match word.text {
        "must" => 900,
        "should" => 700,
        "could" => 300,
        "wont" => 0,
        _ => return numbered_priority(reader),
    };
    Ok(Value::Priority(Decimal(named * 1000)))
}

fn numbered_priority(reader: &mut Reader<'_, '_>) -> Read<Value> {
    let word = expect::word(reader, "a number from 1 to 1000")?;
    if !word.text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return reader.fail(|| priority_word(word));
    }
    let priority = number::decimal(reader, word)?;
    if priority.0 % 1000 == 0 && (1000..=1_000_000).contains(&priority.0) {
        return Ok(Value::Priority(priority));
    }
    reader.fail(|| {
        Diagnostic::new(
            &NUMBER_OUT_OF_RANGE,
            word.span,
            format!("`{}` is no priority: they run from 1 to 1000", word.text),
        )
        .help("500 is the priority of what has none; `must`, `should`, `could` and `wont` are 900, 700, 300 and 0")
    })
}

/// `priority high`, `priority must`
fn priority_word(word: Word<'_>) -> Diagnostic {
    let meant = match word.text.to_lowercase().as_str() {
        "must" | "highest" | "critical" | "urgent" | "blocker" => Some("must"),
        "should" | "high" | "major" => Some("should"),
        "could" | "low" | "minor" => Some("could"),
        "medium" | "normal" | "moderate" => Some("priority 500"),
        "wont" | "won't" | "none" => Some("wont"),
        _ => None,
    };
    let message = format!("expected a number from 1 to 1000, found `{word}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message)
        .help("a priority is `must`, `should`, `could` or `wont`, or `priority` and a number from 1 to 1000");
    match meant {
        Some("priority 500") => diagnostic.replace("replace with `500`", word.span, "500"),
        Some(meant) => {
            // The word stands without `priority`, which is the word before it.
            let number = match meant {
                "must" => "900",
                "should" => "700",
                "could" => "300",
                _ => return diagnostic,
            };
            diagnostic.replace(
                format!("replace with `{number}`, that is `{meant}`"),
                word.span,
                number,
            )
        }
        None => diagnostic,
    }
}

/// `horizon now`
pub(super) fn horizon(reader: &mut Reader<'_, '_>) -> Read<Value> {
    const ALL: [(&str, Horizon); 3] =
        [("now", Horizon::Now), ("next", Horizon::Next), ("later", Horizon::Later)];
    expect::one_of(reader, &ALL).map(Value::Horizon)
}
