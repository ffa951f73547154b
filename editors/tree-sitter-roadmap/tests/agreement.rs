//! What the compiler reads without a broken line is read here without an error, and the other way round.

use milepost::diagnostic::Diagnostics;
use milepost::text::{Source, SourceId, Sources};
use tree_sitter::{Node, Parser, Tree};

use crate::texts::{self, Text};

pub(crate) fn tree_of(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser
        .set_language(&tree_sitter_roadmap::LANGUAGE.into())
        .expect("the language is of this version");
    parser.parse(text, None).expect("nothing stops it")
}

/// What the compiler's parser alone says: the rule of each, and its message. A word that stands for itself may be the name of an amount of
/// time; whether it is one is found out later.
fn said(text: &str) -> Vec<(&'static str, String)> {
    let mut sources = Sources::default();
    sources.add(Source::new("test.roadmap", text)).expect("it is short");
    let mut diagnostics = Diagnostics::new();
    let _ = milepost::syntax::parse(&sources, SourceId(0), &mut diagnostics);
    diagnostics.iter().map(|one| (one.rule.name, one.message.to_string())).collect()
}

/// Whether the compiler finds an attribute later that is none.
fn has_unknown_attributes(text: &str) -> bool {
    let compiled = milepost::compile(Source::new("test.roadmap", text), &milepost::Options::new());
    compiled.diagnostics().any(|one| one.rule.name == "unknown-attribute")
}

/// The first part that could not be read.
fn first_error(node: Node<'_>) -> Option<Node<'_>> {
    if node.is_error() || node.is_missing() {
        return Some(node);
    }
    if !node.has_error() {
        return None;
    }
    let mut cursor = node.walk();
    node.children(&mut cursor).find_map(first_error)
}

#[test]
fn what_the_compiler_reads_is_read() {
    let mut faults = Vec::new();
    let mut count = 0;
    for Text { name, text } in texts::all() {
        if !said(&text).is_empty() || has_unknown_attributes(&text) {
            continue;
        }
        count += 1;
        let tree = tree_of(&text);
        if let Some(error) = first_error(tree.root_node()) {
            let row = error.start_position().row;
            let line = text.lines().nth(row).unwrap_or_default();
            faults.push(format!(
                "{name}: line {}, column {}: {line}",
                row + 1,
                error.start_position().column + 1
            ));
        }
    }
    assert!(faults.is_empty(), "{} of {count}:\n{}", faults.len(), faults.join("\n"));
    assert!(count > 800, "{count}");
}

/// What is said of lines that have the form of the language, and mean something that can't be: of words that are none of an attribute,
/// values out of their bounds, attributes that contradict each other, declarations in the wrong block.
const MEANING: [&str; 9] = [
    "conflicting-attributes",
    "duplicate-attribute",
    "invalid-date",
    "invalid-duration",
    "invalid-name",
    "invalid-number",
    "misplaced-attribute",
    "misplaced-declaration",
    "nesting-too-deep",
];

/// Of what the compiler refuses to read so much is refused here too, of a hundred. The others are forms of which only a message speaks:
/// lines that are indented below a declaration without a block, a title without quotes that could be names of values, a keyword alone.
const REFUSED: usize = 84;

#[test]
fn what_the_compiler_does_not_read_is_an_error() {
    let mut read = Vec::new();
    let mut count = 0;
    for Text { name, text } in texts::all() {
        let said = said(&text);
        let is_form = |(rule, _): &&(&str, String)| {
            !MEANING.contains(rule) && !["number-out-of-range", "unknown-attribute"].contains(rule)
        };
        let Some((_, message)) = said.iter().find(is_form) else { continue };
        count += 1;
        if first_error(tree_of(&text).root_node()).is_none() {
            read.push(format!("{name}: {message}"));
        }
    }
    assert!(
        read.len() * 100 <= count * (100 - REFUSED),
        "{} of {count} are read:\n{}",
        read.len(),
        read.join("\n")
    );
    assert!(count > 100, "{count}");
}

/// A broken line costs little more than itself.
#[test]
fn what_stands_beside_a_broken_line_is_read() {
    let mut lost = Vec::new();
    let mut count = 0;
    for Text { name, text } in texts::examples() {
        let lines: Vec<&str> = text.lines().collect();
        let tasks = lines.iter().enumerate().filter(|(_, line)| {
            line.trim_start().starts_with("task ") && !line.ends_with([',', '{', '"'])
        });
        for (broken, _) in tasks {
            let line = |(at, line): (usize, &&str)| {
                if at == broken { format!("{line} after\n") } else { format!("{line}\n") }
            };
            let text: String = lines.iter().enumerate().map(line).collect();
            count += 1;
            let tree = tree_of(&text);
            let Some(error) = first_error(tree.root_node()) else {
                panic!("{name}: line {} is read", broken + 1)
            };
            let (first, last) = (error.start_position().row, error.end_position().row);
            if first + 1 < broken || last > broken + 1 {
                lost.push(format!(
                    "{name}: line {} is broken, lines {first}..{last} are lost",
                    broken + 1
                ));
            }
        }
    }
    assert!(lost.is_empty(), "{} of {count}:\n{}", lost.len(), lost.join("\n"));
    assert!(count > 100, "{count}");
}
