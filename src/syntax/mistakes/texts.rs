//! Texts: quotes that are missing, of another kind or inside of a text, escapes that stand for nothing.

use super::found::{Found, Mistake, syntax, wrong};
use super::pieces::{PieceKind, Word};
use super::words::begins_attribute;
use crate::diagnostic::Edit;
use crate::diagnostic::rules::{INVALID_TEXT, UNCLOSED_TEXT};
use crate::syntax::keyword::{self, AttributeKind as A, DeclarationKind as K};
use crate::syntax::parse::{escape_length, is_path, text_value};

/// A text in its quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Whether a word can be nothing but prose, or the name of a value.
pub(super) fn is_prose(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && !begins_attribute(word) && !word.contains([':', '='])
}

/// Words that were meant as a text, up to the next attribute; prose is all that is left of its line.
pub(super) fn without_quotes(found: &Found<'_>, expected: &str) -> Option<Mistake> {
    let first = found.next(0)?;
    let begins = |word: Option<Word<'_>>| word.is_some_and(|word| begins_attribute(word.text));
    // A role is a word or two; what else is said in a text is prose, in which any word may stand.
    let is_prose = found.kind != Some(A::Role)
        && (!first.text.starts_with(['@', '#']) || !begins(found.next(1)));
    let is_part = |index: &usize| {
        let piece = found.piece(*index);
        let is_apart = *index > found.wrong && !found.is_joined(*index);
        match piece.map(|piece| piece.kind) {
            None | Some(PieceKind::Comment) => false,
            Some(_) if is_prose && !is_apart => true,
            Some(PieceKind::Comma) => found.is_joined(index + 1) && is_word(found, index + 1),
            Some(_) => is_word(found, *index),
        }
    };
    let last = (found.wrong..found.pieces.len()).take_while(is_part).last()?;
    let whole = first.to(found.word_of(found.piece(last)?));
    Some(
        syntax(whole.span(), format!("expected {expected} in quotes"))
            .put(whole.span(), quoted(whole.text)),
    )
}

fn is_word(found: &Found<'_>, index: usize) -> bool {
    found.word(index).is_some_and(|word| !begins_attribute(word.text))
}

/// What is wrong with the texts of a line, the first of it.
pub(super) fn of_line(found: &Found<'_>) -> Option<Mistake> {
    quotes_missing(found).or_else(|| {
        (0..found.pieces.len()).find_map(|index| {
            with_quotes_inside(found, index)
                .or_else(|| other_quotes(found, index))
                .or_else(|| escape(found, index))
        })
    })
}

/// A line with an odd number of quotes: which text lacks one.
fn quotes_missing(found: &Found<'_>) -> Option<Mistake> {
    let half = found.pieces.iter().find(|piece| piece.kind == PieceKind::Half)?;
    // A text over several lines before it is no part of the matter.
    let start = found.written.part(0, half.start).rfind('\n').map_or(0, |at| at + 1);
    let texts = found.pieces.iter().filter(|piece| piece.kind == PieceKind::Text);
    let over =
        texts.filter(|text| text.start < start && text.end > start && text.end <= half.start);
    let start = over.map(|text| text.end).fold(start, usize::max);
    let line = Word::new(found.written, start, half.end);
    let line = line.part(0, line.text.trim_end().len());
    let fault = fault(line.text).filter(|_| !line.text.contains("\"\"\""));
    match fault.unwrap_or(Fault::Unclosed(half.start - start, line.text.len())) {
        Fault::Unclosed(from, to) => {
            let text = line.part(from, to);
            let place = text.part(0, 1).span();
            let help = "a text over several lines stands between `\"\"\"` and `\"\"\"`";
            let edit = Edit { span: text.span().after(), text: "\"".to_owned() };
            let mistake = wrong(&UNCLOSED_TEXT, place, "this text is not closed on its line");
            Some(mistake.help(help).fix("close it", vec![edit]))
        }
        Fault::Unopened(from, to) => {
            let text = line.part(from, to);
            if text.text.starts_with('"') {
                return Some(quotes_inside(text));
            }
            let place = text.behind(text.text.len() - 1).span();
            let edit = Edit { span: text.before(), text: "\"".to_owned() };
            let mistake = wrong(&UNCLOSED_TEXT, place, "this quote closes a text that none opens");
            let mistake = mistake.label(text.before(), "the text seems to begin here");
            Some(mistake.fix("open it there", vec![edit]))
        }
    }
}

