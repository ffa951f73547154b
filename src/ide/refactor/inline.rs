//! What a `let` stands for, in the places of its name.

use super::lines::{lines_of, removed};
use super::trial::Keeps;
use super::{Candidate, Change, RefactorKind};
use crate::diagnostic::Edit;
use crate::ide::{View, named_at};
use crate::syntax::ast::Value;
use crate::syntax::keyword::DeclarationKind as K;
use crate::text::Span;

/// Writes the value wherever the name of a `let` stands, and takes out its line.
pub(super) fn inline(view: View<'_>, range: Span) -> Option<Candidate<'_>> {
    let (index, sources) = (view.now.index(), view.now.sources());
    let named = named_at(view, range.start).map(|named| named.node);
    let at = Span::new(range.start, range.start);
    let node = named.or_else(|| index.innermost(at))?;
    let declaration = index.declaration(node);
    if declaration.kind != K::Let {
        return None;
    }
    let attributes = index.attributes_of(node);
    let value = attributes.iter().find(|one| matches!(one.value, Value::Let(_)))?;
    let value = sources.text(value.span).trim_start_matches('=').trim();
    let name = sources.text(declaration.name?);
    let mut edits: Vec<Edit> = index
        .references_to(node)
        .map(|one| Edit { span: one.span, text: value.to_owned() })
        .collect();
    if edits.is_empty() {
        return None;
    }
    edits.push(removed(lines_of(view.now, declaration)?));
    let title = format!("write `{value}` in the place of `{name}`");
    Some(Candidate {
        title,
        kind: RefactorKind::Inline,
        edits: Change::Known(edits),
        keeps: Keeps::Dates(Vec::new()),
    })
}
