//! Plain problems: each thing is done in one way, there is always as much of everybody, and all work goes by one clock.
//!
//! Its working time is then all the time there is, nights and days off are no part of it, and [`Packed`] counts in slots.

use crate::model::Edge;
use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::genetic::{Best, search};
use crate::schedule::level::packed::{MOST_UNITS, Packed, Parts};
use crate::schedule::level::problem::{Activity, Kind, Link, ProblemIndex, SearchProblem};
use crate::schedule::level::{Budget, WHOLE};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

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
    packed.account = work.clone();
    let best = search(&mut packed, left, None);
    work.add(packed.done());
    (best, packed.limit())
}

/// Of more pools a slot is not looked at at once.
const MOST_POOLS: usize = 32;

/// So many slots an activity are worth walking through; with more the general scheme is faster.
const SLOTS: u64 = 256;

/// A problem in slots, and where those lie.
#[derive(Debug)]
pub(super) struct PackedProblem<'m> {
    pub(super) parts: Parts,
    /// How many minutes a slot has.
    slot: i64,
    axis: Axis<'m>,
}

impl PackedProblem<'_> {
    /// When so many slots from the first on have passed.
    pub(super) fn moment(&self, slots: i64) -> Moment {
        let minutes = Minutes(slots.saturating_mul(self.slot));
        self.axis.clock.advance(self.axis.first, minutes)
    }
}

/// The time in which everything is: from when on, by which clock.
#[derive(Clone, Copy, Debug)]
struct Axis<'m> {
    first: Moment,
    clock: &'m Clock<'m>,
}

