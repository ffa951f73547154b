//! The order in which every run of a levelled plan does its work.

use crate::model::ItemId;
use crate::schedule::crew::crews::units_of;
use crate::schedule::level::levelling::Levelling;
use crate::schedule::network::order::order_by;
use crate::schedule::network::role::Role;
use crate::schedule::network::{Network, Node};
use crate::schedule::timing::Schedule;
use crate::time::Moment;

/// The order in which a levelled plan does its work, each node behind all that it waits for.
///
/// Work is ranked by its planned start (then its end, then its declaration): so what is begun first in the plan has its people
/// first in every run. Work that pauses in the plan gives way until its last piece, and is ranked by that; an effort by several
/// until the last of them joins, or to its end where somebody does not. What takes nobody's time comes as soon as it can.
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
        let last = last.map_or(schedule.timing(item).start, |(start, _)| *start);
        last_joined(network, schedule, item).map_or(last, |joined| joined.max(last))
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

/// When the last of several who do an effort joins for good; its end where one of them is needed elsewhere then.
fn last_joined(network: &Network<'_>, schedule: &Schedule, item: ItemId) -> Option<Moment> {
    let stints = schedule.stints(item);
    let end = schedule.timing(item).end;
    let people = (0..).zip(schedule.people(network.model.item(item)));
    let givers = people.filter(|(_, one)| units_of(network.model, one).0 > 0);
    let joined = givers.filter(|_| !stints.is_empty()).map(|(person, _)| {
        let last = stints.iter().rfind(|stint| stint.person == person);
        last.filter(|stint| stint.end == end).map_or(end, |stint| stint.start)
    });
    joined.max()
}
