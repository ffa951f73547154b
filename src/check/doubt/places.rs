//! What stands at the place of an error: its line, and its item.

use crate::model::{ItemId, Model};
use crate::text::{Source, Span};

/// How much of a line is looked at on either side of an error.
const NEIGHBOURHOOD: usize = 500;

/// The line of a place, or what is near it on a very long one.
pub(super) fn line_around(model: &Model, place: Span) -> &str {
    let source = model.sources.source(model.sources.source_of(place));
    let text = source.map(Source::text).unwrap_or_default();
    let at = model.sources.local(place);
    let before = text.get(..at.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(at.start, |(start, _)| start);
    let behind = text.get(at.start..).unwrap_or_default();
    let end = behind
        .char_indices()
        .take(NEIGHBOURHOOD)
        .take_while(|(_, c)| *c != '\n')
        .last()
        .map_or(0, |(end, c)| end + c.len_utf8());
    text.get(start..at.start + end).unwrap_or_default()
}

/// The items in order of place: imported ones may stand elsewhere in the model than their file does among the sources.
pub(super) struct Places<'m> {
    model: &'m Model,
    order: Vec<ItemId>,
}

impl<'m> Places<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let mut order: Vec<_> = model.items().map(|item| item.id).collect();
        order.sort_by_key(|id| model.item(*id).data().extent.start);
        Self { model, order }
    }

    /// The innermost item whose declaration holds a place: the nearest that begins before it, or one that this stands in.
    pub(super) fn innermost_item(&self, place: Span) -> Option<ItemId> {
        let start = |id: &ItemId| self.model.item(*id).data().extent.start;
        let before = self.order.partition_point(|id| start(id) <= place.start);
        let nearest = self.model.item(*self.order.get(before.checked_sub(1)?)?);
        nearest.with_ancestors().find(|item| item.data().extent.contains(place)).map(|item| item.id)
    }
}
