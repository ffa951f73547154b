//! Levelling, as the forward pass goes: work waits until its people are free.
//!
//! Serial schedule generation (Kelley, 1963; Kolisch, *Serial and parallel resource-constrained project scheduling methods
//! revisited*, 1996): each item in turn gets the first place that what it waits for, its calendars and its people allow, by
//! the same rules as without levelling. What stands fixed takes its people before anybody, then what is under way; what is
//! done takes nobody.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{Edge, ItemId};
use crate::schedule::engine::bounds::EarliestBound;
use crate::schedule::engine::mobility::{Prospect, UnlevelledDates, holds};
use crate::schedule::engine::placement::{Activity, Placed};
use crate::schedule::engine::queueing::{Begun, Course, Waiting, driver, first_turn, go_on};
use crate::schedule::engine::rows::{Amount, Run};
use crate::schedule::ledger::timeline::Work;
use crate::schedule::ledger::{Conflict, ResourceLedger};
use crate::schedule::network::Network;
use crate::schedule::progress::{Project, States};
use crate::schedule::table::Rows;
use crate::schedule::timing::{Driver, Timing};
use crate::time::Moment;

/// Who has their turn when.
#[derive(Debug)]
pub(crate) struct Turns<'a, 'm> {
    network: &'a Network<'m>,
    states: States<'m>,
    pub(crate) ledger: ResourceLedger<'a>,
    outlooks: Rows<Prospect>,
    /// What takes its people before anybody: what stands fixed, then what is under way.
    ahead: Vec<Begun<'a, 'm>>,
    /// By item: what it had to wait for.
    blocked: Rows<Blocked>,
    /// When what stands fixed has its people.
    reserved: BTreeMap<ItemId, (Moment, Moment)>,
    /// When what stands fixed was to have its people, but could not.
    given_back: BTreeMap<ItemId, (Moment, Moment)>,
}

/// What an item had to wait for because somebody was needed there.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Blocked {
    pub(crate) start: Option<ItemId>,
    pub(crate) end: Option<ItemId>,
    /// Of what is under way: when its rest is done, if others had to be waited for.
    pub(crate) resumed: Option<(Moment, Driver)>,
}

impl<'a, 'm> Turns<'a, 'm> {
    /// Nobody is busy yet. `timings` say when everything is if nobody ever is.
    pub(crate) fn new(project: Project<'a, 'm>, timings: &[Timing], work: &Work) -> Self {
        let Project { network, crews, states } = project;
        let first = timings.iter().filter(|of| of.is_scheduled).map(|of| of.start).min();
        let first = first.unwrap_or(network.model.header.from);
        let ledger = ResourceLedger::new(network, crews, first, work);
        let holds = holds(network, states, timings);
        let plain = UnlevelledDates { project, holds: &holds, timings };
        let items = || network.model.items().map(|item| item.id);
        let mut turns = Self {
            network,
            states,
            outlooks: items().map(|item| plain.outlook(item)).collect(),
            ledger,
            ahead: Vec::new(),
            blocked: Rows::filled(Blocked::default(), network.roles.0.len()),
            reserved: BTreeMap::new(),
            given_back: BTreeMap::new(),
        };
        turns.ahead = turns.ahead(project, &plain);
        turns
    }

