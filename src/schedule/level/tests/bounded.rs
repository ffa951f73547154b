//! That levelling ends soon, whatever the plan: asserted by what was done, never by time.

use std::fmt::Write as _;

use crate::schedule::level::Budget;
use crate::schedule::level::tests::make::{Wish, look, roadmap};

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
