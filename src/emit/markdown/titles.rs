//! What tells items of one title apart: plans have a `Test` in each feature.

use rustc_hash::FxHashMap;

use crate::model::{ItemId, ItemWalker, Model};

/// By item whose title others have too: what it stands in that tells it from them.
pub(super) struct Namesakes(FxHashMap<ItemId, ItemId>);

impl Namesakes {
    pub(super) fn of(model: &Model) -> Self {
        let mut bearers: FxHashMap<&str, u32> = FxHashMap::default();
        for item in model.items() {
            *bearers.entry(item.title()).or_default() += 1;
        }
        let has_namesakes =
            |item: &ItemWalker<'_>| bearers.get(item.title()).is_some_and(|count| *count > 1);
        let mut inside: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        for item in model.items().filter(has_namesakes) {
            for whole in item.ancestors() {
                *inside.entry((item.title(), whole.title())).or_default() += 1;
            }
        }
        let is_its_alone = |item: ItemWalker<'_>, whole: &ItemWalker<'_>| {
            inside.get(&(item.title(), whole.title())) == Some(&1)
        };
        let told = model.items().filter(has_namesakes).filter_map(|item| {
            let whole = item.ancestors().find(|whole| is_its_alone(item, whole));
            Some((item.id, whole.or_else(|| item.parent())?.id))
        });
        Self(told.collect())
    }

    /// What an item stands in, if its title alone would not tell which it is.
    pub(super) fn told_by(&self, item: ItemId) -> Option<ItemId> {
        self.0.get(&item).copied()
    }
}
