//! What is missing: the declaration of what is spoken of, the name of an item that others are to speak of.

use super::lines::{declared_on_line, indent_of, lines_of};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::{Diagnostic, Edit};
use crate::ide::View;
use crate::ide::actions::{said, touches};
use crate::resolve::NodeId;
use crate::syntax::is_name;
use crate::syntax::keyword::{self, DeclarationKind as K};
use crate::text::Span;

/// Declares what is named at a place and declared nowhere; of a roadmap without a header, that.
pub(super) fn declare(view: View<'_>, range: Span) -> Vec<Candidate<'_>> {
    let here = said(view).iter().filter(|one| touches(one.primary.span, range));
    let candidate = |one: &Diagnostic| {
        let line = one.missing.as_deref()?;
        let edits = vec![missing_line(view, one.primary.span, line)?];
        let title = format!("declare `{line}`");
        let (kind, edits) = (RefactorKind::Mend, Change::Known(edits));
        Some(Candidate { title, kind, edits, keeps: Keeps::Errors(1) })
    };
    let mut all: Vec<Candidate<'_>> = here.filter_map(candidate).collect();
    all.sort_by(|one, other| one.title.cmp(&other.title));
    all.dedup_by(|one, other| one.title == other.title);
    all
}

/// Where a line that declares something is to stand, which is missed at a place: work beside what names it, all else with its kind.
fn missing_line(view: View<'_>, place: Span, line: &str) -> Option<Edit> {
    let row = keyword::declaration(line.split(' ').next()?)?;
    let (sources, index) = (view.now.sources(), view.now.index());
    if row.kind == K::Roadmap {
        // A byte order mark stays the first.
        let start = sources.base(sources.source_of(place));
        let mark = if view.now.place(place).0.text().starts_with('\u{FEFF}') { 3 } else { 0 };
        let at = Span::new(start + mark, start + mark);
        return Some(Edit { span: at, text: format!("{line}\n\n") });
    }
    if !row.kind.is_item() || row.kind == K::Release {
        return with_its_kind(view, place, row.kind, line);
    }
    let parent = |node: &NodeId| index.parent(*node);
    let mut around = std::iter::successors(index.innermost(place), parent);
    let beside = around.find(|node| {
        let outer = parent(node).map(|outer| index.declaration(outer).kind);
        outer.is_none_or(|outer| row.inside.contains(outer))
    })?;
    let declaration = index.declaration(beside);
    let start = lines_of(view.now, declaration)?.start;
    let indent = indent_of(view.now, declaration);
    Some(Edit { span: Span::new(start, start), text: format!("{indent}{line}\n") })
}

/// A line behind the last declaration of its kind at the top of a file; behind its header where there is none; else at its top.
fn with_its_kind(view: View<'_>, place: Span, kind: K, line: &str) -> Option<Edit> {
    let (sources, index) = (view.now.sources(), view.now.index());
    let source = sources.source_of(place);
    let here = index.declarations().filter(|(node, one)| {
        index.parent(*node).is_none() && sources.source_of(one.keyword) == source
    });
    let here: Vec<_> = here.map(|(_, one)| one).collect();
    let are_people = |kind| matches!(kind, K::Person | K::Team | K::Resource);
    let is_same = |other| other == kind || are_people(kind) && are_people(other);
    let same = here.iter().rev().find(|one| is_same(one.kind));
    let header = || here.iter().find(|one| one.kind == K::Roadmap);
    let (behind, gap) = match same {
        Some(same) => (Some(same), ""),
        None => (header(), "\n"),
    };
    let Some(declaration) = behind else {
        let start = sources.base(source);
        return Some(Edit { span: Span::new(start, start), text: format!("{line}\n") });
    };
    let end = lines_of(view.now, declaration)?.end;
    let is_broken = sources.text(Span::new(end.saturating_sub(1), end)) == "\n";
    // A header that stands apart from what follows stands apart from this too.
    let next = sources.text(Span::new(end, end.saturating_add(1)));
    let gap = if matches!(next, "\n" | "\r") { gap } else { "" };
    let text = if is_broken { format!("{gap}{line}\n") } else { format!("\n{gap}{line}") };
    Some(Edit { span: Span::new(end, end), text })
}

/// Gives an item that has only a title the name by which others can speak of it: the one that its path has already.
pub(super) fn name_item(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let node = declared_on_line(view, range)?;
    let declaration = view.now.index().declaration(node);
    let item = view.now.index().item(node)?;
    if declaration.name.is_some() {
        return None;
    }
    let name = view.now.model().item(item).name();
    if !is_name(name, declaration.kind) {
        return None;
    }
    let at = declaration.keyword.after();
    let edits = vec![Edit { span: at, text: format!(" {name}") }];
    let title = format!("give it the name `{name}`");
    Some(Candidate {
        title,
        kind: RefactorKind::Rewrite,
        edits: Change::Known(edits),
        keeps: Keeps::Dates(Vec::new()),
    })
}
