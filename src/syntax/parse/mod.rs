//! From text to [`Ast`]: the only place that knows pest.
//!
//! Read in this order: `grammar/roadmap.pest` (the lexemes), `lexer` (logical lines), `tree` (lines become declarations, a stack
//! pairs the braces), `head` (a declaration's own line), `attributes` (by theme), `literals` (one word each).
//!
//! Names of functions promise: what returns [`Read`](reports::Read) has reported what is wrong before it fails.

mod attributes;
mod below;
mod blocks;
mod braces;
mod describe;
mod foreign;
mod grammar;
mod guess;
mod head;
mod indented;
mod lexer;
mod literals;
mod mend;
mod odd;
mod quotes;
mod reader;
mod reports;
mod shape;
mod statement;
#[cfg(test)]
mod tests;
mod title;
mod token;
mod tree;
mod unknown;

use super::ast::Ast;
use crate::diagnostic::Diagnostics;
use crate::text::{SourceId, Sources};

pub use literals::date::date_of;
pub use literals::date_slips::period_of;
pub use literals::text::text_value;

/// Reads one source. Never fails: what can't be read is reported and passed over.
pub fn parse(sources: &Sources, source: SourceId, out: &mut Diagnostics) -> Ast {
    let (ast, reports) = tree::read(sources, source);
    out.absorb(reports);
    ast
}
