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
    let Some(how) = reader.peek_word().filter(|next| is_thoroughness(reader, *next)) else {
        return Ok(Value::Level(Thoroughness::Normal));
    };
    reader.skip();
    if let Some(known) = Thoroughness::ALL.into_iter().find(|one| one.word() == how.text) {
        return Ok(Value::Level(known));
    }
    reader.fail(|| no_thoroughness(how))
}

/// `level fast`, `level 5000`
fn no_thoroughness(how: Word<'_>) -> Diagnostic {
    let message = format!("expected `quick`, `normal` or `thorough`, found `{how}`");
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, how.span, message);
    let near = did_you_mean(how.text, Thoroughness::ALL.iter().map(|one| one.word()));
    let meant = match how.text.to_lowercase().as_str() {
        "fast" | "low" | "short" | "rough" | "light" | "draft" => Some("quick"),
        "medium" | "default" | "standard" | "usual" | "auto" => Some("normal"),
        "slow" | "high" | "full" | "deep" | "best" | "hard" | "max" | "optimal" | "exact" => {
            Some("thorough")
        }
        _ => near,
    };
    let diagnostic = if let Some(near) = near {
        diagnostic.help(format!("did you mean `{near}`?"))
    } else {
        diagnostic.help("how much is tried stands behind `level`: `level quick`, `level thorough`; `level` alone is `level normal`")
    };
    match meant {
        Some(meant) => diagnostic.replace(format!("replace with `{meant}`"), how.span, meant),
        None => diagnostic,
    }
}

/// Whether the word behind `level` belongs to it: it does unless it is an attribute, or rather like one.
fn is_thoroughness(reader: &Reader<'_, '_>, next: Word<'_>) -> bool {
    let is_word = next.text.chars().all(char::is_alphabetic) || is_count(next.text);
    let is_known = Thoroughness::ALL.iter().any(|one| one.word() == next.text);
    let attributes = ATTRIBUTES.iter().map(|one| one.lexeme);
    let is_attribute = || begin::kind_of(reader, next).is_some();
    is_known || is_word && !is_attribute() && did_you_mean(next.text, attributes).is_none()
}

/// Whether a word is a number, of which nobody thinks that it is a year.
fn is_count(text: &str) -> bool {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number && !(text.len() == 4 && ("1900".."2200").contains(&text)) && text.len() < 8
}

/// `priority 700`, or a word for one.
pub(super) fn priority(reader: &mut Reader<'_, '_>, word: Word<'_>) -> Read<Value> {
    let named = match word.text {
        "must" => 900,
        "should" => 700,
        "could" => 300,
        "wont" => 0,
        _ => return numbered_priority(reader, word),
    };
    Ok(Value::Priority(Decimal(named * 1000)))
}

fn numbered_priority(reader: &mut Reader<'_, '_>, keyword: Word<'_>) -> Read<Value> {
    let word = expect::word(reader, "a number from 1 to 1000")?;
    if !word.text.starts_with(|first: char| first.is_ascii_digit() || first == '-') {
        return reader.fail(|| priority_word(keyword, word));
    }
    let priority = number::decimal(reader, word)?;
    if priority.0 % 1000 == 0 && (1000..=1_000_000).contains(&priority.0) {
        return Ok(Value::Priority(priority));
    }
    reader.fail(|| {
        let message = format!("`{word}` is no priority: they run from 1 to 1000");
        let diagnostic = Diagnostic::new(&NUMBER_OUT_OF_RANGE, word.span, message);
        if priority.0 == 0 {
            let span = keyword.span.to(word.span);
            return diagnostic
                .help("what goes behind everything else is `wont`, alone")
                .replace("replace with `wont`", span, "wont");
        }
        diagnostic.help("500 is the priority of what has none; `must`, `should` and `could` are 900, 700 and 300, and `wont` goes behind them all")
    })
}

/// `priority high`, `priority must`
fn priority_word(keyword: Word<'_>, word: Word<'_>) -> Diagnostic {
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
        // It has no number.
        Some("wont") => {
            let span = keyword.span.to(word.span);
            diagnostic.replace("replace with `wont`", span, "wont")
        }
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
