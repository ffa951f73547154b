//! Where something of an older text stands in a newer one.

use std::ops::Range;

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
        let before = common(old.iter(), new.iter());
        let rest = |text: &'_ [u8]| text.len() - before;
        let most = rest(old).min(rest(new));
        let behind = common(old.iter().rev(), new.iter().rev()).min(most);
        Self { before, behind_old: old.len() - behind, behind_new: new.len() - behind }
    }

    /// Where some bytes have come to stand; `None` if they were changed.
    pub(crate) fn moved(self, bytes: Range<usize>) -> Option<Range<usize>> {
        if bytes.end <= self.before {
            return Some(bytes);
        }
        let shift = |at: usize| Some(at.checked_sub(self.behind_old)? + self.behind_new);
        Some(shift(bytes.start)?..shift(bytes.end)?)
    }
}

fn common<'b>(one: impl Iterator<Item = &'b u8>, other: impl Iterator<Item = &'b u8>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
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
    }
}
