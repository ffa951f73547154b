//! The picture of loads.

use milepost::emit::chart::Px;
use milepost::emit::chart::scene::Card;
use milepost::model::{
    Audience, Columns, Condition, Dimension, Part, Shown, Sort, SortKey, Test, Towards, View,
};

use super::{ChartKind, Scene, assert_sound, cards, look, texts};
use crate::compiled;
use crate::support::plans::crowded;

/// 2 March 2026 is a Monday.
const TWO_AT_ONCE: &str = "roadmap \"R\" from 2026-03-02 {\n  warn overallocated\n}\nperson ana \"Ana\"\nperson bo \"Bo\" away 2026-03-09..2026-03-13 \"fair\"\ntask a \"Api\" 5d @ana\ntask b \"Docs\" 2d @ana\ntask c \"Web\" 8d @bo\n";

fn by_week() -> View {
    View { columns: Some(Columns::Week), ..View::of(ChartKind::Load) }
}

fn card<'s, 'm>(scene: &'s Scene<'m>, beginning: &str) -> &'s Card<'m> {
    let found = cards(scene).into_iter().find(|card| card.tooltip.starts_with(beginning));
    found.unwrap_or_else(|| panic!("{beginning}: {:?}", texts(scene)))
}

#[test]
fn bars_are_as_high_as_the_work() {
    look(&compiled(TWO_AT_ONCE), &by_week(), 838, |scene| {
        let ana = card(scene, "Ana, 2–8 Mar 2026");
        // A week is 26 pixels: 140 % of it.
        assert_eq!(ana.area.height(), Px(364));
        assert_eq!(
            ana.tooltip,
            "Ana, 2–8 Mar 2026\n140 %: 7 d of 5 d\nat once up to 200 % of 100 %\nApi: 5 d\nDocs: 2 d"
        );
        let texts = texts(scene);
        assert_eq!(texts.iter().filter(|text| *text == "140 %").count(), 2, "{texts:?}");
        // All week long, then away, then three days.
        assert_eq!(card(scene, "Bo, 2–8 Mar 2026").area.height(), Px(260));
        assert_eq!(card(scene, "Bo, 16–22 Mar 2026").area.height(), Px(156));
        assert!(cards(scene).iter().all(|card| !card.tooltip.starts_with("Bo, 9–15")));
        assert!(texts.iter().any(|text| text == "fair"), "{texts:?}");
        assert!(texts.iter().any(|text| text == "Ana has more to do than can be done · Most: Ana, 140 % in the week of 2 Mar · Free first: Ana, from 9 Mar"), "{texts:?}");
    });
}

#[test]
fn what_is_not_shown_is_the_grey_base_of_the_rest() {
    let compilation =
        compiled(&format!("{TWO_AT_ONCE}stream s \"S\" {{\n  task d \"More\" 1d @ana\n}}\n"));
    let stream = compilation.model().items().find(|item| item.name() == "s").unwrap().id;
    let inside = Condition::Is(Test::Towards(Towards::Inside, stream));
    let view = View { condition: Some(inside), ..by_week() };
    look(&compilation, &view, 838, |scene| {
        // All of it is there: 160 %, of which a fifth is shown.
        let ana = card(scene, "Ana, 2–8 Mar 2026");
        assert_eq!(ana.area.height(), Px(416));
        assert!(texts(scene).iter().any(|text| text == "other work"));
        assert_eq!(ana.marks.len(), 4);
        // Bars have an edge half a pixel inside.
        let (grey, shown) = (ana.marks[0].area(), ana.marks[1].area());
        assert_eq!((grey.height(), shown.height()), (Px(354), Px(42)));
        assert!(shown.bottom < grey.top);
    });
}

#[test]
fn views_are_sound_however_they_are_put_together() {
    let compilation = compiled(&crowded(50, 12, 2));
    let groups = [Dimension::Team, Dimension::Assignee, Dimension::Stream, Dimension::State];
    let columns = [
        Columns::Week,
        Columns::Month,
        Columns::Quarter,
        Columns::Half,
        Columns::Year,
        Columns::Horizon,
    ];
    let keys = [SortKey::Start, SortKey::End, SortKey::Title, SortKey::Slack, SortKey::Score];
    let cases = groups.into_iter().enumerate().flat_map(|(at, group)| {
        columns.into_iter().enumerate().map(move |(nth, columns)| {
            let by = keys[(at + nth) % keys.len()];
            let sort = Sort { by, is_reversed: nth % 2 == 0 };
            View {
                group: Some(group),
                columns: Some(columns),
                sort: Some(sort),
                ..View::of(ChartKind::Load)
            }
        })
    });
    for view in cases {
        assert_sound(&compilation, &view, "crowded");
    }
    let parts =
        [Part::People, Part::Dates, Part::Done, Part::Progress].map(|part| (part, Shown::Hidden));
    let view = View { parts: parts.into(), ..View::of(ChartKind::Load) };
    assert_sound(&compilation, &view, "hidden");
}

