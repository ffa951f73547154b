//! The Gantt chart of a view: from when to when, in which columns, and without what is hidden.

use milepost::Source;
use milepost::emit::ChartOptions;
use milepost::emit::chart::axis::Unit;
use milepost::emit::chart::gantt::rows::Mark;
use milepost::emit::chart::{self, Layout};
use milepost::model::{Audience, Columns, Dimension, Part, Shown, Sort, SortKey, View};
use milepost::plan::{Plan, PlanView};
use milepost::resolve::{LoadError, Loader};

use super::super::{compiled, overlap, plans};

fn shown<'m>(plan: Plan<'m>, view: &View) -> Layout<'m> {
    let status = plan.status();
    chart::layout_of(&PlanView::of(plan, &status, view), None, ChartOptions::default())
}

/// Whatever part of its time is looked at, nothing leaves the picture and no two texts overlap.
#[test]
fn a_window_cuts_off_what_goes_on_beyond_it() {
    for text in plans() {
        let compilation = compiled(&text);
        let plan = compilation.plan().unwrap();
        let first = plan.schedule.start;
        let end = plan.schedule.end;
        let third = milepost::time::Minutes(end.since(first).0 / 3);
        let late = first.plus(third).plus(third);
        for (from, to) in [
            (Some(first.plus(third)), None),
            (None, Some(late)),
            (Some(first.plus(third)), Some(late)),
        ] {
            let layout = shown(plan, &View { from, to, ..View::default() });
            for row in &layout.rows {
                if matches!(row.mark, Mark::Diamond { .. }) {
                    continue;
                }
                assert!(layout.left <= row.mark.left(), "{:?} {text}", row.mark);
                assert!(row.mark.right() <= layout.right, "{:?} {text}", row.mark);
            }
            let labels: Vec<_> = layout.labels().collect();
            for (at, label) in labels.iter().enumerate() {
                assert!(label.right() <= layout.width, "{label:?}");
                let other = labels[at + 1..].iter().find(|other| overlap(label, other));
                assert!(other.is_none(), "{label:?} and {other:?}\n{text}");
            }
        }
    }
}

#[test]
fn columns_are_the_units_of_the_axis() {
    let text = "roadmap \"R\" from 2026-03-02\ncadence sprint \"Sprint\" every 2w from 2026-03-02\ntask a \"A\" 60d\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let axis = |columns| shown(plan, &View { columns: Some(columns), ..View::default() }).axis;
    let names = |columns| -> Vec<String> {
        axis(columns).labels.iter().map(|label| label.text.to_string()).collect()
    };
    assert_eq!(axis(Columns::Half).fine, Unit::Half);
    assert_eq!(axis(Columns::Quarter).fine, Unit::Quarter);
    assert!(names(Columns::Week).contains(&"W11".to_owned()), "{:?}", names(Columns::Week));
    assert!(names(Columns::Month).contains(&"May".to_owned()), "{:?}", names(Columns::Month));
    assert!(names(Columns::Cadence(0)).contains(&"3".to_owned()));
    let lanes = |columns| shown(plan, &View { columns, ..View::default() }).cadences.len();
    assert_eq!((lanes(None), lanes(Some(Columns::Cadence(0)))), (1, 0), "numbers stand once");
}

#[test]
fn what_is_hidden_is_not_drawn() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-11\nperson ana \"Ana Silva\"\ntask a \"A\" 10d @ana started 2026-03-02 40%\ntask b \"B\" 3d after a\ntask c \"C\" 1d\nmilestone m \"M\" after b, c\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let whole = shown(plan, &View::default());
    let without =
        |part| shown(plan, &View { parts: vec![(part, Shown::Hidden)], ..View::default() });
    assert!(!whole.arrows.drawn.is_empty() && without(Part::Arrows).arrows.drawn.is_empty());
    let texts = |layout: &Layout<'_>| -> String {
        layout.labels().map(|label| label.text.to_string()).collect::<Vec<_>>().join("\n")
    };
    assert!(texts(&whole).contains("Ana Silva") && !texts(&without(Part::People)).contains("Ana"));
    assert!(texts(&whole).contains("40 %") && !texts(&without(Part::Progress)).contains("40 %"));
    let critical = |layout: &Layout<'_>| layout.rows.iter().any(|row| row.is_critical);
    assert!(critical(&whole) && !critical(&without(Part::Critical)));
    let slack = |layout: &Layout<'_>| layout.rows.iter().any(|row| row.tail.is_some());
    assert!(slack(&whole) && !slack(&without(Part::Slack)));
    let dates = |layout: &Layout<'_>| layout.rows.iter().any(|row| row.note.is_some());
    assert!(dates(&whole) && !dates(&without(Part::Dates)));
}

/// Nobody outside reads names of people, days, slack or reasons: what was promised is told as it was written, the rest in quarters.
#[test]
fn the_public_sees_quarters_and_promises() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-11\nperson ana \"Ana Silva\"\nrelease v1 \"One\" on 2026-05-29 promised 2026-Q3\ntask a \"A\" 10d @ana started 2026-03-02 40% link https://wiki.example/a in v1\ntask b \"B\" 90d after a by 2026-04-01 @ana\n";
    let compilation =
        milepost::compile(milepost::Source::new("plan.roadmap", text), &milepost::Options::new());
    let plan = compilation.plan().unwrap();
    let view = View { audience: Audience::Public, ..View::default() };
    let status = plan.status();
    let view = PlanView::of(plan, &status, &view);
    let svg = milepost::emit::view_svg(&view, &ChartOptions::default());
    for secret in ["Ana", "wiki", "29 May", "1 April", "late", "40 %", "slack", "critical"] {
        assert!(!svg.contains(secret), "{secret}: {svg}");
    }
    for told in ["Q1 to Q3 2026", "Q3 2026", ">A<", ">B<"] {
        assert!(svg.contains(told), "{told}: {svg}");
    }
}

