//! What a line is: a declaration, attributes, or neither; and what was meant by a word that begins nothing.

use super::found::{Mistake, syntax, wrong};
use super::phrases::{any_of, shortened, with_article};
use super::pieces::PieceKind;
use super::words::begins_attribute;
use crate::diagnostic::rules::{MISPLACED_DECLARATION, NOT_YET, UNKNOWN_KEYWORD};
use crate::syntax::ast::{Attribute, DeclarationId, Value};
use crate::syntax::keyword::{self, AttributeKind, DeclarationKind, DeclarationWord};
use crate::syntax::parse::{Body, Content, Line, Tree, is_identifier, range};
use crate::text::{Span, did_you_mean};

impl Tree<'_> {
    /// Puts a statement into the tree; what a `{` behind it opens is known then.
    pub(in crate::syntax) fn line(&mut self, line: &mut Line<'_>) {
        if line.is_first {
            self.indent = self.indentation(line.place);
            self.close_by_indentation(line);
            self.open_indented(line);
        }
        let is_behind_brace = std::mem::replace(&mut self.is_behind_brace, false);
        if let Some(block) = self.stack.last_mut() {
            block.inner.get_or_insert(self.indent);
        }
        let is_passed_over =
            self.is_skipping() || is_behind_brace && !line.is_first && self.is_glued(line);
        self.body = if is_passed_over { Body::Skipped } else { self.put(line) };
        self.last_end = line.span().end;
    }

    /// Attributes behind a `}`, which would be its parent's: reports them.
    fn is_glued(&mut self, line: &Line<'_>) -> bool {
        if keyword::declaration(line.word).is_some() {
            return false;
        }
        let message = format!("expected a new line behind `}}`, found `{}`", shortened(line.word));
        let help = "attributes stand before the `{` or inside the block";
        self.reports.error(|| syntax(line.place, message).help(help));
        true
    }

    /// Puts one statement where it belongs; says what a `{` behind it opens.
    fn put(&mut self, line: &mut Line<'_>) -> Body {
        if line.pieces.first().is_some_and(|first| first.kind != PieceKind::Word) {
            return self.text_alone(line.place);
        }
        let owner = self.owner_kind();
        let stands_on =
            |kind| keyword::attribute(line.word).is_some_and(|row| row.on.contains(kind));
        // `calendar berlin` in a block is the attribute; with a block of its own it is a declaration.
        if owner.is_some_and(stands_on) && !line.has_brace {
            return self.attributes(line);
        }
        if let Some(row) = keyword::declaration(line.word) {
            return self.declaration(row, line);
        }
        if let Some(later) = keyword::not_yet(line.word) {
            return self.not_yet(line, later.doc);
        }
        if begins_attribute(line.word) && !(line.has_brace && owner.is_none()) {
            return self.attributes(line);
        }
        self.unknown(line)
    }

    /// Reads something of which all that there is to tell has been told.
    pub(in crate::syntax) fn in_silence<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.reports.is_quiet, true);
        let made = read(self);
        self.reports.is_quiet = before;
        made
    }

    pub(in crate::syntax) fn owner_kind(&self) -> Option<DeclarationKind> {
        self.owner().map(|(_, kind)| kind)
    }

    fn text_alone(&mut self, first: Span) -> Body {
        self.last = None;
        let before = Span::new(first.start, first.start);
        self.reports
            .error(|| syntax(first, "expected a keyword, found a text").put(before, "task "));
        Body::Skipped
    }

    fn not_yet(&mut self, line: &Line<'_>, doc: &str) -> Body {
        self.last = None;
        let (word, place) = (line.word, line.place);
        self.reports.error(|| {
            wrong(&NOT_YET, place, format!("`{word}` is not supported yet"))
                .help(format!("it is kept for {doc}: remove it until then"))
        });
        Body::Skipped
    }

    fn declaration(&mut self, row: &DeclarationWord, line: &mut Line<'_>) -> Body {
        let parent = self.owner();
        let fits = parent.map_or(row.at_top, |(_, kind)| row.inside.contains(kind));
        if !fits {
            self.misplaced(row, line.place);
        }
        // What stands in the wrong place is found where it may stand, so that what refers to it is right.
        let place = match parent {
            Some((id, _)) if fits => Some(Some(id)),
            _ => self.place_of(row),
        };
        self.declare_at(place, row.kind, line)
    }

    /// Declares something in the block of another, or, `None`, at the top.
    fn declare_at(
        &mut self,
        parent: Option<Parent>,
        kind: DeclarationKind,
        line: &mut Line<'_>,
    ) -> Body {
        let Some(parent) = parent else {
            self.last = None;
            return Body::Skipped;
        };
        let id = self.declare(kind, line, parent);
        self.last = Some(id);
        Body::Of(id, kind)
    }

    /// The innermost open block in which such a declaration may stand, or the top of the file; `None` if it may stand nowhere here.
    fn place_of(&self, row: &DeclarationWord) -> Option<Parent> {
        let block = self.stack.iter().rev().find_map(|block| match block.body {
            Body::Of(id, kind) if row.inside.contains(kind) => Some(id),
            _ => None,
        });
        if block.is_none() && !row.at_top { None } else { Some(block) }
    }

    fn misplaced(&mut self, row: &DeclarationWord, place: Span) {
        let Some(block) = self.stack.last_mut() else {
            return self.misplaced_at_top(row, place);
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
            block.attributes.push(Attribute { value, span: place });
        }
        self.reports.error(|| {
            let message = format!("`{}` can't stand in {}", row.lexeme, with_article(kind));
            let mistake = wrong(&MISPLACED_DECLARATION, place, message).label(brace, "in this block");
            mistake.help(if kind == DeclarationKind::Roadmap {
                "the header's block has its own attributes only: close it, and declare the rest behind it".to_owned()
            } else {
                format!("it stands {}", places(row))
            })
        });
    }

    fn misplaced_at_top(&mut self, row: &DeclarationWord, place: Span) {
        if std::mem::replace(&mut self.is_orphaned, true) {
            return;
        }
        self.reports.error(|| {
            let message = format!("`{}` can't stand at the top of a file", row.lexeme);
            wrong(&MISPLACED_DECLARATION, place, message).help(format!("it stands {}", places(row)))
        });
    }

    /// A word that begins nothing.
    fn unknown(&mut self, line: &mut Line<'_>) -> Body {
        let owner = self.owner_kind();
        let looks = line.has_brace || looks_like_declaration(line) || self.is_near_keyword(line);
        let is_guess = self.stack.last().is_some_and(|block| block.is_guess);
        if !looks && is_guess {
            return Body::Skipped;
        }
        // `mitigaton "…"` in a risk's block is nearly an attribute of it.
        let is_nearly_own = owner.is_some_and(|owner| {
            keyword::suggest_attribute(line.word, owner).is_some()
                && keyword::suggest_declaration(line.word, Some(owner)).is_none()
                && keyword::meant_declaration(line.word).is_none()
        });
        if owner.is_some() && !line.has_brace && (!looks || is_nearly_own) {
            return self.attributes(line);
        }
        let meant = self.meant_with_block(line).or_else(|| self.meant(line.word));
        let (word, place) = (line.word, line.place);
        self.reports.error(|| unknown_keyword(word, place, meant));
        self.last = None;
        match meant.and_then(|meant| keyword::declaration(meant.lexeme)) {
            Some(row) if row.kind == DeclarationKind::Cadence => self.guessed_cadence(row, line),
            Some(row) => self.guessed(row, line),
            None if looks
                && second(line)
                    .is_some_and(|(kind, text)| kind == PieceKind::Text || is_identifier(text)) =>
            {
                self.stand_in(line)
            }
            None => Body::Skipped,
        }
    }

    /// Whether a word is nearly a keyword that may stand here, and a name follows it: `tsk design 5d`.
    fn is_near_keyword(&self, line: &Line<'_>) -> bool {
        let Some(owner) = self.owner_kind() else { return false };
        let row = self.meant(line.word).and_then(|meant| keyword::declaration(meant.lexeme));
        second(line).is_some_and(|(_, text)| is_identifier(text))
            && row.is_some_and(|row| row.inside.contains(owner))
            && keyword::suggest_attribute(line.word, owner).is_none()
            && keyword::meant_attribute(line.word).is_none()
    }

    /// Which keyword was nearly written that may have in its block what stands there: `steam` with tasks is no team.
    fn meant_with_block(&self, line: &Line<'_>) -> Option<Meant> {
        if !line.has_brace || keyword::meant_declaration(line.word).is_some() {
            return None;
        }
        let behind = self.source.get(self.local(line.span().end)..)?;
        let first = behind.split_whitespace().find(|word| *word != "{")?;
        let inner = keyword::declaration(first)?;
        let owner = self.owner_kind();
        let rows = keyword::DECLARATIONS.iter().filter(|row| {
            inner.inside.contains(row.kind)
                && owner.map_or(row.at_top, |owner| row.inside.contains(owner))
        });
        let near = did_you_mean(line.word, rows.map(|row| row.lexeme))?;
        Some(Meant { lexeme: near, is_near: true })
    }

    /// Which keyword was meant: by the word of another tool, or by one that is misspelt.
    fn meant(&self, word: &str) -> Option<Meant> {
        let bare = word.trim_end_matches(':');
        if let Some(lexeme) = keyword::meant_declaration(bare) {
            return Some(Meant { lexeme, is_near: bare.eq_ignore_ascii_case(lexeme) });
        }
        let near = keyword::suggest_declaration(bare, self.owner_kind());
        near.map(|lexeme| Meant { lexeme, is_near: true })
    }

    /// Reads a line as the declaration that was meant by it. Where it stands wrong, that is no second fault.
    fn guessed(&mut self, row: &DeclarationWord, line: &mut Line<'_>) -> Body {
        if let Content::Broken(mended) = &mut line.content {
            mended.replace(0, line.word.len(), row.lexeme);
        }
        self.declare_at(self.place_of(row), row.kind, line)
    }

    /// `sprint s 2w`: how other tools say the length is no second fault, nor that it is not said.
    fn guessed_cadence(&mut self, row: &DeclarationWord, line: &mut Line<'_>) -> Body {
        let body = self.in_silence(|tree| tree.guessed(row, line));
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
    fn stand_in(&mut self, line: &mut Line<'_>) -> Body {
        let kinds = [DeclarationKind::Stream, DeclarationKind::Task];
        let fits = |kind: &DeclarationKind| {
            let row = kind.word();
            self.owner_kind().map_or(row.at_top, |owner| row.inside.contains(owner))
        };
        let kind = kinds.into_iter().skip(usize::from(!line.has_brace)).find(fits);
        let Some(kind) = kind else { return Body::Skipped };
        let body = self.in_silence(|tree| tree.guessed(kind.word(), line));
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

/// In whose block a declaration is put; `None` is the top of the file.
type Parent = Option<DeclarationId>;

/// Where a declaration may stand.
fn places(row: &DeclarationWord) -> String {
    let mut places: Vec<String> = Vec::new();
    if row.at_top {
        places.push("at the top of a file".to_owned());
    }
    places.extend(row.inside.iter().map(|kind| format!("in {}", with_article(kind))));
    any_of(&places)
}

/// The second piece of a line, and what it is.
fn second<'a>(line: &'a Line<'_>) -> Option<(PieceKind, &'a str)> {
    piece(line, 1)
}

fn piece<'a>(line: &'a Line<'_>, index: usize) -> Option<(PieceKind, &'a str)> {
    let Content::Broken(mended) = &line.content else { return None };
    let piece = line.pieces.get(index)?;
    Some((piece.kind, mended.text.get(piece.start..piece.end)?))
}

