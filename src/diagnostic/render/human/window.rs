//! The part of a line that has room.

use unicode_width::UnicodeWidthChar as _;

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
