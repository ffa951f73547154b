//! The wall round pest: nobody outside this file and `lexer` knows its rules.

// The derive writes undocumented items.
#![allow(missing_docs, clippy::pedantic)]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/roadmap.pest"]
pub(super) struct Grammar;
