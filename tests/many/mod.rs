//! Five hundred roadmaps with titles of 1 to 120 characters in five scripts, each in every picture there is: no two texts overlap,
//! none leaves its card or the picture.
//!
//! With `SLOW=1` all of them, as continuous integration does; otherwise an eighth.

use std::fmt::Write;

use milepost::emit::ChartOptions;
use milepost::emit::chart::{self, scene::Scene};
use milepost::model::{ChartKind, View};

use super::rated::{title, with_scene};
use super::support::random::Random;
use super::{compiled, misplaced};

const WIDTHS: [u32; 4] = [480, 838, 1280, 1920];

/// A roadmap with a little of everything, in no order.
fn roadmap(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut next = usize::try_from(seed * 31).unwrap();
    let mut name = || {
        next += 1;
        title(next)
    };
    let mut text = format!(
        "roadmap \"{}\" from 2026-03-02 today 2026-05-04 {{\n  allow overallocated, slipped, risk-overdue\n}}\n",
        name()
    );
    let people = 1 + random.below(6);
    for at in 0..people {
        let _ = writeln!(text, "person p{at} \"{}\"", name());
    }
    let _ = writeln!(text, "objective o \"{}\" by 2026-12-31", name());
    let _ = writeln!(text, "release v \"{}\" on 2026-09-30", name());
    let streams = 1 + random.below(5);
    for stream in 0..streams {
        let _ = writeln!(text, "stream s{stream} \"{}\" {{", name());
        for at in 0..=random.below(9) {
            let long = 1 + random.below(40);
            let rank = random.of(&["must", "should", "could", "horizon next", ""]);
            let _ = write!(text, "  task t{at} \"{}\" {long}d {rank}", name());
            let mut add = |percent: u64, words: &str| {
                if random.chance(percent) {
                    let _ = write!(text, " {words}");
                }
            };
            add(50, "@p0");
            add(30, "for o");
            add(30, "in v");
            add(30, "#tag");
            add(15, "blocked \"nobody knows why it is so\"");
            add(20, "by 2026-06-30");
            add(20, "score reach 4k impact 2 confidence 50%");
            if at > 0 && random.chance(60) {
                let _ = write!(text, " after t{}", random.below(at));
            } else if at == 0 && random.chance(50) {
                text.push_str(" started 2026-03-02 30%");
            }
            text.push('\n');
        }
        let _ = writeln!(text, "  milestone m \"{}\" after t0\n}}", name());
        let (wanted, threat) = (name(), name());
        let (probability, cost) = (1 + random.below(99), 1 + random.below(30));
        let (value, effort) = (1 + random.below(9), 1 + random.below(60));
        let _ = writeln!(
            text,
            "idea i{stream} \"{wanted}\" score value {value} urgency 2 risk 3 effort {effort}d"
        );
        let _ = writeln!(
            text,
            "risk r{stream} \"{threat}\" {{\n  probability {probability}%\n  impact {cost}d on s{stream}\n}}"
        );
    }
    text
}

#[test]
fn of_five_hundred_roadmaps_no_picture_has_texts_that_meet() {
    let mut found = Vec::new();
    let count = if std::env::var_os("SLOW").is_some() { 500 } else { 60 };
    for seed in 1..=count {
        let text = roadmap(seed);
        let compilation = compiled(&text);
        let width = WIDTHS[usize::try_from(seed).unwrap() % WIDTHS.len()];
        let gantt =
            chart::layout(compilation.plan().unwrap(), ChartOptions::default().width(width));
        let told = |kind: &str, fault: &String| format!("{kind} of {seed}, {width} wide: {fault}");
        found.extend(misplaced(&gantt).iter().map(|fault| told("gantt", fault)));
        for kind in ChartKind::ALL.into_iter().filter(|kind| *kind != ChartKind::Gantt) {
            let faults =
                with_scene(&compilation, &View::of(kind), width, |scene: &Scene<'_>, _| {
                    scene.faults()
                });
            found.extend(faults.iter().map(|fault| told(kind.word(), fault)));
        }
        if found.len() > 10 {
            break;
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A screen that shows a part of a path works out the dashes of all of it.
#[test]
fn no_dashed_path_of_a_long_chart_is_long() {
    let mut plan = String::from("roadmap \"R\" from 2026-01-05\n");
    for number in 0..1000 {
        writeln!(plan, "task t{number} \"Task {number}\" {}d", 1 + number % 40).unwrap();
    }
    let text = super::svg(&plan);
    let document = roxmltree::Document::parse(&text).unwrap();
    let dashed = document.descendants().filter(|node| node.has_attribute("stroke-dasharray"));
    let lines: Vec<_> =
        dashed.map(|path| path.attribute("d").unwrap_or_default().matches('M').count()).collect();
    assert!(lines.iter().sum::<usize>() >= 1000, "{lines:?}");
    assert!(lines.iter().all(|count| *count <= 64), "{lines:?}");
}
