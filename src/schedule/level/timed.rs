//! Schedules in minutes of a problem with all that it may hold: forward those of the [`Decoder`], mirrored serial schedule
//! generation with time turned round, in which each activity of a list is put where it can be last, given those before it.
//!
//! What is mirrored says which order is good, no more: what pauses is not cut, what has parts does not hold them, and several who do an effort
//! are taken together. When things are is found by the forward pass.

use crate::model::Edge;
use crate::schedule::ledger::demand::{Ask, Found, Kinds, Known};
use crate::schedule::ledger::pools::Pools;
use crate::schedule::level::decode::Decoder;
use crate::schedule::level::problem::{
    Kind, Mode, Placement, ProblemIndex, busy_until, cost, latest_ends, most_of,
};
use crate::schedule::level::scheme::{Cost, Direction, Pass, Sample, Scheme};
use crate::schedule::table::{Fan, Rows};
use crate::time::Moment;

/// To place an activity takes as long as to look at so many stretches of a pool, besides those that it looks at.
const ACTIVITY_STEPS: usize = 20;

/// Generates mirrored schedules of one problem.
#[derive(Debug)]
pub(super) struct Mirrored<'n, 'p, 'm> {
    net: &'n ProblemIndex<'p, 'm>,
    pools: Pools<'m>,
    /// By activity, then mode: what is alike has the same.
    kinds: Fan<u32>,
    known: Known,
    /// What the last pass has placed.
    pub(super) stands: Rows<Placement>,
}

impl<'n, 'p, 'm> Mirrored<'n, 'p, 'm> {
    pub(super) fn new(net: &'n ProblemIndex<'p, 'm>) -> Self {
        let problem = net.problem;
        let capacities = problem.pools.iter().map(|pool| pool.0.clone());
        let usual = problem.activities.iter().filter(|one| one.kind != Kind::First);
        let first = usual.map(|one| one.release).min().unwrap_or(Moment::MIN);
        let modes = problem.activities.iter().flat_map(|one| &one.modes);
        let asks = modes.flat_map(|mode| mode.asks.iter().copied());
        let pools = Pools::new(capacities, asks, first, &net.work);
        let mut numbers = Kinds::default();
        let mut kinds = Vec::new();
        for (id, one) in (0..).zip(problem.activities.iter()) {
            let number =
                |mode: &Mode<'m>| (id, numbers.number(&mode.asks, mode.crew, one.can_split));
            kinds.extend(one.modes.iter().map(number));
        }
        let mut mirrored = Self {
            net,
            pools,
            kinds: Fan::new(problem.activities.0.len(), kinds.into_iter()),
            known: numbers.known(),
            stands: Rows::filled(Placement::NOWHERE, problem.activities.0.len()),
        };
        mirrored.place_fixed();
        mirrored
    }

    fn place_fixed(&mut self) {
        for activity in 0..self.net.count() {
            let row = self.net.activity(activity);
            if let Kind::Fixed(end) = row.kind {
                let (start, end) = (row.release, end.max(row.release));
                self.stands[activity] = Placement { start, end, mode: 0 };
                if let Some(mode) = row.modes.first() {
                    self.pools.take(&mode.asks, (start, end), None);
                }
            }
        }
        self.pools.settle();
    }

    fn is_fixed(&self, activity: u32) -> bool {
        matches!(self.net.activity(activity).kind, Kind::Fixed(_))
    }

    fn place_until(&self, mode: &Mode<'_>, end: Moment) -> (Moment, Moment) {
        self.net.work.add(mode.crew.steps());
        mode.crew.last_place(end, mode.amount)
    }

