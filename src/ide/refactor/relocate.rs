//! An item, put into another stream.

use super::lines::{declared_on_line, indent_of, indented, lines_of, removed};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::Edit;
use crate::ide::{Analysis, View};
use crate::resolve::{NodeId, Reference};
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

/// How many streams are offered: those nearest by.
const OFFERED: usize = 5;

/// Moves the item of a line to another stream of the file, each of the few nearest.
pub(super) fn to_streams(view: View<'_>, range: Span) -> Vec<Candidate<'_>> {
    let analysis = view.now;
    let (index, sources) = (analysis.index(), analysis.sources());
    let Some(node) = declared_on_line(view, range) else { return Vec::new() };
    let declaration = index.declaration(node);
    if !declaration.kind.is_item() || !declaration.kind.word().inside.contains(K::Stream) {
        return Vec::new();
    }
    let own = index.parent(node);
    let source = sources.source_of(declaration.keyword);
    let streams = index.declarations().filter(|(stream, one)| {
        one.kind == K::Stream
            && Some(*stream) != own
            && sources.source_of(one.keyword) == source
            && !declaration.extent.contains(one.extent)
    });
    let mut streams: Vec<_> = streams.collect();
    streams.sort_by_key(|(_, one)| one.keyword.start.abs_diff(declaration.keyword.start));
    let near = streams.into_iter().map(|(stream, _)| stream);
    let near = near.filter(|stream| !has_namesake(analysis, *stream, node)).take(OFFERED);
    near.filter_map(|stream| to_stream(analysis, node, stream)).collect()
}

/// Whether something in a stream has the name already.
fn has_namesake(analysis: &Analysis, stream: NodeId, node: NodeId) -> bool {
    let index = analysis.index();
    let name_of = |node| index.declaration(node).name.map(|name| analysis.sources().text(name));
    let name = name_of(node);
    let mut inside = index.declarations().filter(|(one, _)| index.parent(*one) == Some(stream));
    name.is_some() && inside.any(|(one, _)| name_of(one) == name)
}

fn to_stream(analysis: &Analysis, node: NodeId, stream: NodeId) -> Option<Candidate<'_>> {
    let (index, sources) = (analysis.index(), analysis.sources());
    let declaration = index.declaration(node);
    let lines = lines_of(analysis, declaration)?;
    let target = index.declaration(stream);
    let name = declaration.name.map(|name| sources.text(name));
    let outer = index.path_of(stream);
    let mut inner = Vec::new();
    let mut edits = Vec::new();
    for reference in index.references() {
        let is_inside = lines.contains(reference.span);
        if reference.node == node && !is_inside {
            let path = format!("{outer}.{}", name?);
            edits.push(Edit { span: whole_path(analysis, *reference), text: path });
        } else if is_inside {
            inner.extend(seen_from(analysis, lines, *reference, stream));
        }
    }
    let mut text = sources.text(lines).to_owned();
    for edit in inner.iter().rev() {
        let (start, end) = (edit.span.start - lines.start, edit.span.end - lines.start);
        text.replace_range(start as usize..end as usize, &edit.text);
    }
    edits.push(removed(lines));
    edits.push(inserted(analysis, node, stream, &text)?);
    let item = analysis.model().item(index.item(node)?);
    let old = item.path();
    let new = format!("{outer}.{}", item.name());
    let title = out_of(analysis, node, stream);
    let title = title
        .or_else(|| Some(format!("move it to the stream `{}`", sources.text(target.name?))))?;
    let keeps = Keeps::Links(vec![(old, new)]);
    Some(Candidate { title, kind: RefactorKind::Move, edits: Change::Known(edits), keeps })
}

/// Where the stream has the item in it already: what it is moved out of.
fn out_of(analysis: &Analysis, node: NodeId, stream: NodeId) -> Option<String> {
    let index = analysis.index();
    let outer = std::iter::successors(index.parent(node), |outer| index.parent(*outer));
    let mut within = outer.take_while(|outer| *outer != stream);
    let outermost = within.by_ref().last()?;
    let _ = index.parent(outermost).filter(|outer| *outer == stream)?;
    let declaration = index.declaration(outermost);
    let name = analysis.sources().text(declaration.name?);
    Some(format!("move it out of the {} `{name}`", declaration.kind.lexeme()))
}

/// A path up to the part that a reference is.
fn whole_path(analysis: &Analysis, reference: Reference) -> Span {
    let sources = analysis.sources();
    let base = sources.base(sources.source_of(reference.span));
    let before = sources.text(Span::new(base, reference.span.start));
    let is_of_path =
        |char: char| char == '.' || char == '-' || char == '_' || char.is_alphanumeric();
    let path = before.trim_end_matches(is_of_path);
    let is_part = before.ends_with('.');
    let start =
        if is_part { u32::try_from(path.len()).unwrap_or(0) + base } else { reference.span.start };
    Span::new(start, reference.span.end)
}

/// A name within what is moved, as it is written in its new place; none where it stays as it is.
fn seen_from(
    analysis: &Analysis,
    lines: Span,
    reference: Reference,
    stream: NodeId,
) -> Option<Edit> {
    let index = analysis.index();
    index.item(reference.node)?;
    let is_moved = lines.contains(index.declaration(reference.node).keyword);
    let is_first = whole_path(analysis, reference).start == reference.span.start;
    let outer = index.parent(reference.node)?;
    if is_moved || !is_first {
        return None;
    }
    let is_around = outer == stream
        || std::iter::successors(index.parent(stream), |node| index.parent(*node))
            .any(|node| node == outer);
    let text = if is_around { return None } else { index.path_of(reference.node) };
    Some(Edit { span: reference.span, text })
}

/// The lines at the end of a stream's block; a stream without one gets one.
fn inserted(analysis: &Analysis, node: NodeId, stream: NodeId, lines: &str) -> Option<Edit> {
    let (index, sources) = (analysis.index(), analysis.sources());
    let (declaration, target) = (index.declaration(node), index.declaration(stream));
    let outer = indent_of(analysis, target);
    let text = indented(lines, indent_of(analysis, declaration), &format!("{outer}  "));
    let text = text.trim_end_matches(['\r', '\n']);
    let whole = sources.text(target.extent);
    if let Some(inside) = whole.strip_suffix('}') {
        // The closing brace stands alone on its line.
        let body = inside.trim_end_matches([' ', '\t']);
        let at = target.extent.start + u32::try_from(body.len()).ok()?;
        let is_alone = body.ends_with('\n');
        return is_alone.then(|| Edit { span: Span::new(at, at), text: format!("{text}\n") });
    }
    let at = target.extent.after();
    Some(Edit { span: at, text: format!(" {{\n{text}\n{outer}}}") })
}
