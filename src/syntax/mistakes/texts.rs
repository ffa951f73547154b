//! Texts: quotes that are missing, of another kind or inside of a text, escapes that stand for nothing.

use super::found::{Found, Mistake, told};
use super::pieces::{Piece, PieceKind, Word};
use super::words::begins_attribute;
use crate::diagnostic::rules::{INVALID_TEXT, SYNTAX_ERROR, UNCLOSED_TEXT};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::{Written, escape_length, is_path, text_value};

/// Words that were meant as a text, up to the next attribute; prose is all that is left of its line.
pub(super) fn without_quotes(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let first = found.next(0)?;
    // A role is a word or two; what else is said in a text is prose, in which any word may stand.
    let is_prose = found.kind != Some(A::Role)
        && (!first.text.starts_with(['@', '#'])
            || found.next(1).is_some_and(|next| !begins_attribute(next.text)));
    let mut last = None;
    let mut at = found.wrong;
    if is_prose {
        while found.piece(at).is_some_and(|piece| !piece.is_first || at == found.wrong)
            && found.piece(at).is_some_and(|piece| piece.kind != PieceKind::Comment)
        {
            last = Some(at);
            at += 1;
        }
    }
    // Quotes forgotten: the words up to the next attribute were meant as the text, commas among them.
    loop {
        let is_comma = last.is_some() && found.is_comma(at) && found.is_joined(at + 1);
        let word = found.word(if is_comma { at + 1 } else { at });
        let Some(_) = word.filter(|word| !begins_attribute(word.text)) else { break };
        at += usize::from(is_comma) + 1;
        last = Some(at - 1);
    }
    let last = found.piece(last?)?;
    let whole = first.to(found.word_of(last));
    let text = whole.text.replace('\\', "\\\\").replace('"', "\\\"");
    let diagnostic =
        Diagnostic::new(&SYNTAX_ERROR, whole.span(), format!("expected {expected} in quotes"))
            .replace("put it in quotes", whole.span(), format!("\"{text}\""));
    Some(told(diagnostic))
}

/// What is wrong with the texts of a line, the first of it.
pub(super) fn of_line(written: Written<'_>, pieces: &[Piece]) -> Option<Mistake> {
    quotes_missing(written, pieces).or_else(|| {
        (0..pieces.len()).find_map(|index| {
            with_quotes_inside(written, pieces, index)
                .or_else(|| other_quotes(written, pieces, index))
                .or_else(|| escape(written, pieces, index))
        })
    })
}

/// A line with an odd number of quotes: which text lacks one.
fn quotes_missing(written: Written<'_>, pieces: &[Piece]) -> Option<Mistake> {
    let half = pieces.iter().find(|piece| piece.kind == PieceKind::Half)?;
    let half_text = Word::new(written, half.start, half.end);
    if half_text.text.starts_with("\"\"\"") {
        return Some(never_closed(half_text));
    }
    let line_start = written.part(0, half.start).rfind('\n').map_or(0, |at| at + 1);
    // A text over several lines before it is no part of the matter.
    let line_start = pieces
        .iter()
        .filter(|piece| {
            piece.kind == PieceKind::Text
                && piece.end <= half.start
                && piece.start < line_start.max(piece.start)
        })
        .filter(|piece| written.part(piece.start, piece.end).contains('\n'))
        .map(|piece| piece.end)
        .fold(line_start, usize::max);
    let line = Word::new(written, line_start, half.end);
    let line = line.part(0, line.text.trim_end().len());
    let fault = fault(line.text).filter(|_| !line.text.contains("\"\"\""));
    let (is_unclosed, from, to) = match fault {
        Some(Fault::Unclosed(from, to)) => (true, from, to),
        Some(Fault::Unopened(from, to)) => (false, from, to),
        None => (true, half.start - line_start, line.text.len()),
    };
    let text = line.part(from, to);
    if is_unclosed {
        return Some(told(
            Diagnostic::new(
                &UNCLOSED_TEXT,
                text.part(0, 1).span(),
                "this text is not closed on its line",
            )
            .help("a text over several lines stands between `\"\"\"` and `\"\"\"`")
            .replace("close it", text.span().after(), "\""),
        ));
    }
    if text.text.starts_with('"') {
        return Some(quotes_inside(text));
    }
    let last = text.text.len() - 1;
    Some(told(
        Diagnostic::new(
            &UNCLOSED_TEXT,
            text.behind(last).span(),
            "this quote closes a text that none opens",
        )
        .label(text.before(), "the text seems to begin here")
        .replace("open it there", text.before(), "\""),
    ))
}

