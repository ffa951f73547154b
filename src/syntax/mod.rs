//! From text to tree.
//!
//! Read in this order: [`keyword`] (the one table of words), [`ast`] (what a file says, before any name is looked up), then `parse`
//! (pairs become the tree) and `mistakes` (why a line is none of the language). What is *not* here: what a name refers to, which is `resolve`'s matter.

pub mod ast;
pub mod keyword;
mod mistakes;
mod parse;

#[cfg(feature = "cli")]
pub(crate) use mistakes::chart_meant;
pub use mistakes::period_of;
pub use parse::{
    Expected, Literal, LiteralValue, MAX_DEPTH, Memory, Piece, Token, TokenKind, date_of,
    expected_at, expected_behind, is_name, literal_value, pieces, text_value, tokens, words,
};
#[cfg(feature = "interchange")]
pub(crate) use parse::{LARGEST_NUMBER, MOST_OF_A_UNIT, is_number};
pub(crate) use parse::{WEEKDAYS, said_once, start_of_statement};

use crate::diagnostic::Diagnostics;
use crate::text::{SourceId, Sources};

/// Reads one source. Never fails: what can't be read is reported and passed over.
pub fn parse(sources: &Sources, source: SourceId, out: &mut Diagnostics) -> ast::Ast {
    parse_again(sources, source, None, out)
}

/// Reads one source, but for what is remembered of it: the same comes of it.
pub fn parse_again(
    sources: &Sources,
    source: SourceId,
    memory: Option<&mut Memory>,
    out: &mut Diagnostics,
) -> ast::Ast {
    let (ast, reports) = parse::read(sources, source, memory);
    out.absorb(reports);
    ast
}
