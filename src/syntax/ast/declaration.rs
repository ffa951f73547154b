//! Declarations: `kind name "Title" attribute… { … }`.

use super::Attribute;
use crate::syntax::keyword::{AttributeKind, DeclarationKind};
use crate::text::{SourceId, Span};

/// Which of an [`Ast`]'s declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeclarationId(pub u32);

/// One declaration.
#[derive(Clone, Debug)]
pub struct Declaration {
    /// What it declares.
    pub kind: DeclarationKind,
    /// Its keyword.
    pub keyword: Span,
    /// The name by which others refer to it; of an import, the name behind `as`.
    pub name: Option<Span>,
    /// Its title with its quotes; of an import the path, of a status or a risk the text.
    pub title: Option<Span>,
    /// From the keyword to the end of what stands on its own line.
    pub head: Span,
    /// From the keyword to the closing brace, or the head where there is no block.
    pub extent: Span,
    /// The declaration whose block it stands in.
    pub parent: Option<DeclarationId>,
    /// Its attributes: this many of [`Ast::attributes`], from this one on.
    pub attributes: (u32, u32),
}

/// A statement of which something could not be read, or that stands where it can't: what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    /// From its first word to its end.
    pub span: Span,
    /// Its beginning, in which names may be declared that are in no declaration: behind its first attribute it can only refer to some.
    pub declares: Span,
    /// The attribute that it begins with, if it was meant as such.
    pub attribute: Option<AttributeKind>,
}

/// What one source file says.
#[derive(Clone, Debug)]
pub struct Ast {
    /// Which source.
    pub source: SourceId,
    /// All declarations, in the order written: a block's come behind their parent.
    pub declarations: Vec<Declaration>,
    /// All attributes, those of one declaration side by side in the order written.
    pub attributes: Vec<Attribute>,
    /// Attributes that begin with a word which was only guessed: that a name in one of them is not known is no mistake of its own.
    pub guesses: Vec<Span>,
    /// What could not be read as a whole, in the order written.
    pub broken: Vec<Broken>,
}

impl Ast {
    /// The attributes of a declaration, on its line and in its block, in the order written.
    pub fn attributes_of(&self, declaration: &Declaration) -> &[Attribute] {
        let (first, count) = declaration.attributes;
        let first = first as usize;
        self.attributes.get(first..first + count as usize).unwrap_or_default()
    }

    /// The declarations with their ids, in the order written.
    pub fn iter(&self) -> impl Iterator<Item = (DeclarationId, &Declaration)> {
        (0..).map(DeclarationId).zip(&self.declarations)
    }
}
