//! What the queries say of a roadmap.

use std::collections::BTreeSet;

use tree_sitter::{Language, Query, QueryCursor, StreamingIterator};
use tree_sitter_highlight::{HighlightConfiguration, HighlightEvent, Highlighter};
use tree_sitter_roadmap::{HIGHLIGHTS_QUERY, INJECTIONS_QUERY, LANGUAGE, LOCALS_QUERY, TAGS_QUERY};

use crate::agreement::tree_of;

const TEXT: &str = r##"roadmap "Shop" from 2026-03-02 // plan
let freeze = 2026-06-01
stream core "Core" {
  task after "A task named after" 8d..15d @ana:50% #infra jira: "PAY-12"
  task build effort 2w after after, by.start + 2d, must by freeze note """
    Some *Markdown*.
  """
}
status 2026-03-16 at-risk core.build "Late."
"##;

/// What is captured of the text, in order: the name and what it is.
fn captures(query: &str) -> Vec<(String, String)> {
    let query = Query::new(&Language::from(LANGUAGE), query).expect("the query is right");
    let tree = tree_of(TEXT);
    let mut cursor = QueryCursor::new();
    let mut found = Vec::new();
    let mut all = cursor.captures(&query, tree.root_node(), TEXT.as_bytes());
    while let Some((one, index)) = all.next() {
        let Some(capture) = one.captures().get(*index) else { continue };
        let name = query.capture_names()[capture.index as usize];
        let node = capture.node;
        found.push((name.to_owned(), TEXT[node.byte_range()].to_owned()));
    }
    found
}

fn captured<'c>(found: &'c [(String, String)], name: &str) -> Vec<&'c str> {
    found.iter().filter(|(own, _)| own == name).map(|(_, text)| text.as_str()).collect()
}

#[test]
fn words_have_their_colours() {
    let names = [
        "attribute",
        "comment",
        "constant",
        "constant.builtin",
        "keyword",
        "label",
        "number",
        "property",
        "string",
        "type",
        "variable",
        "variable.parameter",
    ];
    let mut configuration = HighlightConfiguration::new(
        LANGUAGE.into(),
        "roadmap",
        HIGHLIGHTS_QUERY,
        INJECTIONS_QUERY,
        "",
    )
    .expect("the queries are right");
    configuration.configure(&names);
    let mut highlighter = Highlighter::new();
    let events = highlighter.highlight(&configuration, TEXT.as_bytes(), None, None, |_| None);
    let mut open = Vec::new();
    let mut coloured = BTreeSet::new();
    for event in events.expect("it can be coloured") {
        match event.expect("it can be coloured") {
            HighlightEvent::HighlightStart(highlight) => open.push(names[highlight.0]),
            HighlightEvent::HighlightEnd => drop(open.pop()),
            HighlightEvent::Source { start, end } => {
                if let Some(colour) = open.last() {
                    coloured.insert((*colour, TEXT[start..end].to_owned()));
                }
            }
        }
    }
    let has = |colour: &'static str, text: &str| coloured.contains(&(colour, text.to_owned()));
    for (colour, text) in [
        ("keyword", "roadmap"),
        ("string", "\"Shop\""),
        ("attribute", "from"),
        ("number", "2026-03-02"),
        ("comment", "// plan"),
        ("constant", "freeze"),
        // A name that is a word of the language is a name.
        ("type", "after"),
        ("attribute", "after"),
        ("variable", "after"),
        ("variable", "by"),
        ("variable", "must"),
        ("attribute", "by"),
        ("attribute", "effort"),
        ("variable.parameter", "ana"),
        ("number", "50%"),
        ("label", "#infra"),
        ("property", "jira:"),
        ("constant.builtin", "at-risk"),
    ] {
        assert!(has(colour, text), "`{text}` is no {colour}: {coloured:#?}");
    }
    assert!(!has("attribute", "must"), "behind a comma on the same line it is a name");
}

#[test]
fn no_node_has_two_colours() {
    let query =
        Query::new(&Language::from(LANGUAGE), HIGHLIGHTS_QUERY).expect("the query is right");
    for text in crate::texts::examples() {
        let tree = tree_of(&text.text);
        let mut cursor = QueryCursor::new();
        let mut seen = BTreeSet::new();
        let mut all = cursor.captures(&query, tree.root_node(), text.text.as_bytes());
        while let Some((one, index)) = all.next() {
            let Some(capture) = one.captures().get(*index) else { continue };
            let node = capture.node;
            assert!(
                seen.insert(node.id()),
                "{}: {node:?} in {}",
                text.name,
                &text.text[node.byte_range()]
            );
        }
        assert!(seen.len() > 10, "{} has {} colours", text.name, seen.len());
    }
}

#[test]
fn notes_are_markdown() {
    let found = captures(INJECTIONS_QUERY);
    assert_eq!(found.len(), 1);
    assert!(captured(&found, "injection.content")[0].contains("Some *Markdown*."));
}

#[test]
fn names_are_declared_and_used() {
    let found = captures(LOCALS_QUERY);
    assert_eq!(captured(&found, "local.definition"), ["freeze", "core", "after", "build"]);
    assert_eq!(
        captured(&found, "local.reference"),
        ["ana", "infra", "jira:", "after", "by", "must", "freeze", "core"]
    );
    assert_eq!(captured(&found, "local.scope").len(), 2);
    let tags = captures(TAGS_QUERY);
    assert_eq!(captured(&tags, "definition.class").len(), 3);
    assert_eq!(captured(&tags, "definition.constant").len(), 1);
}

#[test]
fn queries_of_all_editors_are_right() {
    let root = crate::texts::root();
    let folders = [
        "tree-sitter-roadmap/queries",
        "nvim/queries/roadmap",
        "helix/queries/roadmap",
        "zed/languages/roadmap",
    ];
    let mut count = 0;
    for folder in folders {
        let files = std::fs::read_dir(root.join("editors").join(folder));
        let files = files.unwrap_or_else(|error| panic!("editors/{folder}: {error}"));
        for file in files {
            let path = file.expect("it can be read").path();
            if path.extension().is_some_and(|extension| extension == "scm") {
                let text = crate::texts::read(&path);
                if let Err(error) = Query::new(&Language::from(LANGUAGE), &text) {
                    panic!("{}: {error}", path.display());
                }
                count += 1;
            }
        }
    }
    assert_eq!(count, 22, "queries");
}
