//! Comments of other languages.

use super::{AHEAD, Mender};
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::keyword;
use crate::syntax::parse::reader::Word;
use crate::syntax::parse::token::{Token, TokenKind};
use crate::text::Span;

impl Mender<'_, '_> {
    /// `# …`, `-- …`: says how a comment begins here, and drops the rest of the line.
    pub(super) fn comment(&mut self, word: Word<'_>) {
        self.reports.error(|| {
            let message = format!("a comment begins with `//`, found `{word}`");
            Diagnostic::new(&SYNTAX_ERROR, word.span, message).replace(
                "replace with `//`",
                word.span,
                "//",
            )
        });
        self.at += self.rest_of_line().count();
    }

    /// Whether what begins with `;` is a comment of other languages: it stands first on its line, or prose follows it.
    pub(super) fn is_comment(&self, text: &str) -> bool {
        let is_first = self.line.is_empty();
        let is_prose = |token: Token| {
            let word = self.written.at(token.span);
            token.kind == TokenKind::Word
                && word.starts_with(char::is_alphabetic)
                && keyword::attribute(word).is_none()
                && keyword::declaration(word).is_none()
        };
        let is_apart = text.trim_start_matches(';').is_empty();
        let mut rest = self.rest_of_line();
        let next = rest.next();
        if is_first {
            return !is_apart || next.is_some();
        }
        is_apart && next.is_some_and(is_prose) && rest.next().is_some_and(is_prose)
    }

    /// `/* … */`: drops it, over several lines if need be.
    pub(super) fn block_comment(&mut self, word: Word<'_>) {
        let slashes = word.part(0, 2).span;
        let is_closed = |token: &Token| self.written.at(token.span).ends_with("*/");
        let length = if word.text.len() > 3 && word.text.ends_with("*/") {
            Some(0)
        } else {
            self.rest_of_line()
                .take(AHEAD)
                .position(|token| is_closed(&token))
                .map(|found| found + 1)
        };
        let last =
            length.and_then(|length| self.input.get(self.at + length - usize::from(length > 0)));
        let end = last.map_or(word.span.end, |token| token.span.end).max(word.span.end);
        let is_rest = length.is_some_and(|length| self.rest_of_line().nth(length).is_none());
        self.reports.error(|| block_comment(slashes, is_rest.then_some(end)));
        if let Some(length) = length {
            self.at += length;
        } else {
            // The lexer goes on behind its end, wherever that is.
            self.open_comment = Some(slashes);
            self.at = self.input.len();
        }
    }
}

/// `end` is where the comment ends, if nothing follows it on its line.
fn block_comment(slashes: Span, end: Option<u32>) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&SYNTAX_ERROR, slashes, "a comment begins with `//`, found `/*`");
    let Some(end) = end else { return diagnostic.help("each line of a comment begins with `//`") };
    let closing = Span::new(end.saturating_sub(2), end);
    let edits = vec![
        Edit { span: slashes, text: "//".to_owned() },
        Edit { span: closing, text: String::new() },
    ];
    diagnostic.fix("replace with `//`", edits)
}
