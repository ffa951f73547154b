//! The lexemes that a line is made of.

use crate::text::Span;

/// What a lexeme is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Anything between spaces, commas, braces and quotes.
    Word,
    /// `"…"` with its quotes.
    Text,
    /// `"…`, not closed on its line.
    OpenText,
    /// `…"`, without its opening quote.
    HalfText,
    /// `"""…"""` with its quotes.
    Block,
    /// `"""…`, never closed.
    OpenBlock,
    /// `“…”`, the quotes of a word processor.
    CurlyText,
    /// `,`
    Comma,
    /// `{`
    Open,
    /// `}`
    Close,
    /// The end of a line.
    Newline,
}

impl TokenKind {
    /// Whether it is a text, well written or not.
    pub(super) const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::OpenText
                | Self::HalfText
                | Self::Block
                | Self::OpenBlock
                | Self::CurlyText
        )
    }
}

/// A lexeme with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Whether it is the first on a line of the file.
    pub(super) is_first: bool,
    /// Where it is.
    pub(super) span: Span,
}
