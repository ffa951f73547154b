//! Text that is written from right to left, beside text that is not.
//!
//! A Hebrew title followed by a date would draw the date to its own left, brackets and all, if nothing told where it ends. Isolates
//! do (Unicode Standard Annex 9, 3.1): what stands between them is laid out by itself, by its own first strong letter.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, Direction, bidi_class, get_base_direction};

/// U+202B, RIGHT-TO-LEFT EMBEDDING.
const EMBED: char = '\u{202B}';
/// U+202C, POP DIRECTIONAL FORMATTING.
const EMBEDDED: char = '\u{202C}';

/// U+2068, FIRST STRONG ISOLATE.
const ISOLATE: char = '\u{2068}';
/// U+2069, POP DIRECTIONAL ISOLATE.
const END: char = '\u{2069}';
/// U+200E, LEFT-TO-RIGHT MARK.
const LEFT_TO_RIGHT: char = '\u{200E}';

/// Whether some of a text is written from right to left.
pub(crate) fn is_partly_right_to_left(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_right_to_left)
}

/// A text that stands by itself, laid out from right to left if its first strong letter is written so. These characters are older
/// than isolates: what draws a text knows them, or passes over them.
pub(crate) fn embedded(text: &str) -> Cow<'_, str> {
    if !is_partly_right_to_left(text) || get_base_direction(text) != Direction::Rtl {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{EMBED}{text}{EMBEDDED}"))
}

/// A text that stands among others, kept from reordering them where it is written from right to left.
pub(crate) fn isolated(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_partly_right_to_left(&text) { Cow::Owned(format!("{ISOLATE}{text}{END}")) } else { text }
}

/// A sentence in which words from right to left may stand: each stretch of them is kept from reordering the rest.
pub(crate) fn with_isolated_stretches(text: &str) -> Cow<'_, str> {
    if !is_partly_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.find(is_right_to_left) {
        let behind = rest.get(first..).unwrap_or_default();
        let next = behind.find(is_left_to_right).unwrap_or(behind.len());
        let stretch = behind.get(..next).unwrap_or_default();
        // Signs and digits behind its last letter are the sentence's own.
        let end = stretch.trim_end_matches(|c| !is_right_to_left(c)).len();
        out += rest.get(..first).unwrap_or_default();
        out.push(ISOLATE);
        out += behind.get(..end).unwrap_or_default();
        out.push(END);
        rest = behind.get(end..).unwrap_or_default();
    }
    Cow::Owned(out + rest)
}

/// A line of English that may begin with a text from right to left, which would turn all of it round: HTML's `dir="auto"` goes by the
/// first strong letter, isolated or not.
pub(crate) fn left_to_right(line: String) -> String {
    let first = line.chars().find(|letter| is_left_to_right(*letter) || is_right_to_left(*letter));
    if first.is_some_and(is_right_to_left) { format!("{LEFT_TO_RIGHT}{line}") } else { line }
}

fn is_right_to_left(letter: char) -> bool {
    matches!(bidi_class(letter), BidiClass::R | BidiClass::AL)
}

fn is_left_to_right(letter: char) -> bool {
    bidi_class(letter) == BidiClass::L
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_from_right_to_left_are_isolated() {
        let own = |text: &'static str| isolated(Cow::Borrowed(text));
        assert_eq!(own("בדיקות (v2.0)"), "\u{2068}בדיקות (v2.0)\u{2069}");
        assert_eq!(own("v2 مراجعة"), "\u{2068}v2 مراجعة\u{2069}");
        assert!(matches!(own("Größe 計画 2.0"), Cow::Borrowed(_)));
    }

    #[test]
    fn the_first_strong_letter_of_a_text_by_itself_decides() {
        assert_eq!(embedded("בדיקות (v2.0)"), "\u{202B}בדיקות (v2.0)\u{202C}");
        assert_eq!(embedded("12 – مراجعة"), "\u{202B}12 – مراجعة\u{202C}");
        assert_eq!(embedded("API של הצוות"), "API של הצוות");
        let sentence = format!("{} · 27 Apr", isolated("נועה".into()));
        assert_eq!(embedded(&sentence), sentence);
    }

    #[test]
    fn a_line_of_english_stays_one() {
        let line = |text: &str| left_to_right(text.to_owned());
        assert_eq!(
            line("**\u{2068}השקה\u{2069}** is late"),
            "\u{200E}**\u{2068}השקה\u{2069}** is late"
        );
        assert_eq!(line("1. a השקה"), "1. a השקה");
        assert_eq!(line("12"), "12");
    }

    #[test]
    fn a_sentence_keeps_its_order() {
        assert_eq!(
            with_isolated_stretches("בדיקות קבלה 3 days late, \"مراجعة\" 2 days"),
            "\u{2068}בדיקות קבלה\u{2069} 3 days late, \"\u{2068}مراجعة\u{2069}\" 2 days"
        );
        assert!(matches!(with_isolated_stretches("3 days late"), Cow::Borrowed(_)));
    }
}
