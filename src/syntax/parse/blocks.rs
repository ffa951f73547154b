//! Blocks: a stack pairs the braces.

use super::declaration::Body;
use super::grammar::MAX_DEPTH;
use super::tree::{Block, Brace, Tree, range};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{NESTING_TOO_DEEP, SYNTAX_ERROR, UNEXPECTED_BRACE};
use crate::syntax::ast::{Attribute, DeclarationId};
use crate::text::Span;

impl Tree<'_> {
    /// A `{` on a line of its own is that of the declaration above.
    fn nothing_before_brace(&self) -> Body {
        let Some(id) = self.last.filter(|_| !self.is_skipping()) else { return Body::Skipped };
        let declaration = self.ast.declarations.get(id.0 as usize);
        declaration.map_or(Body::Skipped, |declaration| Body::Of(id, declaration.kind))
    }

    /// Opens the block of what stands before a `{`.
    pub(in crate::syntax) fn open(&mut self, Brace { place: brace, is_first }: Brace) {
        let body = if is_first { self.nothing_before_brace() } else { self.body };
        let last = self.last.take();
        self.is_behind_brace = false;
        self.body = Body::Skipped;
        if self.too_deep > 0 || self.stack.len() >= MAX_DEPTH {
            return self.open_too_deep(brace);
        }
        if is_first && !self.is_skipping() {
            self.brace_alone(brace, last);
        }
        self.push_block(body, brace, self.indent);
    }

    /// Opens a block, of which the line is indented so far.
    pub(in crate::syntax) fn push_block(&mut self, body: Body, brace: Span, indent: usize) {
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
    fn take_attributes(&mut self, id: DeclarationId) -> Vec<Attribute> {
        let declaration = self.ast.declarations.get(id.0 as usize);
        let first = declaration.map_or(0, |declaration| declaration.attributes.0 as usize);
        self.ast.attributes.split_off(first.min(self.ast.attributes.len()))
    }

    pub(in crate::syntax) fn close(&mut self, brace: Brace) {
        self.last = None;
        self.is_behind_brace = true;
        self.body = Body::Skipped;
        self.close_pair(brace);
        self.last_end = brace.place.end;
    }

    fn close_pair(&mut self, brace: Brace) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.closes_orphans(brace) || self.closes_indented(brace) {
            return;
        }
        let Brace { place: brace, is_first } = brace;
        if is_first {
            self.close_before_brace(brace);
        }
        if let Some(block) = self.stack.pop() {
            return self.finish(block, brace);
        }
        self.reports.error(|| {
            Diagnostic::new(&UNEXPECTED_BRACE, brace, "this `}` closes nothing").replace(
                "remove it",
                brace,
                "",
            )
        });
    }

    /// Gives a declaration its attributes, now that its block is closed.
    pub(in crate::syntax) fn finish(&mut self, mut block: Block, end: Span) {
        let (Body::Of(id, _) | Body::Guess(id, _)) = block.body else { return };
        let first = self.ast.attributes.len();
        self.ast.attributes.append(&mut block.attributes);
        let count = self.ast.attributes.len();
        if let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) {
            declaration.attributes = range(first, count);
            declaration.extent = declaration.head.to(end);
        }
    }
}
