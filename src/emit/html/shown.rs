//! Which items a page tells of, and what of them may be told.

use crate::model::{ItemKind, ItemWalker, Part};
use crate::plan::{Plan, PlanStatus, PlanView};

/// What the views of a page show between them.
pub(super) struct Shown<'a, 'm> {
    pub(super) plan: Plan<'m>,
    pub(super) status: &'a PlanStatus<'m>,
    /// Whether an item is told of, by item id.
    items: Vec<bool>,
    /// What any of the views tells of them.
    parts: Vec<Part>,
    is_public: bool,
}

impl<'a, 'm> Shown<'a, 'm> {
    /// What these views show. Where any of them is internal so is the page.
    pub(super) fn of(
        plan: Plan<'m>,
        status: &'a PlanStatus<'m>,
        views: &[PlanView<'_, 'm>],
    ) -> Self {
        let is_public = !views.is_empty() && views.iter().all(PlanView::is_public);
        // What pictures for everybody roll up, their page does not name.
        let is_within = |view: &PlanView<'_, 'm>, item: ItemWalker<'m>| {
            let depth = view.view.depth.and_then(|depth| usize::try_from(depth).ok());
            !is_public || depth.is_none_or(|depth| item.depth() < depth)
        };
        let is_told = |item: ItemWalker<'m>| {
            let is_in = |view: &PlanView<'_, 'm>| {
                is_within(view, item) && (view.shows_item(item.id) || view.frames_item(item.id))
            };
            views.iter().any(is_in)
        };
        let is_part = |part: &Part| views.iter().any(|view| view.shows(*part, true));
        let parts = Part::ALL.into_iter().filter(is_part).collect();
        Self { plan, status, items: plan.model.items().map(is_told).collect(), parts, is_public }
    }

    /// Whether any view tells this of items.
    pub(super) fn tells(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Whether everybody may look at the page.
    pub(super) const fn is_public(&self) -> bool {
        self.is_public
    }

    pub(super) fn items(&self) -> impl Iterator<Item = ItemWalker<'m>> + use<'_, 'a, 'm> {
        self.plan.model.items().filter(|item| self.is_told(*item))
    }

    fn is_told(&self, item: ItemWalker<'_>) -> bool {
        self.items.get(item.id.index()).copied().unwrap_or(false)
    }

    /// The nearest that it stands in and that is told of.
    pub(super) fn parent(&self, item: ItemWalker<'m>) -> Option<ItemWalker<'m>> {
        item.ancestors().find(|outer| self.is_told(*outer))
    }

    /// The outermost stream that it stands in, likewise.
    pub(super) fn stream(&self, item: ItemWalker<'m>) -> Option<ItemWalker<'m>> {
        let outer = item.with_ancestors().filter(|outer| self.is_told(*outer));
        outer.filter(|outer| outer.kind() == ItemKind::Stream).last()
    }

    /// By what it is called in an address: its path, in which nothing is named that is not told of.
    pub(super) fn path(&self, item: ItemWalker<'m>) -> String {
        if !self.is_public {
            return item.path();
        }
        let mut names: Vec<&str> = item
            .with_ancestors()
            .filter(|outer| self.is_told(*outer))
            .map(ItemWalker::name)
            .collect();
        names.reverse();
        names.join(".")
    }
}
