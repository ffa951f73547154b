//! Serial schedule generation where every minute counts, everybody is always there, and there is one way to do each thing.
//!
//! Time is in slots of the greatest common divisor of all times. What is left of all pools in a slot is one row of `u64`, four
//! pools of 16 bits to each: one subtraction says whether all of them suffice, as the upper bit of each, set before, is
//! borrowed from where one does not. Mirrored it is the same with all links turned round.

use crate::schedule::ledger::timeline::Work;
use crate::schedule::level::scheme::{Cost, Direction, Pass, Sample, Scheme};
use crate::schedule::table::{Fan, Rows};

/// The upper bit of each pool.
const GUARD: u64 = 0x8000_8000_8000_8000;

/// The most of a pool that there can be, after division by the common divisor of all that is asked of it.
pub(super) const MOST_UNITS: u64 = 0x7FFF;

/// To place an activity takes as long as to look at so many slots, besides those that it passes.
const STEPS: u64 = 20;

/// An instance in slots.
#[derive(Clone, Debug)]
pub(super) struct Packed<const W: usize> {
    spans: Rows<u32>,
    demands: Rows<[u64; W]>,
    capacity: [u64; W],
    /// Forward and mirrored: what each activity waits for, and how many slots behind its start.
    waits: [Fan<(u32, i64)>; 2],
    before: [Fan<u32>; 2],
    /// An order that keeps all links.
    order: Vec<u32>,
    /// Where each stands in it, forward and mirrored.
    place: [Rows<u32>; 2],
    slots: Vec<[u64; W]>,
    /// How many slots the last schedule has used.
    used: usize,
    bound: i64,
    /// What ends the search.
    enough: i64,
    goals: Vec<u32>,
    /// The earliest that the goals can be, all together.
    goals_bound: i64,
    /// Space to sort in.
    sorted: Vec<(i64, u32, u32)>,
    sweep: Sweep,
    /// How much has been done: about as much as it takes to look at so many slots.
    work: u64,
    /// What the whole search has done.
    pub(super) account: Work,
    /// By activity: how much it takes of what there is.
    loads: Rows<i64>,
    /// How much a schedule takes at least.
    steps: u64,
}

/// Where a parallel pass stands.
#[derive(Clone, Debug, Default)]
struct Sweep {
    /// What waits for nothing that is not placed: its place in the list, itself, its first slot; in order.
    open: Vec<(u32, u32, i64)>,
    /// The ends of what runs.
    ends: Vec<i64>,
    /// By activity: how much that it waits for is not placed.
    missing: Rows<usize>,
    place: Rows<u32>,
}

impl Sweep {
    fn begin(&mut self, list: &[u32], waits: impl Fn(u32) -> usize) {
        self.ends.clear();
        self.open.clear();
        self.missing.0.resize(list.len(), 0);
        self.place.0.resize(list.len(), 0);
        for (place, one) in (0..).zip(list) {
            self.place[*one] = place;
            self.missing[*one] = waits(*one);
            if self.missing[*one] == 0 {
                self.open.push((place, *one, 0));
            }
        }
    }

    fn open(&mut self, one: u32, from: i64) {
        let place = self.place[one];
        let at = self.open.partition_point(|(other, ..)| *other < place);
        self.open.insert(at, (place, one, from));
    }

    /// The next moment at which anything can begin; none if all has begun.
    fn next(&mut self, now: i64) -> Option<i64> {
        if self.open.is_empty() {
            return None;
        }
        self.ends.retain(|end| *end > now);
        let may_begin = self.open.iter().map(|(.., from)| *from).filter(|from| *from > now);
        self.ends.iter().copied().chain(may_begin).min()
    }
}

