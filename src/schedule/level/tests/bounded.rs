//! That levelling ends soon, whatever the plan: asserted by what was done, never by time.

use crate::schedule::level::search::level_within;
use crate::schedule::level::tests::make::{Wish, problem, work};
use crate::schedule::level::{Activity, Budget, Problem, check, level};
use crate::time::Minutes;

/// So many activities of one to five hours that want one person each, and wait for nothing.
fn of_one_person(count: usize, can_split: bool) -> Problem<'static> {
    let mut problem =
        problem(Wish { activities: 0, pools: 1, has_steps: false, ..Wish::SIMPLE }, 3);
    problem.pools[0].capacity[0].1 = 1000;
    let hours = (1..=5).cycle().take(count);
    let activities = hours.map(|hours| Activity { can_split, ..work(Minutes(60 * hours), 1000) });
    problem.activities = activities.collect();
    problem
}

#[test]
fn where_every_order_ends_together_the_search_is_short() {
    for (count, can_split) in [(5_000, false), (3_000, true)] {
        let problem = of_one_person(count, can_split);
        for budget in [Budget::Quick, Budget::Normal, Budget::Thorough] {
            let solution = level(&problem, budget);
            assert_eq!(check(&problem, &solution), Ok(()));
            assert!(solution.is_proven_optimal);
            assert!(solution.work < 500 * count as u64, "{count} {budget:?}: {}", solution.work);
        }
    }
}

/// What is placed looks at hardly more of the others, however many there are.
#[test]
fn a_pass_grows_with_the_plan() {
    let work_of = |count: usize| {
        let mut problem = of_one_person(count, false);
        problem.pools[0].capacity[0].1 = 10_000;
        for (activity, units) in problem.activities.iter_mut().zip((1..=3).cycle()) {
            activity.modes[0].demands[0].units = 1000 * units;
        }
        level(&problem, Budget::Schedules(1)).work
    };
    let (small, large) = (work_of(2_000), work_of(20_000));
    assert!(large < 11 * small, "{small} {large}");
}

#[test]
fn no_more_is_done_than_may_be() {
    for wish in [
        Wish { activities: 120, ..Wish::SIMPLE },
        Wish { activities: 120, ..Wish::ALL },
        Wish { activities: 2_300, ..Wish::SIMPLE },
    ] {
        let problem = problem(wish, 7);
        let pass = level(&problem, Budget::Schedules(1)).work;
        let most = 20 * pass;
        let solution = level_within(&problem, 50_000, most);
        assert_eq!(check(&problem, &solution), Ok(()));
        // What was begun is finished.
        assert!(solution.work <= most + 4 * pass, "{} {most} {pass}", solution.work);
        assert!(solution.schedules < 5_000, "{}", solution.schedules);
    }
}
