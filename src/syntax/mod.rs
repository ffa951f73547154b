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
pub use parse::{
    Expected, Literal, LiteralValue, MAX_DEPTH, Memory, Piece, Token, TokenKind, date_of,
    expected_at, expected_behind, is_name, literal_value, period_of, pieces, text_value, tokens,
    words,
};
#[cfg(feature = "interchange")]
pub(crate) use parse::{LARGEST_NUMBER, MOST_OF_A_UNIT, is_number};
pub(crate) use parse::{WEEKDAYS, said_once, start_of_statement};

use crate::diagnostic::Diagnostics;
use crate::text::{Source, SourceId, Sources};

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

/// A source and what it was read as, for who asks several things of it.
#[derive(Debug)]
pub struct Parsed {
    /// The source alone.
    pub sources: Sources,
    /// What it says.
    pub ast: ast::Ast,
    /// What is wrong with it, in order of arrival.
    pub diagnostics: Diagnostics,
}

impl Parsed {
    /// Reads a source; nothing if it is larger than a source may be.
    pub fn of(source: Source) -> Option<Self> {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::new());
        let id = sources.add(source)?;
        let ast = parse(&sources, id, &mut diagnostics);
        Some(Self { sources, ast, diagnostics })
    }

    /// The path of the source.
    pub fn path(&self) -> &str {
        self.sources.source(self.ast.source).map_or("", Source::path)
    }
}
