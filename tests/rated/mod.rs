//! Pictures of what somebody has rated: risks, ideas. By their numbers.

use milepost::Compilation;
use milepost::emit::ChartOptions;
use milepost::emit::chart;
use milepost::emit::chart::risks::{Bands, Severity};
use milepost::emit::chart::scene::{Mark, Scene};
use milepost::model::{ChartKind, View};
use milepost::plan::{Plan, PlanView};

use std::fmt::Write;

mod priorities;

pub(super) const WIDTHS: [u32; 3] = [480, 838, 1280];

/// Titles of any length, in five scripts.
pub(super) fn title(at: usize) -> String {
    const SCRIPTS: [&str; 5] = [
        "The audit finds a hole in the old token store and everybody has to look for it again ",
        "Аудит находит дыру в старом хранилище токенов и все ищут её снова ",
        "監査で古いトークン保管庫に穴が見つかり全員で探し直すことになる",
        "המבקר מוצא חור במחסן האסימונים הישן וכולם מחפשים אותו שוב ",
        "تجد المراجعة ثغرة في مخزن الرموز القديم ويبحث الجميع عنها مرة أخرى ",
    ];
    let script = SCRIPTS[at % SCRIPTS.len()];
    let length = 1 + at * 37 % 120;
    script.chars().cycle().take(length).collect::<String>().trim().to_owned()
}

/// The picture of a plan, drawn so wide.
pub(super) fn with_scene<R>(
    compilation: &Compilation,
    view: &View,
    width: u32,
    look: impl FnOnce(&Scene<'_>, Plan<'_>) -> R,
) -> R {
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    let view = PlanView::of(plan, &status, view);
    let scene = chart::scene(&view, ChartOptions::default().width(width)).expect("a scene");
    look(&scene, plan)
}

/// A roadmap with so many risks: rated, not rated, closed, overdue.
fn risky(count: usize) -> String {
    let mut text = String::from(
        "roadmap \"Risks\" from 2026-03-02 today 2026-04-20 currency EUR {\n  allow risk-overdue\n}\nperson ana \"Ana Silva\"\ntask build \"Build\" 200d\n",
    );
    for at in 0..count {
        let _ = writeln!(text, "risk r{at} \"{}\" {{", title(at));
        if at % 7 != 3 {
            let _ = writeln!(text, "  probability {}%", at * 13 % 100);
        }
        if at % 5 != 1 {
            let _ = writeln!(text, "  impact {}d on build", 1 + at * 11 % 60);
        }
        if at % 4 == 0 {
            let _ = writeln!(text, "  impact {}k", 1 + at * 17 % 300);
        }
        if at % 3 == 0 {
            let _ = writeln!(text, "  mitigation \"{}\"\n  owner @ana", title(at + 1));
        }
        if at % 6 == 0 {
            text.push_str("  due 2026-04-10\n");
        }
        text.push_str(if at % 9 == 8 { "  done\n}\n" } else { "}\n" });
    }
    text
}

/// The numbers of discs that stand in the matrix, each with the area of its disc.
fn discs(scene: &Scene<'_>) -> Vec<(String, (i64, i64, i64))> {
    let cards = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Card(card) => Some(&card.marks),
        _ => None,
    });
    let disc = |marks: &Vec<Mark<'_>>| {
        let circle = marks.iter().find_map(|mark| match mark {
            Mark::Circle { centre, radius, .. } => Some((centre.0.0, centre.1.0, radius.0)),
            _ => None,
        });
        let number = marks.iter().find_map(|mark| match mark {
            Mark::Text(label) => Some(label.text.to_string()),
            _ => None,
        });
        number.zip(circle)
    };
    cards.filter_map(disc).collect()
}

#[test]
fn no_two_texts_of_risks_overlap_and_none_leaves_its_row() {
    let view = View::of(ChartKind::Risks);
    for count in [0, 1, 5, 50, 300] {
        let compilation = super::compiled(&risky(count));
        for width in WIDTHS {
            with_scene(&compilation, &view, width, |scene, _| {
                assert_eq!(scene.faults(), Vec::<String>::new(), "{count} risks, {width} wide");
            });
        }
    }
}

#[test]
fn each_rated_risk_that_is_open_has_one_disc_and_none_lies_on_another() {
    let view = View::of(ChartKind::Risks);
    let compilation = super::compiled(&risky(120));
    with_scene(&compilation, &view, 838, |scene, plan| {
        let rows = plan.risks();
        let open = rows.iter().filter(|row| plan.is_open_risk(row.risk));
        let rated = open.filter(|row| row.rating().is_some()).count();
        let discs = discs(scene);
        assert!(rated > 50 && discs.len() == rated, "{} of {rated}", discs.len());
        for (at, (number, (x, y, radius))) in discs.iter().enumerate() {
            for (other, (far, down, _)) in &discs[at + 1..] {
                let squared = (x - far).pow(2) + (y - down).pow(2);
                assert!(squared > (2 * radius).pow(2), "{number} lies on {other}");
            }
        }
    });
}

/// What is not rated is in the register alone, and says so; what is closed comes last.
#[test]
fn the_register_tells_what_the_matrix_does_not() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-04-20 currency EUR\nperson ana \"Ana\"\ntask build \"Build\" 90d\nrisk a \"Unknown\"\nrisk b \"Over\" {\n  probability 90%\n  impact 50d on build\n  done\n}\nrisk c \"Known\" {\n  probability 30%\n  impact 10d..30d on build\n  impact 20k\n  mitigation \"Rehearse\"\n  owner @ana\n  due 2026-04-10\n}\n";
    let compilation = super::compiled(text);
    let mut view = View::of(ChartKind::Risks);
    with_scene(&compilation, &view, 838, |scene, _| {
        let texts: Vec<_> = scene.labels().iter().map(|label| label.text.to_string()).collect();
        let place = |what: &str| {
            let found = texts.iter().position(|text| text == what);
            found.unwrap_or_else(|| panic!("`{what}` is not in {texts:?}"))
        };
        assert!(place("Known") < place("Unknown") && place("Unknown") < place("Over"));
        for told in ["6 d", "EUR 6,000", "→ Rehearse", "overdue", "not rated", "closed"] {
            place(told);
        }
        place("30 % likely · 10–30 d on Build · EUR 20,000");
        assert_eq!(discs(scene).len(), 1, "{texts:?}");
    });
    view.audience = milepost::model::Audience::Public;
    with_scene(&compilation, &view, 838, |scene, _| {
        let labels = scene.labels();
        assert!(labels.iter().all(|label| !label.text.contains("Known")), "{labels:?}");
        assert!(!scene.description.contains("Known"));
    });
}

/// The worst that is possible stands in the corner, and is high.
#[test]
fn the_corner_is_the_worst() {
    assert_eq!(Severity::of(4, 4), Severity::High);
    assert_eq!(Severity::of(0, 0), Severity::Low);
    let day = milepost::time::Minutes(480);
    assert_eq!(Bands::of(&[], day).days, None);
}
