//! What files were read as, so that of a text that differs in a few places from the last only those are read again.
//!
//! A text is cut at [`Mark`]s: where a declaration begins as the first on its line. What stands between two marks of one block is read as
//! it was before if reading comes to the first with the same things in mind ([`Carried`]), nothing of it had to be reported or was said of
//! the block itself, and both it and what stands up to the next mark are written as they were: on nothing else depends what is read without
//! a report.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHasher};

use super::blocks::{Block, Body};
use super::tree::Tree;
use crate::syntax::ast::{Ast, Attribute, Declaration, DeclarationId, Move};
use crate::text::{Drift, Sources, Span};

/// What the files of a roadmap were read as, by their paths.
#[derive(Debug, Default)]
pub struct Memory {
    files: FxHashMap<String, Known>,
}

/// What a text was read as.
#[derive(Debug)]
pub(super) struct Known {
    text: String,
    /// The offset of its first byte over all sources.
    base: u32,
    ast: Ast,
    marks: Vec<Mark>,
}

/// A place where a declaration begins as the first on its line, or the text ends.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    /// In how many blocks it lies,
    depth: usize,
    /// whose the innermost is,
    owner: Option<DeclarationId>,
    /// and how many attributes were said in that so far.
    said: usize,
    /// How many declarations,
    declarations: usize,
    /// attributes
    attributes: usize,
    /// and reports come from what stands before it.
    reports: usize,
    carried: Carried,
}

/// What is still in mind at a mark of the lines before it; what it speaks of is told by how far back that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Carried {
    indent: usize,
    /// All of the open blocks that reading depends on.
    around: u64,
    last: Option<usize>,
    last_indent: usize,
    last_end: u32,
    body: Body,
    is_behind_brace: bool,
}

/// What a reading of a text knows of an earlier one, and what it notes for the next.
#[derive(Debug, Default)]
pub(super) struct Again<'m> {
    earlier: Option<(&'m Known, Drift)>,
    marks: Vec<Mark>,
    /// How many bytes had not to be read.
    saved: usize,
    /// Whether characters were reported that can stand nowhere: which are told does not depend on the lines that they stand in.
    pub(super) is_odd: bool,
}

/// A part of an earlier text, from one mark to another.
#[derive(Clone, Copy)]
struct Part<'m> {
    known: &'m Known,
    first: Mark,
    end: Mark,
    marks: &'m [Mark],
    declarations: &'m [Declaration],
    attributes: &'m [Attribute],
}

impl Memory {
    /// What is known of a file of which this is the text now.
    pub(super) fn of(&self, path: &str, text: &str) -> Again<'_> {
        let earlier = self.files.get(path).map(|known| (known, Drift::between(&known.text, text)));
        Again { earlier, ..Again::default() }
    }

    /// Keeps what a file was read as.
    pub(super) fn keep(&mut self, path: &str, known: Known) {
        self.files.insert(path.to_owned(), known);
    }
}

/// What a reading has noted.
pub(super) struct Noted {
    marks: Vec<Mark>,
    saved: usize,
}

impl Noted {
    /// What a text was read as, line by line: what is said of the tree as a whole is found anew each time. `None` where what is kept already
    /// does nearly as well.
    pub(super) fn known(self, sources: &Sources, ast: &Ast) -> Option<Known> {
        let text = sources.source(ast.source)?.text();
        (self.saved < text.len() / 10 * 9).then(|| Known {
            text: text.to_owned(),
            base: sources.base(ast.source),
            ast: ast.clone(),
            marks: self.marks,
        })
    }
}

impl Again<'_> {
    /// What was noted; nothing where it can't be relied on.
    pub(super) fn noted(self) -> Option<Noted> {
        (!self.is_odd).then_some(Noted { marks: self.marks, saved: self.saved })
    }
}

