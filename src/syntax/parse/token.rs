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
    /// Whether it is written as it should be, as far as it alone can tell.
    pub(super) is_sound: bool,
    /// Where it is.
    pub(super) span: Span,
}

impl Token {
    /// A lexeme with this text.
    pub(super) fn new(kind: TokenKind, is_first: bool, text: &str, span: Span) -> Self {
        Self { kind, is_first, is_sound: is_sound(kind, text), span }
    }
}

/// Whether nothing about a lexeme is to be mended. Nearly all are sound: it is told from few of their bytes.
fn is_sound(kind: TokenKind, text: &str) -> bool {
    match kind {
        TokenKind::Word => {
            let bytes = text.as_bytes();
            let is_odd_start = matches!(
                bytes.first(),
                Some(
                    b'#' | b'-'
                        | b'/'
                        | b'\''
                        | b'`'
                        | b'<'
                        | b'%'
                        | b'['
                        | b'('
                        | b';'
                        | 0xC2
                        | 0xE2
                        | 0xE3
                )
            );
            !is_odd_start && bytes.last() != Some(&b';')
        }
        TokenKind::Text => !text.contains('\\'),
        TokenKind::Block
        | TokenKind::Comma
        | TokenKind::Open
        | TokenKind::Close
        | TokenKind::Newline => true,
        _ => false,
    }
}