#[test]
fn who_is_free_first_can_stand_first() {
    let text = "roadmap \"R\" from 2026-03-02\nperson ana \"Ana\"\nperson bo \"Bo\"\nperson cem \"Cem\"\ntask a 5d @ana\ntask b 2d @bo\ntask c 8d @cem\n";
    let sort =
        |is_reversed| View { sort: Some(Sort { by: SortKey::End, is_reversed }), ..by_week() };
    let order = |view: &View| {
        look(&compiled(text), view, 838, |scene| {
            let mut texts = texts(scene);
            texts.retain(|text| ["Ana", "Bo", "Cem"].contains(&text.as_str()));
            texts.join(" ")
        })
    };
    assert_eq!(order(&sort(false)), "Bo Ana Cem");
    assert_eq!(order(&sort(true)), "Cem Ana Bo");
    assert_eq!(order(&by_week()), "Ana Bo Cem");
}

#[test]
fn nothing_of_people_is_public() {
    let view = View { audience: Audience::Public, ..by_week() };
    look(&compiled(TWO_AT_ONCE), &view, 838, |scene| {
        assert_eq!(texts(scene), ["R", "who has how much to do is not public"]);
    });
}

#[test]
fn what_was_done_in_a_hurry_is_no_overload() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-16\nperson ana \"Ana\"\ntask a 10d @ana started 2026-03-02 done 2026-03-06\ntask b 3d @ana\n";
    look(&compiled(text), &by_week(), 838, |scene| {
        let texts = texts(scene);
        assert!(texts.iter().any(|text| text.starts_with("Nobody has more")), "{texts:?}");
        assert!(!texts.iter().any(|text| text == "more than can be done"));
    });
}

#[test]
fn periods_fit_the_span() {
    let by = |days: u32, width: u32| {
        let text = format!("roadmap \"R\" from 2026-03-02\nperson ana\ntask a {days}d @ana\n");
        look(&compiled(&text), &View::of(ChartKind::Load), width, |scene| {
            let texts = texts(scene);
            let found = texts.iter().find_map(|text| text.split("by ").nth(1));
            found.unwrap_or_else(|| panic!("{texts:?}")).to_owned()
        })
    };
    assert_eq!(
        [by(8, 838), by(60, 838), by(700, 838), by(3000, 838)],
        ["day", "week", "month", "quarter"]
    );
    assert_eq!([by(60, 480), by(250, 480)], ["week", "month"]);
}

#[test]
fn loads_have_the_colours_that_are_asked_for() {
    let text = "roadmap \"R\" from 2026-03-02\nperson ana \"Ana\"\nstream one \"One\" {\n  task a 2d @ana\n}\nstream two \"Two\" {\n  task b 3d @ana after one.a\n}\n";
    let view = View { colour: Some(Dimension::Stream), ..by_week() };
    look(&compiled(text), &view, 838, |scene| {
        let ana = card(scene, "Ana, 2–8 Mar 2026");
        let heights: Vec<_> = ana.marks.iter().map(|mark| mark.area().height()).collect();
        // Two and three fifths of 26 pixels, half a pixel of edge at each side.
        assert_eq!(heights, [Px(94), Px(146)]);
        let texts = texts(scene);
        assert!(
            ["One", "Two"].iter().all(|name| texts.iter().any(|text| text == name)),
            "{texts:?}"
        );
        assert!(!texts.iter().any(|text| text == "to do"));
    });
}

#[test]
fn marked_days_are_lines_with_their_names() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-10\nperson ana \"Ana\"\ntask a 40d @ana\nmarker 2026-03-26 \"Trade fair\"\nmarker 2027-03-26 \"Far away\"\n";
    let compilation = crate::compiled(text);
    let view = View::of(ChartKind::Load);
    assert_sound(&compilation, &view, text);
    look(&compilation, &view, 838, |scene| {
        let texts = texts(scene);
        assert!(texts.contains(&"Trade fair 26 Mar".to_owned()), "{texts:?}");
        assert!(texts.contains(&"marked day".to_owned()), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains("Far away")), "{texts:?}");
    });
}
