//! What a view shows as a Gantt chart of PlantUML.

use milepost::model::{ChartKind, View};
use milepost::plan::PlanView;
use milepost::{Options, Source, compile, emit};

/// The chart of a view by its name, or of all.
fn written(text: &str, view: Option<&str>) -> String {
    let compiled = compile(Source::new("plan.roadmap", text), &Options::new());
    let plan = compiled.plan().unwrap();
    let named = plan.model.views.iter().find(|of| Some(&*of.name) == view).cloned();
    let view = named.unwrap_or_else(|| View::of(ChartKind::Gantt));
    emit::plantuml(&PlanView::of(plan, &plan.status(), &view)).0
}

#[test]
fn bars_go_from_day_to_day_under_their_stream() {
    let source = "roadmap \"R\" from 2026-03-02 today 2026-03-04\nstream s \"S\" {\n  task a \"A\" 5d 40% started 2026-03-02\n}\n\
                  task b \"B\" 2d after s.a\nmilestone m \"M\" after b\n";
    insta::assert_snapshot!(written(source, None), @r"
    @startgantt
    title R
    Project starts 2026-03-02
    saturday are closed
    sunday are closed
    2026-03-04 is colored in LightSkyBlue
    -- S --
    [A] as [t1] starts 2026-03-02 and ends 2026-03-06
    [t1] is 40% completed
    [t1] is colored in LightCoral/Firebrick
    -- Other --
    [B] as [t2] starts 2026-03-09 and ends 2026-03-10
    [t2] is colored in LightCoral/Firebrick
    [M] as [t3] happens 2026-03-10
    [t3] is colored in LightCoral/Firebrick
    @endgantt
    ");
}

#[test]
fn a_day_on_which_a_bar_ends_is_not_closed() {
    let source = "roadmap \"R\" from 2026-03-02\ntask a \"A\" elapsed 6d\ntask b \"B\" 1d\n";
    let text = written(source, None);
    assert!(!text.contains("saturday are closed"), "{text}");
    assert!(text.contains("sunday are closed"), "{text}");
}

#[test]
fn the_public_sees_what_is_shown_to_it_alone() {
    let source = "roadmap \"R\" from 2026-03-02 today 2026-03-04\ncalendar c { off 2026-03-05 }\nperson ana\n\
                  task a \"Shown\" 5d 40% started 2026-03-02 @ana #public\ntask b \"Secret\" 5d after a\n\
                  view v \"V\" chart gantt where #public for public\n";
    let text = written(source, Some("v"));
    assert!(text.contains("[Shown]"), "{text}");
    for secret in ["Secret", "ana", "completed", "colored", "closed"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
}

#[test]
fn no_title_begins_a_line_of_its_own() {
    let source = include_str!("plans/hostile.roadmap");
    let text = written(source, None);
    assert_eq!(text, written(source, None));
    for line in text.lines() {
        let begins = [
            "@startgantt",
            "title ",
            "Project starts ",
            "saturday are",
            "sunday are",
            "-- ",
            "[",
            "@endgantt",
            "printscale ",
        ];
        assert!(begins.iter().any(|begin| line.starts_with(begin)), "{line}");
    }
    assert_eq!(text.matches("@endgantt").count(), 1);
    assert!(!text.contains("<b>") && !text.contains("<c>"));
}
