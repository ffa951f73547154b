//! What stands at the place of an error: its line.

use crate::model::Model;
use crate::text::{Source, Span};

/// How much of a line is looked at on either side of an error.
const NEIGHBOURHOOD: usize = 500;

/// The line of a place, or what is near it on a very long one.
pub(super) fn line_around(model: &Model, place: Span) -> &str {
    let source = model.sources.source(model.sources.source_of(place));
    let text = source.map(Source::text).unwrap_or_default();
    let at = model.sources.local(place);
    let before = text.get(..at.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(at.start, |(start, _)| start);
    let behind = text.get(at.start..).unwrap_or_default();
    let end = behind
        .char_indices()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(0, |(end, c)| end + c.len_utf8());
    text.get(start..at.start + end).unwrap_or_default()
}
