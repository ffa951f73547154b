//! The picture of work over time.

use milepost::emit::chart::scene::{Card, Mark};
use milepost::model::{Audience, Condition, Part, Shown, Test, Towards, View};
use milepost::resolve::{LoadError, Loader};
use milepost::{Options, Source};

use super::{ChartKind, Scene, assert_sound, cards, look, texts};
use crate::compiled;
use crate::support::plans::{crowded, generated};

/// 11 March is a Wednesday.
const UNDER_WAY: &str = "roadmap \"R\" from 2026-03-02 {\n  today 2026-03-11\n  by 2026-04-01\n}\nstream s \"S\" {\n  task a \"A\" 5d done 2026-03-06\n}\ntask b \"B\" 10d started 2026-03-09 40%\ntask c \"C\" 3d..5d..12d after b\ntask d \"D\"\nmilestone m \"Ready\" after c promised 2026-Q2\n";

fn view() -> View {
    View::of(ChartKind::Burnup)
}

#[test]
fn the_news_is_how_much_is_done_and_when_the_rest_will_be() {
    look(&compiled(UNDER_WAY), &view(), 838, |scene| {
        let texts = texts(scene);
        let starts = |words: &str| {
            let found = texts.iter().any(|text| text.starts_with(words));
            assert!(found, "{words}: {texts:#?}");
        };
        starts(
            "Work over time: 3 items, weighed by their estimates · 1 not estimated and not counted",
        );
        starts("45 % done of 20 d · 60 % planned by now");
        starts("What is estimated ends by ");
        starts("10 % ");
        starts("deadline 1 Apr");
        starts("Ready ");
        assert!(texts.iter().any(|text| text == "45 %"), "{texts:#?}");
        assert!(texts.iter().any(|text| text.starts_with("10 % to 80 % of 1,000 runs")));
        assert!(texts.iter().any(|text| text.starts_with("planned")));
    });
}

#[test]
fn what_is_shown_alone_counts() {
    let compilation = compiled(UNDER_WAY);
    let stream = compilation.model().items().find(|item| item.name() == "s").unwrap().id;
    let inside = Condition::Is(Test::Towards(Towards::Inside, stream));
    let view = View { condition: Some(Condition::Not(Box::new(inside))), ..view() };
    look(&compilation, &view, 838, |scene| {
        let texts = texts(scene);
        assert!(texts.iter().any(|text| text.starts_with("26 % done of 15 d")), "{texts:#?}");
    });
}

#[test]
fn nothing_finer_than_a_quarter_is_public() {
    let view = View { audience: Audience::Public, ..view() };
    look(&compiled(UNDER_WAY), &view, 838, |scene| {
        let mut texts = texts(scene);
        // The day on which the plan is looked at is no date of it.
        texts.retain(|text| !text.contains("as of 11 March 2026") && text != "11 Mar");
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"];
        let is_day = |text: &&String| months.iter().any(|month| text.contains(month));
        assert_eq!(texts.iter().find(is_day), None, "{texts:#?}");
        assert!(texts.iter().any(|text| text == "Ready Q2 2026"), "{texts:#?}");
        assert!(
            !texts.iter().any(|text| text.ends_with(" d") || text.contains("runs")),
            "{texts:#?}"
        );
    });
}

/// The lines of dates and their names.
fn lines<'s, 'm>(scene: &'s Scene<'m>) -> Vec<&'s Card<'m>> {
    let all = cards(scene).into_iter();
    all.filter(|card| matches!(card.marks.first(), Some(Mark::Path { .. }))).collect()
}

#[test]
fn no_line_of_a_date_crosses_the_name_of_another() {
    let mut named = 0;
    for text in (1..6).map(|seed| generated(120, seed)).chain([crowded(50, 4, 2)]) {
        let compilation = compiled(&text);
        for width in super::WIDTHS {
            look(&compilation, &view(), width, |scene| {
                let lines = lines(scene);
                for one in &lines {
                    for other in &lines {
                        let (Some(line), Some(Mark::Text(label))) =
                            (one.marks.first(), other.marks.get(1))
                        else {
                            continue;
                        };
                        named += 1;
                        assert!(
                            !line.area().meets(label.area()),
                            "{:?} crosses {:?}",
                            one.tooltip,
                            label.text
                        );
                    }
                }
            });
        }
    }
    assert!(named > 500, "{named}");
}

#[test]
fn views_of_every_kind_are_sound() {
    for text in [UNDER_WAY.to_owned(), generated(50, 2), crowded(50, 12, 2)] {
        let compilation = compiled(&text);
        assert_sound(&compilation, &View { audience: Audience::Public, ..view() }, &text);
        let moment = |days: i64| {
            let day = milepost::time::Date::new(2026, 3, 2).unwrap().plus_days(days).unwrap();
            Some(milepost::time::Moment::start_of(day))
        };
        for (from, to) in [(-60, 10), (5, 400), (300, 301), (8, 9)] {
            let view = View { from: moment(from), to: moment(to), ..view() };
            assert_sound(&compilation, &view, &text);
            assert_sound(&compilation, &View { chart: ChartKind::Load, ..view }, &text);
        }
    }
}

/// What was planned is the baseline, in which what has come since is not; without it the estimates, as if nothing had happened.
#[test]
fn what_was_planned_is_the_baseline() {
    struct January;
    impl Loader for January {
        fn load(&self, path: &str) -> Result<Source, LoadError> {
            let text =
                "{\"items\":[{\"path\":\"a\",\"start\":\"2026-03-02\",\"end\":\"2026-03-06\"}]}";
            Ok(Source::new(path, text))
        }
    }
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-11\nbaseline \"january.json\"\ntask a \"A\" 10d started 2026-03-02\ntask b \"New\" 10d started 2026-03-09\n";
    let options = Options::new().loader(&January);
    let compilation = milepost::compile(Source::new("plan.roadmap", text), &options);
    let hidden = View { parts: vec![(Part::Baseline, Shown::Hidden)], ..view() };
    for (view, news, key) in [
        (view(), "0 % done of 20 d · 50 % planned by now", "planned, in the baseline"),
        (hidden, "0 % done of 20 d · 70 % planned by now", "planned, by the estimates alone"),
    ] {
        assert_sound(&compilation, &view, text);
        look(&compilation, &view, 838, |scene| {
            let texts = texts(scene);
            assert!(texts.iter().any(|text| text.starts_with(news)), "{texts:#?}");
            assert!(texts.iter().any(|text| text == key), "{texts:#?}");
        });
    }
}
