//! Where work comes to stand if its people have to be free for it.

use crate::model::ItemId;
use crate::schedule::crew::Crew;
use crate::schedule::crew::pace::Pace;
use crate::schedule::engine::bounds::Point;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::sharing;
use crate::schedule::ledger::joint::{Joint, Wanted};
use crate::schedule::ledger::pools::InPieces;
use crate::schedule::ledger::{Conflict, ResourceLedger};
use crate::schedule::progress::Reported;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// How those who do it take turns at work.
#[derive(Debug)]
pub(in crate::schedule) enum Course {
    /// All together, from start to end.
    Whole,
    /// All together, with pauses.
    Pieces(InPieces),
    /// Each in the time that nothing else takes.
    Joint(Joint),
}

impl Course {
    /// From when to when it is, where that does not follow from its dates.
    pub(in crate::schedule) fn span(&self) -> Option<(Moment, Moment)> {
        match self {
            Self::Whole => None,
            Self::Pieces(run) => Some((run.pieces.first()?.0, run.pieces.last()?.1)),
            Self::Joint(joint) => Some((joint.start(), joint.end())),
        }
    }
}

/// The first place at which the people of an item are free.
#[derive(Debug)]
pub(in crate::schedule) struct Turn {
    pub(in crate::schedule) placed: Placed,
    /// What its start had to wait for.
    pub(in crate::schedule) waited: Option<Conflict>,
    pub(in crate::schedule) course: Course,
}

impl Turn {
    pub(super) const fn whole(placed: Placed, waited: Option<Conflict>) -> Self {
        Self { placed, waited, course: Course::Whole }
    }
}

/// Work that is under way.
#[derive(Debug)]
pub(in crate::schedule) struct Begun<'a, 'm> {
    pub(in crate::schedule) crew: &'a Crew<'m>,
    pub(in crate::schedule) state: Reported,
    pub(in crate::schedule) can_split: bool,
    /// When it was begun.
    pub(in crate::schedule) start: Moment,
    /// How much work it is in all, if that is known.
    pub(in crate::schedule) amount: Option<Minutes>,
    pub(in crate::schedule) today: Moment,
}

impl Begun<'_, '_> {
    /// From when on it goes on, and how much is to be done.
    pub(in crate::schedule) fn rest(&self) -> (Moment, Minutes) {
        let now = self.crew.clock.next_work(self.today).max(self.start);
        if let Reported::UnderWay { remaining: Some(remaining), .. } = self.state {
            return (now, remaining);
        }
        let Some((from, to)) = self.as_it_goes() else { return (now, Minutes::ZERO) };
        (now, self.crew.amount_between(from, to))
    }

    /// If nobody says how much is to be done, what of it lies ahead if it goes on as it was estimated.
    pub(in crate::schedule) fn as_it_goes(&self) -> Option<(Moment, Moment)> {
        if matches!(self.state, Reported::UnderWay { remaining: Some(_), .. }) {
            return None;
        }
        let estimated = self.amount.unwrap_or_default();
        let (from, to) = (self.start.max(self.today), self.crew.finish(self.start, estimated));
        (from < to).then_some((from, to))
    }
}

/// Where the rest of what is under way is done; `None` if there is nothing to be done.
pub(in crate::schedule) fn go_on(
    ledger: &ResourceLedger<'_>,
    item: ItemId,
    begun: &Begun<'_, '_>,
) -> Option<Course> {
    let (from, rest) = begun.rest();
    match begun.as_it_goes() {
        // What counts the clock goes on through days off.
        Some(span) if ledger.conflict(item, span).is_none() => {
            let pieces = vec![(span.0, span.1, rest)];
            Some(Course::Pieces(InPieces { pieces, ..InPieces::default() }))
        }
        None if rest <= Minutes::ZERO => None,
        _ => {
            let (amount, can_split) = (rest, begun.can_split);
            let joint = ledger.jointly(item, Wanted { from, amount, can_split });
            let joint = joint.filter(|joint| rest > Minutes::ZERO && !joint.taken.is_empty());
            let asks = &ledger.demand(item).whole;
            let how = (Pace::of(begun.crew), can_split);
            let together = || Course::Pieces(ledger.pools().in_pieces(asks, how, (from, rest)));
            Some(joint.map_or_else(together, Course::Joint))
        }
    }
}

/// The first place of work that nothing holds; `is_open` says of what it waits for whether its end is unsure.
pub(in crate::schedule) fn first_turn(
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
        return sharing::first_turn(ledger, leaf, placed, is_open);
    }
    let can_split = leaf.item.can_split() && leaf.end.is_none() && !is_period;
    let amount = leaf.amount.unwrap_or_default();
    let shortest = if is_period { Minutes::ZERO } else { leaf.crew.shortest(amount) };
    let next_conflict = |placed: &Placed| {
        let (asks, span) = (&demand.whole, (placed.start.0, placed.end.0));
        if can_split {
            ledger.pools().conflict(asks, span)
        } else {
            ledger.pools().last_conflict(asks, span, shortest)
        }
    };
    let how = (amount, leaf.item.can_split());
    // Nothing of what has dates, or an end that waits, is like anything else.
    let is_alike = leaf.end.is_none() && dates.from.or(dates.to).is_none();
    let from = placed.start.0;
    let mut next = next_conflict(&placed);
    let mut waited = None;
    while let Some(mut conflict) = next.filter(|conflict| conflict.until < Moment::MAX) {
        if can_split && conflict.from > placed.start.0 {
            return split(ledger, leaf, Turn::whole(placed, waited));
        }
        if waited.is_none() && is_alike {
            let known = ledger.known_conflict(leaf.item.id, how, from);
            conflict = known.filter(|known| known.until > conflict.until).unwrap_or(conflict);
        }
        // It is as sure when somebody is free again as is the end of what they are needed for.
        let is_open = conflict.item.is_some_and(&is_open);
        let point = Point { moment: conflict.until, is_open, is_beginning: false };
        leaf.start.wait_for(point, driver(conflict));
        let later = leaf.work();
        if later.start.0 <= placed.start.0 {
            break;
        }
        (placed, waited) = (later, Some(conflict));
        next = next_conflict(&placed);
    }
    if let Some(conflict) = waited.filter(|_| is_alike) {
        ledger.note(leaf.item.id, (amount, from), conflict);
    }
    Turn::whole(placed, waited)
}

/// Work that has begun before its people are needed elsewhere.
fn split(ledger: &ResourceLedger<'_>, leaf: &Activity<'_, '_>, mut turn: Turn) -> Turn {
    let amount = leaf.amount.unwrap_or_default();
    let (asks, how) = (&ledger.demand(leaf.item.id).whole, (Pace::of(leaf.crew), true));
    let laid = ledger.pools().in_pieces(asks, how, (turn.placed.start.0, amount));
    if let (Some((_, end, _)), Some(waited)) = (laid.pieces.last(), laid.waited) {
        turn.placed.end = (*end, driver(waited));
    }
    if let Some((start, ..)) = laid.pieces.first() {
        turn.placed.start.0 = *start;
    }
    turn.course = Course::Pieces(laid);
    turn
}

/// Whoever is needed elsewhere decides.
pub(in crate::schedule) const fn driver(conflict: Conflict) -> Driver {
    Driver::Resource { resource: conflict.resource, item: conflict.item }
}
