//! Before a line is read: lexemes that are not as they should be are reported, and made what they were meant to be.
//!
//! Texts that are not closed or have the wrong quotes, comments of other languages, `;` at the end, `[` round a list.

use super::attributes::begins_attribute;
use super::literals::text;
use super::reader::{Word, Written};
use super::reports::Reports;
use super::token::{Token, TokenKind};
use crate::diagnostic::rules::{INVALID_TEXT, SYNTAX_ERROR, UNCLOSED_TEXT};
use crate::diagnostic::{Diagnostic, Edit};
use crate::text::Span;

/// What mends a line.
pub(super) struct Mender<'a, 's> {
    pub(super) written: Written<'s>,
    pub(super) reports: &'a mut Reports,
    /// Where a `/*` was found that no `*/` of its line closes.
    pub(super) open_comment: Option<Span>,
}

impl<'s> Mender<'_, 's> {
    /// Mends a line, which nearly always is as it should be.
    pub(super) fn mend(&mut self, line: &mut Vec<Token>) {
        if line.iter().all(|token| self.is_sound(*token)) {
            return;
        }
        let mut index = 0;
        while let Some(token) = line.get(index).copied() {
            index = self.mend_token(line, index, token);
        }
    }

    fn text(&self, span: Span) -> &'s str {
        self.written.at(span)
    }

    fn is_sound(&self, token: Token) -> bool {
        let written = self.text(token.span);
        match token.kind {
            TokenKind::Word => {
                let bytes = written.as_bytes();
                let is_odd_start = matches!(
                    bytes.first(),
                    Some(b'#' | b'-' | b'/' | b'\'' | b'<' | b'%' | b'[' | b'(' | b'*' | 0xE2)
                );
                !is_odd_start && bytes.last() != Some(&b';')
            }
            TokenKind::Text => !written.contains('\\'),
            TokenKind::Block | TokenKind::Comma => true,
            _ => false,
        }
    }

    /// Mends one lexeme; says where to go on.
    fn mend_token(&mut self, line: &mut Vec<Token>, index: usize, token: Token) -> usize {
        match token.kind {
            TokenKind::Word => self.mend_word(line, index, token),
            TokenKind::Text => {
                self.escapes(token);
                index + 1
            }
            TokenKind::OpenText => self.open_text(line, index, token),
            TokenKind::OpenBlock => self.open_block(line, index, token),
            TokenKind::CurlyText => self.quotes(line, index, token, token.span),
            _ => index + 1,
        }
    }

    fn mend_word(&mut self, line: &mut Vec<Token>, index: usize, token: Token) -> usize {
        let word = self.written.word(token);
        match word.text {
            "#" | "##" | "###" | "--" | "---" | "%%" | "<!--" => self.comment(line, index, word),
            text if text.starts_with("/*") => self.block_comment(line, index, word),
            text if text.starts_with(['\'', '‘', '’']) => self.single_quotes(line, index, word),
            text if text.starts_with(['[', '(']) => self.brackets(line, index, word),
            text if text.ends_with(';') => self.semicolon(line, index, word),
            _ => index + 1,
        }
    }

    /// Refuses escapes that stand for nothing.
    fn escapes(&mut self, token: Token) {
        let written = self.text(token.span);
        let mut at = 0;
        while let Some(found) = written.get(at..).and_then(|rest| rest.find('\\')) {
            at += found;
            let escape = written.get(at + 1..).unwrap_or_default();
            let length = text::escape_length(escape);
            let next = escape.chars().next().map_or(0, char::len_utf8);
            if length.is_none() {
                let span = self.written.word(token).part(at, at + 1 + next).span;
                self.reports.error(|| no_escape(span, escape));
            }
            at += 1 + length.unwrap_or(next);
        }
    }

    /// A text that its line does not close: it ends where attributes seem to begin again, or with the line.
    fn open_text(&mut self, line: &mut Vec<Token>, index: usize, token: Token) -> usize {
        let word = self.written.word(token);
        let length = likely_length(word.text);
        let closed = word.part(0, length);
        let end = closed.span.after();
        self.reports.error(|| {
            let quote = word.part(0, 1).span;
            Diagnostic::new(&UNCLOSED_TEXT, quote, "this text is not closed on its line")
                .help("a text over several lines stands between `\"\"\"` and `\"\"\"`")
                .replace("close it", end, "\"")
        });
        let rest = words_of(word.behind(length));
        let text = Token { kind: TokenKind::Text, span: closed.span, ..token };
        line.splice(index..=index, std::iter::once(text).chain(rest));
        index + 1
    }

    fn open_block(&mut self, line: &mut [Token], index: usize, token: Token) -> usize {
        self.reports.error(|| {
            let quotes = Span::new(token.span.start, token.span.start + 3);
            Diagnostic::new(&UNCLOSED_TEXT, quotes, "this text is never closed")
                .label(token.span.after(), "it seems to end here")
                .replace("close it there", token.span.after(), "\n\"\"\"")
        });
        self.becomes_text(line, index, TokenKind::Block);
        index + 1
    }

    fn becomes_text(&self, line: &mut [Token], index: usize, kind: TokenKind) {
        if let Some(token) = line.get_mut(index) {
            token.kind = kind;
        }
    }

    /// `“Design”`, `'Design'`: says which quotes a text has.
    fn quotes(&mut self, line: &mut Vec<Token>, index: usize, token: Token, span: Span) -> usize {
        let written = self.text(span);
        let found = written.chars().next().unwrap_or('\'');
        let inside = text::text_value(written).replace('\\', "\\\\").replace('"', "\\\"");
        self.reports.error(|| {
            Diagnostic::new(
                &INVALID_TEXT,
                span,
                format!("a text stands between `\"` and `\"`, found `{found}`"),
            )
            .replace("replace the quotes", span, format!("\"{inside}\""))
        });
        if let Some(mended) = line.get_mut(index) {
            *mended = Token { kind: TokenKind::Text, span, ..token };
        }
        index + 1
    }

    fn single_quotes(&mut self, line: &mut Vec<Token>, index: usize, word: Word<'_>) -> usize {
        let is_end = |text: &str| text.ends_with(['\'', '’']);
        let alone = word.text.chars().count() > 1 && is_end(word.text);
        let behind = line.iter().skip(index + 1);
        let last = if alone {
            Some(index)
        } else {
            behind
                .take_while(|token| !token.is_first && token.kind == TokenKind::Word)
                .position(|token| is_end(self.text(token.span)))
                .map(|found| index + 1 + found)
        };
        let (Some(last), Some(first)) = (last, line.get(index).copied()) else { return index + 1 };
        let span = line.get(last).map_or(word.span, |token| word.span.to(token.span));
        line.drain(index + 1..=last);
        self.quotes(line, index, first, span)
    }

    /// A comment of another language: says how one begins here, and drops the rest of the line.
    fn comment(&mut self, line: &mut Vec<Token>, index: usize, word: Word<'_>) -> usize {
        self.reports.error(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                word.span,
                format!("a comment begins with `//`, found `{word}`"),
            )
            .replace("replace with `//`", word.span, "//")
        });
        drop_rest_of_line(line, index)
    }

    /// `/* … */`: drops it, over several lines if need be.
    fn block_comment(&mut self, line: &mut Vec<Token>, index: usize, word: Word<'_>) -> usize {
        let is_closed = |token: &Token| self.text(token.span).ends_with("*/");
        let same_line = |token: &&Token| !token.is_first;
        let rest = line.iter().skip(index + 1).take_while(same_line);
        let last = if word.text.len() > 3 && word.text.ends_with("*/") {
            Some(index)
        } else {
            rest.clone().position(is_closed).map(|found| index + 1 + found)
        };
        let slashes = word.part(0, 2).span;
        let closing = last.and_then(|last| line.get(last)).map(|token| token.span);
        let is_whole_rest =
            last.is_some_and(|last| line.get(last + 1).is_none_or(|next| next.is_first));
        self.reports.error(|| {
            let diagnostic =
                Diagnostic::new(&SYNTAX_ERROR, slashes, "a comment begins with `//`, found `/*`");
            let Some(closing) = closing.filter(|_| is_whole_rest) else {
                return diagnostic.help("each line of a comment begins with `//`");
            };
            let end = Span::new(closing.end - 2, closing.end);
            let edits = vec![
                Edit { span: slashes, text: "//".to_owned() },
                Edit { span: end, text: String::new() },
            ];
            diagnostic.fix("replace with `//`", edits)
        });
        match last {
            Some(last) => {
                line.drain(index..=last);
                index
            }
            None => {
                self.open_comment = Some(slashes);
                line.truncate(index);
                index
            }
        }
    }

    /// `[a, b]`: says that a list has no brackets, and takes them away.
    fn brackets(&mut self, line: &mut Vec<Token>, index: usize, word: Word<'_>) -> usize {
        let bracket = word.part(0, 1);
        let closing = if bracket.text == "[" { ']' } else { ')' };
        let is_closing = |token: &Token| {
            token.kind == TokenKind::Word && self.text(token.span).ends_with(closing)
        };
        let last = line.iter().skip(index).position(is_closing).map(|found| index + found);
        let end = last.and_then(|last| line.get(last)).map(|token| token.span);
        self.reports.error(|| {
            let message = format!("a list is written without `{bracket}`");
            let mut edits = vec![Edit { span: bracket.span, text: String::new() }];
            if let Some(end) = end {
                edits.push(Edit { span: Span::new(end.end - 1, end.end), text: String::new() });
            }
            Diagnostic::new(&SYNTAX_ERROR, bracket.span, message).fix("remove the brackets", edits)
        });
        if let Some(token) = last.and_then(|last| line.get_mut(last)) {
            token.span.end -= 1;
        }
        if let Some(token) = line.get_mut(index) {
            token.span.start += 1;
        }
        line.retain(|token| token.span.start < token.span.end);
        index
    }

    /// `;` at the end of a line.
    fn semicolon(&mut self, line: &mut Vec<Token>, index: usize, word: Word<'_>) -> usize {
        if line.get(index + 1).is_some_and(|next| !next.is_first) {
            return index + 1;
        }
        let sign = word.behind(word.text.trim_end_matches(';').len());
        self.reports.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, sign.span, "a line ends without `;`").replace(
                "remove it",
                sign.span,
                "",
            )
        });
        if let Some(token) = line.get_mut(index) {
            token.span.end = sign.span.start;
        }
        line.retain(|token| token.span.start < token.span.end);
        index + 1
    }
}

