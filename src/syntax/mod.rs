//! From text to tree.
//!
//! Read in this order: [`keyword`] (the one table of words), [`ast`] (what a file says, before any name is looked up),
//! then `parse` (the only place that knows pest). What is *not* here: what a name refers to, which is `resolve`'s matter.

pub mod ast;
pub mod keyword;
mod parse;

pub use parse::{date_of, parse, period_of, text_value};
