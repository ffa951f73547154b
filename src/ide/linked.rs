//! A name and all that refers to it in a file, to be changed at once while it is typed.

use super::{View, named_at, occurrences};
use crate::text::Span;

/// The places of a name in the file where the caret stands; empty where one of its places, in any file, is written differently or
/// lies in another file: what is typed here would leave that behind.
pub fn linked(view: View<'_>, offset: u32) -> Vec<Span> {
    let sources = view.now.sources();
    let Some(named) = named_at(view, offset) else { return Vec::new() };
    let places = occurrences(view, offset);
    let (text, source) = (sources.text(named.span), sources.source_of(named.span));
    let is_same = |span: Span| sources.source_of(span) == source && sources.text(span) == text;
    if places.iter().all(|one| is_same(one.span)) && places.iter().any(|one| one.is_declaration) {
        places.into_iter().map(|one| one.span).collect()
    } else {
        Vec::new()
    }
}
