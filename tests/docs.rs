//! What the README and the book say is true: their roadmaps compile, their sessions are what the program prints, their links lead somewhere.
//!
//! How blocks are marked stands in `tests/README.md`. `UPDATE=1 cargo test --test docs` rewrites the sessions, the pictures and the page of the rules.

// Sessions run the program. A test may panic: that is how it fails.
#![cfg(feature = "cli")]
#![allow(clippy::panic, clippy::expect_used, clippy::indexing_slicing, clippy::format_push_string)]

mod book;

use std::fs;

use book::{Page, links, pictures, roadmaps, rules_page, session};
use milepost::syntax::keyword;

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// All faults at once, or none.
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn roadmaps_compile() {
    let faults: Vec<String> = Page::all().iter().flat_map(roadmaps::faults).collect();
    assert_none(&faults);
}

#[test]
fn sessions_are_what_the_program_prints() {
    let mut faults = Vec::new();
    for page in Page::all() {
        let (rewritten, wrong) = session::replayed(&page);
        if is_update() && rewritten != page.text {
            fs::write(&page.path, rewritten).expect("the page can be written");
        } else {
            faults.extend(wrong);
        }
    }
    assert_none(&faults);
}

#[test]
fn pictures_are_what_the_program_draws() {
    let pages = Page::all();
    let faults: Vec<String> =
        pages.iter().flat_map(|page| pictures::faults(page, is_update())).collect();
    assert_none(&faults);
    assert_none(&pictures::unused(&pages));
}

#[test]
fn links_lead_somewhere() {
    let faults: Vec<String> = Page::all().iter().flat_map(links::faults).collect();
    assert_none(&faults);
}

#[test]
fn every_page_is_in_the_summary() {
    let summary = Page::read("docs/src/SUMMARY.md").text;
    for page in Page::all() {
        if let Some(name) = page.name.strip_prefix("docs/src/").filter(|name| *name != "SUMMARY.md")
        {
            assert!(summary.contains(&format!("]({name})")), "{name} is not in the summary");
        }
    }
}

#[test]
fn the_page_of_the_rules_is_fresh() {
    let path = book::root().join("docs/src/rules.md");
    let fresh = rules_page::written();
    if is_update() {
        fs::write(&path, &fresh).expect("the page can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == fresh,
        "docs/src/rules.md is stale: `UPDATE=1 cargo test --test docs` writes it anew"
    );
}

#[test]
fn the_reference_speaks_of_every_word() {
    let reference: String = Page::all()
        .iter()
        .filter(|page| page.name.starts_with("docs/src/language/"))
        .map(|page| page.text.as_str())
        .collect();
    let declarations = keyword::DECLARATIONS.iter().map(|row| row.lexeme);
    let attributes = keyword::ATTRIBUTES.iter().filter(|row| row.is_word()).map(|row| row.lexeme);
    let silent: Vec<&str> =
        declarations.chain(attributes).filter(|word| !is_in_code(&reference, word)).collect();
    assert!(silent.is_empty(), "the reference does not speak of {silent:?}");
}

/// Whether the word stands between backticks, alone or before more.
fn is_in_code(text: &str, word: &str) -> bool {
    text.split('`')
        .skip(1)
        .step_by(2)
        .any(|code| code.split([' ', ',', '…']).any(|part| part == word))
}

#[test]
fn the_page_of_the_command_line_speaks_of_every_option() {
    let page = Page::read("docs/src/command-line.md").text;
    for command in ["check", "build", "why", "explain", "new", "schema", "completions"] {
        assert!(page.contains(&format!("milepost {command}")), "it does not speak of `{command}`");
        let help = session::printed(&format!("milepost {command} --help"), book::root());
        let options =
            help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
        for option in options.map(|word| word.trim_matches([',', '.', '`', ')'])) {
            assert!(option == "--help" || page.contains(option), "it does not speak of `{option}`");
        }
    }
}

#[test]
fn the_changelog_has_its_shape() {
    let text = Page::read("CHANGELOG.md").text;
    assert!(text.starts_with("# Changelog\n"));
    let versions: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert!(
        versions.first().is_some_and(|first| first.starts_with("[Unreleased]")),
        "{versions:?}"
    );
    let known = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    for section in text.lines().filter_map(|line| line.strip_prefix("### ")) {
        assert!(known.contains(&section), "`{section}` is no section of a changelog");
    }
    assert!(!text.contains("\n\n\n"), "one blank line is enough");
}

#[test]
fn the_version_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    let short = version.rsplit_once('.').map_or(version, |(short, _)| short);
    let library = Page::read("docs/src/library.md").text;
    assert!(
        library.contains(&format!("version = \"{short}\"")),
        "docs/src/library.md names another version"
    );
}
