//! A line as it was meant: its text changes as mistakes are found, and each byte keeps its place in the sources.

use crate::diagnostic::Edit;
use crate::syntax::parse::{Byte, Origin, Written};
use crate::text::Span;

/// Longer replacements are not compared with what they replace, letter by letter.
const COMPARED: usize = 400;

/// A line that is read as if what is wrong with it were mended already.
#[derive(Clone, Debug, Default)]
pub(in crate::syntax) struct Mended {
    /// The line as it is meant.
    pub(in crate::syntax) text: String,
    /// Where each byte of it stands in the sources; of a byte that was put in, what it stands for. One more for its end.
    bytes: Vec<Byte>,
}

impl Mended {
    /// A text as it stands in the sources, from this offset on.
    pub(in crate::syntax) fn new(text: &str, base: u32) -> Self {
        let mut mended = Self { text: String::new(), bytes: vec![put_in(base, base)] };
        mended.extend(text);
        mended
    }

    /// A text that was made plain, of which `source` is what is written: what is not as it is written there has one place for all its bytes.
    pub(in crate::syntax) fn of_plain(text: &str, source: &str, base: u32) -> Self {
        let mut mended = Self::new(text, base);
        if text == source {
            return mended;
        }
        for (at, char) in source.char_indices().filter(|(_, char)| char.len_utf8() > 1) {
            let end = at + char.len_utf8();
            if text.get(at..end) != source.get(at..end) {
                let first = mended.bytes.get(at).map_or(base, |byte| byte.place.start);
                let last = mended.bytes.get(end - 1).map_or(first, |byte| byte.place.end);
                for byte in mended.bytes.iter_mut().take(end).skip(at) {
                    *byte = put_in(first, last);
                }
            }
        }
        mended
    }

    /// Takes in what follows in the sources.
    pub(in crate::syntax) fn extend(&mut self, text: &str) {
        let end = self.bytes.pop().unwrap_or_default().place.end;
        let written = |at| Byte { place: Span::new(at, at + 1), is_written: true };
        self.bytes.extend((end..).take(text.len()).map(written));
        self.text.push_str(text);
        let end = self.bytes.last().map_or(end, |last| last.place.end);
        self.bytes.push(put_in(end, end));
    }

    /// The text, to be read.
    pub(in crate::syntax) fn written(&self) -> Written<'_> {
        Written { text: &self.text, origin: Origin::Mended(&self.bytes) }
    }

    /// Where a byte that stands at an offset of the sources is in the text.
    fn position(&self, offset: u32) -> usize {
        let is_there = |byte: &Byte| byte.place.start >= offset;
        self.bytes.iter().position(is_there).unwrap_or(self.text.len()).min(self.text.len())
    }

    /// Makes changes, which are told by their places in the sources.
    pub(in crate::syntax) fn apply(&mut self, edits: &[Edit]) {
        let moved = self.moved(edits);
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        for edit in edits.into_iter().rev() {
            let from = self.position(edit.span.start);
            let to =
                if edit.span.start == edit.span.end { from } else { self.position(edit.span.end) };
            let moved = moved.as_ref().filter(|_| edit.span.start == edit.span.end);
            self.replace(from, to.max(from), &edit.text, moved);
        }
    }

    /// Reads another word in the place of the first one.
    pub(in crate::syntax) fn begin_with(&mut self, word: &str, length: usize) {
        self.replace(0, length, word, None);
    }

    /// Takes a part of the text out.
    pub(in crate::syntax) fn remove(&mut self, from: usize, to: usize) {
        self.replace(from, to, "", None);
    }

    /// Puts something in that stands for nothing.
    pub(in crate::syntax) fn insert(&mut self, at: usize, text: &str) {
        self.replace(at, at, text, None);
    }

    /// Cuts the text in two.
    pub(in crate::syntax) fn split_off(&mut self, at: usize) -> Self {
        let text = self.text.split_off(at);
        let bytes = self.bytes.split_off(at);
        let start = bytes.first().copied().unwrap_or_default().place.start;
        self.bytes.push(put_in(start, start));
        Self { text, bytes }
    }

    fn replace(&mut self, from: usize, to: usize, text: &str, moved: Option<&(String, Vec<Byte>)>) {
        if self.text.get(from..to).is_none() {
            return;
        }
        let start = self.bytes.get(from).map_or(0, |byte| byte.place.start);
        let bytes = match moved {
            Some((of, bytes)) if text.contains(of.as_str()) => {
                let at = text.find(of.as_str()).unwrap_or(0);
                let mut all = vec![put_in(start, start); text.len()];
                for (slot, byte) in all.iter_mut().skip(at).zip(bytes) {
                    *slot = *byte;
                }
                all
            }
            _ => {
                let old = self.bytes.get(from..to).unwrap_or_default();
                aligned(self.text.get(from..to).unwrap_or_default(), old, text, start)
            }
        };
        self.text.replace_range(from..to, text);
        self.bytes.splice(from..to, bytes);
    }

    /// What is taken out in one place and put in at another, with its places.
    fn moved(&self, edits: &[Edit]) -> Option<(String, Vec<Byte>)> {
        let out =
            edits.iter().find(|edit| edit.text.is_empty() && edit.span.start < edit.span.end)?;
        let put = edits
            .iter()
            .find(|edit| edit.span.start == edit.span.end && !edit.text.trim().is_empty())?;
        let (from, to) = (self.position(out.span.start), self.position(out.span.end));
        let inside = self.text.get(from..to)?;
        let wanted = put.text.trim();
        let at = from + inside.find(wanted)?;
        let bytes = self.bytes.get(at..at + wanted.len())?.to_vec();
        Some((wanted.to_owned(), bytes))
    }
}

