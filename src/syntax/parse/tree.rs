//! From logical lines to the tree: each line is mended, read as a declaration or as attributes, and put where the open blocks say.

use super::attributes;
use super::below::Continued;
use super::blocks::{Block, Body};
use super::braces::Missing;
use super::foreign::Foreign;
use super::head;
use super::lexer::{Lexer, LineEnd};
use super::reader::{Reader, Written};
use super::reports::Reports;
use super::shape;
use super::token::{Token, TokenKind};
use super::{mend, odd};
use crate::diagnostic::rules::{INVALID_UTF8, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId};
use crate::syntax::keyword::{self, DeclarationKind};
use crate::text::{Invalid, Source, SourceId, Sources, Span};

/// A tree that grows.
pub(super) struct Tree<'s> {
    pub(super) written: Written<'s>,
    pub(super) reports: Reports,
    pub(super) ast: Ast,
    pub(super) stack: Vec<Block>,
    /// How many braces are open below the deepest block.
    pub(super) too_deep: usize,
    pub(super) is_too_deep: bool,
    /// Which braces are known to be missing, when a file is read again.
    pub(super) missing: Missing,
    /// How many `}` closed nothing.
    pub(super) stray: usize,
    /// How far the line is indented that is read.
    pub(super) indent: usize,
    /// The declaration of the line before, if it has no block: what is indented below it may have been meant for it.
    pub(super) last: Option<DeclarationId>,
    /// How far its line is indented.
    pub(super) last_indent: usize,
    /// Where the line before ends.
    pub(super) last_end: u32,
    /// Whether the lines before were the rest of a block of which the beginning is missing.
    pub(super) is_orphaned: bool,
    /// What the line before was, if it was one of another format.
    pub(super) foreign: Option<Foreign>,
    /// The characters so far that end lines elsewhere.
    line_breaks: Vec<odd::Odd>,
    /// The indented lines below it so far.
    pub(super) continued: Option<Continued>,
    /// Whether all bytes of the file were UTF-8.
    is_utf8: bool,
    lexer: Lexer<'s>,
}

/// Reads a whole source.
pub(super) fn read(sources: &Sources, id: SourceId) -> (Ast, Diagnostics) {
    let source = sources.source(id).map_or("", |source| source.text());
    let written = Written { source, base: sources.base(id) };
    let invalid = sources.source(id).and_then(Source::invalid_utf8);
    let mut tree = Tree::new(written, id);
    tree.is_utf8 = invalid.is_none();
    tree.read();
    let closing = tree.stack.iter().filter(|block| block.below.is_none()).count();
    let opening = tree.stray;
    if (closing > 0 || opening > 0) && !tree.is_too_deep {
        // Somewhere a brace is missing: read again, and find out where.
        let is_indented = source.lines().any(|line| line.starts_with([' ', '\t']));
        tree = Tree::new(written, id);
        tree.missing = Missing { closing, opening, is_indented };
        tree.is_utf8 = invalid.is_none();
        tree.read();
    }
    tree.close_rest();
    tree.check_shapes();
    tree.other_line_breaks();
    tree.invalid_utf8(invalid);
    (tree.ast, tree.reports.into_sink())
}

impl<'s> Tree<'s> {
    fn new(written: Written<'s>, id: SourceId) -> Self {
        Self {
            written,
            reports: Reports::default(),
            ast: Ast { source: id, declarations: Vec::new(), attributes: Vec::new() },
            stack: Vec::new(),
            too_deep: 0,
            is_too_deep: false,
            missing: Missing::default(),
            stray: 0,
            indent: 0,
            last: None,
            last_indent: 0,
            last_end: 0,
            is_orphaned: false,
            foreign: None,
            line_breaks: Vec::new(),
            continued: None,
            is_utf8: true,
            lexer: Lexer::new(written.source, written.base),
        }
    }

    fn read(&mut self) {
        let mut line = Vec::new();
        let mut is_behind_brace = false;
        while let Some(end) = self.lexer.line(&mut line) {
            self.odd_characters(&line);
            let has_brace = matches!(end, LineEnd::Open(_));
            let body = self.line(&mut line, has_brace, is_behind_brace);
            self.reports.restore(false);
            if let Some(last) = line.last() {
                self.last_end = last.span.end;
            }
            match end {
                LineEnd::Newline => {}
                LineEnd::Open(brace) => self.open(brace, body),
                LineEnd::Close(brace) => {
                    self.close(brace);
                    self.last_end = brace.span.end;
                }
            }
            is_behind_brace = matches!(end, LineEnd::Close(_));
        }
        self.odd_characters(&[]);
        self.report_continued();
        self.close_all_indented();
    }

