//! What the parser expects at each place of texts that are right: at least what stands there.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used)]

mod support;

use milepost::syntax::keyword::{self, DeclarationKind as K};
use milepost::syntax::{Expected, Literal as L, expected_at};
use support::text_of;

/// The words of a text with the places at which they begin, without what stands in texts and comments.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = if rest.starts_with("\"\"\"") {
            rest.get(3..).and_then(|inside| inside.find("\"\"\"")).map_or(rest.len(), |end| end + 6)
        } else if rest.starts_with('"') {
            rest.get(1..).and_then(|inside| inside.find('"')).map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else {
            rest.find([' ', ',', '\n', '{', '}', '"']).unwrap_or(rest.len())
        };
        if length == 0 {
            if rest.starts_with('{') {
                words.push((at, "{"));
            }
            at += 1;
            continue;
        }
        words.push((at, rest.get(..length).unwrap_or(rest)));
        at += length;
    }
    words
}

fn is_offered(word: &str, expected: &Expected) -> bool {
    let has = |of: &[L]| of.iter().any(|literal| expected.literals.contains(literal));
    match word.chars().next() {
        Some('"') => has(&[L::Text]),
        Some('@') => has(&[L::Person, L::Name]),
        Some('#') => has(&[L::Tag]),
        Some('{') => has(&[L::Block]),
        Some('+' | '-') => has(&[L::Lag]),
        Some('0'..='9') => {
            has(&[L::Date, L::Duration, L::Number, L::Rate, L::Share, L::Hours, L::MonthDay])
        }
        _ => {
            // Of `mon-fri` the days are words.
            let first = word.split('-').next().unwrap_or(word);
            let is_word = expected.words.iter().any(|one| *one == word || *one == first);
            let is_keyword =
                keyword::attribute(word).is_some() || keyword::declaration(word).is_some();
            is_word || !is_keyword && has(&[L::Name, L::Address])
        }
    }
}

#[test]
fn what_stands_there_is_expected() {
    let mut count = 0;
    for name in ["two-apps.roadmap", "internal-it.roadmap"] {
        let text = text_of(name);
        for (at, word) in words(&text) {
            let expected = expected_at(&text, at);
            assert!(
                is_offered(word, &expected),
                "{name}: `{word}` behind `{}`: {expected:#?}",
                text.get(at.saturating_sub(60)..at).unwrap_or_default()
            );
            count += 1;
        }
    }
    assert!(count > 300, "{count}");
}

#[test]
fn every_offset_is_answered_as_its_word_is() {
    let text = text_of("hello.roadmap");
    let starts: Vec<(usize, &str)> = words(&text);
    for (at, word) in starts.into_iter().filter(|(_, word)| !word.starts_with(['"', '{'])) {
        let whole = expected_at(&text, at);
        for inside in 1..=word.len() {
            assert_eq!(expected_at(&text, at + inside), whole, "{word} {inside}");
        }
    }
    // Any offset has an answer, in the middle of a character and behind the end too.
    for offset in 0..30 {
        let _ = expected_at("task ä \"ö\" 5d ü", offset);
    }
}

/// What is expected behind a text.
fn behind(text: &str) -> Expected {
    expected_at(text, text.len())
}

#[test]
fn what_is_expected_is_of_the_place() {
    let top = behind("");
    assert!(top.words.contains(&"roadmap") && !top.words.contains(&"measure"));
    let block = behind("stream a {\n  ");
    assert_eq!(block.within, Some(K::Stream));
    assert!(block.words.contains(&"task") && block.words.contains(&"owner"));
    assert!(!block.words.contains(&"roadmap") && !block.words.contains(&"probability"));
    let task = behind("stream a {\n  task b 5d ");
    assert_eq!(task.within, Some(K::Task));
    assert!(task.words.contains(&"after") && task.words.contains(&"must"));
    assert!(!task.words.contains(&"probability") && !task.words.contains(&"now"));
    let horizon = behind("task a horizon ");
    assert_eq!(
        (&*horizon.words, &*horizon.literals),
        (["now", "next", "later"].as_slice(), [].as_slice())
    );
    assert_eq!(behind("task a note ").literals, [L::Text]);
    assert_eq!(behind("task a note \"half").within, None);
    assert_eq!(behind("task a // after ").words, [] as [&str; 0]);
    let by = behind("task a,\n  by ");
    assert!(by.literals.contains(&L::Date) && by.literals.contains(&L::Name));
    assert!(!by.literals.contains(&L::Text));
    assert_eq!(by.words, [] as [&str; 0]);
    assert_eq!(behind("task a ends ").words, ["after"]);
    assert_eq!(behind("field size one ").words, ["of"]);
    assert_eq!(behind("status 2026-03-02 ").words, ["on-track", "at-risk", "off-track", "done"]);
}

/// Where a declaration begins the text before it need not be read.
#[test]
fn the_declaration_before_is_enough() {
    use milepost::syntax::expected_behind;
    let text = text_of("two-apps.roadmap");
    let begin = text.find("stream").expect("it has a stream");
    let starts = words(&text).into_iter().filter(|(at, _)| *at > begin).take(200);
    for (at, word) in starts {
        let behind = expected_behind(text.get(begin..).expect("it is a place"), None, at - begin);
        assert_eq!(behind, expected_at(&text, at), "{word}");
    }
}
