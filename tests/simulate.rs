//! The simulation against closed forms, against the schedule, and against itself on other numbers of threads.

// A test may panic: that is how it fails. It compares with the textbook, which has real numbers.
#![allow(clippy::panic, clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing)]
#![allow(clippy::cast_precision_loss, clippy::option_option)]

mod oracle;
#[path = "support/plans.rs"]
#[allow(dead_code)]
mod plans;
#[path = "levelled/generate.rs"]
mod scarce;
mod support;

use std::num::NonZeroU32;

use milepost::model::{Health, Thoroughness};
use milepost::schedule::simulate::{Settings, Simulation, Source as From, likely_run, simulate};
use milepost::{Compilation, Options, Source, compile};
use oracle::{roadmap, roadmap_with_late_tasks};
use plans::generated;
use scarce::Flavour;
use support::{EXAMPLES, compiled_example};

fn compiled(text: &str) -> Compilation {
    compile(Source::new("plan.roadmap", text), &Options::new())
}

fn settings(runs: u32) -> Settings {
    Settings::default().runs(NonZeroU32::new(runs).unwrap())
}

fn simulated(compilation: &Compilation, runs: u32) -> Simulation {
    simulate(compilation.model(), compilation.schedule(), &settings(runs))
}

fn of(text: &str, runs: u32) -> Simulation {
    simulated(&compiled(text), runs)
}

#[track_caller]
fn is_near(found: f64, expected: f64, relative: f64) {
    assert!((found / expected - 1.0).abs() < relative, "{found} instead of {expected}");
}

// ---- against the schedule ----

/// The pass of the simulation gives what the schedule gives, whatever is in a roadmap.
fn agrees(text: &str, compilation: &Compilation) {
    let (model, schedule) = (compilation.model(), compilation.schedule());
    let run = likely_run(model, schedule);
    for item in model.items() {
        let timing = schedule.timing(item.id);
        if timing.is_scheduled {
            let found = run[item.id.index()];
            assert_eq!(found, (timing.start, timing.end), "`{}` of\n{text}", item.path());
        }
    }
}

/// `SEEDS=5000 cargo test --release --test simulate` tries more.
fn seeds(count: u64) -> std::ops::Range<u64> {
    support::seeds(count)
}

#[test]
fn likely_values_give_the_schedule() {
    for seed in seeds(120) {
        for text in [roadmap(seed), under_way(&roadmap(seed), seed)] {
            agrees(&text, &compiled(&text));
        }
    }
    for seed in seeds(12) {
        let text = generated(40 + usize::try_from(seed % 60).unwrap(), seed);
        agrees(&text, &compiled(&text));
    }
    for name in EXAMPLES {
        agrees(name, &compiled_example(name));
    }
}

#[test]
fn likely_values_give_the_schedule_with_late_tasks_too() {
    for seed in seeds(100) {
        let text = roadmap_with_late_tasks(seed);
        agrees(&text, &compiled(&text));
    }
}

/// The same roadmap as it is looked at some weeks later: some of it done, some begun.
fn under_way(text: &str, seed: u64) -> String {
    let said = [
        "",
        " 30%",
        " started 2026-03-04",
        " done",
        " done 2026-03-10",
        " started 2026-03-03 60%",
        " remaining 5h",
        "",
    ];
    let mut text_out = String::new();
    for (at, line) in text.lines().enumerate() {
        text_out.push_str(line);
        let line = line.trim_start();
        if line.starts_with("roadmap") {
            text_out.push_str(" today 2026-03-12");
        } else if line.starts_with("task") && !line.contains(" to ") {
            let index = seed.wrapping_mul(31).wrapping_add(at as u64 * 7) >> 1;
            text_out.push_str(said[usize::try_from(index % said.len() as u64).unwrap()]);
        }
        text_out.push('\n');
    }
    text_out
}