    /// Reports the odd characters up to the end of a line. Where they stand in its words, nothing else is said about it.
    fn odd_characters(&mut self, line: &[Token]) {
        let start = line.first().map_or(0, |token| token.span.start);
        let end = line.last().map_or(u32::MAX, |token| token.span.end);
        if line.is_empty() && !self.lexer.is_done() {
            return;
        }
        let mut is_quiet = false;
        while let Some(odd) = self.lexer.odd_before(end) {
            if odd.ends_line() {
                self.line_breaks.push(odd);
                continue;
            }
            if !odd.is_replacement() || self.is_utf8 {
                self.reports.error(|| odd.diagnostic());
            }
            is_quiet |= odd.span.start >= start && !odd.is_harmless();
        }
        self.reports.restore(is_quiet);
    }

    /// Reads a logical line; says what a `{` behind it would open.
    fn line(&mut self, line: &mut Vec<Token>, has_brace: bool, is_behind_brace: bool) -> Body {
        // A bullet stands where the line begins.
        let indent = line.first().map(|first| self.indentation(*first));
        if !self.is_skipping() {
            self.bullet(line);
        }
        let Some(first) = line.first().copied() else { return self.nothing(has_brace) };
        if first.is_first {
            self.indent = indent.unwrap_or_default();
            self.close_by_indentation(first);
            self.open_by_indentation(first);
            self.open_indented(line);
        }
        if let Some(block) = self.stack.last_mut() {
            block.inner.get_or_insert(self.indent);
        }
        if self.is_skipping() {
            return Body::Skipped;
        }
        if self.is_foreign(line) {
            return Body::Skipped;
        }
        if let Some(comment) = mend::mend(self.written, line, &mut self.reports) {
            self.lexer.skip_comment(comment);
        }
        self.leading_commas(line);
        if is_behind_brace && !first.is_first && self.is_glued(line) {
            return Body::Skipped;
        }
        self.statements(line, has_brace)
    }

    /// `- task a`, `[x] task a`: says that a declaration has nothing before it, and drops what there is.
    fn bullet(&mut self, line: &mut Vec<Token>) {
        let text = |at: usize| line.get(at).map_or("", |token| self.written.at(token.span));
        let mut count = usize::from(matches!(text(0), "-" | "*" | "+" | "•" | "–"));
        count += match (text(count), text(count + 1)) {
            ("[x]" | "[X]" | "[]", _) => 1,
            ("[", "]") => 2,
            _ => 0,
        };
        if count == 0 {
            return;
        }
        let next = text(count);
        let begins = keyword::declaration(next)
            .or_else(|| keyword::meant_declaration(next).and_then(keyword::declaration));
        let (Some(first), Some(last)) = (line.first().copied(), line.get(count).copied()) else {
            return;
        };
        if begins.is_none() {
            return;
        }
        let bullet = first.span.to(line.get(count - 1).map_or(first.span, |token| token.span));
        let shown = self.written.at(bullet);
        self.reports.error(|| {
            let removed = Span::new(first.span.start, last.span.start);
            Diagnostic::new(
                &SYNTAX_ERROR,
                bullet,
                format!("a line begins with what it declares, without `{shown}`"),
            )
            .replace(format!("remove the `{shown}`"), removed, "")
        });
        line.drain(..count);
        if let Some(token) = line.first_mut() {
            token.is_first = first.is_first;
        }
    }

    /// A line that began with a comma: it says nothing that the line before has not said.
    fn leading_commas(&mut self, line: &mut Vec<Token>) {
        let is_comma = |token: &Token| token.kind == TokenKind::Comma;
        let Some(comma) = line.first().copied().filter(is_comma) else { return };
        self.reports.error(|| {
            Diagnostic::new(&SYNTAX_ERROR, comma.span, "expected a keyword, found a comma").replace(
                "remove it",
                comma.span,
                "",
            )
        });
        let count = line.iter().take_while(|token| is_comma(token)).count();
        line.drain(..count);
    }

    /// Attributes behind a `}`, which would be its parent's: reports them.
    fn is_glued(&mut self, line: &[Token]) -> bool {
        let Some(first) = line.first().copied() else { return false };
        let word = self.written.word(first);
        if keyword::declaration(word.text).is_some() {
            return false;
        }
        self.reports.error(|| {
            let message = format!("expected a new line behind `}}`, found `{word}`");
            Diagnostic::new(&SYNTAX_ERROR, first.span, message)
                .help("attributes stand before the `{` or inside the block")
        });
        true
    }

    /// A line that ends in `,` goes on in the next; but a declaration that stands there was hardly meant to be part of it.
    fn statements(&mut self, line: &[Token], has_brace: bool) -> Body {
        let mut rest = line;
        while let Some(at) = self.next_statement(rest) {
            let (statement, behind) = rest.split_at(at);
            rest = behind;
            // The comma that joined the lines may have stood in a comment.
            let comma = statement.last().filter(|token| token.kind == TokenKind::Comma);
            let Some(comma) = comma.map(|token| token.span) else {
                self.own_line(rest);
                self.statement(statement, false);
                continue;
            };
            self.reports.error(|| {
                Diagnostic::new(
                    &SYNTAX_ERROR,
                    comma,
                    "the line ends in a comma, but does not go on",
                )
                .replace("remove the comma", comma, "")
            });
            let statement = statement.split_last().map_or(statement, |(_, before)| before);
            self.statement(statement, false);
        }
        self.statement(rest, has_brace)
    }

