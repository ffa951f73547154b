//! What is wrong with a name, or with names in a list.

use super::found::{Found, Mistake, wrong};
use super::pieces::Word;
use super::rows::{Table, row};
use crate::diagnostic::rules::{INVALID_NAME, SYNTAX_ERROR};
use crate::syntax::keyword;
use crate::syntax::parse::{is_inner, is_path};

/// What a name is made of.
pub(super) const SHAPE: &str = "a name is a letter, then letters, digits, `_` or `-`";

/// A list that goes on without its comma, or with one too many. What is looked at begins with its last name so far.
pub(super) static LISTS: Table = Table::new(
    &SYNTAX_ERROR,
    &[
        row("task a 5d after b and c", r"[^ ,]+( (?:and|&&?)) <name>")
            .says("expected a comma, found `{1}`")
            .help("several are separated by commas: `a, b`")
            .put(1, ","),
        row("task a 5d after b or c", r"[^ ,]+( (?:or|\|\|?)) (<name>)")
            .says("several always hold together: there is no `{1}`")
            .help("name one of them, or all: `…, {2}`")
            .put(1, ","),
        row("task a 5d after b c.d, e", r"[^ ,]+() (?:<name>\.<name>|<name>, ?<name>)")
            .says("expected a comma between two names")
            .put(1, ","),
        row("task a 5d after b,, c", r"[^ ,]+ ?,( ?,) ?<name>")
            .says("there are two commas with nothing between them")
            .put(1, ""),
    ],
);

/// The name that a word was meant to be: what can't stand in a name becomes `-`. `None` if nothing is left.
pub(super) fn mended(text: &str) -> Option<String> {
    let parts = text.split(|char| !is_inner(char)).filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join("-");
    let name = name.trim_start_matches(|first: char| !first.is_alphabetic());
    (!name.is_empty()).then(|| name.to_owned())
}

/// Adds what is wrong with a word as a name, or as a path: one that has other signs for its dots is told with them.
pub(super) fn explain(mistake: Mistake, word: Word<'_>) -> Mistake {
    let path = word.text.replace("::", ".").replace(['/', '\\', '>'], ".");
    if path != word.text && is_path(&path) {
        return mistake.help("the names of a path have dots between").put(word.span(), path);
    }
    let odd = word.text.chars().find(|char| !is_inner(*char) && *char != '.');
    match odd.filter(|_| word.text.starts_with(char::is_alphabetic)) {
        Some(odd) => mistake.help(format!("`{odd}` can't stand in a name: {SHAPE}")),
        None => mistake,
    }
}

/// A piece that is no name where one is expected.
pub(super) fn no_name(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let Some(word) = found.next(0) else { return quoted(found, expected) };
    if is_path(word.text) {
        return None;
    }
    let is_name = word.text.starts_with(char::is_alphabetic);
    let rule = if is_name { &INVALID_NAME } else { &SYNTAX_ERROR };
    let mistake = wrong(rule, word.span(), format!("expected {expected}, found `{word}`"));
    let bare = word.text.trim_start_matches(['@', '#']);
    Some(if is_path(bare) { mistake.put(word.span(), bare) } else { explain(mistake, word) })
}

/// `after "api"`: a name has no quotes.
pub(super) fn quoted(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let word = found.text(found.wrong)?;
    let name = word.text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let name = name.filter(|name| is_path(name) && expected.contains("name"))?;
    Some(found.expected(expected).help("a name stands without quotes").put(word.span(), name))
}

/// A list that goes on without its comma: `a and b`, `a or b`, `a b, c`. The wrong piece is the last of the list so far.
pub(super) fn list(found: &Found<'_>) -> Option<Mistake> {
    let next = found.next(1).or_else(|| found.next(3))?;
    let is_word =
        keyword::attribute(next.text).is_some() || keyword::meant_attribute(next.text).is_some();
    if is_word { None } else { LISTS.find(found, found.wrong) }
}

/// A tag that is none.
pub(super) fn tag(found: &Found<'_>) -> Option<Mistake> {
    let word = found.first()?;
    let tag = word.behind(1);
    (!is_path(tag.text)).then(|| {
        wrong(&INVALID_NAME, word.span(), format!("`{word}` is no tag"))
            .help("a tag is a letter, then letters, digits, `_` or `-`")
            .put_if(tag.span(), mended(tag.text))
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
