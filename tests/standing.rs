//! What a roadmap says of itself: thousands of roadmaps, each looked at on a day at random. No forecast is in the past, nothing
//! stands better than what it rests on, and report, JSON and chart say the same of everything.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "standing/agreed.rs"]
mod agreed;
#[path = "standing/generate.rs"]
mod generate;
#[path = "standing/holds.rs"]
mod holds;
#[path = "support/random.rs"]
mod random;
#[path = "standing/said/mod.rs"]
mod said;
mod support;

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::Range;

use milepost::emit::{self, ChartOptions};
use milepost::model::ItemWalker;
use milepost::schedule::simulate::{Settings, likely_run, simulate};
use milepost::{Compilation, Options, Plan, Source, compile};

/// `SEEDS=20000 cargo test --release --test standing` tries more, `FIRST=123` begins with that.
const SEEDS: u64 = 1500;

fn seeds() -> Range<u64> {
    let number = |name| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let first = number("FIRST").unwrap_or(1);
    first..first + number("SEEDS").unwrap_or_else(|| support::rounds(SEEDS))
}

/// Looks at every roadmap that can be understood; of each kind of fault the shortest roadmap is told that shows it.
fn each(mut faults: impl FnMut(Plan<'_>) -> Vec<String>) {
    let (mut looked_at, mut worst) = (0, BTreeMap::<String, (usize, String)>::new());
    for seed in seeds() {
        let text = generate::roadmap(seed);
        let compilation: Compilation =
            compile(Source::new("case.roadmap", text.clone()), &Options::new());
        let Ok(plan) = compilation.plan() else { continue };
        looked_at += 1;
        for fault in faults(plan) {
            let told = (text.len(), format!("seed {seed}: {fault}\n{text}"));
            let shortest = worst.entry(kind(&fault)).or_insert_with(|| told.clone());
            if told.0 < shortest.0 {
                *shortest = told;
            }
        }
    }
    let worst: Vec<_> = worst.into_values().map(|(_, told)| told).collect();
    assert!(worst.is_empty(), "{} kinds of faults\n{}", worst.len(), worst.join("\n"));
    assert!(looked_at * 2 > seeds().count(), "only {looked_at} could be understood");
}

/// A fault without what it is of.
fn kind(fault: &str) -> String {
    fault.lines().next().unwrap_or_default().split('`').step_by(2).collect()
}

#[test]
fn what_is_said_of_everything_holds() {
    each(holds::faults);
}

/// A simulation in which everything is as it is likely is the schedule, whatever is done, dropped or late.
#[test]
fn the_likely_run_is_the_schedule() {
    each(|plan| {
        // Of what takes no time and is as late as possible, an evening and the morning after are the same.
        let is_moment = |item: ItemWalker<'_>| {
            let timing = plan.schedule.timing(item.id);
            timing.start == timing.end && timing.start > timing.early_start
        };
        if plan.model.items().any(is_moment) {
            return Vec::new();
        }
        let run = likely_run(plan.model, plan.schedule);
        let all = plan.model.items().zip(&plan.schedule.timings).zip(run);
        let other = all.filter(|((_, timing), (start, end))| {
            timing.is_scheduled && (timing.start, timing.end) != (*start, *end)
        });
        other
            .map(|((item, _), (_, end))| format!("`{}` ends elsewhere: `{end}`", item.title()))
            .collect()
    });
}

/// By many runs nothing stands better than in the plan; of what nobody knows there is no chance, and what is done is not in it.
#[test]
fn a_simulation_knows_no_more_than_the_plan() {
    each(|plan| {
        let settings = Settings::default().runs(NonZeroU32::new(4).unwrap());
        let simulation = simulate(plan.model, plan.schedule, &settings);
        holds::simulated(plan, &simulation, &emit::simulation_json(&plan, &simulation))
    });
}

#[test]
fn report_data_and_chart_agree() {
    let mut compared = agreed::Compared::default();
    each(|plan| {
        let json = said::json(&emit::json(&plan));
        let report = said::report(&emit::markdown(&plan));
        let chart = said::chart(&emit::svg(&plan, &ChartOptions::default()));
        let mut faults = agreed::faults("report", &json, &report, &mut compared);
        faults.extend(agreed::faults("chart", &json, &chart, &mut compared));
        faults
    });
    let few = |output, facts: &[&'static str]| {
        let few = compared.few(output, facts, seeds().count());
        assert!(few.is_empty(), "hardly compared of the {output}: {few:?}");
    };
    few(
        "report",
        &[
            "state", "done", "health", "reason", "start", "end", "open", "planned", "deadline",
            "variance",
        ],
    );
    few(
        "chart",
        &["done", "health", "start", "end", "open", "planned", "deadline", "promise", "lateness"],
    );
}
