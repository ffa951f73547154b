//! What is wrong with a name, or with names in a list.

use super::found::{Found, Mistake, instead, told};
use super::phrases::shortened;
use super::pieces::Word;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::syntax::keyword;
use crate::syntax::parse::{is_inner, is_path};

/// What a name is made of.
pub(super) const SHAPE: &str = "a name is a letter, then letters, digits, `_` or `-`";

/// The name that a word was meant to be: what can't stand in a name becomes `-`. `None` if nothing is left.
pub(super) fn mended(text: &str) -> Option<String> {
    let mut name = String::new();
    for char in text.chars() {
        if is_inner(char) {
            name.push(char);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    let name = name.trim_start_matches(|first: char| !first.is_alphabetic());
    (!name.is_empty()).then(|| name.to_owned())
}

/// Adds what is wrong with a word as a name to a diagnostic.
pub(super) fn explain(diagnostic: Diagnostic, word: Word<'_>) -> Diagnostic {
    let odd = word.text.chars().find(|char| !is_inner(*char) && *char != '.');
    match odd {
        Some(odd) if word.text.starts_with(char::is_alphabetic) => {
            diagnostic.help(format!("`{odd}` can't stand in a name: {SHAPE}"))
        }
        _ => diagnostic,
    }
}

/// The same of a word that stands for a path: one that has other signs for its dots is told with them.
pub(super) fn explain_path(diagnostic: Diagnostic, word: Word<'_>) -> Diagnostic {
    match dotted(word.text) {
        Some(path) => diagnostic.help("the names of a path have dots between").replace(
            format!("replace with `{path}`"),
            word.span(),
            path,
        ),
        None => explain(diagnostic, word),
    }
}

/// `checkout/api`, `checkout::api` or `checkout>api` with dots. `None` if it is no path then either.
fn dotted(text: &str) -> Option<String> {
    let path = text.replace("::", ".").replace(['/', '\\', '>'], ".");
    (path != text && is_path(&path)).then_some(path)
}

/// A piece that is no name where one is expected.
pub(super) fn no_name(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let Some(word) = found.next(0) else { return quoted(found, expected) };
    if is_path(word.text) {
        return None;
    }
    let message = format!("expected {expected}, found `{word}`");
    let bare = word.text.trim_start_matches(['@', '#']);
    if bare.len() < word.text.len() && is_path(bare) {
        return Some(instead(&SYNTAX_ERROR, word.span(), message, bare));
    }
    let rule =
        if word.text.starts_with(char::is_alphabetic) { &INVALID_NAME } else { &SYNTAX_ERROR };
    Some(told(explain_path(Diagnostic::new(rule, word.span(), message), word)))
}

/// `after "api"`: a name has no quotes.
pub(super) fn quoted(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let piece = found.piece(found.wrong).filter(|_| found.is_text(found.wrong))?;
    let word = found.word_of(piece);
    let name = word.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let name = name.filter(|name| is_path(name) && expected.contains("name"))?;
    let diagnostic = found.expected(expected).help("a name stands without quotes");
    Some(told(diagnostic.replace(format!("replace with `{name}`"), word.span(), name)))
}

/// A list that goes on without its comma: `a and b`, `a or b`, `a s.b`, `a b, c`. The wrong piece is the last of the list so far.
pub(super) fn list(found: &Found<'_>) -> Option<Mistake> {
    let word = found.next(1)?;
    let before = found.behind(found.wrong);
    let next = found.next(2).filter(|next| is_path(next.text));
    let gap = before.to(word.span());
    match (word.text, next) {
        ("and" | "&" | "&&", Some(_)) => {
            let message = format!("expected a comma, found `{word}`");
            Some(told(
                Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
                    .help("several are separated by commas: `a, b`")
                    .replace("replace with a comma", gap, ","),
            ))
        }
        ("or" | "||" | "|", Some(next)) => {
            let message = format!("several always hold together: there is no `{word}`");
            Some(told(
                Diagnostic::new(&SYNTAX_ERROR, word.span(), message)
                    .help(format!("name one of them, or all: `…, {next}`"))
                    .replace("replace with a comma", gap, ","),
            ))
        }
        _ => lacks_comma(found, word),
    }
}

fn lacks_comma(found: &Found<'_>, word: Word<'_>) -> Option<Mistake> {
    let is_listed =
        found.is_comma(found.wrong + 2) && found.next(3).is_some_and(|third| is_path(third.text));
    let is_word =
        keyword::attribute(word.text).is_some() || keyword::meant_attribute(word.text).is_some();
    if is_word || !is_path(word.text) || !(word.text.contains('.') || is_listed) {
        return None;
    }
    let message = format!("expected a comma before `{word}`");
    let before = found.behind(found.wrong);
    Some(told(Diagnostic::new(&SYNTAX_ERROR, word.span(), message).replace(
        "put one there",
        before,
        ",",
    )))
}

/// `a,, b`
pub(super) fn second_comma(found: &Found<'_>) -> Option<Mistake> {
    let second = found.wrong + 2;
    let is_item = found.next(3).is_some_and(|item| {
        !item.text.starts_with(['@', '#'])
            && !item.is_number()
            && keyword::attribute(item.text).is_none()
    });
    let is_double =
        found.is_comma(found.wrong + 1) && found.is_comma(second) && found.is_joined(second);
    (is_double && is_item).then(|| {
        let message = "there are two commas with nothing between them";
        let place = found.place(second);
        told(Diagnostic::new(&SYNTAX_ERROR, place, message).replace("remove the comma", place, ""))
    })
}

/// A tag that is none.
pub(super) fn tag(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    let tag = word.behind(1);
    if is_path(tag.text) {
        return None;
    }
    let message = format!("`{}` is no tag", shortened(word.text));
    let diagnostic = Diagnostic::new(&INVALID_NAME, word.span(), message)
        .help("a tag is a letter, then letters, digits, `_` or `-`");
    Some(told(match mended(tag.text) {
        Some(meant) => diagnostic.replace(format!("replace with `#{meant}`"), tag.span(), meant),
        None => diagnostic,
    }))
}

/// `#todo check with bo`: a comment. The tag is the attribute read, and words follow it that can be nothing but prose.
pub(super) fn comment_behind_tag(found: &Found<'_>) -> Option<Mistake> {
    use crate::syntax::parse::is_identifier;
    let word = found.first().filter(|word| word.text.starts_with('#'))?;
    let is_prose = |index: usize| {
        found.word(index).is_some_and(|word| {
            is_identifier(word.text)
                && keyword::attribute(word.text).is_none()
                && keyword::meant_attribute_on(word.text, found.on).is_none()
        }) && found.is_joined(index)
    };
    let first = found.word(found.at + 1)?;
    let is_comment = is_prose(found.at + 1)
        && is_prose(found.at + 2)
        && keyword::suggest_attribute(first.text, found.on).is_none();
    is_comment.then(|| {
        let message = format!("a comment begins with `//`, found `{word}`");
        let diagnostic = Diagnostic::new(&SYNTAX_ERROR, word.span(), message);
        told(diagnostic.replace("make it a comment", word.part(0, 1).span(), "// "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_mended() {
        assert_eq!(mended("api/v2").as_deref(), Some("api-v2"));
        assert_eq!(mended("3d-view").as_deref(), Some("d-view"));
        assert_eq!(mended("!!"), None);
    }
}
