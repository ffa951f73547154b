//! What is promised besides being possible: that lists give their schedules, that nothing is left to chance.

use std::fmt::Write as _;

use crate::schedule::level::decode::Found;
use crate::schedule::level::genetic::search;
use crate::schedule::level::tests::make::{Random, Wish, look, roadmap, solve};
use crate::schedule::level::timed::Timed;
use crate::time::Moment;
use crate::{Options, Source, compile};

#[test]
fn lists_give_their_schedules() {
    for seed in 0..60 {
        look(&roadmap(Wish::ALL, seed), |mut case| {
            let found = case.solve((40, u64::MAX)).found;
            case.decoder.forward(&found.list, |one| Some(found.stands[one].mode));
            assert_eq!(case.decoder.stands, found.stands, "seed {seed}");
        });
    }
}

#[test]
fn what_the_search_has_found_is_what_its_list_gives() {
    for seed in 0..60 {
        look(&roadmap(Wish { longest: 4, ..Wish::ALL }, seed), |case| {
            let early = case.decoder.earliest(&case.net.order);
            let last = Moment::from_minutes(29_600_000);
            let mut timed = Timed::new(case.net, case.decoder, (early, last));
            let best = search(&mut timed, (60, u64::MAX), None);
            let choices = &best.sample.choices;
            let found = Found::with_choices(case.decoder, case.net, best.list, choices);
            assert_eq!(found.cost, best.sample.cost, "seed {seed}");
        });
    }
}

/// The plan is what the search has decided for.
#[test]
fn what_the_search_has_found_is_the_plan() {
    for seed in 0..60 {
        let text = roadmap(Wish::ALL, seed).replacen("03-02", "03-02 level quick", 1);
        let compilation = compile(Source::new("case.roadmap", text.as_str()), &Options::new());
        let timings = &compilation.schedule().timings;
        look(&text, |mut case| {
            let stands = case.solve((3, u64::MAX)).found.stands;
            // No item has parts, so that each is one activity.
            for (item, (timing, stand)) in timings.iter().zip(stands.iter()).enumerate() {
                let planned = (timing.early_start, timing.early_end);
                assert_eq!((stand.start, stand.end), planned, "t{item}, seed {seed}\n{text}");
            }
        });
    }
}

#[test]
fn the_same_gives_the_same() {
    for seed in 0..30 {
        let text = roadmap(Wish::ALL, seed);
        let (one, other) = (solve(&text, 80), solve(&text, 80));
        assert_eq!(one.found.stands, other.found.stands);
        assert_eq!((one.work, one.schedules), (other.work, other.schedules));
        assert!(one.schedules <= 80);
    }
}

#[test]
fn more_schedules_are_no_worse() {
    let ends = |count: u64| {
        let solved = (0..60).map(|seed| solve(&roadmap(Wish::PLAIN, seed), count));
        solved.map(|one| one.found.cost.end).sum::<i64>()
    };
    let (few, more, many) = (ends(3), ends(60), ends(600));
    assert!(many <= more && more < few, "{few} {more} {many}");
}

/// Work that waits for what was declared shortly before it, on four things of which there is too little.
fn crowded(tasks: u64) -> String {
    let mut random = Random::new(5);
    let mut text = String::from("roadmap \"R\" from 2026-03-02\n");
    for rig in 0..4 {
        writeln!(text, "resource r{rig} capacity 12").unwrap();
    }
    for id in 0..tasks {
        let hours = 1 + random.below(10);
        let asks = [0, 1, 2, 3].map(|rig| format!("@r{rig}:{}", 1 + random.below(8)));
        write!(text, "task t{id} {hours}h {}", asks.join(" ")).unwrap();
        if id > 0 {
            write!(text, " after t{}", id - 1 - random.below(id.min(10))).unwrap();
        }
        text.push('\n');
    }
    text
}

#[test]
fn large_plans_are_searched_in_windows() {
    let text = crowded(2_050);
    let end = |schedules| solve(&text, schedules).found.cost.end;
    assert!(end(40) < end(3), "{} {}", end(40), end(3));
}
