//! From logical lines to the tree: a stack of open blocks pairs the braces.

use super::attributes;
use super::head;
use super::lexer::{Lexer, LineEnd};
use super::reader::{Reader, Word};
use super::reports::Reports;
use super::token::{Token, TokenKind};
use crate::diagnostic::rules::{
    MISPLACED_DECLARATION, NESTING_TOO_DEEP, NOT_YET, SYNTAX_ERROR, UNCLOSED_BLOCK,
    UNEXPECTED_BRACE, UNKNOWN_KEYWORD,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId};
use crate::syntax::keyword::{self, DeclarationKind, DeclarationWord};
use crate::text::{SourceId, Sources, Span};

/// How deep blocks may stand in one another.
const MAX_DEPTH: usize = 64;

/// What a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Body {
    /// A declaration.
    Of(DeclarationId, DeclarationKind),
    /// Something that can't be read: all within is passed over.
    Skipped,
}

/// A block that is open.
#[derive(Debug)]
struct Block {
    body: Body,
    brace: Span,
    /// The attributes of its declaration so far: its children's come between them in the source.
    attributes: Vec<Attribute>,
}

/// A tree that grows.
pub(super) struct Tree<'s> {
    source: &'s str,
    base: u32,
    reports: Reports,
    ast: Ast,
    stack: Vec<Block>,
    /// How many braces are open below the deepest block.
    too_deep: usize,
}

impl<'s> Tree<'s> {
    /// Reads a whole source.
    pub(super) fn of(sources: &'s Sources, id: SourceId) -> (Ast, Diagnostics) {
        let source = sources.source(id).map_or("", |source| source.text());
        let ast = Ast { source: id, declarations: Vec::new(), attributes: Vec::new() };
        let mut tree = Self {
            source,
            base: sources.base(id),
            reports: Reports::default(),
            ast,
            stack: Vec::new(),
            too_deep: 0,
        };
        tree.read();
        (tree.ast, tree.reports.into_sink())
    }

    fn read(&mut self) {
        let mut lexer = Lexer::new(self.source, self.base);
        let mut line = Vec::new();
        while let Some(end) = lexer.line(&mut line) {
            let body = self.line(&line);
            match end {
                LineEnd::Newline => {}
                LineEnd::Open(brace) => self.open(brace, body),
                LineEnd::Close(brace) => self.close(brace),
            }
        }
        self.close_rest();
    }

    fn is_skipping(&self) -> bool {
        self.too_deep > 0 || self.stack.last().is_some_and(|block| block.body == Body::Skipped)
    }