impl<'m> Axis<'m> {
    /// The one clock by which all work goes, from the moment at which all can start that waits for nothing.
    fn of(net: &ProblemIndex<'_, 'm>) -> Option<Self> {
        let activities = &net.problem.activities;
        let first = activities.iter().map(|one| one.release).max()?;
        let begins = |one: &(u32, &Activity<'_>)| net.into.of(one.0).is_empty();
        if (0..).zip(activities.iter()).filter(begins).any(|(_, one)| one.release != first) {
            return None;
        }
        let modes = activities.iter().filter_map(|one| one.modes.first());
        let mut clocks = modes.filter(|mode| mode.amount.0 > 0).map(|mode| &*mode.crew.clock);
        let clock = clocks.next()?;
        clocks.all(|other| std::ptr::eq(clock, other)).then_some(Self { first, clock })
    }

    /// A lag in its own time.
    fn lag(self, link: &Link<'_>) -> Option<i64> {
        let is_own = |clock: &Clock<'_>| std::ptr::eq(self.clock, clock);
        (link.lag.0 == 0 || link.lag_clock.is_some_and(is_own)).then_some(link.lag.0)
    }
}

/// A problem in slots: if there is one way to do each thing, all of it goes by one clock, there is always as much of everybody,
/// and nothing but links and people decides when things are.
pub(super) fn plain<'m>(net: &ProblemIndex<'_, 'm>) -> Option<PackedProblem<'m>> {
    let problem = net.problem;
    let axis = Axis::of(net)?;
    let is_plain = |(row, one): (u32, &Activity<'_>)| is_plain(net, row, one);
    if has_classes(net) || !(0..).zip(problem.activities.iter()).all(is_plain) {
        return None;
    }
    let amounts: Vec<i64> = problem.activities.iter().map(amount).collect::<Option<_>>()?;
    let mut links = Vec::with_capacity(problem.links.len());
    for link in problem.links.iter().filter(|link| problem.activities[link.to].kind != Kind::First)
    {
        let span = |one: u32| amounts.get(one as usize).copied();
        let (from, to) = (span(link.from)?, span(link.to)?);
        let from_start = if link.from_edge == Edge::End { from } else { 0 };
        let to_start = if link.to_edge == Edge::End { to } else { 0 };
        let lag = axis.lag(link)? + from_start - to_start;
        // What waits may not start or end before what it waits for does: sorting by either keeps the links then.
        if lag < 0 || lag + to - from < 0 {
            return None;
        }
        links.push((link.from, link.to, lag));
    }
    let times = amounts.iter().copied().chain(links.iter().map(|(.., lag)| *lag));
    let slot = times.clone().fold(0, |a, b| gcd(a, b.unsigned_abs())).max(1);
    let all = times.map(|time| time.unsigned_abs() / slot).fold(0, u64::saturating_add);
    if all > SLOTS * problem.activities.0.len() as u64 {
        return None;
    }
    let slot = i64::try_from(slot).ok()?;
    let spans = amounts.iter().map(|amount| u32::try_from(amount / slot).ok());
    let (demands, capacity) = units(problem)?;
    for (.., lag) in &mut links {
        *lag /= slot;
    }
    let parts = Parts {
        spans: spans.collect::<Option<_>>()?,
        demands,
        capacity,
        links,
        order: net.order.clone(),
        goals: problem.goals.clone(),
        is_end_all: false,
    };
    Some(PackedProblem { parts, slot, axis })
}

/// How much time of the clock it takes.
fn amount(one: &Activity<'_>) -> Option<i64> {
    match one.modes.first().filter(|mode| mode.amount > Minutes::ZERO) {
        Some(mode) => mode.crew.working_time(mode.amount).map(|work| work.0),
        None => Some(0),
    }
}

/// Whether some of those who ask for anybody go before others.
fn has_classes(net: &ProblemIndex<'_, '_>) -> bool {
    let asks = |one: &u32| net.activity(*one).modes.iter().any(|mode| !mode.asks.is_empty());
    let mut classes = (0..net.count()).filter(asks).map(|one| net.class[one]);
    let first = classes.next();
    classes.any(|class| Some(class) != first)
}

fn is_plain(net: &ProblemIndex<'_, '_>, row: u32, one: &Activity<'_>) -> bool {
    let is_free = match one.kind {
        Kind::Usual => true,
        // Where something with parts starts is no matter if nothing waits for it.
        Kind::First => net.out.of(row).is_empty(),
        Kind::Fixed(_) => false,
    };
    let is_one_way = one.modes.len() < 2 && one.modes.iter().all(|mode| !mode.is_joint);
    is_free && is_one_way && one.deadline.is_none() && !one.can_split && !one.is_dated
}

/// What is asked of each pool that anything is asked of, and how much there is, in the greatest units that hold all.
fn units(problem: &SearchProblem<'_>) -> Option<(Vec<Vec<u64>>, Vec<u64>)> {
    let demands = |one: &Activity<'_>| -> Vec<(usize, u64)> {
        let asks = one.modes.first().into_iter().flat_map(|mode| &mode.asks);
        asks.map(|ask| (ask.pool as usize, ask.units.unsigned_abs())).collect()
    };
    let mut unit = vec![0; problem.pools.0.len()];
    for (pool, units) in problem.activities.iter().flat_map(demands) {
        let slot = unit.get_mut(pool)?;
        *slot = gcd(*slot, units);
    }
    let mut place = vec![usize::MAX; problem.pools.0.len()];
    let mut capacities = Vec::new();
    for ((pool, unit), place) in problem.pools.iter().zip(&unit).zip(&mut place) {
        if *unit == 0 {
            continue;
        }
        let [(_, capacity)] = pool.0.as_slice() else { return None };
        *place = capacities.len();
        capacities.push(capacity.unsigned_abs() / unit);
    }
    if capacities.len() > MOST_POOLS || capacities.iter().any(|one| *one > MOST_UNITS) {
        return None;
    }
    let rows = problem.activities.iter().map(|one| {
        let mut row = vec![0; capacities.len()];
        for (pool, units) in demands(one).into_iter().filter(|(_, units)| *units > 0) {
            let place = *place.get(pool)?;
            *row.get_mut(place)? += units / unit.get(pool)?;
        }
        row.iter().zip(&capacities).all(|(asked, there)| asked <= there).then_some(row)
    });
    Some((rows.collect::<Option<_>>()?, capacities))
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
