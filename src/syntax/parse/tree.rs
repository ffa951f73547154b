//! From pairs to the tree: each line is put where the open blocks say.

use std::borrow::Cow;

use pest::Parser as _;
use pest::iterators::Pair;

use super::attribute::attributes;
use super::blocks::{Block, Body};
use super::declaration::{Head, declaration, kind_of};
use super::grammar::{Grammar, Rule};
use super::memory::{Again, Memory};
use super::shape;
use super::written::{Origin, Written};
use crate::diagnostic::rules::INVALID_UTF8;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId};
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::syntax::mistakes::{
    Continued, Mended, Missing, Odd, Piece, Reports, ends_line, find_odd, is_odd, read_attributes,
    read_declaration,
};
use crate::text::{Invalid, Source, SourceId, Sources, Span};

/// About how much text is given to pest at once: its pairs take fifteen times the room of what they stand for.
pub(super) const RUN: usize = 4 * 1024;

/// How much it is given behind a line that is broken: text that is broken on purpose makes it read again at every line.
const FIRST_RUN: usize = 256;

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
    looked_to: usize,
    /// Whether all bytes of the file were UTF-8.
    is_utf8: bool,
    scratch: Vec<Attribute>,
    /// Whether the last run was left behind a broken line.
    is_broken: bool,
    /// What an earlier text was read as.
    pub(super) again: Option<Again<'s>>,
}

