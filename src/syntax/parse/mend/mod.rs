//! Before a line is read: lexemes that are not as they should be are reported, and made what they were meant to be.
//!
//! Texts that are not closed or have the wrong quotes (`quotes`), comments of other languages (`comments`), and here
//! `;` at the end of a line and `[` round a list. Everything goes forward once, however long the line.

mod comments;
mod quotes;

use super::reader::{Word, Written};
use super::reports::Reports;
use super::token::{Token, TokenKind};
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword;
use crate::text::Span;

/// How far ahead the end of something is looked for.
const AHEAD: usize = 100;

/// Mends a line, which nearly always is as it should be. Gives back a `/*` that no `*/` of its line closes.
pub(super) fn mend(
    written: Written<'_>,
    line: &mut Vec<Token>,
    reports: &mut Reports,
) -> Option<Span> {
    if line.iter().all(|token| token.is_sound) {
        return None;
    }
    let input = std::mem::take(line);
    let mut mender =
        Mender { written, reports, input: &input, at: 0, line, bracket: None, open_comment: None };
    mender.all();
    mender.open_comment
}

/// Mends one line.
struct Mender<'a, 's> {
    written: Written<'s>,
    reports: &'a mut Reports,
    /// The line as it was written.
    input: &'a [Token],
    /// How much of it has been taken.
    at: usize,
    /// The line as it is meant.
    line: &'a mut Vec<Token>,
    /// The bracket that is to come, of a list that has brackets.
    bracket: Option<char>,
    open_comment: Option<Span>,
}

impl<'s> Mender<'_, 's> {
    fn all(&mut self) {
        while let Some(token) = self.input.get(self.at).copied() {
            self.at += 1;
            match token.kind {
                TokenKind::Word => self.word(token),
                TokenKind::Text => self.escapes(token),
                TokenKind::OpenText => self.open_text(token),
                TokenKind::HalfText => self.half_text(token),
                TokenKind::OpenBlock => self.open_block(token),
                TokenKind::CurlyText => self.quotes(token),
                _ => self.line.push(token),
            }
        }
    }

    /// What has not been taken yet and stands on the same line of the file.
    fn rest_of_line(&self) -> impl Iterator<Item = Token> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        rest.iter().take_while(|token| !token.is_first).copied()
    }

    /// Puts a word that lost something at its ends, if something is left of it.
    fn push_word(&mut self, token: Token, word: Word<'_>) {
        if !word.text.is_empty() {
            self.line.push(Token { span: word.span, ..token });
        }
    }

    fn word(&mut self, token: Token) {
        let word = self.written.word(token);
        match word.text {
            text if text.starts_with(';') && self.is_comment(text) => {
                self.comment(word.part(0, text.len() - text.trim_start_matches(';').len()));
            }
            "#" | "##" | "###" | "--" | "---" | "%%" | "<!--" => self.comment(word),
            text if text.starts_with("/*") => self.block_comment(word),
            text if quotes::closing(text).is_some() => self.other_quotes(token, word),
            text if text.starts_with(['[', '(']) => self.opening_bracket(token, word),
            text if self.bracket.is_some_and(|bracket| text.ends_with(bracket)) => {
                self.closing_bracket(token, word);
            }
            text if text.ends_with(';') && self.rest_of_line().next().is_none() => {
                self.semicolon(token, word);
            }
            text if text.ends_with(';') && !text.contains("://") => {
                self.semicolon_within(token, word);
            }
            _ => self.line.push(token),
        }
    }

    /// `[a, b]`: says that a list has no brackets, and leaves them out.
    fn opening_bracket(&mut self, token: Token, word: Word<'s>) {
        let (bracket, rest) = (word.part(0, 1), word.behind(1));
        let closing = if bracket.text == "[" { ']' } else { ')' };
        let is_closing = |token: &Token| {
            token.kind == TokenKind::Word && self.written.at(token.span).ends_with(closing)
        };
        let end = std::iter::once(token).chain(self.rest_of_line().take(AHEAD)).find(is_closing);
        self.reports.error(|| {
            let message = format!("a list is written without `{bracket}`");
            let mut edits = vec![Edit { span: bracket.span, text: String::new() }];
            if let Some(end) = end {
                let last = Span::new(end.span.end - 1, end.span.end);
                edits.push(Edit { span: last, text: String::new() });
            }
            Diagnostic::new(&SYNTAX_ERROR, bracket.span, message).fix("remove the brackets", edits)
        });
        self.bracket = end.map(|_| closing);
        if end == Some(token) {
            self.closing_bracket(token, rest);
        } else {
            self.push_word(token, rest);
        }
    }

    fn closing_bracket(&mut self, token: Token, word: Word<'s>) {
        self.bracket = None;
        self.push_word(token, word.part(0, word.text.len().saturating_sub(1)));
    }

    /// `task a 5d; task b 3d`, `after a; b`: a line break is meant, or a comma.
    fn semicolon_within(&mut self, token: Token, word: Word<'s>) {
        let length = word.text.trim_end_matches(';').len();
        let sign = word.behind(length).span;
        self.push_word(token, word.part(0, length));
        let next = self.input.get(self.at).copied();
        let begins = |token: &Token| {
            let word = self.written.at(token.span);
            keyword::declaration(word).is_some() && keyword::attribute(word).is_none()
        };
        let Some(next) = next.filter(begins) else {
            self.reports.error(|| {
                Diagnostic::new(&SYNTAX_ERROR, sign, "expected a comma, found `;`")
                    .help("several are separated by commas: `a, b`")
                    .replace("replace with a comma", sign, ",")
            });
            self.line.push(Token::new(TokenKind::Comma, false, ",", sign));
            return;
        };
        self.reports.error(|| {
            let place = Span::new(sign.start, next.span.start);
            Diagnostic::new(&SYNTAX_ERROR, sign, "one declaration stands on a line")
                .help("each stands on a line of its own: begin a new line")
                .replace("begin a new line", place, "\n")
        });
        // It is read as if it began a line.
        self.at += 1;
        self.line.push(Token { is_first: true, ..next });
    }

    /// `;` at the end of a line.
    fn semicolon(&mut self, token: Token, word: Word<'s>) {
        let length = word.text.trim_end_matches(';').len();
        let sign = word.behind(length).span;
        self.reports.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, sign, "a line ends without `;`").replace(
                "remove it",
                sign,
                "",
            )
        });
        self.push_word(token, word.part(0, length));
    }
}
