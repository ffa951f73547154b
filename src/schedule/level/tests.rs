//! Solutions of generated problems against the checker, and against all there is to find: that lists give their schedules, that
//! nothing is left to chance, that levelling ends soon whatever the plan (by what was done, never by time), and that what is plain
//! is searched in slots.

mod exhaustive;
pub(crate) mod make;

use std::fmt::Write as _;

use crate::schedule::level::Budget;
use crate::schedule::level::decode::Found;
use crate::schedule::level::genetic::search;
use crate::schedule::level::packed::Packed;
use crate::schedule::level::plain::plain;
use crate::schedule::level::tests::exhaustive::Exhaustive;
use crate::schedule::level::tests::make::{Case, Holds, Random, Wish, look, roadmap, solve};
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

/// So many tasks of one to five hours that want so many of those who are there, and wait for nothing.
fn of_one_team(count: usize, capacity: usize, split: &str) -> String {
    let mut text = format!(
        "roadmap \"R\" from 2026-03-02 level\nresource rig capacity {capacity}\n\
         calendar all {{\n  work mon-sun 00:00-24:00\n}}\n"
    );
    for (id, hours) in (0..count).zip((1..=5).cycle()) {
        let units = 1 + id % capacity.min(3);
        writeln!(text, "task t{id} {hours}h @rig:{units}{split} calendar all").unwrap();
    }
    text
}

#[test]
fn where_every_order_ends_together_the_search_is_short() {
    for (count, split) in [(5_000, ""), (3_000, " split")] {
        look(&of_one_team(count, 1, split), |mut case| {
            for budget in [Budget::Quick, Budget::Normal, Budget::Thorough] {
                let solved = case.solve((budget.schedules(count), budget.work()));
                assert!(solved.is_proven_optimal);
                assert!(solved.work < 700 * count as u64, "{count} {budget:?}: {}", solved.work);
            }
        });
    }
}

/// What is placed looks at hardly more of the others, however many there are.
#[test]
fn a_pass_grows_with_the_plan() {
    let work_of =
        |count: usize| look(&of_one_team(count, 10, ""), |mut case| case.solve((1, u64::MAX)).work);
    let (small, large) = (work_of(500), work_of(5_000));
    assert!(large < 11 * small, "{small} {large}");
}

#[test]
fn no_more_is_done_than_may_be() {
    for wish in [
        Wish { tasks: 120, ..Wish::PLAIN },
        Wish { tasks: 120, ..Wish::ALL },
        Wish { tasks: 2_300, ..Wish::PLAIN },
    ] {
        look(&roadmap(wish, 7), |mut case| {
            let pass = case.solve((1, u64::MAX)).work;
            let most = 20 * pass;
            let solved = case.solve((50_000, most));
            // What was begun is finished.
            assert!(solved.work <= most + 4 * pass, "{} {most} {pass}", solved.work);
            assert!(solved.schedules < 5_000, "{}", solved.schedules);
        });
    }
}

/// How far above the least end what was found is, over some seeds.
#[derive(Default)]
struct Tally {
    decided: u32,
    reached: u32,
    /// Millionths of the time from the first start to the least end, added up.
    above: i64,
}

impl Tally {
    fn add(&mut self, mut case: Case<'_, '_, '_, '_, '_>, text: &str) {
        // What is too large to be searched through is left out before the effort is spent on it.
        let known = case.solve((60, u64::MAX)).found.cost.end;
        let exhaustive = Exhaustive::new(case.problem, Moment::from_minutes(known), 60_000);
        let Some(least) = exhaustive.least_end() else { return };
        let solved = case.solve((Budget::Normal.schedules(0), u64::MAX));
        let end = Moment::from_minutes(solved.found.cost.end);
        let above = end.since(least).0;
        assert!(above >= 0, "better than the best: {end} {least}\n{text}");
        // What is said to be proven is.
        assert!(!solved.is_proven_optimal || above == 0, "{end} {least}\n{text}");
        let first = case.problem.activities.iter().map(|one| one.release).min().unwrap();
        self.decided += 1;
        self.reached += u32::from(above == 0);
        self.above += above * 1_000_000 / least.since(first).0.max(1);
    }
}

