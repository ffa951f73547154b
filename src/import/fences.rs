//! Plans in the fences of a Markdown file.

use pest::Parser as _;
use pest::iterators::Pair;

use self::grammar::{Grammar, Rule};

mod grammar {
    // The derive writes undocumented items.
    #![allow(missing_docs, clippy::pedantic)]

    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/import/markdown.pest"]
    pub(super) struct Grammar;
}

/// What stands in a fence.
pub(super) struct Fence<'t> {
    /// The language that the fence names.
    pub(super) language: &'t str,
    /// The line at which its body begins.
    pub(super) line: usize,
    /// Its lines.
    pub(super) body: &'t str,
}

/// All fences of a text that [`plain`] has made.
pub(super) fn fences(text: &str) -> Vec<Fence<'_>> {
    let pairs = Grammar::parse(Rule::markdown, text).ok().and_then(|mut pairs| pairs.next());
    let mut fences = Vec::new();
    let mut line = 1;
    for block in pairs.into_iter().flat_map(Pair::into_inner) {
        let lines = lines_of(block.as_str());
        let mut inner = block.into_inner();
        if let (Some(language), Some(body)) = (inner.next(), inner.next()) {
            fences.push(Fence { language: language.as_str(), line: line + 1, body: body.as_str() });
        }
        line += lines;
    }
    fences
}

/// A text with tabs and carriage returns as spaces, and a line feed at its end: what the grammars read.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let mut plain = text.replace(['\t', '\r', '\u{a0}'], " ");
    if !plain.ends_with('\n') {
        plain.push('\n');
    }
    plain
}

/// How many lines a piece of text ends.
pub(super) fn lines_of(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}
