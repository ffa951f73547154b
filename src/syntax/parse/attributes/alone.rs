//! Values without the word that says what they are: `2026-03-31`, `14:00`, `5`, `https://…`.

use super::begin::to_next;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::ast::{Attribute, Value};
use crate::syntax::keyword::{self, AttributeKind, DeclarationKind};
use crate::syntax::parse::describe;
use crate::syntax::parse::literals::{date, number};
use crate::syntax::parse::reader::{Reader, Word};
use crate::text::Span;

/// `2026-03-31`, `14:00` or `5` where an attribute is expected.
pub(super) fn number(reader: &mut Reader<'_, '_>, word: Word<'_>, into: &mut Vec<Attribute>) {
    to_next(reader);
    let kind = reader.kind;
    reader.error(|| {
        let message = format!("expected a word before `{word}` that says what it is");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span, message);
        if kind == DeclarationKind::Measure {
            diagnostic.help(describe::for_example(AttributeKind::Measure, "from"))
        } else if date::looks_like_date(word.text) {
            diagnostic.help(dated(word.text, kind))
        } else if word.text.contains('/') && AttributeKind::Rate.stands_on().contains(kind) {
            diagnostic.replace("put `rate` before it", word.part(0, 0).span, "rate ")
        } else if is_number(word.text) {
            amount(diagnostic, word, kind)
        } else {
            diagnostic.help(keyword::taken_by(kind))
        }
    });
    // It may have been meant as the estimate: its lack is no second fault.
    into.push(Attribute { value: Value::Broken(AttributeKind::Duration), span: word.span });
}

/// The words that may stand before a day, or two, on such a declaration.
fn dated(text: &str, kind: DeclarationKind) -> String {
    use DeclarationKind as K;
    let is_point = matches!(kind, K::Milestone | K::Release);
    if let Some((first, last)) = text.split_once("..").filter(|_| kind.is_item() && !is_point) {
        return format!("for example `from {first} to {last}`, or `during {text}`");
    }
    let words: &[&str] = match kind {
        K::Milestone | K::Release => &["on", "by", "promised", "after"],
        K::Roadmap | K::Cadence => &["from"],
        K::Stream | K::Feature | K::Task => &["from", "to", "by", "after"],
        _ => &["by", "due", "away", "off"],
    };
    let stands = |word: &&&str| keyword::attribute(word).is_some_and(|row| row.on.contains(kind));
    let examples: Vec<String> =
        words.iter().filter(stands).map(|word| format!("`{word} {text}`")).collect();
    if examples.is_empty() {
        return keyword::taken_by(kind);
    }
    format!("for example {}", describe::any_of(&examples))
}

/// A number that is a share of somebody, or else lacks its unit.
fn amount(diagnostic: Diagnostic, word: Word<'_>, kind: DeclarationKind) -> Diagnostic {
    let takes = |attribute: AttributeKind| attribute.stands_on().contains(kind);
    if takes(AttributeKind::Percent) && !takes(AttributeKind::Duration) {
        let share = number::share_meant(word.text);
        return diagnostic.help("a share of somebody has a percent sign").replace(
            format!("replace with `{share}`"),
            word.span,
            share,
        );
    }
    diagnostic.help(format!("a duration has a unit, `{word}d`; a share a percent sign, `{word}%`"))
}

/// Whether a word is a number and nothing else.
pub(super) fn is_number(text: &str) -> bool {
    number::leading(text).is_some_and(|(_, length)| length == text.len())
}

/// Whether a word is a web address.
pub(super) fn is_address(text: &str) -> bool {
    ["https://", "http://", "mailto:", "www."].iter().any(|scheme| text.starts_with(scheme))
}

/// `https://…` without `link`.
pub(super) fn address(reader: &mut Reader<'_, '_>, word: Word<'_>, into: &mut Vec<Attribute>) {
    reader.error(|| {
        let message = format!("expected `link` before `{word}`");
        let before = Span::new(word.span.start, word.span.start);
        Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
            "put `link` before it",
            before,
            "link ",
        )
    });
    into.push(Attribute { value: Value::Broken(AttributeKind::Link), span: word.span });
}