impl<'s> Tree<'s> {
    /// Takes over what is known of the text from an offset on; says up to where.
    pub(super) fn recall(&mut self, at: usize) -> Option<usize> {
        let part = self.known_at(at)?;
        let Part { known, first, end, .. } = part;
        let by = self.offset(at).wrapping_sub(known.offset(first.at));
        let here = self.mark_at(at);
        let (declarations, attributes) = (here.declarations, here.attributes);
        // What lies outside of the part is what it lies in.
        let around = |of: DeclarationId| {
            let inner = (of.0 as usize).checked_sub(first.declarations);
            inner.map_or(here.owner, |inner| Some(id(declarations + inner)))
        };
        let moved = |mut one: Declaration| {
            one.move_by(by);
            one.parent = one.parent.and_then(around);
            one.attributes.0 = number(one.attributes.0 as usize - first.attributes + attributes);
            one
        };
        self.ast.declarations.extend(part.declarations.iter().cloned().map(moved));
        let moved = |mut one: Attribute| {
            one.move_by(by);
            one
        };
        self.ast.attributes.extend(part.attributes.iter().cloned().map(moved));
        let to = at + (end.at - first.at);
        if let Some(block) = self.stack.last_mut() {
            block.inner.get_or_insert(first.carried.indent);
        }
        self.carry(end.carried, to);
        self.skip_odd(to);
        let again = self.again.as_mut()?;
        again.saved += to - at;
        again.marks.extend(part.marks.iter().map(|mark| Mark {
            at: mark.at - first.at + at,
            depth: mark.depth,
            owner: mark.owner.and_then(around),
            said: if mark.depth == first.depth { here.said } else { mark.said },
            declarations: mark.declarations - first.declarations + declarations,
            attributes: mark.attributes - first.attributes + attributes,
            reports: here.reports,
            carried: mark.carried,
        }));
        Some(to)
    }

    /// Whether what stands at an offset is known.
    pub(super) fn is_known(&self, at: usize) -> bool {
        self.known_at(at).is_some()
    }

    fn known_at(&self, at: usize) -> Option<Part<'s>> {
        let (known, drift) = self.again.as_ref()?.earlier?;
        // Up to `limit` the earlier text goes on as this one does from here.
        let (old, limit) = if at >= drift.behind_new {
            (at - drift.behind_new + drift.behind_old, known.text.len())
        } else {
            (at, drift.before)
        };
        let index = known.marks.binary_search_by_key(&old, |mark| mark.at).ok()?;
        let marks = known.marks.get(index..)?;
        let first = *marks.first()?;
        if !self.is_at_rest(at) || self.carried(at) != first.carried {
            return None;
        }
        let goes_on = |behind: Option<&Mark>, end: &Mark| match behind {
            Some(behind) => behind.at <= limit,
            None => end.at <= limit && at + (end.at - old) == self.source.len(),
        };
        let is_part = |(index, end): &(usize, &Mark)| {
            end.depth >= first.depth
                && end.reports == first.reports
                && goes_on(marks.get(index + 1), end)
        };
        let is_beside = |(_, end): &(usize, &Mark)| {
            (end.depth, end.owner, end.said) == (first.depth, first.owner, first.said)
        };
        let parts = marks.iter().enumerate().skip(1).take_while(is_part);
        let (length, end) = parts.filter(is_beside).last()?;
        let Known { ast, .. } = known;
        Some(Part {
            known,
            first,
            end: *end,
            marks: marks.get(..length)?,
            declarations: ast.declarations.get(first.declarations..end.declarations)?,
            attributes: ast.attributes.get(first.attributes..end.attributes)?,
        })
    }

    /// Notes that a declaration begins at an offset, or the text ends there.
    pub(super) fn mark(&mut self, at: usize) {
        if self.again.is_none() || !self.is_at_rest(at) {
            return;
        }
        let mark = self.mark_at(at);
        if let Some(again) = &mut self.again {
            again.marks.push(mark);
        }
    }

    fn mark_at(&self, at: usize) -> Mark {
        Mark {
            at,
            depth: self.stack.len(),
            owner: self.owner().map(|(owner, _)| owner),
            said: self.stack.last().map_or(0, |block| block.attributes.len()),
            declarations: self.ast.declarations.len(),
            attributes: self.ast.attributes.len(),
            reports: self.reports.count(),
            carried: self.carried(at),
        }
    }

    /// Whether nothing is under way that the lines before began and did not end: all blocks have braces, and what begins here opens none
    /// by its indentation.
    fn is_at_rest(&self, at: usize) -> bool {
        let is_lost = self.is_skipping() || self.is_too_deep || self.continued.is_some();
        let is_meant_below = self.last.is_some() && self.indent_at(at) > self.last_indent;
        !is_lost
            && !is_meant_below
            && !self.is_orphaned
            && !self.foreign
            && self.stack.iter().all(|block| block.below.is_none())
            && self.begins_line(self.offset(at))
    }

    fn indent_at(&self, at: usize) -> usize {
        self.indentation(Span::new(self.offset(at), self.offset(at)))
    }

    fn carried(&self, at: usize) -> Carried {
        let back = |to: DeclarationId| self.ast.declarations.len().wrapping_sub(to.0 as usize);
        let mut around = FxHasher::default();
        for Block { body, indent, inner, is_guess, is_reported, .. } in &self.stack {
            let kind = match body {
                Body::Of(_, kind) | Body::Guess(_, kind) => Some(*kind),
                Body::Skipped => None,
            };
            (kind, indent, inner, is_guess, is_reported).hash(&mut around);
        }
        Carried {
            indent: self.indent_at(at),
            around: around.finish(),
            last: self.last.map(back),
            last_indent: self.last_indent,
            last_end: self.offset(at).wrapping_sub(self.last_end),
            body: self.body.with(|to| id(back(to))),
            is_behind_brace: self.is_behind_brace,
        }
    }

    fn carry(&mut self, carried: Carried, at: usize) {
        let count = self.ast.declarations.len();
        let Carried { indent: _, around: _, last, last_indent, last_end, body, is_behind_brace } =
            carried;
        self.last = last.map(|back| id(count.wrapping_sub(back)));
        self.last_indent = last_indent;
        self.last_end = self.offset(at).wrapping_sub(last_end);
        self.body = body.with(|back| id(count.wrapping_sub(back.0 as usize)));
        self.is_behind_brace = is_behind_brace;
    }
}

