//! What the dates of an item follow from.

use crate::model::{Anchor, Edge, ItemId, ItemWalker, Model};

/// How much of an item is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    /// Nothing: no date that is asked for follows from it.
    Nothing,
    /// What its parts inherit.
    Outside,
    /// All.
    Whole,
}

/// How much of each item is needed for the dates of some.
pub(super) fn reach(model: &Model, items: impl IntoIterator<Item = ItemId>) -> Vec<Kept> {
    Search::from(model, items).kept
}

/// Finds what the dates of an item follow from.
struct Search<'m> {
    model: &'m Model,
    kept: Vec<Kept>,
    open: Vec<ItemId>,
}

impl<'m> Search<'m> {
    fn from(model: &'m Model, items: impl IntoIterator<Item = ItemId>) -> Self {
        let mut search =
            Self { model, kept: vec![Kept::Nothing; model.items.len()], open: Vec::new() };
        for item in items {
            search.keep(item);
        }
        let mut is_late = false;
        while let Some(item) = search.open.pop() {
            is_late |= search.visit(model.item(item));
        }
        if is_late {
            // What is as late as possible follows from all that waits for it, and from the end of the roadmap.
            search.kept.fill(Kept::Whole);
        }
        search
    }

    fn keep(&mut self, item: ItemId) {
        if let Some(kept) = self.kept.get_mut(item.index()).filter(|kept| **kept < Kept::Whole) {
            *kept = Kept::Whole;
            self.open.push(item);
        }
    }

    /// Keeps what an item's dates follow from; says whether it is to be as late as possible.
    fn visit(&mut self, item: ItemWalker<'m>) -> bool {
        self.keep_awaited(item, |_| true);
        for part in item.parts() {
            self.keep(part.id);
        }
        for outer in item.ancestors() {
            if let Some(kept) =
                self.kept.get_mut(outer.id.index()).filter(|one| **one == Kept::Nothing)
            {
                *kept = Kept::Outside;
            }
            self.keep_awaited(outer, |edge| edge == Edge::Start);
        }
        if item.kind().is_point() {
            self.keep_shipped(item.id);
        }
        item.is_alap()
    }

    fn keep_awaited(&mut self, item: ItemWalker<'m>, counts: impl Fn(Edge) -> bool) {
        for dependency in item.dependencies().iter().filter(|one| counts(one.edge)) {
            if let Anchor::Item(awaited, _) = dependency.anchor {
                self.keep(awaited);
            }
        }
    }

    fn keep_shipped(&mut self, release: ItemId) {
        let ships =
            |item: &ItemWalker<'_>| item.extras().releases.iter().any(|(id, _)| *id == release);
        for item in self.model.items().filter(ships) {
            self.keep(item.id);
        }
    }
}
