//! Declarations as lines of a file: where they begin and end with all that is theirs.

use crate::diagnostic::Edit;
use crate::ide::{Analysis, View};
use crate::resolve::NodeId;
use crate::syntax::ast::Declaration;
use crate::text::Span;

/// The whole lines of a declaration, with the break behind the last; none where something else stands on them. A comment behind it
/// goes with it.
pub(super) fn lines_of(analysis: &Analysis, declaration: &Declaration) -> Option<Span> {
    let (text, base) = text_around(analysis, declaration.extent);
    let place = analysis.sources().local(declaration.extent);
    let start = text.get(..place.start)?.rfind('\n').map_or(0, |at| at + 1);
    let behind = text.get(place.end..)?;
    let end = behind.find('\n').map_or(text.len(), |at| place.end + at + 1);
    let before = text.get(start..place.start)?;
    let rest = text.get(place.end..end)?.trim();
    let is_alone = before.trim_start_matches('\u{FEFF}').trim().is_empty()
        && (rest.is_empty() || rest.starts_with("//"));
    let at = |offset: usize| Some(base + u32::try_from(offset).ok()?);
    if is_alone { Some(Span::new(at(start)?, at(end)?)) } else { None }
}

/// The blanks before a declaration.
pub(super) fn indent_of<'a>(analysis: &'a Analysis, declaration: &Declaration) -> &'a str {
    let (text, _) = text_around(analysis, declaration.extent);
    let place = analysis.sources().local(declaration.extent);
    let before = text.get(..place.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(before, |at| before.get(at + 1..).unwrap_or_default());
    if line.trim().is_empty() { line } else { "" }
}

fn text_around(analysis: &Analysis, place: Span) -> (&str, u32) {
    let sources = analysis.sources();
    let id = sources.source_of(place);
    (sources.source(id).map_or("", |source| source.text()), sources.base(id))
}

/// Lines one level deeper or at another depth: each non-empty one begins with `new` in the place of `old`.
pub(super) fn indented(lines: &str, old: &str, new: &str) -> String {
    let mut text = String::with_capacity(lines.len() + lines.len() / 8);
    for line in lines.split_inclusive('\n') {
        if line.trim().is_empty() {
            text.push_str(line);
            continue;
        }
        text.push_str(new);
        text.push_str(line.strip_prefix(old).unwrap_or(line.trim_start_matches([' ', '\t'])));
    }
    text
}

/// What is written behind the words of a declaration's own line, before its block.
pub(super) fn add_to_head(analysis: &Analysis, node: NodeId, words: &str) -> Edit {
    let declaration = analysis.index().declaration(node);
    let head = analysis.sources().text(declaration.head);
    let kept = head.trim_end_matches(['{', ' ', '\t']);
    let length = u32::try_from(kept.len()).unwrap_or(0);
    let at = declaration.head.start + length;
    Edit { span: Span::new(at, at), text: format!(" {words}") }
}

/// Nothing in the place of a stretch.
pub(super) fn removed(span: Span) -> Edit {
    Edit { span, text: String::new() }
}

/// The declaration on whose own line a place lies.
pub(super) fn declared_on_line(view: View<'_>, range: Span) -> Option<NodeId> {
    let index = view.now.index();
    let at = Span::new(range.start, range.start);
    let node = index.innermost(at)?;
    index.declaration(node).head.contains(at).then_some(node)
}
