//! How much is left of everybody through time, and where something finds a place in it.
//!
//! It counts as an overload does: somebody is asked for as long as work goes on, not while it rests. The forward pass of a plan
//! and the search that levels it look for places here, and nowhere else.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::model::{ItemId, ResourceId};
use crate::schedule::crew::Crew;
use crate::schedule::ledger::Conflict;
use crate::schedule::ledger::demand::{Ask, Several};
use crate::schedule::ledger::joint::{Joint, Wanted, joint};
use crate::schedule::ledger::timeline::{Block, Direction, Timeline, Work};
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// To ask a clock takes as long as to look at so many stretches.
const CLOCK_STEPS: usize = 12;

/// What is left of everybody, and who takes it.
#[derive(Debug)]
pub(crate) struct Pools<'a> {
    /// By pool: what is left.
    lines: Rows<Timeline>,
    /// The same with nothing taken but what always stays.
    base: Rows<Timeline>,
    /// By pool: the most there ever is.
    most: Rows<i64>,
    /// Whether there is always as much of a pool, and all that asks for it rests at the same times.
    is_level: Rows<bool>,
    gaps: IdleGaps<'a>,
    /// What ends where a stretch of a pool does, and when exactly: the first that was placed.
    ends: FxHashMap<(u32, Moment), (ItemId, Moment)>,
    work: Work,
}

/// Where work lies: from when to when and how much of it, piece by piece, and what the last piece had to wait for.
#[derive(Debug, Default)]
pub(crate) struct InPieces {
    pub(crate) pieces: Vec<(Moment, Moment, Minutes)>,
    pub(crate) waited: Option<Conflict>,
    /// Whether there is never enough for it: it is placed as if there were.
    pub(crate) is_beyond: bool,
}

impl<'a> Pools<'a> {
    /// Nothing is taken yet. `asks` are all that will ever be taken, `first` is when the first of it may begin.
    pub(crate) fn new(
        capacities: impl Iterator<Item = Vec<(Moment, i64)>>,
        asks: impl Iterator<Item = Ask<'a>>,
        first: Moment,
        work: &Work,
    ) -> Self {
        let (mut base, mut most) = (Rows(Vec::new()), Rows(Vec::new()));
        for capacity in capacities {
            most.0.push(capacity.iter().map(|(_, units)| *units).max().unwrap_or(0));
            base.0.push(Timeline::new(&capacity, work.clone()));
        }
        let gaps = IdleGaps::new(base.0.len(), asks, first);
        let is_level = (0..).zip(base.iter());
        let is_level = is_level.map(|(pool, line)| line.is_level() && gaps.is_shared(pool));
        let (is_level, lines) = (is_level.collect(), base.clone());
        let (ends, work) = (FxHashMap::default(), work.clone());
        Self { lines, base, most, is_level, gaps, ends, work }
    }

    /// What is taken now always stays.
    pub(crate) fn settle(&mut self) {
        self.base.clone_from(&self.lines);
    }

    /// Gives back all but what always stays.
    pub(crate) fn reset(&mut self) {
        for (line, base) in self.lines.0.iter_mut().zip(self.base.iter()) {
            line.reset_to(base);
        }
        self.ends.clear();
    }

    /// So much was done besides looking at what is left.
    pub(crate) fn count(&self, steps: usize) {
        self.work.add(steps);
    }

    /// What is left of a pool in the end.
    pub(crate) fn at_last(&self, pool: u32) -> i64 {
        self.base[pool].at_last()
    }