/// Where the bytes of a new text come from: those that stand in the old one in the same order keep their places.
fn aligned(old: &str, bytes: &[Byte], new: &str, start: u32) -> Vec<Byte> {
    let end = bytes.last().map_or(start, |last| last.place.end);
    let whole = put_in(start, end);
    if old.len() > COMPARED || new.len() > COMPARED {
        return vec![whole; new.len()];
    }
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let width = new.len() + 1;
    // How long the longest row of bytes is that both have from here on.
    let mut common = vec![0_u16; (old.len() + 1) * width];
    let cell = |row: usize, column: usize| row * width + column;
    for row in (0..old.len()).rev() {
        for column in (0..new.len()).rev() {
            let get = |at: usize| common.get(at).copied().unwrap_or(0);
            let longest = if old.get(row) == new.get(column) {
                get(cell(row + 1, column + 1)) + 1
            } else {
                get(cell(row + 1, column)).max(get(cell(row, column + 1)))
            };
            if let Some(slot) = common.get_mut(cell(row, column)) {
                *slot = longest;
            }
        }
    }
    let get = |at: usize| common.get(at).copied().unwrap_or(0);
    let mut row = 0;
    let mut result = Vec::with_capacity(new.len());
    for column in 0..new.len() {
        while row < old.len()
            && old.get(row) != new.get(column)
            && get(cell(row + 1, column)) == get(cell(row, column))
        {
            row += 1;
        }
        let is_kept = row < old.len()
            && old.get(row) == new.get(column)
            && get(cell(row, column)) == get(cell(row + 1, column + 1)) + 1;
        if is_kept {
            result.push(bytes.get(row).copied().unwrap_or(whole));
            row += 1;
        } else {
            let before = result.last().map_or(start, |last: &Byte| last.place.end);
            let behind = bytes.get(row).map_or(end, |byte| byte.place.start);
            result.push(put_in(before, before.max(behind)));
        }
    }
    result
}

/// A byte that is written nowhere, and stands for what lies between two offsets.
const fn put_in(start: u32, end: u32) -> Byte {
    Byte { place: Span::new(start, end), is_written: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, edits: &[(u32, u32, &str)]) -> Mended {
        let mut mended = Mended::new(text, 0);
        let edits: Vec<Edit> = edits
            .iter()
            .map(|(from, to, text)| Edit { span: Span::new(*from, *to), text: (*text).to_owned() })
            .collect();
        mended.apply(&edits);
        mended
    }

    #[test]
    fn what_stays_keeps_its_place() {
        let mended = mended("@ana or bo", &[(0, 10, "@ana|bo")]);
        assert_eq!(mended.text, "@ana|bo");
        assert_eq!(mended.written().span(5, 7), Span::new(8, 10));
        assert!(mended.written().name(5, 7).is_ok());
    }

    #[test]
    fn what_was_put_in_stands_for_what_it_replaced() {
        let mended = mended("task a 5d aftr b", &[(10, 14, "after")]);
        assert_eq!(mended.text, "task a 5d after b");
        assert_eq!(mended.written().span(10, 15), Span::new(10, 14));
        assert_eq!(mended.written().name(16, 17), Ok(Span::new(15, 16)));
        assert!(mended.written().name(10, 15).is_err());
    }

    #[test]
    fn what_is_moved_keeps_its_place() {
        let mended = mended("task a 5d \"A\"", &[(6, 6, " \"A\""), (9, 13, "")]);
        assert_eq!(mended.text, "task a \"A\" 5d");
        assert_eq!(mended.written().span(7, 10), Span::new(10, 13));
    }
}
