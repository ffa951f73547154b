//! Numbers, durations, dates, names and texts: each is read from one word, and said to be wrong precisely.

pub(super) mod compound;
pub(super) mod date;
pub(super) mod date_slips;
pub(super) mod duration;
pub(super) mod hours;
pub(super) mod name;
pub(super) mod number;
pub(super) mod point;
pub(super) mod range;
mod range_slips;
pub(super) mod text;

use super::reader::{Reader, Word};

/// The ends of a range: `a..b` in one word, or with spaces round the dots.
fn range_parts<'s>(reader: &mut Reader<'_, 's>, word: Word<'s>) -> Vec<Word<'s>> {
    let mut parts = Vec::with_capacity(3);
    let mut rest = word;
    loop {
        while let Some((part, behind)) = rest.split_once("..") {
            if !part.text.is_empty() {
                parts.push(part);
            }
            rest = behind;
        }
        if !rest.text.is_empty() {
            parts.push(rest);
        }
        let is_open = rest.text.is_empty();
        let next = reader.peek_word().filter(|next| is_open || next.text.starts_with(".."));
        let Some(next) = next else { return parts };
        reader.skip();
        rest = next;
    }
}
