//! Reading again: what is remembered of a text is taken over from mark to mark.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::FxHasher;

use super::declaration::Body;
use super::memory::{Carried, Known, Mark, number};
use super::tree::{Block, Tree};
use crate::syntax::ast::{Attribute, Declaration, DeclarationId, Move};
use crate::text::Span;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse::{Memory, read};
    use crate::text::{Source, Sources};

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
