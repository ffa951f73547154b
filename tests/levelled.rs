//! Levelled roadmaps under the eyes of a checker that counts by itself: nobody has more to do than they can, nothing starts
//! before what it waits for is there, all work is done in working time, and nothing is delayed by what is less urgent.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "levelled/checker.rs"]
mod checker;
#[path = "levelled/generate.rs"]
mod generate;
#[path = "levelled/hours.rs"]
mod hours;
#[path = "levelled/shared.rs"]
mod shared;
mod support;
#[path = "levelled/waits.rs"]
mod waits;

use checker::{Checker, Said};
use generate::{Flavour, roadmap_to_the_minute};
use milepost::schedule::{Schedule, State};
use milepost::{Compilation, Options, Source, compile};

/// `SEEDS=20000 cargo test --release --test levelled` tries more.
const SEEDS: u64 = 500;

fn seeds() -> std::ops::Range<u64> {
    support::seeds(SEEDS)
}

fn said(compilation: &Compilation) -> Vec<Said> {
    let schedule: &Schedule = compilation.schedule();
    let items = compilation.model().items();
    items
        .map(|item| {
            let timing = schedule.timing(item.id);
            Said {
                start: timing.start,
                end: timing.end,
                pieces: schedule.pieces(item.id),
                stints: schedule
                    .stints(item.id)
                    .iter()
                    .map(|one| (one.person as usize, one.start, one.end))
                    .collect(),
                people: schedule.people(item).to_vec(),
                is_done: timing.state == State::Done,
            }
        })
        .collect()
}

/// Compiles the roadmap of a number; nothing where its dates mean nothing: it has a cycle, or somebody never works.
fn compiled(seed: u64, flavour: Flavour) -> Option<(String, Compilation)> {
    let text = roadmap_to_the_minute(seed, flavour);
    let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
    let schedule = compilation.schedule();
    let is_tied =
        !schedule.cycle_report.cycles.is_empty() || !schedule.cycle_report.own_parts.is_empty();
    (!is_tied && schedule.never_works.is_empty()).then_some((text, compilation))
}

#[test]
fn nobody_has_more_to_do_than_they_can_and_nothing_is_too_early() {
    let (mut compared, mut moved, mut split, mut chosen) = (0, 0, 0, 0);
    for seed in seeds() {
        let Some((text, compilation)) = compiled(seed, Flavour::Full) else { continue };
        let checker = Checker::new(compilation.model(), said(&compilation));
        let faults = checker.faults();
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{text}");
        let levelling = compilation.schedule().levelling.as_ref().expect("it is levelled");
        compared += 1;
        moved += levelling.moves.len();
        split += levelling.pieces.values().filter(|pieces| pieces.len() > 1).count();
        chosen += levelling.people.len();
    }
    assert!(compared * 2 > seeds().count(), "only {compared} roadmaps were compared");
    assert!(
        moved > compared && split * 50 > compared && chosen * 5 > compared,
        "{moved} {split} {chosen}"
    );
}

#[test]
fn nothing_is_delayed_by_what_is_less_urgent() {
    let mut compared = 0;
    for seed in seeds() {
        let Some((text, compilation)) = compiled(seed, Flavour::Open) else { continue };
        let checker = Checker::new(compilation.model(), said(&compilation));
        let faults = checker.faults();
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{text}");
        let delayed = checker.delayed();
        assert!(delayed.is_empty(), "seed {seed}: {delayed:#?}\n{text}");
        compared += 1;
    }
    assert!(compared * 2 > seeds().count(), "only {compared} roadmaps were compared");
}

#[test]
fn of_several_each_gives_all_the_time_that_nothing_else_takes() {
    let (mut compared, mut shared, mut apart) = (0, 0, 0);
    for seed in seeds() {
        let Some((text, compilation)) = compiled(seed, Flavour::Joint) else { continue };
        let checker = Checker::new(compilation.model(), said(&compilation));
        let faults = checker.faults();
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{text}");
        let is_whole = compilation.schedule().overloads.is_empty() || checker.has_too_much();
        assert!(is_whole, "seed {seed}: {:#?}\n{text}", compilation.schedule().overloads);
        let (count, faults) = checker.misshared();
        assert!(faults.is_empty(), "seed {seed}: {faults:#?}\n{text}");
        let levelling = compilation.schedule().levelling.as_ref().expect("it is levelled");
        compared += 1;
        shared += count;
        apart += levelling.stints.len();
    }
    assert!(compared * 2 > seeds().count(), "only {compared} roadmaps were compared");
    assert!(shared > compared && apart > compared / 2, "{shared} {apart}");
}