/// Whether a line has the shape of a declaration: a name with a title, or a title.
fn looks_like_declaration(line: &Line<'_>) -> bool {
    match (second(line), piece(line, 2)) {
        (Some((PieceKind::Text, _)), _) => true,
        (Some((_, name)), Some((PieceKind::Text, _))) => is_identifier(name),
        _ => false,
    }
}

/// A keyword that was meant.
#[derive(Clone, Copy, Debug)]
struct Meant {
    lexeme: &'static str,
    /// Whether it is the same word, misspelt.
    is_near: bool,
}

fn unknown_keyword(word: &str, place: Span, meant: Option<Meant>) -> Mistake {
    const HELP: &str =
        "a line begins with what it declares: `stream`, `feature`, `task`, `milestone`, …";
    let shown = shortened(word);
    let says = |message: String| wrong(&UNKNOWN_KEYWORD, place, message).of_word(word);
    let unknown = || says(format!("unknown keyword `{shown}`"));
    match meant {
        None => unknown().help(HELP),
        Some(Meant { lexeme, is_near: true }) => {
            unknown().help(format!("did you mean `{lexeme}`?")).put(place, lexeme)
        }
        Some(Meant { lexeme, .. }) => {
            let doc = keyword::declaration(lexeme).map_or("", |row| row.doc);
            says(format!("`{shown}` is called `{lexeme}` here"))
                .help(format!("`{lexeme}` is {doc}"))
                .put(place, lexeme)
        }
    }
}
