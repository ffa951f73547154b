//! The tree that grows: what is known at a line of those before it, and how a line is taken in.

use super::declaration::{Body, Head};
use super::memory::Again;
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId};
use crate::syntax::keyword::DeclarationKind as K;
use crate::syntax::mistakes::{
    Continued, Mended, Missing, Odd, Piece, Reports, ends_line, read_attributes, read_declaration,
};
use crate::text::{SourceId, Span};

/// A statement that is put into the tree.
pub(in crate::syntax) struct Line<'a> {
    /// The word that it begins with, as it is read.
    pub(in crate::syntax) word: &'a str,
    /// Where that stands.
    pub(in crate::syntax) place: Span,
    /// Where the statement ends.
    pub(in crate::syntax) end: u32,
    /// Whether it is the first on a line of the file.
    pub(in crate::syntax) is_first: bool,
    /// Whether a `{` follows it.
    pub(in crate::syntax) has_brace: bool,
    /// Its pieces, if it had to be cut into such.
    pub(in crate::syntax) pieces: &'a [Piece],
    /// What it says.
    pub(in crate::syntax) content: Content<'a>,
}

/// A `{` or `}` in its place.
#[derive(Clone, Copy)]
pub(in crate::syntax) struct Brace {
    /// Where it stands.
    pub(in crate::syntax) place: Span,
    /// Whether it is the first on a line of the file.
    pub(in crate::syntax) is_first: bool,
}

/// What a statement says.
pub(in crate::syntax) enum Content<'a> {
    /// It has been read.
    Read(Head, &'a mut Vec<Attribute>),
    /// Something of it is broken.
    Broken(&'a mut Mended),
}

impl Line<'_> {
    /// From its first word to its end.
    pub(in crate::syntax) fn span(&self) -> Span {
        Span::new(self.place.start, self.end.max(self.place.end))
    }
}

/// A block that is open.
#[derive(Debug)]
pub(in crate::syntax) struct Block {
    pub(in crate::syntax) body: Body,
    pub(in crate::syntax) brace: Span,
    /// How far the line is indented that it was opened on.
    pub(in crate::syntax) indent: usize,
    /// How far the first line in it is indented.
    pub(in crate::syntax) inner: Option<usize>,
    /// Where its first line begins, if it has no braces and only its indentation tells of it.
    pub(in crate::syntax) below: Option<Span>,
    /// The attributes of its declaration so far: its children's come between them in the source.
    pub(in crate::syntax) attributes: Vec<Attribute>,
    /// Whether its declaration was guessed: what stands wrong within may well stand right.
    pub(in crate::syntax) is_guess: bool,
    /// Whether something in it was reported that is reported once only.
    pub(in crate::syntax) is_reported: bool,
}

/// A tree that grows.
#[allow(clippy::struct_excessive_bools)]
pub(in crate::syntax) struct Tree<'s> {
    pub(in crate::syntax) source: &'s str,
    pub(in crate::syntax) base: u32,
    pub(in crate::syntax) reports: Reports,
    pub(in crate::syntax) ast: Ast,
    pub(in crate::syntax) stack: Vec<Block>,
    /// How many braces are open below the deepest block.
    pub(in crate::syntax) too_deep: usize,
    pub(in crate::syntax) is_too_deep: bool,
    /// Which braces are known to be missing, when a file is read again.
    pub(in crate::syntax) missing: Missing,
    /// How far the line is indented that is read.
    pub(in crate::syntax) indent: usize,
    /// The declaration of the line before, if it has no block: what is indented below it may have been meant for it.
    pub(in crate::syntax) last: Option<DeclarationId>,
    /// How far its line is indented.
    pub(in crate::syntax) last_indent: usize,
    /// Where the line before ends.
    pub(in crate::syntax) last_end: u32,
    /// Whether the lines before were the rest of a block of which the beginning is missing.
    pub(in crate::syntax) is_orphaned: bool,
    /// Whether the line before was one of another format.
    pub(in crate::syntax) foreign: bool,
    /// The indented lines below it so far.
    pub(in crate::syntax) continued: Option<Continued>,
    /// What a `{` behind the line before would open.
    pub(in crate::syntax) body: Body,
    /// Whether the line before ended in a `}`.
    pub(in crate::syntax) is_behind_brace: bool,
    /// The characters so far that end lines elsewhere.
    pub(in crate::syntax) line_breaks: Vec<Odd>,
    /// Up to where characters that can't stand in a roadmap have been looked for.
    pub(super) looked_to: usize,
    /// Whether all bytes of the file were UTF-8.
    pub(super) is_utf8: bool,
    pub(super) scratch: Vec<Attribute>,
    /// Whether the last run was left behind a broken line.
    pub(super) is_broken: bool,
    /// What an earlier text was read as.
    pub(super) again: Option<Again<'s>>,
}

impl<'s> Tree<'s> {
    pub(super) fn new(source: &'s str, base: u32, id: SourceId) -> Self {
        Self {
            source,
            base,
            reports: Reports::default(),
            ast: Ast {
                source: id,
                declarations: Vec::new(),
                attributes: Vec::new(),
                guesses: Vec::new(),
                broken: Vec::new(),
            },
            stack: Vec::new(),
            too_deep: 0,
            is_too_deep: false,
            missing: Missing::default(),
            indent: 0,
            last: None,
            last_indent: 0,
            last_end: 0,
            is_orphaned: false,
            foreign: false,
            continued: None,
            body: Body::Skipped,
            is_behind_brace: false,
            line_breaks: Vec::new(),
            looked_to: 0,
            is_utf8: true,
            scratch: Vec::new(),
            is_broken: false,
            again: None,
        }
    }