/// Drops what follows on the same line of the file.
fn drop_rest_of_line(line: &mut Vec<Token>, index: usize) -> usize {
    let behind = line.iter().skip(index + 1).position(|token| token.is_first);
    let end = behind.map_or(line.len(), |found| index + 1 + found);
    line.drain(index..end);
    index
}

fn no_escape(span: Span, escape: &str) -> Diagnostic {
    let next = escape.chars().next().map_or(String::new(), String::from);
    let diagnostic =
        Diagnostic::new(&INVALID_TEXT, span, format!("`\\{next}` stands for nothing in a text"));
    let diagnostic = match next.as_str() {
        "u" => diagnostic.help("a character by its number is `\\u{1F680}`"),
        "t" => diagnostic.help("a tab is typed as it is"),
        _ => diagnostic.help("`\\\"` is a quote, `\\\\` a backslash, `\\n` a line break"),
    };
    let before = Span::new(span.start, span.start);
    diagnostic.replace("write the backslash twice", before, "\\")
}

/// How much of a text that is not closed was meant as one: up to the double space or the plain attribute that follows its words.
fn likely_length(written: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for word in written.split(' ') {
        let is_plain = word.is_empty() || word.starts_with('"') || !is_clear_attribute(word);
        if !is_plain {
            return end;
        }
        at += word.len();
        if !word.is_empty() {
            end = at;
        }
        at += 1;
    }
    end
}

/// A word that hardly stands in a title: a duration, a share, somebody's name, a tag.
fn is_clear_attribute(word: &str) -> bool {
    let starts =
        word.starts_with(|first: char| first.is_ascii_digit() || first == '@' || first == '#');
    starts && begins_attribute(word)
}

/// The words of the rest of a line.
fn words_of(rest: Word<'_>) -> impl Iterator<Item = Token> {
    let mut at = 0;
    let spans = rest.text.split(' ').map(move |written| {
        let start = at;
        at += written.len() + 1;
        (start, written)
    });
    let words: Vec<Token> = spans
        .filter(|(_, written)| !written.is_empty())
        .map(|(start, written)| Token {
            kind: TokenKind::Word,
            is_first: false,
            span: rest.part(start, start + written.len()).span,
        })
        .collect();
    words.into_iter()
}
