//! What each word of a file is, for its colour.

use super::View;
use super::symbols::within;
use crate::resolve::NodeId;
use crate::syntax::keyword::{self, DeclarationKind, Takes};
use crate::syntax::{Piece, pieces, words};
use crate::text::{SourceId, Span};

/// What a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenKind {
    /// `task`: begins a declaration.
    Declaration,
    /// `after`: begins an attribute, or belongs to one.
    Attribute,
    /// The name of a declaration, where it is declared or meant.
    Name(DeclarationKind),
    /// `"Design"`
    Text,
    /// `10d`, `40%`, `12k`
    Number,
    /// `2026-03-02`, `2026-Q2`
    Date,
    /// `#infra`
    Tag,
    /// `// so it was agreed`
    Comment,
    /// `+`, `-`, `=`, `@`, `|`
    Operator,
}

/// A word with what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
    /// Whether it is the name of a declaration where that is declared.
    pub is_declaration: bool,
}

/// The words of a file, in order of place, none overlapping.
pub fn tokens(view: View<'_>, source: SourceId) -> Vec<Token> {
    let whole = view.now.span_of(source);
    let text = view.now.sources().text(whole);
    let mut names = named(view, whole).into_iter().peekable();
    let mut tokens = Vec::new();
    let mut before = "";
    for (piece, place) in pieces(text) {
        let mut word = text.get(place.clone()).unwrap_or_default();
        let mut start = place.start;
        if piece == Piece::Word {
            // The parentheses of a condition belong to no word.
            let bare = word.trim_start_matches('(');
            start += word.len() - bare.len();
            word = bare.trim_end_matches(')');
        }
        let span = within(whole, start, start + word.len());
        let plain = |kind| Token { span, kind, is_declaration: false };
        match piece {
            Piece::Text => tokens.push(plain(TokenKind::Text)),
            Piece::Comment => tokens.push(plain(TokenKind::Comment)),
            Piece::Comma | Piece::Brace => {}
            Piece::Word => {
                while names.next_if(|(name, ..)| name.end <= span.start).is_some() {}
                let mut at = span.start;
                while let Some((name, node, is_declaration)) =
                    names.next_if(|(name, ..)| name.start < span.end)
                {
                    rest_of_word(view, Span::new(at, name.start), &mut tokens);
                    let kind = view.now.index().declaration(node).kind;
                    let kind = TokenKind::Name(kind);
                    tokens.push(Token { span: name, kind, is_declaration });
                    at = name.end;
                }
                if at > span.start {
                    rest_of_word(view, Span::new(at, span.end), &mut tokens);
                } else {
                    tokens.extend(kind_of(word, before).map(plain));
                }
            }
        }
        before = word;
    }
    tokens
}

/// The places of a file that name a declaration, in order.
fn named(view: View<'_>, whole: Span) -> Vec<(Span, NodeId, bool)> {
    let index = view.now.index();
    let declared = index.declarations();
    let declared = declared.filter_map(|(node, one)| Some((one.name?, node, true)));
    let meant = index.references().iter().map(|one| (one.span, one.node, false));
    let mut all: Vec<_> =
        declared.chain(meant).filter(|(span, ..)| whole.contains(*span)).collect();
    all.sort_unstable_by_key(|(span, node, _)| (span.start, *node));
    all.dedup_by_key(|(span, ..)| span.start);
    all
}

/// What of a word is no name: `@`, `.start`, `:50%`.
fn rest_of_word(view: View<'_>, span: Span, tokens: &mut Vec<Token>) {
    let text = view.now.sources().text(span);
    let kind = match text.trim_start_matches(['.', ':']) {
        _ if text.is_empty() => return,
        "start" | "end" => TokenKind::Attribute,
        rest if rest.starts_with(|char: char| char.is_ascii_digit()) => TokenKind::Number,
        _ => TokenKind::Operator,
    };
    tokens.push(Token { span, kind, is_declaration: false });
}

/// What a word is that names nothing.
fn kind_of(word: &str, before: &str) -> Option<TokenKind> {
    let mut bytes = word.bytes();
    match bytes.next()? {
        b'#' => Some(TokenKind::Tag),
        b'+' | b'-' | b'=' | b'@' | b'|' | b'<' | b'>' | b'!' => Some(TokenKind::Operator),
        b'0'..=b'9' if is_date(word, before) => Some(TokenKind::Date),
        b'0'..=b'9' => Some(TokenKind::Number),
        _ if keyword::declaration(word).is_some() => Some(TokenKind::Declaration),
        _ if words().contains(&word) => Some(TokenKind::Attribute),
        _ => None,
    }
}

/// Whether a word begins as a date or a period does: four digits and a `-`; four digits alone where a date is asked for.
fn is_date(word: &str, before: &str) -> bool {
    let is_year = word.get(..4).is_some_and(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let asks = |row: &keyword::AttributeWord| {
        matches!(row.kind.takes().0, Takes::Date | Takes::Days | Takes::Points)
    };
    let rest = word.get(4..).unwrap_or_default();
    let is_alone = rest.is_empty() || rest.starts_with("..");
    let is_asked = before == "=" || keyword::attribute(before).is_some_and(asks);
    is_year && (rest.starts_with('-') || is_alone && is_asked)
}
