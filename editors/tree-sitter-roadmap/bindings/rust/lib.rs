//! The Roadmap language for [tree-sitter](https://tree-sitter.github.io).

use tree_sitter_language::LanguageFn;

unsafe extern "C" {
    fn tree_sitter_roadmap() -> *const ();
}

/// The grammar.
// SAFETY: the function is that of the parser generated from `grammar.js`, and gives its table.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_roadmap) };

/// What is coloured how.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");
/// What is written in another language: notes are Markdown.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");
/// Where names are declared and used.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");
/// What an index of names lists.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");
