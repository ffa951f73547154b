//! Where work comes to stand if its people have to be free for it.

use crate::model::ItemId;
use crate::schedule::crew::Crew;
use crate::schedule::crew::joint::Joint;
use crate::schedule::engine::bounds::Point;
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::sharing::{self, Share};
use crate::schedule::ledger::demand::{ItemDemand, ResourceDemand};
use crate::schedule::ledger::{Conflict, Kind, Like, ResourceLedger};
use crate::schedule::progress::Reported;
use crate::schedule::timing::Driver;
use crate::time::{Minutes, Moment};

/// Where work lies: from when to when, piece by piece, and what the last piece had to wait for.
#[derive(Debug)]
pub(in crate::schedule) struct InPieces {
    pub(in crate::schedule) pieces: Vec<(Moment, Moment)>,
    pub(in crate::schedule) waited: Option<Conflict>,
}

/// How those who do it take turns at work.
#[derive(Debug)]
pub(in crate::schedule) enum Course {
    /// All together, from start to end.
    Whole,
    /// All together, with pauses.
    Pieces(InPieces),
    /// Each in the time that nothing else takes.
    Joint(Joint<Conflict>),
}

impl Course {
    /// From when to when it is, where that does not follow from its dates.
    pub(in crate::schedule) fn span(&self) -> Option<(Moment, Moment)> {
        let pieces = match self {
            Self::Whole => return None,
            Self::Pieces(run) => &run.pieces,
            Self::Joint(joint) => &joint.pieces,
        };
        Some((pieces.first()?.0, pieces.last()?.1))
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
pub(in crate::schedule) fn go_on<'a, 'm>(
    ledger: &ResourceLedger<'a, 'm>,
    demand: &ItemDemand<'a, 'm>,
    begun: &Begun<'_, 'm>,
) -> Option<Course> {
    let (from, rest) = begun.rest();
    let asks = &demand.whole;
    match begun.as_it_goes() {
        // What counts the clock goes on through days off.
        Some((start, end)) if ledger.conflict(asks, start, end).is_none() => {
            Some(Course::Pieces(InPieces { pieces: vec![(start, end)], waited: None }))
        }
        None if rest <= Minutes::ZERO => None,
        _ => {
            let share = Share::of(demand, (from, rest), begun.can_split);
            let share = share.filter(|_| rest > Minutes::ZERO);
            let joint = share.and_then(|share| share.laid(ledger));
            let joint = joint.filter(|joint| !joint.taken.is_empty());
            let how = (begun.crew, begun.can_split);
            let together = || Course::Pieces(in_pieces(ledger, asks, how, (from, rest)));
            Some(joint.map_or_else(together, Course::Joint))
        }
    }
}

/// The first place for so much work from a moment on: in one piece, or in several if it may be split.
fn in_pieces<'a, 'm>(
    ledger: &ResourceLedger<'a, 'm>,
    asks: &[ResourceDemand<'a, 'm>],
    (crew, can_split): (&Crew<'m>, bool),
    (from, amount): (Moment, Minutes),
) -> InPieces {
    let mut laid = InPieces { pieces: Vec::new(), waited: None };
    let (mut now, mut left) = (from, amount);
    loop {
        let (start, end) = crew.first_place(now, left);
        let conflict =
            ledger.conflict(asks, start, end).filter(|conflict| conflict.until < Moment::MAX);
        let Some(conflict) = conflict else {
            laid.pieces.push((start, end));
            return laid;
        };
        let done =
            if can_split { crew.amount_between(start, conflict.from) } else { Minutes::ZERO };
        if done > Minutes::ZERO {
            laid.pieces.push((start, crew.clock.previous_work(conflict.from)));
            left = Minutes(left.0.saturating_sub(done.0));
            if left <= Minutes::ZERO {
                return laid;
            }
        }
        laid.waited = Some(conflict);
        now = conflict.until;
    }
}

/// The first place of work that nothing holds; `is_open` says of what it waits for whether its end is unsure.
pub(in crate::schedule) fn first_turn<'a, 'm>(
    ledger: &ResourceLedger<'a, 'm>,
    demand: &ItemDemand<'a, 'm>,
    leaf: &mut Activity<'_, 'm>,
    is_open: impl Fn(ItemId) -> bool,
) -> Turn {
    let asks = &*demand.whole;
    let mut placed = leaf.work();
    if asks.is_empty() || placed.start.0 >= placed.end.0 {
        return Turn::whole(placed, None);
    }
    let dates = leaf.item.dates();
    let is_period = dates.from.is_some() && dates.to.is_some();
    if demand.several.is_some() && !is_period {
        return sharing::first_turn(ledger, demand, leaf, placed, is_open);
    }
    let can_split = leaf.item.can_split() && leaf.end.is_none() && !is_period;
    let next_clash = |placed: &Placed| {
        let (start, end) = (placed.start.0, placed.end.0);
        if can_split {
            ledger.conflict(asks, start, end)
        } else {
            ledger.last_conflict(asks, start, end)
        }
    };
    let mut next = next_clash(&placed);
    let mut waited = None;
    let mut like = None;
    while let Some(mut conflict) = next {
        if conflict.until == Moment::MAX {
            break;
        }
        if can_split && conflict.from > placed.start.0 {
            return split(ledger, asks, leaf, Turn::whole(placed, waited));
        }
        if waited.is_none() {
            like = alike(asks, leaf, placed.start.0);
            let known = like.as_ref().and_then(|like| ledger.known_clash(like));
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
        next = next_clash(&placed);
    }
    if let (Some(like), Some(conflict)) = (like, waited) {
        ledger.note(like, conflict);
    }
    Turn::whole(placed, waited)
}

/// What other work would wait for the same; nothing of what has dates, or an end that waits.
fn alike(asks: &[ResourceDemand<'_, '_>], leaf: &Activity<'_, '_>, from: Moment) -> Option<Like> {
    let dates = leaf.item.dates();
    let is_free = leaf.end.is_none() && dates.from.or(dates.to).is_none();
    let amount = leaf.amount.filter(|_| is_free)?;
    let kind = Kind::of(asks, leaf.crew, leaf.item.can_split());
    Some(Like { kind, amount, from })
}

/// Work that has begun before its people are needed elsewhere.
fn split<'a, 'm>(
    ledger: &ResourceLedger<'a, 'm>,
    asks: &[ResourceDemand<'a, 'm>],
    leaf: &Activity<'_, 'm>,
    mut turn: Turn,
) -> Turn {
    let amount = leaf.amount.unwrap_or_default();
    let how = (leaf.crew, leaf.item.can_split());
    let laid = in_pieces(ledger, asks, how, (turn.placed.start.0, amount));
    if let (Some((_, end)), Some(waited)) = (laid.pieces.last(), laid.waited) {
        turn.placed.end = (*end, driver(waited));
    }
    if let Some((start, _)) = laid.pieces.first() {
        turn.placed.start.0 = *start;
    }
    turn.course = Course::Pieces(laid);
    turn
}

/// Whoever is needed elsewhere decides.
pub(in crate::schedule) const fn driver(conflict: Conflict) -> Driver {
    Driver::Resource { resource: conflict.resource, item: conflict.item }
}
