//! What a schedule of the levelling search costs: `cargo bench --bench level`.
//!
//! `plain` is what everybody's one calendar and people who are never away make of a roadmap; `general` a roadmap in which
//! somebody is away, so that every schedule is made by the forward pass. Divide by the schedules, which are the items here.

// A benchmark that cannot run may panic.
#![allow(clippy::expect_used)]

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::ItemsCount;
use milepost::model::Thoroughness;
use milepost::schedule::level::{Budget, Problem, level};
use milepost::schedule::schedule;
use milepost::{Options, Source, compile};

fn main() {
    divan::main();
}

/// A small generator (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u32::try_from((self.0 >> 11) % u64::from(limit.max(1))).expect("a small number")
    }
}

/// Work of one to ten hours that waits for one or two others, on four things that are scarce.
struct Work {
    hours: u32,
    units: [u32; 4],
    after: Vec<u32>,
}

fn work(activities: u32) -> Vec<Work> {
    let mut random = Random(7);
    let rows = (0..activities).map(|row| {
        let hours = 1 + random.below(10);
        let units = [(); 4].map(|()| random.below(10));
        let after = (0..2.min(row)).map(|_| row - 1 - random.below(row.min(10))).collect();
        Work { hours, units, after }
    });
    rows.collect()
}

fn problem(activities: u32) -> Problem {
    let mut problem = Problem { capacity: vec![12; 4], ..Problem::default() };
    for (row, work) in (0..).zip(work(activities)) {
        problem.spans.push(work.hours);
        problem.demands.push(work.units.map(u64::from).to_vec());
        problem.links.extend(work.after.into_iter().map(|from| (from, row)));
    }
    problem
}

/// The same on things of which one is away for an hour.
fn roadmap(activities: u32) -> String {
    let mut text = String::from(
        "roadmap \"R\" from 2026-03-02 calendar all\n\
         calendar all {\n  work mon-sun 00:00-24:00\n}\nperson ana away 2026-03-02T01:00..2026-03-02T02:00\n",
    );
    for pool in 0..4 {
        writeln!(text, "resource r{pool} capacity 12").expect("text takes text");
    }
    for (row, work) in work(activities).iter().enumerate() {
        write!(text, "task t{row} {}h", work.hours).expect("text takes text");
        for (pool, units) in work.units.iter().enumerate().filter(|(_, units)| **units > 0) {
            write!(text, " @r{pool}:{units}").expect("text takes text");
        }
        if row == 0 {
            text += " @ana";
        }
        let after = work.after.iter().map(|from| format!("t{from}")).collect::<Vec<_>>();
        let after =
            if after.is_empty() { String::new() } else { format!(" after {}", after.join(", ")) };
        writeln!(text, "{after}").expect("text takes text");
    }
    text
}

#[divan::bench(args = [30, 60, 120])]
fn plain(bencher: Bencher<'_, '_>, activities: u32) {
    let problem = problem(activities);
    let found = || level(&problem, Budget::Schedules(5_000)).expect("a plain problem");
    bencher.counter(ItemsCount::new(found().schedules)).bench_local(found);
}

#[divan::bench(args = [30, 60, 120])]
fn general(bencher: Bencher<'_, '_>, activities: u32) {
    let options = Options::new().level(Some(Thoroughness::Normal));
    let compilation = compile(Source::new("r.roadmap", roadmap(activities)), &options);
    // Less where the end can't be earlier.
    bencher.counter(ItemsCount::new(5_000_u32)).bench_local(|| schedule(compilation.model()));
}
