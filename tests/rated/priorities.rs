//! The picture of priorities: every candidate has a row, none lies on another, and scores are those that a hand computes.

use std::fmt::Write;

use milepost::emit::chart::priorities::Plane;
use milepost::emit::chart::scene::{Area, Mark, Scene};
use milepost::model::{ChartKind, Decimal, Sort, SortKey, View};
use milepost::plan::{PlanView, ScoreKind};

use super::super::compiled;
use super::{WIDTHS, title, with_scene};

/// A roadmap with so many ideas, scored by this.
fn ideas(count: usize, scores: &[&str]) -> String {
    let mut text = String::from("roadmap \"Ideas\" from 2026-03-02\n");
    for at in 0..count {
        let score = scores[at % scores.len()];
        let score = score
            .replace('#', &(1 + at * 37 % 997).to_string())
            .replace('~', &(1 + at * 7 % 10).to_string());
        let _ = writeln!(text, "idea i{at} \"{}\" {score}", title(at));
    }
    text
}

const RICE: &str = "effort ~w score reach # impact 2 confidence 50%";
const WSJF: &str = "effort ~d score value ~ urgency 3 risk 1";
const ICE: &str = "effort 2w score impact ~ confidence 80%";
const EISENHOWER: &str = "score value # urgency ~";

fn plane(text: &str) -> Option<Plane> {
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let (status, view) = (plan.status(), View::of(ChartKind::Priorities));
    Plane::of(&PlanView::of(plan, &status, &view).candidates())
}

#[test]
fn no_two_texts_of_priorities_overlap_and_none_leaves_its_row() {
    let view = View::of(ChartKind::Priorities);
    for count in [0, 1, 5, 50, 300] {
        for scores in [&[RICE][..], &[WSJF, RICE, ICE, ""], &[EISENHOWER]] {
            let compilation = compiled(&ideas(count, scores));
            for width in WIDTHS {
                with_scene(&compilation, &view, width, |scene, _| {
                    assert_eq!(scene.faults(), Vec::<String>::new(), "{count} ideas, {width} wide");
                });
            }
        }
    }
}

/// The discs of the plot, which stand in cards of their own.
fn discs(scene: &Scene<'_>) -> Vec<Area> {
    let of_disc = |mark: &Mark<'_>| match mark {
        Mark::Card(card) => match card.marks.as_slice() {
            [circle @ Mark::Circle { .. }, Mark::Text(_)] => Some(circle.area()),
            _ => None,
        },
        _ => None,
    };
    scene.marks.iter().filter_map(of_disc).collect()
}

#[test]
fn no_disc_lies_on_another_or_on_words() {
    let view = View::of(ChartKind::Priorities);
    for (count, score) in [(5, RICE), (50, RICE), (300, RICE), (80, EISENHOWER)] {
        let compilation = compiled(&ideas(count, &[score]));
        with_scene(&compilation, &view, 838, |scene, _| {
            let discs = discs(scene);
            let said =
                scene.labels().iter().any(|label| label.text.ends_with("without room in the plot"));
            assert_eq!(discs.len() < count, said, "{} of {count} discs", discs.len());
            assert!(discs.len() * 2 > count.min(100), "{} of {count} discs", discs.len());
            for (at, disc) in discs.iter().enumerate() {
                let is_on = |other: &Area| disc.meets(*other);
                assert!(!discs[at + 1..].iter().any(is_on), "{disc:?}");
                // Its own number lies within it.
                let words =
                    scene.labels().into_iter().map(milepost::emit::chart::label::Label::area);
                assert!(
                    !words.filter(|words| !disc.holds(*words)).any(|words| is_on(&words)),
                    "{disc:?}"
                );
            }
        });
    }
}

/// What most candidates say is compared.
#[test]
fn the_plane_follows_from_the_numbers() {
    assert_eq!(plane(&ideas(5, &[RICE])), Some(Plane::WorthByEffort(ScoreKind::Rice)));
    assert_eq!(plane(&ideas(9, &[WSJF, WSJF, RICE])), Some(Plane::WorthByEffort(ScoreKind::Wsjf)));
    assert_eq!(plane(&ideas(5, &[ICE])), Some(Plane::WorthByEffort(ScoreKind::Ice)));
    assert_eq!(plane(&ideas(5, &[EISENHOWER])), Some(Plane::ValueByUrgency));
    assert_eq!(plane(&ideas(5, &["score value ~ risk 2"])), Some(Plane::ValueByRisk));
    assert_eq!(plane(&ideas(5, &[""])), None);
}

