//! When people that something takes are there for others: while it rests and they don't.
//!
//! Who is at something from Friday to Monday is asked for from Friday to Monday, as long as all that asks for them rests over
//! the weekend too: one stretch, not one a day. Only a gap in which something else could run is left open.

use rustc_hash::FxHashMap;

use crate::schedule::ledger::demand::Ask;
use crate::schedule::table::Rows;
use crate::schedule::working_time::Clock;
use crate::time::Moment;

/// So many ends of work are looked at, some ten years of days; behind them no gap is left open.
const STEPS: u32 = 4_000;

/// The gaps that are of use to others.
#[derive(Debug)]
pub(super) struct IdleGaps<'a> {
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
    pub(super) fn new(pools: usize, asks: impl Iterator<Item = Ask<'a>>, first: Moment) -> Self {
        let mut clocks: Rows<Vec<&'a Clock<'a>>> = Rows::filled(Vec::new(), pools);
        for Ask { pool, clock, .. } in asks {
            let clocks = &mut clocks[pool];
            if place(clocks, clock).is_none() {
                clocks.push(clock);
            }
        }
        Self { clocks, first, gaps: FxHashMap::default() }
    }

    /// Whether all that asks for a pool runs and rests at the same times.
    pub(super) fn is_shared(&self, pool: u32) -> bool {
        self.clocks[pool].len() < 2
    }

    /// Calls for each stretch from one moment to another in which what is asked for keeps a pool from others; says when the last
    /// of them ends.
    pub(super) fn each_taken(
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
        let Some(own) = place(clocks, clock) else { return &[] };
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
fn place(clocks: &[&Clock<'_>], own: &Clock<'_>) -> Option<usize> {
    clocks.iter().position(|other| std::ptr::eq(own, *other))
}