/// Plans with a bit of everything, in which people are scarce; nothing where dates mean nothing.
fn levelled(seed: u64, flavour: Flavour) -> Option<(String, Compilation)> {
    let text = scarce::roadmap(seed, flavour);
    let compilation = compiled(&text);
    let schedule = compilation.schedule();
    let is_tied =
        !schedule.cycle_report.cycles.is_empty() || !schedule.cycle_report.own_parts.is_empty();
    (!is_tied && schedule.never_works.is_empty()).then_some((text, compilation))
}

#[test]
fn likely_values_give_the_levelled_schedule() {
    let (mut compared, mut moved) = (0, 0);
    for seed in seeds(150) {
        for flavour in [Flavour::Open, Flavour::Full] {
            let Some((text, compilation)) = levelled(seed, flavour) else { continue };
            agrees(&text, &compilation);
            compared += 1;
            moved += compilation.schedule().levelling.as_ref().unwrap().moves.len();
        }
    }
    assert!(compared > seeds(150).count() && moved > compared, "{compared} {moved}");
}

/// The plan, the plan that is levelled where everybody has time for everything, and the run in which all is as it is likely are
/// the same pass: they agree to the minute. What is as late as possible is left out: levelled, it gives way to all else.
#[test]
fn where_nobody_is_short_levelling_moves_nothing() {
    let level = |text: &str| {
        let options = Options::new().level(Some(Thoroughness::Quick));
        compile(Source::new("plan.roadmap", text), &options)
    };
    let mut compared = 0;
    for seed in seeds(150) {
        for text in [roadmap(seed), under_way(&roadmap(seed), seed), roadmap_with_late_tasks(seed)]
        {
            if text.contains(" alap") {
                continue;
            }
            let (plain, levelled) = (compiled(&text), level(&text));
            let (schedule, other) = (plain.schedule(), levelled.schedule());
            if !schedule.overloads.is_empty() || !schedule.cycle_report.cycles.is_empty() {
                continue;
            }
            for item in plain.model().items() {
                let (one, other) = (schedule.timing(item.id), other.timing(item.id));
                let dates = (one.start, one.end) == (other.start, other.end);
                assert!(dates, "`{}` of\n{text}", item.path());
            }
            agrees(&text, &levelled);
            compared += 1;
        }
    }
    assert!(4 * compared > seeds(150).count(), "{compared} of {} compared", 2 * seeds(150).count());
}

// ---- against closed forms ----

const DAY: f64 = 480.0;

/// The mean and the variance of a beta-PERT distribution in working days.
fn pert(best: f64, likely: f64, worst: f64) -> (f64, f64) {
    let mean = (best + 4.0 * likely + worst) / 6.0;
    (mean, (mean - best) * (worst - mean) / 7.0)
}

/// The working days from the start of the roadmap to a moment.
fn days(compilation: &Compilation, end: milepost::time::Moment) -> f64 {
    let model = compilation.model();
    let clock = milepost::schedule::Clock::new(&model.calendars[0]);
    clock.work_between(model.header.from, end).0 as f64 / DAY
}

#[test]
fn a_chain_has_the_mean_and_the_variance_of_its_sum() {
    let text = "roadmap \"Chain\" from 2026-03-02\n\
        task a 8d..10d..15d\ntask b 3d..4d..9d after a\ntask c 10d..20d after b\ntask d 5d after c\n\
        task e effort 6d..12d..30d after d\n";
    let compilation = compiled(text);
    let simulation = simulated(&compilation, 40_000);
    let parts = [
        pert(8.0, 10.0, 15.0),
        pert(3.0, 4.0, 9.0),
        (15.0, 10.0_f64.powi(2) / 24.0),
        (5.0, 0.0),
        pert(6.0, 12.0, 30.0),
    ];
    let mean: f64 = parts.iter().map(|part| part.0).sum();
    let variance: f64 = parts.iter().map(|part| part.1).sum();
    // Three standard errors of 40,000 runs are 1.5 % of the deviation, and 2.1 % of the variance.
    assert!((days(&compilation, simulation.mean) - mean).abs() < 0.015 * variance.sqrt());
    is_near((simulation.deviation.0 as f64 / DAY).powi(2), variance, 0.021);
    // In a chain the shares are those of the variances, and nothing else is left.
    let share = |at: usize| {
        let name = ["a", "b", "c", "d", "e"][at];
        let model = compilation.model();
        let of = |one: &milepost::schedule::simulate::Contribution| match one.source {
            From::Item(item) => model.item(item).path() == name,
            From::Risk(_) => false,
        };
        simulation
            .contributions
            .iter()
            .find(|one| of(one))
            .map_or(0.0, |one| one.share as f64 / 1e6)
    };
    for (at, part) in parts.iter().enumerate() {
        assert!((share(at) - part.1 / variance).abs() < 0.02, "{at}: {}", share(at));
    }
    for item in compilation.model().items() {
        let critical = simulation.criticality[item.id.index()];
        assert_eq!(critical.hits, critical.runs, "{} is critical in every run", item.path());
    }
}

