//! What a line is: a declaration, attributes (`below`), or neither (`unknown`).

use super::attributes::begins_attribute;
use super::blocks::Body;
use super::describe;
use super::reader::Word;
use super::token::{Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::{MISPLACED_DECLARATION, NOT_YET, SYNTAX_ERROR};
use crate::syntax::ast::{Attribute, DeclarationId, Value};
use crate::syntax::keyword::{self, AttributeKind, DeclarationKind, DeclarationWord};
use crate::text::Span;

impl<'s> Tree<'s> {
    /// Reads one statement; says what a `{` behind it opens.
    pub(super) fn statement(&mut self, line: &[Token], has_brace: bool) -> Body {
        let Some(first) = line.first().copied() else { return Body::Skipped };
        if first.kind != TokenKind::Word {
            return self.text_alone(first);
        }
        let word = self.written.word(first);
        let owner = self.owner_kind();
        let stands_on =
            |kind| keyword::attribute(word.text).is_some_and(|row| row.on.contains(kind));
        // `calendar berlin` in a block is the attribute; with a block of its own it is a declaration.
        if owner.is_some_and(stands_on) && !has_brace {
            return self.attributes(line);
        }
        if let Some(row) = keyword::declaration(word.text) {
            return self.declaration(row, line);
        }
        if let Some((row, mended)) = self.keyword_with_sign(word, line) {
            return self.declaration(row, &mended);
        }
        if let Some(later) = keyword::not_yet(word.text) {
            return self.not_yet(word, later.doc);
        }
        if begins_attribute(word.text) && !(has_brace && owner.is_none()) {
            return self.attributes(line);
        }
        self.unknown(word, line, has_brace)
    }

    pub(super) fn owner_kind(&self) -> Option<DeclarationKind> {
        self.owner().map(|(_, kind)| kind)
    }

    fn text_alone(&mut self, first: Token) -> Body {
        self.last = None;
        self.reports.error(|| {
            let diagnostic =
                Diagnostic::new(&SYNTAX_ERROR, first.span, "expected a keyword, found a text");
            let before = Span::new(first.span.start, first.span.start);
            diagnostic.replace("put `task` before it", before, "task ")
        });
        Body::Skipped
    }

    /// `task: design`, `task=design`: says that no sign follows a keyword. In a block a word with a colon and one value may be a field.
    fn keyword_with_sign(
        &mut self,
        word: Word<'s>,
        line: &[Token],
    ) -> Option<(&'static DeclarationWord, Vec<Token>)> {
        let at = word.text.find([':', '='])?;
        let (stem, sign, rest) = (word.part(0, at), word.part(at, at + 1), word.behind(at + 1));
        let row = keyword::declaration(stem.text)?;
        let is_own = |owner| row.inside.contains(owner) && line.len() > 2;
        if line.len() < 2 && rest.text.is_empty() || !self.owner_kind().is_none_or(is_own) {
            return None;
        }
        self.reports.error(|| {
            let message = format!("`{stem}` is written without `{}`", sign.text);
            let blank = if rest.text.is_empty() { "" } else { " " };
            Diagnostic::new(&SYNTAX_ERROR, sign.span, message).replace(
                format!("remove the `{}`", sign.text),
                sign.span,
                blank,
            )
        });
        let first = line.first()?;
        let mut mended = vec![Token { span: stem.span, ..*first }];
        if !rest.text.is_empty() {
            mended.push(Token::new(TokenKind::Word, false, rest.text, rest.span));
        }
        mended.extend(line.iter().skip(1));
        Some((row, mended))
    }

    fn not_yet(&mut self, word: Word<'s>, doc: &str) -> Body {
        self.last = None;
        self.reports.error(|| {
            let message = format!("`{word}` is not supported yet");
            Diagnostic::new(&NOT_YET, word.span, message)
                .help(format!("it is kept for {doc}: remove it until then"))
        });
        Body::Skipped
    }

    fn declaration(&mut self, row: &DeclarationWord, line: &[Token]) -> Body {
        let parent = self.owner();
        let fits = parent.map_or(row.at_top, |(_, kind)| row.inside.contains(kind));
        if !fits {
            self.misplaced(row, line);
        }
        // What stands in the wrong place is found where it may stand, so that what refers to it is right.
        let place = match parent {
            Some((id, _)) if fits => Place::In(id),
            _ => self.place_of(row),
        };
        self.declare_at(place, row.kind, line)
    }

    pub(super) fn declare_at(
        &mut self,
        place: Place,
        kind: DeclarationKind,
        line: &[Token],
    ) -> Body {
        let parent = match place {
            Place::Top => None,
            Place::In(parent) => Some(parent),
            Place::Nowhere => {
                self.last = None;
                return Body::Skipped;
            }
        };
        let id = self.declare(kind, line, parent);
        self.last = Some(id);
        Body::Of(id, kind)
    }

    /// The innermost open block in which such a declaration may stand, or the top of the file.
    pub(super) fn place_of(&self, row: &DeclarationWord) -> Place {
        let block = self.stack.iter().rev().find_map(|block| match block.body {
            Body::Of(id, kind) if row.inside.contains(kind) => Some(id),
            _ => None,
        });
        match block {
            Some(id) => Place::In(id),
            None if row.at_top => Place::Top,
            None => Place::Nowhere,
        }
    }

    fn misplaced(&mut self, row: &DeclarationWord, line: &[Token]) {
        let Some(first) = line.first().copied() else { return };
        let Some(block) = self.stack.last_mut() else {
            return self.misplaced_at_top(row, first.span);
        };
        let Body::Of(_, kind) = block.body else { return };
        // A file that stands in the header's block as a whole is one fault and not a hundred.
        if block.is_guess || (kind == DeclarationKind::Roadmap && block.is_reported) {
            return;
        }
        block.is_reported = true;
        let brace = block.brace;
        // What was meant as its part may have been all the work it has: that it has none is no second fault.
        if AttributeKind::Duration.stands_on().contains(kind) {
            let value = Value::Broken(AttributeKind::Duration);
            block.attributes.push(Attribute { value, span: first.span });
        }
        self.reports.error(|| {
            let article = describe::with_article(kind);
            let message = format!("`{}` can't stand in {article}", row.lexeme);
            let diagnostic = Diagnostic::new(&MISPLACED_DECLARATION, first.span, message)
                .label(brace, "in this block");
            if kind == DeclarationKind::Roadmap {
                diagnostic.help("the header's block has its own attributes only: close it, and declare the rest behind it")
            } else {
                diagnostic.help(format!("it stands {}", places(row)))
            }
        });
    }

    fn misplaced_at_top(&mut self, row: &DeclarationWord, span: Span) {
        if std::mem::replace(&mut self.is_orphaned, true) {
            return;
        }
        self.reports.error(|| {
            let message = format!("`{}` can't stand at the top of a file", row.lexeme);
            Diagnostic::new(&MISPLACED_DECLARATION, span, message)
                .help(format!("it stands {}", places(row)))
        });
    }
}

/// Where a declaration is put.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// At the top.
    Top,
    /// In the block of this one.
    In(DeclarationId),
    /// It may stand nowhere here.
    Nowhere,
}

/// Where a declaration may stand.
fn places(row: &DeclarationWord) -> String {
    let mut places: Vec<String> = Vec::new();
    if row.at_top {
        places.push("at the top of a file".to_owned());
    }
    places.extend(row.inside.iter().map(|kind| format!("in {}", describe::with_article(kind))));
    describe::any_of(&places)
}
