//! Lines of attributes: those of the open block, and those that stand below a declaration without one.

use super::found::{Mistake, syntax, wrong};
use super::indented::expected_brace;
use super::phrases::{any_of, shortened, with_article};
use crate::diagnostic::Edit;
use crate::diagnostic::rules::MISPLACED_ATTRIBUTE;
use crate::syntax::ast::DeclarationId;
use crate::syntax::keyword::{self, DeclarationKind};
use crate::syntax::parse::{Body, Brace, Line, Tree};
use crate::text::Span;

impl Tree<'_> {
    /// A line of attributes: of the open block, or, at the top, of nothing.
    pub(super) fn attributes(&mut self, line: &mut Line<'_>) -> Body {
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
        let kind = self.owner_kind();
        if kind.is_none_or(|kind| self.is_orphan(kind, line)) {
            // Once for a run of such lines: most likely the line that opens their block is missing.
            if !std::mem::replace(&mut self.is_orphaned, true) {
                let (word, place) = (line.word, line.place);
                self.reports.error(|| orphan(word, place, kind));
            }
        } else if let Some(kind) = kind {
            self.is_orphaned = false;
            if self.stack.last().is_some_and(|block| !block.is_guess) {
                self.attributes_of_block(kind, line);
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

    /// Whether a line stands directly below a declaration, and may be meant for it.
    fn is_below(&self, id: DeclarationId, line: &Line<'_>) -> bool {
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
        if let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) {
            declaration.head = declaration.head.to(line.span());
            declaration.extent = declaration.head;
        }
    }

    /// Reports the lines below a declaration that were taken for its own: once, however many they are.
    pub(in crate::syntax) fn report_continued(&mut self) {
        let Some(Continued { first, commas, .. }) = self.continued.take() else { return };
        let word = shortened(self.at(first));
        self.reports.error(|| {
            let says = "stands on a line of its own, but belongs to the one above";
            wrong(&MISPLACED_ATTRIBUTE, first, format!("`{word}` {says}"))
                .help("a line that ends in `,` goes on in the next; a block takes attributes between `{` and `}`")
                .fix("end the line above in a comma", commas)
        });
    }

    /// A `}` behind attributes of nothing: together they are the rest of a block, and one fault.
    pub(in crate::syntax) fn closes_orphans(
        &mut self,
        Brace { place: brace, is_first }: Brace,
    ) -> bool {
        let is_closed = |indent: usize| !is_first || self.indentation(brace) <= indent;
        let is_of_block = self.stack.last().is_some_and(|block| is_closed(block.indent));
        if is_of_block || self.is_skipping() {
            self.is_orphaned = false;
            return false;
        }
        if let Some(continued) = self.continued.take() {
            let end = continued.place().unwrap_or(continued.first);
            self.reports.error(|| expected_brace(end, continued.first));
            return true;
        }
        std::mem::take(&mut self.is_orphaned)
    }
}

/// What begins a block of which the beginning is missing: where it can't stand, and where it does.
fn orphan(word: &str, place: Span, kind: Option<DeclarationKind>) -> Mistake {
    let shown = shortened(word);
    if kind.is_none() && word.starts_with('#') {
        let edit = Edit { span: Span::new(place.start, place.start), text: "// ".to_owned() };
        return syntax(place, format!("expected a keyword, found the tag `{shown}`"))
            .help("a comment begins with `//`")
            .fix("make it a comment", vec![edit]);
    }
    let here =
        kind.map_or("at the top of a file".to_owned(), |kind| format!("on {}", with_article(kind)));
    let mistake = wrong(&MISPLACED_ATTRIBUTE, place, format!("`{shown}` can't stand {here}"));
    let places = match keyword::attribute(word) {
        Some(row) => any_of(&row.on.iter().map(with_article).collect::<Vec<_>>()),
        None => "a declaration's line, or in its block".to_owned(),
    };
    mistake.help(format!("it stands on {places}")).help("is the line missing that opens its block?")
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
    pub(super) fn place(&self) -> Option<Span> {
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