    /// Places all of a list, as late as can be, to be done by a moment. What waits for an activity stands before it. In which
    /// way each is done is what `modes` says.
    pub(super) fn backward(&mut self, list: &[u32], by: Moment, modes: impl Fn(u32) -> u16) {
        self.pools.reset();
        self.known.forget();
        for activity in list {
            self.net.work.add(ACTIVITY_STEPS + 4 * self.net.into.of(*activity).len());
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
            if self.is_fixed(wait.other) {
                continue;
            }
            let moment = wait.before(self.stands[wait.other].at(wait.other_edge));
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
        self.pools.take(&way.asks, (start, end), None);
    }

    /// The last place of a mode that starts and ends no later than that.
    fn last_place(
        &mut self,
        (activity, index, mode): (u32, u16, &Mode<'m>),
        start: Moment,
        end: Moment,
    ) -> (Moment, Moment) {
        let mut at = self.place_until(mode, end);
        if at.0 > start {
            at = last_start_by(mode, start);
        }
        let is_enough = |ask: &Ask<'m>| ask.units <= self.pools.at_last(ask.pool);
        let kind = self.kinds.of(activity).get(usize::from(index)).copied();
        let kind = kind.filter(|_| !mode.asks.is_empty() && mode.asks.iter().all(is_enough));
        let Some(kind) = kind else { return at };
        // What may pause is not cut in this pass, and so is like what may not.
        let amount = mode.amount;
        let from = at.1.minutes().saturating_neg();
        if let Some(known) = self.known.last(kind, (amount, false), from) {
            at = self.place_until(mode, Moment::from_minutes(known.at.saturating_neg()));
        }
        let at = self.free_place_before(mode, at);
        let found = Found { amount, from, at: at.1.minutes().saturating_neg(), by: None };
        self.known.note(kind, found);
        at
    }

    /// The last place up to one in which all are free that a mode asks for; if there is none, one at the beginning of time.
    fn free_place_before(&self, mode: &Mode<'m>, mut at: (Moment, Moment)) -> (Moment, Moment) {
        let shortest = mode.crew.shortest(mode.amount);
        while let Some(free) = self.pools.free_before(&mode.asks, at, shortest) {
            // There is no such place, or nobody ever works.
            if free == Moment::MIN || at.0 == Moment::MIN {
                return at;
            }
            at = self.place_until(mode, free);
        }
        at
    }
}

/// The last place that starts by a moment.
fn last_start_by(mode: &Mode<'_>, moment: Moment) -> (Moment, Moment) {
    let start = mode.crew.last_start_by(moment);
    (start, mode.crew.finish(start, mode.amount))
}

/// Schedules of a problem in minutes; mirrored, time runs back from minute 0 of 1970.
#[derive(Debug)]
pub(super) struct Timed<'n, 'p, 'q, 'a, 'm> {
    net: &'n ProblemIndex<'p, 'q>,
    decoder: &'n mut Decoder<'a, 'm>,
    mirrored: Mirrored<'n, 'p, 'q>,
    /// When everything is if there were enough of everybody.
    early: Rows<Placement>,
    latest: Rows<Moment>,
    /// By when a mirrored schedule has all done.
    by: Moment,
    before: [Fan<u32>; 2],
    bound: Cost,
    /// No schedule ends earlier.
    least_end: i64,
}

impl<'n, 'p, 'q, 'a, 'm> Timed<'n, 'p, 'q, 'a, 'm> {
    /// `by` is the end of a schedule that is known, `early` the earliest that everything can be.
    pub(super) fn new(
        net: &'n ProblemIndex<'p, 'q>,
        decoder: &'n mut Decoder<'a, 'm>,
        (early, by): (Rows<Placement>, Moment),
    ) -> Self {
        let count = net.count() as usize;
        let rows = || 0..net.count();
        let into =
            rows().flat_map(|one| net.into.of(one).iter().map(move |wait| (one, wait.other)));
        let out = rows().flat_map(|one| net.out.of(one).iter().map(move |wait| (one, wait.other)));
        let before = [Fan::new(count, into), Fan::new(count, out)];
        let bound = cost(net, &early);
        let least_end = bound.end.max(busy_until(net, &early).minutes());
        let latest = latest_ends(net, &early);
        let mirrored = Mirrored::new(net);
        Self { net, decoder, mirrored, early, latest, by, before, bound, least_end }
    }

