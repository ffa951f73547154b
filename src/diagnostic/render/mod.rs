//! Diagnostics as text: one file a form, all from the same value.

pub mod github;
pub mod gitlab;
#[cfg(feature = "cli")]
pub mod human;
pub mod json;
pub mod sarif;
pub mod short;
#[cfg(feature = "cli")]
pub mod wrap;

use std::ops::Range;

use super::Diagnostic;
use crate::text::{Place, Sources, Span};

/// Where a span lies, in the terms of other programs.
struct Region<'s> {
    /// The file's name.
    file: &'s str,
    /// Its bytes in that file.
    bytes: Range<usize>,
    /// Line and column of its first character.
    start: Place,
    /// Line and column behind its last character.
    end: Place,
}

impl<'s> Region<'s> {
    fn of(span: Span, sources: &'s Sources) -> Self {
        Self {
            file: sources.source(sources.source_of(span)).map_or("", |source| source.name()),
            bytes: sources.local(span),
            start: sources.place(span),
            end: sources.end_place(span),
        }
    }
}

/// The headline, and the help below it, for formats that have no place of their own for help.
fn with_advice(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    for advice in diagnostic.advice() {
        text.push_str("\nhelp: ");
        text.push_str(advice);
    }
    text
}