/// What an instance is made of, in slots and common units.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub(super) spans: Vec<u32>,
    /// By activity, then pool.
    pub(super) demands: Vec<Vec<u64>>,
    pub(super) capacity: Vec<u64>,
    /// From, to, and so many slots from the start of one to that of the other at least.
    pub(super) links: Vec<(u32, u32, i64)>,
    /// All activities, each behind what it waits for.
    pub(super) order: Vec<u32>,
    /// What should be early where the end can't be earlier.
    pub(super) goals: Vec<u32>,
    /// Whether nothing is gained behind the least end. If not, the search goes on for earlier starts while people, and not
    /// what waits for what, decide the end.
    pub(super) is_end_all: bool,
}

fn packed<const W: usize>(units: &[u64]) -> [u64; W] {
    let mut row = [0; W];
    for (word, pools) in row.iter_mut().zip(units.chunks(4)) {
        for (pool, units) in (0..).zip(pools) {
            *word |= units << (16 * pool);
        }
    }
    row
}

impl<const W: usize> Packed<W> {
    pub(super) fn new(parts: &Parts) -> Self {
        let count = parts.spans.len();
        let span = |one: u32| i64::from(parts.spans.get(one as usize).copied().unwrap_or(0));
        let links = parts.links.iter();
        let forward = links.clone().map(|(from, to, lag)| (*to, (*from, *lag)));
        let mirrored =
            links.clone().map(|(from, to, lag)| (*from, (*to, lag + span(*to) - span(*from))));
        let mut capacity = packed(&parts.capacity);
        for word in &mut capacity {
            *word |= GUARD;
        }
        let mut made = Self {
            spans: parts.spans.iter().copied().collect(),
            demands: parts.demands.iter().map(|units| packed(units)).collect(),
            capacity,
            before: [
                Fan::new(count, forward.clone().map(|(to, (from, _))| (to, from))),
                Fan::new(count, mirrored.clone().map(|(to, (from, _))| (to, from))),
            ],
            waits: [Fan::new(count, forward), Fan::new(count, mirrored)],
            order: parts.order.clone(),
            place: places(&parts.order),
            slots: vec![capacity; horizon(parts)],
            used: 0,
            bound: 0,
            enough: 0,
            goals: parts.goals.clone(),
            goals_bound: 0,
            sorted: Vec::new(),
            sweep: Sweep::default(),
            work: 0,
            account: Work::default(),
            loads: loads(parts),
            steps: parts.spans.iter().map(|span| STEPS + u64::from(*span)).sum::<u64>()
                + 4 * parts.links.len() as u64,
        };
        let path = made.critical_path();
        made.bound = path.max(energy(parts));
        made.enough = if parts.is_end_all { made.bound } else { path };
        let early = made.early_starts(Direction::Forward);
        made.goals_bound =
            parts.goals.iter().map(|goal| early[*goal] + i64::from(made.spans[*goal])).sum();
        made
    }

    /// How much work was done.
    pub(super) fn done(&self) -> usize {
        usize::try_from(self.work).unwrap_or(usize::MAX)
    }

    /// What no schedule is shorter than, in slots.
    pub(super) const fn limit(&self) -> i64 {
        self.bound
    }

    /// The earliest starts, if there were enough of everybody.
    fn early_starts(&self, way: Direction) -> Rows<i64> {
        let mut starts = Rows::filled(0_i64, self.order.len());
        let mut visit = |one: &u32| {
            let waits = self.waits(way).of(*one).iter();
            starts[*one] = waits.map(|(other, lag)| starts[*other] + lag).fold(0, i64::max);
        };
        match way {
            Direction::Forward => self.order.iter().for_each(&mut visit),
            Direction::Mirrored => self.order.iter().rev().for_each(&mut visit),
        }
        starts
    }

    /// The length of the critical path.
    fn critical_path(&self) -> i64 {
        let starts = self.early_starts(Direction::Forward);
        let ends =
            starts.iter().zip(self.spans.iter()).map(|(start, span)| start + i64::from(*span));
        ends.max().unwrap_or(0)
    }

