//! Which item stands where.

use super::{ItemId, Model};
use crate::text::Span;

/// The items in order of place: imported ones may stand elsewhere in the model than their file does among the sources.
pub(crate) struct Places<'m> {
    model: &'m Model,
    order: Vec<ItemId>,
}

impl<'m> Places<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        let mut order: Vec<_> = model.items().map(|item| item.id).collect();
        order.sort_by_key(|id| model.item(*id).data().extent.start);
        Self { model, order }
    }

    /// The innermost item whose declaration holds a place: the nearest that begins before it, or one that this stands in.
    pub(crate) fn innermost_item(&self, place: Span) -> Option<ItemId> {
        let start = |id: &ItemId| self.model.item(*id).data().extent.start;
        let before = self.order.partition_point(|id| start(id) <= place.start);
        let nearest = self.model.item(*self.order.get(before.checked_sub(1)?)?);
        nearest.with_ancestors().find(|item| item.data().extent.contains(place)).map(|item| item.id)
    }
}
