//! Sentences in lines of a width.

use unicode_width::UnicodeWidthStr as _;

use crate::text::visible;

/// The text, with all of it visible, in lines of at most `width` columns where its words allow it. What stands between backticks stays
/// on one line: it can be copied.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let text = visible(text);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in words(&text) {
        let wide = word.width();
        if used > 0 && used + 1 + wide > width {
            lines.push(String::new());
            used = 0;
        }
        if let Some(line) = lines.last_mut() {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += wide;
        }
    }
    lines
}

/// Words, a piece between backticks counting as one with what touches it. An odd backtick binds nothing.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, character) in text.char_indices() {
        match character {
            '`' => quoted = !quoted && text.get(at + 1..).is_some_and(|rest| rest.contains('`')),
            ' ' if !quoted => {
                words.extend(text.get(start..at).filter(|word| !word.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_at_most_as_wide_as_asked() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("漢字 漢字 漢字", 9), ["漢字 漢字", "漢字"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn what_is_between_backticks_stays_together() {
        assert_eq!(wrap("write `after a, b` here", 12), ["write", "`after a, b`", "here"]);
        assert_eq!(wrap("an odd ` binds nothing", 9), ["an odd `", "binds", "nothing"]);
    }
}
