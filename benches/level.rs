//! What a schedule of the levelling search costs: `cargo bench --bench level`.
//!
//! `plain` is what everybody's one calendar and people who are never away make of a roadmap; `general` the same problem with
//! a capacity that changes from what it is to what it is, which no plain problem has, so that every schedule is made in
//! minutes. Divide by the schedules, which are the items here.

// A benchmark that cannot run may panic.
#![allow(clippy::expect_used)]

use divan::Bencher;
use divan::counter::ItemsCount;
use milepost::model::Edge;
use milepost::schedule::level::{
    Activity, ActivityId, Budget, Demand, Kind, Link, Mode, Pace, Pool, PoolId, Problem, level,
};
use milepost::time::{Minutes, Moment};

fn main() {
    divan::main();
}

/// A small generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % limit
    }

    fn units(&mut self, limit: u64) -> u32 {
        u32::try_from(self.below(limit)).expect("a small number")
    }
}

/// Work of one to ten hours that waits for one or two others, on four pools that are scarce.
fn problem(activities: u32, is_plain: bool) -> Problem<'static> {
    let mut random = Random(7);
    let mut problem = Problem::default();
    let now = Moment::from_minutes(0);
    for _ in 0..4 {
        let mut capacity = vec![(Moment::MIN, 12)];
        capacity.extend((!is_plain).then_some((now, 12)));
        problem.pools.push(Pool { capacity });
    }
    for row in 0..activities {
        let amount = Minutes(60 * i64::from(1 + random.units(10)));
        let demands = (0..4).filter_map(|pool| {
            let units = random.units(10);
            (units > 0).then_some(Demand { pool: PoolId(pool), units })
        });
        let mode = Mode { pace: Pace::PLAIN, amount, demands: demands.collect(), several: None };
        problem.activities.push(Activity {
            kind: Kind::Usual,
            release: now,
            deadline: None,
            weight: 1,
            priority: 500,
            can_split: false,
            modes: vec![mode],
        });
        for _ in 0..2.min(row) {
            let from = row - 1 - random.units(u64::from(row.min(10)));
            problem.links.push(Link {
                from: ActivityId(from),
                from_edge: Edge::End,
                to: ActivityId(row),
                to_edge: Edge::Start,
                lag: Minutes::ZERO,
                lag_clock: None,
            });
        }
    }
    problem
}

fn run(bencher: Bencher<'_, '_>, activities: u32, is_plain: bool) {
    let problem = problem(activities, is_plain);
    let schedules = level(&problem, Budget::Schedules(1_000)).schedules;
    bencher
        .counter(ItemsCount::new(schedules))
        .bench_local(|| level(&problem, Budget::Schedules(1_000)));
}

#[divan::bench(args = [30, 60, 120])]
fn plain(bencher: Bencher<'_, '_>, activities: u32) {
    run(bencher, activities, true);
}

#[divan::bench(args = [30, 60, 120])]
fn general(bencher: Bencher<'_, '_>, activities: u32) {
    run(bencher, activities, false);
}
