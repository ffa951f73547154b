//! Serial schedule generation over all that a problem may hold, forward and mirrored.
//!
//! Each activity of a list is put where it can be first (mirrored: last), given those before it in the list (Kelley, *The
//! critical-path method: resources planning and scheduling*, 1963; Kolisch, *Serial and parallel resource-constrained project
//! scheduling methods revisited*, 1996).
//!
//! Some list gives the least end there is, with one exception: what may start before what it waits for does (a lead, a link
//! between starts with a negative lag) is placed behind it all the same, and never takes its people first.

use crate::model::Edge;
use crate::schedule::crew::joint::ending_from;
use crate::schedule::level::cost::Placement;
use crate::schedule::level::idle_gaps::IdleGaps;
use crate::schedule::level::known::{Found, Known};
use crate::schedule::level::problem::{ActivityId, Kind, Mode, PoolId};
use crate::schedule::level::problem_index::{ProblemIndex, Wait};
use crate::schedule::level::solution::Piece;
use crate::schedule::level::timeline::{Block, Timeline};
use crate::schedule::table::Rows;
use crate::time::{Minutes, Moment};

/// A piece of something that pauses is not shorter than this, so that nobody is sent back to a desk for a few minutes.
const SMALLEST_PIECE: Minutes = Minutes(60);

/// To place an activity takes as long as to look at so many stretches of a pool, besides those that it looks at.
const ACTIVITY_STEPS: usize = 20;

/// To ask a clock takes as long as to look at so many stretches.
pub(super) const CLOCK_STEPS: usize = 12;

/// Which way of doing something the list asks for.
pub(super) type Choice = Option<u16>;

/// Generates schedules of one problem.
#[derive(Debug)]
pub(super) struct General<'n, 'p, 'm> {
    pub(super) net: &'n ProblemIndex<'p, 'm>,
    /// The pools with nothing but what is fixed.
    base: Rows<Timeline>,
    pub(super) lines: Rows<Timeline>,
    /// Whether there is always as much of a pool, and all that asks for it rests at the same times.
    is_level: Rows<bool>,
    rests: IdleGaps<'m>,
    known: Known,
    /// What the last pass has placed.
    pub(super) stands: Rows<Placement>,
    pub(super) pieces: Vec<Piece>,
    /// What asks for more than there is in the end, in every way it can be done: it is placed as if there were enough.
    pub(super) is_beyond: Rows<bool>,
}

impl<'n, 'p, 'm> General<'n, 'p, 'm> {
    pub(super) fn new(net: &'n ProblemIndex<'p, 'm>) -> Self {
        let pools: Rows<Timeline> = net
            .problem
            .pools
            .iter()
            .map(|pool| Timeline::new(&pool.capacity, net.work.clone()))
            .collect();
        let is_beyond = net.problem.activities.iter();
        let is_beyond = is_beyond
            .map(|one| {
                one.kind == Kind::Usual && !one.modes.iter().any(|mode| is_within(mode, &pools))
            })
            .collect();
        let rests = IdleGaps::new(net);
        let is_level = (0..).map(PoolId).zip(pools.iter());
        let is_level =
            is_level.map(|(pool, line)| line.is_level() && rests.is_shared(pool)).collect();
        let count = net.count() as usize;
        let mut general = Self {
            net,
            lines: pools.clone(),
            base: pools,
            is_level,
            rests,
            known: Known::nothing(net),
            stands: Rows::filled(Placement::NOWHERE, count),
            pieces: Vec::new(),
            is_beyond,
        };
        general.place_fixed();
        general
    }

    fn place_fixed(&mut self) {
        let fixed = (0..self.net.count()).filter_map(|one| match self.net.activity(one).kind {
            Kind::Fixed(end) => Some((one, end)),
            _ => None,
        });
        for (activity, end) in fixed {
            let row = self.net.activity(activity);
            self.stands[activity] =
                Placement { start: row.release, end: end.max(row.release), mode: 0 };
            let stand = self.stands[activity];
            if let Some(mode) = row.modes.first() {
                take_of(&mut self.base, &mut self.rests, (mode, None), (stand.start, stand.end), 1);
            }
        }
    }

