//! Source files and the row of offsets that they share.
//! A place in the sources.

use std::ops::Range;
use std::sync::OnceLock;

/// A text, the name that messages give it, and its path in the root folder.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    path: String,
    text: String,
    invalid: Option<Invalid>,
}

/// How a file is not UTF-8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Invalid {
    /// From this place on, as bytes of [`Source::text`].
    From(Range<usize>),
    /// It is UTF-16, of which the text was made.
    Utf16,
    /// It is no text at all; none was made of it.
    NoText,
}

impl Source {
    /// A source of this path (relative to the root folder, with `/`) and text; the path is its name too.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into();
        Self { name: path.clone(), path, text: text.into(), invalid: None }
    }

    /// Gives it another name in messages: the path from where the user stands, say.
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: name.into(), ..self }
    }

    /// A source from bytes that need not be UTF-8: what is not becomes U+FFFD, and the first place of it is kept for a diagnostic.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        let error = match String::from_utf8(bytes) {
            Ok(text) => return Self::new(path, text),
            Err(error) => error,
        };
        let start = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let (text, invalid) = match bytes {
            [0xFF, 0xFE, rest @ ..] => (from_utf16(rest, u16::from_le_bytes), Invalid::Utf16),
            [0xFE, 0xFF, rest @ ..] => (from_utf16(rest, u16::from_be_bytes), Invalid::Utf16),
            _ if bytes.contains(&0) => ('\u{FFFD}'.to_string(), Invalid::NoText),
            _ => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                (text, Invalid::From(start..start + '\u{FFFD}'.len_utf8()))
            }
        };
        Self { invalid: Some(invalid), ..Self::new(path, text) }
    }

    /// What messages call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where it lies in the root folder: what it imports is found from there.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is not UTF-8, if it is not.
    pub fn invalid_utf8(&self) -> Option<Invalid> {
        self.invalid.clone()
    }
}

/// The text of UTF-16 behind its byte order mark.
fn from_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    char::decode_utf16(units).map(|read| read.unwrap_or('\u{FFFD}')).collect()
}

/// Which of the [`Sources`]: the first is the file that the compilation was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub u32);

/// A line and a column, both from 1; columns count characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

#[derive(Debug)]
struct Entry {
    source: Source,
    base: u32,
    lines: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<u32>>,
}

/// All sources of one compilation.
#[derive(Debug, Default)]
pub struct Sources {
    entries: Vec<Entry>,
}

impl Sources {
    /// How many bytes all sources may have together: a million items take half of it, and what means harm some gigabytes of memory.
    pub const LIMIT: usize = 128 << 20;

    /// Takes a source in; `None` if all together would pass [`Sources::LIMIT`].
    pub fn add(&mut self, source: Source) -> Option<SourceId> {
        let base =
            self.entries.last().map_or(0, |last| last.base as usize + last.source.text.len() + 1);
        if base + source.text.len() > Self::LIMIT {
            return None;
        }
        let id = SourceId(u32::try_from(self.entries.len()).ok()?);
        self.entries.push(Entry {
            source,
            base: u32::try_from(base).ok()?,
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        });
        Some(id)
    }

