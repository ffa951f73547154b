//! What is known where a line stops being the language: the attribute that is read, the piece that is wrong, and what was to stand there.

use super::phrases::{any_of, for_example, shortened};
use super::pieces::{Piece, PieceKind, Word};
use crate::diagnostic::rules::SYNTAX_ERROR;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Rule};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K, Takes};
use crate::syntax::parse::Written;
use crate::text::{Span, did_you_mean, look_alike};

/// A mistake, and how the line is read from here on.
#[derive(Debug)]
pub(super) struct Mistake {
    /// What is said of it.
    pub(super) diagnostic: Diagnostic,
    /// What is read in its place.
    pub(super) reading: Reading,
}

/// How a line is read of which a mistake is known.
#[derive(Debug)]
pub(super) enum Reading {
    /// As if its fix had been made.
    Fixed,
    /// As if these changes had been made.
    Changed(Vec<Edit>),
    /// As if its fix had been made; but that the word was meant so is a guess.
    Guessed,
    /// Without the attribute, of which nothing but its kind is known: it ends where the next begins for certain.
    Dropped(Option<A>),
    /// Without the attribute, which is right in itself.
    Attribute(A),
    /// Without the attribute, which lacks what the wrong piece stands in the place of.
    Lacking(A),
}

/// What is wrong in a place. As long as nobody knows what was meant, it costs its attribute.
pub(super) fn wrong(rule: &'static Rule, place: Span, message: impl Into<String>) -> Mistake {
    Mistake { diagnostic: Diagnostic::new(rule, place, message), reading: Reading::Dropped(None) }
}

/// What is no word of the language.
pub(super) fn syntax(place: Span, message: impl Into<String>) -> Mistake {
    wrong(&SYNTAX_ERROR, place, message)
}

impl From<Mistake> for Diagnostic {
    fn from(mistake: Mistake) -> Self {
        mistake.diagnostic
    }
}

impl From<Diagnostic> for Mistake {
    /// Read as its fix says; one without a fix costs its attribute.
    fn from(diagnostic: Diagnostic) -> Self {
        let is_fixed = diagnostic.fix.is_some();
        let reading = if is_fixed { Reading::Fixed } else { Reading::Dropped(None) };
        Self { diagnostic, reading }
    }
}

impl Mistake {
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.help(help);
        self
    }

    /// Names the letters of a word that only look like those meant.
    pub(super) fn of_word(self, word: &str) -> Self {
        match look_alike(word) {
            Some(help) => self.help(help),
            None => self,
        }
    }

    pub(super) fn label(mut self, span: Span, message: &str) -> Self {
        self.diagnostic = self.diagnostic.label(span, message);
        self
    }

    /// What is meant to stand in a place: the line is read on as if it did.
    pub(super) fn put(self, span: Span, text: impl Into<String>) -> Self {
        let text = text.into();
        let title = match text.trim() {
            "" if text.contains('\n') => "begin a new line".to_owned(),
            "" => "remove it".to_owned(),
            shown if span.start == span.end => format!("put `{}` there", shortened(shown)),
            shown => format!("replace with `{}`", shortened(shown)),
        };
        self.fix(title, vec![Edit { span, text }])
    }

    /// The same, if it is known.
    pub(super) fn put_if(self, span: Span, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.put(span, text),
            None => self,
        }
    }

    /// What mends it.
    pub(super) fn fix(self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { diagnostic: self.diagnostic.fix(title, edits), reading: Reading::Fixed }
    }

    pub(super) fn read(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    /// Read as if these places had nothing in them.
    pub(super) fn without(self, places: impl IntoIterator<Item = Span>) -> Self {
        let edit = |span| Edit { span, text: String::new() };
        self.read(Reading::Changed(places.into_iter().map(edit).collect()))
    }

    /// A mistake that costs its attribute, though it has a fix perhaps.
    pub(super) fn costs(self, kind: A) -> Self {
        self.read(Reading::Dropped(Some(kind)))
    }

    /// What is changed before the line is read on.
    pub(super) fn edits(&self) -> Vec<Edit> {
        match &self.reading {
            Reading::Changed(edits) => edits.clone(),
            _ => self.diagnostic.fix.as_ref().map(|fix| fix.edits.clone()).unwrap_or_default(),
        }
    }

    /// The same without its fix, which would be a guess.
    pub(super) fn unsure(mut self) -> Self {
        self.diagnostic.fix = None;
        self.read(Reading::Dropped(None))
    }

    /// Of which attribute it is, where nothing else is known of it.
    pub(super) fn of(self, kind: A) -> Self {
        match self.reading {
            Reading::Dropped(None) => self.costs(kind),
            _ => self,
        }
    }
}

/// The sink of one file's reports, which can be told to keep quiet.
#[derive(Debug, Default)]
pub(in crate::syntax) struct Reports {
    sink: Diagnostics,
    /// Whether all that there is to tell of what is read has been told.
    pub(super) is_quiet: bool,
    /// How many there were, kept or not.
    count: usize,
}

impl Reports {
    /// Takes in an error. It is built only if it will be kept: a million bad lines cost a million counts.
    pub(in crate::syntax) fn error<D: Into<Diagnostic>>(&mut self, make: impl FnOnce() -> D) {
        self.count += 1;
        if !self.is_quiet {
            self.sink.push_error_with(|| make().into());
        }
    }

    /// How many there were so far, dropped ones too.
    pub(in crate::syntax) const fn count(&self) -> usize {
        self.count
    }

