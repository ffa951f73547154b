//! Plain problems: each thing is done in one way, and there is always as much of everybody.

use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::budget::{Budget, WHOLE};
use crate::schedule::level::genetic::{Best, search};
use crate::schedule::level::packed::{MOST_UNITS, Packed, Parts};

/// What all times of a problem may add up to, for each of its activities.
const LONGEST: u64 = 1 << 10;

/// A problem of the literature: each activity takes so long, waits for the ends of others, and takes so much of each resource
/// meanwhile.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// By activity, each behind all that it waits for: how long it takes.
    pub spans: Vec<u32>,
    /// By activity: how much it takes of each resource.
    pub demands: Vec<Vec<u64>>,
    /// How much there is of each resource.
    pub capacity: Vec<u64>,
    /// What waits for the end of what: the numbers of an activity and of one behind it.
    pub links: Vec<(u32, u32)>,
}

impl Problem {
    fn is_sound(&self) -> bool {
        let count = self.spans.len();
        let fits = |demands: &Vec<u64>| {
            let mut pairs = demands.iter().zip(&self.capacity);
            demands.len() == self.capacity.len() && pairs.all(|(asked, there)| asked <= there)
        };
        let all = self.spans.iter().map(|span| u64::from(*span)).sum::<u64>();
        self.demands.len() == count
            && self.demands.iter().all(fits)
            && self.capacity.iter().all(|units| *units <= MOST_UNITS)
            && self.links.iter().all(|(from, to)| from < to && (*to as usize) < count)
            && all <= LONGEST * count as u64
    }
}

/// When everything is, if nobody does more than they can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// By activity: when it starts.
    pub starts: Vec<i64>,
    /// All activities, each behind what it waits for: placing one after the other as early as can be gives this solution.
    pub order: Vec<u32>,
    /// How many schedules were generated, forward or backward.
    pub schedules: u64,
    /// Whether nothing can be better, as far as the end goes.
    pub is_proven_optimal: bool,
}

/// Finds when everything can be if nobody does more than they can. Nothing if a problem has more than 2,000 activities, or one that
/// asks for more than there is.
///
/// ```
/// use milepost::schedule::level::{Budget, Problem, level};
/// let two_of_one = Problem {
///     spans: vec![3, 4],
///     demands: vec![vec![1], vec![1]],
///     capacity: vec![1],
///     links: Vec::new(),
/// };
/// let solution = level(&two_of_one, Budget::Normal).unwrap();
/// assert!(solution.is_proven_optimal && solution.starts == [0, 3]);
/// ```
pub fn level(problem: &Problem, budget: Budget) -> Option<Solution> {
    let count = problem.spans.len();
    if count > WHOLE || !problem.is_sound() {
        return None;
    }
    let span = |one: u32| problem.spans.get(one as usize).copied().map_or(0, i64::from);
    let parts = Parts {
        spans: problem.spans.clone(),
        demands: problem.demands.clone(),
        capacity: problem.capacity.clone(),
        links: problem.links.iter().map(|(from, to)| (*from, *to, span(*from))).collect(),
        order: (0..).take(count).collect(),
        goals: Vec::new(),
        is_end_all: true,
    };
    let left = (budget.schedules(count).max(2), budget.work());
    let (best, limit) = packed(&parts, left, &Work::default())?;
    Some(Solution {
        is_proven_optimal: best.sample.cost.end <= limit,
        starts: best.sample.starts.0,
        order: best.list,
        schedules: best.used,
    })
}

/// The best that is found in slots, and the fewest slots that any schedule takes.
pub(super) fn packed(parts: &Parts, left: (u64, u64), work: &Work) -> Option<(Best, i64)> {
    match parts.capacity.len() {
        0..=4 => Some(slots::<1>(parts, left, work)),
        5..=8 => Some(slots::<2>(parts, left, work)),
        9..=16 => Some(slots::<4>(parts, left, work)),
        17..=32 => Some(slots::<8>(parts, left, work)),
        _ => None,
    }
}

fn slots<const W: usize>(parts: &Parts, left: (u64, u64), work: &Work) -> (Best, i64) {
    let mut packed = Packed::<W>::new(parts);
    let best = search(&mut packed, left, None);
    work.add(packed.done());
    (best, packed.limit())
}