fn tally(seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let wish = Wish { tasks: 4 + seed % 6, longest: 6, holds: Holds::Searchable };
        let text = roadmap(wish, seed);
        look(&text, |case| tally.add(case, &text));
    }
    tally
}

/// What is left above the least end are leads: what may start before what it waits for is placed behind it all the same.
#[test]
fn small_roadmaps_are_levelled_as_well_as_can_be() {
    let tallies = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| scope.spawn(move || tally((half..160).step_by(2))));
        halves.map(|half| half.join().unwrap())
    });
    let sum = |count: fn(&Tally) -> i64| tallies.iter().map(count).sum::<i64>();
    let decided = sum(|one| one.decided.into());
    let (reached, above) = (sum(|one| one.reached.into()), sum(|one| one.above));
    assert!(decided > 100, "only {decided} small enough");
    assert!(reached * 100 >= decided * 97, "{reached} of {decided} as good as can be");
    assert!(above <= 3_000 * decided, "{above} millionths above the least, of {decided}");
}

/// Whether a roadmap is searched in slots.
fn is_plain(text: &str) -> bool {
    let text = format!("roadmap \"R\" from 2026-03-02\n{text}");
    look(&text, |case| plain(case.net).is_some())
}

const CREW: &str = "team crew {\n  person ana\n  person bo\n}\nresource rig\n";

#[test]
fn who_keeps_the_same_hours_is_searched_in_slots() {
    for work in [
        "task a 2d @ana\ntask b 3d @ana @bo after a\ntask c 1d @crew ends after b + 1d",
        "task a 2d @ana\ntask b effort 3d @ana\nmilestone done after a, b",
        "feature f {\n  task a 2d @ana\n  task b 3d @ana after a\n}\ntask c 1d @rig after f",
        "task a 2d @ana\ntask b 90min @ana:50% after a + 2h",
    ] {
        assert!(is_plain(&format!("{CREW}{work}")), "{work}");
    }
}

#[test]
fn what_is_not_plain_is_searched_in_minutes() {
    for work in [
        "person di away 2026-03-05\ntask a 2d @ana\ntask b 2d @di",
        "calendar late {\n  work mon-fri 13:00-21:00\n}\ntask a 2d @ana\ntask b 2d @ana calendar late",
        "task a 2d @ana\ntask b 2d @ana after a + elapsed 1d",
        "task a 2d @ana\ntask b effort 3d @ana @bo",
        "task a elapsed 2d @ana\ntask b 2d @ana",
        "task a 2d @ana|bo\ntask b 2d @ana",
        "task a 2d @ana split\ntask b 2d @ana",
        "task a 2d @ana by 2026-03-06\ntask b 2d @ana",
        "task a 2d @ana must\ntask b 2d @ana could",
        "task a 2d @ana from 2026-03-06\ntask b 2d @ana",
        "feature f {\n  task a 2d @ana\n}\ntask b 2d @ana after f.start + 1d",
    ] {
        assert!(!is_plain(&format!("{CREW}{work}")), "{work}");
    }
}

#[test]
fn slots_end_when_the_hours_do() {
    for seed in 0..100 {
        look(&roadmap(Wish { tasks: 20, ..Wish::PLAIN }, seed), |case| {
            let plain = plain(case.net).unwrap();
            let mut packed = Packed::<1>::new(&plain.parts);
            let best = search(&mut packed, (50, u64::MAX), None);
            let found = Found::of(case.decoder, case.net, best.list);
            let end = plain.moment(best.sample.cost.end);
            assert_eq!(found.cost.end, end.minutes(), "seed {seed}");
        });
    }
}
