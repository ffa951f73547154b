//! Texts of the roadmap in Markdown: they are shown as they were written, whatever is in them.

use std::borrow::Cow;

use crate::text::{isolated, one_line, with_isolated_stretches};

/// Characters that mean something in Markdown wherever they stand (`$` begins a formula on some sites).
const SPECIAL: &str = r"\`*_[]<>|~&#$";

/// What has no width and no break, and is no part of an address: a backslash does not keep all renderers from making links.
const WORD_JOINER: char = '\u{2060}';

/// A text in one line, in its own direction.
pub(crate) fn text(text: &str) -> String {
    isolated(Cow::Owned(escaped(text))).into_owned()
}

/// A sentence that names texts of the roadmap.
pub(super) fn sentence(text: &str) -> String {
    with_isolated_stretches(&escaped(text)).into_owned()
}

/// What the compiler says of something: what it quotes is in bold.
pub(super) fn message(plain: &str) -> String {
    let text = sentence(plain);
    // Of an odd number one is somebody's own, and nobody can tell which.
    let is_paired = text.matches(r"\`").count().is_multiple_of(2);
    if is_paired { text.replace(r"\`", "**") } else { text }
}

/// A text in one line. White space is collapsed, control characters are made visible, and what looks like an address is no link.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for word in one_line(text).split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let is_first = out.is_empty();
        for (at, c) in word.char_indices() {
            if SPECIAL.contains(c) || is_first && begins_block(word, at, c) {
                out.push('\\');
            }
            out.push(c);
            if begins_address(word, at) {
                out.push(WORD_JOINER);
            }
        }
    }
    out
}

/// Whether renderers that make links of bare addresses would find one by what stands here: the colon of `://`, the last letter of
/// `www.`, the `@` of a mail address or of a name.
fn begins_address(word: &str, at: usize) -> bool {
    let rest = word.get(at..).unwrap_or_default();
    let is_www = |from| word.get(from..at + 1).is_some_and(|www| www.eq_ignore_ascii_case("www"));
    match rest.as_bytes() {
        [b':', b'/', b'/', ..] => true,
        [b'w' | b'W', b'.', ..] => at.checked_sub(2).is_some_and(is_www),
        [b'@', ..] => rest.chars().nth(1).is_some_and(char::is_alphanumeric),
        _ => false,
    }
}

/// Whether a character of a line's first word would begin a list, a rule or an underlined heading: `- `, `1. `, `===`.
fn begins_block(word: &str, at: usize, c: char) -> bool {
    let before = word.get(..at).unwrap_or_default();
    match c {
        '-' | '+' | '=' => before.is_empty(),
        // Two colons begin a command of some build servers, should the report be printed there.
        ':' => before.is_empty() && word.starts_with("::"),
        // `1.` begins a list, `1.0` does not.
        '.' | ')' => {
            let is_number = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit());
            is_number && at + 1 == word.len()
        }
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
        assert_eq!(text("  one\n\n# two\t\u{0}three "), r"one \# two ␀three");
    }

    #[test]
    fn what_acts_is_shown() {
        assert_eq!(text("\u{1B}"), "␛");
        assert_eq!(text("a\u{202E}b"), "a\u{FFFD}b");
        assert_eq!(text("::error::a"), r"\::error::a");
    }

    #[test]
    fn bare_addresses_are_no_links() {
        assert_eq!(text("https://a.b Ftp://c"), "https:\u{2060}//a.b Ftp:\u{2060}//c");
        assert_eq!(text("www.a.b, WWW.c"), "www\u{2060}.a.b, WWW\u{2060}.c");
        assert_eq!(
            text("ana@b.c, mailto:ana@b.c @bo"),
            "ana@\u{2060}b.c, mailto:ana@\u{2060}b.c @\u{2060}bo"
        );
        assert_eq!(text("10:30 @ noon: now. w"), "10:30 @ noon: now. w");
    }

    #[test]
    fn what_a_message_quotes_is_bold() {
        assert_eq!(message("`A_b` is late, `c`"), r"**A\_b** is late, **c**");
        assert_eq!(message("`a`b` is late"), r"\`a\`b\` is late");
    }

    #[test]
    fn a_line_begins_no_block() {
        assert_eq!(text("1. one"), r"1\. one");
        assert_eq!(text("12) one"), r"12\) one");
        assert_eq!(text("1.0"), "1.0");
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
