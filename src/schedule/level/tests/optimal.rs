//! Small roadmaps against all there is to find, at the effort that is spent when nothing is said.

use crate::schedule::level::Budget;
use crate::schedule::level::tests::exhaustive::Exhaustive;
use crate::schedule::level::tests::make::{Case, Holds, Wish, look, roadmap};
use crate::time::Moment;

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
