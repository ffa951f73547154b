//! Lines of attributes: those of the open block, and those that stand below a declaration without one.

use super::blocks::Body;
use super::describe;
use super::reader::Word;
use super::token::Token;
use super::tree::Tree;
use crate::diagnostic::rules::{MISPLACED_ATTRIBUTE, SYNTAX_ERROR};
use crate::diagnostic::{Diagnostic, Edit};
use crate::syntax::ast::DeclarationId;
use crate::syntax::keyword;
use crate::text::Span;

impl Tree<'_> {
    /// A line of attributes: of the open block, or, at the top, of nothing.
    pub(super) fn attributes(&mut self, line: &[Token]) -> Body {
        if let Some((_, kind)) = self.owner() {
            self.last = None;
            if self.stack.last().is_some_and(|block| !block.is_guess) {
                self.attributes_of_block(kind, line);
            }
            return Body::Skipped;
        }
        let Some(first) = line.first().copied() else { return Body::Skipped };
        match self.last.filter(|_| self.indentation(first) > 0) {
            Some(id) => self.continued(id, first, line),
            None => self.attributes_at_top(first),
        }
        Body::Skipped
    }

    /// Attributes that are indented below a declaration without a block: takes them for its own.
    fn continued(&mut self, id: DeclarationId, first: Token, line: &[Token]) {
        let head = self.ast.declarations.get(id.0 as usize).map(|declaration| declaration.head);
        let comma = Edit { span: head.unwrap_or_default().after(), text: ",".to_owned() };
        match &mut self.continued {
            Some(continued) if continued.id == id => continued.take(comma),
            _ => {
                self.report_continued();
                self.continued = Some(Continued { id, first: first.span, commas: vec![comma] });
            }
        }
        self.attributes_of_last(id, line);
        let declaration = self.ast.declarations.get_mut(id.0 as usize);
        if let (Some(declaration), Some(last)) = (declaration, line.last()) {
            declaration.head = declaration.head.to(last.span);
            declaration.extent = declaration.head;
        }
    }

    /// Reports the lines below a declaration that were taken for its own: once, however many they are.
    pub(super) fn report_continued(&mut self) {
        let Some(Continued { first, commas, .. }) = self.continued.take() else { return };
        let word = describe::shortened(self.written.at(first));
        self.reports.error(|| {
            let message =
                format!("`{word}` stands on a line of its own, but belongs to the one above");
            Diagnostic::new(&MISPLACED_ATTRIBUTE, first, message)
                .help("a line that ends in `,` goes on in the next; a block takes attributes between `{` and `}`")
                .fix("end the line above in a comma", commas)
        });
    }

    fn attributes_at_top(&mut self, first: Token) {
        let word = self.written.word(first);
        self.reports.error(|| at_top(word));
        self.last = None;
    }
}

fn at_top(word: Word<'_>) -> Diagnostic {
    if word.text.starts_with('#') {
        let message = format!("expected a keyword, found the tag `{word}`");
        return Diagnostic::new(&SYNTAX_ERROR, word.span, message)
            .help("a comment begins with `//`")
            .replace("make it a comment", word.part(0, 0).span, "// ");
    }
    let message = format!("`{word}` can't stand at the top of a file");
    let diagnostic = Diagnostic::new(&MISPLACED_ATTRIBUTE, word.span, message);
    match keyword::attribute(word.text) {
        Some(row) => {
            let takers: Vec<_> = row.on.iter().map(describe::with_article).collect();
            diagnostic.help(format!("it stands on {}", describe::any_of(&takers)))
        }
        None => diagnostic.help("it stands on a declaration's line or in its block"),
    }
}

/// Lines of attributes below a declaration that has no block.
#[derive(Debug)]
pub(super) struct Continued {
    id: DeclarationId,
    /// What the first of them begins with.
    first: Span,
    /// The commas that are missing.
    commas: Vec<Edit>,
}

impl Continued {
    /// Takes in another line: of so many as nobody writes only the first are mended.
    fn take(&mut self, comma: Edit) {
        const MOST: usize = 100;
        if self.commas.len() < MOST {
            self.commas.push(comma);
        }
    }
}
