//! What is asked of the grammar about a text that is not a whole run of lines.

use std::ops::Range;

use pest::Parser as _;
use pest::error::InputLocation;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};

/// The declaration that a text is, and nothing else.
pub(in crate::syntax) fn declaration_alone(text: &str) -> Option<Pair<'_, Rule>> {
    first(Rule::alone, text)?.into_inner().next()
}

/// The declaration that a text begins with, and where it ends.
pub(in crate::syntax) fn declaration_first(text: &str) -> Option<(Pair<'_, Rule>, usize)> {
    let pair = first(Rule::declaration, text)?;
    let end = pair.as_span().end();
    Some((pair, end))
}

/// As many attributes as a text begins with.
pub(in crate::syntax) fn attributes_first(text: &str) -> Option<Pair<'_, Rule>> {
    first(Rule::some, text)?.into_inner().next()
}

/// Where the attribute ends that a text begins with.
pub(in crate::syntax) fn end_of_attribute(text: &str) -> Option<usize> {
    first(Rule::one, text).map(|pair| pair.as_span().end())
}

/// How far the attribute goes that the first word of a text begins: where what it takes is not what the grammar expects.
pub(in crate::syntax) fn stops_at(text: &str) -> usize {
    match Grammar::parse(Rule::begun, text) {
        Ok(_) => 0,
        Err(error) => match error.location {
            InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
        },
    }
}

/// A broken line in pieces: what each is, from where to where; and where the line ends.
pub(in crate::syntax) fn pieces_of(text: &str) -> (Vec<(Rule, usize, usize)>, usize) {
    let Some(pair) = first(Rule::pieces, text) else {
        return (vec![(Rule::lexeme, 0, text.len())], text.len());
    };
    let end = pair.as_span().end();
    let pieces = pair.into_inner().filter(|piece| piece.as_rule() != Rule::EOI).map(|piece| {
        let span = piece.as_span();
        (piece.as_rule(), span.start(), span.end())
    });
    (pieces.collect(), end)
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
    let text = text.replace(['\t', '\r'], " ");
    let mut all: Vec<(Piece, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (line, length) = pieces_of(rest);
        for (rule, start, end) in line {
            let piece = match rule {
                Rule::text | Rule::half => Piece::Text,
                Rule::comment => Piece::Comment,
                Rule::sign => Piece::Comma,
                Rule::open | Rule::close => Piece::Brace,
                _ => Piece::Word,
            };
            let place = at + start..at + end;
            // Between a comma and what follows it there may be comments.
            if let Some((Piece::Comma, comma)) = all.last() {
                let behind = comma.end..place.start;
                comments_in(&text, behind, &mut all);
            }
            all.push((piece, place));
        }
        at += length.max(1);
    }
    all
}

/// The comments of a stretch that holds nothing else.
fn comments_in(text: &str, stretch: Range<usize>, all: &mut Vec<(Piece, Range<usize>)>) {
    let mut at = stretch.start;
    for line in text.get(stretch).unwrap_or_default().split_inclusive('\n') {
        if let Some(start) = line.find("//") {
            all.push((Piece::Comment, at + start..at + line.trim_end().len()));
        }
        at += line.len();
    }
}

fn first(rule: Rule, text: &str) -> Option<Pair<'_, Rule>> {
    Grammar::parse(rule, text).ok()?.next()
}