    fn forward(&mut self, list: &[u32], sample: &mut Sample) {
        let choices = &sample.choices;
        self.decoder.forward(list, |one| choices[one].checked_sub(1));
        for one in 0..self.net.count() {
            let stand = self.decoder.stands[one];
            sample.starts[one] = stand.start.minutes();
            sample.ends[one] = stand.end.minutes();
            sample.modes[one] = stand.mode;
        }
        sample.cost = cost(self.net, &self.decoder.stands);
    }

    fn backward(&mut self, list: &[u32], sample: &mut Sample) {
        let (choices, modes) = (&sample.choices, &sample.modes);
        self.mirrored
            .backward(list, self.by, |one| choices[one].checked_sub(1).unwrap_or(modes[one]));
        let (mut behind, mut starts) = (i64::MIN, 0_i64);
        for one in 0..self.net.count() {
            let stand = self.mirrored.stands[one];
            sample.starts[one] = -stand.end.minutes();
            sample.ends[one] = -stand.start.minutes();
            starts = starts.saturating_add(sample.starts[one]);
            if self.net.activity(one).kind == Kind::Usual {
                behind = behind.max(self.early[one].start.since(stand.start).0);
            }
        }
        // So much later it would have to be.
        let end = self.by.minutes().saturating_add(behind);
        sample.cost = Cost { late: 0, end, goals: 0, starts };
    }
}

impl Scheme for Timed<'_, '_, '_, '_, '_> {
    fn count(&self) -> u32 {
        self.net.count()
    }

    fn modes(&self, activity: u32) -> u16 {
        let row = self.net.activity(activity);
        if row.kind == Kind::Usual { u16::try_from(row.modes.len()).unwrap_or(u16::MAX) } else { 1 }
    }

    fn before(&self, way: Direction, activity: u32) -> &[u32] {
        let [forward, mirrored] = &self.before;
        if way == Direction::Forward { forward.of(activity) } else { mirrored.of(activity) }
    }

    fn may_pass(&self, way: Direction, activity: u32, other: u32) -> bool {
        self.net.class[activity] == self.net.class[other]
            && !self.before(way, activity).contains(&other)
    }

    fn rule(&self) -> Rows<i64> {
        self.latest.iter().map(|moment| moment.minutes()).collect()
    }

    fn loads(&self) -> Rows<i64> {
        (0..self.net.count()).map(|one| load(self.net, one, self.early[one])).collect()
    }

    fn order(&mut self, way: Direction, keys: &Rows<i64>, list: &mut Vec<u32>) {
        *list = match way {
            Direction::Forward => self.net.sorted(|one| keys[one]),
            Direction::Mirrored => self.net.mirrored(|one| keys[one]),
        };
    }

    fn generate(&mut self, way: Direction, _: Pass, list: &[u32], sample: &mut Sample) -> Pass {
        match way {
            Direction::Forward => self.forward(list, sample),
            Direction::Mirrored => self.backward(list, sample),
        }
        Pass::Serial
    }

    fn is_exact(&self, way: Direction) -> bool {
        way == Direction::Forward
    }

    fn bound(&self) -> Cost {
        self.bound
    }

    fn least_end(&self) -> i64 {
        self.least_end
    }

    fn work(&self) -> u64 {
        self.net.work.done()
    }

    fn tell(&self, done: u64, most: u64) {
        self.net.work.tell(done, most);
    }
}

/// How much an activity takes of all pools, in thousandths of what there is, times the hours that it lasts.
fn load(net: &ProblemIndex<'_, '_>, one: u32, early: Placement) -> i64 {
    let asks = net.activity(one).modes.first().into_iter().flat_map(|mode| &mode.asks);
    let shares = asks.map(|ask| {
        let most = most_of(&net.problem.pools[ask.pool]);
        ask.units.saturating_mul(1000) / most.max(1)
    });
    let hours = early.end.since(early.start).0 / 60 + 1;
    shares.sum::<i64>().saturating_mul(hours.clamp(0, 1 << 20))
}
