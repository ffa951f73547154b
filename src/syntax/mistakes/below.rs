//! Lines of attributes: those of the open block, and those that stand below a declaration without one.

use super::braces::expected_brace;
use super::phrases::{any_of, shortened, with_article};
use crate::diagnostic::rules::{MISPLACED_ATTRIBUTE, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::DeclarationId;
use crate::syntax::keyword::{self, AttributeKind, AttributeWord, DeclarationKind};
use crate::syntax::parse::{Body, Line, Tree};
use crate::text::Span;

impl Tree<'_> {
    /// A line of attributes: of the open block, or, at the top, of nothing.
    pub(in crate::syntax) fn attributes(&mut self, line: &mut Line<'_>) -> Body {
        // Indentation means nothing to the language. But what is indented below a declaration was not meant for what stands round it.
        let is_meant = |id: &DeclarationId| {
            (self.is_deep(line) || self.is_of_header(*id, line)) && self.is_below(*id, line)
        };
        if let Some(id) = self.last.filter(is_meant) {
            self.take_below(id, line);
            return Body::Skipped;
        }
        self.last = None;
        self.report_continued();
        match self.owner() {
            None => self.attributes_at_top(line),
            Some((_, kind)) if self.is_orphan(kind, line) => self.orphan(kind, line),
            Some((_, kind)) => {
                self.is_orphaned = false;
                if self.stack.last().is_some_and(|block| !block.is_guess) {
                    self.attributes_of_block(kind, line);
                }
            }
        }
        Body::Skipped
    }

    /// Whether a line is indented deeper than the others of its block.
    fn is_deep(&self, line: &Line<'_>) -> bool {
        let inner = self.stack.last().map_or(Some(0), |block| block.inner);
        line.is_first && inner.is_some_and(|inner| self.indent > inner)
    }

    /// Whether a line at the top of a file begins with an attribute of the header that stands above it.
    fn is_of_header(&self, id: DeclarationId, line: &Line<'_>) -> bool {
        let above = self.ast.declarations.get(id.0 as usize);
        self.stack.is_empty()
            && above.is_some_and(|above| above.kind == DeclarationKind::Roadmap)
            && keyword::attribute(line.word).is_some()
    }

    /// Whether a line is the rest of a block of which the beginning is missing: deeper than its neighbours, and begun by what can't stand here.
    fn is_orphan(&self, kind: DeclarationKind, line: &Line<'_>) -> bool {
        let row = keyword::attribute(line.word);
        let is_misplaced = row.is_some_and(|row| !row.on.contains(kind));
        self.is_deep(line) && (is_misplaced || self.is_orphaned)
    }

    fn orphan(&mut self, kind: DeclarationKind, line: &Line<'_>) {
        if std::mem::replace(&mut self.is_orphaned, true) {
            return;
        }
        let word = Named { text: line.word, place: line.place };
        self.reports.error(|| {
            let message = format!("`{word}` can't stand on {}", with_article(kind));
            helped(Diagnostic::new(&MISPLACED_ATTRIBUTE, word.place, message), word)
        });
    }

    /// Whether a line stands directly below a declaration, and may be meant for it.
    pub(in crate::syntax) fn is_below(&self, id: DeclarationId, line: &Line<'_>) -> bool {
        let Some(declaration) = self.ast.declarations.get(id.0 as usize) else { return false };
        let between = Span::new(declaration.head.end, line.place.start);
        let row = keyword::attribute(line.word);
        row.is_none_or(|row| row.on.contains(declaration.kind))
            && self.at(between).matches('\n').count() == 1
    }

    /// Attributes that are indented below a declaration without a block: takes them for its own.
    fn take_below(&mut self, id: DeclarationId, line: &mut Line<'_>) {
        let head = self.ast.declarations.get(id.0 as usize).map(|declaration| declaration.head);
        let comma = Edit { span: head.unwrap_or_default().after(), text: ",".to_owned() };
        match &mut self.continued {
            Some(continued) if continued.id == id => continued.take(comma),
            _ => {
                self.report_continued();
                self.continued = Some(Continued { id, first: line.place, commas: vec![comma] });
            }
        }
        self.attributes_of_last(id, line);
        let declaration = self.ast.declarations.get_mut(id.0 as usize);
        if let Some(declaration) = declaration {
            declaration.head = declaration.head.to(line.span());
            declaration.extent = declaration.head;
        }
    }

    /// Reports the lines below a declaration that were taken for its own: once, however many they are.
    pub(in crate::syntax) fn report_continued(&mut self) {
        let Some(Continued { first, commas, .. }) = self.continued.take() else { return };
        let word = shortened(self.at(first));
        self.reports.error(|| {
            let message =
                format!("`{word}` stands on a line of its own, but belongs to the one above");
            Diagnostic::new(&MISPLACED_ATTRIBUTE, first, message)
                .help("a line that ends in `,` goes on in the next; a block takes attributes between `{` and `}`")
                .fix("end the line above in a comma", commas)
        });
    }

    /// Attributes of nothing: says so once for a run of such lines, for most likely the line that opens their block is missing.
    fn attributes_at_top(&mut self, line: &Line<'_>) {
        self.last = None;
        if std::mem::replace(&mut self.is_orphaned, true) {
            return;
        }
        let word = Named { text: line.word, place: line.place };
        let fix = self.moved_to_header(word, line);
        self.reports.error(|| match fix {
            Some(edits) => at_top(word).fix("move it there", edits),
            None => at_top(word),
        });
    }

    /// What moves a line that only the header takes to the header, if that stands above.
    fn moved_to_header(&self, word: Named<'_>, line: &Line<'_>) -> Option<Vec<Edit>> {
        /// A header stands among the first declarations of a file, or what is wrong is rather that.
        const FIRST: usize = 20;
        let _ = keyword::attribute(word.text).filter(|row| is_of_header_alone(row))?;
        let header = self.ast.declarations.iter().take(FIRST);
        let header = header.rev().find(|one| one.kind == DeclarationKind::Roadmap)?;
        let span = line.span();
        let text = format!(" {}", self.at(span));
        let insert = Edit { span: header.head.after(), text };
        Some(vec![insert, Edit { span, text: String::new() }])
    }

    /// A `}` behind attributes of nothing: together they are the rest of a block, and one fault.
    pub(in crate::syntax) fn closes_orphans(&mut self, brace: Span, is_first: bool) -> bool {
        let is_of_block = self
            .stack
            .last()
            .is_some_and(|block| !is_first || self.indentation(brace) <= block.indent);
        if is_of_block || self.is_skipping() {
            self.is_orphaned = false;
            return false;
        }
        if let Some(Continued { first, commas, .. }) = self.continued.take() {
            let end = commas.first().map_or(first, |comma| comma.span);
            self.reports.error(|| expected_brace(end, first));
            return true;
        }
        std::mem::take(&mut self.is_orphaned)
    }
}

