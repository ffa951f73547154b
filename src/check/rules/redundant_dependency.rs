//! `redundant-dependency`

use std::collections::BTreeSet;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{Anchor, Dependency, Edge, ItemId, ItemWalker};
use crate::time::{Minutes, Moment};

/// How many items a search for a way round looks at.
const REACH: usize = 1000;
/// How many items and links all searches together look at.
const BUDGET: usize = 20_000_000;

/// No dependency follows from the others of its item.
pub(super) fn no_dependency_follows_from_others(facts: Facts<'_>, out: &mut Diagnostics) {
    let mut search = Shortcuts { facts, budget: BUDGET };
    for (item, _) in facts.dated() {
        let own = item.dependencies();
        let all =
            own.len() + item.ancestors().map(|around| around.dependencies().len()).sum::<usize>();
        if own.is_empty() || all < 2 {
            continue;
        }
        for dependency in own {
            let Some(way) = search.way_round(item, dependency) else { continue };
            facts.report(&rules::REDUNDANT_DEPENDENCY, dependency.span, out, || {
                tell(facts, item, dependency, way)
            });
        }
    }
}

/// From the end of what is waited for to the start of what waits, without a lag.
fn plain(dependency: &Dependency) -> Option<ItemId> {
    match dependency.anchor {
        Anchor::Item(anchor, Edge::End)
            if dependency.edge == Edge::Start && dependency.lag.minutes == Minutes::ZERO =>
        {
            Some(anchor)
        }
        _ => None,
    }
}

struct Shortcuts<'a> {
    facts: Facts<'a>,
    budget: usize,
}

impl<'a> Shortcuts<'a> {
    /// Another dependency of an item through which it waits for the same; of two that are the same, the first.
    fn way_round(
        &mut self,
        item: ItemWalker<'a>,
        dependency: &'a Dependency,
    ) -> Option<&'a Dependency> {
        let target = plain(dependency)?;
        let others = waits(item).filter(|other| !std::ptr::eq(*other, dependency));
        for other in others {
            let Some(anchor) = plain(other) else { continue };
            if anchor == target {
                // The later of two that are the same, and the inner of one that is inherited too.
                if other.item != item.id || other.span < dependency.span {
                    return Some(other);
                }
                continue;
            }
            if self.leads_to(anchor, target) {
                return Some(other);
            }
        }
        None
    }

    /// Whether an item waits for another, directly or through others. Whatever starts before that one ends can't.
    fn leads_to(&mut self, from: ItemId, target: ItemId) -> bool {
        let end = self.facts.schedule.timing(target).early_end;
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(id) = open.pop() {
            if seen.len() >= REACH || self.budget == 0 {
                return false;
            }
            if !seen.insert(id) {
                continue;
            }
            self.budget -= 1;
            let item = self.facts.model.item(id);
            if item.encloses(target) {
                return true;
            }
            // What has parts ends no earlier than each of them.
            open.extend(
                item.parts().map(|part| part.id).filter(|part| self.is_late_enough(*part, end)),
            );
            for anchor in waits(item).filter_map(plain) {
                self.budget = self.budget.saturating_sub(1);
                if anchor == target {
                    return true;
                }
                if self.is_late_enough(anchor, end) {
                    open.push(anchor);
                }
            }
        }
        false
    }

    fn is_late_enough(&self, item: ItemId, end: Moment) -> bool {
        self.facts.schedule.timing(item).early_end >= end
    }
}

/// What an item waits for, itself and with what it stands in.
fn waits(item: ItemWalker<'_>) -> impl Iterator<Item = &Dependency> {
    let inherited = item.ancestors().flat_map(ItemWalker::dependencies);
    item.dependencies().iter().chain(inherited)
}

fn tell(
    facts: Facts<'_>,
    item: ItemWalker<'_>,
    dependency: &Dependency,
    way: &Dependency,
) -> Diagnostic {
    let title = words::title(item);
    let target = plain(dependency).map(|id| words::title(facts.model.item(id))).unwrap_or_default();
    let other = plain(way).map(|id| words::title(facts.model.item(id))).unwrap_or_default();
    let new = |message| {
        Diagnostic::new(&rules::REDUNDANT_DEPENDENCY, dependency.span, message)
            .here("can be left out")
            .help(format!("take {target} out here; no date changes"))
    };
    if plain(dependency) == plain(way) {
        return new(format!("{title} waits for {target} twice"))
            .label(way.span, "waits for it already");
    }
    new(format!("{title} waits for {target} anyway, through {other}"))
        .label(way.span, format!("{other} waits for {target}, directly or through others"))
}
