//! What files were read as, so that of a text that differs in a few places from the last only those are read again.
//!
//! A text is cut at [`Mark`]s: where a declaration begins as the first on its line. What stands between two marks of one block is read as
//! it was before if reading comes to the first with the same things in mind ([`Carried`]), nothing of it had to be reported or was said of
//! the block itself, and both it and what stands up to the next mark are written as they were: on nothing else depends what is read without
//! a report.

use rustc_hash::FxHashMap;

use super::declaration::Body;
use crate::syntax::ast::{Ast, DeclarationId};
use crate::text::{Drift, Sources};

/// What the files of a roadmap were read as, by their paths.
#[derive(Debug, Default)]
pub struct Memory {
    files: FxHashMap<String, Known>,
}

/// What a text was read as.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) text: String,
    /// The offset of its first byte over all sources.
    pub(super) base: u32,
    pub(super) ast: Ast,
    pub(super) marks: Vec<Mark>,
}

/// A place where a declaration begins as the first on its line, or the text ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    /// In how many blocks it lies,
    pub(super) depth: usize,
    /// whose the innermost is,
    pub(super) owner: Option<DeclarationId>,
    /// and how many attributes were said in that so far.
    pub(super) said: usize,
    /// How many declarations,
    pub(super) declarations: usize,
    /// attributes
    pub(super) attributes: usize,
    /// and reports come from what stands before it.
    pub(super) reports: usize,
    pub(super) carried: Carried,
}

/// What is still in mind at a mark of the lines before it; what it speaks of is told by how far back that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) indent: usize,
    /// All of the open blocks that reading depends on.
    pub(super) around: u64,
    pub(super) last: Option<usize>,
    pub(super) last_indent: usize,
    pub(super) last_end: u32,
    pub(super) body: Body,
    pub(super) is_behind_brace: bool,
}

/// What a reading of a text knows of an earlier one, and what it notes for the next.
#[derive(Debug, Default)]
pub(super) struct Again<'m> {
    pub(super) earlier: Option<(&'m Known, Drift)>,
    pub(super) marks: Vec<Mark>,
    /// How many bytes had not to be read.
    pub(super) saved: usize,
    /// Whether characters were reported that can stand nowhere: which are told does not depend on the lines that they stand in.
    pub(super) is_odd: bool,
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

pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