    /// Whether there ever is as much as is asked for together.
    pub(crate) fn is_ever_enough(&self, asks: &[Ask<'a>], pool: u32) -> bool {
        let asked = asks.iter().filter(|ask| ask.pool == pool).map(|ask| ask.units);
        asked.fold(0, i64::saturating_add) <= self.most[pool]
    }

    /// The first moment of a time at which somebody is needed elsewhere. What there never is enough of is not waited for.
    pub(crate) fn conflict(&self, asks: &[Ask<'a>], span: (Moment, Moment)) -> Option<Conflict> {
        let conflicts = asks.iter().enumerate().filter_map(|(row, ask)| {
            let beside = asks.iter().take(row);
            self.first_conflict(ask, beside, span).filter(|_| self.is_ever_enough(asks, ask.pool))
        });
        // Of those that begin together the one that lasts longest: it has to be waited for anyway.
        conflicts.min_by_key(|one| (one.from, Reverse(one.until), one.resource))
    }

    /// The last moment of a time at which somebody is needed elsewhere: what runs through can't begin before they are free. What
    /// there never is enough of is not waited for; gaps shorter than `shortest` are of no use.
    pub(crate) fn last_conflict(
        &self,
        asks: &[Ask<'a>],
        span: (Moment, Moment),
        shortest: Minutes,
    ) -> Option<Conflict> {
        let conflicts = asks.iter().enumerate().filter_map(|(row, ask)| {
            let mut beside = asks.iter().take(row).filter(|other| other.pool == ask.pool);
            let conflict = if beside.next().is_some() {
                self.first_conflict(ask, asks.iter().take(row), span)
            } else {
                let block = self.last_block(ask, span)?;
                let shortest = self.shortest_gap(ask.pool, shortest);
                let wanted = (ask.units, shortest);
                let until = self.lines[ask.pool].free(Direction::Later, block.to, wanted);
                Some(self.named(ask.pool, block.from, until))
            };
            conflict.filter(|_| self.is_ever_enough(asks, ask.pool))
        });
        conflicts.max_by_key(|one| (one.until, Reverse(one.resource)))
    }

    /// By when something may have all it asks for that can't run in a time; nothing if it can.
    pub(crate) fn free_before(
        &self,
        asks: &[Ask<'a>],
        span: (Moment, Moment),
        shortest: Minutes,
    ) -> Option<Moment> {
        let free = asks.iter().filter_map(|ask| {
            let (block, _) = self.first_block(ask, std::iter::empty(), span)?;
            let shortest = self.shortest_gap(ask.pool, shortest);
            let wanted = (ask.units, shortest);
            Some(self.lines[ask.pool].free(Direction::Earlier, block.from, wanted))
        });
        free.min()
    }

    /// The first place for so much work from a moment on: in one piece, or in several if it may pause.
    pub(crate) fn in_pieces(
        &self,
        asks: &[Ask<'a>],
        (crew, can_split): (&Crew<'_>, bool),
        (from, amount): (Moment, Minutes),
    ) -> InPieces {
        let mut laid = InPieces::default();
        let (mut now, mut left) = (from, amount);
        loop {
            self.work.add(crew.steps());
            let (start, end) = crew.first_place(now, left);
            let conflict = self.conflict(asks, (start, end));
            laid.is_beyond = conflict.is_some_and(|conflict| conflict.until == Moment::MAX);
            let Some(conflict) = conflict.filter(|_| !laid.is_beyond) else {
                laid.pieces.push((start, end, left));
                return laid;
            };
            if can_split {
                let done = crew.amount_between(start, conflict.from);
                if done > Minutes::ZERO {
                    laid.pieces.push((start, crew.first_end_from(conflict.from), done.min(left)));
                    left = Minutes(left.0.saturating_sub(done.0));
                }
                if left <= Minutes::ZERO {
                    return laid;
                }
            }
            laid.waited = Some(conflict);
            now = conflict.until;
        }
    }

    /// Where several do an effort, each in the time that nothing else takes; nothing if they never have time enough.
    pub(crate) fn jointly(&self, several: &Several<'a>, wanted: Wanted) -> Option<Joint> {
        joint(several, wanted, |giver, beside, from, to| {
            self.work.add(200);
            let conflicts = several.asks(giver).iter().filter_map(|ask| {
                let others = beside.iter().flat_map(|other| several.asks(*other));
                let others = others.filter(|other| other.units <= self.most[other.pool]);
                self.first_conflict(ask, others, (from, to))
                    .filter(|_| ask.units <= self.most[ask.pool])
            });
            conflicts.min_by_key(|one| (one.from, Reverse(one.until)))
        })
    }

    fn first_conflict<'x>(
        &self,
        ask: &Ask<'a>,
        beside: impl Iterator<Item = &'x Ask<'a>> + Clone,
        span: (Moment, Moment),
    ) -> Option<Conflict>
    where
        'a: 'x,
    {
        let (block, until) = self.first_block(ask, beside, span)?;
        Some(self.named(ask.pool, block.from, until))
    }

    /// The first stretch of a time in which something should run, but less is left than it asks for beside others, and when there
    /// may be enough again.
    fn first_block<'x>(
        &self,
        ask: &Ask<'a>,
        beside: impl Iterator<Item = &'x Ask<'a>> + Clone,
        (from, to): (Moment, Moment),
    ) -> Option<(Block, Moment)>
    where
        'a: 'x,
    {
        let line = &self.lines[ask.pool];
        let beside = beside.filter(|other| other.pool == ask.pool);
        let mut now = from;
        while now < to {
            let open = beside.clone().filter(|other| other.clock.is_open(now));
            let units = open.map(|other| other.units).fold(ask.units, i64::saturating_add);
            let change = beside.clone().map(|other| other.clock.next_change(now)).min();
            let change = change.unwrap_or(Moment::MAX);
            let by = change.min(to);
            let Some(short) = line.short(Direction::Later, (now, by), units) else {
                now = by;
                continue;
            };
            self.work.add(CLOCK_STEPS);
            let (first, behind) = (ask.clock.next_work(short.from), short.to.min(change));
            if first < behind.min(to) {
                let until = line.free(Direction::Later, behind, (units, Minutes::ZERO)).min(change);
                return Some((Block { from: first, to: behind }, until));
            }
            now = short.to.min(by);
        }
        None
    }

    /// The last stretch of a time in which something should run, but less is left than it asks for.
    ///
    /// Whatever begins before the last stretch in which there is too little still runs in it: all before is passed at once.
    fn last_block(&self, ask: &Ask<'a>, (start, end): (Moment, Moment)) -> Option<Block> {
        let mut to = end;
        loop {
            let block = self.lines[ask.pool].short(Direction::Earlier, (start, to), ask.units)?;
            self.work.add(CLOCK_STEPS);
            if ask.clock.next_work(block.from) < block.to.min(to) {
                return Some(block);
            }
            to = block.from;
        }
    }

    /// Gaps shorter than that are of no use. Where there is not always as much of a pool, a gap may end while nothing runs.
    fn shortest_gap(&self, pool: u32, shortest: Minutes) -> Minutes {
        if self.is_level[pool] { shortest } else { Minutes::ZERO }
    }

    /// Somebody is needed elsewhere, and for what.
    fn named(&self, pool: u32, from: Moment, until: Moment) -> Conflict {
        let resource = ResourceId(pool);
        let none = Conflict { resource, item: None, from, until };
        if self.ends.is_empty() {
            return none;
        }
        let is_taken = || self.lines[pool].left_at(from) < self.base[pool].left_at(from);
        match self.ends.get(&(pool, until)).filter(|_| is_taken()) {
            Some((item, end)) => Conflict { item: Some(*item), until: *end, ..none },
            None => none,
        }
    }

    /// Takes what is asked for; who asks is named where somebody will want to know.
    pub(crate) fn take(&mut self, asks: &[Ask<'a>], span: (Moment, Moment), who: Option<ItemId>) {
        for ask in asks {
            let end = self.change(*ask, span, 1);
            if let Some(item) = who {
                self.ends.entry((ask.pool, end)).or_insert((item, span.1));
            }
        }
    }

    /// Gives back what was taken.
    pub(crate) fn give_back(&mut self, asks: &[Ask<'a>], span: (Moment, Moment)) {
        for ask in asks {
            self.change(*ask, span, -1);
        }
    }

    fn change(&mut self, ask: Ask<'a>, span: (Moment, Moment), times: i64) -> Moment {
        let (line, units) = (&mut self.lines[ask.pool], times.saturating_mul(ask.units));
        self.gaps.each_taken(ask, span, |start, end| line.take(start, end, units))
    }
}

/// So many ends of work are looked at, some ten years of days; behind them no gap is left open.
const STEPS: u32 = 4_000;

/// The gaps that are of use to others: when people that something takes are there for them, while it rests and they don't.
///
/// Who is at something from Friday to Monday is asked for from Friday to Monday, as long as all that asks for them rests over
/// the weekend too: one stretch, not one a day. Only a gap in which something else could run is left open.
#[derive(Debug)]
struct IdleGaps<'a> {
    /// By pool: when what asks for it runs, each once.
    clocks: Rows<Vec<&'a Clock<'a>>>,
    /// Nothing stands before.
    first: Moment,
    gaps: FxHashMap<(u32, usize), Gaps>,
}

/// Gaps of a clock in which a pool is of use to others, in order, up to a moment.
#[derive(Debug)]
struct Gaps {
    all: Vec<(Moment, Moment)>,
    /// Behind the last that was looked at.
    known: Moment,
    /// How many more are looked at.
    steps: u32,
}

impl<'a> IdleGaps<'a> {
    /// `asks` are all that will ever be taken of so many pools, `first` is when the first of it may begin.
    fn new(pools: usize, asks: impl Iterator<Item = Ask<'a>>, first: Moment) -> Self {
        let mut clocks: Rows<Vec<&'a Clock<'a>>> = Rows::filled(Vec::new(), pools);
        for Ask { pool, clock, .. } in asks {
            let clocks = &mut clocks[pool];
            if place_among(clocks, clock).is_none() {
                clocks.push(clock);
            }
        }
        Self { clocks, first, gaps: FxHashMap::default() }
    }

    /// Whether all that asks for a pool runs and rests at the same times.
    fn is_shared(&self, pool: u32) -> bool {
        self.clocks[pool].len() < 2
    }

    /// Calls for each stretch from one moment to another in which what is asked for keeps a pool from others; says when the last
    /// of them ends.
    fn each_taken(
        &mut self,
        Ask { pool, clock, .. }: Ask<'a>,
        (start, end): (Moment, Moment),
        mut take: impl FnMut(Moment, Moment),
    ) -> Moment {
        if self.is_shared(pool) {
            // Nobody has a use for the rest behind it; so what begins after that joins it.
            let next = clock.next_work(end);
            let end = if next == Moment::MAX { end } else { next };
            take(start, end);
            return end;
        }
        let mut from = clock.next_work(start);
        for (closes, opens) in self.gaps(pool, clock, from, end) {
            take(from, (*closes).min(end));
            from = *opens;
        }
        take(from, end);
        end
    }

    /// The gaps of a clock that begin between two moments.
    fn gaps(
        &mut self,
        pool: u32,
        clock: &'a Clock<'a>,
        start: Moment,
        end: Moment,
    ) -> &[(Moment, Moment)] {
        let clocks = &self.clocks[pool];
        let Some(own) = place_among(clocks, clock) else { return &[] };
        let first = self.first;
        let gaps = self.gaps.entry((pool, own));
        let gaps = gaps.or_insert_with(|| Gaps { all: Vec::new(), known: first, steps: STEPS });
        while gaps.known < end && gaps.steps > 0 {
            gaps.steps -= 1;
            let closes = clock.next_change(clock.next_work(gaps.known));
            let opens = clock.next_work(closes);
            let mut others = clocks.iter().enumerate().filter(|(other, _)| *other != own);
            let is_of_use = others.any(|(_, other)| other.next_work(closes) < opens);
            if closes < opens && is_of_use {
                gaps.all.push((closes, opens));
            }
            gaps.known = opens.max(closes);
        }
        let from = gaps.all.partition_point(|(closes, _)| *closes < start);
        let behind = gaps.all.partition_point(|(closes, _)| *closes < end);
        gaps.all.get(from..behind).unwrap_or_default()
    }
}

/// Where a clock is among others.
fn place_among(clocks: &[&Clock<'_>], own: &Clock<'_>) -> Option<usize> {
    clocks.iter().position(|other| std::ptr::eq(own, *other))
}