/// `"The "new" shop"`: quotes inside of a text.
fn with_quotes_inside(found: &Found<'_>, index: usize) -> Option<Mistake> {
    let first = found.piece(index).filter(|piece| piece.kind == PieceKind::Text)?;
    let mut last = index;
    while let Some(next) = joined_to(found, last) {
        last = next;
    }
    let end = found.piece(last).filter(|_| last > index)?.end;
    Some(quotes_inside(Word::new(found.written, first.start, end)))
}

/// The text that goes on behind words which no blank parts from the texts round them.
fn joined_to(found: &Found<'_>, before: usize) -> Option<usize> {
    /// So many pieces between are looked through.
    const BETWEEN: usize = 12;
    let text = found.piece(before)?;
    let first = found.word(before + 1)?;
    let next = (before + 2..before + 2 + BETWEEN)
        .take_while(|index| found.is_joined(*index))
        .find(|index| found.is_text(*index))?;
    let is_joined =
        first.start == text.end && found.piece(next)?.start == found.piece(next - 1)?.end;
    (is_joined && !first.text.contains([':', '='])).then_some(next)
}

/// Says how the quotes inside of a text are written.
fn quotes_inside(text: Word<'_>) -> Mistake {
    let last = text.text.len().saturating_sub(1);
    let inside = quotes(text.text).filter(|at| (1..last).contains(at));
    let edits = inside.map(|at| Edit { span: text.part(at, at).span(), text: "\\".to_owned() });
    wrong(&INVALID_TEXT, text.span(), "a quote inside of a text is written `\\\"`")
        .fix("put a backslash before each", edits.collect())
}

/// Refuses an escape that stands for nothing.
fn escape(found: &Found<'_>, index: usize) -> Option<Mistake> {
    let text = found.text(index).filter(|text| !text.text.starts_with("\"\"\""))?;
    // Of a path it is told elsewhere which sign separates its folders.
    if found
        .word(0)
        .is_some_and(|first| [K::Import, K::Baseline].map(K::lexeme).contains(&first.text))
    {
        return None;
    }
    let mut at = 0;
    loop {
        at += text.text.get(at..)?.find('\\')?;
        let behind = text.text.get(at + 1..)?;
        if let Some(length) = escape_length(behind) {
            at += 1 + length;
            continue;
        }
        let next = behind.chars().next().map_or(0, char::len_utf8);
        let escape = text.part(at, at + 1 + next);
        let help = match escape.text {
            "\\u" => "a character by its number is `\\u{1F680}`",
            _ => {
                "`\\\"` is a quote, `\\\\` a backslash, `\\n` a line break; a tab is typed as it is"
            }
        };
        let message = format!("`{escape}` stands for nothing in a text");
        let edit = Edit { span: escape.before(), text: "\\".to_owned() };
        let mistake = wrong(&INVALID_TEXT, escape.span(), message).help(help);
        return Some(mistake.fix("write the backslash twice", vec![edit]));
    }
}

