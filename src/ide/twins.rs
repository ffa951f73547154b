//! The same item in the newest text and in the one of which the dates are known.

use super::{Analysis, View};
use crate::Plan;
use crate::model::{ItemId, ItemWalker};

impl Analysis {
    /// Whether this is the analysis of the very same text.
    pub(super) fn is_of_text(&self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&self.index, &other.index)
    }
}

impl<'a> View<'a> {
    /// Whether the dates are those of the newest text.
    pub(super) fn is_dated_now(self) -> bool {
        self.dated.is_some_and(|dated| dated.is_of_text(self.now))
    }

    /// An item of the newest text in the plan of which the dates are known: the one of that path.
    pub(super) fn dated_twin(self, item: ItemId) -> Option<(ItemWalker<'a>, Plan<'a>)> {
        let plan = self.plan()?;
        if self.is_dated_now() {
            return Some((plan.model.item(item), plan));
        }
        let twin = self.dated?.item_of_path(&self.now.model().item(item).path())?;
        Some((twin, plan))
    }

    /// An item of the text of which the dates are known in the newest one.
    pub(super) fn newest_twin(self, item: ItemWalker<'_>) -> Option<ItemId> {
        if self.is_dated_now() {
            return Some(item.id);
        }
        self.now.item_of_path(&item.path()).map(|twin| twin.id)
    }
}
