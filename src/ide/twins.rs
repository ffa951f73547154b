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
        let twin = twin(self.now.model().item(item), plan)?;
        Some((twin, plan))
    }

    /// An item of the text of which the dates are known in the newest one.
    pub(super) fn newest_twin(self, item: ItemWalker<'_>) -> Option<ItemId> {
        if self.is_dated_now() {
            return Some(item.id);
        }
        let path = item.path();
        self.now.model().items().find(|one| one.path() == path).map(|one| one.id)
    }
}

/// Most items keep their place, or move by what was written before them: the search begins there.
fn twin<'a>(item: ItemWalker<'_>, plan: Plan<'a>) -> Option<ItemWalker<'a>> {
    let path = item.path();
    let here = item.id.index().min(plan.model.items.len());
    let behind = (here..plan.model.items.len()).map(ItemId::from_index);
    let before = (0..here).rev().map(ItemId::from_index);
    let is_it = |id: &ItemId| {
        let one = plan.model.item(*id);
        one.name() == item.name() && one.path() == path
    };
    behind.chain(before).find(is_it).map(|id| plan.model.item(id))
}