/// Colours tell what the view asks for, and the legend what they stand for.
#[test]
fn colours_tell_what_the_view_asks_for() {
    let text = "roadmap \"R\" from 2026-03-02\nperson ana \"Ana\"\nperson bo \"Bo\"\nstream s \"S\" {\n  task a \"A\" 2d @ana\n  task b \"B\" 2d @bo\n  task c \"C\" 2d\n}\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let by = |colour| shown(plan, &View { colour, ..View::default() });
    let paints =
        |layout: &Layout<'_>| -> Vec<u8> { layout.rows.iter().map(|row| row.paint).collect() };
    assert_eq!(paints(&by(None)), [1, 1, 1, 1]);
    let people = by(Some(Dimension::Assignee));
    assert_eq!(paints(&people), [1, 1, 2, 0]);
    let words: Vec<_> = people.legend.iter().map(|entry| &*entry.label.text).collect();
    assert_eq!(words[..3], ["Ana", "Bo", "Others"]);
    let health = by(Some(Dimension::Health));
    assert!(paints(&health)[1] > 8, "{:?}", paints(&health));
}

/// What stands elsewhere than in the baseline has a strip where it was; what stands where it stood, or is new, has none.
#[test]
fn what_has_moved_since_the_baseline_has_a_strip() {
    struct January;
    impl Loader for January {
        fn load(&self, path: &str) -> Result<Source, LoadError> {
            let text = "{\"items\":[{\"path\":\"a\",\"start\":\"2026-03-02\",\"end\":\"2026-03-03\"},{\"path\":\"b\",\"start\":\"2026-03-02\",\"end\":\"2026-03-02\"},{\"path\":\"m\",\"start\":\"2026-03-04\",\"end\":\"2026-03-04\"}]}";
            Ok(Source::new(path, text))
        }
    }
    let text = "roadmap \"R\" from 2026-03-02\nbaseline \"january.json\"\ntask a \"A\" 5d\ntask b \"B\" 1d\ntask c \"C\" 1d\nmilestone m \"M\" after a\n";
    let options = milepost::Options::new().loader(&January);
    let compilation = milepost::compile(Source::new("plan.roadmap", text), &options);
    let plan = compilation.plan().unwrap();
    let layout = shown(plan, &View::default());
    let strips: Vec<bool> = layout.rows.iter().map(|row| row.baseline.is_some()).collect();
    assert_eq!(strips, [true, false, false, true]);
    let (left, right) = *layout.rows[0].baseline.as_deref().unwrap();
    assert_eq!(left, layout.rows[0].mark.left());
    assert!(right < layout.rows[0].mark.right());
    let hidden = View { parts: vec![(Part::Baseline, Shown::Hidden)], ..View::default() };
    assert!(shown(plan, &hidden).rows.iter().all(|row| row.baseline.is_none()));
    let report = milepost::emit::markdown(&plan);
    assert!(report.contains("| A | 2–3 Mar 2026 | 2–6 Mar 2026 |"), "{report}");
    assert!(report.contains("3 working days later"), "{report}");
    assert!(report.contains("1 item is new since."), "{report}");
}

fn titles(layout: &Layout<'_>) -> Vec<String> {
    layout.rows.iter().map(|row| row.title.text.to_string()).collect()
}

#[test]
fn rows_stand_below_the_headings_of_their_groups() {
    let text = "roadmap \"R\" from 2026-03-02\nperson ana \"Ana\"\nperson bo \"Bo\"\nstream s \"S\" {\n  feature f \"F\" #web {\n    task a \"A\" 2d @ana\n    task b \"B\" 2d @bo\n  }\n  task c \"C\" 2d @bo after f\n  task d \"D\" 2d\n}\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let by = |group| shown(plan, &View { group: Some(group), ..View::default() });
    let people = by(Dimension::Assignee);
    assert_eq!(titles(&people), ["Ana", "F", "A", "Bo", "F", "B", "C", "Everything else", "D"]);
    let tags = by(Dimension::Tag);
    assert_eq!(titles(&tags), ["#web", "F", "A", "B", "Everything else", "C", "D"]);
    assert_eq!(tags.rows.iter().map(|row| row.depth).collect::<Vec<_>>(), [0, 1, 2, 2, 0, 1, 1]);
    let heading = &tags.rows[0];
    assert_eq!(heading.item, None);
    assert_eq!(
        (heading.mark.left(), heading.mark.right()),
        (tags.rows[1].mark.left(), tags.rows[1].mark.right())
    );
}

#[test]
fn rows_are_sorted_beside_their_like() {
    let text = "roadmap \"R\" from 2026-03-02\nstream s \"S\" {\n  task z \"Z\" 1d\n  task y \"Y\" 3d\n}\nstream r \"R\" {\n  task x \"X\" 2d\n}\n";
    let compilation = compiled(text);
    let plan = compilation.plan().unwrap();
    let by = |by| {
        let sort = Some(Sort { by, is_reversed: false });
        titles(&shown(plan, &View { sort, ..View::default() }))
    };
    assert_eq!(by(SortKey::Title), ["R", "X", "S", "Y", "Z"]);
    assert_eq!(by(SortKey::End), ["R", "X", "S", "Z", "Y"]);
}
