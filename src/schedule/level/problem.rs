//! The problem that levelling solves, of a roadmap: activities, what they wait for, and who there is; indexed, with what can be
//! said of it before anything is placed.
//!
//! The resource-constrained project scheduling problem with generalised minimal time lags, calendars, capacity that varies
//! and several modes (Neumann, Schwindt and Zimmermann, *Project Scheduling with Time Windows and Scarce Resources*, 2003).
//! Time is in minutes since 1 January 1970, amounts of a resource in thousandths of a unit.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::model::Edge;
use crate::schedule::crew::Crew;
use crate::schedule::ledger::demand::{Ask, Capacity};
use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::scheme::Cost;
use crate::schedule::table::{Fan, Rows};
use crate::schedule::working_time::Clock;
use crate::time::{Minutes, Moment};

/// What is to be levelled.
#[derive(Clone, Debug)]
pub(crate) struct SearchProblem<'m> {
    /// Activities in order of declaration.
    pub(crate) activities: Rows<Activity<'m>>,
    /// What waits for what. Without cycles, a [`First`](Kind::First) behind all whose start it takes.
    pub(crate) links: Vec<Link<'m>>,
    /// Who and what there is.
    pub(crate) pools: Rows<Capacity>,
    /// What should be early where the end of all can't be earlier: milestones and releases.
    pub(crate) goals: Vec<u32>,
}

/// Something that takes time, or a point in time.
#[derive(Clone, Debug)]
pub(crate) struct Activity<'m> {
    /// What its start is, once that of everything it waits for is known.
    pub(crate) kind: Kind,
    /// It starts no earlier.
    pub(crate) release: Moment,
    /// It should end no later.
    pub(crate) deadline: Option<Moment>,
    /// How much a minute behind its deadline counts, above 0.
    pub(crate) weight: u32,
    /// 0 to 1000: what is higher goes first where both compete.
    pub(crate) priority: u16,
    /// Whether it may pause while others need what it uses.
    pub(crate) can_split: bool,
    /// Whether its end waits for a date, or a point of it for the past.
    pub(crate) is_dated: bool,
    /// The ways in which it can be done; none where nothing is to be done.
    pub(crate) modes: Vec<Mode<'m>>,
}

/// What the start of an activity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As early as everything that it waits for allows.
    Usual,
    /// With the first of what it is linked to: the start of something that has parts. Takes no time and nobody.
    First,
    /// Its dates are given: from its release to this moment, whoever else is busy. It waits for nothing, but takes its people while
    /// it runs.
    Fixed(Moment),
}

/// A way in which an activity can be done.
#[derive(Clone, Debug)]
pub(crate) struct Mode<'m> {
    /// Who does it: so work becomes time.
    pub(crate) crew: &'m Crew<'m>,
    /// How much work.
    pub(crate) amount: Minutes,
    /// What it takes of the pools while it runs.
    pub(crate) asks: Vec<Ask<'m>>,
    /// Whether it is an effort by several, who need not all be there at once.
    pub(crate) is_joint: bool,
}

/// Something that waits for something else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link<'m> {
    /// What is waited for.
    pub(crate) from: u32,
    /// With which of its points.
    pub(crate) from_edge: Edge,
    /// What waits.
    pub(crate) to: u32,
    /// With which of its points.
    pub(crate) to_edge: Edge,
    /// So much later, or earlier where it is negative.
    pub(crate) lag: Minutes,
    /// In whose working time the lag counts; `None` counts the clock.
    pub(crate) lag_clock: Option<&'m Clock<'m>>,
}

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

/// The latest end of each activity by which nothing is late, if there were enough of everybody: how long things take, and how
/// far they lie apart, is as `stands` has it.
///
/// It says which activity goes first when nothing better is known: it is the best of the simple rules for serial generation
/// (Kolisch, *Efficient priority rules for the resource-constrained project scheduling problem*, 1996).
pub(super) fn latest_ends(net: &ProblemIndex<'_, '_>, stands: &Rows<Placement>) -> Rows<Moment> {
    let all_done = stands.iter().map(|stand| stand.end).max().unwrap_or(Moment::MIN);
    let mut latest = Rows::filled(all_done, stands.0.len());
    for activity in net.order.iter().rev() {
        let own = stands[*activity];
        let takes = own.end.since(own.start);
        let mut end = net.activity(*activity).deadline.map_or(all_done, |one| one.min(all_done));
        for wait in net.out.of(*activity) {
            let other = stands[wait.other];
            let start = latest[wait.other].plus(Minutes(-other.end.since(other.start).0));
            let late = Placement { start, end: latest[wait.other], mode: 0 };
            let point = wait.before(late.at(wait.other_edge));
            end = end.min(match wait.own_edge {
                Edge::Start => point.plus(takes),
                Edge::End => point,
            });
        }
        latest[*activity] = end;
    }
    latest
}

/// What the work of one clock asks of a pool.
struct Asked<'m> {
    clock: &'m Clock<'m>,
    /// Before that nothing of it can start.
    first: Moment,
    /// Minutes times thousandths of a unit.
    work: i128,
}

/// How long somebody is busy at least, if they never rest while there is work: no schedule ends earlier. `early` is the earliest
/// that everything can be.
pub(super) fn busy_until(net: &ProblemIndex<'_, '_>, early: &Rows<Placement>) -> Moment {
    let mut asked: Rows<Vec<Asked<'_>>> = net.problem.pools.iter().map(|_| Vec::new()).collect();
    for one in 0..net.count() {
        let row = net.activity(one);
        let mode = row.modes.first().filter(|_| row.kind == Kind::Usual && row.modes.len() == 1);
        for ask in mode.into_iter().flat_map(|mode| &mode.asks) {
            let Some((work, clock)) = work_of(net, row, *ask) else { continue };
            let of_pool = &mut asked[ask.pool];
            let start = early[one].start;
            match of_pool.iter_mut().find(|asked| std::ptr::eq(asked.clock, clock)) {
                Some(asked) => {
                    asked.first = asked.first.min(start);
                    asked.work += work;
                }
                None => of_pool.push(Asked { clock, first: start, work }),
            }
        }
    }
    let ends = net.problem.pools.iter().zip(asked.iter()).flat_map(|(pool, asked)| {
        asked.iter().map(|asked| {
            let most = i128::from(most_of(pool).max(1));
            let work = Minutes(i64::try_from((asked.work + most - 1) / most).unwrap_or(i64::MAX));
            asked.clock.advance(asked.first, work)
        })
    });
    // What has more to do than time has days says nothing.
    ends.filter(|end| *end < Moment::MAX).max().unwrap_or(Moment::MIN)
}

/// What an activity takes of a pool, and by which clock; nothing if that depends on where it lies, or there is not enough.
fn work_of<'m>(
    net: &ProblemIndex<'_, 'm>,
    row: &Activity<'m>,
    ask: Ask<'m>,
) -> Option<(i128, &'m Clock<'m>)> {
    let mode = row.modes.first().filter(|mode| !mode.is_joint)?;
    net.problem.pools[ask.pool].0.last().filter(|(_, left)| *left >= ask.units)?;
    let work = mode.crew.working_time(mode.amount)?;
    Some((i128::from(work.0) * i128::from(ask.units), &mode.crew.clock))
}

pub(super) fn most_of(pool: &Capacity) -> i64 {
    pool.0.iter().map(|(_, units)| *units).max().unwrap_or(0)
}
