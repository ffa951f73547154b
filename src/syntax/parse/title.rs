//! Titles without their quotes: where one ends, though it has words of the language in it.

use super::attributes::begins_attribute;
use super::describe;
use super::head::{Head, meant_otherwise, takes_word};
use super::reader::{Reader, Word};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::text::Span;

/// `task design Design the thing 5d`: says that a title has quotes, and takes it.
pub(super) fn without_quotes(reader: &mut Reader<'_, '_>, name: Span, head: &mut Head) {
    let Some(first) = reader.peek_word().filter(is_plain) else { return };
    let plain = (0..usize::MAX)
        .take_while(|ahead| reader.peek_word_at(*ahead).as_ref().is_some_and(is_plain))
        .count();
    let is_capital = first.text.starts_with(char::is_uppercase);
    // `task Design the thing`: what was taken for the name is the title's first word.
    let whole = reader.text(name).starts_with(char::is_uppercase) && !is_capital;
    let may_be_word = plain == 1 && !is_capital && !whole && takes_word(reader.kind);
    // A title of several words may begin with one that is nearly an attribute: `Go live`.
    let is_title = is_capital && plain > 1 && keyword::meant_attribute(first.text).is_none();
    // What follows the name of a field is its type, a word too.
    if (meant_otherwise(reader, first) && !is_title) || may_be_word || reader.kind == K::Field {
        return;
    }
    let count = length(reader, plain);
    let last = reader.peek_at(count - 1).map_or(first.span, |token| token.span);
    (0..count).for_each(|_| reader.skip());
    let title = if whole { name.to(last) } else { first.span.to(last) };
    head.title = Some(title);
    let text = reader.text(title);
    reader.error(|| {
        let shown = describe::shortened(text);
        Diagnostic::new(&SYNTAX_ERROR, title, "a title stands in quotes").replace(
            format!("replace with `\"{shown}\"`"),
            title,
            format!("\"{text}\""),
        )
    });
}

/// Whether a word can be nothing but prose, or the name of a value.
fn is_plain(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_alphabetic)
        && !begins_attribute(word.text)
        && !word.text.contains([':', '='])
}

/// How many words a title has of which the first are plain: prepositions are part of it where nothing follows that they could have as attributes.
fn length(reader: &Reader<'_, '_>, plain: usize) -> usize {
    let mut count = plain;
    while let Some(word) = reader.peek_word_at(count) {
        let is_joined = reader.peek_at(count).is_some_and(|token| !token.is_first);
        let goes_on = is_plain(&word) || is_prose(reader, count, word, count > plain);
        if !is_joined || !goes_on {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a word of the language is one of prose in a title, in which another was found perhaps.
fn is_prose(reader: &Reader<'_, '_>, at: usize, word: Word<'_>, is_found: bool) -> bool {
    let Some(row) = keyword::attribute(word.text) else { return false };
    if !row.on.contains(reader.kind) {
        return true;
    }
    let next = reader.peek_word_at(at + 1);
    let is_word = |word: &Word<'_>| word.text.starts_with(char::is_alphabetic);
    let Some(next) = next.filter(is_word) else { return false };
    match word.text {
        // They take a date.
        "on" | "to" | "by" | "from" | "during" => next.text != "today" && !next.text.contains('.'),
        // They take a name, and no more words behind it.
        "for" | "in" | "after" | "before" => {
            let is_name = is_plain(&next);
            let behind = reader.peek_word_at(at + 2).filter(is_plain);
            !is_name || behind.is_some() || (is_found && matches!(word.text, "for" | "in"))
        }
        _ => false,
    }
}
