//! From text to [`Ast`](super::ast::Ast): with `mistakes` the only place that knows pest.
//!
//! Read in this order: `grammar/roadmap.pest` (the language), `lines` (they become declarations of the `tree`), `blocks` (a stack pairs the braces),
//! `declaration`, `attribute`, `literal` (a pair becomes what it says), `shape` (what attributes say together).
//! What stops being the language is handed to `mistakes`.

mod ask;
mod attribute;
mod blocks;
mod condition;
pub(super) mod date;
mod declaration;
mod expected;
mod grammar;
mod lines;
mod literal;
mod memory;
mod name;
pub(super) mod number;
mod recall;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod tokens;
mod tree;
mod view;
mod written;

pub use date::{date_of, period_of};
pub(crate) use expected::start_of_statement;
pub use expected::{Expected, Literal, expected_at, expected_behind, words};
pub use literal::{LiteralValue, literal_value};
pub(crate) use shape::said_once;
pub use text::text_value;
pub use tokens::{Piece, Token, TokenKind, pieces, tokens};

use crate::syntax::keyword::DeclarationKind;

/// Whether a word may be the name of such a declaration.
pub fn is_name(word: &str, kind: DeclarationKind) -> bool {
    is_identifier(word) && !is_reserved(word, kind)
}

pub(super) use ask::{
    attributes_first, begins_test, condition_first, declaration_alone, declaration_first,
    end_of_attribute, pieces_of, stops_at,
};
pub(super) use attribute::{is_address, is_field, is_grade, next_attribute};
pub(super) use declaration::{Body, Head, declaration, is_reserved};
pub use grammar::MAX_DEPTH;
pub(super) use grammar::Rule;
pub(super) use lines::read;
pub(crate) use literal::WEEKDAYS;
pub use memory::Memory;
pub(super) use name::{is_identifier, is_inner, is_path};
pub(super) use number::is_extent;
#[cfg(feature = "interchange")]
pub(crate) use number::{LARGEST as LARGEST_NUMBER, MOST as MOST_OF_A_UNIT, is_number};
pub(super) use text::{end_of_block, escape_length, is_unclosed};
pub(super) use tree::{Block, Brace, Content, Line, Tree, range};
pub(super) use written::{Byte, Origin, Stop, Written};
