//! The one table of words: what each declares or says, and where it may stand.
//!
//! The parser, its messages, completion, hover and the reference all read from here. What is *not* here: how a word's
//! arguments are read, which is `parse`'s matter.

mod attributes;
mod declarations;
mod parts;
mod slips;

pub use attributes::{
    ATTRIBUTES, AttributeKind, AttributeWord, CONFLICTS, Takes, attribute, attribute_on,
    is_of_items,
};
pub use declarations::{
    DECLARATIONS, DeclarationKind, DeclarationWord, Kinds, NOT_YET, NotYetWord, declaration,
    not_yet,
};
pub use parts::PartWord;
pub use slips::{
    Meant, meant_attribute, meant_attribute_on, meant_declaration, nearly_meant_attribute,
    said_otherwise, suggest_attribute, suggest_declaration, taken_by,
};

use parts::{PARTS, words_of};

/// What a word means within an attribute; `None` where it belongs to no other than itself.
pub fn part_of(of: Option<AttributeKind>, lexeme: &str) -> Option<&'static PartWord> {
    let named = || PARTS.iter().filter(|row| row.lexeme == lexeme);
    let own = |of: AttributeKind| named().find(|row| row.of == Some(words_of(of)));
    // What sorts is what groups are made by, and more.
    let own = of.and_then(|of| {
        own(of).or_else(|| own(AttributeKind::Group).filter(|_| of == AttributeKind::Sort))
    });
    own.or_else(|| named().find(|row| row.of.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_grammar_is_explained() {
        // The units of time and the beginnings of addresses are no words by themselves.
        let signs = ["=", "min", "mo", "http", "https", "mailto", "k"];
        let unknown = crate::syntax::words().iter().filter(|word| {
            attribute(word).is_none()
                && declaration(word).is_none()
                && !PARTS.iter().any(|row| row.lexeme == **word)
                && !signs.contains(word)
        });
        assert_eq!(unknown.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