    /// All sources, in the order they were taken in.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        (0..).map(SourceId).zip(self.entries.iter().map(|entry| &entry.source))
    }

    /// The source of this id.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.entries.get(id.0 as usize).map(|entry| &entry.source)
    }

    /// The offset of a source's first byte in the common row.
    pub fn base(&self, id: SourceId) -> u32 {
        self.entries.get(id.0 as usize).map_or(0, |entry| entry.base)
    }

    /// The source that a span lies in.
    pub fn source_of(&self, span: Span) -> SourceId {
        let behind = self.entries.partition_point(|entry| entry.base <= span.start);
        SourceId(u32::try_from(behind.saturating_sub(1)).unwrap_or(0))
    }

    /// The span as bytes of its own source, held within it.
    pub fn local(&self, span: Span) -> Range<usize> {
        let Some(entry) = self.entry_of(span) else { return 0..0 };
        let length = entry.source.text.len();
        let start = (span.start.saturating_sub(entry.base) as usize).min(length);
        let end = (span.end.saturating_sub(entry.base) as usize).clamp(start, length);
        start..end
    }

    /// The text at a span; empty if there is none.
    pub fn text(&self, span: Span) -> &str {
        self.entry_of(span)
            .and_then(|entry| entry.source.text.get(self.local(span)))
            .unwrap_or_default()
    }

    /// Line and column of a span's start.
    pub fn place(&self, span: Span) -> Place {
        self.place_of(span, self.local(span).start)
    }

    /// The same: at once where the span starts on line `near` or one of the next few.
    pub fn place_near(&self, span: Span, near: u32) -> Place {
        const FEW: usize = 4;
        let Some(entry) = self.entry_of(span) else { return self.place(span) };
        let offset = self.local(span).start;
        let first = near.saturating_sub(1) as usize;
        let starts = entry.line_starts().iter().skip(first).take(FEW + 1);
        match starts.take_while(|start| **start as usize <= offset).count() {
            lines @ 1..=FEW => entry.place(first + lines - 1, offset),
            _ => self.place(span),
        }
    }

    /// Line and column behind a span's last character.
    pub fn end_place(&self, span: Span) -> Place {
        self.place_of(span, self.local(span).end)
    }

    /// The bytes of line `line` (from 1) of a source, without its line break.
    pub fn line(&self, id: SourceId, line: u32) -> Range<usize> {
        let Some(entry) = self.entries.get(id.0 as usize) else { return 0..0 };
        let starts = entry.line_starts();
        let text = &entry.source.text;
        let start =
            starts.get(line.saturating_sub(1) as usize).map_or(text.len(), |start| *start as usize);
        let end = starts.get(line as usize).map_or(text.len(), |next| *next as usize);
        let content = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
        start..start + content.len()
    }

    fn place_of(&self, span: Span, offset: usize) -> Place {
        let Some(entry) = self.entry_of(span) else { return Place { line: 1, column: 1 } };
        let starts = entry.line_starts();
        let index = starts.partition_point(|start| *start as usize <= offset).saturating_sub(1);
        entry.place(index, offset)
    }

    fn entry_of(&self, span: Span) -> Option<&Entry> {
        self.entries.get(self.source_of(span).0 as usize)
    }
}

impl Entry {
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.source.text.as_bytes());
            // A byte order mark stands before the first line, not in it.
            let first = if self.source.text.starts_with('\u{FEFF}') { 3 } else { 0 };
            std::iter::once(first)
                .chain(breaks.map(|at| u32::try_from(at + 1).unwrap_or(u32::MAX)))
                .collect()
        })
    }

    /// The place of an offset on the line of an index.
    fn place(&self, index: usize, offset: usize) -> Place {
        let start = self.line_starts().get(index).map_or(0, |start| *start as usize);
        let column = self.characters_between(start, offset);
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        Place { line: number(index), column: number(column) }
    }

    /// How many characters start between two offsets of a line.
    fn characters_between(&self, start: usize, end: usize) -> usize {
        // Lines are short, and counting a short run is faster than counting from two borders of blocks.
        match self.source.text.as_bytes().get(start..end) {
            Some(run) if run.len() < BLOCK => characters(run),
            _ => self.characters_before(end).saturating_sub(self.characters_before(start)),
        }
    }

    /// How many characters start before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let before =
            block.checked_sub(1).and_then(|last| self.characters_by_block().get(last).copied());
        let rest = self.source.text.as_bytes().get(block * BLOCK..offset).unwrap_or_default();
        before.unwrap_or(0) as usize + characters(rest)
    }

    /// How many characters start in each block and all before it: a column far out in a long line is as cheap as one near its start.
    fn characters_by_block(&self) -> &[u32] {
        self.characters.get_or_init(|| {
            let mut sum = 0_u32;
            let blocks = self.source.text.as_bytes().chunks(BLOCK);
            blocks
                .map(|block| {
                    sum = sum.saturating_add(u32::try_from(characters(block)).unwrap_or(u32::MAX));
                    sum
                })
                .collect()
        })
    }
}

