//! Blocks: a stack pairs the braces, and finds out which is missing.

use super::token::Token;
use super::tree::{Attributes, Pairing, Tree, range};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{NESTING_TOO_DEEP, SYNTAX_ERROR, UNCLOSED_BLOCK, UNEXPECTED_BRACE};
use crate::syntax::ast::DeclarationId;
use crate::syntax::keyword::{self, DeclarationKind};
use crate::text::Span;

/// How deep blocks may stand in one another.
const MAX_DEPTH: usize = 64;

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
        let attributes = match body {
            Body::Of(id, _) | Body::Guess(id, _) => self.take_attributes(id),
            Body::Skipped => Vec::new(),
        };
        let is_guess = matches!(body, Body::Guess(..));
        let indent = self.indent;
        self.stack.push(Block {
            body,
            brace,
            indent,
            inner: None,
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
        });
    }

    fn brace_alone(&mut self, brace: Span, last: Option<DeclarationId>) {
        let above = last.and_then(|id| self.ast.declarations.get(id.0 as usize));
        let Some(above) = above.map(|declaration| declaration.head.after()) else {
            self.reports.error(|| {
                Diagnostic::new(&UNEXPECTED_BRACE, brace, "this `{` belongs to no declaration")
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
        if self.closes_orphans(brace) {
            return;
        }
        if brace.is_first {
            self.close_before_brace(brace);
        }
        match self.stack.pop() {
            Some(block) => self.finish(block, brace.span),
            None => {
                self.reports.error(|| {
                    Diagnostic::new(&UNEXPECTED_BRACE, brace.span, "this `}` closes nothing")
                        .replace("remove it", brace.span, "")
                });
            }
        }
    }

    /// Gives a declaration its attributes, now that its block is closed.
    fn finish(&mut self, mut block: Block, end: Span) {
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

    fn line_start(&self, at: usize) -> usize {
        let before = self.written.source.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |found| found + 1)
    }

    /// Before a line is read in a file that lacks braces: the blocks that must have been closed before it, as its indentation tells.
    pub(super) fn close_by_indentation(&mut self, first: Token) {
        let Pairing::ByIndentation { is_indented, .. } = self.pairing else { return };
        let Some(row) = keyword::declaration(self.written.at(first.span)) else { return };
        while let Some(block) = self.stack.last() {
            let can_stand = match block.body {
                Body::Of(_, kind) | Body::Guess(_, kind) => row.inside.contains(kind),
                Body::Skipped => false,
            };
            // In a file without indentation only what can't stand in a block tells that it was closed.
            let is_outside = self.indent <= block.indent && (!can_stand || is_indented);
            if !is_outside || !self.is_missing_one() {
                return;
            }
            self.unclosed(first.span.start);
        }
    }

    /// Before a `}` is paired in a file that lacks braces: the blocks that are indented deeper than it were not closed.
    fn close_before_brace(&mut self, brace: Token) {
        if self.pairing == Pairing::Plain {
            return;
        }
        let indent = self.indentation(brace);
        while let [.., outer, inner] = self.stack.as_slice() {
            if inner.indent <= indent || outer.indent < indent || !self.is_missing_one() {
                return;
            }
            self.unclosed(brace.span.start);
        }
    }

    /// Whether another brace is known to be missing; it is counted as found.
    fn is_missing_one(&mut self) -> bool {
        match &mut self.pairing {
            Pairing::ByIndentation { missing, .. } if *missing > 0 => {
                *missing -= 1;
                true
            }
            _ => false,
        }
    }

    /// Reports the innermost block as not closed, and closes it before an offset.
    fn unclosed(&mut self, before: u32) {
        let Some(block) = self.stack.pop() else { return };
        let at = before.saturating_sub(self.written.base) as usize;
        let blank = u32::try_from(at - self.line_start(at)).unwrap_or(0);
        let line = before.saturating_sub(blank);
        let place = Span::new(line, line);
        let (brace, indent) = (block.brace, block.indent);
        self.reports.error(|| {
            Diagnostic::new(&UNCLOSED_BLOCK, brace, "this block is not closed")
                .label(Span::new(before, before + 1), "a `}` seems to be missing before this")
                .replace("close it there", place, format!("{}}}\n", " ".repeat(indent)))
        });
        self.finish(block, place);
    }

    /// At the end of the file: what is still open was never closed.
    pub(super) fn close_rest(&mut self) {
        let end = self
            .written
            .base
            .saturating_add(u32::try_from(self.written.source.len()).unwrap_or(u32::MAX));
        let place = Span::new(end, end);
        let is_reported = !self.is_too_deep;
        let mut closing = if self.written.source.ends_with('\n') { "}\n" } else { "\n}\n" };
        while let Some(block) = self.stack.pop() {
            let brace = block.brace;
            if is_reported {
                self.reports.error(|| {
                    Diagnostic::new(&UNCLOSED_BLOCK, brace, "this block is not closed").replace(
                        "close it at the end of the file",
                        place,
                        closing,
                    )
                });
            }
            closing = "}\n";
            self.finish(block, place);
        }
    }
}
