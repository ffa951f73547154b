//! Serial schedule generation over all that a problem may hold, forward and mirrored.
//!
//! Each activity of a list is put where it can be first (mirrored: last), given those before it in the list (Kelley, *The
//! critical-path method: resources planning and scheduling*, 1963; Kolisch, *Serial and parallel resource-constrained project
//! scheduling methods revisited*, 1996).
//!
//! Some list gives the least end there is, with one exception: what may start before what it waits for does (a lead, a link
//! between starts with a negative lag) is placed behind it all the same, and never takes its people first.

use crate::model::Edge;
use crate::schedule::ledger::demand::Ask;
use crate::schedule::ledger::joint::{Wanted, ending_from};
use crate::schedule::ledger::known::{Found, Kinds, Known};
use crate::schedule::ledger::pools::Pools;
use crate::schedule::level::cost::Placement;
use crate::schedule::level::problem::{ActivityId, Kind, Mode};
use crate::schedule::level::problem_index::{ProblemIndex, Wait};
use crate::schedule::level::solution::Piece;
use crate::schedule::table::Rows;
use crate::time::{Minutes, Moment};

/// To place an activity takes as long as to look at so many stretches of a pool, besides those that it looks at.
const ACTIVITY_STEPS: usize = 20;

/// Which way of doing something the list asks for.
pub(super) type Choice = Option<u16>;

/// Generates schedules of one problem.
#[derive(Debug)]
pub(super) struct General<'n, 'p, 'm> {
    pub(super) net: &'n ProblemIndex<'p, 'm>,
    pools: Pools<'m>,
    /// By activity, then mode: what is asked of all together.
    wishes: Rows<Vec<Wish<'m>>>,
    known: Known,
    /// What the last pass has placed.
    pub(super) stands: Rows<Placement>,
    pub(super) pieces: Vec<Piece>,
    /// What asks for more than there is in the end, in every way it can be done: it is placed as if there were enough.
    pub(super) is_beyond: Rows<bool>,
}

/// What a mode asks for.
#[derive(Debug)]
struct Wish<'m> {
    asks: Vec<Ask<'m>>,
    /// What is alike has the same.
    kind: u32,
}

