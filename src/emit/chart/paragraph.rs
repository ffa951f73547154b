//! A text in several lines.

use super::Px;
use super::font::ELLIPSIS;
use super::label::{Ink, Label, Style, clean};

/// The text in at most so many lines of no more than this width; what has no room is cut. Lines are broken between words, where
/// a word alone is too long within it.
pub fn paragraph<'m>(text: &str, style: Style, ink: Ink, room: Px, most: usize) -> Vec<Label<'m>> {
    let text = clean(text);
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while lines.len() + 1 < most {
        let Some(end) = line_end(rest, style, room) else { break };
        let (line, more) = rest.split_at(end);
        lines.push(line.trim_end());
        rest = more.trim_start();
    }
    lines.push(rest);
    let label = |line: &str| Label::new(line.to_owned(), style, ink).within(room);
    lines.into_iter().filter(|line| !line.is_empty()).map(label).collect()
}

/// The least width at which a text has room in two lines.
pub fn width_in_two(text: &str, style: Style) -> Px {
    let text = text.trim();
    let parted = breaks(text).map(|at| {
        let (line, more) = text.split_at(at);
        style.width(line.trim_end()).max(style.width(more.trim_start()))
    });
    parted.chain([style.width(text)]).min().unwrap_or(Px::ZERO)
}

/// Whether none of these lines was cut.
pub fn is_whole(lines: &[Label<'_>], text: &str) -> bool {
    let last = lines.last().map_or("", |line| &line.text);
    !last.ends_with(ELLIPSIS) || text.trim_end().ends_with(ELLIPSIS)
}

/// Where a line ends that has as much of a text as it can; `None` if it has all.
fn line_end(text: &str, style: Style, room: Px) -> Option<usize> {
    if style.width(text) <= room {
        return None;
    }
    let fits =
        |end: &usize| text.get(..*end).is_some_and(|line| style.width(line.trim_end()) <= room);
    let between_words = breaks(text).take_while(fits).last();
    // A word that is too long is broken where it has to be, but never behind nothing.
    between_words.or_else(|| {
        let ends = || text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
        ends().take_while(fits).last().or_else(|| ends().next())
    })
}

/// Where a line may end: behind a space or a hyphen, and beside an ideograph.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let followed = text.chars().zip(text.char_indices().skip(1));
    followed.filter(|(before, (_, behind))| may_part(*before, *behind)).map(|(_, (at, _))| at)
}

fn may_part(before: char, behind: char) -> bool {
    let is_space = before.is_whitespace() && !behind.is_whitespace();
    let is_hyphen = matches!(before, '-' | '–' | '/') && behind.is_alphanumeric();
    let closes = matches!(behind, '、' | '。' | '」' | '）' | '！' | '？' | 'ー');
    is_space || is_hyphen || (is_ideograph(before) && is_ideograph(behind) && !closes)
}

/// Scripts that are written without spaces.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, room: i64, most: usize) -> Vec<String> {
        let all = paragraph(text, Style::Plain, Ink::Text, Px::whole(room), most);
        assert!(all.iter().all(|line| line.width <= Px::whole(room)), "{all:?}");
        all.into_iter().map(|line| line.text.into_owned()).collect()
    }

    #[test]
    fn lines_are_broken_between_words_and_the_last_is_cut() {
        assert_eq!(lines("Pay without an account", 200, 2), ["Pay without an account"]);
        assert_eq!(lines("Pay without an account", 90, 2), ["Pay without", "an account"]);
        let cut = lines("Route each payment to the cheapest bank", 90, 2);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].ends_with('…'), "{cut:?}");
    }

    #[test]
    fn a_long_word_and_ideographs_are_broken_where_they_have_to_be() {
        assert_eq!(lines(&"M".repeat(30), 100, 3).len(), 3);
        assert_eq!(lines("計画と実行を立てる", 60, 3).len(), 3);
        assert_eq!(lines("", 60, 3).len(), 0);
    }

    #[test]
    fn two_lines_need_no_more_than_the_longer() {
        let text = "One-tap pay for those who return";
        let room = width_in_two(text, Style::Strong);
        let all = paragraph(text, Style::Strong, Ink::Text, room, 2);
        assert!(is_whole(&all, text) && all.len() == 2, "{all:?}");
        assert!(room < Style::Strong.width(text));
    }
}
