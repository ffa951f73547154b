//! The one table of words: what each declares or says, and where it may stand.
//!
//! The parser, its messages, completion, hover and the reference all read from here. What is *not* here: how a word's
//! arguments are read, which is `parse`'s matter.

mod attributes;
mod declarations;
mod parts;
mod slips;
mod views;

pub use attributes::{
    ATTRIBUTES, AttributeKind, AttributeWord, CONFLICTS, Takes, attribute, attribute_on,
    is_of_items,
};
pub use declarations::{
    DECLARATIONS, DeclarationKind, DeclarationWord, Kinds, NOT_YET, NotYetWord, declaration,
    not_yet,
};
pub use parts::{PartWord, part_of};
pub use slips::{
    Meant, meant_attribute, meant_attribute_on, meant_declaration, nearly_meant_attribute,
    said_otherwise, suggest_attribute, suggest_declaration, taken_by,
};