#[test]
fn the_median_of_one_range_is_that_of_its_distribution() {
    // Beta(1, 5), Beta(3, 3) and the symmetric triangle have medians that can be written down.
    let skewed = 100.0 + 100.0 * (1.0 - 0.5_f64.powf(0.2));
    for (range, median) in
        [("100d..100d..200d", skewed), ("100d..150d..200d", 150.0), ("100d..200d", 150.0)]
    {
        let text = format!("roadmap \"One\" from 2026-03-02\ntask a {range}\n");
        let compilation = compiled(&text);
        let simulation = simulated(&compilation, 20_000);
        let found = days(&compilation, simulation.end.percentile(50));
        // Within the day, and three standard errors of the median.
        assert!((found - median).abs() < 1.5, "{range}: {found} instead of {median}");
    }
}

#[test]
fn of_two_alike_each_is_critical_half_of_the_time() {
    let simulation = of(
        "roadmap \"Two\" from 2026-03-02\ntask a 8d..10d..15d\ntask b 8d..10d..15d\nmilestone m after a, b\n",
        20_000,
    );
    let [a, b, m] = [0, 1, 2].map(|at| simulation.criticality[at].millionths() as f64 / 1e6);
    is_near(a, 0.5, 0.03);
    is_near(b, 0.5, 0.03);
    assert!(a + b >= 1.0 && (m - 1.0).abs() < 1e-9, "one of them always is: {a} + {b}");
}

/// Whoever does one thing after the other needs the sum of both; without levelling it would be the greater.
#[test]
fn what_one_person_does_takes_the_sum() {
    let text = "roadmap \"Ana\" from 2026-03-02 level quick\nteam all {\n  person ana\n}\n\
        task a 8d..10d..15d @ana\ntask b 6d..12d..30d @ana\n";
    let compilation = compiled(text);
    let simulation = simulated(&compilation, 40_000);
    let parts = [pert(8.0, 10.0, 15.0), pert(6.0, 12.0, 30.0)];
    let mean: f64 = parts.iter().map(|part| part.0).sum();
    let variance: f64 = parts.iter().map(|part| part.1).sum();
    assert!((days(&compilation, simulation.mean) - mean).abs() < 0.015 * variance.sqrt());
    is_near((simulation.deviation.0 as f64 / DAY).powi(2), variance, 0.021);
    for name in ["a", "b"] {
        let item = compilation.model().items().find(|item| item.path() == name);
        let critical = simulation.criticality[item.unwrap().id.index()];
        assert_eq!(critical.hits, simulation.runs, "`{name}`");
    }
}

/// What is under way has its person first, and is critical with what waits for her.
#[test]
fn what_waits_for_work_under_way_is_critical_with_it() {
    let text = "roadmap \"Ana\" from 2026-03-02 today 2026-03-09 level quick\n\
        team all {\n  person ana\n}\ntask b 2d..3d..5d @ana\n\
        task a 8d..10d..15d @ana started 2026-03-02 50%\n";
    let compilation = compiled(text);
    let simulation = simulated(&compilation, 1000);
    let hits: Vec<u64> = simulation.criticality.iter().map(|one| one.hits).collect();
    assert_eq!(hits, [1000, 1000]);
}

