//! When people that something takes are there for others: while it rests and they don't.
//!
//! Who is at something from Friday to Monday is asked for from Friday to Monday, as long as all that asks for them rests over
//! the weekend too: one stretch, not one a day. Only a gap in which something else could run is left open.

use rustc_hash::FxHashMap;

use crate::schedule::level::problem::{Kind, Mode, PoolId};
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::rules::is_same;
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::Moment;

/// So many ends of work are looked at, some ten years of days; behind them no gap is left open.
const STEPS: u32 = 4_000;

/// The gaps that are of use to others.
#[derive(Debug)]
pub(super) struct IdleGaps<'m> {
    /// By pool: when what asks for it runs; nothing stands for always. Each once.
    clocks: Rows<Vec<Option<&'m Clock<'m>>>>,
    /// Nothing stands before.
    first: Moment,
    gaps: FxHashMap<(PoolId, usize), Gaps>,
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

impl<'m> IdleGaps<'m> {
    pub(super) fn new(net: &ProblemIndex<'_, 'm>) -> Self {
        let activities = &net.problem.activities;
        let mut clocks: Rows<Vec<Option<&'m Clock<'m>>>> =
            Rows::filled(Vec::new(), net.problem.pools.len());
        for (clock, demands) in activities.iter().flat_map(|one| &one.modes).flat_map(Mode::takers)
        {
            for demand in demands {
                let clocks = &mut clocks[demand.pool.0];
                if place(clocks, clock).is_none() {
                    clocks.push(clock);
                }
            }
        }
        let usual = activities.iter().filter(|one| one.kind != Kind::First);
        let first = usual.map(|one| one.release).min().unwrap_or(Moment::MIN);
        Self { clocks, first, gaps: FxHashMap::default() }
    }

    /// Whether all that asks for a pool runs and rests at the same times.
    pub(super) fn is_shared(&self, pool: PoolId) -> bool {
        self.clocks[pool.0].len() < 2
    }

    /// Calls for each stretch from one moment to another in which what goes by a clock keeps a pool from others.
    pub(super) fn each_taken(
        &mut self,
        pool: PoolId,
        clock: Option<&'m Clock<'m>>,
        (start, end): (Moment, Moment),
        mut take: impl FnMut(Moment, Moment),
    ) {
        if self.is_shared(pool) {
            // Nobody has a use for the rest behind it; so what begins after that joins it.
            let next = clock.map_or(end, |clock| clock.next_work(end));
            return take(start, if next == Moment::MAX { end } else { next });
        }
        let mut from = start;
        for (closes, opens) in self.gaps(pool, clock, start, end) {
            take(from, (*closes).min(end));
            from = *opens;
        }
        take(from, end);
    }

    /// The gaps of a clock that begin between two moments.
    fn gaps(
        &mut self,
        pool: PoolId,
        clock: Option<&'m Clock<'m>>,
        start: Moment,
        end: Moment,
    ) -> &[(Moment, Moment)] {
        let clocks = &self.clocks[pool.0];
        let (Some(clock), Some(own)) = (clock, place(clocks, clock)) else { return &[] };
        let first = self.first;
        let gaps = self.gaps.entry((pool, own));
        let gaps = gaps.or_insert_with(|| Gaps { all: Vec::new(), known: first, steps: STEPS });
        while gaps.known < end && gaps.steps > 0 {
            gaps.steps -= 1;
            let closes = clock.next_change(clock.next_work(gaps.known));
            let opens = clock.next_work(closes);
            let mut others = clocks.iter().enumerate().filter(|(other, _)| *other != own);
            let is_of_use =
                others.any(|(_, other)| other.is_none_or(|other| other.next_work(closes) < opens));
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
fn place(clocks: &[Option<&Clock<'_>>], own: Option<&Clock<'_>>) -> Option<usize> {
    clocks.iter().position(|other| is_same(own, *other))
}
