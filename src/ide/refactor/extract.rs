//! Tasks that belong together, as a feature.

use super::lines::{indent_of, lines_of};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::Edit;
use crate::format::INDENT;
use crate::ide::snippets::free_name;
use crate::ide::{Analysis, View};
use crate::resolve::NodeId;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

const NAME: &str = "new-feature";
const TITLE: &str = "New feature";

/// Puts the tasks of a selection into a feature of their own.
pub(super) fn extract(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let analysis = view.now;
    let index = analysis.index();
    let selected = selected(analysis, range)?;
    let (first, last) = (selected.first()?, selected.last()?);
    let parent = index.parent(*first);
    let is_fit = |node: &NodeId| matches!(index.declaration(*node).kind, K::Task | K::Milestone);
    let may_hold = parent.is_none_or(|node| index.declaration(node).kind == K::Stream);
    if !may_hold || !selected.iter().all(is_fit) {
        return None;
    }
    let lines = lines_of(analysis, index.declaration(*first))?;
    let lines = lines.to(lines_of(analysis, index.declaration(*last))?);
    let siblings = index.declarations().filter(|(node, _)| index.parent(*node) == parent);
    let name = free_name(analysis, siblings.map(|(_, one)| one), NAME);
    let indent = indent_of(analysis, index.declaration(*first));
    let mut edits = moved(analysis, lines, indent, &name)?;
    let is_inside = |span: Span| lines.contains(span);
    for node in &selected {
        let outside = index.references_to(*node).filter(|one| !is_inside(one.span));
        edits.extend(outside.map(|one| Edit {
            span: Span::new(one.span.start, one.span.start),
            text: format!("{name}."),
        }));
    }
    let prefixes = selected.iter().filter_map(|node| {
        let item = analysis.model().item(index.item(*node)?);
        let (old, own) = (item.path(), item.name());
        let outer = old.strip_suffix(own)?;
        let new = format!("{outer}{name}.{own}");
        Some((old, new))
    });
    let prefixes = prefixes.collect();
    let count = selected.len();
    let title = match count {
        1 => "make a feature of this task".to_owned(),
        _ => format!("make a feature of these {count}"),
    };
    Some(Candidate {
        title,
        kind: RefactorKind::Extract,
        edits: Change::Known(edits),
        keeps: Keeps::Dates(prefixes),
    })
}

/// The declarations of a selection, if they stand side by side; a caret selects nothing.
fn selected(analysis: &Analysis, range: Span) -> Option<Vec<NodeId>> {
    let index = analysis.index();
    if range.start == range.end {
        return None;
    }
    let touched = index
        .declarations()
        .filter(|(_, one)| one.keyword.start < range.end && range.start < one.head.end);
    let touched: Vec<_> = touched.map(|(node, _)| node).collect();
    // What stands inside a selected one goes with it.
    let is_inner = |node: &NodeId| {
        std::iter::successors(index.parent(*node), |node| index.parent(*node))
            .any(|outer| touched.contains(&outer))
    };
    let outermost: Vec<_> = touched.iter().copied().filter(|node| !is_inner(node)).collect();
    let parent = index.parent(*outermost.first()?);
    outermost.iter().all(|node| index.parent(*node) == parent).then_some(outermost)
}

/// The lines one level deeper, in the block of a feature: only what is added is an edit, so that names in them can be changed too.
fn moved(analysis: &Analysis, lines: Span, indent: &str, name: &str) -> Option<Vec<Edit>> {
    let text = analysis.sources().text(lines);
    let deeper = " ".repeat(INDENT);
    let mut edits = Vec::new();
    let mut start = lines.start;
    for (nth, line) in text.split_inclusive('\n').enumerate() {
        let opened = if nth == 0 {
            format!("{indent}feature {name} \"{TITLE}\" {{\n")
        } else {
            String::new()
        };
        if nth == 0 || !line.trim().is_empty() {
            edits.push(Edit { span: Span::new(start, start), text: opened + &deeper });
        }
        start += u32::try_from(line.len()).ok()?;
    }
    let end = if text.ends_with('\n') { format!("{indent}}}\n") } else { format!("\n{indent}}}") };
    edits.push(Edit { span: lines.after(), text: end });
    Some(edits)
}
