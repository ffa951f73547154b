//! Which mends nobody needs to think about: they only put the letters of a word right, or how a date is written.

use super::Analysis;
use crate::diagnostic::{Diagnostic, Edit, Fix, Rule, rules};
use crate::syntax::words;
use crate::text::{Letters, Misspelt};

/// A word this short could as well have been any other.
const SHORT: usize = 2;

/// More wrong letters than these are another word.
const LETTERS: usize = 2;

/// The names that a misspelt one could have been.
pub(super) struct Candidates<'a> {
    analysis: &'a Analysis,
    names: Vec<(Letters, &'a str)>,
}

impl<'a> Candidates<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let sources = analysis.sources();
        let declared = analysis.index().declarations().filter_map(|(_, one)| one.name);
        let mut names: Vec<&str> = declared.map(|name| sources.text(name)).collect();
        names.sort_unstable();
        names.dedup();
        let names = names.into_iter().map(|name| (Letters::of(name), name)).collect();
        Self { analysis, names }
    }

    /// Whether a fix means for certain what was meant.
    pub(super) fn is_certain(&self, diagnostic: &Diagnostic, fix: &Fix) -> bool {
        let sources = self.analysis.sources();
        let rule = diagnostic.rule;
        let is_right = |edit: &Edit| {
            let written = sources.text(edit.span);
            match rule {
                rule if *rule == rules::INVALID_DATE || *rule == rules::INVALID_DURATION => {
                    is_same_but_for_signs(written, &edit.text)
                }
                rule => self.is_spelling(rule, written, &edit.text),
            }
        };
        !fix.edits.is_empty() && fix.edits.iter().all(is_right)
    }

    /// Whether one name of a path is misspelt and could have been this one only.
    fn is_spelling(&self, rule: &Rule, written: &str, meant: &str) -> bool {
        let (written, meant): (Vec<&str>, Vec<&str>) =
            (written.split('.').collect(), meant.split('.').collect());
        let mut differ = written.iter().zip(&meant).filter(|(one, other)| one != other);
        let (Some((wrong, right)), None) = (differ.next(), differ.next()) else { return false };
        written.len() == meant.len() && self.is_only_candidate(rule, wrong, right)
    }

    fn is_only_candidate(&self, rule: &Rule, wrong: &str, right: &str) -> bool {
        let (wrong, right) = (wrong.trim_start_matches('@'), right.trim_start_matches('@'));
        let is_word = |text: &str| {
            text.chars().count() > SHORT
                && text.chars().all(|char| char.is_alphanumeric() || "-_".contains(char))
        };
        // What a number counts is another thing, not another spelling.
        let is_possible = is_word(wrong) && is_word(right) && digits(wrong).eq(digits(right));
        let Some(word) = Misspelt::of(wrong).filter(|_| is_possible) else { return false };
        let Some(distance) = word.distance(right).filter(|distance| *distance <= LETTERS) else {
            return false;
        };
        let is_as_near = |(letters, other): (Letters, &str)| {
            other != right
                && word.apart_at_least(letters) <= distance
                && word.distance(other).is_some_and(|of| of <= distance)
        };
        let is_other = |other: &str| is_as_near((Letters::of(other), other));
        if *rule == rules::UNKNOWN_NAME || *rule == rules::UNKNOWN_FIELD {
            return !self.names.iter().any(|name| is_as_near(*name));
        }
        if *rule == rules::UNKNOWN_RULE {
            return !rules::ALL.iter().any(|rule| is_other(rule.name));
        }
        let is_of_words =
            [&rules::UNKNOWN_KEYWORD, &rules::UNKNOWN_ATTRIBUTE, &rules::SYNTAX_ERROR]
                .iter()
                .any(|of| **of == *rule);
        is_of_words && !words().iter().any(|other| is_other(other))
    }
}

fn digits(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(char::is_ascii_digit)
}

/// Whether two texts have the same words and numbers in the same order, whatever stands between: `2026/3/2` is `2026-03-02`.
fn is_same_but_for_signs(one: &str, other: &str) -> bool {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|char: char| !char.is_alphanumeric());
        let parts = parts.map(|part| part.trim_start_matches('0').to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    };
    let one = parts(one);
    !one.is_empty() && one == parts(other)
}
