//! Where something of an older text stands in a newer one.

#[cfg(any(feature = "lsp", test))]
use std::ops::Range;

/// So many bytes are compared at once.
const CHUNK: usize = 64;

/// What is the same at the beginning and at the end of two texts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Drift {
    /// So many bytes at the beginning,
    pub(crate) before: usize,
    /// from here on in the old text,
    pub(crate) behind_old: usize,
    /// and from there on in the new one.
    pub(crate) behind_new: usize,
}

impl Drift {
    pub(crate) fn between(old: &str, new: &str) -> Self {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let before = common(old, new);
        let rest = |text: &'_ [u8]| text.len() - before;
        let most = rest(old).min(rest(new));
        let behind = common_end(old, new).min(most);
        Self { before, behind_old: old.len() - behind, behind_new: new.len() - behind }
    }

    /// Where some bytes have come to stand; `None` if they were changed.
    #[cfg(any(feature = "lsp", test))]
    pub(crate) fn moved(self, bytes: Range<usize>) -> Option<Range<usize>> {
        if bytes.end <= self.before {
            return Some(bytes);
        }
        let shift = |at: usize| Some(at.checked_sub(self.behind_old)? + self.behind_new);
        Some(shift(bytes.start)?..shift(bytes.end)?)
    }
}

/// How many bytes are the same from the beginning on.
fn common(one: &[u8], other: &[u8]) -> usize {
    let chunks = one.chunks_exact(CHUNK).zip(other.chunks_exact(CHUNK));
    let whole = chunks.take_while(|(one, other)| one == other).count() * CHUNK;
    let rest = one.iter().skip(whole).zip(other.iter().skip(whole));
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes are the same from the end on.
fn common_end(one: &[u8], other: &[u8]) -> usize {
    let chunks = one.rchunks_exact(CHUNK).zip(other.rchunks_exact(CHUNK));
    let whole = chunks.take_while(|(one, other)| one == other).count() * CHUNK;
    let rest = one.iter().rev().skip(whole).zip(other.iter().rev().skip(whole));
    whole + rest.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_touched_is_found_again() {
        let drift = Drift::between("one two three", "one 2 three");
        assert_eq!(drift.moved(0..3), Some(0..3));
        assert_eq!(drift.moved(4..7), None);
        assert_eq!(drift.moved(8..13), Some(6..11));
        let none = Drift::between("aa", "aaa");
        assert_eq!(none.moved(0..2), Some(0..2));
        assert_eq!(Drift::between("abc", "abc").moved(1..3), Some(1..3));
        let long = "0123456789".repeat(40);
        for at in [0, 63, 64, 65, 200, 399] {
            let other = format!("{}x{}", &long[..at], &long[at..]);
            let drift = Drift::between(&long, &other);
            assert_eq!(drift.moved(at..400), Some(at + 1..401));
            assert_eq!(drift.moved(0..at), Some(0..at));
        }
    }
}