    fn serial(&mut self, way: Direction, list: &[u32], sample: &mut Sample) {
        for one in list {
            let waits = self.waits(way).of(*one).iter();
            let from = waits.map(|(other, lag)| sample.starts[*other] + lag).fold(0, i64::max);
            let at = self.first_fit(from, self.spans[*one], &self.demands[*one]);
            self.work += i64::from(at).abs_diff(from);
            self.put(*one, at, sample);
        }
    }

    fn put(&mut self, one: u32, at: u32, sample: &mut Sample) {
        let (span, demand) = (self.spans[one], self.demands[one]);
        let slots = at as usize..(at + span) as usize;
        for slot in self.slots.get_mut(slots).unwrap_or_default() {
            for (left, demand) in slot.iter_mut().zip(&demand) {
                *left -= demand;
            }
        }
        sample.starts[one] = i64::from(at);
        sample.ends[one] = i64::from(at + span);
    }

    /// Moment by moment; at each moment at which something ends or may begin, what is first in the list and fits is begun.
    /// Nothing is placed ahead of time, so that what fits at a moment fits as long as it runs.
    fn parallel(&mut self, way: Direction, list: &[u32], sample: &mut Sample) {
        let mut sweep = std::mem::take(&mut self.sweep);
        sweep.begin(list, |one| self.waits(way).of(one).len());
        let mut now = 0;
        loop {
            let mut at = 0;
            self.work += 2 * sweep.open.len() as u64;
            while let Some((_, one, from)) = sweep.open.get(at).copied() {
                let slot = u32::try_from(now).unwrap_or(0);
                let is_full = self.spans[one] > 0
                    && self
                        .slots
                        .get(slot as usize)
                        .is_none_or(|left| is_short(left, &self.demands[one]));
                if from > now || is_full {
                    at += 1;
                    continue;
                }
                self.put(one, slot, sample);
                sweep.open.remove(at);
                sweep.ends.push(sample.ends[one]);
                for (next, _) in self.waits(way.turned()).of(one) {
                    sweep.missing[*next] -= 1;
                    if sweep.missing[*next] == 0 {
                        let waits = self.waits(way).of(*next).iter();
                        let from = waits.map(|(other, lag)| sample.starts[*other] + lag).max();
                        sweep.open(*next, from.unwrap_or(0));
                    }
                }
            }
            match sweep.next(now) {
                Some(next) => now = next,
                None => break,
            }
        }
        self.sweep = sweep;
    }

    fn waits(&self, way: Direction) -> &Fan<(u32, i64)> {
        let [forward, mirrored] = &self.waits;
        if way == Direction::Forward { forward } else { mirrored }
    }

