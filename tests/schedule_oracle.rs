//! The schedule against one that is slow and plain: every minute is an entry of a table, dates are found by stepping, late
//! dates by trying. Thousands of small random roadmaps, each from its number.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]
// That a table is too short, and that something waits for nothing, are two things.
#![allow(clippy::option_option)]

mod oracle;
mod support;

use milepost::model::{Anchor, Edge, ItemId, Model};
use milepost::schedule::Driver;
use milepost::time::Minutes;
use milepost::{Options, Source, compile};
use oracle::{Dates, Oracle, roadmap_to_the_minute, roadmap_with_late_tasks};

/// `SEEDS=5000 cargo test --release --test schedule_oracle` tries more.
const SEEDS: u64 = 150;

fn seeds() -> std::ops::Range<u64> {
    support::seeds(SEEDS)
}

#[test]
fn agrees_with_a_plain_schedule() {
    let mut compared = 0;
    for seed in seeds() {
        let text = roadmap_to_the_minute(seed);
        let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let is_tied =
            !schedule.cycle_report.cycles.is_empty() || !schedule.cycle_report.own_parts.is_empty();
        if is_tied || !schedule.never_works.is_empty() {
            continue;
        }
        let mut oracle = Oracle::new(model);
        let Some(dates) = oracle.early() else { continue };
        compared += 1;
        let is_late = schedule.timings.iter().any(|timing| timing.total_slack < Minutes::ZERO);
        // A midnight ends a day and names the next: what follows from it may jump by a day, and back.
        let has_midnight = schedule.timings.iter().any(|timing| timing.start.minute_of_day() == 0);
        // Late dates go by what was planned, not by what came of it: the plain schedule knows only the latter.
        let is_overrun = model.items().any(|item| {
            let timing = schedule.timing(item.id);
            let is_late = item.dates().to.is_some_and(|to| timing.end > to.moment);
            let is_put_off =
                item.dates().from.is_some() && timing.start_driver != Driver::FixedDate;
            !item.has_parts() && (is_late || is_put_off)
        });
        for index in 0..model.items.len() {
            let item = ItemId::from_index(index);
            let timing = schedule.timing(item);
            let place = || format!("seed {seed}, `{}` of\n{text}", model.item(item).path());
            let found = (timing.early_start, timing.early_end);
            assert_eq!(found, dates.of(item), "dates: {}", place());
            if model.item(item).has_parts() || has_midnight || is_overrun {
                continue;
            }
            let Some(late) = oracle.late_start(item, &dates) else { continue };
            let Some(free) = oracle.free_slack(item, &dates, timing.total_slack) else { continue };
            let place = || format!("{} instead of {late}: {}", timing.late_start, place());
            if has_choice(model) {
                assert!(is_late || timing.late_start <= late, "late start {}", place());
                assert!(timing.free_slack <= free, "free slack: {}", place());
            } else {
                assert_eq!(timing.late_start, late, "late start: {}", place());
                assert_eq!(timing.free_slack, free, "free slack: {}", place());
            }
        }
    }
    let tried = seeds().count();
    assert!(compared * 2 > tried, "only {compared} of {tried} roadmaps were compared");
}

#[test]
fn what_is_as_late_as_possible_moves_nothing_else() {
    let mut moved = 0;
    for seed in seeds() {
        let text = roadmap_with_late_tasks(seed);
        let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let is_tied =
            !schedule.cycle_report.cycles.is_empty() || !schedule.cycle_report.own_parts.is_empty();
        let oracle = Oracle::new(model);
        if is_tied || !schedule.never_works.is_empty() || oracle.early().is_none() {
            continue;
        }
        let all = schedule.timings.iter();
        let dates = Dates::new(all.map(|timing| (timing.start, timing.end)).collect());
        for item in model.items() {
            let timing = schedule.timing(item.id);
            let place = || format!("seed {seed}, `{}` of\n{text}", item.path());
            let is_late = item.dates().alap.is_some() && timing.start > timing.early_start;
            if is_late {
                moved += 1;
                assert_eq!(timing.free_slack, Minutes::ZERO, "could be later: {}", place());
            } else if !item.has_parts() {
                assert_eq!(timing.start, timing.early_start, "moved: {}", place());
            }
            assert!(oracle.has_what_it_waits_for(item.id, &dates), "too early: {}", place());
        }
    }
    assert!(moved > support::enough(20), "only {moved} tasks were moved");
}

#[test]
fn finds_every_overload() {
    let mut found = 0;
    for seed in seeds().step_by(3) {
        let text = roadmap_to_the_minute(seed);
        let compilation = compile(Source::new("case.roadmap", text.clone()), &Options::new());
        let (model, schedule) = (compilation.model(), compilation.schedule());
        let oracle = Oracle::new(model);
        if !schedule.never_works.is_empty() || oracle.early().is_none() {
            continue;
        }
        let all = schedule.timings.iter();
        let dates = Dates::new(all.map(|timing| (timing.start, timing.end)).collect());
        for resource in model.resources() {
            let place = || format!("seed {seed}, {} of\n{text}", resource.name());
            let mut days = oracle.overloaded(resource.id, &dates);
            for one in schedule.overloads.iter().filter(|one| one.resource == resource.id) {
                found += 1;
                let inside: Vec<_> =
                    days.range(one.first..=one.last).map(|(d, e)| (*d, *e)).collect();
                let ends = (inside.first().map(|one| one.0), inside.last().map(|one| one.0));
                assert_eq!(ends, (Some(one.first), Some(one.last)), "days: {}", place());
                let most = inside.iter().map(|one| one.1).max();
                assert_eq!(most, Some(one.demand.0 - one.capacity.0), "excess: {}", place());
                for pair in inside.windows(2) {
                    let between = oracle.working_days(resource.id, pair[0].0, pair[1].0);
                    assert!(between <= 1, "broken: {}", place());
                }
                days.retain(|day, _| *day < one.first || one.last < *day);
            }
            assert!(days.is_empty(), "not found: {days:?} {}", place());
        }
    }
    assert!(found > support::enough(20), "only {found} overloads were found");
}

/// Whether something waits for a whole's start, or a whole waits with its end. Of several parts that could each start their whole
/// in time, the schedule holds the first to it; and it holds a whole's end where it is.
fn has_choice(model: &Model) -> bool {
    let of_whole = |item: ItemId| model.item(item).has_parts();
    model.dependencies.iter().any(|dependency| match dependency.anchor {
        Anchor::Item(item, Edge::Start) if of_whole(item) => true,
        Anchor::Item(..) => dependency.edge == Edge::End && of_whole(dependency.item),
        Anchor::Moment(_) => false,
    })
}
