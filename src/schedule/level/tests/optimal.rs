//! Small problems against all there is to find, at the effort that is spent when nothing is said.

use crate::schedule::level::tests::exhaustive::Exhaustive;
use crate::schedule::level::tests::make::{Wish, problem};
use crate::schedule::level::{Budget, Problem, Solution, check, level};
use crate::time::{Minutes, Moment};

const HOUR: Minutes = Minutes(60);

fn end(solution: &Solution) -> Moment {
    *solution.ends.iter().max().unwrap()
}

fn least_end(problem: &Problem<'static>, solution: &Solution, nodes: u32) -> Option<Moment> {
    Exhaustive::new(problem, end(solution), nodes).least_end()
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
    fn add(&mut self, problem: &Problem<'static>, solution: &Solution, least: Moment) {
        let first = problem.activities.iter().map(|one| one.release).min().unwrap();
        let above = end(solution).since(least).0;
        assert!(above >= 0, "better than the best");
        self.decided += 1;
        self.reached += u32::from(above == 0);
        self.above += above * 1_000_000 / least.since(first).0.max(1);
    }
}

/// What is too large to be searched through is left out before the effort is spent on it.
fn tally(seeds: impl Iterator<Item = u64>) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let crews = if seed % 2 == 0 { 0 } else { 3 };
        let wish =
            Wish { activities: 5 + seed % 8, longest: 4, crews, is_small: true, ..Wish::ALL };
        let problem = problem(wish, seed);
        let known = level(&problem, Budget::Schedules(60));
        let Some(least) = least_end(&problem, &known, 60_000) else { continue };
        let solution = level(&problem, Budget::Normal);
        assert_eq!(check(&problem, &solution), Ok(()), "seed {seed}");
        // What is said to be proven is.
        assert!(!solution.is_proven_optimal || least == end(&solution), "seed {seed}");
        tally.add(&problem, &solution, least);
    }
    tally
}

/// Over a thousand of these are searched through. What is left above the least end are leads: what may start before what it
/// waits for is placed behind it all the same.
#[test]
fn small_problems_are_solved_as_well_as_can_be() {
    let tallies = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| scope.spawn(move || tally((half..1_440).step_by(2))));
        halves.map(|half| half.join().unwrap())
    });
    let sum = |count: fn(&Tally) -> i64| tallies.iter().map(count).sum::<i64>();
    let decided = sum(|one| one.decided.into());
    let (reached, above) = (sum(|one| one.reached.into()), sum(|one| one.above));
    assert!(decided > 1_000, "only {decided} small enough");
    assert!(reached * 1000 >= decided * 995, "{reached} of {decided} as good as can be");
    assert!(above <= 1_000 * decided, "{above} millionths above the least, of {decided}");
}

#[test]
fn the_search_finds_what_is_possible() {
    // One after the other, or two at a time: two hours, not three.
    let wish = Wish { activities: 0, pools: 0, ..Wish::SIMPLE };
    let mut problem = problem(wish, 0);
    problem.pools.push(crate::schedule::level::Pool { capacity: vec![(Moment::MIN, 2000)] });
    for units in [1000, 1000, 2000] {
        problem.activities.push(crate::schedule::level::tests::make::work(HOUR, units));
    }
    let solution = level(&problem, Budget::Schedules(10));
    assert_eq!(end(&solution).since(problem.activities[0].release), Minutes(120));
    let found = end(&solution);
    assert_eq!(
        Exhaustive::new(&problem, found, 1000).is_done_by(found.plus(Minutes(-60))),
        Some(false)
    );
    assert_eq!(Exhaustive::new(&problem, found, 1000).is_done_by(found), Some(true));
}
