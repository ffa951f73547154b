//! Blocks: a stack pairs the braces.

use super::odd::ends_line;
use super::token::Token;
use super::tree::{Attributes, Tree, range};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{NESTING_TOO_DEEP, SYNTAX_ERROR, UNEXPECTED_BRACE};
use crate::syntax::ast::DeclarationId;
use crate::syntax::keyword::DeclarationKind;
use crate::text::Span;

/// How deep blocks may stand in one another.
pub(super) const MAX_DEPTH: usize = 64;

/// What a block belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// A declaration.
    Of(DeclarationId, DeclarationKind),
    /// A declaration by a word that nobody knows, taken for this one.
    Guess(DeclarationId, DeclarationKind),
    /// Something that can't be read: all within is passed over.
    Skipped,
}

/// A block that is open.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) body: Body,
    pub(super) brace: Span,
    /// How far the line is indented that it was opened on.
    pub(super) indent: usize,
    /// How far the first line in it is indented.
    pub(super) inner: Option<usize>,
    /// Where its first line begins, if it has no braces and only its indentation tells of it.
    pub(super) below: Option<Span>,
    /// The attributes of its declaration so far: its children's come between them in the source.
    pub(super) attributes: Attributes,
    /// Whether its declaration was guessed: what stands wrong within may well stand right.
    pub(super) is_guess: bool,
    /// Whether something in it was reported that is reported once only.
    pub(super) is_reported: bool,
}

impl Tree<'_> {
    pub(super) fn is_skipping(&self) -> bool {
        self.too_deep > 0 || self.stack.last().is_some_and(|block| block.body == Body::Skipped)
    }

    /// The declaration in whose block the line stands.
    pub(super) fn owner(&self) -> Option<(DeclarationId, DeclarationKind)> {
        self.stack.last().and_then(|block| match block.body {
            Body::Of(id, kind) | Body::Guess(id, kind) => Some((id, kind)),
            Body::Skipped => None,
        })
    }

    /// An empty line in front of a brace: a `{` on a line of its own is that of the declaration above.
    pub(super) fn nothing(&mut self, has_brace: bool) -> Body {
        let Some(id) = self.last.filter(|_| has_brace && !self.is_skipping()) else {
            return Body::Skipped;
        };
        let declaration = self.ast.declarations.get(id.0 as usize);
        declaration.map_or(Body::Skipped, |declaration| Body::Of(id, declaration.kind))
    }

    pub(super) fn open(&mut self, token: Token, body: Body) {
        let (brace, is_alone) = (token.span, token.is_first);
        let last = self.last.take();
        if self.too_deep > 0 || self.stack.len() >= MAX_DEPTH {
            return self.open_too_deep(brace);
        }
        if is_alone && !self.is_skipping() {
            self.brace_alone(brace, last);
        }
        self.push_block(body, brace, self.indent);
    }

    /// Opens a block, of which the line is indented so far.
    pub(super) fn push_block(&mut self, body: Body, brace: Span, indent: usize) {
        let attributes = match body {
            Body::Of(id, _) | Body::Guess(id, _) => self.take_attributes(id),
            Body::Skipped => Vec::new(),
        };
        let is_guess = matches!(body, Body::Guess(..));
        self.stack.push(Block {
            body,
            brace,
            indent,
            inner: None,
            below: None,
            attributes,
            is_guess,
            is_reported: false,
        });
    }

    fn open_too_deep(&mut self, brace: Span) {
        self.too_deep += 1;
        if std::mem::replace(&mut self.is_too_deep, true) {
            return;
        }
        self.reports.error(|| {
            let message = format!("blocks stand in one another more than {MAX_DEPTH} deep");
            Diagnostic::new(&NESTING_TOO_DEEP, brace, message)
                .help("is a `}` missing above? what stands deeper can stand beside instead")
        });
    }

    fn brace_alone(&mut self, brace: Span, last: Option<DeclarationId>) {
        let above = last.and_then(|id| self.ast.declarations.get(id.0 as usize));
        let Some(above) = above.map(|declaration| declaration.head.after()) else {
            self.reports.error(|| {
                Diagnostic::new(&UNEXPECTED_BRACE, brace, "this `{` belongs to no declaration")
                    .help(
                        "a block begins at the end of a declaration's line: `stream web \"Web\" {`",
                    )
            });
            return;
        };
        self.reports.error(|| {
            Diagnostic::new(
                &SYNTAX_ERROR,
                brace,
                "a `{` stands at the end of its declaration's line",
            )
            .replace("put it there", Span::new(above.end, brace.end), " {")
        });
    }

    /// Takes a declaration's attributes, the newest there are, off the tree until its block is closed.
    fn take_attributes(&mut self, id: DeclarationId) -> Attributes {
        let declaration = self.ast.declarations.get(id.0 as usize);
        let first = declaration.map_or(0, |declaration| declaration.attributes.0 as usize);
        self.ast.attributes.split_off(first.min(self.ast.attributes.len()))
    }

    pub(super) fn close(&mut self, brace: Token) {
        self.last = None;
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.closes_orphans(brace) || self.closes_indented(brace) {
            return;
        }
        if brace.is_first {
            self.close_before_brace(brace);
        }
        if let Some(block) = self.stack.pop() {
            return self.finish(block, brace.span);
        }
        self.stray += 1;
        self.reports.error(|| {
            Diagnostic::new(&UNEXPECTED_BRACE, brace.span, "this `}` closes nothing").replace(
                "remove it",
                brace.span,
                "",
            )
        });
    }

    /// Gives a declaration its attributes, now that its block is closed.
    pub(super) fn finish(&mut self, mut block: Block, end: Span) {
        let (Body::Of(id, _) | Body::Guess(id, _)) = block.body else { return };
        let first = self.ast.attributes.len();
        self.ast.attributes.append(&mut block.attributes);
        let count = self.ast.attributes.len();
        if let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) {
            declaration.attributes = range(first, count);
            declaration.extent = declaration.head.to(end);
        }
    }

    /// How far the first lexeme of a line is indented; a tab counts as four.
    pub(super) fn indentation(&self, first: Token) -> usize {
        if !first.is_first {
            return 0;
        }
        let at = first.span.start.saturating_sub(self.written.base) as usize;
        let blank = self.written.source.get(self.line_start(at)..at).unwrap_or_default();
        blank.bytes().map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.written.source.get(..at).unwrap_or_default();
        let end = before.char_indices().rev().find(|(_, char)| *char == '\n' || ends_line(*char));
        end.map_or(0, |(found, char)| found + char.len_utf8())
    }
}
