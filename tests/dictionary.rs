//! The dictionary that fuzzing takes words from has every word of the language: it is made from the table of words.

#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use milepost::syntax::keyword::{ATTRIBUTES, AttributeWord, DECLARATIONS};

/// Signs and values, of which the table of words says nothing.
const OTHERS: [&str; 48] = [
    "\n",
    " ",
    "\"",
    "\"\"\"",
    "{\n",
    "}\n",
    ",",
    "@",
    "#",
    ":",
    "..",
    "+",
    "-",
    "|",
    "%",
    "=",
    "//",
    ".start",
    ".end",
    "\\u{",
    "5d",
    "2w",
    "4h",
    "30min",
    "3d..9d",
    "1d..2d..9d",
    "elapsed ",
    "effort ",
    "2026-03-02",
    "2026-Q3",
    "2026-W10",
    "2026-03-02..2026-03-06",
    "2026-03-02T09:00",
    "12-25",
    "mon-fri",
    "09:00-17:00",
    "today",
    "now",
    "roadmap-start",
    "at-risk",
    "on-track",
    "off-track",
    "40%",
    "12k",
    "EUR",
    "https://example.com",
    "from 2026-03-02",
    "0001-01-01",
];

fn dictionary() -> String {
    let declarations = DECLARATIONS.iter().map(|row| row.lexeme);
    let attributes = ATTRIBUTES.iter().map(|row| row.lexeme);
    let examples = ATTRIBUTES.iter().flat_map(AttributeWord::examples);
    let words: BTreeSet<&str> =
        declarations.chain(attributes).chain(examples).chain(OTHERS).collect();
    let head = "# Words for fuzzing, made from the table of words: `UPDATE=1 cargo test --test dictionary` writes it anew.\n";
    words.into_iter().fold(head.to_owned(), |mut text, word| {
        let _ = writeln!(text, "\"{}\"", escaped(word));
        text
    })
}

/// As libFuzzer reads it: printable ASCII as it is, all else as `\xNN`.
fn escaped(word: &str) -> String {
    word.bytes().fold(String::new(), |mut text, byte| {
        match byte {
            b'"' | b'\\' => text.extend(['\\', char::from(byte)]),
            b' '..=b'~' => text.push(char::from(byte)),
            _ => drop(write!(text, "\\x{byte:02X}")),
        }
        text
    })
}

#[test]
fn the_dictionary_has_every_word() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/roadmap.dict");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, dictionary()).expect("it can be written");
    }
    let there = fs::read_to_string(&path).expect("it can be read");
    assert!(there == dictionary(), "write it anew: UPDATE=1 cargo test --test dictionary");
}
