//! Braces that are missing. Indentation says nothing to the language, but whoever indents means something by it: it tells where they should
//! stand. What is indented below a declaration without a block is taken for its parts; and a file in which a `}` is missing is read again.

use super::found::{Mistake, syntax, wrong};
use super::pieces::PieceKind;
use crate::diagnostic::Edit;
use crate::diagnostic::rules::UNCLOSED_BLOCK;
use crate::syntax::ast::{Attribute, Declaration, Value};
use crate::syntax::keyword::{self, DeclarationKind};
use crate::syntax::parse::{Block, Body, Brace, Content, Line, MAX_DEPTH, Tree};
use crate::text::Span;

/// Which braces of a file are known to be missing.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::syntax) struct Missing {
    /// How many `}`.
    pub(in crate::syntax) closing: usize,
    /// Whether the author indents at all.
    pub(in crate::syntax) is_indented: bool,
}

impl Tree<'_> {
    /// Before a line is read: the blocks without braces that it is not indented below, and, in a file that lacks braces, those that must
    /// have been closed before it, as its indentation tells.
    pub(super) fn close_by_indentation(&mut self, line: &Line<'_>) {
        self.close_indented();
        let row = keyword::declaration(line.word).filter(|_| self.missing.closing > 0);
        while let (Some(row), Some(block)) = (row, self.stack.last()) {
            let can_stand = match block.body {
                Body::Of(_, kind) | Body::Guess(_, kind) => row.inside.contains(kind),
                Body::Skipped => false,
            };
            // In a file without indentation only what can't stand in a block tells that it was closed.
            let is_outside =
                self.indent <= block.indent && (!can_stand || self.missing.is_indented);
            if !is_outside || !self.is_missing_one() {
                return;
            }
            self.unclosed(line.place.start);
            self.close_indented();
        }
    }

    /// Before a `}` is paired in a file that lacks braces: the blocks that are indented deeper than it were not closed.
    pub(in crate::syntax) fn close_before_brace(&mut self, brace: Span) {
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

    /// Reports the innermost block as not closed, and closes it before an offset.
    fn unclosed(&mut self, before: u32) {
        let Some(block) = self.stack.pop() else { return };
        let line = self.offset(self.line_start(self.local(before)));
        let place = Span::new(line, line);
        let (brace, indent) = (block.brace, " ".repeat(block.indent));
        self.reports.error(|| {
            not_closed(brace, "close it there", place, format!("{indent}}}\n"))
                .label(Span::new(before, before + 1), "a `}` seems to be missing before this")
        });
        self.finish(block, place);
    }

    /// At the end of the file: what is still open was never closed.
    pub(in crate::syntax) fn close_rest(&mut self) {
        let end = self.offset(self.source.len());
        let place = Span::new(end, end);
        let mut closing = if self.source.ends_with('\n') { "}\n" } else { "\n}\n" };
        self.close_all_indented();
        while let Some(block) = self.stack.pop() {
            let brace = block.brace;
            if !self.is_too_deep {
                let title = "close it at the end of the file";
                self.reports.error(|| not_closed(brace, title, place, closing.to_owned()));
            }
            closing = "}\n";
            self.finish(block, place);
            self.close_all_indented();
        }
    }

    /// Before a line is read: opens a block without braces if the line declares what could stand in the declaration above, and is indented
    /// deeper than that.
    pub(super) fn open_indented(&mut self, line: &Line<'_>) {
        let is_deeper = self.indent > self.last_indent && !self.is_skipping();
        let last = self.last.filter(|_| is_deeper && self.stack.len() < MAX_DEPTH);
        let above = last.and_then(|id| Some((id, self.ast.declarations.get(id.0 as usize)?)));
        let Some((id, above)) = above else { return };
        let (kind, end, word) = (above.kind, above.head.after(), line.word);
        let is_part = keyword::declaration(word).is_some_and(|row| row.inside.contains(kind));
        // A task below one that has work of its own may be indented to show that it comes later.
        let is_beside = word == DeclarationKind::Task.lexeme() && self.is_work(above)
            || word == DeclarationKind::Status.lexeme() && names_its_item(line);
        if !is_part || is_beside || keyword::attribute(word).is_some() {
            return;
        }
        // Attributes on lines between stand in the block as well: that is the same mistake.
        let continued = self.continued.take().and_then(|continued| continued.place());
        self.last = None;
        self.push_block(Body::Of(id, kind), continued.unwrap_or(end), self.last_indent);
        if let Some(block) = self.stack.last_mut() {
            block.below = Some(line.place);
        }
    }

    /// Whether a declaration is a task with an estimate or dates of its own.
    fn is_work(&self, declaration: &Declaration) -> bool {
        use Value::{Broken, Date, During, Estimate, Word};
        let is_of_work = |one: &Attribute| {
            matches!(one.value, Estimate(..) | Date(..) | During(..) | Word { .. } | Broken(_))
        };
        declaration.kind == DeclarationKind::Task
            && self.ast.attributes_of(declaration).iter().any(is_of_work)
    }

    /// Closes the blocks without braces that a line is not indented below.
    fn close_indented(&mut self) {
        let indent = self.indent;
        let is_over = |block: &Block| block.below.is_some() && indent <= block.indent;
        while self.stack.last().is_some_and(is_over) {
            self.close_without_brace();
        }
    }

    /// Before a `}` is paired: closes the blocks without braces that it does not close. If it does close one, which lacks its `{` only, true.
    pub(in crate::syntax) fn closes_indented(
        &mut self,
        Brace { place: brace, is_first }: Brace,
    ) -> bool {
        let indent = if is_first { self.indentation(brace) } else { 0 };
        while let Some((block, below)) =
            self.stack.last().and_then(|block| Some((block, block.below?)))
        {
            let outer = self.stack.iter().rev().find(|block| block.below.is_none());
            let is_own = outer.is_none_or(|outer| indent >= block.indent && indent > outer.indent);
            let next = self.stack.iter().rev().nth(1);
            let has_more = next.is_some_and(|outer| outer.below.is_some());
            // Of several the one that stands no deeper than the brace.
            if !is_own || indent < block.indent && has_more {
                self.close_without_brace();
                continue;
            }
            let end = block.brace;
            self.reports.error(|| expected_brace(end, below));
            if let Some(block) = self.stack.pop() {
                self.finish(block, brace);
            }
            return true;
        }
        false
    }

    /// At the end of the file: closes the blocks without braces that nothing closed.
    pub(in crate::syntax) fn close_all_indented(&mut self) {
        while self.stack.last().is_some_and(|block| block.below.is_some()) {
            self.close_without_brace();
        }
    }

    /// Closes the innermost block, which has no braces, behind the last line, its comment included.
    fn close_without_brace(&mut self) {
        let Some(block) = self.stack.pop() else { return };
        let at = self.local(self.last_end);
        let rest = self.source.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let end = self.offset(at + line.len());
        let end = Span::new(end, end);
        let opened = self.local(block.brace.start);
        let line = self.source.get(self.line_start(opened)..opened).unwrap_or_default();
        let blank = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
        let (brace, below) = (block.brace, block.below.unwrap_or_default());
        self.reports.error(|| {
            let opening = Edit { span: brace, text: " {".to_owned() };
            let closing = Edit { span: end, text: format!("\n{blank}}}") };
            expected_brace(brace, below)
                .help("indentation says nothing: what belongs to it stands between `{` and `}`")
                .fix("put the braces there", vec![opening, closing])
        });
        self.finish(block, end);
    }
}

/// Whether a status says what it is about, `status 2026-03-16 at-risk api "…"`: then it needn't stand there.
fn names_its_item(line: &Line<'_>) -> bool {
    match &line.content {
        Content::Read(_, attributes) => {
            attributes.iter().any(|one| matches!(one.value, Value::Status { item: Some(_), .. }))
        }
        Content::Broken(_) => line.pieces.get(3).is_some_and(|piece| piece.kind == PieceKind::Word),
    }
}

fn not_closed(brace: Span, title: &str, place: Span, closing: String) -> Mistake {
    wrong(&UNCLOSED_BLOCK, brace, "this block is not closed")
        .fix(title, vec![Edit { span: place, text: closing }])
}

/// Says that a line lacks its `{`, for what is indented below it.
pub(super) fn expected_brace(end: Span, below: Span) -> Mistake {
    syntax(end, "expected `{` at the end of the line")
        .label(below, "this is indented below it")
        .fix("put it there", vec![Edit { span: end, text: " {".to_owned() }])
}
