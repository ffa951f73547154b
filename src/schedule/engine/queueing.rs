//! Where work comes to stand if its people have to be free for it.

use crate::model::{ItemId, ItemWalker};
use crate::schedule::crew::Crew;
use crate::schedule::engine::Amount;
use crate::schedule::engine::bounds::Point;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::ledger::joint::{Joint, Wanted, ending_from};
use crate::schedule::ledger::pools::InPieces;
use crate::schedule::ledger::{Conflict, ResourceLedger};
use crate::schedule::progress::Reported;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// How those who do it take turns at work.
#[derive(Debug)]
pub(crate) enum Course {
    /// All together, from start to end.
    Whole,
    /// All together, with pauses.
    Pieces(InPieces),
    /// Each in the time that nothing else takes.
    Joint(Joint),
}

impl Course {
    /// From when to when it is, where that does not follow from its dates.
    pub(crate) fn span(&self) -> Option<(Moment, Moment)> {
        match self {
            Self::Whole => None,
            Self::Pieces(run) => Some((run.pieces.first()?.0, run.pieces.last()?.1)),
            Self::Joint(joint) => Some((joint.start(), joint.end())),
        }
    }
}

/// The first place at which the people of an item are free.
#[derive(Debug)]
pub(crate) struct Turn {
    pub(crate) placed: Placed,
    /// What its start had to wait for.
    pub(crate) waited: Option<Conflict>,
    pub(crate) course: Course,
}

impl Turn {
    const fn whole(placed: Placed, waited: Option<Conflict>) -> Self {
        Self { placed, waited, course: Course::Whole }
    }
}

/// Work that has its people before anybody: it is under way, or stands fixed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun<'a, 'm> {
    pub(crate) item: ItemWalker<'m>,
    pub(crate) crew: &'a Crew<'m>,
    /// How much work it is in all, if that is known, and how far it is.
    pub(crate) amount: Amount,
    /// When it was begun, and when it is over if nobody is ever busy.
    pub(crate) start: Moment,
    pub(crate) end: Moment,
    pub(crate) today: Moment,
}

impl Begun<'_, '_> {
    /// From when on it goes on, and how much is to be done.
    pub(crate) fn rest(&self) -> (Moment, Minutes) {
        let now = self.crew.clock.next_work(self.today).max(self.start);
        if let Reported::UnderWay { remaining: Some(remaining), .. } = self.amount.reported {
            return (now, remaining);
        }
        let Some((from, to)) = self.as_it_goes() else { return (now, Minutes::ZERO) };
        (now, self.crew.amount_between(from, to))
    }

    /// If nobody says how much is to be done, what of it lies ahead if it goes on as it was estimated.
    pub(crate) fn as_it_goes(&self) -> Option<(Moment, Moment)> {
        if matches!(self.amount.reported, Reported::UnderWay { remaining: Some(_), .. }) {
            return None;
        }
        let estimated = self.amount.work.unwrap_or_default();
        let (from, to) = (self.start.max(self.today), self.crew.finish(self.start, estimated));
        (from < to).then_some((from, to))
    }
}

/// Where the rest of what is under way is done; `None` if there is nothing to be done.
pub(crate) fn go_on(ledger: &ResourceLedger<'_>, begun: &Begun<'_, '_>) -> Option<Course> {
    let (item, (from, rest)) = (begun.item.id, begun.rest());
    match begun.as_it_goes() {
        // What counts the clock goes on through days off.
        Some(span) if ledger.conflict(item, span).is_none() => {
            let pieces = vec![(span.0, span.1, rest)];
            Some(Course::Pieces(InPieces { pieces, ..InPieces::default() }))
        }
        None if rest <= Minutes::ZERO => None,
        _ => {
            let (crew, amount, can_split) = (begun.crew, rest, begun.item.can_split());
            let joint = ledger.jointly(item, Wanted { from, amount, can_split });
            let joint = joint.filter(|joint| rest > Minutes::ZERO && !joint.taken.is_empty());
            let waiting = Waiting { item, crew, amount, can_split, is_free: false };
            let together = || Course::Pieces(waiting.in_pieces(ledger, from));
            Some(joint.map_or_else(together, Course::Joint))
        }
    }
}

/// Work that waits until its people are free.
#[derive(Clone, Copy, Debug)]
pub(super) struct Waiting<'a, 'm> {
    pub(super) item: ItemId,
    pub(super) crew: &'a Crew<'m>,
    pub(super) amount: Minutes,
    pub(super) can_split: bool,
    /// Whether it has no dates, and nothing that its end waits for: then what else is like it waits as long.
    pub(super) is_free: bool,
}