impl<'n, 'p, 'm> General<'n, 'p, 'm> {
    pub(super) fn new(net: &'n ProblemIndex<'p, 'm>) -> Self {
        let problem = net.problem;
        let capacities = problem.pools.iter().map(|pool| {
            pool.capacity.iter().map(|(from, units)| (*from, i64::from(*units))).collect()
        });
        let usual = problem.activities.iter().filter(|one| one.kind != Kind::First);
        let first = usual.map(|one| one.release).min().unwrap_or(Moment::MIN);
        let asks = problem.activities.iter().flat_map(|one| &one.modes).flat_map(Mode::asks);
        let pools = Pools::new(capacities, asks.map(|(_, ask)| ask), first, &net.work);
        let is_beyond = problem.activities.iter().map(|one| {
            one.kind == Kind::Usual && !one.modes.iter().any(|mode| is_within(mode, &pools))
        });
        let is_beyond = is_beyond.collect();
        let mut kinds = Kinds::default();
        let wishes = problem.activities.iter().map(|one| {
            let wish = |mode: &Mode<'m>| {
                let asks: Vec<Ask<'m>> = mode.together().collect();
                let kind = kinds.number(&asks, mode.pace, one.can_split);
                Wish { asks, kind }
            };
            one.modes.iter().map(wish).collect()
        });
        let wishes = wishes.collect();
        let mut general = Self {
            net,
            pools,
            wishes,
            known: kinds.known(),
            stands: Rows::filled(Placement::NOWHERE, net.count() as usize),
            pieces: Vec::new(),
            is_beyond,
        };
        general.place_fixed();
        general
    }

    fn place_fixed(&mut self) {
        for activity in 0..self.net.count() {
            let row = self.net.activity(activity);
            if let Kind::Fixed(end) = row.kind {
                let (start, end) = (row.release, end.max(row.release));
                self.stands[activity] = Placement { start, end, mode: 0 };
                self.take_of((activity, 0), None, (start, end));
            }
        }
        self.pools.settle();
    }

    /// Nothing is placed but what is fixed.
    pub(super) fn begin(&mut self) {
        self.pools.reset();
        self.pieces.clear();
        self.known.forget();
    }

    /// What it takes to look at an activity, and at what it waits for.
    fn count(&self, activity: u32) {
        self.net.work.add(ACTIVITY_STEPS + 4 * self.net.into.of(activity).len());
    }

    fn is_fixed(&self, activity: u32) -> bool {
        matches!(self.net.activity(activity).kind, Kind::Fixed(_))
    }

    /// Places all of a list, as early as can be. What an activity waits for stands before it.
    pub(super) fn forward(&mut self, list: &[u32], choice: impl Fn(u32) -> Choice) {
        self.begin();
        self.extend(list, choice);
    }

    /// Places more.
    pub(super) fn extend(&mut self, list: &[u32], choice: impl Fn(u32) -> Choice) {
        for activity in list {
            self.count(*activity);
            if !self.is_fixed(*activity) {
                self.place_first(*activity, choice(*activity));
            }
        }
    }

    /// Places more that will be taken back.
    pub(super) fn try_out(&mut self, list: &[u32]) {
        self.known.is_closed = true;
        self.extend(list, |_| None);
        self.known.is_closed = false;
    }

    /// Takes back what was placed last.
    pub(super) fn retract(&mut self, list: &[u32]) {
        for activity in list.iter().rev() {
            let (row, stand) = (self.net.activity(*activity), self.stands[*activity]);
            let modes = &row.modes;
            let Some(mode) = modes.get(usize::from(stand.mode)).filter(|_| row.kind == Kind::Usual)
            else {
                continue;
            };
            let mut spans = Vec::new();
            while let Some(piece) = self.pieces.pop_if(|piece| piece.activity.0 == *activity) {
                spans.push((piece.start, piece.end, piece.giver));
            }
            if spans.is_empty() {
                spans.push((stand.start, stand.end, None));
            }
            for (start, end, giver) in spans {
                let asks = asks_of(mode, giver);
                self.pools.give_back(&asks, (start, end));
            }
        }
    }

    /// The earliest start and the earliest end of everything, if there were enough of everybody: they may belong to different
    /// ways of doing it. Nothing can be earlier.
    pub(super) fn earliest(net: &'n ProblemIndex<'p, 'm>) -> Rows<Placement> {
        let mut general = Self::new(net);
        for activity in &net.order {
            let row = net.activity(*activity);
            let (start, end) = match row.kind {
                Kind::Fixed(_) => continue,
                Kind::First => (general.first_part(*activity), Moment::MIN),
                Kind::Usual => general.waits(*activity),
            };
            let modes = row.modes.iter().filter(|_| row.kind == Kind::Usual);
            let places = modes
                .filter_map(|mode| general.first_place((*activity, 0, mode), start, end, true));
            let (start, end) =
                places.reduce(|a, b| (a.0.min(b.0), a.1.min(b.1))).unwrap_or((start, start));
            general.stands[*activity] = Placement { start, end, mode: 0 };
        }
        general.stands
    }

    fn place_first(&mut self, activity: u32, choice: Choice) {
        if self.net.activity(activity).kind == Kind::First {
            let start = self.first_part(activity);
            self.stands[activity] = Placement { start, end: start, mode: 0 };
            return;
        }
        let (start, end) = self.waits(activity);
        let is_beyond = self.is_beyond[activity];
        let found = self.best_way(activity, choice, |general, index, mode| {
            let found = general.first_place((activity, index, mode), start, end, is_beyond)?;
            Some((found, (found.1, found.0)))
        });
        let Some((mode, (start, end))) = found else { return };
        self.stands[activity] = Placement { start, end, mode };
        self.take(activity);
    }

    /// The first of what something is linked to.
    fn first_part(&self, activity: u32) -> Moment {
        let release = self.net.activity(activity).release;
        let moments = self.net.into.of(activity).iter().map(|wait| self.moment_after(wait));
        moments.min().unwrap_or(release).max(release)
    }

    /// When an activity may start, and when it may end, by what it waits for.
    fn waits(&self, activity: u32) -> (Moment, Moment) {
        let (mut start, mut end) = (self.net.activity(activity).release, Moment::MIN);
        for wait in self.net.into.of(activity) {
            let moment = self.moment_after(wait);
            match wait.own_edge {
                Edge::Start => start = start.max(moment),
                Edge::End => end = end.max(moment),
            }
        }
        (start, end)
    }

    #[inline]
    fn moment_after(&self, wait: &Wait<'_, '_>) -> Moment {
        let stand = self.stands[wait.other];
        wait.after(match wait.other_edge {
            Edge::Start => stand.start,
            Edge::End => stand.end,
        })
    }

    /// The way that the list asks for, or the one that `place` ranks lowest; of equals the first declared.
    fn best_way<K: Ord>(
        &mut self,
        activity: u32,
        choice: Choice,
        place: impl Fn(&mut Self, u16, &Mode<'m>) -> Option<((Moment, Moment), K)>,
    ) -> Option<(u16, (Moment, Moment))> {
        let modes = &self.net.activity(activity).modes;
        let chosen = |mode: &u16| choice.is_none_or(|choice| choice == *mode);
        let ways = (0_u16..).zip(modes).filter(|(index, _)| chosen(index));
        let found = ways.filter_map(|(index, mode)| Some((index, place(self, index, mode)?)));
        let best = found.min_by(|(_, (_, a)), (_, (_, b))| a.cmp(b));
        match best {
            Some((index, (at, _))) => Some((index, at)),
            // What was asked for has too few people for ever, but another way has enough.
            None if choice.is_some() => self.best_way(activity, None, place),
            None => None,
        }
    }

    /// The first place of a mode that starts and ends no earlier than that; none if there is never enough.
    fn first_place(
        &mut self,
        (activity, index, mode): (u32, u16, &Mode<'m>),
        start: Moment,
        end: Moment,
        is_beyond: bool,
    ) -> Option<(Moment, Moment)> {
        let from =
            if end > start { mode.pace.start_to_end_from(start, end, mode.amount) } else { start };
        let place = self.place_from(mode, from, mode.amount);
        let wish = self.wishes[activity].get(usize::from(index));
        let wish = wish.filter(|wish| !is_beyond && !wish.asks.is_empty());
        let Some(wish) = wish else { return Some(place) };
        let is_ever_enough = |ask: &Ask<'m>| self.pools.is_ever_enough(&wish.asks, ask.pool);
        if mode.several.is_none() && !wish.asks.iter().all(is_ever_enough) {
            return None;
        }
        let can_split = self.net.activity(activity).can_split;
        let amount = mode.amount;
        if let Some(several) = mode.several.as_ref().filter(|_| from > start) {
            // What its end waits for is no reason to begin late where not all of them have time.
            let laid = |from| self.pools.jointly(several, Wanted { from, amount, can_split });
            let first = laid(start).filter(|first| first.end() >= end);
            let found = first.or_else(|| ending_from(laid, start, end))?;
            return Some((found.start(), found.end()));
        }
        let from = place.0.minutes();
        let known = self.known.last(wish.kind, (amount, can_split), from);
        let known = Moment::from_minutes(known.map_or(from, |known| known.at));
        let found = if let Some(several) = &mode.several {
            let found = self.pools.jointly(several, Wanted { from: known, amount, can_split })?;
            (found.start(), found.end())
        } else if can_split {
            let laid = self.pools.in_pieces(&wish.asks, (mode.pace, true), (known, amount));
            if laid.is_beyond {
                return None;
            }
            (laid.pieces.first()?.0, laid.pieces.last()?.1)
        } else {
            let place = if known > place.0 { self.place_from(mode, known, amount) } else { place };
            self.free_place((mode, wish), place)?
        };
        let (kind, at) = (wish.kind, found.0.minutes());
        self.known.note(kind, Found { amount, from, at, by: None });
        Some(found)
    }

    /// The first place from one on in which all are free that a mode asks for; none if there is never enough.
    fn free_place(
        &self,
        (mode, wish): (&Mode<'m>, &Wish<'m>),
        mut place: (Moment, Moment),
    ) -> Option<(Moment, Moment)> {
        let shortest = mode.pace.shortest(mode.amount);
        while let Some(conflict) = self.pools.last_conflict(&wish.asks, place, shortest) {
            if conflict.until == Moment::MAX {
                return None;
            }
            place = self.place_from(mode, conflict.until, mode.amount);
        }
        Some(place)
    }

    fn place_from(&self, mode: &Mode<'_>, from: Moment, amount: Minutes) -> (Moment, Moment) {
        self.net.work.add(mode.pace.steps());
        mode.pace.first_place(from, amount)
    }

    fn place_until(&self, mode: &Mode<'_>, end: Moment) -> (Moment, Moment) {
        self.net.work.add(mode.pace.steps());
        mode.pace.last_place(end, mode.amount)
    }

    fn take(&mut self, activity: u32) {
        let row = self.net.activity(activity);
        let stand = self.stands[activity];
        let Some(mode) = row.modes.get(usize::from(stand.mode)) else { return };
        let (amount, can_split) = (mode.amount, row.can_split);
        let wish = self.wishes[activity].get(usize::from(stand.mode));
        let asks = wish.map_or(&[][..], |wish| &wish.asks);
        let own = (activity, stand.mode);
        match &mode.several {
            _ if self.is_beyond[activity] => {}
            Some(several) => {
                let wanted = Wanted { from: stand.start, amount, can_split };
                let stints = self.pools.jointly(several, wanted).map(|joint| joint.stints);
                for stint in stints.unwrap_or_default() {
                    let rate = several.givers.get(stint.person as usize).map_or(0, |one| one.rate);
                    let amount = Minutes(stint.work.0.saturating_mul(rate) / 1000);
                    self.take_piece(own, Some(stint.person), (stint.start, stint.end), amount);
                }
                return;
            }
            None if can_split => {
                let laid =
                    self.pools.in_pieces(asks, (mode.pace, true), (stand.start, amount)).pieces;
                if let [_, _, ..] = laid.as_slice() {
                    for (start, end, amount) in laid {
                        self.take_piece(own, None, (start, end), amount);
                    }
                    return;
                }
            }
            None => {}
        }
        self.take_of(own, None, (stand.start, stand.end));
    }

    fn take_piece(
        &mut self,
        own: (u32, u16),
        giver: Option<u32>,
        (start, end): (Moment, Moment),
        amount: Minutes,
    ) {
        self.take_of(own, giver, (start, end));
        self.pieces.push(Piece { activity: ActivityId(own.0), giver, start, end, amount });
    }

    /// Takes what a mode asks for while it runs; of several what one of them gives, or all.
    fn take_of(
        &mut self,
        (activity, mode): (u32, u16),
        giver: Option<u32>,
        span: (Moment, Moment),
    ) {
        let row = self.net.activity(activity).modes.get(usize::from(mode));
        if let Some(mode) = row {
            self.pools.take(&asks_of(mode, giver), span, None);
        }
    }

    /// Places all of a list, as late as can be, to be done by a moment. What waits for an activity stands before it. In which
    /// way each is done is what `modes` says.
    ///
    /// What pauses is not cut here, and what has parts does not hold them: the pass says which order is good, no more.
    pub(super) fn backward(&mut self, list: &[u32], by: Moment, modes: impl Fn(u32) -> u16) {
        self.begin();
        for activity in list {
            self.count(*activity);
            if !self.is_fixed(*activity) {
                self.place_last(*activity, by, modes(*activity));
            }
        }
    }

    fn place_last(&mut self, activity: u32, by: Moment, mode: u16) {
        let row = self.net.activity(activity);
        let (mut start, mut end) =
            (Moment::MAX, row.deadline.map_or(by, |deadline| deadline.min(by)));
        for wait in self.net.out.of(activity) {
            if matches!(self.net.activity(wait.other).kind, Kind::Fixed(_)) {
                continue;
            }
            let stand = self.stands[wait.other];
            let moment = wait.before(match wait.other_edge {
                Edge::Start => stand.start,
                Edge::End => stand.end,
            });
            match wait.own_edge {
                Edge::Start => start = start.min(moment),
                Edge::End => end = end.min(moment),
            }
        }
        let Some(way) = row.modes.get(usize::from(mode)).filter(|_| row.kind == Kind::Usual) else {
            let at = start.min(end);
            self.stands[activity] = Placement { start: at, end: at, mode };
            return;
        };
        let (start, end) = self.last_place((activity, mode, way), start, end);
        self.stands[activity] = Placement { start, end, mode };
        self.take_of((activity, mode), None, (start, end));
    }

    /// The last place of a mode that starts and ends no later than that.
    fn last_place(
        &mut self,
        (activity, index, mode): (u32, u16, &Mode<'m>),
        start: Moment,
        end: Moment,
    ) -> (Moment, Moment) {
        let mut at = self.place_until(mode, end);
        if at.0 > start {
            at = last_start_by(mode, start);
        }
        let wish = self.wishes[activity].get(usize::from(index));
        let Some(wish) = wish.filter(|wish| !self.is_beyond[activity] && !wish.asks.is_empty())
        else {
            return at;
        };
        // What may pause is not cut in this pass, and so is like what may not.
        let (kind, amount) = (wish.kind, mode.amount);
        let from = at.1.minutes().saturating_neg();
        if let Some(known) = self.known.last(kind, (amount, false), from) {
            at = self.place_until(mode, Moment::from_minutes(known.at.saturating_neg()));
        }
        let at = self.free_place_before((mode, wish), at);
        let found = Found { amount, from, at: at.1.minutes().saturating_neg(), by: None };
        self.known.note(kind, found);
        at
    }

    /// The last place up to one in which all are free that a mode asks for; if there is none, one at the beginning of time.
    fn free_place_before(
        &self,
        (mode, wish): (&Mode<'m>, &Wish<'m>),
        mut at: (Moment, Moment),
    ) -> (Moment, Moment) {
        let shortest = mode.pace.shortest(mode.amount);
        while let Some(free) = self.pools.free_before(&wish.asks, at, shortest) {
            // There is no such place, or nobody ever works.
            if free == Moment::MIN || at.0 == Moment::MIN {
                return at;
            }
            at = self.place_until(mode, free);
        }
        at
    }
}

/// What a mode asks for while it runs; of several what one of them does, or all.
fn asks_of<'m>(mode: &Mode<'m>, giver: Option<u32>) -> Vec<Ask<'m>> {
    let asks = mode.asks().filter(|(taker, _)| giver.is_none_or(|one| one as usize == *taker));
    asks.map(|(_, ask)| ask).collect()
}

/// Whether there is enough for a mode in the end; of several for each by themselves.
fn is_within(mode: &Mode<'_>, pools: &Pools<'_>) -> bool {
    mode.asks().all(|(_, ask)| ask.units <= pools.at_last(ask.pool))
}

/// The last place that starts by a moment.
fn last_start_by(mode: &Mode<'_>, moment: Moment) -> (Moment, Moment) {
    let next = mode.pace.first_place(moment, mode.amount);
    if next.0 <= moment {
        return next;
    }
    mode.pace.last_place(next.1.plus(Minutes(-1)), mode.amount)
}