    /// The first slot from one on in which so much is left for so long.
    #[inline]
    fn first_fit(&self, from: i64, span: u32, demand: &[u64; W]) -> u32 {
        let mut at = u32::try_from(from).unwrap_or(0) as usize;
        while let Some(window) = self.slots.get(at..at + span as usize) {
            match window.iter().rposition(|left| is_short(left, demand)) {
                Some(last) => at += last + 1,
                None => break,
            }
        }
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

/// Where each stands in an order, and in its mirror.
fn places(order: &[u32]) -> [Rows<u32>; 2] {
    let mut ahead = Rows::filled(0, order.len());
    let mut back = Rows::filled(0, order.len());
    for (at, one) in (0..).zip(order) {
        ahead[*one] = at;
        back[*one] = u32::MAX - at;
    }
    [ahead, back]
}

/// No schedule is longer than everything one after the other, with all lags; what is put last ends within twice that.
fn horizon(parts: &Parts) -> usize {
    let spans: u64 = parts.spans.iter().map(|span| u64::from(*span)).sum();
    let lags: u64 = parts.links.iter().map(|(.., lag)| lag.unsigned_abs()).sum();
    usize::try_from(2 * spans + lags + 1).unwrap_or(0)
}

/// Whether less is left than is asked for, of any pool.
#[inline]
fn is_short<const W: usize>(left: &[u64; W], demand: &[u64; W]) -> bool {
    let mut borrowed = GUARD;
    for (left, demand) in left.iter().zip(demand) {
        borrowed &= left - demand;
    }
    borrowed & GUARD != GUARD
}

/// How much each activity takes of all pools, in thousandths of what there is, times its slots.
fn loads(parts: &Parts) -> Rows<i64> {
    let load = |(span, units): (&u32, &Vec<u64>)| {
        let shares = units.iter().zip(&parts.capacity);
        let shares = shares.map(|(units, there)| 1000 * units / (*there).max(1));
        i64::try_from(shares.sum::<u64>() * u64::from(*span)).unwrap_or(0)
    };
    parts.spans.iter().zip(&parts.demands).map(load).collect()
}

/// How long each pool is busy at least, if it never rests.
fn energy(parts: &Parts) -> i64 {
    let busy = |(pool, capacity): (usize, &u64)| {
        let asked = parts.spans.iter().zip(&parts.demands);
        let asked =
            asked.map(|(span, units)| u64::from(*span) * units.get(pool).copied().unwrap_or(0));
        i64::try_from(asked.sum::<u64>().div_ceil((*capacity).max(1))).unwrap_or(0)
    };
    parts.capacity.iter().enumerate().map(busy).max().unwrap_or(0)
}

impl<const W: usize> Scheme for Packed<W> {
    fn count(&self) -> u32 {
        self.spans.count()
    }

    fn modes(&self, _: u32) -> u16 {
        1
    }

    fn before(&self, way: Direction, activity: u32) -> &[u32] {
        let [forward, mirrored] = &self.before;
        if way == Direction::Forward { forward.of(activity) } else { mirrored.of(activity) }
    }

    fn rule(&self) -> Rows<i64> {
        // The mirrored early start is the latest end.
        let starts = self.early_starts(Direction::Mirrored);
        starts.iter().map(|start| -start).collect()
    }

    fn loads(&self) -> Rows<i64> {
        self.loads.clone()
    }

    fn order(&mut self, way: Direction, keys: &Rows<i64>, list: &mut Vec<u32>) {
        let [forward, mirrored] = &self.place;
        let place = if way == Direction::Forward { forward } else { mirrored };
        self.sorted.clear();
        self.sorted.extend((0..).zip(keys.iter()).map(|(one, key)| (*key, place[one], one)));
        self.sorted.sort_unstable();
        list.clear();
        list.extend(self.sorted.iter().map(|(.., one)| *one));
    }

    fn generate(&mut self, way: Direction, pass: Pass, list: &[u32], sample: &mut Sample) -> Pass {
        let used = self.used;
        self.slots.get_mut(..used).unwrap_or_default().fill(self.capacity);
        match pass {
            Pass::Serial => self.serial(way, list, sample),
            Pass::Parallel => self.parallel(way, list, sample),
        }
        let end = sample.ends.iter().copied().max().unwrap_or(0);
        self.work += self.steps;
        self.used = usize::try_from(end).unwrap_or(0);
        let goals = match way {
            Direction::Forward => self.goals.iter().map(|goal| sample.ends[*goal]).sum(),
            Direction::Mirrored => 0,
        };
        sample.cost = Cost { late: 0, end, goals, starts: sample.starts.iter().sum() };
        pass
    }

    fn is_exact(&self, way: Direction) -> bool {
        way == Direction::Forward || self.goals.is_empty()
    }

    fn bound(&self) -> Cost {
        Cost { late: 0, end: self.enough, goals: self.goals_bound, starts: 0 }
    }

    fn least_end(&self) -> i64 {
        self.enough
    }

    fn work(&self) -> u64 {
        if self.account.is_given_up() { u64::MAX } else { self.work }
    }

    fn tell(&self, done: u64, most: u64) {
        self.account.tell(done, most);
    }
}
