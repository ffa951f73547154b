//! Pictures of loads and of work over time: no two texts overlap, none leaves the picture, and what is drawn is what was counted.

mod burnup;
mod load;

use milepost::Compilation;
use milepost::emit::ChartOptions;
use milepost::emit::chart::scene::Mark;
use milepost::emit::chart::{self, Scene};
use milepost::model::{ChartKind, View};
use milepost::plan::PlanView;

use crate::support::plans::{crowded, generated, hostile, levelled};

/// The widths at which pictures are looked at: on a phone, in a README, on a slide.
const WIDTHS: [u32; 3] = [480, 838, 1280];

/// Looks at the picture of a view.
fn look<T>(
    compilation: &Compilation,
    view: &View,
    width: u32,
    at: impl FnOnce(&Scene<'_>) -> T,
) -> T {
    let plan = compilation.plan().unwrap();
    let status = plan.status();
    let view = PlanView::of(plan, &status, view);
    at(&chart::scene(&view, ChartOptions::default().width(width)).expect("it is a scene"))
}

/// Roadmaps of 5 to 300 items, with nobody and with up to 60 people.
fn plans() -> Vec<String> {
    let sizes = [5, 50, 300];
    let generated = sizes.iter().flat_map(|items| (1..=3).map(move |seed| generated(*items, seed)));
    let levelled = [5, 50].into_iter().map(|items| levelled(items, 1));
    let crowds = [(5, 1), (5, 4), (50, 12), (300, 60)];
    let crowds = crowds
        .into_iter()
        .flat_map(|(items, people)| (1..=2).map(move |seed| crowded(items, people, seed)));
    let spans = crate::spans().into_iter().map(|(_, text)| text);
    generated.chain(levelled).chain(crowds).chain(spans).chain([hostile()]).collect()
}

/// Asserts that the pictures of a view are sound at every width.
// The method is one of scenes of a single lifetime.
#[allow(clippy::redundant_closure_for_method_calls)]
fn assert_sound(compilation: &Compilation, view: &View, text: &str) {
    for width in WIDTHS {
        let faults = look(compilation, view, width, |scene| scene.faults());
        assert!(faults.is_empty(), "{width}: {view:?}\n{}\n{text}", faults.join("\n"));
    }
}

/// Every text of a picture.
fn texts(scene: &Scene<'_>) -> Vec<String> {
    scene.labels().iter().map(|label| label.text.to_string()).collect()
}

/// The tooltip of each card, and the card.
fn cards<'s, 'm>(scene: &'s Scene<'m>) -> Vec<&'s chart::scene::Card<'m>> {
    scene
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Card(card) => Some(&**card),
            _ => None,
        })
        .collect()
}

#[test]
fn pictures_of_every_plan_are_sound() {
    for text in plans() {
        let compilation = crate::compiled(&text);
        for kind in [ChartKind::Load, ChartKind::Burnup] {
            assert_sound(&compilation, &View::of(kind), &text);
        }
    }
}

#[test]
fn pictures_of_the_examples_are_sound() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.extension().is_some_and(|of| of == "roadmap") {
            let text = std::fs::read_to_string(&path).unwrap();
            let compilation = crate::compiled(&text);
            for kind in [ChartKind::Load, ChartKind::Burnup] {
                assert_sound(&compilation, &View::of(kind), &path.display().to_string());
            }
            seen += 1;
        }
    }
    assert!(seen > 7, "{seen}");
}

#[test]
fn no_text_of_a_slide_is_small() {
    let compilation = crate::compiled(&crowded(50, 12, 1));
    for kind in [ChartKind::Load, ChartKind::Burnup] {
        look(&compilation, &View::of(kind), 1280, |scene| {
            for label in scene.labels() {
                assert!(label.style.size() >= chart::Px::whole(16), "{:?}", label.text);
            }
        });
    }
}
