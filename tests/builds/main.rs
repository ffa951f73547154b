//! Where others build and review: what is given to GitHub, GitLab, pre-commit and mdBook, run as they run it, with the built program.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

mod book;
mod github;
mod gitlab;
mod hooks;
mod place;
#[path = "../editors/programs.rs"]
#[allow(dead_code)]
mod programs;

use std::fs;
use std::path::Path;

use serde_json::Value;

const FINE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after design\n";
const FORMATTED: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"  5d\ntask build  \"Build\"   10d  after design\n";
const UNKNOWN: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after desing\n";
/// One warning: nobody has said how long it takes.
const VAGUE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"\n";

/// Names that a careless script runs, splits, takes for options or for all files that there are.
const HOSTILE: [&str; 7] = [
    "*.roadmap",
    "$(touch pwned).roadmap",
    "`touch pwned`.roadmap",
    "a; touch pwned #.roadmap",
    "'\"' && touch pwned.roadmap",
    "--help",
    "* two  words.roadmap",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A file of the project.
fn project(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn yaml(text: &str) -> Value {
    serde_saphyr::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_page_of_the_book_says_what_there_is() {
    let page = project("docs/src/builds.md");
    let names = |document: &str, key: &str| -> Vec<String> {
        yaml(&project(document))[key].as_object().unwrap().keys().cloned().collect()
    };
    for name in [names("action.yml", "inputs"), names("ci/gitlab.yml", "variables")].concat() {
        assert!(page.contains(&format!("\n| `{name}` |")), "`{name}` has no row");
    }
    for job in ["milepost-check", "milepost-fmt", "milepost-build"] {
        assert!(
            page.contains(&format!("`{job}`")) && yaml(&project("ci/gitlab.yml"))[job].is_object()
        );
    }
    let blocks: Vec<&str> = page.split("```yaml\n").skip(1).collect();
    assert!(blocks.len() >= 4);
    for block in blocks {
        yaml(block.split("```").next().unwrap());
    }
}

/// What a schema says against a document; nothing if it is valid.
fn faults(schema: &str, document: &Value) -> Option<String> {
    let schema: Value = serde_json::from_str(&project(schema)).unwrap();
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    compiler.add_resource("schema.json", schema).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    schemas.validate(document, index).err().map(|error| format!("{error:#}"))
}
