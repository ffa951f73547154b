//! Where work comes to stand if its people have to be free for it.

use super::bound::Point;
use super::busy::{Ask, Busy, Clash, Kind, Like};
use super::crew::Crew;
use super::place::{Leaf, Placed};
use super::progress::Reported;
use super::timing::Driver;
use crate::model::ItemId;
use crate::time::{Minutes, Moment};

/// Where work lies: from when to when, piece by piece, and what the last piece had to wait for.
#[derive(Debug)]
pub(super) struct Run {
    pub(super) pieces: Vec<(Moment, Moment)>,
    pub(super) waited: Option<Clash>,
}

impl Run {
    pub(super) fn end(&self) -> Option<Moment> {
        self.pieces.last().map(|(_, end)| *end)
    }
}

/// The first place at which the people of an item are free.
#[derive(Debug)]
pub(super) struct Turn {
    pub(super) placed: Placed,
    /// What its start had to wait for.
    pub(super) waited: Option<Clash>,
    /// Its pieces, if it gives way to other work.
    pub(super) split: Option<Run>,
    whole: [(Moment, Moment); 1],
}

impl Turn {
    fn whole(placed: Placed, waited: Option<Clash>) -> Self {
        Self { placed, waited, split: None, whole: [(placed.start.0, placed.end.0)] }
    }

    /// When it goes on.
    pub(super) fn pieces(&self) -> &[(Moment, Moment)] {
        self.split.as_ref().map_or(&self.whole, |run| &run.pieces)
    }
}

/// Work that is under way.
#[derive(Debug)]
pub(super) struct Begun<'a, 'm> {
    pub(super) crew: &'a Crew<'m>,
    pub(super) state: Reported,
    pub(super) can_split: bool,
    /// When it was begun.
    pub(super) start: Moment,
    /// How much work it is in all, if that is known.
    pub(super) amount: Option<Minutes>,
    pub(super) today: Moment,
}

impl Begun<'_, '_> {
    /// From when on it goes on, and how much is to be done.
    pub(super) fn rest(&self) -> (Moment, Minutes) {
        let now = self.crew.clock.next_work(self.today).max(self.start);
        if let Reported::UnderWay { remaining: Some(remaining), .. } = self.state {
            return (now, remaining);
        }
        let Some((from, to)) = self.as_it_goes() else { return (now, Minutes::ZERO) };
        (now, self.crew.amount_between(from, to))
    }

    /// If nobody says how much is to be done, what of it lies ahead if it goes on as it was estimated.
    pub(super) fn as_it_goes(&self) -> Option<(Moment, Moment)> {
        if matches!(self.state, Reported::UnderWay { remaining: Some(_), .. }) {
            return None;
        }
        let estimated = self.amount.unwrap_or_default();
        let (from, to) = (self.start.max(self.today), self.crew.finish(self.start, estimated));
        (from < to).then_some((from, to))
    }
}

/// Where the rest of what is under way is done; `None` if there is nothing to be done.
pub(super) fn go_on<'a, 'm>(
    busy: &Busy<'a, 'm>,
    asks: &[Ask<'a, 'm>],
    begun: &Begun<'_, 'm>,
) -> Option<Run> {
    let (from, rest) = begun.rest();
    match begun.as_it_goes() {
        // What counts the clock goes on through days off.
        Some((start, end)) if busy.clash(asks, start, end).is_none() => {
            Some(Run { pieces: vec![(start, end)], waited: None })
        }
        None if rest <= Minutes::ZERO => None,
        _ => Some(run(busy, asks, (begun.crew, begun.can_split), (from, rest))),
    }
}

