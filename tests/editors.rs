//! What `editors/` says of the language is what the table of words and the grammar say.
//!
//! `UPDATE=1 cargo test --test editors` writes the lists of words anew.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used)]

#[path = "editors/words.rs"]
mod words;

use std::fs;
use std::path::{Path, PathBuf};

use words::{HOLES, Hole};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("editors/{name}: {error}"))
}

/// A file with a list of words put in its place.
fn filled(hole: &Hole, text: &str) -> String {
    let Hole { file, before, after, .. } = hole;
    let (head, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("editors/{file} has no place that begins with {before:?}"));
    let end = rest
        .find(after)
        .unwrap_or_else(|| panic!("editors/{file} has no {after:?} behind {before:?}"));
    let tail = rest.get(end..).unwrap_or_default();
    format!("{head}{before}{}{tail}", hole.text())
}

#[test]
fn lists_of_words_are_fresh() {
    let is_update = std::env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut stale = Vec::new();
    for hole in HOLES {
        let text = read(hole.file);
        let fresh = filled(hole, &text);
        if fresh == text {
            continue;
        }
        if is_update {
            fs::write(file(hole.file), fresh).expect("the file can be written");
        } else {
            stale.push(format!("editors/{}, behind {:?}", hole.file, hole.before));
        }
    }
    assert!(stale.is_empty(), "stale lists; `UPDATE=1` writes them: {stale:#?}");
}
