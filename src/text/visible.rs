//! Text of a roadmap on its way out: what would act there instead of being seen is made visible.
//!
//! A title with an escape sequence could otherwise recolour the terminal, one with a line break begin a line of its own, which a build
//! server may take for a command, and one with U+202E show words in an order that the file does not have.

use std::borrow::Cow;

/// So many characters of a text are shown: nobody reads a title of a megabyte, and a hundred messages may name it.
const SHOWN: usize = 2_000;

/// The text with each control and direction-changing character replaced by a visible one: one line, for terminals and logs, which
/// is cut where it is longer than people read.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let cut = if text.len() > SHOWN { text.char_indices().nth(SHOWN) } else { None };
    match cut.and_then(|(end, _)| text.get(..end)) {
        Some(start) => Cow::Owned(replaced(start, stand_in).into_owned() + "…"),
        None => replaced(text, stand_in),
    }
}

/// The same for pictures and reports, in which a text of several lines becomes one with a space at each break. Marks of direction
/// stay: they reorder nothing but the signs beside them, and who writes from right to left needs them.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    replaced(text, |character| match character {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{61C}' | '\u{200E}' | '\u{200F}' => None,
        other => stand_in(other),
    })
}

/// Whether nothing of a text can be seen: it is empty, or of white space and marks without width alone.
pub(crate) fn is_blank(text: &str) -> bool {
    let has_no_width = |character: char| matches!(character, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    text.chars().all(|character| character.is_whitespace() || has_no_width(character))
}

/// What is shown for a character that must not reach a terminal.
pub(crate) fn stand_in(character: char) -> Option<char> {
    match character {
        // The control pictures stand in the order of what they picture.
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7F}' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}'
        | '\u{61C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{206F}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{FFFE}'
        | '\u{FFFF}' => Some('\u{FFFD}'),
        _ => None,
    }
}

fn replaced(text: &str, stand_in: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    let is_ascii = || text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    if is_ascii() || text.chars().all(|character| stand_in(character).is_none()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|character| stand_in(character).unwrap_or(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(visible("a\u{1B}[31mb\0\n\u{7F}"), "a␛[31mb␀␊␡");
        assert_eq!(visible("x\u{202E}y\u{9B}z"), "x\u{FFFD}y\u{FFFD}z");
        assert_eq!(visible("漢字 e\u{301} 👩‍💻"), "漢字 e\u{301} 👩‍💻");
    }

    #[test]
    fn what_is_shown_is_bounded() {
        let long = "\u{301}".repeat(1_000_000);
        assert_eq!(visible(&long), "\u{301}".repeat(SHOWN) + "…");
        assert!(matches!(visible(&"x".repeat(SHOWN)), Cow::Borrowed(_)));
    }

    #[test]
    fn a_text_of_several_lines_becomes_one() {
        assert_eq!(one_line("a\r\nb\u{2028}c\u{1B}d"), "a  b c␛d");
        assert_eq!(one_line("\u{202E}a\u{2066}\u{9B}"), "\u{FFFD}a\u{FFFD}\u{FFFD}");
        assert!(matches!(one_line("Größe \u{200F}خطة\u{200E} 計画"), Cow::Borrowed(_)));
    }

    #[test]
    fn what_has_no_width_is_blank() {
        assert!(is_blank(" \u{200B}\u{FEFF}\u{200E}\n"));
        assert!(!is_blank("\u{1B}"));
    }
}