/// `"""` that is never closed; where it seems to end has been found out already.
fn never_closed(text: Word<'_>) -> Mistake {
    let end = text.span().after();
    told(
        Diagnostic::new(&UNCLOSED_TEXT, text.part(0, 3).span(), "this text is never closed")
            .label(end, "it seems to end here")
            .replace("close it there", end, "\n\"\"\""),
    )
}

/// `"The "new" shop"`: quotes inside of a text.
fn with_quotes_inside(written: Written<'_>, pieces: &[Piece], index: usize) -> Option<Mistake> {
    /// So many pieces between are looked through.
    const BETWEEN: usize = 12;
    let first = pieces.get(index).filter(|piece| piece.kind == PieceKind::Text)?;
    let mut end = None;
    let mut last = index;
    while let Some(next) = joined_to(written, pieces, last, BETWEEN) {
        last = next;
        end = pieces.get(next).map(|piece| piece.end);
    }
    Some(quotes_inside(Word::new(written, first.start, end?)))
}

/// The text that goes on behind words which no blank parts from the texts round them.
fn joined_to(written: Written<'_>, pieces: &[Piece], before: usize, most: usize) -> Option<usize> {
    let text = pieces.get(before)?;
    let first = pieces.get(before + 1).filter(|next| next.start == text.end)?;
    if first.kind != PieceKind::Word || written.part(first.start, first.end).contains([':', '=']) {
        return None;
    }
    let mut end = first.end;
    for (ahead, piece) in pieces.iter().enumerate().skip(before + 2).take(most) {
        if piece.is_first {
            return None;
        }
        if piece.kind == PieceKind::Text {
            return (piece.start == end).then_some(ahead);
        }
        end = piece.end;
    }
    None
}

/// Says how the quotes inside of a text are written.
fn quotes_inside(text: Word<'_>) -> Mistake {
    let last = text.text.len().saturating_sub(1);
    let quotes = text.text.match_indices('"').map(|(at, _)| at).filter(|at| (1..last).contains(at));
    let is_bare = |at: &usize| !text.text.get(..*at).is_some_and(|before| before.ends_with('\\'));
    let edits = quotes
        .filter(is_bare)
        .map(|at| Edit { span: text.part(at, at).span(), text: "\\".to_owned() });
    told(
        Diagnostic::new(&INVALID_TEXT, text.span(), "a quote inside of a text is written `\\\"`")
            .fix("put a backslash before each", edits.collect()),
    )
}

/// Refuses an escape that stands for nothing.
fn escape(written: Written<'_>, pieces: &[Piece], index: usize) -> Option<Mistake> {
    let piece = pieces.get(index).filter(|piece| piece.kind == PieceKind::Text)?;
    let text = Word::new(written, piece.start, piece.end);
    // Of a path it is told elsewhere which sign separates its folders.
    let is_path =
        pieces.first().is_some_and(|first| written.part(first.start, first.end) == "import");
    if is_path || text.text.starts_with("\"\"\"") {
        return None;
    }
    let mut at = 0;
    loop {
        at += text.text.get(at..)?.find('\\')?;
        let behind = text.text.get(at + 1..)?;
        let Some(length) = escape_length(behind) else {
            let next = behind.chars().next().map_or(0, char::len_utf8);
            return Some(no_escape(text.part(at, at + 1 + next)));
        };
        at += 1 + length;
    }
}

