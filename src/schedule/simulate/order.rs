//! The order in which every run of a levelled plan does its work.

use crate::model::ItemId;
use crate::schedule::level::levelling::Levelling;
use crate::schedule::network::order::order_by;
use crate::schedule::network::role::Role;
use crate::schedule::network::{Network, Node};
use crate::schedule::timing::Schedule;

/// The order in which a levelled plan does its work, each node behind all that it waits for.
///
/// Work is ranked by its planned start (then its end, then its declaration): so what is begun first in the plan has its people
/// first in every run. Work that pauses in the plan gives way until its last piece, and is ranked by that. What takes nobody's
/// time comes as soon as it can.
///
/// That gives the plan back if its work starts as early as it can beside what started before. It need not where an end waits,
/// or where more is asked of somebody than there ever is: nothing waits for those, but others would wait for it.
pub(super) fn planned_order(
    network: &Network<'_>,
    schedule: &Schedule,
    levelling: &Levelling,
) -> Vec<Node> {
    let start_of = |item: ItemId| {
        let last = levelling.pieces.get(&item).and_then(|pieces| pieces.last());
        last.map_or(schedule.timing(item).start, |(start, _)| *start)
    };
    let work = network.model.items().map(|item| item.id);
    let mut work: Vec<ItemId> = work.filter(|item| network.role(*item) == Role::Work).collect();
    work.sort_by_key(|item| (start_of(*item), schedule.timing(*item).end, *item));
    let mut ranks = vec![0; network.roles.len()];
    for (rank, item) in (1..).zip(work) {
        if let Some(slot) = ranks.get_mut(item.index()) {
            *slot = rank;
        }
    }
    order_by(network, |node| ranks.get(node.item().index()).copied().unwrap_or(0))
}
