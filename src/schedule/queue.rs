//! Levelling, as the forward pass goes: work waits until its people are free.
//!
//! Serial schedule generation (Kelley, 1963; Kolisch, *Serial and parallel resource-constrained project scheduling methods
//! revisited*, 1996): each item in turn gets the first place that what it waits for, its calendars and its people allow, by
//! the same rules as without levelling. What stands fixed takes its people before anybody, then what is under way; what is
//! done takes nobody.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::bound::Point;
use super::busy::{Ask, Busy, Clash};
use super::level::{Outlook, Plain};
use super::place::{Leaf, Placed};
use super::timing::{Driver, Timing};
use crate::model::ItemId;
use crate::time::{Minutes, Moment};

/// Places work one item after the other.
#[derive(Debug)]
pub(super) struct Queue<'a, 'm> {
    plain: Plain<'a, 'm>,
    pub(super) busy: Busy<'a, 'm>,
    /// What is under way and was placed already: when it is done, if others had to be waited for.
    under_way: FxHashMap<ItemId, (Moment, Driver)>,
}

/// Where work lies: from when to when, piece by piece, and what the last piece had to wait for.
struct Run {
    pieces: Vec<(Moment, Moment)>,
    waited: Option<Clash>,
}

impl Run {
    fn end(&self) -> Option<Moment> {
        self.pieces.last().map(|(_, end)| *end)
    }
}

impl<'a, 'm> Queue<'a, 'm> {
    /// Nobody stands in it yet, but for what can't move: that has its people already.
    pub(super) fn new(plain: Plain<'a, 'm>) -> Self {
        let busy = Busy::new(plain.network, plain.crews);
        let mut queue = Self { plain, busy, under_way: FxHashMap::default() };
        let mut under_way = Vec::new();
        for item in plain.network.model.items() {
            match plain.outlook(item.id) {
                Outlook::Fixed => queue.take_fixed(item.id),
                Outlook::UnderWay { today } => under_way.push((item, today)),
                Outlook::Free | Outlook::Over => {}
            }
        }
        under_way.sort_by_key(|(item, _)| (Reverse(item.data().priority), item.id));
        for (item, today) in under_way {
            queue.go_on(item.id, today);
        }
        queue
    }

    fn take_fixed(&mut self, item: ItemId) {
        let Some(timing) = self.plain.timings.get(item.index()) else { return };
        let asks = self.busy.asks(item);
        let start = timing.start.max(self.plain.states.today().unwrap_or(Moment::MIN));
        self.busy.take(item, &asks, &[(start, timing.end)]);
    }

    /// Places the rest of what is under way: its start stays, but the rest may have to wait for others under way.
    fn go_on(&mut self, item: ItemId, today: Moment) {
        let (from, rest) = self.plain.rest(item, today);
        let asks = self.busy.asks(item);
        let ends_by_itself = self.plain.ends_by_itself(item);
        if asks.is_empty() {
            return;
        }
        if rest <= Minutes::ZERO && self.plain.as_it_goes(item, today).is_none() {
            // There is nothing to be done until its end, whatever that waits for.
            if !ends_by_itself {
                self.busy.pieces.insert(item, Box::default());
            }
            return;
        }
        let run = match self.plain.as_it_goes(item, today) {
            // What counts the clock goes on through days off.
            Some((start, end)) if self.busy.clash(&asks, start, end).is_none() => {
                Run { pieces: vec![(start, end)], waited: None }
            }
            _ => self.run(item, &asks, from, rest),
        };
        self.busy.take(item, &asks, &run.pieces);
        if let (Some(end), Some(waited)) = (run.end(), run.waited) {
            self.under_way.insert(item, (end, driver(waited)));
        }
        let is_simple = run.waited.is_none() && ends_by_itself;
        if !is_simple {
            self.busy.pieces.insert(item, run.pieces.into());
        }
    }

    /// The first place for so much work from a moment on: in one piece, or in several if it may be split.
    fn run(&self, item: ItemId, asks: &[Ask<'a, 'm>], from: Moment, amount: Minutes) -> Run {
        let crew = self.plain.crews.of(item);
        let can_split = self.plain.network.model.item(item).can_split();
        let mut run = Run { pieces: Vec::new(), waited: None };
        let (mut now, mut left) = (from, amount);
        loop {
            let (start, end) = crew.first_place(now, left);
            let Some(clash) =
                self.busy.clash(asks, start, end).filter(|clash| clash.until < Moment::MAX)
            else {
                run.pieces.push((start, end));
                return run;
            };
            let done =
                if can_split { crew.amount_between(start, clash.from) } else { Minutes::ZERO };
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

    /// Places an item, its people being free; `timings` are those of what was placed before.
    pub(super) fn place(&mut self, leaf: &mut Leaf<'_, 'm>, timings: &[Timing]) -> Placed {
        let item = leaf.item.id;
        match self.plain.outlook(item) {
            Outlook::Over | Outlook::Fixed => leaf.work(),
            Outlook::UnderWay { .. } => {
                leaf.resumed = self.under_way.get(&item).copied();
                leaf.work()
            }
            Outlook::Free => self.place_free(leaf, timings),
        }
    }

    fn place_free(&mut self, leaf: &mut Leaf<'_, 'm>, timings: &[Timing]) -> Placed {
        let item = leaf.item.id;
        let asks = self.busy.asks(item);
        let mut placed = leaf.work();
        if asks.is_empty() || placed.start.0 >= placed.end.0 {
            return placed;
        }
        let can_split = leaf.item.can_split() && leaf.end.is_none();
        while let Some(clash) = self.busy.clash(&asks, placed.start.0, placed.end.0) {
            let is_later = clash.from > placed.start.0;
            if clash.until == Moment::MAX {
                break;
            }
            if can_split && is_later {
                return self.place_split(leaf, &asks, placed);
            }
            leaf.start.wait_for(point(clash, timings), driver(clash));
            let next = leaf.work();
            if next.start.0 <= placed.start.0 {
                break;
            }
            placed = next;
        }
        self.busy.take(item, &asks, &[(placed.start.0, placed.end.0)]);
        placed
    }

    /// Places an item that has begun before its people are needed elsewhere.
    fn place_split(&mut self, leaf: &Leaf<'_, 'm>, asks: &[Ask<'a, 'm>], whole: Placed) -> Placed {
        let item = leaf.item.id;
        let amount = leaf.amount.unwrap_or_default();
        let run = self.run(item, asks, whole.start.0, amount);
        self.busy.take(item, asks, &run.pieces);
        let mut placed = whole;
        if let (Some(end), Some(waited)) = (run.end(), run.waited) {
            placed.end = (end, driver(waited));
        }
        if let Some((start, _)) = run.pieces.first() {
            placed.start.0 = *start;
        }
        self.busy.pieces.insert(item, run.pieces.into());
        placed
    }
}

const fn driver(clash: Clash) -> Driver {
    Driver::Resource { resource: clash.resource, item: clash.item }
}

/// The moment at which somebody is free again: as sure as the end of what they are needed for.
fn point(clash: Clash, timings: &[Timing]) -> Point {
    let other = clash.item.and_then(|item| timings.get(item.index()));
    let is_open = other.is_some_and(|timing| timing.is_open);
    Point { moment: clash.until, is_open, is_beginning: false }
}
