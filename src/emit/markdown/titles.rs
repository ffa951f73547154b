//! What tells items of one title apart: plans have a `Test` in each feature.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use crate::model::{ItemId, ItemWalker, Model};

/// By item whose title others have too: what it stands in that tells it from them.
pub(super) struct Namesakes(FxHashMap<ItemId, ItemId>);

impl Namesakes {
    pub(super) fn of(model: &Model) -> Self {
        let repeated = Repeated::of(model);
        let likely = || model.items().filter(|item| repeated.may_be(item.title()));
        let mut bearers: FxHashMap<&str, u32> = FxHashMap::default();
        for item in likely() {
            *bearers.entry(item.title()).or_default() += 1;
        }
        let has_namesakes =
            |item: &ItemWalker<'_>| bearers.get(item.title()).is_some_and(|count| *count > 1);
        let mut inside: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        for item in likely().filter(has_namesakes) {
            for whole in item.ancestors() {
                *inside.entry((item.title(), whole.title())).or_default() += 1;
            }
        }
        let is_its_alone = |item: ItemWalker<'_>, whole: &ItemWalker<'_>| {
            inside.get(&(item.title(), whole.title())) == Some(&1)
        };
        let told = likely().filter(has_namesakes).filter_map(|item| {
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

/// Which titles more than one item may have: a table of all titles of a large plan would take longer than its report. After
/// Bloom, *Space/time trade-offs in hash coding with allowable errors* (1970).
struct Repeated {
    once: Vec<u64>,
    again: Vec<u64>,
}

impl Repeated {
    /// So many bits an item: one title in so many is taken for repeated though it is not.
    const BITS: usize = 16;

    fn of(model: &Model) -> Self {
        let words = (model.items.len() * Self::BITS / 64 + 1).next_power_of_two();
        let mut seen = Self { once: vec![0; words], again: vec![0; words] };
        for item in model.items() {
            let (word, bit) = seen.place(item.title());
            if let (Some(once), Some(again)) = (seen.once.get_mut(word), seen.again.get_mut(word)) {
                *again |= *once & bit;
                *once |= bit;
            }
        }
        seen
    }

    fn may_be(&self, title: &str) -> bool {
        let (word, bit) = self.place(title);
        self.again.get(word).is_some_and(|again| again & bit != 0)
    }

    /// The word and the bit of a title.
    fn place(&self, title: &str) -> (usize, u64) {
        let mut hasher = FxHasher::default();
        hasher.write(title.as_bytes());
        let hash = hasher.finish();
        // The number of words is a power of two.
        let word = usize::try_from(hash >> 6).unwrap_or_default() & (self.once.len() - 1);
        (word, 1 << (hash & 63))
    }
}
