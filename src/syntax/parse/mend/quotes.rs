//! Texts: quotes that are missing, quotes of another kind, escapes that stand for nothing.

use super::{AHEAD, Mender};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{INVALID_TEXT, UNCLOSED_TEXT};
use crate::syntax::parse::literals::{name, text};
use crate::syntax::parse::reader::Word;
use crate::syntax::parse::token::{Token, TokenKind};
use crate::text::Span;

impl Mender<'_, '_> {
    /// Refuses escapes that stand for nothing.
    pub(super) fn escapes(&mut self, token: Token) {
        let word = self.written.word(token);
        let mut at = 0;
        while let Some(found) = word.text.get(at..).and_then(|rest| rest.find('\\')) {
            at += found;
            let escape = word.text.get(at + 1..).unwrap_or_default();
            let length = text::escape_length(escape);
            let next = escape.chars().next().map_or(0, char::len_utf8);
            if length.is_none() {
                let span = word.part(at, at + 1 + next).span;
                self.reports.error(|| no_escape(span, escape));
            }
            at += 1 + length.unwrap_or(next);
        }
        self.line.push(token);
    }

    /// A text that its line does not close.
    pub(super) fn open_text(&mut self, token: Token) {
        self.reports.error(|| {
            let quote = Span::new(token.span.start, token.span.start + 1);
            Diagnostic::new(&UNCLOSED_TEXT, quote, "this text is not closed on its line")
                .help("a text over several lines stands between `\"\"\"` and `\"\"\"`")
                .replace("close it", token.span.after(), "\"")
        });
        self.line.push(Token { kind: TokenKind::Text, ..token });
    }

    /// A text that is closed, but not opened.
    pub(super) fn half_text(&mut self, token: Token) {
        let written = self.written.at(token.span);
        self.reports.error(|| {
            if written.starts_with('"') {
                return text::quotes_inside(token.span, written);
            }
            let quote = Span::new(token.span.end.saturating_sub(1), token.span.end);
            let before = Span::new(token.span.start, token.span.start);
            Diagnostic::new(&UNCLOSED_TEXT, quote, "this quote closes a text that none opens")
                .label(before, "the text seems to begin here")
                .replace("open it there", before, "\"")
        });
        self.line.push(Token { kind: TokenKind::Text, ..token });
    }

    pub(super) fn open_block(&mut self, token: Token) {
        let end = token.span.after();
        self.reports.error(|| {
            let quotes = Span::new(token.span.start, token.span.start + 3);
            Diagnostic::new(&UNCLOSED_TEXT, quotes, "this text is never closed")
                .label(end, "it seems to end here")
                .replace("close it there", end, "\n\"\"\"")
        });
        self.line.push(Token { kind: TokenKind::Block, ..token });
    }

    /// `“Design”`, `'Design'`: says which quotes a text has.
    pub(super) fn quotes(&mut self, token: Token) {
        let written = self.written.at(token.span);
        if self.is_name_expected() && name::is_path(&text::text_value(written)) {
            return self.quoted_name(token);
        }
        let found = match written.chars().next().unwrap_or('\'') {
            '`' => "a backtick".to_owned(),
            sign => format!("`{sign}`"),
        };
        self.reports.error(|| {
            let inside = text::text_value(written).replace('\\', "\\\\").replace('"', "\\\"");
            let inside = inside.trim_matches(' ').replace('\n', "\\n");
            let message = format!("a text stands between `\"` and `\"`, found {found}");
            Diagnostic::new(&INVALID_TEXT, token.span, message).replace(
                "replace the quotes",
                token.span,
                format!("\"{inside}\""),
            )
        });
        self.line.push(Token { kind: TokenKind::Text, ..token });
    }

    /// A word that begins with another kind of quote: a text, if a word of the same line ends with its counterpart.
    pub(super) fn other_quotes(&mut self, token: Token, word: Word<'_>) {
        let closing = closing(word.text).unwrap_or_default();
        if word.text.chars().count() > 1 && word.text.ends_with(closing) {
            return self.quotes(token);
        }
        let Some((count, last)) = self.closed_by(closing) else { return self.line.push(token) };
        self.at += count + 1;
        self.quotes(Token { span: token.span.to(last), ..token });
    }

    /// Whether the word before takes a name.
    fn is_name_expected(&self) -> bool {
        const TAKERS: [&str; 7] = ["after", "before", "for", "in", "owner", "calendar", "extends"];
        self.line.last().is_some_and(|last| TAKERS.contains(&self.written.at(last.span)))
    }

    /// `` after `api` ``: says that a name has no quotes, and takes it for one.
    fn quoted_name(&mut self, token: Token) {
        let word = self.written.word(token);
        let first = word.text.chars().next().map_or(0, char::len_utf8);
        let last = word.text.chars().next_back().map_or(0, char::len_utf8);
        let name = word.part(first, word.text.len().saturating_sub(last));
        self.reports.error(|| {
            let fix = format!("replace with `{name}`");
            Diagnostic::new(&INVALID_TEXT, token.span, "a name stands without quotes")
                .replace(fix, token.span, name.text)
        });
        self.line.push(Token { kind: TokenKind::Word, span: name.span, ..token });
    }

    /// How many words stand before the one that ends with such a quote, and the place of that.
    fn closed_by(&self, closing: &[char]) -> Option<(usize, Span)> {
        let words = self.rest_of_line().take(AHEAD);
        let words = words.take_while(|token| token.kind == TokenKind::Word).enumerate();
        let mut ends = words.map(|(count, token)| (count, token.span));
        ends.find(|(_, span)| self.written.at(*span).ends_with(closing))
    }
}

/// What closes the quotes that a word begins with, if it begins with any but `"`.
pub(super) fn closing(word: &str) -> Option<&'static [char]> {
    Some(match word.chars().next()? {
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

fn no_escape(span: Span, escape: &str) -> Diagnostic {
    let next = escape.chars().next().map_or(String::new(), String::from);
    let message = format!("`\\{next}` stands for nothing in a text");
    let help = match next.as_str() {
        "u" => "a character by its number is `\\u{1F680}`",
        "t" => "a tab is typed as it is",
        _ => "`\\\"` is a quote, `\\\\` a backslash, `\\n` a line break",
    };
    let before = Span::new(span.start, span.start);
    Diagnostic::new(&INVALID_TEXT, span, message).help(help).replace(
        "write the backslash twice",
        before,
        "\\",
    )
}
