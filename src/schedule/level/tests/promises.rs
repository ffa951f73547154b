//! What is promised besides being possible: who goes first, that lists give their schedules, that nothing is left to chance.

use crate::schedule::level::general::General;
use crate::schedule::level::genetic::search;
use crate::schedule::level::passes::Found;
use crate::schedule::level::problem_index::ProblemIndex;
use crate::schedule::level::tests::make::{Wish, problem, work};
use crate::schedule::level::timed::Timed;
use crate::schedule::level::{Budget, Problem, check, level};
use crate::time::Minutes;

const HOUR: Minutes = Minutes(60);

/// One person, and two who want them: the one declared first is less urgent.
fn rivals() -> Problem<'static> {
    let mut problem =
        problem(Wish { activities: 0, pools: 1, has_steps: false, ..Wish::SIMPLE }, 3);
    problem.pools[0].capacity[0].1 = 1000;
    let low = crate::schedule::level::Activity { priority: 100, ..work(Minutes(180), 1000) };
    let high = crate::schedule::level::Activity { priority: 900, ..work(Minutes(120), 1000) };
    problem.activities = vec![low, high];
    problem
}

#[test]
fn what_is_more_urgent_goes_first() {
    for budget in [Budget::Quick, Budget::Normal] {
        let problem = rivals();
        let solution = level(&problem, budget);
        let start = problem.activities[0].release;
        assert_eq!(solution.starts, [start.plus(Minutes(120)), start]);
    }
}

#[test]
fn what_the_urgent_waits_for_is_as_urgent() {
    let mut problem = rivals();
    // The urgent waits for a third, which nobody called urgent.
    problem.activities.push(crate::schedule::level::Activity { priority: 1, ..work(HOUR, 1000) });
    problem.links.push(crate::schedule::level::tests::make::after(2, 1));
    let solution = level(&problem, Budget::Normal);
    let start = problem.activities[0].release;
    let hours = |hours: i64| start.plus(Minutes(60 * hours));
    assert_eq!(solution.starts, [hours(3), hours(1), hours(0)]);
}

#[test]
fn a_deadline_goes_before_a_priority() {
    for budget in [Budget::Quick, Budget::Normal] {
        let mut problem = rivals();
        let start = problem.activities[0].release;
        problem.activities[0].deadline = Some(start.plus(Minutes(240)));
        let solution = level(&problem, budget);
        assert_eq!(solution.starts, [start, start.plus(Minutes(180))], "{budget:?}");
        // A deadline that is met either way changes nothing.
        problem.activities[0].deadline = Some(start.plus(Minutes(300)));
        let solution = level(&problem, budget);
        assert_eq!(solution.starts, [start.plus(Minutes(120)), start], "{budget:?}");
    }
}

#[test]
fn lists_give_their_schedules() {
    for seed in 0..150 {
        let problem = problem(Wish::ALL, seed);
        let solution = level(&problem, Budget::Schedules(40));
        let net = ProblemIndex::new(&problem);
        let mut general = General::new(&net);
        let list: Vec<u32> = solution.order.iter().map(|id| id.0).collect();
        general.forward(&list, |one| Some(solution.modes[one as usize]));
        let starts: Vec<_> = general.stands.iter().map(|stand| stand.start).collect();
        assert_eq!(starts, solution.starts, "seed {seed}");
    }
}

#[test]
fn what_the_search_has_found_is_what_its_list_gives() {
    for seed in 0..150 {
        let wish = Wish { is_small: true, longest: 4, ..Wish::ALL };
        let problem = problem(wish, seed);
        let net = ProblemIndex::new(&problem);
        let last = level(&problem, Budget::Quick).ends.into_iter().max().unwrap();
        let mut timed = Timed::new(&net, last);
        let best = search(&mut timed, (60, u64::MAX), None);
        let mut general = General::new(&net);
        let found = Found::with_choices(&mut general, &net, best.list, &best.sample.choices);
        assert_eq!(found.cost, best.sample.cost, "seed {seed}");
    }
}

#[test]
fn the_same_gives_the_same() {
    for seed in 0..30 {
        let problem = problem(Wish::ALL, seed);
        let (one, other) =
            (level(&problem, Budget::Schedules(80)), level(&problem, Budget::Schedules(80)));
        assert_eq!(one, other);
        assert!(one.schedules <= 80);
    }
}

#[test]
fn more_schedules_are_no_worse() {
    let ends = |count: u64| {
        let solved =
            (0..60).map(|seed| level(&problem(Wish::SIMPLE, seed), Budget::Schedules(count)));
        solved.map(|one| one.ends.into_iter().max().unwrap().minutes()).sum::<i64>()
    };
    let (few, more, many) = (ends(3), ends(60), ends(600));
    assert!(many <= more && more < few, "{few} {more} {many}");
}

#[test]
fn large_plans_are_searched_in_windows() {
    let problem = problem(Wish { activities: 2_300, ..Wish::SIMPLE }, 5);
    let end = |budget| {
        let solution = level(&problem, budget);
        assert_eq!(check(&problem, &solution), Ok(()));
        solution.ends.into_iter().max().unwrap()
    };
    assert!(end(Budget::Schedules(40)) < end(Budget::Quick));
}