    /// Says of a declaration that it stands on the line of another.
    fn own_line(&mut self, line: &[Token]) {
        let Some(first) = line.first().copied().filter(|first| !first.is_first) else { return };
        let word = self.written.word(first);
        let indent = self.indent;
        self.reports.error(|| {
            let before = Span::new(first.span.start, first.span.start);
            let message = format!("expected an attribute, found the keyword `{word}`");
            Diagnostic::new(&SYNTAX_ERROR, first.span, message)
                .help("each declaration stands on a line of its own: begin a new line there")
                .replace("begin a new line", before, format!("\n{}", " ".repeat(indent)))
        });
    }

    /// Where in a line another declaration begins: on a line of its own behind a comma, or, with name and title, anywhere.
    fn next_statement(&self, line: &[Token]) -> Option<usize> {
        (1..line.len()).find(|at| self.is_statement(line.get(*at..).unwrap_or_default()))
    }

    fn is_statement(&self, line: &[Token]) -> bool {
        let has_shape = match line {
            [first, second, ..] if first.is_first => {
                second.kind.is_text() || (second.kind == TokenKind::Word && !second.is_first)
            }
            [_, second, third, ..] => second.kind == TokenKind::Word && third.kind.is_text(),
            _ => false,
        };
        let keyword = line.first().filter(|first| has_shape && first.kind == TokenKind::Word);
        keyword.is_some_and(|first| {
            let word = self.written.at(first.span);
            keyword::declaration(word).is_some() && keyword::attribute(word).is_none()
        })
    }

    /// Adds a declaration that stands on a line.
    pub(super) fn declare(
        &mut self,
        kind: DeclarationKind,
        line: &[Token],
        parent: Option<DeclarationId>,
    ) -> DeclarationId {
        self.is_orphaned = false;
        self.last_indent = self.indent;
        self.report_continued();
        let keyword = line.first().map_or(Span::default(), |token| token.span);
        let first = self.ast.attributes.len();
        let mut reader = Reader::new(self.written, line, kind, &mut self.reports);
        reader.skip();
        let head = head::head(&mut reader, &mut self.ast.attributes);
        let end = line.last().map_or(keyword, |token| token.span);
        let span = keyword.to(end);
        let id = DeclarationId(u32::try_from(self.ast.declarations.len()).unwrap_or(u32::MAX));
        self.ast.declarations.push(Declaration {
            kind,
            keyword,
            name: head.name,
            title: head.title,
            head: span,
            extent: span,
            parent,
            attributes: range(first, self.ast.attributes.len()),
        });
        id
    }

    /// Reads a line of attributes into the open block.
    pub(super) fn attributes_of_block(&mut self, kind: DeclarationKind, line: &[Token]) {
        let mut reader = Reader::new(self.written, line, kind, &mut self.reports);
        if let Some(block) = self.stack.last_mut() {
            attributes::attributes(&mut reader, None, &mut block.attributes);
        }
    }

    /// Reads a line of attributes into the newest declaration.
    pub(super) fn attributes_of_last(&mut self, id: DeclarationId, line: &[Token]) {
        let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) else { return };
        let mut reader = Reader::new(self.written, line, declaration.kind, &mut self.reports);
        attributes::attributes(&mut reader, None, &mut self.ast.attributes);
        declaration.attributes =
            range(declaration.attributes.0 as usize, self.ast.attributes.len());
    }

    /// Checks what each declaration says as a whole, now that all of it is known.
    fn check_shapes(&mut self) {
        for declaration in &self.ast.declarations {
            let attributes = self.ast.attributes_of(declaration);
            shape::check(attributes, self.written, &mut self.reports);
        }
    }

    /// Says once of all line ends of another kind how a line ends here.
    fn other_line_breaks(&mut self) {
        let breaks = std::mem::take(&mut self.line_breaks);
        if let Some(first) = breaks.first() {
            self.reports.error(|| first.as_line_end(&breaks));
        }
    }

    fn invalid_utf8(&mut self, invalid: Option<Invalid>) {
        let (place, message, help) = match invalid {
            None => return,
            Some(Invalid::From(place)) => {
                (place, "the file is not UTF-8 from here on", "save it as UTF-8")
            }
            Some(Invalid::Utf16) => (0..0, "the file is UTF-16", "save it as UTF-8"),
            Some(Invalid::NoText) => {
                (0..0, "the file is no text", "a roadmap is a text file: save it as UTF-8")
            }
        };
        let at = |offset: usize| {
            u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(self.written.base)
        };
        let span = Span::new(at(place.start), at(place.end));
        self.reports.error(|| Diagnostic::new(&INVALID_UTF8, span, message).help(help));
    }
}

/// From an index up to another, as where it begins and how many.
pub(super) fn range(first: usize, end: usize) -> (u32, u32) {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    (number(first), number(end.saturating_sub(first)))
}

/// Attributes in the order written.
pub(super) type Attributes = Vec<Attribute>;
