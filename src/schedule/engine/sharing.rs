//! Where an effort by several comes to stand: each gives the time that nothing else takes.

use crate::model::ItemId;
use crate::schedule::crew::joint::{Joint, Wanted, ending_from, joint, last_by};
use crate::schedule::engine::bounds::Point;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::queueing::{Course, Turn, driver};
use crate::schedule::ledger::demand::{ItemDemand, Several};
use crate::schedule::ledger::{Conflict, ResourceLedger};
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// An effort that several do.
#[derive(Clone, Copy, Debug)]
pub(in crate::schedule) struct Share<'s, 'a, 'm> {
    several: &'s Several<'a, 'm>,
    wanted: Wanted,
}

impl<'s, 'a, 'm> Share<'s, 'a, 'm> {
    /// So much work from a moment on; nothing if it is not an effort by several.
    pub(in crate::schedule) fn of(
        demand: &'s ItemDemand<'a, 'm>,
        (from, amount): (Moment, Minutes),
        can_split: bool,
    ) -> Option<Self> {
        let several = demand.several.as_deref()?;
        let is_contested = several.is_contested;
        Some(Self { several, wanted: Wanted { from, amount, can_split, is_contested } })
    }

    /// Where it lies; nothing if they never have time enough.
    pub(in crate::schedule) fn laid(
        self,
        ledger: &ResourceLedger<'a, 'm>,
    ) -> Option<Joint<Conflict>> {
        joint(self.several.givers, self.wanted, |giver, beside, from, to| {
            ledger.taken(self.several, giver, beside, (from, to))
        })
    }

    /// Likewise from another moment on.
    fn laid_from(self, ledger: &ResourceLedger<'a, 'm>, from: Moment) -> Option<Joint<Conflict>> {
        Self { wanted: Wanted { from, ..self.wanted }, ..self }.laid(ledger)
    }

    /// The last place, from its moment on, that ends by `end` and starts by `start`; nothing if the first does not.
    pub(in crate::schedule) fn last_by(
        self,
        ledger: &ResourceLedger<'a, 'm>,
        (start, end): (Moment, Moment),
    ) -> Option<Joint<Conflict>> {
        last_by(|from| self.laid_from(ledger, from), self.wanted.from, (start, end))
    }
}

/// The first place of an effort by several that nothing holds, and that would be `placed` if nobody were busy; `is_open` says of
/// what it waits for whether its end is unsure.
pub(super) fn first_turn<'a, 'm>(
    ledger: &ResourceLedger<'a, 'm>,
    demand: &ItemDemand<'a, 'm>,
    leaf: &mut Activity<'_, 'm>,
    placed: Placed,
    is_open: impl Fn(ItemId) -> bool,
) -> Turn {
    // What its end waits for is no reason to begin late where not all of them have time.
    let alone = leaf.end.map_or(placed, |_| Activity { end: None, ..*leaf }.work());
    let from = alone.start.0.min(placed.start.0);
    let amount = leaf.amount.unwrap_or_default();
    let share = Share::of(demand, (from, amount), leaf.item.can_split());
    let laid = |from| share?.laid_from(ledger, from);
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
    let end = joint.end_waited().map_or(Driver::Estimate, |taken| driver(taken.by));
    let placed = Placed { start, end: (joint.end(), end), ..placed };
    Turn { placed, waited, course: Course::Joint(joint) }
}