fn no_escape(escape: Word<'_>) -> Mistake {
    let help = match escape.text {
        "\\u" => "a character by its number is `\\u{1F680}`",
        "\\t" => "a tab is typed as it is",
        _ => "`\\\"` is a quote, `\\\\` a backslash, `\\n` a line break",
    };
    let message = format!("`{}` stands for nothing in a text", escape.text);
    told(Diagnostic::new(&INVALID_TEXT, escape.span(), message).help(help).replace(
        "write the backslash twice",
        escape.before(),
        "\\",
    ))
}

/// `“Design”`, `'Design'`: quotes of another kind.
fn other_quotes(written: Written<'_>, pieces: &[Piece], index: usize) -> Option<Mistake> {
    /// How far ahead the closing quote is looked for.
    const AHEAD: usize = 100;
    let piece = pieces.get(index).filter(|piece| piece.kind == PieceKind::Word)?;
    let word = Word::new(written, piece.start, piece.end);
    let closing = closing(word.text)?;
    let is_closed = |text: &str| text.ends_with(closing) && text.chars().count() > 1;
    let end = if is_closed(word.text) {
        piece.end
    } else {
        let rest = pieces.iter().skip(index + 1).take(AHEAD);
        let mut rest = rest.take_while(|piece| {
            !piece.is_first && (piece.kind == PieceKind::Word || is_curly(word.text))
        });
        rest.find(|piece| written.part(piece.start, piece.end).ends_with(closing))
            .map(|piece| piece.end)
            .or_else(|| {
                is_curly(word.text)
                    .then(|| {
                        pieces
                            .iter()
                            .skip(index)
                            .take_while(|piece| !piece.is_first || piece.start == word.start)
                            .last()
                            .map(|piece| piece.end)
                    })
                    .flatten()
            })?
    };
    let text = Word::new(written, piece.start, end);
    let takers = ["after", "before", "for", "in", "owner", "calendar", "extends"];
    let before = index.checked_sub(1).and_then(|before| pieces.get(before));
    let is_name =
        before.is_some_and(|before| takers.contains(&written.part(before.start, before.end)));
    if is_name && is_path(&text_value(text.text)) {
        let first = text.text.chars().next().map_or(0, char::len_utf8);
        let last = text.text.chars().next_back().map_or(0, char::len_utf8);
        let name = text.part(first, text.text.len().saturating_sub(last));
        let fix = format!("replace with `{name}`");
        let diagnostic =
            Diagnostic::new(&INVALID_TEXT, text.span(), "a name stands without quotes");
        return Some(told(diagnostic.replace(fix, text.span(), name.text)));
    }
    let found = match text.text.chars().next().unwrap_or('\'') {
        '`' => "a backtick".to_owned(),
        sign => format!("`{sign}`"),
    };
    let inside = text_value(text.text).replace('\\', "\\\\").replace('"', "\\\"");
    let inside = inside.trim_matches(' ').replace('\n', "\\n");
    let message = format!("a text stands between `\"` and `\"`, found {found}");
    let diagnostic = Diagnostic::new(&INVALID_TEXT, text.span(), message);
    Some(told(diagnostic.replace("replace the quotes", text.span(), format!("\"{inside}\""))))
}

/// Whether a text begins with the quotes of a word processor, which nothing else begins with.
fn is_curly(text: &str) -> bool {
    text.starts_with(['“', '„'])
}

/// What closes the quotes that a word begins with, if it begins with any but `"`.
fn closing(word: &str) -> Option<&'static [char]> {
    Some(match word.chars().next()? {
        '“' | '„' => &['”', '“'],
        '\'' | '‘' | '’' => &['\'', '’'],
        '`' => &['`', '\''],
        '«' => &['»'],
        '»' => &['«'],
        '‹' => &['›'],
        '›' => &['‹'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// Which text of a line lacks a quote. Offsets are those of the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// From its opening quote to its likely end.
    Unclosed(usize, usize),
    /// From its likely beginning to behind its closing quote; if it begins with one, another stands inside of it.
    Unopened(usize, usize),
}

/// Finds the first text that lacks a quote.
fn fault(line: &str) -> Option<Fault> {
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
    if row.kind == K::Roadmap {
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
