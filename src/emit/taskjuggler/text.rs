//! What TaskJuggler reads as text and as names.

use std::collections::BTreeSet;

use crate::emit::notes::lines;
use crate::model::ItemWalker;
use crate::text::one_line;
use crate::time::Moment;

/// A text in one line, in quotes.
pub(super) fn quoted(text: &str) -> String {
    in_quotes(&one_line(text))
}

/// A text of several lines that is no markup.
pub(super) fn note(text: &str) -> String {
    let text = lines(text).replace("nowiki>", "nowiki ");
    in_quotes(&format!("<nowiki>{text}</nowiki>"))
}

/// A quote is marked by a backslash, so that none may end a text; a `$` before a brace would be replaced.
fn in_quotes(text: &str) -> String {
    let text = text.replace("${", "$ {").replace("$(", "$ (").replace('"', "\\\"");
    let end = if text.ends_with('\\') { " " } else { "" };
    format!("\"{text}{end}\"")
}

/// The shortest step in which TaskJuggler counts, in minutes.
pub(super) const SHORTEST_STEP: u16 = 5;

/// A moment: `2026-03-02-09:00`. What lies between two steps is the earlier.
pub(super) fn moment(moment: Moment) -> String {
    let (hour, minute) = clock(moment.minute_of_day());
    format!("{}-{hour:02}:{minute:02}", moment.date())
}

/// The hour and the minute of a minute of the day.
pub(super) const fn clock(minute: u16) -> (u16, u16) {
    (minute / 60, minute % 60 / SHORTEST_STEP * SHORTEST_STEP)
}

/// A name of ASCII letters, digits and underlines that none of the others has.
pub(super) fn named(name: &str, taken: &mut BTreeSet<String>) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let mut id: String = name.chars().map(plain).collect();
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        id.insert_str(0, "x_");
    }
    let mut unique = id.clone();
    let mut number = 1;
    while !taken.insert(unique.clone()) {
        number += 1;
        unique = format!("{id}_{number}");
    }
    unique
}

/// The names of all items, by their numbers, each unique among its siblings.
pub(super) fn names<'m>(items: impl Iterator<Item = ItemWalker<'m>>) -> Vec<String> {
    let mut paths: Vec<String> = Vec::new();
    let mut taken = BTreeSet::new();
    for item in items {
        let whole = item.parent().and_then(|whole| paths.get(whole.id.index()).cloned());
        let before = whole.map(|whole| whole + ".").unwrap_or_default();
        let own = format!("{}{}", item.namespace().replace('.', "_"), item.name());
        // Unique of all with the same beginning: the path with an underline, which is taken as a whole.
        let mut siblings = BTreeSet::new();
        let mut id = named(&own, &mut siblings);
        while !taken.insert(format!("{before}{id}")) {
            id = named(&own, &mut siblings);
        }
        paths.push(before + &id);
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_ends_it_or_is_replaced() {
        assert_eq!(quoted("a \"b\" \\"), "\"a \\\"b\\\" \\ \"");
        assert_eq!(quoted("${x} $(HOME)\n"), "\"$ {x} $ (HOME) \"");
    }

    #[test]
    fn names_are_ascii_and_each_is_another() {
        let mut taken = BTreeSet::new();
        assert_eq!(named("größe", &mut taken), "gr__e");
        assert_eq!(named("gr-öe", &mut taken), "gr__e_2");
        assert_eq!(named("1", &mut taken), "x_1");
    }
}
