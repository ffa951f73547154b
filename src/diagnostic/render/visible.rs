//! Text of a roadmap on its way to a terminal: what would act there instead of being seen is made visible.

use std::borrow::Cow;

/// The text with each control and direction-changing character replaced by a visible one.
///
/// A title with an escape sequence could otherwise recolour the terminal, and one with U+202E could show words in an order that the file does not have.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| stand_in(character).is_none()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|character| stand_in(character).unwrap_or(character)).collect()
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
        | '\u{2066}'..='\u{2069}' => Some('\u{FFFD}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_acts_on_a_terminal_is_shown() {
        assert_eq!(visible("a\u{1B}[31mb\0\n\u{7F}"), "a␛[31mb␀␊␡");
        assert_eq!(visible("x\u{202E}y\u{9B}z"), "x\u{FFFD}y\u{FFFD}z");
        assert_eq!(visible("漢字 e\u{301} 👩‍💻"), "漢字 e\u{301} 👩‍💻");
    }
}
