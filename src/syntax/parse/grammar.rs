//! The wall round pest: nobody outside `parse` and `mistakes` knows its rules.

// The derive writes undocumented items.
#![allow(missing_docs, clippy::pedantic)]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/roadmap.pest"]
pub(in crate::syntax) struct Grammar;

/// How deep blocks may stand in one another.
pub const MAX_DEPTH: usize = 64;
