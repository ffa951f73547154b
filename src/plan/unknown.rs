//! What nobody has estimated, and what rests on it.

use std::collections::BTreeSet;

use super::{Plan, PlanStatus};
use crate::model::{Edge, ItemId, ItemWalker};
use crate::schedule::Driver;

impl PlanStatus<'_> {
    /// How many items nobody has estimated, and how many there are: those that hold others count by these, what is dropped or
    /// done does not count as unknown.
    pub fn unestimated(&self) -> (usize, usize) {
        let Plan { model, schedule, .. } = self.plan;
        let leaves = model.items().filter(|item| !item.has_parts());
        let total = leaves.filter(|item| schedule.timing(item.id).is_scheduled).count();
        (self.unestimated_items().count(), total)
    }

    /// The items that nobody has estimated and that are still to be done, in order of declaration.
    pub fn unestimated_items(&self) -> impl Iterator<Item = ItemId> {
        let schedule = self.plan.schedule;
        let all = schedule.unestimated.iter().map(|of| of.item);
        all.filter(|item| schedule.timing(*item).state.is_open())
    }

    /// Whether an item is work that nobody has estimated.
    pub(super) fn is_unestimated(&self, item: ItemId) -> bool {
        self.plan.schedule.unestimated.binary_search_by_key(&item, |of| of.item).is_ok()
    }

    /// The work without an estimate that the end of an item rests on, which may be itself: the first that is met on the way
    /// back. `None` where its end is known.
    pub fn rests_on(&self, item: ItemId) -> Option<ItemId> {
        let mut seen = BTreeSet::from([item]);
        let mut ahead = vec![item];
        while let Some(next) = ahead.pop() {
            if self.is_unestimated(next) {
                return Some(next);
            }
            let mut before = self.open_before(next);
            before.reverse();
            ahead.extend(before.into_iter().filter(|item| seen.insert(*item)));
        }
        None
    }

    /// The milestones and releases whose ends rest on each of some work without an estimate, in order of declaration.
    pub fn points_resting_on(&self, unknown: &[ItemId]) -> Vec<Vec<ItemId>> {
        let Plan { model, schedule, .. } = self.plan;
        if unknown.is_empty() {
            return Vec::new();
        }
        let mut behind = vec![Vec::new(); model.items.len()];
        for item in model.items().filter(|item| schedule.timing(item.id).is_open) {
            for before in self.open_before(item.id) {
                if let Some(behind) = behind.get_mut(before.index()) {
                    behind.push(item.id);
                }
            }
        }
        let resting = |unknown: &ItemId| {
            let mut seen = BTreeSet::from([*unknown]);
            let mut ahead = vec![*unknown];
            while let Some(next) = ahead.pop() {
                let behind = behind.get(next.index()).into_iter().flatten().copied();
                ahead.extend(behind.filter(|item| seen.insert(*item)));
            }
            seen.retain(|item| model.item(*item).kind().is_point());
            seen.into_iter().collect()
        };
        unknown.iter().map(resting).collect()
    }

    /// What an item's dates follow from, as far as it is open: its parts, what it waits for, what ships in it, what its people
    /// do first.
    fn open_before(&self, item: ItemId) -> Vec<ItemId> {
        let Plan { model, schedule, .. } = self.plan;
        let walker = model.item(item);
        let parts = walker.parts().map(|part| part.id);
        let awaited = walker
            .with_ancestors()
            .flat_map(ItemWalker::dependencies)
            .filter_map(|one| one.anchor.point());
        let is_open = |item: ItemId, edge| {
            let timing = schedule.timing(item);
            timing.is_scheduled && timing.is_open_at(edge)
        };
        let shipped = self.release(item).map_or(&[][..], |of| &of.contents).iter().copied();
        let timing = schedule.timing(item);
        let drivers = [timing.start_driver, timing.end_driver].into_iter();
        let first = drivers.filter_map(Driver::resource).filter_map(|(_, first)| first);
        let ends = parts.chain(shipped).chain(first).map(|item| (item, Edge::End));
        let all = ends.chain(awaited).filter(|(item, edge)| is_open(*item, *edge));
        all.map(|(item, _)| item).collect()
    }
}
