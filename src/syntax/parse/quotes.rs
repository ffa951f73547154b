//! Which quote is missing on a line that has an odd number of them.
//!
//! A quote that opens a text stands behind a space and before a word; one that closes a text the other way round. Where they do not take
//! turns, one is missing.

use super::attributes::begins_attribute;
use crate::syntax::keyword::{self, DeclarationKind};

/// Which text of a line lacks a quote. Offsets are those of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// From its opening quote to its likely end.
    Unclosed(usize, usize),
    /// From its likely beginning to behind its closing quote; if it begins with one, another stands inside of it.
    Unopened(usize, usize),
}

/// Finds the first text that lacks a quote.
pub(super) fn fault(line: &str) -> Option<Fault> {
    let mut open = None;
    for at in quotes(line) {
        open = match open {
            None if closes(line, at) => {
                let start = beginning(line.get(..at)?)?;
                return Some(Fault::Unopened(start, at + 1));
            }
            None => Some(at),
            Some(start) if opens(line, start, at) => {
                return Some(inside(line, start, at).unwrap_or_else(|| unclosed(line, start, at)));
            }
            Some(_) => None,
        };
    }
    open.map(|start| unclosed(line, start, line.len()))
}

/// The quotes of a line, but for those that are escaped.
fn quotes(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    let is_escaped = move |at: usize| at > 0 && bytes.get(at - 1) == Some(&b'\\');
    line.match_indices('"').map(|(at, _)| at).filter(move |at| !is_escaped(*at))
}

/// Whether a quote outside of a text can only close one: it is joined to the word before it, and not to the word behind it.
fn closes(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    let behind = line.get(at + 1..).and_then(|behind| behind.chars().next());
    before.is_some_and(|char| !char.is_whitespace() && !matches!(char, ':' | '=' | ',' | '{' | '}'))
        && behind.is_none_or(|char| char.is_whitespace() || matches!(char, ',' | '{' | '}'))
}

/// Whether a quote inside a text, not directly behind its opening one, can only open another: the other way round.
fn opens(line: &str, start: usize, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    let behind = line.get(at + 1..).and_then(|behind| behind.chars().next());
    at > start + 1
        && before.is_some_and(char::is_whitespace)
        && behind.is_some_and(|char| !char.is_whitespace() && !matches!(char, ',' | '{' | '}'))
}

/// `"Ana's "thing"`: a text with a quote in it, at `limit`, where before that stands nothing but prose, and no word that takes a text.
fn inside(line: &str, start: usize, limit: usize) -> Option<Fault> {
    let before = line.get(start..limit)?;
    let is_prose = likely_length(before) == before.trim_end().len();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let takes_text = keyword::attribute(last).is_some() || begins_attribute(last);
    let end = quotes(line).find(|at| *at > limit)?;
    (is_prose && !takes_text).then_some(Fault::Unopened(start, end + 1))
}

/// A text that begins there and ends before `limit`: at the first word that is an attribute for certain.
fn unclosed(line: &str, start: usize, limit: usize) -> Fault {
    let written = line.get(start..limit).unwrap_or_default();
    let length = likely_length(written);
    let text = written.get(..length).unwrap_or(written);
    // Before another text stands the word that takes it: `note "…"`.
    let last = text.rfind(' ').filter(|_| limit < line.len());
    let word = last.and_then(|at| text.get(at + 1..)).unwrap_or_default();
    let length = match last {
        Some(at) if keyword::attribute(word).is_some() => {
            text.get(..at).map_or(at, |text| text.trim_end().len())
        }
        _ => length,
    };
    Fault::Unclosed(start, start + length.max(1))
}

/// How much of a text that is not closed was meant as one.
fn likely_length(written: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    let mut is_apart = false;
    for word in written.split(' ') {
        let is_keyword = is_apart && keyword::attribute(word).is_some();
        if is_keyword || is_clear_attribute(word) || matches!(word, "{" | "}" | "//") {
            return end;
        }
        // Who aligns attributes in columns puts two spaces before them.
        is_apart = word.is_empty();
        at += word.len();
        if !word.is_empty() {
            end = at;
        }
        at += 1;
    }
    written.trim_end().len()
}

/// A word that hardly stands in a title: a duration, a share, somebody's name, a tag.
fn is_clear_attribute(word: &str) -> bool {
    let starts =
        word.starts_with(|first: char| first.is_ascii_digit() || first == '@' || first == '#');
    starts && begins_attribute(word.trim_end_matches(','))
}

/// Where a text without its opening quote begins, in what stands before its closing one.
fn beginning(before: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = words(before).collect();
    let is_taker = |(_, word): &(usize, &str)| {
        matches!(*word, "note" | "role" | "link" | "mitigation" | "off" | "away" | "import")
    };
    let index = match words.iter().rposition(is_taker) {
        Some(taker) => taker + 1,
        None => behind_name(&words)?,
    };
    // Days off have their date before the text.
    let is_text =
        |(_, word): &&(usize, &str)| !word.starts_with(|first: char| first.is_ascii_digit());
    words.iter().skip(index).find(is_text).map(|(at, _)| *at)
}

/// Which word of a declaration comes behind its keyword and its name.
fn behind_name(words: &[(usize, &str)]) -> Option<usize> {
    let (_, first) = words.first()?;
    let row = keyword::declaration(first)?;
    if row.kind == DeclarationKind::Roadmap {
        return Some(1);
    }
    let (_, second) = words.get(1)?;
    // A name in capitals is rather the first word of the title.
    let is_title = second.starts_with(char::is_uppercase) || words.len() == 2;
    Some(if is_title { 1 } else { 2 })
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let words = text.split(' ').map(move |word| {
        let start = at;
        at += word.len() + 1;
        (start, word)
    });
    words.filter(|(_, word)| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(line: &str) -> Option<&str> {
        match fault(line)? {
            Fault::Unclosed(start, end) | Fault::Unopened(start, end) => line.get(start..end),
        }
    }

    #[test]
    fn the_text_that_lacks_a_quote_is_found() {
        let table = [
            ("task a \"Design the page 5d after b", "\"Design the page"),
            ("task a \"Design the page  after b", "\"Design the page"),
            ("team web \"Web {", "\"Web"),
            ("task a \"A 5d note \"x\"", "\"A"),
            ("task a \"A long title note \"x\"", "\"A long title"),
            ("task a \"A // b", "\"A"),
            ("task a \"", "\""),
            ("task a Design\" 5d", "Design\""),
            ("task a Design the page\" 5d note \"x\"", "Design the page\""),
            ("roadmap Checkout 3\" from 2026-01-12 {", "Checkout 3\""),
            ("task Design it\" 5d", "Design it\""),
            ("  off 2026-04-03 Good Friday\"", "Good Friday\""),
            ("  person ana \"Ana\"  role Engineer\" 80%", "Engineer\""),
            ("task a \"A\" 5d note \"x", "\"x"),
        ];
        for (line, expected) in table {
            assert_eq!(text(line), Some(expected), "{line}");
        }
    }
}
