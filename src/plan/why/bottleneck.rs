//! Who works on a chain, and how much of its time that is.

use super::Link;
use crate::model::{Edge, ItemId, Model, ResourceId};
use crate::schedule::{Driver, Reasons, Schedule};
use crate::time::Minutes;

/// Somebody who works on a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bottleneck {
    /// Who.
    pub who: ResourceId,
    /// On which of its items, the nearest first.
    pub items: Vec<ItemId>,
    /// The working time of these: of work under way what is left of it.
    pub time: Minutes,
}

/// The work on a chain, the nearest first, each with its working time.
pub(super) fn work(reasons: &Reasons<'_>, links: &[Link]) -> Vec<(ItemId, Minutes)> {
    let is_work = |link: &&Link| {
        let item = reasons.model.item(link.reason.item);
        let is_leaf = !item.has_parts() && !item.kind().is_point();
        let counts = matches!(link.reason.driver, Driver::Estimate | Driver::Remaining);
        is_leaf && counts && link.reason.edge == Edge::End
    };
    let time = |link: &Link| {
        let item = link.reason.item;
        (item, reasons.work_between(item, link.reason.asked, reasons.schedule.timing(item).end))
    };
    links.iter().filter(is_work).map(time).collect()
}

/// Who does some work, the most of its time first.
pub(super) fn of(
    model: &Model,
    schedule: &Schedule,
    work: &[(ItemId, Minutes)],
) -> Vec<Bottleneck> {
    let mut people: Vec<Bottleneck> = Vec::new();
    for (item, time) in work.iter().copied() {
        for one in schedule.people(model.item(item)) {
            match people.iter_mut().find(|known| known.who == one.resource) {
                Some(known) => {
                    known.items.push(item);
                    known.time.0 = known.time.0.saturating_add(time.0);
                }
                None => people.push(Bottleneck { who: one.resource, items: vec![item], time }),
            }
        }
    }
    people.sort_by_key(|one| (std::cmp::Reverse(one.time), one.who));
    people
}
