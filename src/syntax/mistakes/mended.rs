//! A line as it was meant: its text changes as mistakes are found, and each byte keeps its place in the sources.

use crate::diagnostic::Edit;
use crate::syntax::parse::{Byte, Origin, Written, is_inner};
use crate::text::Span;

/// Longer replacements are not compared with what they replace.
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
        let written = |at| Byte { place: Span::new(at, at + 1), is_written: true };
        let mut bytes: Vec<Byte> = (base..).take(text.len()).map(written).collect();
        let end = bytes.last().map_or(base, |last| last.place.end);
        bytes.push(put_in(end, end));
        Self { text: text.to_owned(), bytes }
    }

    /// A text that was made plain, of which `source` is what is written: what is not as it is written there has one place for all its bytes.
    pub(in crate::syntax) fn of_plain(text: &str, source: &str, base: u32) -> Self {
        let mut mended = Self::new(text, base);
        for (at, char) in source.char_indices().filter(|(_, char)| char.len_utf8() > 1) {
            let end = at + char.len_utf8();
            if text.get(at..end) != source.get(at..end) {
                let own = mended.bytes.get_mut(at..end).unwrap_or_default();
                let first = own.first().copied().unwrap_or_default().place;
                let last = own.last().copied().unwrap_or_default().place;
                own.fill(put_in(first.start, last.end));
            }
        }
        mended
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
        let mut edits: Vec<&Edit> = edits.iter().collect();
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        for edit in edits.into_iter().rev() {
            let from = self.position(edit.span.start);
            let is_empty = edit.span.start == edit.span.end;
            let to = if is_empty { from } else { self.position(edit.span.end).max(from) };
            self.replace(from, to, &edit.text);
        }
    }

    /// Cuts the text in two.
    pub(in crate::syntax) fn split_off(&mut self, at: usize) -> Self {
        let text = self.text.split_off(at);
        let bytes = self.bytes.split_off(at);
        let start = bytes.first().copied().unwrap_or_default().place.start;
        self.bytes.push(put_in(start, start));
        Self { text, bytes }
    }

    /// Puts a text in the place of a part.
    pub(in crate::syntax) fn replace(&mut self, from: usize, to: usize, text: &str) {
        let Some(old) = self.text.get(from..to) else { return };
        let bytes = self.bytes.get(from..to).unwrap_or_default();
        let start = self.bytes.get(from).map_or(0, |byte| byte.place.start);
        let bytes = placed(old, bytes, text, start);
        self.text.replace_range(from..to, text);
        self.bytes.splice(from..to, bytes);
    }
}

/// Where the bytes of a new text come from: names and texts that stand in the old one too keep their places.
fn placed(old: &str, bytes: &[Byte], new: &str, start: u32) -> Vec<Byte> {
    let end = bytes.last().map_or(start, |last| last.place.end);
    let mut places = vec![put_in(start, end); new.len()];
    if old.len() > COMPARED || new.len() > COMPARED {
        return places;
    }
    let mut left = runs(old);
    for (at, run) in runs(new) {
        let Some(found) = left.iter().position(|(_, old)| *old == run) else { continue };
        let (from, _) = left.remove(found);
        let own = places.iter_mut().skip(at).take(run.len());
        own.zip(bytes.iter().skip(from)).for_each(|(place, byte)| *place = *byte);
    }
    places
}

/// The names and numbers of a text, and what stands in quotes, with where they begin.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let quoted = rest.strip_prefix('"').and_then(|inside| inside.find('"'));
        let length = match quoted {
            Some(length) => length + 2,
            None => rest.find(|char| !is_inner(char)).unwrap_or(rest.len()),
        };
        if length > 0 {
            runs.push((at, rest.get(..length).unwrap_or(rest)));
        }
        at += length.max(rest.chars().next().map_or(1, char::len_utf8));
    }
    runs
}

/// A byte that is written nowhere, and stands for what lies between two offsets.
const fn put_in(start: u32, end: u32) -> Byte {
    Byte { place: Span::new(start, end), is_written: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str, from: u32, to: u32, by: &str) -> Mended {
        let mut mended = Mended::new(text, 0);
        mended.apply(&[Edit { span: Span::new(from, to), text: by.to_owned() }]);
        mended
    }

    #[test]
    fn what_stays_keeps_its_place() {
        let mended = mended("@ana or bo", 0, 10, "@ana|bo");
        assert_eq!(mended.text, "@ana|bo");
        assert_eq!(mended.written().span(5, 7), Span::new(8, 10));
        assert!(mended.written().name(5, 7).is_ok());
    }

    #[test]
    fn what_was_put_in_stands_for_what_it_replaced() {
        let mended = mended("task a 5d aftr b", 10, 14, "after");
        assert_eq!(mended.text, "task a 5d after b");
        assert_eq!(mended.written().span(10, 15), Span::new(10, 14));
        assert_eq!(mended.written().name(16, 17), Ok(Span::new(15, 16)));
        assert!(mended.written().name(10, 15).is_err());
    }

    #[test]
    fn what_is_moved_keeps_its_place() {
        let mended = mended("task a 5d \"A\"", 6, 13, " \"A\" 5d");
        assert_eq!(mended.text, "task a \"A\" 5d");
        assert_eq!(mended.written().span(7, 10), Span::new(10, 13));
    }
}
