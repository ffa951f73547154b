//! Where an effort by several comes to stand: each gives the time that nothing else takes.

use crate::model::ItemId;
use crate::schedule::engine::bounds::Point;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::queueing::{Course, Turn, driver};
use crate::schedule::ledger::ResourceLedger;
use crate::schedule::ledger::joint::{Wanted, ending_from};
use crate::schedule::timing::Driver;

/// The first place of an effort by several that nothing holds, and that would be `placed` if nobody were busy; `is_open` says of
/// what it waits for whether its end is unsure.
pub(super) fn first_turn(
    ledger: &ResourceLedger<'_>,
    leaf: &mut Activity<'_, '_>,
    placed: Placed,
    is_open: impl Fn(ItemId) -> bool,
) -> Turn {
    // What its end waits for is no reason to begin late where not all of them have time.
    let alone = leaf.end.map_or(placed, |_| Activity { end: None, ..*leaf }.work());
    let from = alone.start.0.min(placed.start.0);
    let amount = leaf.amount.unwrap_or_default();
    let (item, can_split) = (leaf.item.id, leaf.item.can_split());
    let laid = |from| ledger.jointly(item, Wanted { from, amount, can_split });
    let Some(early) = laid(from) else { return Turn::whole(placed, None) };
    let bound = leaf.end.filter(|bound| early.end() < bound.moment);
    let late = bound.and_then(|bound| Some((ending_from(laid, from, bound.moment)?, bound.driver)));
    let is_free = late.as_ref().map_or(&early, |(late, _)| late).taken.is_empty();
    if is_free {
        return Turn::whole(placed, None);
    }
    if let Some((late, end)) = late {
        let (start, end) = ((late.start(), Driver::Estimate), (late.end(), end));
        let placed = Placed { start, end, waited_from: None, ..placed };
        return Turn { placed, waited: None, course: Course::Joint(late) };
    }
    let joint = early;
    let waited = joint.start_waited(from);
    if let Some(conflict) = waited {
        // It is as sure when somebody is free again as is the end of what they are needed for.
        let is_open = conflict.item.is_some_and(is_open);
        let point = Point { moment: joint.start(), is_open, is_beginning: false };
        leaf.start.wait_for(point, driver(conflict));
    }
    let placed = if waited.is_some() { leaf.work() } else { placed };
    let start = (joint.start(), waited.map_or(alone.start.1, driver));
    let end = joint.end_waited().map_or(Driver::Estimate, driver);
    let placed = Placed { start, end: (joint.end(), end), ..placed };
    Turn { placed, waited, course: Course::Joint(joint) }
}
