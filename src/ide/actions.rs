//! What mends a mistake: one action a fix, one for all of its kind in the file, one for all that have a single answer.

use super::View;
use super::certain::Candidates;
use crate::diagnostic::{Diagnostic, Diagnostics, Edit, Fix};
use crate::text::{SourceId, Span};

/// A change that mends something that was said.
#[derive(Clone, Debug)]
pub struct Repair<'a> {
    /// What it does: `replace with …`.
    pub title: String,
    /// The replacements, in order of place, none overlapping.
    pub edits: Vec<Edit>,
    /// What it mends, in order of place.
    pub mends: Vec<&'a Diagnostic>,
    /// How much it mends.
    pub scope: RepairScope,
    /// Whether it means for certain what was meant: nobody needs to look at it.
    pub is_certain: bool,
}

/// How much a [`Repair`] mends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairScope {
    /// One mistake.
    One,
    /// Every mistake of one rule in the file that has one answer.
    Rule,
    /// Every mistake of the file that has one answer.
    File,
}

/// What can be mended of that which is said of a place: each alone, and all of its kind where there are several.
pub fn repairs(view: View<'_>, range: Span) -> Vec<Repair<'_>> {
    let source = view.now.sources().source_of(range);
    let all = mendable(view, source);
    if all.iter().all(|(diagnostic, fix)| !concerns(diagnostic, fix, range)) {
        return Vec::new();
    }
    let candidates = Candidates::of(view.now);
    let mut repairs = Vec::new();
    for (diagnostic, fix) in &all {
        if !concerns(diagnostic, fix, range) {
            continue;
        }
        repairs.push(Repair {
            title: fix.title.clone(),
            edits: fix.edits.clone(),
            mends: vec![*diagnostic],
            scope: RepairScope::One,
            is_certain: candidates.is_certain(diagnostic, fix),
        });
    }
    let mut rules: Vec<&str> = Vec::new();
    for one in repairs.iter().flat_map(|repair| &repair.mends) {
        if !rules.contains(&one.rule.name) {
            rules.push(one.rule.name);
        }
    }
    for rule in rules {
        let same = all.iter().filter(|(one, _)| one.rule.name == rule).copied();
        let same = same.filter(|(one, fix)| candidates.is_certain(one, fix));
        let title = format!("fix all `{rule}` in this file");
        repairs.extend(
            Some(gathered(same, title, RepairScope::Rule)).filter(|all| all.mends.len() > 1),
        );
    }
    repairs
}

/// What mends all mistakes of a file that have one answer. What is a matter of planning, such as who waits for whom, is left to
/// whoever plans, and so is what could have been meant otherwise.
pub fn repair_all(view: View<'_>, source: SourceId) -> Option<Repair<'_>> {
    let all = mendable(view, source);
    let candidates = Candidates::of(view.now);
    let certain =
        all.into_iter().filter(|(diagnostic, fix)| candidates.is_certain(diagnostic, fix));
    let mut certain = certain.peekable();
    certain.peek()?;
    let title = "fix all clear mistakes in this file".to_owned();
    Some(gathered(certain, title, RepairScope::File))
}

/// What is said of the newest text: with its dates, if they are known.
pub(super) fn said(view: View<'_>) -> &Diagnostics {
    view.dated.filter(|_| view.is_dated_now()).unwrap_or(view.now).diagnostics()
}

/// What can be mended within one file.
fn mendable(view: View<'_>, source: SourceId) -> Vec<(&Diagnostic, &Fix)> {
    let sources = view.now.sources();
    let fixed = said(view).iter().filter_map(|one| Some((one, one.fix.as_ref()?)));
    let is_here = |fix: &Fix| fix.edits.iter().all(|edit| sources.source_of(edit.span) == source);
    fixed.filter(|(_, fix)| !fix.edits.is_empty() && is_here(fix)).collect()
}

/// Whether a place is one of those that a diagnostic speaks of first, or that its fix changes.
fn concerns(diagnostic: &Diagnostic, fix: &Fix, range: Span) -> bool {
    let changed = fix.edits.iter().map(|edit| edit.span);
    std::iter::once(diagnostic.primary.span).chain(changed).any(|span| touches(span, range))
}

/// Whether two places have something in common, be it an end.
pub(super) const fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

/// Fixes that can be applied at once: of two that change the same place the first.
fn gathered<'a>(
    fixes: impl Iterator<Item = (&'a Diagnostic, &'a Fix)>,
    title: String,
    scope: RepairScope,
) -> Repair<'a> {
    let mut repair =
        Repair { title, edits: Vec::new(), mends: Vec::new(), scope, is_certain: true };
    for (diagnostic, fix) in fixes {
        let is_free = |edit: &Edit| !repair.edits.iter().any(|taken| overlaps(taken, edit));
        if fix.edits.iter().all(is_free) {
            repair.edits.extend(fix.edits.iter().cloned());
            repair.mends.push(diagnostic);
        }
    }
    repair.edits.sort_by_key(|edit| edit.span);
    repair
}

/// Whether two changes can't both be made: what is inserted at one place by two has no order.
fn overlaps(one: &Edit, other: &Edit) -> bool {
    let (one, other) = (one.span, other.span);
    one.start < other.end && other.start < one.end || one.start == other.start
}
