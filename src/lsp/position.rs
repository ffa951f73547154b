//! Lines and columns as clients count them, and byte offsets as we do.

use std::ops::Range;

use gen_lsp_types as lsp;
use memchr::memchr2_iter;

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// Units of UTF-16: what every client can.
    #[default]
    Utf16,
}

impl Encoding {
    /// The first of those offered that costs us least.
    pub(super) fn negotiated(offered: &[lsp::PositionEncodingKind]) -> Self {
        if offered.contains(&lsp::PositionEncodingKind::UTF8) { Self::Utf8 } else { Self::Utf16 }
    }

    /// What the protocol calls it.
    pub(super) const fn kind(self) -> lsp::PositionEncodingKind {
        match self {
            Self::Utf8 => lsp::PositionEncodingKind::UTF8,
            Self::Utf16 => lsp::PositionEncodingKind::UTF16,
        }
    }

    /// How many columns a piece of a line takes.
    fn width(self, piece: &str) -> usize {
        match self {
            Self::Utf16 if !piece.is_ascii() => piece.chars().map(char::len_utf16).sum(),
            _ => piece.len(),
        }
    }

    /// How many bytes of a line stand before a column; a column within a character is one before it.
    fn bytes(self, line: &str, column: usize) -> usize {
        if line.get(..column.min(line.len())).is_some_and(str::is_ascii) {
            return column.min(line.len());
        }
        let mut columns = 0;
        for (at, character) in line.char_indices() {
            columns += match self {
                Self::Utf8 => character.len_utf8(),
                Self::Utf16 => character.len_utf16(),
            };
            if columns > column {
                return at;
            }
        }
        line.len()
    }
}

/// Where the lines of a text start. A line ends at `\n`, `\r\n` or a `\r` alone, as the protocol has it.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// The lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(breaks(text, 0));
        Self { starts }
    }

    /// The same after bytes `old` of the text have become what stands at `new` in the text as it is now.
    pub(super) fn edit(&mut self, text: &str, old: &Range<usize>, new: &Range<usize>) {
        // What stood before a line may have been half of its break: one byte more is looked at on either side.
        let first =
            self.starts.partition_point(|start| *start as usize <= old.start.saturating_sub(1));
        let first = first.max(1);
        let last = self.starts.partition_point(|start| *start as usize <= old.end + 1).max(first);
        let from = old.start.saturating_sub(1);
        let until = new.end + 1;
        let shift =
            |start: u32| u32::try_from(start as usize + new.end - old.end).unwrap_or(u32::MAX);
        let piece = text.get(floor(text, from)..).unwrap_or_default();
        let length = ceil(text, until) - floor(text, from);
        let found = breaks_up_to(piece, length + 1, floor(text, from));
        let found: Vec<u32> =
            found.filter(|start| *start as usize > from && *start as usize <= until).collect();
        for start in self.starts.get_mut(last..).unwrap_or_default() {
            *start = shift(*start);
        }
        self.starts.splice(first..last, found);
    }

    /// The byte of a position. Behind the end of a line it is that end; behind the last line, the end of the text.
    pub(super) fn offset(&self, text: &str, position: lsp::Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line) else { return text.len() };
        let end = self.starts.get(line + 1).map_or(text.len(), |next| *next as usize);
        let start = *start as usize;
        let content = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        start + encoding.bytes(content, position.character as usize)
    }

    /// The position of a byte.
    pub(super) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> lsp::Position {
        let offset = floor(text, offset);
        let line = self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1);
        let start = self.starts.get(line).map_or(0, |start| *start as usize);
        let column = encoding.width(text.get(start..offset).unwrap_or_default());
        lsp::Position { line: number(line), character: number(column) }
    }

    /// The bytes of a range; one that ends before it starts is empty.
    pub(super) fn bytes(&self, text: &str, range: lsp::Range, encoding: Encoding) -> Range<usize> {
        let start = self.offset(text, range.start, encoding);
        let end = self.offset(text, range.end, encoding);
        start..end.max(start)
    }

    /// The range of some bytes.
    pub(super) fn range(&self, text: &str, bytes: Range<usize>, encoding: Encoding) -> lsp::Range {
        let start = self.position(text, bytes.start, encoding);
        lsp::Range { start, end: self.position(text, bytes.end.max(bytes.start), encoding) }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The border of a character at an offset or before it.
fn floor(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn ceil(text: &str, offset: usize) -> usize {
    (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// Where lines start behind the breaks of a text that lies at an offset of a longer one.
fn breaks(text: &str, base: usize) -> impl Iterator<Item = u32> {
    breaks_up_to(text, text.len(), base)
}

/// Likewise of the breaks that begin in its first bytes.
fn breaks_up_to(text: &str, length: usize, base: usize) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let looked_at = bytes.get(..length.min(bytes.len())).unwrap_or_default();
    let ends = memchr2_iter(b'\n', b'\r', looked_at);
    ends.filter(|at| bytes.get(*at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n'))
        .map(move |at| number(base + at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, character: u32) -> lsp::Position {
        lsp::Position { line, character }
    }

    #[test]
    fn positions_and_bytes_agree() {
        let text = "a\u{e4}\u{1F680}b\r\nxy\rz\n\n";
        let lines = Lines::of(text);
        assert_eq!(lines.starts, [0, 10, 13, 15, 16]);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, character) in text.char_indices() {
                let position = lines.position(text, offset, encoding);
                let is_break = matches!(character, '\r' | '\n');
                if !is_break {
                    assert_eq!(lines.offset(text, position, encoding), offset);
                }
            }
            assert_eq!(lines.position(text, text.len(), encoding), at(4, 0));
        }
        assert_eq!(lines.position(text, 7, Encoding::Utf16), at(0, 4));
        assert_eq!(lines.position(text, 7, Encoding::Utf8), at(0, 7));
    }

    #[test]
    fn what_lies_outside_is_held_within() {
        let text = "a\u{1F680}b\ncd";
        let lines = Lines::of(text);
        let offset = |line, character| lines.offset(text, at(line, character), Encoding::Utf16);
        assert_eq!(offset(0, 2), 1, "within a character");
        assert_eq!(offset(0, 99), 6);
        assert_eq!(offset(1, u32::MAX), 9);
        assert_eq!(offset(2, 0), 9);
        assert_eq!(offset(u32::MAX, u32::MAX), 9);
        let range = lsp::Range { start: at(1, 1), end: at(0, 0) };
        assert_eq!(lines.bytes(text, range, Encoding::Utf16), 8..8);
    }

    #[test]
    fn lines_after_an_edit_are_those_of_the_new_text() {
        let pieces = ["", "\n", "\r", "\r\n", "x", "\u{e4}", "a\nb", "\n\r"];
        let texts =
            ["", "\r\n", "ab\ncd\r\nef\rgh", "\n\n\n", "\r\r\n\n", "\u{1F680}\r\n\u{1F680}"];
        for text in texts {
            let borders: Vec<usize> =
                (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
            for start in &borders {
                for end in borders.iter().filter(|end| *end >= start) {
                    for piece in pieces {
                        let mut lines = Lines::of(text);
                        let mut new = text.to_owned();
                        new.replace_range(start..end, piece);
                        lines.edit(&new, &(*start..*end), &(*start..start + piece.len()));
                        let fresh = Lines::of(&new);
                        assert_eq!(lines.starts, fresh.starts, "{text:?} {start}..{end} {piece:?}");
                    }
                }
            }
        }
    }
}