/// The first place for so much work from a moment on: in one piece, or in several if it may be split.
fn run<'a, 'm>(
    busy: &Busy<'a, 'm>,
    asks: &[Ask<'a, 'm>],
    (crew, can_split): (&Crew<'m>, bool),
    (from, amount): (Moment, Minutes),
) -> Run {
    let mut run = Run { pieces: Vec::new(), waited: None };
    let (mut now, mut left) = (from, amount);
    loop {
        let (start, end) = crew.first_place(now, left);
        let clash = busy.clash(asks, start, end).filter(|clash| clash.until < Moment::MAX);
        let Some(clash) = clash else {
            run.pieces.push((start, end));
            return run;
        };
        let done = if can_split { crew.amount_between(start, clash.from) } else { Minutes::ZERO };
        if done > Minutes::ZERO {
            run.pieces.push((start, crew.clock.previous_work(clash.from)));
            left = Minutes(left.0.saturating_sub(done.0));
            if left <= Minutes::ZERO {
                return run;
            }
        }
        run.waited = Some(clash);
        now = clash.until;
    }
}

/// The first place of work that nothing holds; `is_open` says of what it waits for whether its end is unsure.
pub(super) fn first_turn<'a, 'm>(
    busy: &Busy<'a, 'm>,
    asks: &[Ask<'a, 'm>],
    leaf: &mut Leaf<'_, 'm>,
    is_open: impl Fn(ItemId) -> bool,
) -> Turn {
    let mut placed = leaf.work();
    if asks.is_empty() || placed.start.0 >= placed.end.0 {
        return Turn::whole(placed, None);
    }
    let can_split = leaf.item.can_split() && leaf.end.is_none();
    let next_clash = |placed: &Placed| {
        let (start, end) = (placed.start.0, placed.end.0);
        if can_split { busy.clash(asks, start, end) } else { busy.last_clash(asks, start, end) }
    };
    let mut next = next_clash(&placed);
    let mut waited = None;
    let mut like = None;
    while let Some(mut clash) = next {
        if clash.until == Moment::MAX {
            break;
        }
        if can_split && clash.from > placed.start.0 {
            return split(busy, asks, leaf, Turn::whole(placed, waited));
        }
        if waited.is_none() {
            like = alike(asks, leaf, placed.start.0);
            let known = like.as_ref().and_then(|like| busy.known_clash(like));
            clash = known.filter(|known| known.until > clash.until).unwrap_or(clash);
        }
        // It is as sure when somebody is free again as is the end of what they are needed for.
        let is_open = clash.item.is_some_and(&is_open);
        let point = Point { moment: clash.until, is_open, is_beginning: false };
        leaf.start.wait_for(point, driver(clash));
        let later = leaf.work();
        if later.start.0 <= placed.start.0 {
            break;
        }
        (placed, waited) = (later, Some(clash));
        next = next_clash(&placed);
    }
    if let (Some(like), Some(clash)) = (like, waited) {
        busy.note(like, clash);
    }
    Turn::whole(placed, waited)
}

/// What other work would wait for the same; nothing of what has dates, or an end that waits.
fn alike(asks: &[Ask<'_, '_>], leaf: &Leaf<'_, '_>, from: Moment) -> Option<Like> {
    let dates = leaf.item.dates();
    let is_free = leaf.end.is_none() && dates.from.or(dates.to).is_none();
    let amount = leaf.amount.filter(|_| is_free)?;
    let kind = Kind::of(asks, leaf.crew, leaf.item.can_split());
    Some(Like { kind, amount, from })
}

/// Work that has begun before its people are needed elsewhere.
fn split<'a, 'm>(
    busy: &Busy<'a, 'm>,
    asks: &[Ask<'a, 'm>],
    leaf: &Leaf<'_, 'm>,
    mut turn: Turn,
) -> Turn {
    let amount = leaf.amount.unwrap_or_default();
    let how = (leaf.crew, leaf.item.can_split());
    let run = run(busy, asks, how, (turn.placed.start.0, amount));
    if let (Some(end), Some(waited)) = (run.end(), run.waited) {
        turn.placed.end = (end, driver(waited));
    }
    if let Some((start, _)) = run.pieces.first() {
        turn.placed.start.0 = *start;
    }
    turn.split = Some(run);
    turn
}

/// Whoever is needed elsewhere decides.
pub(super) const fn driver(clash: Clash) -> Driver {
    Driver::Resource { resource: clash.resource, item: clash.item }
}