#[test]
fn a_risk_strikes_as_often_as_it_says() {
    let text = "roadmap \"Risk\" from 2026-03-02 currency EUR {\n  warn deadline-missed\n}\ntask a 10d\n\
        milestone m after a by 2026-03-13\n\
        risk r { \n  probability 30%\n  impact 5d..15d on a\n  impact 20k..40k\n}\n";
    let compilation = compiled(text);
    let simulation = simulated(&compilation, 40_000);
    let struck = simulation.risks[0].struck.millionths() as f64 / 1e6;
    assert!((struck - 0.3).abs() < 0.007, "{struck}");
    let kept = simulation.promised[0].kept;
    assert_eq!(kept.hits, kept.runs - simulation.risks[0].struck.hits, "only the risk delays it");
    // 30 % of a mean of 10 days and of 30,000; 20 % of the runs lie above the sum that a third of the strikes exceed.
    assert!((days(&compilation, simulation.mean) - 13.0).abs() < 0.08);
    let money = simulation.risk_money.unwrap();
    is_near(money.mean.0 as f64 / 1000.0, 9000.0, 0.025);
    assert_eq!(money.percentile(50).0, 0);
    let exceeded = 40_000.0 - 10_000.0 * (4.0_f64 / 3.0).sqrt();
    is_near(money.percentile(80).0 as f64 / 1000.0, exceeded, 0.02);
}

// ---- what varies, and what doesn't ----

#[test]
fn without_ranges_every_percentile_is_the_one_date() {
    let compilation = compiled(
        "roadmap \"Sure\" from 2026-03-02\ntask a 10d\nmilestone m after a by 2026-03-20\nrelease r on 2026-06-01\n",
    );
    let simulation = simulated(&compilation, 1000);
    assert!(simulation.is_certain());
    for percent in [1, 10, 50, 80, 95, 99] {
        assert_eq!(simulation.end.percentile(percent).last_day().to_string(), "2026-03-13");
        for one in &simulation.items {
            let planned = compilation.schedule().timing(one.item).end.last_day();
            assert_eq!(one.outcome.percentile(percent).last_day(), planned);
        }
    }
    assert!(simulation.contributions.is_empty());
    assert!(simulation.promised.iter().all(|one| one.kept.hits == one.kept.runs));
}

#[test]
fn what_is_done_does_not_vary_and_what_remains_does_in_proportion() {
    let text = |said: &str| {
        format!(
            "roadmap \"Half\" from 2026-03-02 today 2026-03-16\ntask a 100d..100d..200d {said}\n"
        )
    };
    assert!(of(&text("done 2026-03-13"), 100).is_certain());
    let deviation = |said: &str| of(&text(said), 20_000).deviation.0 as f64;
    let whole = deviation("");
    is_near(deviation("started 2026-03-02 75%"), whole / 4.0, 0.01);
    is_near(deviation("started 2026-03-02 remaining 50d"), whole / 2.0, 0.01);
}

#[test]
fn an_item_more_leaves_the_draws_of_others_as_they_were() {
    let text = "roadmap \"Names\" from 2026-03-02\ntask a 8d..10d..15d\nmilestone m after a\n";
    let more = text.replace("task a", "task z 1d..2d..4d\ntask a");
    let of_m = |text: &str| of(text, 500).items[0].outcome.clone();
    assert_eq!(of_m(text), of_m(&more));
}

// ---- the same everywhere ----

