//! A line that begins with no word of the language: what was meant by it, and what is kept of it.

use super::blocks::Body;
use super::literals::name;
use super::reader::Word;
use super::token::Token;
use super::tree::{Tree, range};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::UNKNOWN_KEYWORD;
use crate::syntax::ast::{Attribute, DeclarationId, Value};
use crate::syntax::keyword::{self, AttributeKind, DeclarationKind, DeclarationWord};

impl Tree<'_> {
    /// A word that begins nothing.
    pub(super) fn unknown(&mut self, word: Word<'_>, line: &[Token], has_brace: bool) -> Body {
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
            Some(row) if row.kind == DeclarationKind::Cadence => self.guessed_cadence(row, line),
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
        let was_quiet = self.reports.hush(is_quiet);
        let body = self.declare_at(self.place_of(row), row.kind, line);
        self.reports.restore(was_quiet);
        body
    }

    /// `sprint s 2w`: how other tools say the length is no second fault, nor that it is not said.
    fn guessed_cadence(&mut self, row: &DeclarationWord, line: &[Token]) -> Body {
        let body = self.guessed(row, line, true);
        if let Body::Of(id, _) = body
            && let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize)
        {
            let first = self.ast.attributes.len();
            for kind in [AttributeKind::Every, AttributeKind::From] {
                let value = Value::Broken(kind);
                self.ast.attributes.push(Attribute { value, span: declaration.head });
            }
            declaration.attributes = range(first, self.ast.attributes.len());
        }
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
    diagnostic.replace(format!("replace with `{lexeme}`"), word.span, lexeme)
}

fn name_or_title(tree: &Tree<'_>, line: &[Token]) -> bool {
    let second = line.get(1).copied();
    second.is_some_and(|token| {
        token.kind.is_text() || name::is_identifier(tree.written.at(token.span))
    })
}
