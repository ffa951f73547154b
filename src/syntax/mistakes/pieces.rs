//! A broken line in pieces, as the grammar cuts it.

use std::fmt;

use super::phrases::shortened;
use crate::syntax::parse::{Rule, Written, pieces_of};
use crate::text::Span;

/// What a piece of a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum PieceKind {
    /// Anything between spaces, commas, braces and quotes.
    Word,
    /// `"…"` with its quotes.
    Text,
    /// From a quote that nothing closes to the end of the line.
    Half,
    /// `,`
    Comma,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `// …`
    Comment,
}

/// A piece of a line, by where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Piece {
    /// What it is.
    pub(in crate::syntax) kind: PieceKind,
    /// Where it begins.
    pub(in crate::syntax) start: usize,
    /// Where it ends.
    pub(in crate::syntax) end: usize,
    /// Whether it is the first on a line of the file.
    pub(in crate::syntax) is_first: bool,
}

/// Cuts a text into pieces, up to the end of its first line; a line that ends in a comma goes on in the next. Says where that end is.
pub(in crate::syntax) fn pieces(text: &str) -> (Vec<Piece>, usize) {
    let (found, end) = pieces_of(text);
    let (mut is_first, mut before) = (true, 0);
    let pieces = found.into_iter().map(|(rule, start, end)| {
        let kind = match rule {
            Rule::text => PieceKind::Text,
            Rule::half => PieceKind::Half,
            Rule::comment => PieceKind::Comment,
            Rule::sign => PieceKind::Comma,
            Rule::open => PieceKind::Open,
            Rule::close => PieceKind::Close,
            _ => PieceKind::Word,
        };
        let is_next = text.get(before..start).is_some_and(|between| between.contains('\n'));
        let piece = Piece { kind, start, end, is_first: is_first || is_next };
        (is_first, before) = (false, end);
        piece
    });
    (pieces.collect(), end)
}

/// A word with its place.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Word<'a> {
    /// What is written.
    pub(in crate::syntax) text: &'a str,
    /// Where it begins in the text that is read.
    pub(in crate::syntax) start: usize,
    written: Written<'a>,
}

impl fmt::Display for Word<'_> {
    /// The word as messages show it: one that is very long only by its beginning.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&shortened(self.text))
    }
}

impl<'a> Word<'a> {
    /// A part of a text.
    pub(in crate::syntax) fn new(written: Written<'a>, start: usize, end: usize) -> Self {
        Self { text: written.part(start, end), start, written }
    }

    /// Where it ends in the text that is read.
    pub(in crate::syntax) fn end(self) -> usize {
        self.start + self.text.len()
    }

    /// Where it stands in the sources.
    pub(in crate::syntax) fn span(self) -> Span {
        self.written.span(self.start, self.end())
    }

    /// The empty place before it.
    pub(in crate::syntax) fn before(self) -> Span {
        let start = self.span().start;
        Span::new(start, start)
    }

    /// Its bytes `from..to` as a word.
    pub(in crate::syntax) fn part(self, from: usize, to: usize) -> Self {
        Self::new(self.written, self.start + from, self.start + to)
    }

    /// What stands behind its first bytes.
    pub(in crate::syntax) fn behind(self, length: usize) -> Self {
        self.part(length, self.text.len())
    }

    /// From its beginning to the end of another.
    pub(in crate::syntax) fn to(self, other: Self) -> Self {
        Self::new(self.written, self.start, other.end())
    }

    /// Cut in two at the first `separator`, which is left out.
    pub(in crate::syntax) fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let at = self.text.find(separator)?;
        Some((self.part(0, at), self.behind(at + separator.len())))
    }

    /// Whether it begins with a digit.
    pub(in crate::syntax) fn is_number(self) -> bool {
        self.text.starts_with(|first: char| first.is_ascii_digit())
    }
}
