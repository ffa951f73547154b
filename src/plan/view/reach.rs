//! What leads to an item, and what follows it: over dependencies of its own and of what it stands in, into containers and releases.

use crate::model::{Dependency, Edge, ItemId, ItemWalker, Model, Towards};

/// The items that stand so towards an item, by item id; the item itself is one of them.
pub(super) fn towards(model: &Model, towards: Towards, item: ItemId) -> Vec<bool> {
    let mut reach = Reach::new(model);
    match towards {
        Towards::Inside => reach.take(model.item(item)),
        Towards::LeadsTo => reach.backward(item),
        Towards::Follows => reach.forward(item),
    }
    reach.reached
}

struct Reach<'m> {
    model: &'m Model,
    reached: Vec<bool>,
    /// Whose own dependencies were followed already.
    followed: Vec<bool>,
    ahead: Vec<ItemId>,
}

impl<'m> Reach<'m> {
    fn new(model: &'m Model) -> Self {
        let none = vec![false; model.items.len()];
        Self { model, reached: none.clone(), followed: none, ahead: Vec::new() }
    }

    /// Takes an item alone.
    fn take_alone(&mut self, item: ItemId) {
        if let Some(reached) = self.reached.get_mut(item.index())
            && !*reached
        {
            *reached = true;
            self.ahead.push(item);
        }
    }

    /// Takes an item with all that is inside it.
    fn take(&mut self, item: ItemWalker<'m>) {
        self.take_alone(item.id);
        item.descendants().for_each(|part| self.take_alone(part.id));
    }

    /// Itself and what it stands in, as far as their dependencies were not followed yet: what holds for the whole holds for it.
    fn not_followed(&mut self, item: ItemId) -> Vec<ItemWalker<'m>> {
        let mut all = Vec::new();
        for whole in self.model.item(item).with_ancestors() {
            match self.followed.get_mut(whole.id.index()) {
                Some(followed) if !*followed => *followed = true,
                // What it stands in was followed with it.
                _ => break,
            }
            all.push(whole);
        }
        all
    }

    fn backward(&mut self, item: ItemId) {
        let shipped = by_release(self.model);
        self.take(self.model.item(item));
        while let Some(next) = self.ahead.pop() {
            for whole in self.not_followed(next) {
                let awaited = whole.dependencies().iter().filter_map(|one| one.anchor.point());
                awaited.for_each(|(item, _)| self.take(self.model.item(item)));
            }
            each_of(&shipped, next, |shipped| self.take(self.model.item(shipped)));
        }
    }

    fn forward(&mut self, item: ItemId) {
        let waiting = by_awaited(self.model);
        self.take(self.model.item(item));
        while let Some(next) = self.ahead.pop() {
            for whole in self.not_followed(next) {
                each_of(&waiting, whole.id, |(waiting, edge)| {
                    let waiting = self.model.item(waiting);
                    // What starts later starts later with all that is in it; what ends later does so as a whole.
                    match edge {
                        Edge::Start => self.take(waiting),
                        Edge::End => self.take_alone(waiting.id),
                    }
                });
                let releases = whole.extras().releases.iter();
                releases.for_each(|(release, _)| self.take_alone(*release));
            }
        }
    }
}

/// What ships in each release: pairs, in order.
fn by_release(model: &Model) -> Vec<(ItemId, ItemId)> {
    let all = model.items().filter(|item| item.data().extras.is_some()).flat_map(|item| {
        item.extras().releases.iter().map(move |(release, _)| (*release, item.id))
    });
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all
}

/// What waits for each item, and with which of its points: pairs, in order.
fn by_awaited(model: &Model) -> Vec<(ItemId, (ItemId, Edge))> {
    let pair = |one: &Dependency| Some((one.anchor.point()?.0, (one.item, one.edge)));
    let mut all: Vec<_> = model.dependencies.iter().filter_map(pair).collect();
    all.sort_unstable();
    all
}

/// Each second of the pairs with this first.
fn each_of<T: Copy>(pairs: &[(ItemId, T)], first: ItemId, take: impl FnMut(T)) {
    let start = pairs.partition_point(|(one, _)| *one < first);
    let behind = pairs.get(start..).unwrap_or_default();
    behind.iter().take_while(|(one, _)| *one == first).map(|(_, second)| *second).for_each(take);
}