/// The word that a line begins with.
#[derive(Clone, Copy)]
struct Named<'a> {
    text: &'a str,
    place: Span,
}

impl std::fmt::Display for Named<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&shortened(self.text))
    }
}

/// What begins a block of which the beginning is missing.
fn at_top(word: Named<'_>) -> Diagnostic {
    if word.text.starts_with('#') {
        let message = format!("expected a keyword, found the tag `{word}`");
        return Diagnostic::new(&SYNTAX_ERROR, word.place, message)
            .help("a comment begins with `//`")
            .replace("make it a comment", Span::new(word.place.start, word.place.start), "// ");
    }
    let message = format!("`{word}` can't stand at the top of a file");
    helped(Diagnostic::new(&MISPLACED_ATTRIBUTE, word.place, message), word)
}

/// Adds where an attribute stands, and how it may have come here.
fn helped(diagnostic: Diagnostic, word: Named<'_>) -> Diagnostic {
    let row = keyword::attribute(word.text);
    if row.is_some_and(is_of_header_alone) {
        return diagnostic
            .help(format!("it stands on the header: `roadmap \"…\" from 2026-03-02 {word}`"));
    }
    if row.is_some_and(is_of_calendar) {
        return diagnostic.help(format!(
            "it stands in the block of a calendar: `calendar NAME {{`, `{word} …`, `}}`, a line each"
        ));
    }
    let places = match row {
        Some(row) => {
            let takers: Vec<_> = row.on.iter().map(with_article).collect();
            format!("it stands on {}", any_of(&takers))
        }
        None => "it stands on a declaration's line or in its block".to_owned(),
    };
    diagnostic.help(places).help("is the line missing that opens its block?")
}

/// Whether an attribute stands on the header and nowhere else.
fn is_of_header_alone(row: &AttributeWord) -> bool {
    row.on.iter().eq([DeclarationKind::Roadmap])
}

/// Whether an attribute says what a calendar is made of.
const fn is_of_calendar(row: &AttributeWord) -> bool {
    matches!(row.kind, AttributeKind::Off | AttributeKind::Open | AttributeKind::Work)
}

/// Lines of attributes below a declaration that has no block.
#[derive(Debug)]
pub(in crate::syntax) struct Continued {
    id: DeclarationId,
    /// What the first of them begins with.
    first: Span,
    /// The commas that are missing.
    commas: Vec<Edit>,
}

impl Continued {
    /// Where the line above them ends.
    pub(in crate::syntax) fn place(&self) -> Option<Span> {
        self.commas.first().map(|comma| comma.span)
    }

    /// Takes in another line: of so many as nobody writes only the first are mended.
    fn take(&mut self, comma: Edit) {
        const MOST: usize = 100;
        if self.commas.len() < MOST {
            self.commas.push(comma);
        }
    }
}
