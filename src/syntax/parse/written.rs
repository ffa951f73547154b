//! What pest was given to read, and where each byte of it stands in the sources.

use pest::iterators::Pair;

use super::grammar::Rule;
use crate::text::Span;

/// Where reading stopped: what is no literal, no name, or stands in no place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) struct Stop {
    /// Where in the text that was read.
    pub(in crate::syntax) start: usize,
    /// Up to where.
    pub(in crate::syntax) end: usize,
    /// What it was to be.
    pub(in crate::syntax) wanted: Rule,
}

/// What comes of reading something.
pub(in crate::syntax) type Read<T> = Result<T, Stop>;

/// Where a byte of a mended text stands in the sources.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::syntax) struct Byte {
    /// Its place, or that of what it was put in for.
    pub(in crate::syntax) place: Span,
    /// Whether it is written there, and was not put in.
    pub(in crate::syntax) is_written: bool,
}

/// Where the bytes of a text come from.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) enum Origin<'a> {
    /// They lie in the sources as they are, from this offset on.
    From(u32),
    /// Each has a place of its own: the text was mended.
    Mended(&'a [Byte]),
}

/// A text that is read.
#[derive(Clone, Copy, Debug)]
pub(in crate::syntax) struct Written<'a> {
    /// The text.
    pub(in crate::syntax) text: &'a str,
    /// Where it comes from.
    pub(in crate::syntax) origin: Origin<'a>,
}

impl<'a> Written<'a> {
    /// Where in the sources a part of the text stands.
    pub(in crate::syntax) fn span(self, start: usize, end: usize) -> Span {
        match self.origin {
            Origin::From(base) => Span::new(offset(base, start), offset(base, end)),
            Origin::Mended(bytes) => {
                let place = |at: usize| bytes.get(at).or(bytes.last()).map(|byte| byte.place);
                let first = place(start).unwrap_or_default();
                if start >= end {
                    return Span::new(first.start, first.start);
                }
                first.to(place(end - 1).unwrap_or(first))
            }
        }
    }

    /// Where a name stands. A name that stands nowhere as it is read has no place, and is no name.
    pub(in crate::syntax) fn name(self, start: usize, end: usize) -> Read<Span> {
        let span = self.span(start, end);
        if let Origin::Mended(bytes) = self.origin {
            let bytes = bytes.get(start..end).unwrap_or_default();
            let is_written = (span.start..)
                .zip(bytes)
                .all(|(at, byte)| byte.is_written && byte.place.start == at);
            if !is_written {
                return Err(Stop { start, end, wanted: Rule::EOI });
            }
        }
        Ok(span)
    }

    /// Where a pair stands in the sources.
    pub(in crate::syntax) fn span_of(self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.span(span.start(), span.end())
    }

    /// The word or sign behind which the grammar enters a rule, with the blank behind a word: it is no part of the pair.
    pub(in crate::syntax) fn lead(self, pair: &Pair<'_, Rule>) -> &'a str {
        let is_led = !matches!(
            pair.as_rule(),
            Rule::range
                | Rule::share
                | Rule::flag
                | Rule::custom
                | Rule::named
                | Rule::text
                | Rule::attributes
                | Rule::broken
                | Rule::open
                | Rule::close
        );
        let before = self.part(0, if is_led { pair.as_span().start() } else { 0 });
        let mut letters = before.bytes().rev().skip(1);
        let length = letters.position(|byte| !byte.is_ascii_lowercase()).unwrap_or(before.len());
        before.get(before.len().saturating_sub(length + 1)..).unwrap_or(before)
    }

    /// Where what a pair reads begins, with the word or sign before it.
    pub(in crate::syntax) fn start_of(self, pair: &Pair<'_, Rule>) -> usize {
        pair.as_span().start() - self.lead(pair).len()
    }

    /// The text from an offset on.
    pub(in crate::syntax) fn from(self, at: usize) -> Self {
        let text = self.text.get(at..).unwrap_or_default();
        let origin = match self.origin {
            Origin::From(base) => Origin::From(offset(base, at)),
            Origin::Mended(places) => Origin::Mended(places.get(at..).unwrap_or_default()),
        };
        Self { text, origin }
    }

    /// A part of the text.
    pub(in crate::syntax) fn part(self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }
}

fn offset(base: u32, at: usize) -> u32 {
    // All sources together are shorter than `u32::MAX`: `Sources::add` sees to it.
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(base)
}

/// What stops reading at a pair.
pub(in crate::syntax) fn stop(pair: &Pair<'_, Rule>, wanted: Rule) -> Stop {
    let span = pair.as_span();
    Stop { start: span.start(), end: span.end(), wanted }
}
