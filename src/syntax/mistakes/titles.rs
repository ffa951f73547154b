//! Titles without their quotes, and names behind a title.

use super::found::{Found, Mistake, told};
use super::heads::{meant_otherwise, takes_word};
use super::phrases::shortened;
use super::pieces::Word;
use super::words::begins_attribute;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::syntax::parse::is_identifier;

/// What stands in the wrong order behind a keyword, or lacks its quotes.
pub(super) fn behind_or_without_quotes(found: &Found<'_>) -> Option<Mistake> {
    if found.is_text(found.at + 1) {
        return name_behind_title(found);
    }
    let name = found.word(found.at + 1).filter(|name| is_identifier(name.text))?;
    without_quotes(found, name)
}

/// `task "Design" design`: the name comes first.
fn name_behind_title(found: &Found<'_>) -> Option<Mistake> {
    let title = found.piece(found.at + 1).map(|piece| found.word_of(piece))?;
    let word = found.word(found.at + 2).filter(|word| is_identifier(word.text))?;
    let is_attribute = keyword::attribute(word.text).is_some() || meant_otherwise(found, word);
    // What has a duration behind it is none itself: it was meant as the name.
    let is_before_duration =
        found.word(found.at + 3).is_some_and(|next| next.is_number() && !next.text.ends_with('%'));
    let may_be_name = is_before_duration || resembles(title.text, word.text);
    if is_attribute || (takes_word(found.on) && !may_be_name) {
        return None;
    }
    let message = format!("the name stands before the title: `{word}`");
    let fixed = format!("{} {}", word.text, title.text);
    let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
    Some(told(diagnostic.replace("put it there", title.to(word).span(), fixed)))
}

/// Whether a name was made of a title: its first letters are those of a word of it.
fn resembles(title: &str, name: &str) -> bool {
    let start: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
    let title = title.to_lowercase();
    title.split(|char: char| !char.is_alphanumeric()).any(|word| word.starts_with(&start))
}

/// `task design Design the thing 5d`: a title has quotes.
fn without_quotes(found: &Found<'_>, name: Word<'_>) -> Option<Mistake> {
    let start = found.at + 2;
    let first = found.word(start).filter(is_plain)?;
    let plain = (start..found.pieces.len())
        .take_while(|index| found.word(*index).as_ref().is_some_and(is_plain))
        .count();
    let is_capital = first.text.starts_with(char::is_uppercase);
    // `task Design the thing`: what was taken for the name is the title's first word.
    let is_whole = name.text.starts_with(char::is_uppercase) && !is_capital;
    let may_be_word = plain == 1 && !is_capital && !is_whole && takes_word(found.on);
    // A title of several words may begin with one that is nearly an attribute: `Go live`.
    let is_title = is_capital && plain > 1 && keyword::meant_attribute(first.text).is_none();
    // What follows the name of a field is its type, a word too.
    if (meant_otherwise(found, first) && !is_title) || may_be_word || found.on == K::Field {
        return None;
    }
    let last = found.word(start + length(found, start, plain) - 1)?;
    let title = if is_whole { name.to(last) } else { first.to(last) };
    let shown = shortened(title.text);
    let message = "a title stands in quotes";
    let fix = format!("replace with `\"{shown}\"`");
    let quoted = format!("\"{}\"", title.text);
    Some(told(Diagnostic::new(&SYNTAX_ERROR, title.span(), message).replace(
        fix,
        title.span(),
        quoted,
    )))
}

/// Whether a word can be nothing but prose, or the name of a value.
fn is_plain(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_alphabetic)
        && !begins_attribute(word.text)
        && !word.text.contains([':', '='])
}

/// How many words a title has of which the first are plain: prepositions are part of it where nothing follows that they could have as attributes.
fn length(found: &Found<'_>, start: usize, plain: usize) -> usize {
    let mut count = plain;
    while let Some(word) = found.word(start + count) {
        let goes_on = is_plain(&word) || is_prose(found, start + count, word, count > plain);
        if !found.is_joined(start + count) || !goes_on {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a word of the language is one of prose in a title, in which another was found perhaps.
fn is_prose(found: &Found<'_>, at: usize, word: Word<'_>, is_found: bool) -> bool {
    let Some(row) = keyword::attribute(word.text) else { return false };
    if !row.on.contains(found.on) {
        return true;
    }
    let is_word = |word: &Word<'_>| word.text.starts_with(char::is_alphabetic);
    let Some(next) = found.word(at + 1).filter(is_word) else { return false };
    match word.text {
        // They take a date.
        "on" | "to" | "by" | "from" | "during" => next.text != "today" && !next.text.contains('.'),
        // They take a name, and no more words behind it.
        "for" | "in" | "after" | "before" => {
            let behind = found.word(at + 2).filter(is_plain);
            !is_plain(&next) || behind.is_some() || (is_found && matches!(word.text, "for" | "in"))
        }
        _ => false,
    }
}