#[test]
fn scores_are_those_of_a_hand() {
    let text = "roadmap \"R\" from 2026-03-02\nidea a effort 20d score reach 100 impact 2 confidence 50%\nidea b effort 10d score value 8 urgency 2 risk 1\nidea c effort 2w score impact 3 confidence 50%\nidea d effort 2d score impact 3\nidea e\nstream s {\n  feature f score value 6 {\n    task one 5d\n    task two 5d\n  }\n}\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let (status, view) = (plan.status(), View::of(ChartKind::Priorities));
    let found: Vec<_> = PlanView::of(plan, &status, &view)
        .candidates()
        .iter()
        .map(|one| (one.title.to_owned(), one.score))
        .collect();
    let score = |kind, thousandths| Some((kind, Decimal(thousandths)));
    let expected = [
        ("a", score(ScoreKind::Rice, 100_000)),
        // 11 ÷ half a month.
        ("b", score(ScoreKind::Wsjf, 22_000)),
        // The work of its tasks: 10 days.
        ("f", score(ScoreKind::Wsjf, 12_000)),
        // A week or less is as easy as can be.
        ("d", score(ScoreKind::Ice, 30_000)),
        // 3 × 50 % × 5: two weeks are half as easy as one.
        ("c", score(ScoreKind::Ice, 7_500)),
        ("e", None),
    ];
    assert_eq!(found, expected.map(|(title, score)| (title.to_owned(), score)));
}

#[test]
fn a_view_sorted_by_score_is_the_list_alone() {
    let compilation = compiled(&ideas(5, &[RICE]));
    let mut view = View::of(ChartKind::Priorities);
    view.sort = Some(Sort { by: SortKey::Score, is_reversed: false });
    with_scene(&compilation, &view, 838, |scene, _| {
        assert!(discs(scene).is_empty());
        assert!(scene.labels().iter().any(|label| label.text.starts_with("RICE: ")));
    });
}

/// The titles of candidates of a view, each with its score in thousandths, and the plane that is drawn.
fn ranked(text: &str, rank: &str) -> (String, Option<Plane>) {
    let text = format!("{text}view v chart priorities {rank}\n");
    let compilation = compiled(&text);
    let plan = compilation.plan().unwrap();
    let (status, view) = (plan.status(), plan.model.views.last().unwrap());
    let view = PlanView::of(plan, &status, view);
    let candidates = view.candidates();
    let words = candidates.iter().map(|one| match one.score {
        Some((_, score)) => format!("{} {}", one.title, score.0),
        None => one.title.to_owned(),
    });
    (words.collect::<Vec<_>>().join(", "), Plane::shown(&view, &candidates))
}

/// What a view ranks by holds for all, whatever else they say.
#[test]
fn a_view_says_by_what_is_ranked() {
    const TEXT: &str = "roadmap \"R\" from 2026-03-02\nfield fit \"Fit\" number\nidea a effort 20d score reach 100 impact 2 confidence 50% value 4\nidea b effort 10d score value 8 urgency 2 risk 1\nidea c effort 2w score impact 3 confidence 80% value 1 risk 3 fit: 9\nidea d effort 5d could fit: 2.5\ntask t 5d fit: 1\n";
    let by_effort = |kind| Some(Plane::WorthByEffort(kind));
    let expected = [
        ("rank rice", "a 100000, b, c, d", by_effort(ScoreKind::Rice)),
        ("rank wsjf", "b 22000, c 8000, a 4000, d", by_effort(ScoreKind::Wsjf)),
        ("rank ice", "c 12000, a 2500, b, d", by_effort(ScoreKind::Ice)),
        ("rank eisenhower", "b 10000, a 4000, c 1000, d", Some(Plane::ValueByUrgency)),
        ("rank value-risk", "b 7000, a 4000, c -2000, d", Some(Plane::ValueByRisk)),
        (
            "rank value 50% fit 2 risk -1",
            "c 15500, d 5000, b 3000, a 2000, t 2000",
            by_effort(ScoreKind::Weighted),
        ),
        // A confidence counts as its share.
        ("rank confidence 10", "c 8000, a 5000, b, d", by_effort(ScoreKind::Weighted)),
        (
            "rank fit 1 sort priority",
            "c 9000, t 1000, a, b, d 2500",
            by_effort(ScoreKind::Weighted),
        ),
        ("rank fit 1 where score >= 2", "c 9000, d 2500", by_effort(ScoreKind::Weighted)),
    ];
    for (rank, words, plane) in expected {
        assert_eq!(ranked(TEXT, rank), (words.to_owned(), plane), "{rank}");
    }
}

#[test]
fn weights_are_told_where_the_score_is() {
    let text = "roadmap \"R\" from 2026-03-02\nfield fit \"Fit\" number\nidea a \"First\" effort 20d score value 4 fit: 3\nview v chart priorities rank value 50% fit 2 risk -1\n";
    let compilation = compiled(text);
    let view = compilation.plan().unwrap().model.views[0].clone();
    with_scene(&compilation, &view, 838, |scene, _| {
        let texts: Vec<_> = scene.labels().iter().map(|label| label.text.to_string()).collect();
        for told in ["Weighted: 0.5 × value + 2 × Fit − risk", "Fit 3 · value 4 · effort 20 d", "8"]
        {
            assert!(texts.iter().any(|text| text == told), "`{told}` is not in {texts:?}");
        }
    });
}