/// Bytes between two counts of characters.
const BLOCK: usize = 1024;

fn characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() {
        return bytes.len();
    }
    // Bytes 10…… continue a character.
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// A run of bytes in one of the [`Sources`](super::Sources): where it starts and where it ends.
///
/// All sources of a compilation lie in one row of offsets, so that eight bytes name the file too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte, over all sources.
    pub start: u32,
    /// Offset behind the last byte, over all sources.
    pub end: u32,
}

impl Span {
    /// From `start` up to, not including, `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty span behind this one.
    pub const fn after(self) -> Self {
        Self { start: self.end, end: self.end }
    }

    /// Whether `inner` lies within this span.
    pub const fn contains(self, inner: Self) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (u32, u32) {
        let mut sources = Sources::default();
        sources.add(Source::new("before", "one\ntwo\n")).unwrap();
        let id = sources.add(Source::new("it", text)).unwrap();
        let start = sources.base(id) + u32::try_from(offset).unwrap();
        let place = sources.place(Span::new(start, start));
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(place("", 0), (1, 1));
        assert_eq!(place("ab\ncd", 4), (2, 2));
        assert_eq!(place("\tab\r\n漢字 x", 12), (2, 4));
        assert_eq!(place("e\u{301}x", 3), (1, 3));
        assert_eq!(place("ab\n", 3), (2, 1));
        assert_eq!(place("ab", 99), (1, 3));
    }

    #[test]
    fn a_near_place_is_the_same_place() {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("it", "a\nbc\n\nde\n\n\n\nf\n")).unwrap();
        for offset in 0..16 {
            let start = sources.base(id) + offset;
            for near in 0..12 {
                let span = Span::new(start, start);
                assert_eq!(sources.place_near(span, near), sources.place(span));
            }
        }
    }

    #[test]
    fn columns_far_out_count_like_those_near_the_start() {
        let line = "ä漢x".repeat(10_000);
        for (column, (offset, _)) in line.char_indices().enumerate().step_by(997) {
            assert_eq!(place(&line, offset), (1, u32::try_from(column).unwrap() + 1));
        }
        let text = format!("first\n{line}");
        assert_eq!(place(&text, 6 + 6 * 5000), (2, 15_001));
    }

    #[test]
    fn what_is_not_utf8_is_replaced_and_kept() {
        let source = Source::from_bytes("x", b"ab\xFFcd".to_vec());
        assert_eq!(source.text(), "ab\u{FFFD}cd");
        assert_eq!(source.invalid_utf8(), Some(Invalid::From(2..5)));
    }

    #[test]
    fn utf16_is_read_and_what_is_no_text_is_not() {
        for bytes in [b"\xFF\xFEa\0\xE4\0".to_vec(), b"\xFE\xFF\0a\0\xE4".to_vec()] {
            let source = Source::from_bytes("x", bytes);
            assert_eq!((source.text(), source.invalid_utf8()), ("aä", Some(Invalid::Utf16)));
        }
        let source = Source::from_bytes("x", b"PK\x03\x04\0\0\xFF".to_vec());
        assert_eq!((source.text(), source.invalid_utf8()), ("\u{FFFD}", Some(Invalid::NoText)));
    }

    #[test]
    fn a_line_ends_before_its_break() {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("x", "one\r\ntwo\n")).unwrap();
        assert_eq!(sources.line(id, 1), 0..3);
        assert_eq!(sources.line(id, 2), 5..8);
        assert_eq!(sources.line(id, 3), 9..9);
        assert_eq!(sources.line(id, 9), 9..9);
    }
}
