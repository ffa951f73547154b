//! Braces that are missing: a file in which they don't pair is read again, and its indentation tells where they should stand.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{SYNTAX_ERROR, UNCLOSED_BLOCK};
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::syntax::parse::{Body, Line, Tree};
use crate::text::Span;

/// Which braces of a file are known to be missing.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::syntax) struct Missing {
    /// How many `}`.
    pub(in crate::syntax) closing: usize,
    /// How many `{`, or so many `}` are too many.
    pub(in crate::syntax) opening: usize,
    /// Whether the author indents at all.
    pub(in crate::syntax) is_indented: bool,
}

impl Tree<'_> {
    /// Before a line is read in a file that lacks braces: the blocks that must have been closed before it, as its indentation tells.
    pub(in crate::syntax) fn close_by_indentation(&mut self, line: &Line<'_>) {
        self.close_indented();
        let is_indented = self.missing.is_indented;
        if self.missing.closing == 0 {
            return;
        }
        let Some(row) = keyword::declaration(line.word) else { return };
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
            self.unclosed(line.place.start);
            self.close_indented();
        }
    }

    /// Before a `}` is paired in a file that lacks braces: the blocks that are indented deeper than it were not closed.
    pub(in crate::syntax) fn close_before_brace(&mut self, brace: Span) {
        if self.missing.closing == 0 {
            return;
        }
        let indent = self.indentation(brace);
        while let [.., outer, inner] = self.stack.as_slice() {
            if inner.indent <= indent || outer.indent < indent || !self.is_missing_one() {
                return;
            }
            self.unclosed(brace.start);
        }
    }

    /// Whether another `}` is known to be missing; it is counted as found.
    fn is_missing_one(&mut self) -> bool {
        let is_missing = self.missing.closing > 0;
        self.missing.closing -= usize::from(is_missing);
        is_missing
    }

    /// Before a line is read in a file that has a `}` too many: what is indented below a declaration without a block stands in its block,
    /// of which the `{` is missing.
    pub(in crate::syntax) fn open_by_indentation(&mut self, line: &Line<'_>) {
        let Some(id) =
            self.last.filter(|_| self.missing.opening > 0 && self.indent > self.last_indent)
        else {
            return;
        };
        let Some(declaration) = self.ast.declarations.get(id.0 as usize) else { return };
        let (kind, end) = (declaration.kind, declaration.head.after());
        let is_declaration = keyword::declaration(line.word).is_some();
        if !takes_block(kind) || !(is_declaration || self.is_below(id, line)) {
            return;
        }
        self.missing.opening -= 1;
        self.last = None;
        self.reports.error(|| expected_brace(end, line.place));
        self.push_block(Body::Of(id, kind), end, self.last_indent);
    }

    /// Reports the innermost block as not closed, and closes it before an offset.
    fn unclosed(&mut self, before: u32) {
        let Some(block) = self.stack.pop() else { return };
        let at = before.saturating_sub(self.base) as usize;
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
    pub(in crate::syntax) fn close_rest(&mut self) {
        let end = self.offset(self.source.len());
        let place = Span::new(end, end);
        let is_reported = !self.is_too_deep;
        let mut closing = if self.source.ends_with('\n') { "}\n" } else { "\n}\n" };
        self.close_all_indented();
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
            self.close_all_indented();
        }
    }
}

/// Says that a line lacks its `{`, for what is indented below it.
pub(in crate::syntax) fn expected_brace(end: Span, below: Span) -> Diagnostic {
    Diagnostic::new(&SYNTAX_ERROR, end, "expected `{` at the end of the line")
        .label(below, "this is indented below it")
        .replace("put it there", end, " {")
}

/// Whether such a declaration can have a block.
const fn takes_block(kind: K) -> bool {
    !matches!(kind, K::Import | K::Let | K::Field | K::Status | K::Cadence | K::Measure)
}
