//! Why a line is none of the language, and what it was meant to be.
//!
//! `parse` hands over what the grammar calls broken, and what its literals and names refuse. Where reading stopped is data ([`found`]): the
//! attribute, the piece that is wrong, what was to stand there. The known mistakes are rows ([`rows`]) in tables by where they may stand:
//! [`lines`] (the line as a whole), [`heads`] (names, titles), [`words`] (what begins no attribute), [`operands`] (what an attribute takes),
//! and the literals. What no row knows is told as what was expected and what was found.
//!
//! A mistake is told once: its fix is applied to the line ([`mended`]), and the line is read on as if it had been written so.

mod amounts;
mod below;
mod calendars;
mod characters;
mod conditions;
mod dates;
mod declarations;
mod filters;
mod foreign;
mod found;
mod heads;
mod indented;
mod keywords;
mod lines;
mod mended;
mod names;
mod numbers;
mod operands;
mod people;
mod phrases;
mod pieces;
mod points;
mod regions;
mod rows;
mod statements;
mod texts;
mod views;
mod words;

#[cfg(feature = "cli")]
pub(crate) use views::chart_meant;

pub(in crate::syntax) use amounts::several_units;
pub(in crate::syntax) use below::Continued;
pub(in crate::syntax) use characters::{Odd, ends_line, find as find_odd, is_odd};
pub(in crate::syntax) use found::Reports;
pub(in crate::syntax) use indented::Missing;
pub(in crate::syntax) use mended::Mended;
pub(in crate::syntax) use phrases::shortened;
pub(in crate::syntax) use pieces::Piece;
pub(in crate::syntax) use statements::{read_attributes, read_declaration};
