//! A cursor over the lexemes of one logical line.

use std::fmt;

use super::describe;
use super::reports::{Read, Reported, Reports};
use super::token::{Token, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::syntax::keyword::{AttributeKind, DeclarationKind};
use crate::text::Span;

/// A source, and where it lies in the row of all sources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written<'s> {
    pub(super) source: &'s str,
    pub(super) base: u32,
}

impl<'s> Written<'s> {
    /// What is written at a place.
    pub(super) fn at(self, span: Span) -> &'s str {
        let local = |offset: u32| offset.saturating_sub(self.base) as usize;
        self.source.get(local(span.start)..local(span.end)).unwrap_or_default()
    }

    /// What a lexeme is, as a word.
    pub(super) fn word(self, token: Token) -> Word<'s> {
        Word { text: self.at(token.span), span: token.span }
    }
}

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'s> {
    /// What is written.
    pub(super) text: &'s str,
    /// Where.
    pub(super) span: Span,
}

impl fmt::Display for Word<'_> {
    /// The word as messages show it: one that is very long only by its beginning.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&describe::shortened(self.text))
    }
}

impl Word<'_> {
    /// The bytes `from..to` of it as a word of their own.
    pub(super) fn part(self, from: usize, to: usize) -> Self {
        let at = |offset: usize| {
            self.span.start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX))
        };
        let text = self.text.get(from..to).unwrap_or_default();
        Self { text, span: Span::new(at(from), at(to)) }
    }

    /// What stands behind its first `length` bytes.
    pub(super) fn behind(self, length: usize) -> Self {
        self.part(length, self.text.len())
    }

    /// Cut in two at the first `separator`, which is left out.
    pub(super) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        // Byte by byte: words are short, and to make a search ready costs more than to do it.
        let mut bytes = self.text.as_bytes().windows(separator.len().max(1));
        let at = bytes.position(|bytes| bytes == separator.as_bytes())?;
        Some((self.part(0, at), self.behind(at + separator.len())))
    }
}

/// Reads one line of a declaration.
pub(super) struct Reader<'a, 's> {
    written: Written<'s>,
    tokens: &'a [Token],
    at: usize,
    /// What is left of a word of which the beginning was taken: it comes next.
    rest: Option<Token>,
    /// Whose attributes are read.
    pub(super) kind: DeclarationKind,
    /// The attribute of which the arguments are read, by its kind and the word that begins it.
    subject: Option<(AttributeKind, &'s str)>,
    reports: &'a mut Reports,
}

impl<'a, 's> Reader<'a, 's> {
    pub(super) fn new(
        written: Written<'s>,
        tokens: &'a [Token],
        kind: DeclarationKind,
        reports: &'a mut Reports,
    ) -> Self {
        Self { written, tokens, at: 0, rest: None, kind, subject: None, reports }
    }

    /// What is written at a place.
    pub(super) fn text(&self, span: Span) -> &'s str {
        self.written.at(span)
    }

    /// The lexeme that comes next.
    pub(super) fn peek(&self) -> Option<Token> {
        self.rest.or_else(|| self.tokens.get(self.at).copied())
    }

    /// The lexeme that comes so many behind the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token> {
        match (self.rest, ahead) {
            (Some(rest), 0) => Some(rest),
            (Some(_), _) => self.tokens.get(self.at + ahead - 1).copied(),
            (None, _) => self.tokens.get(self.at + ahead).copied(),
        }
    }

    /// What comes next, if it is a word.
    pub(super) fn peek_word(&self) -> Option<Word<'s>> {
        self.peek().and_then(|token| self.as_word(token))
    }

    /// What comes so many behind the next lexeme, if it is a word.
    pub(super) fn peek_word_at(&self, ahead: usize) -> Option<Word<'s>> {
        self.peek_at(ahead).and_then(|token| self.as_word(token))
    }

    fn as_word(&self, token: Token) -> Option<Word<'s>> {
        let is_word = token.kind == TokenKind::Word;
        is_word.then(|| self.written.word(token))
    }

    /// Passes over the next lexeme.
    pub(super) fn skip(&mut self) {
        if self.rest.take().is_none() {
            self.at += 1;
        }
    }

    /// Lets the rest of a word that was taken come next; nothing, if nothing is left of it.
    pub(super) fn put_back(&mut self, rest: Word<'_>) {
        if !rest.text.is_empty() {
            self.rest = Some(Token::new(TokenKind::Word, false, rest.text, rest.span));
        }
    }

    /// Takes the next lexeme if it is a word.
    pub(super) fn word(&mut self) -> Option<Word<'s>> {
        let word = self.peek_word()?;
        self.skip();
        Some(word)
    }

    /// Takes the next lexeme if it is just this word.
    pub(super) fn eat(&mut self, word: &str) -> Option<Span> {
        let next = self.peek_word().filter(|next| next.text == word)?;
        self.skip();
        Some(next.span)
    }

    /// Passes over everything up to the next text.
    pub(super) fn skip_to_text(&mut self) {
        while self.peek().is_some_and(|token| !token.kind.is_text()) {
            self.skip();
        }
    }

    /// Passes over all that is left.
    pub(super) fn skip_all(&mut self) {
        self.rest = None;
        self.at = self.tokens.len();
    }

    /// The place of the lexeme taken last; of none, of the first.
    pub(super) fn last_span(&self) -> Span {
        let last = self.tokens.get(self.at.saturating_sub(1));
        last.or(self.tokens.first()).map_or(Span::default(), |token| token.span)
    }

    /// The place of what comes next, or behind the last lexeme.
    pub(super) fn here(&self) -> Span {
        self.peek().map_or_else(|| self.last_span().after(), |token| token.span)
    }

    /// Reports an error. What is wrong with an attribute and has no help of its own is helped by how it is written.
    pub(super) fn error(&mut self, make: impl FnOnce() -> Diagnostic) -> Reported {
        let subject = self.subject;
        self.reports.error(|| {
            let diagnostic = make();
            match subject.filter(|_| diagnostic.advice().next().is_none()) {
                Some((kind, lexeme)) => diagnostic.help(describe::for_example(kind, lexeme)),
                None => diagnostic,
            }
        })
    }

    /// The attribute of which the arguments are read.
    pub(super) fn subject(&self) -> Option<AttributeKind> {
        self.subject.map(|(kind, _)| kind)
    }

    /// Reads the arguments of an attribute: what is wrong with them is told as being about it.
    pub(super) fn within<T>(
        &mut self,
        kind: AttributeKind,
        lexeme: &'s str,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer = self.subject.replace((kind, lexeme));
        let value = read(self);
        self.subject = outer;
        value
    }

    /// Reports an error instead of a value.
    pub(super) fn fail<T>(&mut self, make: impl FnOnce() -> Diagnostic) -> Read<T> {
        Err(self.error(make))
    }

    /// Drops what is reported from here on, if it is told to; says how it was before, for [`Reader::restore`].
    pub(super) fn hush(&mut self, is_quiet: bool) -> bool {
        self.reports.hush(is_quiet)
    }

    /// Reports again as before a [`Reader::hush`].
    pub(super) fn restore(&mut self, before: bool) {
        self.reports.restore(before);
    }
}
