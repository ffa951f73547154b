//! What decides the end of the roadmap. An item without slack may only be late for a deadline of its own.

use crate::model::{DependencyId, Edge, ItemId, ItemWalker};
use crate::plan::Plan;
use crate::schedule::{Driver, Timing};

/// The items from which the end of the roadmap follows.
#[derive(Debug)]
pub(super) struct Deciding(Vec<bool>);

/// Goes back from all that ends last.
struct Search<'p> {
    plan: Plan<'p>,
    /// By item: whether it was met.
    met: Vec<bool>,
    /// By item: whether what it waits for was met.
    asked: Vec<bool>,
    ahead: Vec<ItemId>,
}

impl Deciding {
    /// Finds them in linear time.
    pub(super) fn of(plan: Plan<'_>) -> Self {
        let Plan { model, schedule, .. } = plan;
        let none = vec![false; model.items.len()];
        let mut search = Search { plan, met: none.clone(), asked: none, ahead: Vec::new() };
        for item in model.items() {
            let timing = schedule.timing(item.id);
            if timing.is_scheduled && timing.end == schedule.end {
                search.meet(item.id);
            }
        }
        while let Some(item) = search.ahead.pop() {
            search.go_back(item);
        }
        Self(search.met)
    }

    /// Whether an item has no slack, and the end follows from it.
    pub(super) fn has(&self, plan: Plan<'_>, item: ItemId) -> bool {
        let timing = plan.schedule.timing(item);
        let decides = self.0.get(item.index()).is_some_and(|decides| *decides);
        // Who does what first in a levelled plan leaves ties that no line tells; only what misses a deadline has less than no slack.
        let may_decide = plan.schedule.levelling.is_some() && timing.total_slack.0 == 0;
        timing.is_critical && (decides || may_decide)
    }

    /// Whether the end follows from when something comes, and that from this dependency of it.
    pub(super) fn has_dependency(&self, plan: Plan<'_>, item: ItemId, id: DependencyId) -> bool {
        let mut at = item;
        loop {
            let timing = plan.schedule.timing(at);
            if [timing.start_driver, timing.end_driver].contains(&Driver::Dependency(id)) {
                return self.has(plan, at);
            }
            // What holds for an item with parts shows at the part that is first. Parts stand behind it, so that this ends.
            match timing.start_driver {
                Driver::Part(part) if part > at => at = part,
                _ => return false,
            }
        }
    }
}

impl Search<'_> {
    fn meet(&mut self, item: ItemId) {
        if let Some(met) = self.met.get_mut(item.index()).filter(|met| !**met) {
            *met = true;
            self.ahead.push(item);
        }
    }

    /// Meets what an item follows from: what decided it, its last parts, and what it waits for that could not come later.
    fn go_back(&mut self, item: ItemId) {
        let Plan { model, schedule, .. } = self.plan;
        let (walker, timing) = (model.item(item), schedule.timing(item));
        for (edge, driver) in [(Edge::Start, timing.start_driver), (Edge::End, timing.end_driver)] {
            if let Some((first, _)) = driver.point(model, item, edge) {
                self.meet(first);
            }
        }
        let is_last = |part: &ItemWalker<'_>| schedule.timing(part.id).end == timing.end;
        walker.parts().filter(is_last).for_each(|part| self.meet(part.id));
        for whole in walker.with_ancestors() {
            let Some(asked) = self.asked.get_mut(whole.id.index()).filter(|asked| !**asked) else {
                break;
            };
            *asked = true;
            let awaited = whole.dependencies().iter().filter_map(|one| one.anchor.point());
            for (awaited, _) in awaited.filter(|(item, _)| is_tied(schedule.timing(*item))) {
                self.meet(awaited);
            }
        }
    }
}

/// Whether something would move what waits for it.
fn is_tied(timing: &Timing) -> bool {
    timing.is_critical && timing.free_slack.0 <= 0
}
