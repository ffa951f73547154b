//! From a problem to a solution.

use crate::schedule::level::budget::{Budget, WHOLE};
use crate::schedule::level::cost::cost;
use crate::schedule::level::general::General;
use crate::schedule::level::genetic::{Best, search};
use crate::schedule::level::pack::{PackedProblem, plain};
use crate::schedule::level::packed::Packed;
use crate::schedule::level::passes::{Found, by_rule, justified};
use crate::schedule::level::problem::{ActivityId, Problem};
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::rules::busy_until;
use crate::schedule::level::scheme::Cost;
use crate::schedule::level::solution::Solution;
use crate::schedule::level::timed::Timed;
use crate::schedule::level::windows;
use crate::schedule::table::Rows;
use crate::time::Moment;

/// Finds when everything can be if nobody does more than they can.
///
/// ```
/// use milepost::schedule::level::{Budget, Problem, level};
/// assert_eq!(level(&Problem::default(), Budget::Normal).starts, []);
/// ```
pub fn level(problem: &Problem<'_>, budget: Budget) -> Solution {
    let schedules = budget.schedules(problem.activities.len()).max(1);
    level_within(problem, schedules, budget.work())
}

/// The same with so many schedules, and no more work than that but for what was begun.
pub(super) fn level_within(problem: &Problem<'_>, budget: u64, most: u64) -> Solution {
    let mut net = ProblemIndex::new(problem);
    let mut levelling = Levelling { budget, most, used: 0, path: Cost::MOST, bound: Cost::MOST };
    let found = levelling.run(&mut net);
    let is_proven_optimal = found.cost.ends_by(levelling.bound);
    solution(&net, found, levelling.used, is_proven_optimal)
}

/// What has been done, and the best there can be.
pub(super) struct Levelling {
    pub(super) budget: u64,
    /// The most work that may be done.
    pub(super) most: u64,
    pub(super) used: u64,
    /// What it costs if there were enough of everybody.
    path: Cost,
    /// Likewise, but all that somebody has to do takes its time: nothing ends earlier.
    pub(super) bound: Cost,
}

impl Levelling {
    /// How many schedules may still be generated, if each takes as much work as those before it.
    pub(super) fn left(&self, net: &ProblemIndex<'_, '_>) -> u64 {
        let (done, left) = (net.work.done(), self.most.saturating_sub(net.work.done()));
        let each = done.checked_div(self.used).unwrap_or(0).max(1);
        self.budget.saturating_sub(self.used).min(left / each)
    }

    fn run(&mut self, net: &mut ProblemIndex<'_, '_>) -> Found {
        if self.left(net) > 3
            && let Some(found) = self.packed(net)
        {
            return found;
        }
        let plain = self.passes(net);
        let found = self.promoted(net, plain);
        if found.cost.reaches(self.path) || self.left(net) < 3 {
            return found;
        }
        let other = if net.problem.activities.len() > WHOLE {
            // Every order that keeps everybody busy ends then.
            if found.cost.ends_by(self.bound) {
                return found;
            }
            self.windows(net, &found)
        } else {
            self.whole(net, &found)
        };
        if other.cost < found.cost { other } else { found }
    }

    /// Where the problem is plain: a search over slots.
    fn packed(&mut self, net: &ProblemIndex<'_, '_>) -> Option<Found> {
        if net.problem.activities.len() > WHOLE {
            return None;
        }
        let plain = plain(net)?;
        match plain.parts.capacity.len() {
            0..=4 => Some(self.slots::<1>(net, &plain)),
            5..=8 => Some(self.slots::<2>(net, &plain)),
            9..=16 => Some(self.slots::<4>(net, &plain)),
            17..=32 => Some(self.slots::<8>(net, &plain)),
            _ => None,
        }
    }

    fn slots<const W: usize>(
        &mut self,
        net: &ProblemIndex<'_, '_>,
        plain: &PackedProblem<'_>,
    ) -> Found {
        let mut packed = Packed::<W>::new(&plain.parts);
        let mut best = search(&mut packed, (self.left(net) - 1, self.most), None);
        net.work.add(packed.done());
        // What has no place in slots has one in the list: behind all that it waits for.
        let mut ranks = Rows::filled(0_u32, best.list.len());
        for (rank, one) in (0..).zip(&best.list) {
            ranks[*one] = rank;
        }
        best.list = net.sorted(|one| ranks[one]);
        let end = plain.end(packed.limit()).minutes();
        self.bound = Cost { late: 0, end, goals: i64::MAX, starts: 0 };
        self.decoded(net, best)
    }

    /// Forward by a rule, backward, forward.
    pub(super) fn passes(&mut self, net: &ProblemIndex<'_, '_>) -> Found {
        let mut general = General::new(net);
        let early = General::earliest(net);
        let list = by_rule(net, &early);
        self.path = cost(net, &early);
        let end = self.path.end.max(busy_until(net, &early).minutes());
        self.bound = Cost { end, ..self.path };
        let first = Found::of(&mut general, net, list);
        self.used += 1;
        if self.left(net) < 2 || first.cost.reaches(self.path) {
            return first;
        }
        self.used += 2;
        let tighter = justified(net, &mut general, &first);
        if tighter.cost < first.cost { tighter } else { first }
    }

    /// A search over all activities.
    fn whole(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let by = Moment::from_minutes(found.cost.end);
        let mut timed = Timed::new(net, by);
        let best = search(&mut timed, (self.left(net) - 1, self.most), Some(&found.list));
        self.decoded(net, best)
    }

    fn windows(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let found = self.justified(net, found);
        let (other, used) = windows::improved(net, &found, (self.left(net), self.most));
        self.used += used;
        if other.cost < found.cost { other } else { found }
    }

    /// Back and forth while it gets better, with a quarter of what is left.
    fn justified(&mut self, net: &ProblemIndex<'_, '_>, found: &Found) -> Found {
        let mut general = General::new(net);
        let mut best = found.clone();
        for _ in 0..self.left(net) / 8 {
            self.used += 2;
            let tighter = justified(net, &mut general, &best);
            if tighter.cost >= best.cost {
                break;
            }
            best = tighter;
        }
        best
    }

    /// What was found, made once more in minutes.
    fn decoded(&mut self, net: &ProblemIndex<'_, '_>, best: Best) -> Found {
        self.used += best.used + 1;
        let mut general = General::new(net);
        Found::with_choices(&mut general, net, best.list, &best.sample.choices)
    }
}

fn solution(
    net: &ProblemIndex<'_, '_>,
    found: Found,
    schedules: u64,
    is_proven_optimal: bool,
) -> Solution {
    let general = General::new(net);
    let mut pieces = found.pieces;
    pieces.sort_by_key(|piece| (piece.activity, piece.start));
    Solution {
        starts: found.stands.iter().map(|stand| stand.start).collect(),
        ends: found.stands.iter().map(|stand| stand.end).collect(),
        modes: found.stands.iter().map(|stand| stand.mode).collect(),
        pieces,
        order: found.list.into_iter().map(ActivityId).collect(),
        beyond: (0..net.count()).filter(|one| general.is_beyond[*one]).map(ActivityId).collect(),
        schedules,
        work: net.work.done(),
        is_proven_optimal,
    }
}