    /// Reads a line; says what a `{` behind it would open.
    fn line(&mut self, tokens: &[Token]) -> Body {
        let Some(first) = tokens.first().copied().filter(|_| !self.is_skipping()) else {
            return Body::Skipped;
        };
        if first.kind == TokenKind::Word {
            let word = Word { text: self.text(first.span), span: first.span };
            return self.line_of(word, tokens);
        }
        self.reports.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, first.span, "expected a keyword such as `task`")
        });
        Body::Skipped
    }

    fn text(&self, span: Span) -> &'s str {
        let at = |offset: u32| offset.saturating_sub(self.base) as usize;
        self.source.get(at(span.start)..at(span.end)).unwrap_or_default()
    }

    fn owner(&self) -> Option<(DeclarationId, DeclarationKind)> {
        self.stack.iter().rev().find_map(|block| match block.body {
            Body::Of(id, kind) => Some((id, kind)),
            Body::Skipped => None,
        })
    }

    fn line_of(&mut self, word: Word<'s>, tokens: &[Token]) -> Body {
        let owner = self.owner().map(|(_, kind)| kind);
        let is_attribute = owner.is_some_and(|kind| {
            keyword::attribute(word.text).is_some_and(|row| row.on.contains(kind))
        });
        if let Some(row) = keyword::declaration(word.text).filter(|_| !is_attribute) {
            return self.declaration(row, word, tokens);
        }
        if keyword::not_yet(word.text).is_some() {
            self.reports.error(|| {
                let message = format!("`{}` is not supported yet", word.text);
                Diagnostic::new(&NOT_YET, word.span, message)
            });
            return Body::Skipped;
        }
        match owner {
            Some(kind) => self.block_attributes(kind, tokens),
            None => {
                self.reports.error(|| {
                    let message = format!("unknown keyword `{}`", word.text);
                    Diagnostic::new(&UNKNOWN_KEYWORD, word.span, message)
                });
            }
        }
        Body::Skipped
    }

    fn block_attributes(&mut self, kind: DeclarationKind, tokens: &[Token]) {
        let mut reader = Reader::new(self.source, self.base, tokens, &mut self.reports);
        reader.kind = kind;
        if let Some(block) = self.stack.last_mut() {
            attributes::attributes(&mut reader, &mut block.attributes);
        }
    }

    fn declaration(&mut self, row: &DeclarationWord, word: Word<'s>, tokens: &[Token]) -> Body {
        let parent = self.owner();
        let fits = parent.map_or(row.at_top, |(_, kind)| row.inside.contains(kind));
        if !fits {
            self.reports.error(|| {
                let message = format!("`{}` can't stand here", word.text);
                Diagnostic::new(&MISPLACED_DECLARATION, word.span, message)
            });
        }
        let first = self.ast.attributes.len();
        let mut reader = Reader::new(self.source, self.base, tokens, &mut self.reports);
        reader.kind = row.kind;
        reader.skip();
        let head = head::head(&mut reader, &mut self.ast.attributes);
        let span = word.span.to(reader.last_span());
        let id = DeclarationId(u32::try_from(self.ast.declarations.len()).unwrap_or(u32::MAX));
        self.ast.declarations.push(Declaration {
            kind: row.kind,
            keyword: word.span,
            name: head.name,
            title: head.title,
            head: span,
            extent: span,
            parent: parent.map(|(id, _)| id).filter(|_| fits),
            attributes: range(first, self.ast.attributes.len()),
        });
        Body::Of(id, row.kind)
    }

    fn open(&mut self, brace: Span, body: Body) {
        if self.too_deep > 0 || self.stack.len() >= MAX_DEPTH {
            if self.too_deep == 0 {
                self.reports.error(|| {
                    let message = format!("blocks stand in one another more than {MAX_DEPTH} deep");
                    Diagnostic::new(&NESTING_TOO_DEEP, brace, message)
                });
            }
            self.too_deep += 1;
            return;
        }
        let attributes = match body {
            Body::Of(id, _) => self.take_attributes(id),
            Body::Skipped => Vec::new(),
        };
        self.stack.push(Block { body, brace, attributes });
    }

    /// Takes a declaration's attributes, the newest there are, off the tree until its block is closed.
    fn take_attributes(&mut self, id: DeclarationId) -> Vec<Attribute> {
        let declaration = self.ast.declarations.get(id.0 as usize);
        let first = declaration.map_or(0, |declaration| declaration.attributes.0 as usize);
        self.ast.attributes.split_off(first.min(self.ast.attributes.len()))
    }

    fn close(&mut self, brace: Span) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        match self.stack.pop() {
            Some(block) => self.finish(block, brace),
            None => {
                self.reports
                    .error(|| Diagnostic::new(&UNEXPECTED_BRACE, brace, "this `}` closes nothing"));
            }
        }
    }

    fn finish(&mut self, mut block: Block, end: Span) {
        let Body::Of(id, _) = block.body else { return };
        let first = self.ast.attributes.len();
        self.ast.attributes.append(&mut block.attributes);
        let count = self.ast.attributes.len();
        if let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) {
            declaration.attributes = range(first, count);
            declaration.extent = declaration.head.to(end);
        }
    }

    fn close_rest(&mut self) {
        while let Some(block) = self.stack.pop() {
            let brace = block.brace;
            self.reports
                .error(|| Diagnostic::new(&UNCLOSED_BLOCK, brace, "this block is never closed"));
            self.finish(block, brace);
        }
    }
}

/// From an index up to another, as where it begins and how many.
fn range(first: usize, end: usize) -> (u32, u32) {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    (number(first), number(end.saturating_sub(first)))
}
