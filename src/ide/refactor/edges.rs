//! One dependency, written at either of its ends: `ui after api` is `api before ui`.

use super::lines::{add_to_head, removed};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::{Edit, Fix, rules};
use crate::ide::actions::{said, touches};
use crate::ide::{Analysis, View};
use crate::model::{Anchor, Dependency, Edge, WrittenAs};
use crate::resolve::NodeId;
use crate::syntax::ast::{Attribute, Point, Value};
use crate::text::Span;
use crate::time::Minutes;

/// Writes the dependency at a place at its other end.
pub(super) fn turn(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let analysis = view.now;
    let model = analysis.model();
    let mut here = model.dependencies.iter().filter(|one| one.span.contains(range));
    let dependency = here.find(|one| is_plain(one))?;
    let (first, _) = dependency.anchor.point()?;
    // Who says it now, who is to say it, and of whom.
    let (holder, other, word) = match dependency.written_as {
        WrittenAs::After => (dependency.item, first, "before"),
        WrittenAs::Before => (first, dependency.item, "after"),
        WrittenAs::EndsAfter => return None,
    };
    let holder = analysis.index().node_of(holder)?;
    let other = analysis.index().node_of(other)?;
    let name = name_from(analysis, other, holder)?;
    let mut fix =
        Fix { title: String::new(), edits: vec![taken_out(analysis, holder, dependency)?] };
    fix.tidy(analysis.sources());
    let mut edits = fix.edits;
    edits.push(said_at(analysis, other, word, &name));
    let written = analysis.sources().text(analysis.index().declaration(other).name?);
    let title = format!("write `{word} {name}` at `{written}`");
    Some(Candidate {
        title,
        kind: RefactorKind::Rewrite,
        edits: Change::Known(edits),
        keeps: Keeps::Dates(Vec::new()),
    })
}

/// Takes one link out of a circle of items that wait for each other: each of them may be the one that isn't true.
pub(super) fn break_cycle(view: View<'_>, range: Span) -> Vec<Candidate<'_>> {
    let analysis = view.now;
    let cycles = said(view).iter().filter(|one| one.rule == &rules::DEPENDENCY_CYCLE);
    let links = cycles.flat_map(|one| {
        let all = std::iter::once(one.primary.span).chain(one.labels.iter().map(|one| one.span));
        let all: Vec<Span> = all.collect();
        if all.iter().any(|link| touches(*link, range)) { all } else { Vec::new() }
    });
    let mut links: Vec<Span> = links.collect();
    links.sort_unstable();
    links.dedup();
    let candidate = |link: Span| {
        let mut dependencies = analysis.model().dependencies.iter();
        let dependency = dependencies.find(|one| one.span == link)?;
        let (first, _) = dependency.anchor.point()?;
        let holder = match dependency.written_as {
            WrittenAs::Before => first,
            WrittenAs::After | WrittenAs::EndsAfter => dependency.item,
        };
        let edit = taken_out(analysis, analysis.index().node_of(holder)?, dependency)?;
        let mut fix = Fix { title: String::new(), edits: vec![edit] };
        fix.tidy(analysis.sources());
        let name = |item| analysis.model().item(item).path();
        let (waits, first) = (name(dependency.item), name(first));
        Some(Candidate {
            title: format!("let `{waits}` no longer wait for `{first}`"),
            kind: RefactorKind::Mend,
            edits: Change::Known(fix.edits),
            keeps: Keeps::Fewer(&rules::DEPENDENCY_CYCLE),
        })
    };
    links.into_iter().filter_map(candidate).collect()
}

/// Whether a dependency is from an end to a start without a lag: only that can be written from both sides.
fn is_plain(dependency: &Dependency) -> bool {
    dependency.edge == Edge::Start
        && dependency.lag.minutes == Minutes::ZERO
        && matches!(dependency.anchor, Anchor::Item(_, Edge::End))
}

/// How one item is spoken of at another: by its name where they stand side by side, or it stands further out; else by its path.
pub(super) fn name_from(analysis: &Analysis, from: NodeId, to: NodeId) -> Option<String> {
    let index = analysis.index();
    let name = index.declaration(to).name?;
    let outer = index.parent(to);
    let mut around = std::iter::successors(index.parent(from), |node| index.parent(*node));
    let is_near = outer.is_none() || around.any(|node| Some(node) == outer);
    let path = index.path_of(to);
    Some(if is_near { analysis.sources().text(name).to_owned() } else { path })
}

/// Takes one point out of the list that says it, with the comma that it leaves; of a list of one the whole.
fn taken_out(analysis: &Analysis, holder: NodeId, dependency: &Dependency) -> Option<Edit> {
    let attributes = analysis.index().attributes_of(holder).iter();
    let (attribute, points) = attributes
        .filter_map(|one| Some((one, points_of(one)?)))
        .find(|(one, _)| one.span.contains(dependency.span))?;
    let at = points.iter().position(|point| touches(*point, dependency.span))?;
    let (point, next) = (points.get(at)?, points.get(at + 1));
    let before = at.checked_sub(1).and_then(|before| points.get(before));
    Some(removed(match (before, next) {
        (None, None) => attribute.span,
        (None, Some(next)) => Span::new(point.start, next.start),
        (Some(before), _) => Span::new(before.end, point.end),
    }))
}

fn points_of(attribute: &Attribute) -> Option<Vec<Span>> {
    match &attribute.value {
        Value::After(points) | Value::EndsAfter(points) => {
            Some(points.iter().map(Point::span).collect())
        }
        Value::Before(names) => Some(names.to_vec()),
        _ => None,
    }
}

/// Adds a name to what is said by a word already, or says it anew.
pub(super) fn said_at(analysis: &Analysis, node: NodeId, word: &str, name: &str) -> Edit {
    let is_said = |one: &&Attribute| match one.value {
        Value::After(_) => word == "after",
        Value::Before(_) => word == "before",
        _ => false,
    };
    match analysis.index().attributes_of(node).iter().find(is_said) {
        Some(said) => Edit { span: said.span.after(), text: format!(", {name}") },
        None => add_to_head(analysis, node, &format!("{word} {name}")),
    }
}
