//! What a line is: a declaration, attributes of the open block, or neither; and what was meant by it then.

use super::attributes::begins_attribute;
use super::blocks::Body;
use super::describe;
use super::literals::name;
use super::reader::Word;
use super::token::{Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::rules::{
    MISPLACED_ATTRIBUTE, MISPLACED_DECLARATION, NOT_YET, SYNTAX_ERROR, UNKNOWN_KEYWORD,
};
use crate::diagnostic::{Diagnostic, Edit};
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
        if keyword::not_yet(word.text).is_some() {
            return self.not_yet(word);
        }
        if begins_attribute(word.text) && !(has_brace && owner.is_none()) {
            return self.attributes(line);
        }
        self.unknown(word, line, has_brace)
    }

    fn owner_kind(&self) -> Option<DeclarationKind> {
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

    fn not_yet(&mut self, word: Word<'s>) -> Body {
        self.last = None;
        self.reports.error(|| {
            let message = format!("`{word}` is not supported yet");
            Diagnostic::new(&NOT_YET, word.span, message)
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

    fn declare_at(&mut self, place: Place, kind: DeclarationKind, line: &[Token]) -> Body {
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
    fn place_of(&self, row: &DeclarationWord) -> Place {
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
        self.reports.error(|| {
            let message = format!("`{}` can't stand at the top of a file", row.lexeme);
            Diagnostic::new(&MISPLACED_DECLARATION, span, message)
                .help(format!("it stands {}", places(row)))
        });
    }

    /// A line of attributes: of the open block, or, at the top, of nothing.
    fn attributes(&mut self, line: &[Token]) -> Body {
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
        self.reports.error(|| {
            if word.text.starts_with('#') {
                return Diagnostic::new(
                    &SYNTAX_ERROR,
                    first.span,
                    format!("expected a keyword, found the tag `{word}`"),
                )
                .help("a comment begins with `//`")
                .replace(
                    "make it a comment",
                    Span::new(first.span.start, first.span.start),
                    "// ",
                );
            }
            let message = format!("`{word}` can't stand at the top of a file");
            let diagnostic = Diagnostic::new(&MISPLACED_ATTRIBUTE, first.span, message);
            match keyword::attribute(word.text) {
                Some(row) => {
                    let takers: Vec<_> = row.on.iter().map(describe::with_article).collect();
                    diagnostic.help(format!("it stands on {}", describe::any_of(&takers)))
                }
                None => diagnostic.help("it stands on a declaration's line or in its block"),
            }
        });
        self.last = None;
    }

    /// A word that begins nothing.
    fn unknown(&mut self, word: Word<'s>, line: &[Token], has_brace: bool) -> Body {
        let owner = self.owner_kind();
        let looks =
            has_brace || self.looks_like_declaration(line) || self.is_near_keyword(word, line);
        let is_guess = self.stack.last().is_some_and(|block| block.is_guess);
        if !looks && is_guess {
            return Body::Skipped;
        }
        if !looks && owner.is_some() {
            return self.attributes(line);
        }
        let meant = self.meant(word);
        self.reports.error(|| unknown_keyword(word, meant));
        self.last = None;
        match meant.and_then(|meant| keyword::declaration(meant.lexeme)) {
            Some(row) => self.guessed(row, line, false),
            None if looks && name_or_title(self, line) => self.stand_in(line, has_brace),
            None => Body::Skipped,
        }
    }

    /// Whether a line has the shape of a declaration: a name with a title, or a title.
    fn looks_like_declaration(&self, line: &[Token]) -> bool {
        match line {
            [_, second, ..] if second.kind.is_text() => true,
            [_, second, third, ..] => {
                name::is_identifier(self.written.at(second.span)) && third.kind.is_text()
            }
            _ => false,
        }
    }

    /// Whether a word is nearly a keyword that may stand here, and a name follows it: `tsk design 5d`.
    fn is_near_keyword(&self, word: Word<'_>, line: &[Token]) -> bool {
        let Some(owner) = self.owner_kind() else { return false };
        let has_name =
            line.get(1).is_some_and(|token| name::is_identifier(self.written.at(token.span)));
        let row = self.meant(word).and_then(|meant| keyword::declaration(meant.lexeme));
        has_name
            && row.is_some_and(|row| row.inside.contains(owner))
            && keyword::suggest_attribute(word.text, owner).is_none()
            && keyword::meant_attribute(word.text).is_none()
    }

    /// Which keyword was meant: by the word of another tool, or by one that is misspelt.
    fn meant(&self, word: Word<'_>) -> Option<Meant> {
        let bare = word.text.trim_end_matches(':');
        if let Some(lexeme) = keyword::meant_declaration(bare) {
            return Some(Meant { lexeme, is_near: bare.eq_ignore_ascii_case(lexeme) });
        }
        let near = keyword::suggest_declaration(bare, self.owner_kind());
        near.map(|lexeme| Meant { lexeme, is_near: true })
    }

    /// Reads a line as the declaration that was meant by it. Where it stands wrong, that is no second fault.
    fn guessed(&mut self, row: &DeclarationWord, line: &[Token], is_quiet: bool) -> Body {
        let was_quiet = self.reports.quiet(is_quiet);
        let body = self.declare_at(self.place_of(row), row.kind, line);
        self.reports.quiet(was_quiet);
        body
    }

    /// What is declared by a word that nobody knows stands in the tree all the same, so that its name is known.
    fn stand_in(&mut self, line: &[Token], has_brace: bool) -> Body {
        let kinds = [DeclarationKind::Stream, DeclarationKind::Task];
        let fits = |kind: &DeclarationKind| {
            let row = kind.word();
            self.owner_kind().map_or(row.at_top, |owner| row.inside.contains(owner))
        };
        let kind = kinds.into_iter().skip(usize::from(!has_brace)).find(fits);
        let Some(kind) = kind else { return Body::Skipped };
        let body = self.guessed(kind.word(), line, true);
        // Nobody knows what its attributes mean.
        if let Body::Of(id, _) = body {
            self.forget_attributes(id);
            return Body::Guess(id, kind);
        }
        body
    }

    fn forget_attributes(&mut self, id: DeclarationId) {
        let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) else { return };
        let first = declaration.attributes.0;
        self.ast.attributes.truncate(first as usize);
        let value = Value::Broken(AttributeKind::Duration);
        self.ast.attributes.push(Attribute { value, span: declaration.head });
        declaration.attributes = (first, 1);
    }
}

/// Where a declaration is put.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// At the top.
    Top,
    /// In the block of this one.
    In(DeclarationId),
    /// It may stand nowhere here.
    Nowhere,
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

/// A keyword that was meant.
#[derive(Clone, Copy, Debug)]
struct Meant {
    lexeme: &'static str,
    /// Whether it is the same word, misspelt.
    is_near: bool,
}

fn unknown_keyword(word: Word<'_>, meant: Option<Meant>) -> Diagnostic {
    let Some(Meant { lexeme, is_near }) = meant else {
        return Diagnostic::new(&UNKNOWN_KEYWORD, word.span, format!("unknown keyword `{word}`"))
            .help(
                "a line begins with what it declares: `stream`, `feature`, `task`, `milestone`, …",
            );
    };
    let doc = keyword::declaration(lexeme).map_or("", |row| row.doc);
    let diagnostic = if is_near {
        Diagnostic::new(&UNKNOWN_KEYWORD, word.span, format!("unknown keyword `{word}`"))
            .help(format!("did you mean `{lexeme}`?"))
    } else {
        Diagnostic::new(&UNKNOWN_KEYWORD, word.span, format!("`{word}` is called `{lexeme}` here"))
            .help(format!("`{lexeme}` is {doc}"))
    };
    let edit = Edit { span: word.span, text: lexeme.to_owned() };
    diagnostic.fix(format!("replace with `{lexeme}`"), vec![edit])
}

fn name_or_title(tree: &Tree<'_>, line: &[Token]) -> bool {
    let second = line.get(1).copied();
    second.is_some_and(|token| {
        token.kind.is_text() || name::is_identifier(tree.written.at(token.span))
    })
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