    /// Nothing is placed but what is fixed.
    pub(super) fn begin(&mut self) {
        for pool in 0..self.lines.count() {
            self.lines[pool].reset_to(&self.base[pool]);
        }
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
                self.take_of(mode, giver, (start, end), -1);
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
        (activity, index, mode): (u32, u16, &Mode<'_>),
        start: Moment,
        end: Moment,
        is_beyond: bool,
    ) -> Option<(Moment, Moment)> {
        let from =
            if end > start { mode.pace.start_to_end_from(start, end, mode.amount) } else { start };
        let place = self.place_from(mode, from, mode.amount);
        if is_beyond || mode.demands.is_empty() {
            return Some(place);
        }
        if let Some(several) = mode.several.as_ref().filter(|_| from > start) {
            // What its end waits for is no reason to begin late where not all of them have time.
            let can_split = self.net.activity(activity).can_split;
            let laid = |from| self.jointly(mode, several, can_split, from);
            let first = laid(start).filter(|first| first.end() >= end);
            let found = first.or_else(|| ending_from(laid, start, end))?;
            return Some((found.start(), found.end()));
        }
        let kind = self.known.kind(activity, index);
        let can_split = self.net.activity(activity).can_split;
        let known = self.known.first(kind, (mode.amount, can_split), place.0.minutes());
        let known = Moment::from_minutes(known);
        let found = if let Some(several) = &mode.several {
            let found = self.jointly(mode, several, can_split, known)?;
            (found.start(), found.end())
        } else if can_split {
            let pieces = self.pieces(mode, known)?;
            (pieces.first()?.0, pieces.last()?.1)
        } else {
            let place =
                if known > place.0 { self.place_from(mode, known, mode.amount) } else { place };
            self.free_place(mode, place)?
        };
        let (from, at) = (place.0.minutes(), found.0.minutes());
        self.known.note(kind, Found { amount: mode.amount, from, at });
        Some(found)
    }

    /// The first place from one on in which all are free that a mode asks for; none if there is never enough.
    fn free_place(
        &self,
        mode: &Mode<'_>,
        (mut start, mut end): (Moment, Moment),
    ) -> Option<(Moment, Moment)> {
        let shortest = mode.pace.shortest(mode.amount);
        while let Some(free) = self.free_behind(mode, start, end, shortest) {
            if free == Moment::MAX {
                return None;
            }
            (start, end) = self.place_from(mode, free, mode.amount);
        }
        Some((start, end))
    }

    fn place_from(&self, mode: &Mode<'_>, from: Moment, amount: Minutes) -> (Moment, Moment) {
        self.net.work.add(mode.pace.steps());
        mode.pace.first_place(from, amount)
    }

    fn place_until(&self, mode: &Mode<'_>, end: Moment) -> (Moment, Moment) {
        self.net.work.add(mode.pace.steps());
        mode.pace.last_place(end, mode.amount)
    }

    /// From when on a mode may have all it asks for that can't run from `start` to `end`; nothing if it can.
    ///
    /// Whatever begins before the last stretch in which there is too little still runs in it: all before is passed at once.
    fn free_behind(
        &self,
        mode: &Mode<'_>,
        start: Moment,
        end: Moment,
        shortest: Minutes,
    ) -> Option<Moment> {
        let free = mode.demands.iter().filter_map(|demand| {
            let (line, units) = (&self.lines[demand.pool.0], i64::from(demand.units));
            let block = self.last_block(mode, line, (start, end), units)?;
            Some(line.free_from(block.to, units, self.shortest_gap(demand.pool, shortest)))
        });
        free.max()
    }

    /// By when a mode may have all it asks for that can't run from `start` to `end`; nothing if it can.
    fn free_before(
        &self,
        mode: &Mode<'_>,
        start: Moment,
        end: Moment,
        shortest: Minutes,
    ) -> Option<Moment> {
        let free = mode.demands.iter().filter_map(|demand| {
            let (line, units) = (&self.lines[demand.pool.0], i64::from(demand.units));
            let block = self.first_block(mode, line, (start, end), units)?;
            Some(line.free_until(block.from, units, self.shortest_gap(demand.pool, shortest)))
        });
        free.min()
    }

    /// The first stretch in which a mode should run, but less than `units` is left.
    fn first_block(
        &self,
        mode: &Mode<'_>,
        line: &Timeline,
        (start, end): (Moment, Moment),
        units: i64,
    ) -> Option<Block> {
        let mut from = start;
        loop {
            let block = line.first_short(from, end, units)?;
            if !self.is_idle(mode, block.from, block.to.min(end)) {
                return Some(block);
            }
            from = block.to;
        }
    }

    /// The last stretch in which a mode should run, but less than `units` is left.
    fn last_block(
        &self,
        mode: &Mode<'_>,
        line: &Timeline,
        (start, end): (Moment, Moment),
        units: i64,
    ) -> Option<Block> {
        let mut to = end;
        loop {
            let block = line.last_short(start, to, units)?;
            if !self.is_idle(mode, block.from, block.to.min(to)) {
                return Some(block);
            }
            to = block.from;
        }
    }

    fn is_idle(&self, mode: &Mode<'_>, from: Moment, to: Moment) -> bool {
        self.net.work.add(CLOCK_STEPS);
        mode.pace.is_idle(from, to)
    }

    /// Gaps shorter than that are of no use. Where there is not always as much of a pool, a gap may end while nothing runs.
    fn shortest_gap(&self, pool: PoolId, shortest: Minutes) -> Minutes {
        if self.is_level[pool.0] { shortest } else { Minutes::ZERO }
    }

    fn take(&mut self, activity: u32) {
        let row = self.net.activity(activity);
        let stand = self.stands[activity];
        let Some(mode) = row.modes.get(usize::from(stand.mode)) else { return };
        match &mode.several {
            _ if self.is_beyond[activity] => {}
            Some(several) => return self.take_jointly(activity, (mode, several), stand.start),
            None if row.can_split => return self.take_pieces(activity, mode, stand.start),
            None => {}
        }
        self.take_of(mode, None, (stand.start, stand.end), 1);
    }

    /// Takes, so many times, what a mode asks for while it runs; of several what one of them gives.
    pub(super) fn take_of(
        &mut self,
        mode: &Mode<'m>,
        giver: Option<u32>,
        span: (Moment, Moment),
        times: i64,
    ) {
        take_of(&mut self.lines, &mut self.rests, (mode, giver), span, times);
    }

    fn take_pieces(&mut self, activity: u32, mode: &Mode<'m>, from: Moment) {
        let pieces = self.pieces(mode, from).unwrap_or_default();
        for (start, end, _) in &pieces {
            self.take_of(mode, None, (*start, *end), 1);
        }
        if pieces.len() > 1 {
            let named = pieces.into_iter().map(|(start, end, amount)| Piece {
                activity: ActivityId(activity),
                giver: None,
                start,
                end,
                amount,
            });
            self.pieces.extend(named);
        }
    }

    /// Where something that may pause runs: as soon as it can, as long as it can.
    fn pieces(&self, mode: &Mode<'_>, from: Moment) -> Option<Vec<(Moment, Moment, Minutes)>> {
        let mut pieces = Vec::new();
        let (mut from, mut left) = (from, mode.amount);
        loop {
            let (start, end) = self.place_from(mode, from, left);
            let blocks = mode.demands.iter().filter_map(|demand| {
                let (line, units) = (&self.lines[demand.pool.0], i64::from(demand.units));
                Some((self.first_block(mode, line, (start, end), units)?, demand))
            });
            let Some((block, demand)) = blocks.min_by_key(|(block, _)| block.from) else {
                pieces.push((start, end, left));
                return Some(pieces);
            };
            if let Some((amount, end)) = self.piece_before(mode, start, left, block.from) {
                pieces.push((start, end, amount));
                left.0 -= amount.0;
            }
            let shortest = mode.pace.shortest(left.min(SMALLEST_PIECE));
            let shortest = self.shortest_gap(demand.pool, shortest);
            let line = &self.lines[demand.pool.0];
            from = line.free_from(block.to, i64::from(demand.units), shortest);
            if from == Moment::MAX {
                return None;
            }
        }
    }

    /// The most of an amount that is done between two moments, and when, if that is worth a piece.
    fn piece_before(
        &self,
        mode: &Mode<'_>,
        start: Moment,
        left: Minutes,
        by: Moment,
    ) -> Option<(Minutes, Moment)> {
        self.net.work.add(2 * mode.pace.steps());
        // What remains is a piece too.
        let most = left.0.saturating_sub(SMALLEST_PIECE.0);
        let amount = mode.pace.amount_between(start, by).0.min(most);
        (amount >= SMALLEST_PIECE.0)
            .then(|| (Minutes(amount), mode.pace.first_place(start, Minutes(amount)).1))
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
        self.take_of(way, None, (start, end), 1);
    }

    /// The last place of a mode that starts and ends no later than that.
    fn last_place(
        &mut self,
        (activity, index, mode): (u32, u16, &Mode<'_>),
        start: Moment,
        end: Moment,
    ) -> (Moment, Moment) {
        let mut at = self.place_until(mode, end);
        if at.0 > start {
            at = last_start_by(mode, start);
        }
        if self.is_beyond[activity] || mode.demands.is_empty() {
            return at;
        }
        // What may pause is not cut in this pass, and so is like what may not.
        let kind = self.known.kind(activity, index);
        let from = at.1.minutes().saturating_neg();
        let known = self.known.first(kind, (mode.amount, false), from);
        if known > from {
            at = self.place_until(mode, Moment::from_minutes(known.saturating_neg()));
        }
        let at = self.free_place_before(mode, at);
        let found = at.1.minutes().saturating_neg();
        self.known.note(kind, Found { amount: mode.amount, from, at: found });
        at
    }

    /// The last place up to one in which all are free that a mode asks for; if there is none, one at the beginning of time.
    fn free_place_before(&self, mode: &Mode<'_>, mut at: (Moment, Moment)) -> (Moment, Moment) {
        let shortest = mode.pace.shortest(mode.amount);
        while let Some(free) = self.free_before(mode, at.0, at.1, shortest) {
            // There is no such place, or nobody ever works.
            if free == Moment::MIN || at.0 == Moment::MIN {
                return at;
            }
            at = self.place_until(mode, free);
        }
        at
    }
}

/// Takes, so many times, what a mode asks for while it runs; of several what one of them gives, or all.
fn take_of<'m>(
    lines: &mut Rows<Timeline>,
    rests: &mut IdleGaps<'m>,
    (mode, giver): (&Mode<'m>, Option<u32>),
    span: (Moment, Moment),
    times: i64,
) {
    let takers =
        (0..).zip(mode.takers()).filter(|(number, _)| giver.is_none_or(|one| one == *number));
    for (_, (clock, demands)) in takers {
        for demand in demands {
            let (line, units) = (&mut lines[demand.pool.0], i64::from(demand.units) * times);
            rests.each_taken(demand.pool, clock, span, |start, end| line.take(start, end, units));
        }
    }
}

/// Whether there is enough for a mode in the end; of several for each by themselves.
fn is_within(mode: &Mode<'_>, pools: &Rows<Timeline>) -> bool {
    let mut demands = mode.takers().flat_map(|(_, demands)| demands);
    demands.all(|demand| i64::from(demand.units) <= pools[demand.pool.0].at_last())
}

/// The last place that starts by a moment.
fn last_start_by(mode: &Mode<'_>, moment: Moment) -> (Moment, Moment) {
    let next = mode.pace.first_place(moment, mode.amount);
    if next.0 <= moment {
        return next;
    }
    mode.pace.last_place(next.1.plus(Minutes(-1)), mode.amount)
}