impl Known {
    fn offset(&self, at: usize) -> u32 {
        self.base.wrapping_add(number(at))
    }
}

fn id(index: usize) -> DeclarationId {
    DeclarationId(number(index))
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse::read;
    use crate::text::Source;

    /// Reads a text; says how many bytes of it were known.
    fn saved(memory: &mut Memory, text: &str) -> usize {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("plan.roadmap", text)).unwrap();
        let mut tree = Tree::new(text, sources.base(id), id);
        tree.again = Some(memory.of("plan.roadmap", text));
        tree.read();
        let saved = tree.again.map_or(0, |again| again.saved);
        read(&sources, id, Some(memory));
        saved
    }

    #[test]
    fn only_what_has_changed_is_read_again() {
        let line = |number: usize| format!("task t{number} \"Task\" 3d after a\n");
        let lines = |range: std::ops::Range<usize>| range.map(line).collect::<String>();
        let text = format!("task a 1d\n{}", lines(0..100));
        let mut memory = Memory::default();
        assert_eq!(saved(&mut memory, &text), 0);
        assert_eq!(saved(&mut memory, &text), text.len());
        let behind = format!("task a 1d\n{}task {}", lines(0..50), lines(50..100));
        assert!(saved(&mut memory, &behind) > text.len() - 3 * line(10).len());
        // What is wrong is told again, what stands around it is known.
        let wrong = format!("task a 1d\n{}task b aftr a\n{}", lines(0..50), lines(50..100));
        saved(&mut memory, &wrong);
        assert!(saved(&mut memory, &wrong) > text.len() - 3 * line(10).len());
        // In a block, too.
        let inner = format!("stream s {{\n{text}}}\n");
        saved(&mut memory, &inner);
        let changed = inner.replace("task t50 ", "task t50 x ");
        assert!(saved(&mut memory, &changed) > text.len() - 4 * line(10).len());
        saved(&mut memory, &text);
        // Nothing is known in a block that was opened before it.
        assert!(saved(&mut memory, &format!("stream s {{\n{text}")) < line(10).len());
        assert_eq!(saved(&mut memory, &format!("{text}// The end")), text.len() - line(99).len());
        // Line ends and letters of other systems and languages are no reason to read again.
        let windows = text.replace('\n', "\r\n").replace("Task", "Überblick – “漢字” €");
        saved(&mut memory, &windows);
        assert_eq!(saved(&mut memory, &windows), windows.len());
    }
}
