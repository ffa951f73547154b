//! Texts by the columns that they take.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use crate::text::{is_blank, isolated, one_line};

/// What stands for what was cut.
const ELLIPSIS: char = '…';
/// More of a text nobody reads in a terminal.
const LONGEST: usize = 400;

/// What joins two characters into one.
const JOINER: char = '\u{200D}';

/// A text of a roadmap in one line: nothing in it acts on a terminal.
pub(super) fn clean(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let kept = one_line(text.get(..end).unwrap_or(text));
    let words: Vec<&str> = kept.split_whitespace().collect();
    let mut kept = words.join(" ");
    if end < text.len() {
        kept.push(ELLIPSIS);
    }
    kept
}

/// The title of something, or its name where that shows nothing.
pub(super) fn titled(title: &str, name: &str) -> String {
    if is_blank(title) { clean(name) } else { clean(title) }
}

/// How many columns a text takes.
pub(super) fn width(text: &str) -> usize {
    clusters(text).map(|(_, wide)| wide).sum()
}

/// What can't be taken apart, each with the columns that it takes.
pub(super) fn clusters(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (cluster, behind) = rest.split_at_checked(first_cluster(rest))?;
        if cluster.is_empty() {
            return None;
        }
        rest = behind;
        Some((cluster, cluster.width()))
    })
}

/// Where the first cluster of a text ends: marks, joiners and what those join belong to the letter before them, and two letters of a
/// flag together.
fn first_cluster(text: &str) -> usize {
    let mut letters = text.char_indices();
    let Some((_, first)) = letters.next() else { return 0 };
    let mut before = first;
    let mut flags = usize::from(is_flag(first));
    for (at, letter) in letters {
        let is_mark = letter.width() == Some(0) && !is_edge(letter) || is_tone(letter);
        let is_joined = before == JOINER && !is_edge(letter);
        let is_second = is_flag(letter) && flags == 1;
        if is_edge(first) || !(is_mark || is_joined || is_second) {
            return at;
        }
        flags += usize::from(is_flag(letter));
        before = letter;
    }
    text.len()
}

/// The signs that keep a text in its own direction stand by themselves.
const fn is_edge(letter: char) -> bool {
    matches!(letter, '\u{2066}'..='\u{2069}')
}

/// The colours of skin, which are no sign of their own behind a hand.
const fn is_tone(letter: char) -> bool {
    matches!(letter, '\u{1F3FB}'..='\u{1F3FF}')
}

/// The letters that flags of countries are made of.
const fn is_flag(letter: char) -> bool {
    matches!(letter, '\u{1F1E6}'..='\u{1F1FF}')
}

/// A text in no more columns than there are; what is cut has an ellipsis.
pub(super) fn cut(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    if room == 0 {
        return String::new();
    }
    let (kept, _) = head(text, room - 1);
    let mut kept = kept.trim_end_matches([' ', JOINER]).to_owned();
    kept.push(ELLIPSIS);
    // What was isolated is still.
    let count = |sign: char| kept.chars().filter(|letter| *letter == sign).count();
    let open = count('\u{2068}').saturating_sub(count('\u{2069}'));
    kept.extend(std::iter::repeat_n('\u{2069}', open));
    kept
}

/// As much of a text as has room in so many columns, and the rest.
fn head(text: &str, room: usize) -> (&str, &str) {
    let (mut used, mut end) = (0, 0);
    for (cluster, wide) in clusters(text) {
        if used + wide > room {
            break;
        }
        used += wide;
        end += cluster.len();
    }
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// A text cut to its room, in its own direction.
pub(super) fn fitted(text: &str, room: usize) -> String {
    isolated(cut(text, room).into()).into_owned()
}

/// The words of a text in lines of no more columns than there are: a word that is longer than a line is taken apart. What is more
/// than so many lines is cut.
pub(super) fn wrapped(text: &str, room: usize, most: usize) -> Vec<String> {
    let room = room.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut words = text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).peekable();
    let mut left_over: Option<String> = None;
    let mut line = String::new();
    while let Some(word) = left_over.take().or_else(|| words.next()) {
        let gap = usize::from(!line.is_empty());
        if width(&line) + gap + width(&word) <= room {
            if gap > 0 {
                line.push(' ');
            }
            line.push_str(&word);
        } else if line.is_empty() {
            let (kept, rest) = head(&word, room);
            // Something has to be taken from it, however wide.
            let end = if kept.is_empty() { first_cluster(&word) } else { kept.len() };
            let rest = if kept.is_empty() { word.get(end..).unwrap_or_default() } else { rest };
            lines.push(word.get(..end).unwrap_or_default().to_owned());
            left_over = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
        } else {
            lines.push(std::mem::take(&mut line));
            left_over = Some(word);
        }
        if lines.len() > most {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push(ELLIPSIS);
            *last = cut(last, room);
        }
    }
    lines.into_iter().map(|line| isolated(line.into()).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_is_not_taken_apart() {
        let parts = |text| clusters(text).map(|(cluster, _)| cluster).collect::<Vec<_>>();
        assert_eq!(parts("e\u{301}x"), ["e\u{301}", "x"]);
        assert_eq!(parts("👩\u{200D}💻👍🏽"), ["👩\u{200D}💻", "👍🏽"]);
        assert_eq!(parts("🇩🇪🇫🇷"), ["🇩🇪", "🇫🇷"]);
        assert_eq!(parts("\u{2068}א\u{2069}"), ["\u{2068}", "א", "\u{2069}"]);
    }

    #[test]
    fn texts_are_cut_by_columns() {
        assert_eq!(cut("Payment API", 8), "Payment…");
        assert_eq!(cut("計画と実行", 6), "計画…");
        assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abc", 1), "…");
        assert_eq!(fitted("בדיקות קבלה", 7), "\u{2068}בדיקות…\u{2069}");
    }

    #[test]
    fn words_are_wrapped() {
        assert_eq!(wrapped("one two three", 7, 3), ["one two", "three"]);
        assert_eq!(wrapped("unbreakable", 4, 3), ["unbr", "eaka", "ble"]);
        assert_eq!(wrapped("one two three four", 5, 2), ["one", "two…"]);
        assert_eq!(wrapped("漢字漢字", 5, 2), ["漢字", "漢字"]);
        assert!(wrapped("", 5, 2).is_empty());
    }

    #[test]
    fn nothing_of_a_text_acts() {
        assert_eq!(clean("a\u{1B}[31mb\r\n  c"), "a␛[31mb c");
        assert_eq!(titled(" \u{200B}", "api"), "api");
    }
}