    /// Whether so much has been reported that more is only counted.
    pub(in crate::syntax) fn is_full(&self) -> bool {
        self.sink.errors() >= Diagnostics::KEPT
    }

    pub(in crate::syntax) fn into_sink(self) -> Diagnostics {
        self.sink
    }
}

/// How a text that people write is written here, by the name of what it is. `None` if it is nothing of the kind.
pub(super) type Filter = fn(&str, &str, &Found<'_>) -> Option<String>;

/// Where the reading of attributes stopped.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    /// The text that is read.
    pub(super) written: Written<'a>,
    /// Its pieces.
    pub(super) pieces: &'a [Piece],
    /// The piece with which the attribute begins.
    pub(super) at: usize,
    /// The piece that is wrong; one behind the last where something is missing at the end.
    pub(super) wrong: usize,
    /// Whose attributes are read.
    pub(super) on: K,
    /// The attribute that is read, if its word says which.
    pub(super) kind: Option<A>,
    /// Where a title would stand that is not there yet.
    pub(super) title_place: Option<usize>,
    /// What rows have their texts written by.
    pub(super) filter: Filter,
}

impl<'a> Found<'a> {
    /// A piece of the line.
    pub(super) fn piece(&self, index: usize) -> Option<Piece> {
        self.pieces.get(index).copied()
    }

    /// A piece of the line, if it is a word.
    pub(super) fn word(&self, index: usize) -> Option<Word<'a>> {
        let piece = self.piece(index).filter(|piece| piece.kind == PieceKind::Word)?;
        Some(self.word_of(piece))
    }

    /// A piece as a word, whatever it is.
    pub(super) fn word_of(&self, piece: Piece) -> Word<'a> {
        Word::new(self.written, piece.start, piece.end)
    }

    /// A piece of the line, if it is a text, with its quotes.
    pub(super) fn text(&self, index: usize) -> Option<Word<'a>> {
        let piece = self.piece(index).filter(|_| self.is_text(index))?;
        Some(self.word_of(piece))
    }

    /// The word with which the attribute begins.
    pub(super) fn first(&self) -> Option<Word<'a>> {
        self.word(self.at)
    }

    /// The piece that is wrong, or one so far behind it, if it is a word.
    pub(super) fn next(&self, ahead: usize) -> Option<Word<'a>> {
        self.word(self.wrong + ahead)
    }

    /// The same, looked at from another piece.
    pub(super) fn from(&self, wrong: usize) -> Self {
        Self { wrong, ..*self }
    }

    /// Whether a piece is a text.
    pub(super) fn is_text(&self, index: usize) -> bool {
        self.piece(index)
            .is_some_and(|piece| matches!(piece.kind, PieceKind::Text | PieceKind::Half))
    }

    /// Whether a piece is a comma.
    pub(super) fn is_comma(&self, index: usize) -> bool {
        self.piece(index).is_some_and(|piece| piece.kind == PieceKind::Comma)
    }

    /// Whether a piece stands on the same line of the file as the one before it.
    pub(super) fn is_joined(&self, index: usize) -> bool {
        self.piece(index).is_some_and(|piece| !piece.is_first)
    }

    /// Where a piece stands in the sources, or behind the last one.
    pub(super) fn place(&self, index: usize) -> Span {
        if let Some(piece) = self.piece(index) {
            return self.written.span(piece.start, piece.end);
        }
        let last = self.pieces.last().map(|last| self.written.span(last.start, last.end));
        last.unwrap_or_default().after()
    }

    /// Names a piece.
    pub(super) fn named(&self, index: usize) -> String {
        match self.piece(index) {
            None => "the end of the line".to_owned(),
            Some(piece) => match piece.kind {
                PieceKind::Comma => "a comma".to_owned(),
                PieceKind::Text | PieceKind::Half => "a text".to_owned(),
                _ => format!("`{}`", shortened(self.word_of(piece).text)),
            },
        }
    }

    /// What was expected where something else stands.
    pub(super) fn expected(&self, expected: &str) -> Mistake {
        let (here, found) = (self.place(self.wrong), self.named(self.wrong));
        let mistake = syntax(here, format!("expected {expected}, found {found}"));
        // At the end of a line there is nothing to see: the word before it says what is incomplete.
        if here.start == here.end && self.wrong > 0 {
            return mistake.label(self.place(self.wrong - 1), "behind this");
        }
        mistake
    }

    /// One of a few words was expected.
    pub(super) fn one_of(&self, all: &[&'static str]) -> Option<Mistake> {
        let word = self.next(0)?;
        let quoted: Vec<String> = all.iter().map(|one| format!("`{one}`")).collect();
        let meant = did_you_mean(word.text, all.iter().copied());
        Some(self.expected(&any_of(&quoted)).put_if(word.span(), meant))
    }

    /// Something else stands where the operand of an attribute is expected, or nothing.
    pub(super) fn lacking(&self, kind: A) -> Mistake {
        let (takes, expected) = kind.takes();
        let quotes = if takes == Takes::Text { " in quotes" } else { "" };
        self.expected(&format!("{expected}{quotes}")).read(Reading::Lacking(kind))
    }

    /// Helps by an example what has no help of its own.
    pub(super) fn helped(&self, mistake: Mistake) -> Mistake {
        let Some(kind) = self.kind.filter(|_| mistake.diagnostic.advice().next().is_none()) else {
            return mistake;
        };
        let lexeme = self.first().map_or("", |first| first.text);
        mistake.help(for_example(kind, lexeme, self.on))
    }
}
