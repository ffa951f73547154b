//! The lines of a source, run by run: what the grammar reads is put into the tree, the rest is handed to `mistakes`.

use std::borrow::Cow;

use pest::Parser as _;
use pest::iterators::Pair;

use super::attribute::attributes;
use super::declaration::{Head, declaration, kind_of};
use super::grammar::{Grammar, Rule};
use super::memory::{Again, Memory};
use super::shape;
use super::tree::{Content, Line, Tree};
use super::written::{Origin, Written};
use crate::diagnostic::rules::INVALID_UTF8;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::ast::Ast;
use crate::syntax::keyword::{AttributeKind as A, DeclarationKind as K};
use crate::syntax::mistakes::{Missing, Odd, ends_line, find_odd, is_odd};
use crate::text::{Invalid, Source, SourceId, Sources, Span};

/// About how much text is given to pest at once: its pairs take fifteen times the room of what they stand for.
pub(super) const RUN: usize = 4 * 1024;

/// How much it is given behind a line that is broken: text that is broken on purpose makes it read again at every line.
const FIRST_RUN: usize = 256;

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
                Rule::open => self.open(self.brace_at(written.span(start, start + 1))),
                Rule::close => self.close(self.brace_at(written.span(start, start + 1))),
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
