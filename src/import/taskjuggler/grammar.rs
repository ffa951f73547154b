//! The wall round pest: nobody outside this reader knows its rules.

// The derive writes undocumented items.
#![allow(missing_docs, clippy::pedantic)]

#[derive(pest_derive::Parser)]
#[grammar = "grammar/import/taskjuggler.pest"]
pub(super) struct Grammar;
