//! What is marked in the source: labels as pieces of lines that don't overlap.
//! The part of a line that has room.

use std::ops::Range;

use unicode_width::UnicodeWidthChar as _;

use crate::diagnostic::Label;
use crate::text::{Place, SourceId, Sources};

/// How many marks a report shows; the rest are counted. A chain of a thousand links helps nobody.
pub(super) const SHOWN: usize = 12;

/// A piece of a line with something to say about it.
#[derive(Debug)]
pub(super) struct Highlight {
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
) -> Vec<Highlight> {
    let mut marks = vec![Highlight { primary: true, ..mark(primary, sources) }];
    for label in labels {
        place_beside(&mut marks, mark(label, sources), sources);
    }
    marks.sort_by_key(|mark| (mark.source, mark.bytes.start));
    marks
}

fn mark(label: &Label, sources: &Sources) -> Highlight {
    let source = sources.source_of(label.span);
    let place = sources.place(label.span);
    let line = sources.line(source, place.line);
    let local = sources.local(label.span);
    let start = local.start.clamp(line.start, line.end);
    let bytes =
        one_character_at_least(start..local.end.clamp(start, line.end), line, sources, source);
    let words = if label.message.is_empty() { Vec::new() } else { vec![label.message.clone()] };
    Highlight { source, place, bytes, words, primary: false }
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
fn place_beside(marks: &mut Vec<Highlight>, mut new: Highlight, sources: &Sources) {
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
fn free_of(mark: &Highlight, other: &Range<usize>, sources: &Sources) -> Option<Range<usize>> {
    let before = mark.bytes.start..other.start.max(mark.bytes.start);
    let behind = other.end.min(mark.bytes.end)..mark.bytes.end;
    let pieces = [before, behind].map(|piece| trimmed(piece, sources, mark));
    pieces.into_iter().find(|piece| !piece.is_empty())
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

fn trimmed(bytes: Range<usize>, sources: &Sources, mark: &Highlight) -> Range<usize> {
    let text = text(sources, mark.source, bytes.clone());
    let start = bytes.start + (text.len() - text.trim_start().len());
    start..start + text.trim().len()
}

pub(super) fn text(sources: &Sources, source: SourceId, bytes: Range<usize>) -> &str {
    sources.source(source).and_then(|source| source.text().get(bytes)).unwrap_or_default()
}

/// Columns that tabs stand at multiples of.
pub(super) const TAB: usize = 4;
/// Columns of a cut line that are kept before its first mark.
const LEAD: usize = 24;

/// The bytes of a text's first character.
pub(super) fn first_length(text: &str) -> usize {
    text.chars().next().map_or(1, char::len_utf8)
}

/// Characters shown for each column there is: marks of no width stand above a letter, but not a million of them.
const STACKED: usize = 4;

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().fold(0, |column, character| column + columns_of(character, column))
}

fn columns_of(character: char, column: usize) -> usize {
    if character == '\t' { TAB - column % TAB } else { seen(character).width().unwrap_or(0) }
}

/// The part of a line that is shown.
pub(super) struct Window {
    pub(super) text: String,
    /// Offsets in the line and in the window, of each character shown.
    offsets: Vec<(usize, usize)>,
}

impl Window {
    /// As much of a line as has room, with the byte at `focus` in it.
    pub(super) fn of(line: &str, focus: usize, room: usize) -> Self {
        let start = if fits(line, room) { 0 } else { window_start(line, focus, room) };
        let mut window = Self { text: String::new(), offsets: Vec::new() };
        if start > 0 {
            window.text.push('…');
        }
        let mut column = window.text.chars().count();
        let rest = line.get(start..).unwrap_or_default();
        for (index, (at, character)) in rest.char_indices().enumerate() {
            column += columns_of(character, column);
            if (column >= room || index >= room * STACKED) && !fits_behind(rest, at) {
                window.offsets.push((start + at, window.text.len()));
                window.text.push('…');
                return window;
            }
            window.offsets.push((start + at, window.text.len()));
            window.text.push(seen(character));
        }
        window.offsets.push((line.len(), window.text.len()));
        window
    }

    /// Where in the window an offset of the line is: at its edges, if it was cut away.
    pub(super) fn at(&self, offset: usize) -> usize {
        if self.offsets.first().is_some_and(|(first, _)| offset < *first) {
            return 0;
        }
        let index = self.offsets.partition_point(|(old, _)| *old < offset);
        self.offsets.get(index).or(self.offsets.last()).map_or(0, |(_, new)| *new)
    }
}

/// Whether a line fits, without counting through one of a million characters.
fn fits(line: &str, room: usize) -> bool {
    line.len() <= room * STACKED && columns(line) <= room
}

/// Whether what is left of a line is its last character: an ellipsis would save nothing.
fn fits_behind(rest: &str, at: usize) -> bool {
    rest.get(at..).is_some_and(|last| last.chars().nth(1).is_none())
}

/// Where a window starts: some columns before its focus, or as many as what follows it leaves.
fn window_start(line: &str, focus: usize, room: usize) -> usize {
    let (before, behind) = line.split_at_checked(focus).unwrap_or_default();
    let behind = behind.chars().take(room).map(|character| columns_of(character, 0));
    let lead = LEAD.max(room.saturating_sub(1 + behind.sum::<usize>()));
    let mut columns = 0;
    for (index, (at, character)) in before.char_indices().rev().enumerate() {
        columns += columns_of(character, 0);
        if columns > lead || index >= lead * STACKED {
            return at + character.len_utf8();
        }
    }
    0
}

/// A tab stays one, for miette sets it; all else that would act is shown.
fn seen(character: char) -> char {
    if character == '\t' {
        character
    } else {
        crate::text::stand_in(character).unwrap_or(character)
    }
}
