//! Texts of the roadmap in Markdown: they are shown as they were written, whatever is in them.

use std::borrow::Cow;

use crate::text::{isolated, with_isolated_stretches};

/// Characters that mean something in Markdown wherever they stand (`$` begins a formula on some sites).
const SPECIAL: &str = r"\`*_[]<>|~&#$";

/// A text in one line, in its own direction.
pub(super) fn text(text: &str) -> String {
    isolated(Cow::Owned(escaped(text))).into_owned()
}

/// A sentence that names texts of the roadmap.
pub(super) fn sentence(text: &str) -> String {
    with_isolated_stretches(&escaped(text)).into_owned()
}

/// A text in one line. White space is collapsed, control characters are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let is_first = out.is_empty();
        for (at, c) in word.char_indices() {
            if SPECIAL.contains(c) || is_first && begins_block(word, at, c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// Whether a character of a line's first word would begin a list, a rule or an underlined heading: `- `, `1. `, `===`.
fn begins_block(word: &str, at: usize, c: char) -> bool {
    let before = word.get(..at).unwrap_or_default();
    match c {
        '-' | '+' | '=' => before.is_empty(),
        '.' | ')' => !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// A text in bold; nothing of an empty one.
pub(super) fn bold(plain: &str) -> String {
    match text(plain) {
        empty if empty.is_empty() => empty,
        text => format!("**{text}**"),
    }
}

/// A text that leads to an address, or the text alone where the address is none that may be followed.
pub(super) fn link(plain: &str, address: &str) -> String {
    let shown = text(plain);
    if shown.is_empty() || !is_safe(address) {
        return shown;
    }
    let mut target = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => target += "%28",
            ')' => target += "%29",
            '<' => target += "%3C",
            '>' => target += "%3E",
            '|' => target += "%7C",
            '\\' => target += "%5C",
            '`' => target += "%60",
            '"' => target += "%22",
            '&' => target += "&amp;",
            c if c.is_whitespace() || c.is_control() => target += "%20",
            c => target.push(c),
        }
    }
    format!("[{shown}]({target})")
}

fn is_safe(address: &str) -> bool {
    let scheme = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    address.contains(':') && ["http", "https", "mailto"].contains(&scheme.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_shown_as_written() {
        assert_eq!(text("a*b*_c_ `d` [e](f)"), r"a\*b\*\_c\_ \`d\` \[e\](f)");
        assert_eq!(text("<script>|&amp;"), r"\<script\>\|\&amp;");
    }

    #[test]
    fn lines_become_one() {
        assert_eq!(text("  one\n\n# two\t\u{0}three "), r"one \# two three");
    }

    #[test]
    fn a_line_begins_no_block() {
        assert_eq!(text("1. one"), r"1\. one");
        assert_eq!(text("12) one"), r"12\) one");
        assert_eq!(text("- one"), r"\- one");
        assert_eq!(text("== one"), r"\== one");
        assert_eq!(text("v1.2 - 3. one"), "v1.2 - 3. one");
    }

    #[test]
    fn links_lead_where_they_may() {
        assert_eq!(link("a", "https://b.c/(d)|e"), "[a](https://b.c/%28d%29%7Ce)");
        assert_eq!(link("a", "javascript:alert(1)"), "a");
        assert_eq!(link("a]", "MAILTO:x@y.z"), r"[a\]](MAILTO:x@y.z)");
    }
}