/// When people are free first.
#[derive(Clone, Copy, Debug)]
pub(super) struct FirstFree {
    pub(super) at: (Moment, Moment),
    /// What had to be waited for last.
    pub(super) waited: Option<Conflict>,
    /// Whether they are needed elsewhere before it is done.
    pub(super) is_cut: bool,
}

impl Waiting<'_, '_> {
    /// The first place at which its people are free, if it could else be there; `later` says where it is if it waits for a conflict
    /// to be over.
    pub(super) fn first_free(
        &self,
        ledger: &ResourceLedger<'_>,
        mut at: (Moment, Moment),
        mut later: impl FnMut(Conflict) -> (Moment, Moment),
    ) -> FirstFree {
        let Self { item, crew, amount, can_split, is_free } = *self;
        let (pools, asks) = (ledger.pools(), &ledger.demand(item).whole);
        let shortest = crew.shortest(amount);
        let next_conflict = |at: (Moment, Moment)| {
            let conflict = if can_split {
                pools.conflict(asks, at)
            } else {
                pools.last_conflict(asks, at, shortest)
            };
            conflict.filter(|conflict| conflict.until < Moment::MAX)
        };
        let from = at.0;
        let mut waited = None;
        while let Some(mut conflict) = next_conflict(at) {
            if can_split && conflict.from > at.0 {
                return FirstFree { at, waited, is_cut: true };
            }
            if waited.is_none() && is_free {
                let known = ledger.known_conflict(item, (amount, can_split), from);
                conflict = known.filter(|known| known.until > conflict.until).unwrap_or(conflict);
            }
            pools.count(crew.steps());
            let place = later(conflict);
            if place.0 <= at.0 {
                break;
            }
            (at, waited) = (place, Some(conflict));
        }
        if let Some(conflict) = waited.filter(|_| is_free) {
            ledger.note(item, (amount, from), conflict);
        }
        FirstFree { at, waited, is_cut: false }
    }

    /// Where it lies from a moment on, with pauses where its people are needed elsewhere.
    pub(super) fn in_pieces(&self, ledger: &ResourceLedger<'_>, from: Moment) -> InPieces {
        let (asks, how) = (&ledger.demand(self.item).whole, (self.crew, self.can_split));
        ledger.pools().in_pieces(asks, how, (from, self.amount))
    }
}

/// The first place of work that nothing holds; `is_open` says of what it waits for whether its end is unsure.
pub(crate) fn first_turn(
    ledger: &ResourceLedger<'_>,
    leaf: &mut Activity<'_, '_>,
    is_open: impl Fn(ItemId) -> bool,
) -> Turn {
    let demand = ledger.demand(leaf.item.id);
    let mut placed = leaf.work();
    if demand.whole.is_empty() || placed.start.0 >= placed.end.0 {
        return Turn::whole(placed, None);
    }
    let dates = leaf.item.dates();
    let is_period = dates.is_period();
    if demand.several.is_some() && !is_period {
        return first_joint_turn(ledger, leaf, placed, is_open);
    }
    let waiting = Waiting {
        item: leaf.item.id,
        crew: leaf.crew,
        amount: leaf.amount.filter(|_| !is_period).unwrap_or_default(),
        can_split: leaf.item.can_split() && leaf.end.is_none() && !is_period,
        is_free: leaf.end.is_none() && dates.from.or(dates.to).is_none(),
    };
    let mut before = placed;
    let found = waiting.first_free(ledger, (placed.start.0, placed.end.0), |conflict| {
        // It is as sure when somebody is free again as is the end of what they are needed for.
        let is_open = conflict.item.is_some_and(&is_open);
        let point = Point { moment: conflict.until, is_open, is_beginning: false };
        leaf.start.wait_for(point, driver(conflict));
        before = placed;
        placed = leaf.work();
        (placed.start.0, placed.end.0)
    });
    if placed.start.0 <= before.start.0 {
        placed = before;
    }
    let mut turn = Turn::whole(placed, found.waited);
    if found.is_cut {
        let laid = waiting.in_pieces(ledger, placed.start.0);
        if let (Some((_, end, _)), Some(waited)) = (laid.pieces.last(), laid.waited) {
            turn.placed.end = (*end, driver(waited));
        }
        if let Some((start, ..)) = laid.pieces.first() {
            turn.placed.start.0 = *start;
        }
        turn.course = Course::Pieces(laid);
    }
    turn
}

/// The first place of an effort by several, each of whom gives the time that nothing else takes, that nothing holds, and that would be `placed` if nobody were busy; `is_open` says of
/// what it waits for whether its end is unsure.
fn first_joint_turn(
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

/// Whoever is needed elsewhere decides.
pub(crate) const fn driver(conflict: Conflict) -> Driver {
    Driver::Resource { resource: conflict.resource, item: conflict.item }
}