/// Reads a whole source, but for what is remembered of it.
pub(in crate::syntax) fn read(
    sources: &Sources,
    id: SourceId,
    memory: Option<&mut Memory>,
) -> (Ast, Diagnostics) {
    let path = sources.source(id).map_or("", |source| source.path());
    let source = sources.source(id).map_or("", |source| source.text());
    let base = sources.base(id);
    let invalid = sources.source(id).and_then(Source::invalid_utf8);
    let mut tree = Tree::new(source, base, id);
    tree.is_utf8 = invalid.is_none();
    tree.again = memory.as_deref().filter(|_| tree.is_utf8).map(|memory| memory.of(path, source));
    tree.read();
    let noted = tree.again.take().and_then(Again::noted);
    let closing = tree.stack.iter().filter(|block| block.below.is_none()).count();
    if closing > 0 && !tree.is_too_deep {
        // Somewhere a brace is missing: read again, and find out where.
        let is_indented = source.lines().any(|line| line.starts_with([' ', '\t']));
        tree = Tree::new(source, base, id);
        tree.missing = Missing { closing, is_indented };
        tree.is_utf8 = invalid.is_none();
        tree.read();
    }
    let noted = noted.filter(|_| closing == 0);
    let known = noted.and_then(|noted| noted.known(sources, &tree.ast));
    tree.close_rest();
    tree.check_shapes();
    tree.drop_empty();
    tree.other_line_breaks();
    tree.invalid_utf8(invalid);
    let (ast, reports) = (tree.ast, tree.reports.into_sink());
    if let (Some(memory), Some(known)) = (memory, known) {
        memory.keep(path, known);
    }
    (ast, reports)
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

    pub(super) fn read(&mut self) {
        let mut at = if self.source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut length = RUN;
        while at < self.source.len() {
            if let Some(to) = self.recall(at) {
                at = to;
                continue;
            }
            let end = self.end_of_line(at.saturating_add(length).min(self.source.len()));
            self.look_for_odd(at, end);
            let text = self.normal(at, end);
            let read = self.run(&text, at, end == self.source.len());
            // What has no end in a run is given more room; behind a broken line less is lost if the next is broken too.
            length = match read {
                0 => length.saturating_mul(4),
                read if at + read < end && std::mem::take(&mut self.is_broken) => FIRST_RUN,
                _ => RUN.min(length.saturating_mul(2)),
            };
            at += read;
        }
        self.mark(self.source.len());
        self.report_continued();
        self.close_all_indented();
    }

    /// Behind the end of the line on which an offset lies.
    pub(in crate::syntax) fn end_of_line(&self, at: usize) -> usize {
        let rest = self.source.as_bytes().get(at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.source.len(), |found| at + found + 1)
    }

    /// A part of the source as the grammar takes it: with spaces for tabs and for what can't stand in a roadmap, with line feeds
    /// for other line ends, and one at its end. Everything keeps its place.
    pub(in crate::syntax) fn normal(&self, from: usize, to: usize) -> Cow<'s, str> {
        let text = self.source.get(from..to).unwrap_or_default();
        if text.ends_with('\n') && !has_odd(text) {
            return Cow::Borrowed(text);
        }
        let mut normal = String::with_capacity(text.len() + 1);
        let mut is_quoted = false;
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            let is_break =
                ends_line(char) && !is_quoted && (char != '\r' || chars.peek() != Some(&'\n'));
            match char {
                '"' => is_quoted = !is_quoted,
                '\n' => is_quoted = false,
                _ => {}
            }
            if is_break {
                normal.push('\n');
                normal.extend(std::iter::repeat_n(' ', char.len_utf8() - 1));
            } else if matches!(char, '\t' | '\r') || is_odd(char) {
                normal.extend(std::iter::repeat_n(' ', char.len_utf8()));
            } else {
                normal.push(char);
            }
        }
        if !normal.ends_with('\n') {
            normal.push('\n');
        }
        Cow::Owned(normal)
    }

    /// Reports the characters that can stand nowhere, not in texts or comments either.
    fn look_for_odd(&mut self, from: usize, to: usize) {
        let from = from.max(self.looked_to);
        if from >= to {
            return;
        }
        self.looked_to = to;
        let text = self.source.get(from..to).unwrap_or_default();
        if !has_odd(text) {
            return;
        }
        let mut all: Vec<Odd> = Vec::new();
        find_odd(text, |at, char| {
            let odd = Odd::new(self.offset(from + at), char);
            match all.last_mut() {
                Some(run) if run.goes_on_with(odd) => run.span.end = odd.span.end,
                _ => all.push(odd),
            }
        });
        let other_breaks = text.char_indices().filter(|(at, char)| {
            ends_line(*char)
                && (*char != '\r' || !text.get(at + 1..).is_some_and(|rest| rest.starts_with('\n')))
        });
        let normal = self.normal(from, to);
        let is_break = |at: usize| normal.as_bytes().get(at) == Some(&b'\n');
        let breaks: Vec<Odd> = other_breaks
            .filter(|(at, _)| is_break(*at))
            .map(|(at, char)| Odd::new(self.offset(from + at), char))
            .collect();
        if let Some(again) = &mut self.again {
            again.is_odd |= !all.is_empty() || !breaks.is_empty();
        }
        self.line_breaks.extend(breaks);
        for odd in all {
            if !odd.is_replacement() || self.is_utf8 {
                self.reports.error(|| odd.diagnostic());
            }
        }
    }

    /// What stands before an offset need not be looked at for such characters.
    pub(super) fn skip_odd(&mut self, to: usize) {
        self.looked_to = self.looked_to.max(to);
    }

    /// Reads a run of lines that stands at an offset; says how much of it was read.
    fn run(&mut self, text: &str, at: usize, is_last: bool) -> usize {
        // The grammar accepts any text; were pest to refuse one, the run would be passed over.
        let Some(run) = Grammar::parse(Rule::run, text).ok().and_then(|mut pairs| pairs.next())
        else {
            return text.len();
        };
        let written = Written { text, origin: Origin::From(self.offset(at)) };
        let is_kept = |pair: &Pair<'_, Rule>| !matches!(pair.as_rule(), Rule::comment | Rule::EOI);
        let pairs: Vec<Pair<'_, Rule>> = run.into_inner().filter(is_kept).collect();
        let is_statement =
            |pair: &Pair<'_, Rule>| !matches!(pair.as_rule(), Rule::open | Rule::close);
        let last = if is_last { None } else { pairs.iter().rposition(is_statement) };
        let mut read_to = 0;
        for (index, pair) in pairs.iter().enumerate() {
            let start = written.start_of(pair);
            if start < read_to {
                continue;
            }
            if Some(index) == last {
                // It may go on in the next run.
                return start;
            }
            if self.again.is_some() && kind_of(written.lead(pair)).is_some() {
                if self.is_known(at + start) {
                    return start;
                }
                self.mark(at + start);
            }
            let next = pairs.get(index + 1);
            let end = pair.as_span().end();
            let is_joined =
                |next: &&Pair<'_, Rule>| !written.part(end, next.as_span().start()).contains('\n');
            let next = next.filter(is_joined).map(Pair::as_rule);
            match pair.as_rule() {
                Rule::open => self.open_at(written, start),
                Rule::close => self.close_at(written, start),
                Rule::broken => read_to = self.region(at + start) - at,
                _ if next == Some(Rule::broken)
                    || !self.statement(written, pair, next == Some(Rule::open)) =>
                {
                    read_to = self.region(at + start) - at;
                }
                _ => {}
            }
            let is_cut = |pair: &Pair<'_, Rule>| {
                written.start_of(pair) < read_to && pair.as_span().end() > read_to
            };
            if read_to > text.len() || read_to > start && pairs.iter().skip(index).any(is_cut) {
                self.is_broken = true;
                return read_to;
            }
        }
        text.len().min(self.source.len() - at)
    }

    fn open_at(&mut self, written: Written<'_>, start: usize) {
        self.open(self.brace_at(written.span(start, start + 1)));
    }

    fn close_at(&mut self, written: Written<'_>, start: usize) {
        self.close(self.brace_at(written.span(start, start + 1)));
    }

    /// A brace of the file.
    pub(in crate::syntax) fn brace_at(&self, place: Span) -> Brace {
        Brace { place, is_first: self.begins_line(place.start) }
    }

    /// Reads a statement that is none but the language. False if something of it is to be told: then nothing has been done.
    fn statement(&mut self, written: Written<'_>, pair: &Pair<'_, Rule>, has_brace: bool) -> bool {
        let lead = written.lead(pair);
        let start = pair.as_span().start() - lead.len();
        let end = written.span(start, pair.as_span().end()).end;
        let place = written.span(start, start);
        let is_first = self.begins_line(place.start);
        let owner = self.owner().map(|(_, kind)| kind);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        let declared = kind_of(lead);
        let is_works_by = declared == Some(K::Calendar)
            && !has_brace
            && owner.is_some_and(|owner| A::Calendar.stands_on().contains(owner));
        let read = match (declared, owner) {
            _ if self.is_skipping() && self.missing.closing == 0 => Ok(Head::default()),
            (Some(kind), _) if !is_works_by => {
                declaration(written, pair.clone(), kind, &mut scratch)
            }
            (None, Some(owner)) if !self.is_behind_brace || is_first => {
                attributes(written, owner, &mut pair.clone().into_inner(), &mut scratch)
                    .map(|()| Head::default())
            }
            _ => Err(super::written::stop(pair, Rule::attribute)),
        };
        let is_read = read.is_ok();
        if let Ok(head) = read {
            self.foreign = false;
            let first_word = || {
                let rest = written.part(start, written.text.len());
                rest.split([' ', ',', '\n']).next().unwrap_or_default()
            };
            let word: Option<&str> = declared.map(K::lexeme);
            let word = word.unwrap_or_else(first_word);
            let place = written.span(start, start + word.len());
            let content = Content::Read(head, &mut scratch);
            let mut line = Line { word, place, end, is_first, has_brace, pieces: &[], content };
            let reports = self.reports.count();
            self.line(&mut line);
            if self.reports.count() > reports {
                self.broken(line.span(), false);
            }
        }
        scratch.clear();
        self.scratch = scratch;
        is_read
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
        match &mut line.content {
            Content::Read(_, attributes) => block.attributes.append(attributes),
            Content::Broken(mended) => {
                let into = &mut block.attributes;
                read_attributes(mended, kind, &mut self.reports, into, &mut self.ast.guesses);
            }
        }
    }

    /// Takes a line of attributes into the newest declaration.
    pub(in crate::syntax) fn attributes_of_last(&mut self, id: DeclarationId, line: &mut Line<'_>) {
        let Some(declaration) = self.ast.declarations.get_mut(id.0 as usize) else { return };
        match &mut line.content {
            Content::Read(_, attributes) => self.ast.attributes.append(attributes),
            Content::Broken(mended) => {
                let into = &mut self.ast.attributes;
                read_attributes(
                    mended,
                    declaration.kind,
                    &mut self.reports,
                    into,
                    &mut self.ast.guesses,
                );
            }
        }
        declaration.attributes =
            range(declaration.attributes.0 as usize, self.ast.attributes.len());
    }

    /// Checks what each declaration says as a whole, now that all of it is known.
    fn check_shapes(&mut self) {
        for declaration in &self.ast.declarations {
            let attributes = self.ast.attributes_of(declaration);
            shape::check(attributes, self.source, self.base, &mut self.reports);
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
        let span = Span::new(self.offset(place.start), self.offset(place.end));
        self.reports.error(|| Diagnostic::new(&INVALID_UTF8, span, message).help(help));
    }
}

/// Whether a text has any character but those that nearly all are made of. Looking at all bytes is quicker than stopping at the first.
fn has_odd(text: &str) -> bool {
    let is_odd =
        |byte: u8| byte < b' ' && byte != b'\n' || byte == 0x7F || byte == 0xC2 || byte >= 0xE2;
    text.bytes().fold(false, |found, byte| found | is_odd(byte))
}

/// From an index up to another, as where it begins and how many.
pub(in crate::syntax) fn range(first: usize, end: usize) -> (u32, u32) {
    let number = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    (number(first), number(end.saturating_sub(first)))
}