/// `“Design”`, `'Design'`: quotes of another kind.
fn other_quotes(found: &Found<'_>, index: usize) -> Option<Mistake> {
    /// How far ahead the closing quote is looked for.
    const AHEAD: usize = 100;
    /// Attributes that take a name.
    const TAKERS: [&str; 7] = ["after", "before", "for", "in", "owner", "calendar", "extends"];
    let word = found.word(index)?;
    let closing = closing(word.text)?;
    // Nothing else begins with the quotes of a word processor: they may lack their end.
    let is_curly = word.text.starts_with(['“', '„']);
    let on_line = (index..found.pieces.len().min(index + AHEAD)).take_while(|at| {
        *at == index || found.is_joined(*at) && (is_curly || found.word(*at).is_some())
    });
    let is_end = |at: &usize| {
        let text = found.piece(*at).map_or("", |piece| found.word_of(piece).text);
        text.ends_with(closing) && (*at > index || text.chars().count() > 1)
    };
    let end = on_line.clone().find(is_end).or_else(|| on_line.last().filter(|_| is_curly))?;
    let text = word.to(found.word_of(found.piece(end)?));
    let inside = text_value(text.text);
    let before = index.checked_sub(1).and_then(|before| found.word(before));
    if before.is_some_and(|before| TAKERS.contains(&before.text)) && is_path(&inside) {
        let mistake = wrong(&INVALID_TEXT, text.span(), "a name stands without quotes");
        return Some(mistake.put(text.span(), inside.into_owned()));
    }
    let sign = match text.text.chars().next().unwrap_or('\'') {
        '`' => "a backtick".to_owned(),
        sign => format!("`{sign}`"),
    };
    let message = format!("a text stands between `\"` and `\"`, found {sign}");
    let inside = quoted(inside.trim_matches(' ')).replace('\n', "\\n");
    Some(wrong(&INVALID_TEXT, text.span(), message).put(text.span(), inside))
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
        '「' => &['」'],
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
                return Some(Fault::Unopened(beginning(line.get(..at)?)?, at + 1));
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

/// The characters before and behind a quote.
fn round(line: &str, at: usize) -> (Option<char>, Option<char>) {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    (before, line.get(at + 1..).and_then(|behind| behind.chars().next()))
}

/// Whether a quote outside of a text can only close one: it is joined to the word before it, and not to the word behind it.
fn closes(line: &str, at: usize) -> bool {
    let (before, behind) = round(line, at);
    before.is_some_and(|char| !char.is_whitespace() && !matches!(char, ':' | '=' | ',' | '{' | '}'))
        && behind.is_none_or(|char| char.is_whitespace() || matches!(char, ',' | '{' | '}'))
}

/// Whether a quote inside a text, not directly behind its opening one, can only open another: the other way round.
fn opens(line: &str, start: usize, at: usize) -> bool {
    let (before, behind) = round(line, at);
    at > start + 1
        && before.is_some_and(char::is_whitespace)
        && behind.is_some_and(|char| !char.is_whitespace() && !matches!(char, ',' | '{' | '}'))
}

/// `"Ana's "thing"`: a text with a quote in it, at `limit`, where before that stands nothing but prose, and no word that takes a text.
fn inside(line: &str, start: usize, limit: usize) -> Option<Fault> {
    let before = line.get(start..limit)?;
    let is_prose = likely_length(before) == before.trim_end().len();
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let end = quotes(line).find(|at| *at > limit)?;
    (is_prose && !begins_attribute(last)).then_some(Fault::Unopened(start, end + 1))
}

/// A text that begins there and ends before `limit`: at the first word that is an attribute for certain.
fn unclosed(line: &str, start: usize, limit: usize) -> Fault {
    let written = line.get(start..limit).unwrap_or_default();
    let text = written.get(..likely_length(written)).unwrap_or(written);
    // Before another text stands the word that takes it: `note "…"`.
    let taker = text
        .rsplit_once(' ')
        .filter(|(_, word)| limit < line.len() && keyword::attribute(word).is_some());
    let length = taker.map_or(text.len(), |(text, _)| text.trim_end().len());
    Fault::Unclosed(start, start + length.max(1))
}

/// How much of a text that is not closed was meant as one.
fn likely_length(written: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    let mut is_apart = false;
    for word in written.split(' ') {
        let is_keyword = is_apart && keyword::attribute(word).is_some();
        // A duration, a share, somebody's name or a tag hardly stands in a title.
        let is_clear =
            !word.starts_with(char::is_alphabetic) && begins_attribute(word.trim_end_matches(','));
        if is_keyword || is_clear || matches!(word, "{" | "}" | "//") {
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
    end
}

/// Where a text without its opening quote begins, in what stands before its closing one.
fn beginning(before: &str) -> Option<usize> {
    const TAKERS: [&str; 7] = ["note", "role", "link", "mitigation", "off", "away", "import"];
    let start = |word: &str| word.as_ptr() as usize - before.as_ptr() as usize;
    let words: Vec<&str> = before.split(' ').filter(|word| !word.is_empty()).collect();
    let index = if let Some(taker) = words.iter().rposition(|word| TAKERS.contains(word)) {
        taker + 1
    } else {
        let row = keyword::declaration(words.first()?)?;
        // A name in capitals is rather the first word of the title.
        let is_capital = words.get(1)?.starts_with(char::is_uppercase);
        if row.kind == K::Roadmap || is_capital || words.len() == 2 { 1 } else { 2 }
    };
    // Days off have their date before the text.
    let is_text = |word: &&&str| !word.starts_with(|first: char| first.is_ascii_digit());
    words.iter().skip(index).find(is_text).map(|word| start(word))
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
