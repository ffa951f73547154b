//! How far an error reaches: from the item that it stands in to all whose dates may be wrong.

use std::collections::BTreeSet;

use crate::model::{Anchor, ItemId, ItemWalker, Model};
use crate::schedule::Idle;

/// The items whose words an error stands among, each with all that is inside it.
pub(super) fn words_of(model: &Model, items: &[ItemId]) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let mut words = vec![false; model.items.len()];
    for item in items {
        if let Some(word) = words.get_mut(item.index()) {
            *word = true;
        }
    }
    for item in model.items() {
        let is_inside = item.parent().is_some_and(|of| words.get(of.id.index()) == Some(&true));
        if let Some(word) = words.get_mut(item.id.index()) {
            *word |= is_inside;
        }
    }
    words
}

/// How much of an item is in doubt.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    /// Where it starts and ends, because of something inside it.
    Ends,
    /// It and all that is inside.
    Whole,
}

/// These items, all that is inside them, that they stand in, that they ship in, and that waits for any of it.
pub(super) fn dates_of(model: &Model, items: Vec<ItemId>) -> Vec<bool> {
    if items.is_empty() {
        return Vec::new();
    }
    let waiting = Waiting::of(model);
    let mut doubts: Vec<Option<Part>> = vec![None; model.items.len()];
    let mut open: Vec<_> = items.into_iter().map(|item| (item, Part::Whole)).collect();
    while let Some((id, part)) = open.pop() {
        let Some(doubt) = doubts.get_mut(id.index()) else { continue };
        if *doubt == Some(part) || *doubt == Some(Part::Whole) {
            continue;
        }
        *doubt = Some(part);
        let item = model.item(id);
        if part == Part::Whole {
            open.extend(item.parts().map(|inside| (inside.id, Part::Whole)));
        }
        open.extend(item.parent().map(|parent| (parent.id, Part::Ends)));
        open.extend(item.extras().releases.iter().map(|(release, _)| (*release, Part::Whole)));
        open.extend(waiting.for_item(id).map(|waits| (waits, Part::Whole)));
    }
    doubts.iter().map(Option::is_some).collect()
}

/// Who waits for whom, read backwards.
struct Waiting {
    /// Sorted by who is waited for.
    pairs: Vec<(ItemId, ItemId)>,
}

impl Waiting {
    fn of(model: &Model) -> Self {
        let mut pairs = Vec::with_capacity(model.dependencies.len());
        for dependency in &model.dependencies {
            if let Anchor::Item(anchor, _) = dependency.anchor {
                pairs.push((anchor, dependency.item));
            }
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    fn for_item(&self, item: ItemId) -> impl Iterator<Item = ItemId> {
        let first = self.pairs.partition_point(|(anchor, _)| *anchor < item);
        let rest = self.pairs.get(first..).unwrap_or_default();
        rest.iter().take_while(move |(anchor, _)| *anchor == item).map(|(_, waits)| *waits)
    }
}

/// The items that have no working time, by their calendar or for those who work on them.
pub(super) fn idle_items(model: &Model, idle: &[Idle]) -> Vec<ItemId> {
    if idle.is_empty() {
        return Vec::new();
    }
    let idle: BTreeSet<_> = idle.iter().copied().collect();
    let is_idle = |item: &ItemWalker<'_>| {
        let who = || item.assignments().iter().map(|one| one.resource);
        idle.contains(&Idle::Item(item.id))
            || idle.contains(&Idle::Calendar(item.data().calendar))
            || who().any(|who| idle.contains(&Idle::Resource(who)))
            || who().any(|who| idle.contains(&Idle::Calendar(model.resource(who).data().calendar)))
    };
    model.items().filter(is_idle).map(|item| item.id).collect()
}
