//! The search's view of a problem with all that it may hold.

use crate::schedule::level::decode::Decoder;
use crate::schedule::level::mirrored::Mirrored;
use crate::schedule::level::problem::Kind;
use crate::schedule::level::problem_index::{Placement, ProblemIndex, cost};
use crate::schedule::level::rules::{busy_until, latest_ends, most_of};
use crate::schedule::level::scheme::{Cost, Direction, Pass, Sample, Scheme};
use crate::schedule::table::{Fan, Rows};
use crate::time::Moment;

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