    fn ahead(
        &self,
        project: Project<'a, 'm>,
        plain: &UnlevelledDates<'_, 'm>,
    ) -> Vec<Begun<'a, 'm>> {
        let today = self.states.today().unwrap_or(Moment::MIN);
        let items = self.network.model.items().filter(|item| self.takes_people(item.id));
        let ranked = items.filter_map(|item| {
            let rank = match self.outlook(item.id) {
                Prospect::Fixed => (0, Reverse(0), item.id),
                Prospect::UnderWay { .. } => (1, Reverse(item.data().priority), item.id),
                Prospect::Free | Prospect::Over => return None,
            };
            Some((rank, project.begun(item.id, plain.timing(item.id)?, today)))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_unstable_by_key(|(rank, _)| *rank);
        ranked.into_iter().map(|(_, ahead)| ahead).collect()
    }

    fn takes_people(&self, item: ItemId) -> bool {
        !self.ledger.demand(item).whole.is_empty()
    }

    fn outlook(&self, item: ItemId) -> Prospect {
        self.outlooks[item]
    }

    /// Whether an item took its people before anybody.
    pub(crate) fn is_ahead(&self, item: ItemId) -> bool {
        matches!(self.outlook(item), Prospect::Fixed | Prospect::UnderWay { .. })
    }

    /// What an item had to wait for because somebody was needed there.
    pub(crate) fn blocked(&self, item: ItemId) -> Blocked {
        self.blocked[item]
    }

    /// Before anything is placed: nobody is busy, but for what stands fixed or is under way.
    pub(super) fn begin(&mut self, run: &impl Run<'m>) {
        self.ledger.reset();
        self.blocked.0.fill(Blocked::default());
        self.reserved.clear();
        self.given_back.clear();
        for number in 0..self.ahead.len() {
            let Some(ahead) = self.ahead.get(number).copied() else { continue };
            let amount = run.work(ahead.item.id, ahead.amount);
            let (start, end) = self.span(&ahead, amount);
            if let Prospect::UnderWay { .. } = self.outlook(ahead.item.id) {
                self.go_on(&Begun { amount, start, end, ..ahead });
            } else {
                self.reserve(ahead.item.id, (start, end));
            }
        }
    }

    /// When it is if nobody is ever busy; with another amount than that of the plan its end is another.
    fn span(&self, ahead: &Begun<'a, 'm>, amount: Amount) -> (Moment, Moment) {
        if amount == ahead.amount {
            return (ahead.start, ahead.end);
        }
        let leaf = Activity {
            item: ahead.item,
            crew: ahead.crew,
            amount: amount.work,
            start: EarliestBound::from_end(ahead.start, Driver::RoadmapStart),
            end: None,
            state: amount.reported,
            is_reached: false,
            today: self.states.today_of(amount.reported),
            resumed: None,
        };
        let placed = leaf.work();
        if placed.end.0 == Moment::MAX {
            return (ahead.start, ahead.start);
        }
        (placed.start.0, placed.end.0)
    }

    /// Takes an item's people as they take turns, all of them between two moments where that is all; says what the end had to
    /// wait for.
    fn take_course(
        &mut self,
        item: ItemId,
        course: Course,
        whole: (Moment, Moment),
    ) -> Option<Conflict> {
        match course {
            Course::Whole => {
                self.ledger.take(item, &[whole]);
                None
            }
            Course::Pieces(run) => {
                let pieces: Box<[_]> =
                    run.pieces.iter().map(|(from, to, _)| (*from, *to)).collect();
                self.ledger.take(item, &pieces);
                self.ledger.pieces.insert(item, pieces);
                run.waited
            }
            Course::Joint(joint) => {
                self.ledger.take_jointly(item, &joint);
                joint.end_waited()
            }
        }
    }

    /// Places the rest of what is under way: its start stays, but the rest may have to wait for others under way.
    fn go_on(&mut self, begun: &Begun<'a, 'm>) {
        let (item, start) = (begun.item.id, begun.start);
        let Some(course) = go_on(&self.ledger, begun) else {
            // There is nothing to be done until its end, whatever that waits for and whoever is at work until then.
            self.ledger.pieces.insert(item, Box::default());
            return;
        };
        let whole = course.span().unwrap_or((start, start));
        let waited = self.take_course(item, course, whole);
        if let Some(waited) = waited {
            let resumed = Some((whole.1, driver(waited)));
            let end = waited.item.filter(|_| waited.until < whole.1);
            self.blocked[item] = Blocked { start: None, end, resumed };
        } else if self.network.own(item).all(|(_, one)| one.edge == Edge::Start) {
            self.ledger.pieces.remove(&item);
        }
    }

    /// Places work, its people being free; `is_open` says of what it waits for whether its end is unsure.
    pub(super) fn place(
        &mut self,
        leaf: &mut Activity<'_, 'm>,
        is_open: impl Fn(ItemId) -> bool,
    ) -> Placed {
        let item = leaf.item.id;
        match self.outlook(item) {
            Prospect::Over => leaf.work(),
            Prospect::Fixed => {
                let placed = leaf.work();
                if placed.start.0
                    <= self.reserved.get(&item).map_or(Moment::MAX, |(start, _)| *start)
                {
                    return placed;
                }
                // What it waits for had to wait for people: it can't begin when it was to, and has its turn like all else.
                self.give_back(item);
                self.place_free(leaf, is_open)
            }
            Prospect::UnderWay { .. } => {
                leaf.resumed = self.blocked(item).resumed;
                leaf.work()
            }
            Prospect::Free => self.place_free(leaf, is_open),
        }
    }

    fn reserve(&mut self, item: ItemId, (start, end): (Moment, Moment)) {
        self.ledger.take(item, &[(self.not_past(start), end)]);
        self.reserved.insert(item, (start, end));
    }

    /// What was is nobody's time any more.
    fn not_past(&self, start: Moment) -> Moment {
        start.max(self.states.today().unwrap_or(Moment::MIN))
    }

    fn give_back(&mut self, item: ItemId) {
        let Some((start, end)) = self.reserved.remove(&item) else { return };
        self.ledger.forget(item, (self.not_past(start), end));
        self.given_back.insert(item, (start, end));
    }

    /// Takes back what was placed last, which was from one moment to another.
    pub(crate) fn undo(&mut self, item: ItemId, span: (Moment, Moment)) {
        match self.outlook(item) {
            Prospect::Free => self.ledger.undo(item, span),
            Prospect::Fixed => {
                if let Some((start, end)) = self.given_back.remove(&item) {
                    self.ledger.undo(item, span);
                    self.reserve(item, (start, end));
                }
            }
            Prospect::UnderWay { .. } | Prospect::Over => {}
        }
    }

    /// Whether work waits until all who do it are free, and takes them all.
    pub(super) fn waits_for_all(&self, item: ItemId) -> bool {
        let is_free = matches!(self.outlook(item), Prospect::Free);
        is_free && self.ledger.demand(item).several.is_none()
    }

    /// Places work that waits for all who do it, and could else be there; `place` says where it is from a moment on.
    pub(super) fn place_plainly(
        &mut self,
        waiting: Waiting<'a, 'm>,
        at: (Moment, Moment),
        place: impl Fn(Moment) -> (Moment, Moment),
    ) -> (Moment, Moment) {
        let item = waiting.item;
        if !self.takes_people(item) || at.0 >= at.1 || at.1 == Moment::MAX {
            return at;
        }
        let found = waiting.first_free(&self.ledger, at, |conflict| place(conflict.until));
        let course = if found.is_cut {
            Course::Pieces(waiting.in_pieces(&self.ledger, found.at.0))
        } else {
            Course::Whole
        };
        let at = course.span().unwrap_or(found.at);
        let waited = self.take_course(item, course, at);
        self.note_blocked(item, found.waited, waited, at.1);
        at
    }

    /// Remembers what an item had to wait for, with its start and with its end.
    fn note_blocked(
        &mut self,
        item: ItemId,
        waited: Option<Conflict>,
        kept: Option<Conflict>,
        until: Moment,
    ) {
        let start = waited.and_then(|conflict| conflict.item);
        // What still takes somebody when it is over would not move it if that took longer.
        let over = kept.filter(|conflict| conflict.until < until);
        let end = over.and_then(|conflict| conflict.item);
        if start.is_some() || end.is_some() {
            self.blocked[item] = Blocked { start, end, resumed: None };
        }
    }

    fn place_free(
        &mut self,
        leaf: &mut Activity<'_, 'm>,
        is_open: impl Fn(ItemId) -> bool,
    ) -> Placed {
        let item = leaf.item.id;
        let turn = first_turn(&self.ledger, leaf, is_open);
        let placed = turn.placed;
        let waited = self.take_course(item, turn.course, (placed.start.0, placed.end.0));
        self.note_blocked(item, turn.waited, waited, placed.end.0);
        placed
    }
}
