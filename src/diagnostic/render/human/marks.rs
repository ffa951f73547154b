//! What is marked in the source: labels as pieces of lines that don't overlap.

use std::ops::Range;

use crate::diagnostic::Label;
use crate::text::{Place, SourceId, Sources};

/// How many marks a report shows; the rest are counted. A chain of a thousand links helps nobody.
pub(super) const SHOWN: usize = 12;

/// A piece of a line with something to say about it.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) source: SourceId,
    pub(super) place: Place,
    /// Bytes in the source; within the line, or empty at its end.
    pub(super) bytes: Range<usize>,
    /// Lines of words; none says nothing.
    pub(super) words: Vec<String>,
    pub(super) primary: bool,
}

/// A primary label and others, as marks in order of place.
pub(super) fn of<'l>(
    primary: &Label,
    labels: impl Iterator<Item = &'l Label>,
    sources: &Sources,
) -> Vec<Mark> {
    let mut marks = vec![mark(primary, sources, true)];
    for label in labels {
        place_beside(&mut marks, mark(label, sources, false), sources);
    }
    marks.sort_by_key(|mark| (mark.source, mark.bytes.start));
    marks
}

fn mark(label: &Label, sources: &Sources, primary: bool) -> Mark {
    let source = sources.source_of(label.span);
    let place = sources.place(label.span);
    let line = sources.line(source, place.line);
    let local = sources.local(label.span);
    let start = local.start.clamp(line.start, line.end);
    let bytes =
        one_character_at_least(start..local.end.clamp(start, line.end), line, sources, source);
    let words = if label.message.is_empty() { Vec::new() } else { vec![label.message.clone()] };
    Mark { source, place, bytes, words, primary }
}

/// An empty mark covers the character behind it; only at the end of a line is there none.
fn one_character_at_least(
    bytes: Range<usize>,
    line: Range<usize>,
    sources: &Sources,
    source: SourceId,
) -> Range<usize> {
    if !bytes.is_empty() {
        return bytes;
    }
    let rest = text(sources, source, bytes.start..line.end);
    let length = rest.chars().next().map_or(0, char::len_utf8);
    bytes.start..bytes.start + length
}

/// Adds a mark. Where two overlap, the one that reaches further is cut to what the other leaves; of two at the same place the words are joined.
fn place_beside(marks: &mut Vec<Mark>, mut new: Mark, sources: &Sources) {
    for index in 0..marks.len() {
        let Some(old) = marks.get_mut(index) else { break };
        if old.source != new.source || !overlap(&old.bytes, &new.bytes) {
            continue;
        }
        if let Some(free) = free_of(&new, &old.bytes, sources) {
            new.bytes = free;
        } else if let Some(free) = free_of(old, &new.bytes, sources) {
            old.bytes = free;
        } else {
            old.words.append(&mut new.words);
            return;
        }
    }
    marks.push(new);
}

/// What a mark covers before another piece, or else behind it.
fn free_of(mark: &Mark, other: &Range<usize>, sources: &Sources) -> Option<Range<usize>> {
    let before = mark.bytes.start..other.start.max(mark.bytes.start);
    let behind = other.end.min(mark.bytes.end)..mark.bytes.end;
    let pieces = [before, behind].map(|piece| trimmed(piece, sources, mark));
    pieces.into_iter().find(|piece| !piece.is_empty())
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

fn trimmed(bytes: Range<usize>, sources: &Sources, mark: &Mark) -> Range<usize> {
    let text = text(sources, mark.source, bytes.clone());
    let start = bytes.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

pub(super) fn text(sources: &Sources, source: SourceId, bytes: Range<usize>) -> &str {
    sources.source(source).and_then(|source| source.text().get(bytes)).unwrap_or_default()
}
