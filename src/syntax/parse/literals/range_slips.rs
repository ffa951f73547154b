//! Ranges of durations in several words: `5 to 8 days`, `5 .. 8 d`, `5-8 days`.

use super::duration::{letters, meant_unit, quantity};
use super::number;
use super::range;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::INVALID_DURATION;
use crate::syntax::ast::{Extent, Unit};
use crate::syntax::parse::reader::{Reader, Word};
use crate::syntax::parse::reports::Read;
use crate::text::Span;

/// Such a range.
pub(super) struct Slip {
    span: Span,
    /// The numbers at its ends, each with its unit, if it has one.
    ends: [(String, Option<Unit>); 2],
    /// How many words of it stand behind the first.
    count: usize,
}

/// The range that a number begins of which the other end, or the unit, stands in the next words.
pub(super) fn in_words(reader: &Reader<'_, '_>, word: Word<'_>) -> Option<Slip> {
    // Nearly every word is right: a wrong one takes its time.
    let next = reader.peek_word()?;
    let (first, last, count) = match joint(next.text) {
        Some("") => (word, reader.peek_word_at(1)?, 2),
        Some(joint) => (word, next.behind(joint.len()), 1),
        None => {
            let (first, last) = joined(word)?;
            (first, last, 0)
        }
    };
    let (best, best_unit) = end(first.text)?;
    let (worst, own) = end(last.text)?;
    let apart = reader.peek_word_at(count).filter(|_| own.is_none());
    let apart = apart.and_then(|next| Some((next, meant_unit(next.text)?)));
    let (span, count) = match apart {
        Some((unit, _)) => (word.span.to(unit.span), count + 1),
        None => (word.span.to(last.span), count),
    };
    // `5d to 8`: what is no year has the unit of the other.
    let unit = own.or(apart.map(|(_, unit)| unit)).or(best_unit.filter(|_| worst.len() < 4));
    // What is right as it stands, or right but for its dash, is told elsewhere.
    let is_apart = apart.is_some() || next.text != ".." || best_unit.is_none() || unit.is_none();
    let is_known = unit.is_some() || (best.len() < 4 && worst.len() < 4 && best_unit.is_none());
    let ends = [(best, best_unit.or(unit)), (worst, unit)];
    (count > 0 && is_apart && is_known).then_some(Slip { span, ends, count })
}

/// A word or sign that people put between the ends of a range: the part of it that is one, nothing if it is all of the word.
fn joint(word: &str) -> Option<&str> {
    const JOINTS: [&str; 7] = ["..", "-", "–", "—", "to", "until", "till"];
    if JOINTS.contains(&word) {
        return Some("");
    }
    word.get(..2).filter(|dots| *dots == ".." && word.len() > 2)
}

/// `5-8` or `5..8`, of which the unit stands behind it.
fn joined(word: Word<'_>) -> Option<(Word<'_>, Word<'_>)> {
    ["..", "-", "–", "—"].iter().find_map(|sign| word.split_once(sign))
}

/// A number and its unit, if it has one.
fn end(text: &str) -> Option<(String, Option<Unit>)> {
    let (_, length) = number::leading(text)?;
    let (number, unit) = (text.get(..length)?, text.get(length..)?);
    let unit = if unit.is_empty() { None } else { Some(meant_unit(unit)?) };
    Some((number.to_owned(), unit))
}

impl Slip {
    /// Says how the range is written, and takes it for that where its unit is known.
    pub(super) fn told(self, reader: &mut Reader<'_, '_>) -> Read<Extent> {
        (0..self.count).for_each(|_| reader.skip());
        let [best, worst] = &self.ends;
        let with = |unit: &str| format!("{}{unit}..{}{unit}", best.0, worst.0);
        let (Some(first), Some(last)) = (best.1, worst.1) else {
            let shown = reader.text(self.span);
            return reader.fail(|| {
                let message = format!("`{shown}` has no unit");
                Diagnostic::new(&INVALID_DURATION, self.span, message).help(format!(
                    "`{}` are days, `{}` hours, `{}` weeks",
                    with("d"),
                    with("h"),
                    with("w")
                ))
            });
        };
        let ends = [(&best.0, first), (&worst.0, last)]
            .map(|(number, unit)| format!("{number}{}", letters(unit)));
        let span = self.span;
        reader.error(|| {
            let fixed = ends.join("..");
            let message = "a range is two durations with two dots between";
            let fix = format!("replace with `{fixed}`");
            Diagnostic::new(&INVALID_DURATION, span, message).replace(fix, span, fixed)
        });
        let was_quiet = reader.hush(true);
        let quantities: Vec<_> =
            ends.iter().map(|end| quantity(reader, Word { text: end, span })).collect();
        let quantities: Read<Vec<_>> = quantities.into_iter().collect();
        let extent = quantities.and_then(|ends| range::of_ends(reader, span, &ends));
        reader.restore(was_quiet);
        extent
    }
}
