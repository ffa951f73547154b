//! A span in the terms of other programs: file, bytes, lines and columns.

use std::ops::Range;

use crate::text::{Place, Sources, Span};

/// Where a span lies.
pub(super) struct Region<'s> {
    /// The file's name.
    pub(super) file: &'s str,
    /// Its bytes in that file.
    pub(super) bytes: Range<usize>,
    /// Line and column of its first character.
    pub(super) start: Place,
    /// Line and column behind its last character.
    pub(super) end: Place,
}

impl<'s> Region<'s> {
    pub(super) fn of(span: Span, sources: &'s Sources) -> Self {
        Self {
            file: sources.source(sources.source_of(span)).map_or("", |source| source.name()),
            bytes: sources.local(span),
            start: sources.place(span),
            end: sources.end_place(span),
        }
    }
}
