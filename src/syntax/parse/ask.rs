//! What is asked of the grammar about a text that is not a whole run of lines.

use pest::Parser as _;
use pest::error::InputLocation;
use pest::iterators::Pair;

use super::grammar::{Grammar, Rule};
use super::written::{Stop, Written};

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

/// How far a text goes on as a condition; and what is wrong with that, if it is not right as a whole.
pub(in crate::syntax) fn condition_first(written: Written<'_>) -> (usize, Option<Stop>) {
    let Some(pair) = first(Rule::condition, written.text) else { return (0, None) };
    let end = pair.as_span().end();
    (end, written.condition(&mut pair.into_inner()).err())
}

/// Whether a text begins with a test.
pub(in crate::syntax) fn begins_test(text: &str) -> bool {
    first(Rule::operand, text).is_some()
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

fn first(rule: Rule, text: &str) -> Option<Pair<'_, Rule>> {
    Grammar::parse(rule, text).ok()?.next()
}
