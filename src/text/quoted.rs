//! What a quoted text says: its quotes, escapes and indentation taken away.

use std::borrow::Cow;

/// The content of `"…"` or `"""…"""`, given with its quotes (a missing closing one is no harm).
///
/// Of a block text the first and last line break and the common indentation are no part.
///
/// ```
/// use milepost::text::unquoted;
/// assert_eq!(unquoted(r#""say \"hi\"""#), "say \"hi\"");
/// assert_eq!(unquoted("\"\"\"\n    one\n      two\n    \"\"\""), "one\n  two");
/// ```
pub fn unquoted(quoted: &str) -> Cow<'_, str> {
    if let Some(rest) = quoted.strip_prefix("\"\"\"") {
        return Cow::Owned(unescaped(&dedented(rest.strip_suffix("\"\"\"").unwrap_or(rest))));
    }
    let rest = quoted.strip_prefix('"').unwrap_or(quoted);
    let content = rest.strip_suffix('"').unwrap_or(rest);
    if content.contains('\\') { Cow::Owned(unescaped(content)) } else { Cow::Borrowed(content) }
}

fn dedented(content: &str) -> String {
    let content = content.replace("\r\n", "\n");
    let content = content.strip_prefix('\n').unwrap_or(&content);
    let content = match content.rsplit_once('\n') {
        Some((lines, last)) if last.trim().is_empty() => lines,
        _ => content,
    };
    let margin = content.lines().filter(|line| !line.trim().is_empty()).map(indentation).min();
    let lines = content.lines().map(|line| line.get(margin.unwrap_or(0)..).unwrap_or_default());
    lines.map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

fn unescaped(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        text.push_str(before);
        let (character, length) = escaped(escape);
        text.extend(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// The character that an escape stands for, and how many bytes it takes. One that is none stands for itself.
fn escaped(escape: &str) -> (Option<char>, usize) {
    match escape.as_bytes().get(1) {
        Some(b'n') => (Some('\n'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'"') => (Some('"'), 2),
        Some(b'\\') => (Some('\\'), 2),
        Some(b'u') => {
            let digits = escape.get(2..).and_then(|rest| rest.strip_prefix('{')?.split_once('}'));
            let code = digits.and_then(|(digits, _)| u32::from_str_radix(digits, 16).ok());
            let length = digits.map_or(2, |(digits, _)| digits.len() + 4);
            (code.and_then(char::from_u32), length)
        }
        _ => (Some('\\'), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_characters() {
        assert_eq!(unquoted(r#""a\nb\\c\u{e9}""#), "a\nb\\cé");
        assert_eq!(unquoted(r#""open"#), "open");
        assert_eq!(unquoted(r#""\q\u{110000}x""#), "\\qx");
        assert_eq!(unquoted("\"\\"), "\\");
        assert_eq!(unquoted(""), "");
    }

    #[test]
    fn block_texts_lose_their_margin() {
        assert_eq!(unquoted("\"\"\"one\"\"\""), "one");
        assert_eq!(unquoted("\"\"\"\r\n  a\r\n\r\n   b\r\n\"\"\""), "a\n\n b");
        assert_eq!(unquoted("\"\"\""), "");
    }
}
