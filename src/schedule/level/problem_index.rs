//! The problem, indexed: what each activity waits for, what waits for it, and who goes first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::model::Edge;
use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::problem::{Activity, Link, SearchProblem};
use crate::schedule::level::scheme::Cost;
use crate::schedule::table::{Fan, Rows};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// A link, seen from one of its two activities.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wait<'p, 'm> {
    /// The activity at the other end.
    pub(super) other: u32,
    pub(super) other_edge: Edge,
    pub(super) own_edge: Edge,
    lag: Minutes,
    clock: Option<&'p Clock<'m>>,
}

impl<'p, 'm> Wait<'p, 'm> {
    /// A link, seen from the end that is not the other.
    fn of(link: &'p Link<'m>, (other, other_edge): (u32, Edge), own_edge: Edge) -> Self {
        Self { other, other_edge, own_edge, lag: link.lag, clock: link.lag_clock }
    }

    /// The last moment of the other's point for which it is no later than `point`.
    #[inline]
    pub(super) fn before(&self, point: Moment) -> Moment {
        match self.clock {
            _ if self.lag == Minutes::ZERO => point,
            None => point.plus(Minutes(self.lag.0.saturating_neg())),
            Some(clock) => clock.retreat(point, self.lag),
        }
    }
}

/// The problem, indexed.
#[derive(Debug)]
pub(super) struct ProblemIndex<'p, 'm> {
    pub(super) problem: &'p SearchProblem<'m>,
    /// What each activity waits for. What is fixed waits for nothing.
    pub(super) into: Fan<Wait<'p, 'm>>,
    /// What waits for each activity.
    pub(super) out: Fan<Wait<'p, 'm>>,
    /// All activities, each behind what it waits for.
    pub(super) order: Vec<u32>,
    /// Where each stands in `order`.
    pub(super) place: Rows<u32>,
    /// The highest priority of an activity and all that waits for it: what is urgent is urgent from its first step on.
    pub(super) class: Rows<u16>,
    /// What has been done for it.
    pub(super) work: Work,
}

impl<'p, 'm> ProblemIndex<'p, 'm> {
    pub(super) fn new(problem: &'p SearchProblem<'m>) -> Self {
        let (count, links) = (problem.activities.0.len(), problem.links.iter());
        let of_from = |one: &'p Link<'m>| Wait::of(one, (one.from, one.from_edge), one.to_edge);
        let of_to = |one: &'p Link<'m>| Wait::of(one, (one.to, one.to_edge), one.from_edge);
        let into = Fan::new(count, links.clone().map(|one| (one.to, of_from(one))));
        let out = Fan::new(count, links.map(|one| (one.from, of_to(one))));
        let mut net = Self {
            problem,
            into,
            out,
            order: Vec::new(),
            place: Rows::filled(0, count),
            class: problem.activities.iter().map(|one| one.priority).collect(),
            work: Work::default(),
        };
        net.order = net.sorted(|_| 0_u32);
        for (place, activity) in (0..).zip(&net.order) {
            net.place[*activity] = place;
        }
        net.raise_classes();
        net
    }

    pub(super) fn count(&self) -> u32 {
        self.class.count()
    }

    pub(super) fn activity(&self, activity: u32) -> &'p Activity<'m> {
        &self.problem.activities[activity]
    }

    /// All activities, each behind what it waits for: by class, then by key, then as declared.
    pub(super) fn sorted<K: Ord>(&self, key: impl Fn(u32) -> K) -> Vec<u32> {
        sorted(&self.into, &self.out, self.count(), |one| (Reverse(self.class[one]), key(one)))
    }

    /// All activities, each behind what waits for it: the lowest class first, then by key, then as declared.
    pub(super) fn mirrored<K: Ord>(&self, key: impl Fn(u32) -> K) -> Vec<u32> {
        sorted(&self.out, &self.into, self.count(), |one| (self.class[one], key(one)))
    }

    /// Gives what is waited for the class of what waits.
    fn raise_classes(&mut self) {
        for activity in self.order.iter().rev() {
            let waiting = self.out.of(*activity).iter().map(|wait| self.class[wait.other]);
            let highest = waiting.max().unwrap_or(0);
            self.class[*activity] = self.class[*activity].max(highest);
        }
    }

    /// Puts activities, and all that they wait for, into a class, if their own is not higher.
    pub(super) fn promote(&mut self, activities: &[u32], class: u16) {
        for activity in activities {
            self.class[*activity] = self.class[*activity].max(class);
        }
        self.raise_classes();
    }

    /// Whether some go before others.
    pub(super) fn has_classes(&self) -> bool {
        self.class.iter().any(|one| *one != self.class[0])
    }
}

/// Whether each stands behind what it waits for.
fn is_sorted(into: &Fan<Wait<'_, '_>>, order: &[u32]) -> bool {
    let mut is_placed = Rows::filled(false, order.len());
    order.iter().all(|one| {
        is_placed[*one] = true;
        into.of(*one).iter().all(|wait| is_placed[wait.other])
    })
}

/// All rows, each behind what it waits for, and otherwise by key (Kahn, *Topological sorting of large networks*, 1962).
fn sorted<K: Ord>(
    into: &Fan<Wait<'_, '_>>,
    out: &Fan<Wait<'_, '_>>,
    count: u32,
    key: impl Fn(u32) -> K,
) -> Vec<u32> {
    // Keys mostly keep what is waited for by themselves.
    let mut order: Vec<u32> = (0..count).collect();
    order.sort_unstable_by_key(|one| (key(*one), *one));
    if is_sorted(into, &order) {
        return order;
    }
    order.clear();
    let mut missing: Rows<u32> =
        (0..count).map(|one| u32::try_from(into.of(one).len()).unwrap_or(0)).collect();
    let entry = |one: u32| Reverse((key(one), one));
    let mut free: BinaryHeap<_> = (0..count).filter(|one| missing[*one] == 0).map(entry).collect();
    while let Some(Reverse((_, done))) = free.pop() {
        order.push(done);
        for wait in out.of(done) {
            missing[wait.other] -= 1;
            if missing[wait.other] == 0 {
                free.push(entry(wait.other));
            }
        }
    }
    order
}

/// When something is, and in which of its ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placement {
    pub(super) start: Moment,
    pub(super) end: Moment,
    pub(super) mode: u16,
}

impl Placement {
    /// Not placed yet.
    pub(super) const NOWHERE: Self = Self { start: Moment::MIN, end: Moment::MIN, mode: 0 };

    /// When one of its points is.
    pub(super) const fn at(self, edge: Edge) -> Moment {
        match edge {
            Edge::Start => self.start,
            Edge::End => self.end,
        }
    }
}

/// How late it is to end something then, weighted.
pub(super) fn late(activity: &Activity<'_>, end: Moment) -> i64 {
    let late = activity.deadline.map_or(0, |deadline| end.since(deadline).0.max(0));
    late.saturating_mul(i64::from(activity.weight))
}

/// What a whole schedule costs.
pub(super) fn cost(net: &ProblemIndex<'_, '_>, stands: &Rows<Placement>) -> Cost {
    let mut cost = Cost { late: 0, end: Moment::MIN.minutes(), goals: 0, starts: 0 };
    for (activity, stand) in net.problem.activities.iter().zip(stands.iter()) {
        cost.end = cost.end.max(stand.end.minutes());
        cost.starts = cost.starts.saturating_add(stand.start.minutes());
        cost.late = cost.late.saturating_add(late(activity, stand.end));
    }
    for goal in &net.problem.goals {
        cost.goals = cost.goals.saturating_add(stands[*goal].end.minutes());
    }
    cost
}