/// The same with ranges: all work may take twice as long as it says.
fn ranged(text: &str) -> String {
    let longer = |word: &str| {
        let unit = word.trim_start_matches(|one: char| one.is_ascii_digit());
        let number: u64 = word[..word.len() - unit.len()].parse().ok()?;
        ["d", "h", "min"].contains(&unit).then(|| format!("{word}..{}{unit}", number * 2))
    };
    let line = |line: &str| {
        let mut words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        let at = if words.get(2).is_some_and(|word| longer(word).is_some()) { 2 } else { 3 };
        if let Some(word) = words.get_mut(at).filter(|_| line.starts_with("task")) {
            *word = longer(word).unwrap_or_else(|| word.clone());
        }
        words.join(" ")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn threads_make_no_difference() {
    let texts = (1..8).map(|seed| generated(80, seed)).chain([support::text_of("atlas.roadmap")]);
    let scarce = (1..16).map(|seed| ranged(&scarce::roadmap(seed, Flavour::Full)));
    let plain = texts.chain(scarce).map(|text| (compiled(&text), text));
    let crowded = (1..3).map(|seed| generated(30, seed)).map(|text| {
        let options = Options::new().level(Some(Thoroughness::Quick));
        (compile(Source::new("plan.roadmap", text.clone()), &options), text)
    });
    for (compilation, text) in plain.chain(crowded) {
        let shown = |threads: u32| {
            let settings = settings(257).threads(NonZeroU32::new(threads).unwrap());
            format!("{:?}", simulate(compilation.model(), compilation.schedule(), &settings))
        };
        let alone = shown(1);
        for threads in [2, 7, 1000] {
            assert!(alone == shown(threads), "{threads} threads\n{text}");
        }
    }
}

#[test]
fn another_seed_is_another_sample() {
    let compilation = compiled("roadmap \"Seed\" from 2026-03-02\ntask a 8d..10d..15d\n");
    let shown = |seed: u64| {
        let settings = settings(1000).seed(seed);
        format!("{:?}", simulate(compilation.model(), compilation.schedule(), &settings).end)
    };
    assert_eq!(shown(1), shown(1));
    assert_ne!(shown(1), shown(2));
}

/// The first numbers of a seed: where they change, every simulation that anybody committed changes.
#[test]
fn a_seed_gives_the_same_dates_for_ever() {
    let simulation = of(
        "roadmap \"Golden\" from 2026-03-02\ntask a 8d..10d..15d\ntask b effort 3d..9d after a\n\
         risk r {\n  probability 25%\n  impact 2d..4d..20d on b\n}\n",
        1000,
    );
    let dates =
        [1, 10, 50, 80, 95, 99].map(|of| simulation.end.percentile(of).last_day().to_string());
    insta::assert_snapshot!(format!("{dates:?} {} {}", simulation.mean, simulation.deviation.0), @r#"["2026-03-18", "2026-03-20", "2026-03-25", "2026-03-30", "2026-04-06", "2026-04-09"] 2026-03-25T16:57 1671"#);
}

// ---- how things stand by all runs ----

#[test]
fn a_date_that_too_few_runs_keep_is_at_risk() {
    let compilation = compiled(
        "roadmap \"Odds\" from 2026-03-02 by 2026-12-01\ntask a 8d..10d..20d\nmilestone tight after a by 2026-03-16\n\
         milestone safe after a by 2026-11-27\ntask z 20d\nmilestone late after z by 2026-03-12\ntask b\nmilestone open after b by 2026-11-27\n\
         task c 1d done 2026-03-02\nmilestone reached after c by 2026-03-20\n",
    );
    let simulation = simulated(&compilation, 2000);
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    let of = |name: &str| {
        let item = compilation.model().items().find(|item| item.path() == name).unwrap().id;
        let odds = simulation.promised.iter().find(|one| one.item == Some(item));
        let outcome = simulation.of_item(item).is_some();
        (
            odds.map(|one| status.odds(one)),
            status.simulated_health(&simulation, Some(item)),
            outcome,
        )
    };
    let stands = |health| (Some(health), Some(health), true);
    assert_eq!(of("tight"), stands(Health::AtRisk));
    assert_eq!(of("safe"), stands(Health::OnTrack));
    assert_eq!(of("late"), stands(Health::OffTrack));
    assert_eq!(of("open"), (Some(Health::Unknown), Some(Health::Unknown), false));
    assert_eq!(of("reached"), (None, Some(Health::Done), false));
    assert_eq!(status.odds(&simulation.promised[0]), Health::Unknown, "the whole rests on b");
    assert_eq!(status.simulated_health(&simulation, None), Some(Health::OffTrack));
}
