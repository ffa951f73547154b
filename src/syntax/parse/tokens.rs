//! A whole text in its words, for who moves them about without asking what they mean.

use std::ops::Range;

use pest::Parser as _;

use super::grammar::{Grammar, Rule};
use super::lines::RUN;

/// A word of a text, or what stands between words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Whatever stands between spaces: a keyword, a name, a date, an address.
    Word,
    /// `"…"` or `"""…"""`, with its quotes.
    Text,
    /// `,`
    Comma,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `// …`, up to the end of the line.
    Comment,
    /// The end of a line.
    LineEnd,
}

/// All tokens of a text, in order. What stands between them is blank.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut lines = Lines { text, at: 0, length: RUN };
    std::iter::from_fn(move || lines.next_run()).flatten()
}

/// A text that is read some lines at a time: the pairs of all of it would take thirty times its room.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    /// How much is read next, but for the rest of its last line.
    length: usize,
}

impl Lines<'_> {
    /// The tokens of the next lines. A text that goes on behind them is left for more of them.
    fn next_run(&mut self) -> Option<Vec<Token>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let behind = rest.as_bytes().get(self.length..).unwrap_or_default();
        let line_end = memchr::memchr(b'\n', behind).map(|found| self.length + found + 1);
        let mut end = line_end.unwrap_or(rest.len());
        let run = rest.get(..end)?;
        let mut tokens = tokens_of(run);
        let is_cut = |token: &Token| {
            let text = run.get(token.start..token.end).unwrap_or_default();
            text.starts_with("\"\"\"") && (text.len() < 6 || !text.ends_with("\"\"\""))
        };
        self.length = RUN;
        if end < rest.len()
            && let Some(cut) = tokens.iter().position(is_cut)
        {
            self.length = end.saturating_mul(2);
            end = tokens.get(cut).map_or(end, |token| token.start);
            tokens.truncate(cut);
        }
        for token in &mut tokens {
            token.start += self.at;
            token.end += self.at;
        }
        self.at += end;
        Some(tokens)
    }
}

fn tokens_of(text: &str) -> Vec<Token> {
    // As the grammar takes it, each byte in its place.
    let blank = |char: char| matches!(char, '\t' | '\r');
    let normal = text.replace('\u{FEFF}', "   ").replace(blank, " ");
    let pairs = Grammar::parse(Rule::tokens, &normal).into_iter().flatten();
    let token = |pair: pest::iterators::Pair<'_, Rule>| {
        let kind = match pair.as_rule() {
            Rule::text | Rule::half => TokenKind::Text,
            Rule::sign => TokenKind::Comma,
            Rule::open => TokenKind::Open,
            Rule::close => TokenKind::Close,
            Rule::comment => TokenKind::Comment,
            Rule::line_end => TokenKind::LineEnd,
            Rule::lexeme => TokenKind::Word,
            _ => return None,
        };
        Some(Token { kind, start: pair.as_span().start(), end: pair.as_span().end() })
    };
    pairs.flat_map(pest::iterators::Pair::into_inner).filter_map(token).collect()
}

/// What a text is made of, whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// `"Design"`, or one that is not closed yet.
    Text,
    /// `// so it was agreed`
    Comment,
    /// `,`
    Comma,
    /// `{` or `}`
    Brace,
    /// All else, up to the next blank.
    Word,
}

/// The pieces of a text, in order, each with its place. Of every text, whether it is of the language or not.
pub fn pieces(text: &str) -> Vec<(Piece, Range<usize>)> {
    let piece = |token: Token| {
        let piece = match token.kind {
            TokenKind::Text => Piece::Text,
            TokenKind::Comment => Piece::Comment,
            TokenKind::Comma => Piece::Comma,
            TokenKind::Open | TokenKind::Close => Piece::Brace,
            TokenKind::Word => Piece::Word,
            TokenKind::LineEnd => return None,
        };
        // The blank that a carriage return has become is no part of a comment.
        let end = token.start + text.get(token.start..token.end)?.trim_end_matches('\r').len();
        Some((piece, token.start..end))
    };
    tokens(text).filter_map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_that_is_not_blank_is_in_a_token() {
        let text = "\u{FEFF}task a \"A\\\"b\" 5d,// why\r\n\tafter b,c {\n note \"\"\"\n x {\n\"\"\"}// https://a\nlink HTTPS://a/{b},c x";
        let found: Vec<Token> = tokens(text).collect();
        let of = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
        let words: String = found.iter().map(of).collect();
        let all: String =
            text.chars().filter(|char| !matches!(char, ' ' | '\t' | '\r' | '\u{FEFF}')).collect();
        assert_eq!(words.replace([' ', '\r'], ""), all);
        let comments = found.iter().filter(|token| token.kind == TokenKind::Comment);
        assert_eq!(comments.map(of).collect::<Vec<_>>(), ["// why\r", "// https://a"]);
        assert!(found.iter().any(|token| of(token) == "HTTPS://a/{b},c"));
    }

    #[test]
    fn texts_are_whole_however_long_they_are_and_wherever_they_begin() {
        let long = format!("\"\"\"\n{}\"\"\"", "of many lines {\n".repeat(RUN / 8));
        let text = format!("{}note {long}\ntask b \"\"\"open\n", "task a\n".repeat(RUN / 7));
        let found: Vec<Token> = tokens(&text).collect();
        let texts = found.iter().filter(|token| token.kind == TokenKind::Text);
        let texts: Vec<_> = texts.map(|token| text.get(token.start..token.end)).collect();
        assert_eq!(texts, [Some(long.as_str()), Some("\"\"\"open")]);
        let all = tokens_of(&text);
        assert_eq!(found, all);
    }
}
