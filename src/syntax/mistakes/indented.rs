//! Declarations that are indented below one without a block: indentation says nothing, but whoever indents means that they stand in it.
//! They are taken for its parts, and the braces are reported as missing.

use super::braces::expected_brace;
use super::pieces::PieceKind;
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::{Attribute, Declaration, Value};
use crate::syntax::keyword::{self, DeclarationKind};
use crate::syntax::parse::{Block, Body, Content, Line, MAX_DEPTH, Tree};
use crate::text::Span;

impl Tree<'_> {
    /// Before a line is read: opens a block without braces if the line declares what could stand in the declaration above, and is indented
    /// deeper than that.
    pub(in crate::syntax) fn open_indented(&mut self, line: &Line<'_>) {
        let is_deeper = self.indent > self.last_indent && !self.is_skipping();
        let Some(id) = self.last.filter(|_| is_deeper && self.stack.len() < MAX_DEPTH) else {
            return;
        };
        let Some(above) = self.ast.declarations.get(id.0 as usize) else { return };
        let (kind, end) = (above.kind, above.head.after());
        let word = line.word;
        let is_part = keyword::declaration(word).is_some_and(|row| row.inside.contains(kind));
        // A task below one that has work of its own may be indented to show that it comes later.
        let is_beside = word == DeclarationKind::Task.lexeme() && self.is_work(above)
            || word == DeclarationKind::Status.lexeme() && names_its_item(line);
        if !is_part || is_beside || keyword::attribute(word).is_some() {
            return;
        }
        // Attributes on lines between stand in the block as well: that is the same mistake.
        let continued = self.continued.take().and_then(|continued| continued.place());
        let end = continued.unwrap_or(end);
        self.last = None;
        self.push_block(Body::Of(id, kind), end, self.last_indent);
        if let Some(block) = self.stack.last_mut() {
            block.below = Some(line.place);
        }
    }

    /// Whether a declaration is a task with an estimate or dates of its own.
    fn is_work(&self, declaration: &Declaration) -> bool {
        let is_of_work = |one: &Attribute| {
            matches!(
                one.value,
                Value::Estimate(..)
                    | Value::Date(..)
                    | Value::During(..)
                    | Value::Word { .. }
                    | Value::Broken(_)
            )
        };
        declaration.kind == DeclarationKind::Task
            && self.ast.attributes_of(declaration).iter().any(is_of_work)
    }

    /// Before a line is read: closes the blocks without braces that it is not indented below.
    pub(in crate::syntax) fn close_indented(&mut self) {
        let indent = self.indent;
        while self.stack.last().is_some_and(|block| block.below.is_some() && indent <= block.indent)
        {
            self.close_without_brace();
        }
    }

    /// Before a `}` is paired: closes the blocks without braces that it does not close. If it does close one, which lacks its `{` only, true.
    pub(in crate::syntax) fn closes_indented(&mut self, brace: Span, is_first: bool) -> bool {
        let indent = if is_first { self.indentation(brace) } else { 0 };
        while let Some(block) = self.stack.last().filter(|block| block.below.is_some()) {
            let outer = self.stack.iter().rev().find(|block| block.below.is_none());
            let is_own = match outer {
                Some(outer) => indent >= block.indent && indent > outer.indent,
                None => true,
            };
            if !is_own {
                self.close_without_brace();
                continue;
            }
            // Of several the one that stands no deeper than the brace.
            if indent < block.indent && self.has_indented_below_the_last() {
                self.close_without_brace();
                continue;
            }
            if let Some(block) = self.stack.pop() {
                let below = block.below.unwrap_or_default();
                let end = block.brace;
                self.reports.error(|| expected_brace(end, below));
                self.finish(block, brace);
            }
            return true;
        }
        false
    }

    /// Whether the block round the innermost has no braces either.
    fn has_indented_below_the_last(&self) -> bool {
        matches!(self.stack.as_slice(), [.., outer, _] if outer.below.is_some())
    }

    /// At the end of the file: closes the blocks without braces that nothing closed.
    pub(in crate::syntax) fn close_all_indented(&mut self) {
        while self.stack.last().is_some_and(|block| block.below.is_some()) {
            self.close_without_brace();
        }
    }

    /// Closes the innermost block, which has no braces, behind the last line.
    fn close_without_brace(&mut self) {
        let Some(block) = self.stack.pop() else { return };
        let end = self.end_of_last_line();
        let edits = self.braces_round(&block, end);
        let (brace, below) = (block.brace, block.below.unwrap_or_default());
        self.reports.error(|| without_braces(brace, below, edits));
        self.finish(block, end);
    }

    /// What puts the braces of a block where they should stand.
    fn braces_round(&self, block: &Block, end: Span) -> Vec<Edit> {
        let at = block.brace.start.saturating_sub(self.base) as usize;
        let line = self.source.get(self.line_start(at)..at).unwrap_or_default();
        let blank = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
        let opening = Edit { span: block.brace, text: " {".to_owned() };
        vec![opening, Edit { span: end, text: format!("\n{blank}}}") }]
    }

    /// Behind the last line that was read, its comment included.
    fn end_of_last_line(&self) -> Span {
        let at = self.last_end.saturating_sub(self.base) as usize;
        let rest = self.source.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let end = self.last_end.saturating_add(u32::try_from(line.len()).unwrap_or(0));
        Span::new(end, end)
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

fn without_braces(end: Span, below: Span, edits: Vec<Edit>) -> Diagnostic {
    let diagnostic = expected_brace(end, below);
    diagnostic
        .help("indentation says nothing: what belongs to it stands between `{` and `}`")
        .fix("put the braces there", edits)
}
