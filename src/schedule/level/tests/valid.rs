//! Every solution keeps all that its problem asks for.

use crate::schedule::level::tests::make::{Wish, problem};
use crate::schedule::level::{ActivityId, Budget, check, level};

fn solve(wish: Wish, budget: Budget, seeds: std::ops::Range<u64>) {
    for seed in seeds {
        let problem = problem(wish, seed);
        let solution = level(&problem, budget);
        assert_eq!(check(&problem, &solution), Ok(()), "seed {seed}\n{problem:?}\n{solution:?}");
    }
}

#[test]
fn three_passes_keep_everything() {
    solve(Wish::ALL, Budget::Quick, 0..2000);
    solve(Wish::SIMPLE, Budget::Quick, 0..500);
}

#[test]
fn a_search_keeps_everything() {
    solve(Wish::ALL, Budget::Schedules(60), 0..150);
    solve(Wish::SIMPLE, Budget::Schedules(60), 0..100);
}

#[test]
fn the_checker_sees_what_is_wrong() {
    for seed in 0..50 {
        let problem = problem(Wish::SIMPLE, seed);
        let solution = level(&problem, Budget::Quick);
        let busy = (0..).map(ActivityId).zip(&problem.activities);
        let busy = busy.filter(|(_, one)| {
            one.modes.iter().any(|mode| !mode.demands.is_empty() && mode.amount.0 > 0)
        });
        for (id, _) in busy {
            // Everything stands as early as it can, so that nothing can be earlier.
            let mut wrong = solution.clone();
            let (start, end) = (wrong.starts[id.0 as usize], wrong.ends[id.0 as usize]);
            let hour = crate::time::Minutes(-60);
            wrong.starts[id.0 as usize] = start.plus(hour);
            wrong.ends[id.0 as usize] = end.plus(hour);
            assert!(check(&problem, &wrong).is_err(), "seed {seed}, {id:?}");
        }
    }
}
