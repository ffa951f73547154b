//! Texts: what stands between the quotes, once escapes are undone and common indentation is gone; and where one was
//! meant to end that was never closed.

use std::borrow::Cow;

use crate::syntax::keyword;

/// The quote that begins a text, and those that people put in its place.
const OPENING: [char; 13] = ['"', '“', '„', '\'', '‘', '’', '`', '«', '»', '‹', '›', '「', '『'];

/// The quote that ends a text, likewise.
const CLOSING: [char; 12] = ['"', '”', '“', '\'', '’', '`', '«', '»', '‹', '›', '」', '』'];

/// The value of a text as it stands in the source, with its quotes.
///
/// ```
/// use milepost::syntax::text_value;
/// assert_eq!(text_value(r#""say \"hi\"""#), r#"say "hi""#);
/// assert_eq!(text_value("\"\"\"\n    one\n      two\n    \"\"\""), "one\n  two");
/// ```
pub fn text_value(raw: &str) -> Cow<'_, str> {
    if let Some(inside) = raw.strip_prefix("\"\"\"") {
        let inside = inside.strip_suffix("\"\"\"").unwrap_or(inside);
        return dedent(inside);
    }
    let inside = raw.strip_prefix(OPENING).unwrap_or(raw);
    let inside = inside.strip_suffix(CLOSING).unwrap_or(inside);
    if inside.contains('\\') { Cow::Owned(unescape(inside)) } else { Cow::Borrowed(inside) }
}

fn unescape(inside: &str) -> String {
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        let (char, length) = escaped(escape);
        text.extend(char);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// What the characters behind a `\` stand for, and how many bytes they are. What stands for nothing is left out.
fn escaped(escape: &str) -> (Option<char>, usize) {
    match escape.chars().next() {
        Some('n') => (Some('\n'), 1),
        Some('u') => match unicode(escape) {
            Some((char, length)) => (Some(char), length),
            None => (None, 1),
        },
        Some(char) => (Some(char), char.len_utf8()),
        None => (None, 0),
    }
}

/// Whether every escape of a text stands for something.
pub(in crate::syntax) fn has_right_escapes(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, escape)) = rest.split_once('\\') {
        let Some(length) = escape_length(escape) else { return false };
        rest = escape.get(length..).unwrap_or_default();
    }
    true
}

/// How many bytes behind its `\` an escape takes. `None` if it stands for nothing.
pub(in crate::syntax) fn escape_length(escape: &str) -> Option<usize> {
    match escape.as_bytes().first()? {
        b'"' | b'\\' | b'n' => Some(1),
        b'u' => unicode(escape).map(|(_, length)| length),
        _ => None,
    }
}

/// `u{1F680}` as its character, with its length in bytes.
fn unicode(escape: &str) -> Option<(char, usize)> {
    let digits = escape.strip_prefix("u{")?;
    let digits = digits.get(..digits.find('}')?)?;
    let is_hex =
        (1..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let char = is_hex.then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))??;
    Some((char, digits.len() + 3))
}

/// A block text without the line break behind its opening quotes, without the line of its closing ones, and without the indentation that
/// all its lines have in common.
fn dedent(inside: &str) -> Cow<'_, str> {
    if !inside.contains('\n') {
        return Cow::Borrowed(inside.trim());
    }
    let mut lines: Vec<&str> = inside.lines().map(str::trim_end).collect();
    let first = lines.first().is_some_and(|first| first.trim().is_empty());
    if first {
        lines.remove(0);
    }
    while lines.last().is_some_and(|last| last.is_empty()) {
        lines.pop();
    }
    // Text on the line of the opening quotes has no indentation of its own.
    let measured = lines.iter().skip(usize::from(!first)).filter(|line| !line.is_empty());
    let common = measured.map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let mut text = String::with_capacity(inside.len());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        let cut = if index == 0 && !first { 0 } else { common };
        text.push_str(line.get(cut..).unwrap_or(line.trim_start()));
    }
    Cow::Owned(text)
}

/// Whether a `"""` that seems to close this text was meant to open another one: it stands behind a word such as `note`,
/// and a line of the text declares something.
pub(in crate::syntax) fn is_unclosed(inside: &str) -> bool {
    let Some((before, last)) = inside.rsplit_once('\n') else { return false };
    last.trim_end().ends_with("note")
        && before.lines().skip(1).any(|line| declares(line.trim_start()))
}

/// The end of the last line that belongs to an unclosed block text: what follows declares something no deeper than the line on
/// which the text began. Failing that the text's own line.
pub(in crate::syntax) fn end_of_block(text: &str, start: usize, limit: usize) -> usize {
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let indent = indentation(text.get(line_start..start).unwrap_or_default());
    let mut at = start;
    let mut end_of_first = None;
    for line in text.get(start..limit).unwrap_or_default().split_inclusive('\n') {
        if at > start {
            let is_end = line.trim_start().starts_with('}') || declares(line.trim_start());
            if is_end && indentation(line) <= indent {
                // The line break stays outside: it ends the line that the text stands on.
                return at - 1;
            }
        }
        at += line.len();
        end_of_first.get_or_insert(at - usize::from(line.ends_with('\n')));
    }
    end_of_first.unwrap_or(limit)
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a line without its indentation reads like a declaration: a keyword with a name or a title behind it.
fn declares(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let keyword = words.next().is_some_and(|word| keyword::declaration(word).is_some());
    let named = words
        .next()
        .is_some_and(|word| word.starts_with(|first: char| first == '"' || first.is_alphabetic()));
    // A sentence of prose has no title in quotes, no duration and no brace.
    let shaped = words.next().is_none_or(|word| {
        word.starts_with(|first: char| "\"{@#".contains(first) || first.is_ascii_digit())
            || keyword::attribute(word).is_some()
    });
    keyword && named && shaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(text_value(r#""a\\b\"c\nd\u{1F680}""#), "a\\b\"c\nd🚀");
        assert_eq!(text_value("\"\""), "");
        assert_eq!(text_value("\"open"), "open");
    }

    #[test]
    fn a_block_text_loses_what_its_lines_have_in_common() {
        let table = [
            ("\"\"\"one line\"\"\"", "one line"),
            ("\"\"\"\n  a\n\n    b\n  \"\"\"", "a\n\n  b"),
            ("\"\"\"a\n  b\n  c\"\"\"", "a\nb\nc"),
            ("\"\"\"\r\n\ta\r\n\tb\r\n\"\"\"", "a\nb"),
            ("\"\"\"\n\n\"\"\"", ""),
            ("\"\"\"\n  a \\n stays\n\"\"\"", "a \\n stays"),
        ];
        for (raw, value) in table {
            assert_eq!(text_value(raw), value, "{raw}");
        }
    }
}
