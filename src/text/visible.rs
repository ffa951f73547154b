//! Text on its way in and out: what a quoted text says, what would act is made visible, and what is written from right to left keeps
//! its place.

use std::borrow::Cow;

use unicode_bidi::{BidiClass, Direction, bidi_class, get_base_direction};

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

/// The same of a text whose lines stay lines.
#[cfg(any(feature = "html", feature = "interchange"))]
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    replaced(text, |character| match character {
        '\n' | '\r' | '\t' | '\u{61C}' | '\u{200E}' | '\u{200F}' => None,
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