    pub(in crate::syntax) fn is_skipping(&self) -> bool {
        self.too_deep > 0 || self.stack.last().is_some_and(|block| block.body == Body::Skipped)
    }

    /// The declaration in whose block the line stands.
    pub(in crate::syntax) fn owner(&self) -> Option<(DeclarationId, K)> {
        self.stack.last().and_then(|block| match block.body {
            Body::Of(id, kind) | Body::Guess(id, kind) => Some((id, kind)),
            Body::Skipped => None,
        })
    }

    /// How far what stands there is indented; a tab counts as four.
    pub(in crate::syntax) fn indentation(&self, first: Span) -> usize {
        let at = self.local(first.start);
        let blank = self.source.get(self.line_start(at)..at).unwrap_or_default();
        if !blank.bytes().all(|byte| matches!(byte, b' ' | b'\t')) {
            return 0;
        }
        blank.bytes().map(|byte| if byte == b'\t' { 4 } else { 1 }).sum()
    }

    pub(in crate::syntax) fn line_start(&self, at: usize) -> usize {
        let before = self.source.get(..at).unwrap_or_default();
        let end = before.char_indices().rev().find(|(_, char)| *char == '\n' || ends_line(*char));
        end.map_or(0, |(found, char)| found + char.len_utf8())
    }

    /// What is written at a place.
    pub(in crate::syntax) fn at(&self, span: Span) -> &'s str {
        self.source.get(self.local(span.start)..self.local(span.end)).unwrap_or_default()
    }

    /// An offset of this source.
    pub(in crate::syntax) fn local(&self, offset: u32) -> usize {
        offset.saturating_sub(self.base) as usize
    }

    /// An offset over all sources.
    pub(in crate::syntax) fn offset(&self, at: usize) -> u32 {
        u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.base)
    }

    /// Behind the end of the line on which an offset lies.
    pub(in crate::syntax) fn end_of_line(&self, at: usize) -> usize {
        let rest = self.source.as_bytes().get(at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.source.len(), |found| at + found + 1)
    }

    /// What stands before an offset need not be looked at for such characters.
    pub(super) fn skip_odd(&mut self, to: usize) {
        self.looked_to = self.looked_to.max(to);
    }

    /// A brace of the file.
    pub(in crate::syntax) fn brace_at(&self, place: Span) -> Brace {
        Brace { place, is_first: self.begins_line(place.start) }
    }

    /// Whether nothing but blanks stands before an offset on its line.
    pub(in crate::syntax) fn begins_line(&self, offset: u32) -> bool {
        let before = self.source.get(..self.local(offset)).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t']);
        before.is_empty()
            || before == "\u{FEFF}"
            || before.ends_with(|last| last == '\n' || ends_line(last))
    }

    /// Adds a declaration that stands on a line.
    pub(in crate::syntax) fn declare(
        &mut self,
        kind: K,
        line: &mut Line<'_>,
        parent: Option<DeclarationId>,
    ) -> DeclarationId {
        self.is_orphaned = false;
        self.last_indent = self.indent;
        self.report_continued();
        let first = self.ast.attributes.len();
        let head = match &mut line.content {
            Content::Read(head, attributes) => {
                self.ast.attributes.append(attributes);
                *head
            }
            Content::Broken(mended) => {
                let into = &mut self.ast.attributes;
                read_declaration(mended, kind, &mut self.reports, into, &mut self.ast.guesses)
            }
        };
        let span = line.span();
        let id = DeclarationId(u32::try_from(self.ast.declarations.len()).unwrap_or(u32::MAX));
        self.ast.declarations.push(Declaration {
            kind,
            keyword: line.place,
            name: head.name,
            title: head.title,
            head: span,
            extent: span,
            parent,
            attributes: range(first, self.ast.attributes.len()),
        });
        id
    }

    /// Takes a line of attributes into the open block.
    pub(in crate::syntax) fn attributes_of_block(&mut self, kind: K, line: &mut Line<'_>) {
        let Some(block) = self.stack.last_mut() else { return };
        let (reports, guesses) = (&mut self.reports, &mut self.ast.guesses);
        take_attributes(kind, line, reports, &mut block.attributes, guesses);
    }

    /// Takes a line of attributes into the newest declaration.
    pub(in crate::syntax) fn attributes_of_last(&mut self, id: DeclarationId, line: &mut Line<'_>) {
        let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) else { return };
        let (reports, guesses) = (&mut self.reports, &mut self.ast.guesses);
        take_attributes(declaration.kind, line, reports, &mut self.ast.attributes, guesses);
        declaration.attributes =
            range(declaration.attributes.0 as usize, self.ast.attributes.len());
    }
}

fn take_attributes(
    kind: K,
    line: &mut Line<'_>,
    reports: &mut Reports,
    into: &mut Vec<Attribute>,
    guesses: &mut Vec<Span>,
) {
    match &mut line.content {
        Content::Read(_, attributes) => into.append(attributes),
        Content::Broken(mended) => read_attributes(mended, kind, reports, into, guesses),
    }
}

/// From an index up to another, as where it begins and how many.
pub(in crate::syntax) fn range(first: usize, end: usize) -> (u32, u32) {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    (number(first), number(end.saturating_sub(first)))
}
