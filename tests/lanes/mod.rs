//! Pictures made of cards, by their numbers: the roadmap on one page, the board.

use std::fmt::Write;

use milepost::emit::chart::scene::{Area, Mark, Scene};
use milepost::model::{Audience, ChartKind, Columns, Dimension, View};

use super::rated::{WIDTHS, title, with_scene};
use super::support::plans::{generated, hostile, levelled};

/// Roadmaps of many shapes, each with its name.
fn plans() -> Vec<(String, String)> {
    let header = "roadmap \"R\" from 2026-03-02 today 2026-04-20\n";
    let mut titled = format!("{header}person ana \"Ana Silva\"\n");
    for at in 0..60 {
        let stream = at / 6;
        if at % 6 == 0 {
            let _ = writeln!(titled, "stream s{stream} \"{}\" {{", title(at + 3));
        }
        let _ = writeln!(
            titled,
            "  feature f{at} \"{}\" {{\n    task t 2w @ana allow overallocated\n    milestone m \"{}\" after t\n  }}",
            title(at),
            title(at + 7)
        );
        if at % 6 == 5 {
            titled.push_str("}\n");
        }
    }
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(3);
    let mut lanes = header.to_owned();
    for at in 0..20 {
        let _ = writeln!(
            lanes,
            "stream s{at} \"Stream {at}\" {{\n  task t \"Work {at}\" {}d\n}}",
            3 + at
        );
    }
    let emoji = "🚀👩\u{200D}💻 रोडमैप की योजना 🎉".repeat(3);
    let of = |name: &str, text: String| (name.to_owned(), text);
    let mut plans = vec![
        of("titles", titled),
        of(
            "words",
            format!(
                "{header}task a \"{word}\" 1d\ntask b \"{word}\" 90d\nrelease r \"{word}\" after b\nmilestone m \"{emoji}\" after a\ntask c \"{emoji}\" 30d\n"
            ),
        ),
        of("one lane", format!("{header}stream s \"Alone\" {{\n  task t \"Work\" 5d\n}}\n")),
        of("twenty lanes", lanes),
        of("nothing", header.to_owned()),
        of(
            "all done",
            format!("{header}task a \"A\" 5d done 2026-03-10\ntask b \"B\" 3d done 2026-03-12\n"),
        ),
        of(
            "one day",
            format!(
                "{header}task a \"A\" 2h\ntask b \"B\" 1h after a\nmilestone m \"M\" after b\n"
            ),
        ),
        of(
            "ten years",
            format!(
                "{header}task a \"A\" elapsed 300w\ntask b \"B\" elapsed 220w after a\nmilestone m \"M\" after b\n"
            ),
        ),
        of("no dates", format!("{header}feature a \"A\"\nfeature b \"B\" horizon later\n")),
        of("hostile", hostile()),
        of("levelled", levelled(50, 1)),
    ];
    for items in [1, 2, 5, 12, 50, 120, 300] {
        plans.extend((1..=2).map(|seed| (format!("{items} of {seed}"), generated(items, seed))));
    }
    plans
}

/// The cards of items, each with its room.
fn cards(scene: &Scene<'_>) -> Vec<Area> {
    let area = |mark: &Mark<'_>| match mark {
        Mark::Card(card) => card.item.map(|_| card.area),
        _ => None,
    };
    scene.marks.iter().filter_map(area).collect()
}

/// What is wrong with a picture.
fn faults(scene: &Scene<'_>, what: &str) -> Vec<String> {
    let mut faults = scene.faults();
    let cards = cards(scene);
    for (at, card) in cards.iter().enumerate() {
        let others = cards[at + 1..].iter().filter(|other| other.meets(*card));
        faults.extend(others.map(|other| format!("{card:?} meets {other:?}")));
    }
    faults.iter().take(3).map(|fault| format!("{what}: {fault}")).collect()
}

#[test]
fn no_two_cards_overlap_and_none_leaves_its_picture() {
    let mut found = Vec::new();
    for (name, text) in plans() {
        let compilation = super::compiled(&text);
        for kind in [ChartKind::Swimlane, ChartKind::Board] {
            for width in WIDTHS {
                with_scene(&compilation, &View::of(kind), width, |scene, _| {
                    found.extend(faults(scene, &format!("{name}, {} of {width}", kind.word())));
                });
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whatever is asked of it.
#[test]
fn any_view_is_drawn_as_well() {
    let columns = [Columns::Week, Columns::Month, Columns::Quarter, Columns::Half, Columns::Year];
    let columns = columns.into_iter().chain([Columns::Horizon, Columns::Cadence(0)]);
    let mut views: Vec<View> =
        columns.map(|of| View { columns: Some(of), ..View::default() }).collect();
    for dimension in [
        Dimension::Assignee,
        Dimension::Health,
        Dimension::Release,
        Dimension::State,
        Dimension::Kind,
    ] {
        views.push(View { group: Some(dimension), ..View::default() });
        views.push(View { colour: Some(dimension), ..View::default() });
    }
    views.push(View { audience: Audience::Public, ..View::default() });
    views.extend([1, 2, 9].map(|depth| View { depth: Some(depth), ..View::default() }));
    let compilation = super::compiled(&generated(50, 3));
    let mut found = Vec::new();
    for chart in [ChartKind::Swimlane, ChartKind::Board] {
        for view in &views {
            let view = View { chart, ..view.clone() };
            for width in WIDTHS {
                with_scene(&compilation, &view, width, |scene, _| {
                    found.extend(faults(scene, &format!("{view:?} of {width}")));
                });
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn texts(text: &str, view: &View, width: u32) -> Vec<String> {
    let compilation = super::compiled(text);
    with_scene(&compilation, view, width, |scene, _| {
        scene.labels().iter().map(|label| label.text.to_string()).collect()
    })
}

/// What is not shown is counted: nothing is dropped in silence.
#[test]
fn what_has_no_room_is_counted() {
    let mut text = "roadmap \"R\" from 2026-03-02\n".to_owned();
    for at in 0..200 {
        let _ = writeln!(text, "task t{at} \"Work {at}\" 8w");
    }
    let compilation = super::compiled(&text);
    for chart in [ChartKind::Swimlane, ChartKind::Board] {
        for width in WIDTHS {
            let (view, deep) = (View::of(chart), View { depth: Some(1), ..View::of(chart) });
            with_scene(&compilation, &view, width, |scene, _| {
                let labels = scene.labels();
                let more = labels.iter().filter_map(|label| label.text.strip_prefix("+ "));
                let more = more.filter_map(|text| text.strip_suffix(" more"));
                let hidden: usize = more.map(|count| count.parse::<usize>().unwrap()).sum();
                assert!(hidden > 0);
                assert_eq!(hidden + cards(scene).len(), 200, "{} of {width}", chart.word());
            });
            // Whoever says how deep gets all of it.
            with_scene(&compilation, &deep, width, |scene, _| {
                assert_eq!(cards(scene).len(), 200, "{} of {width}", chart.word());
            });
        }
    }
}

/// Everybody sees no names, no reasons, and no dates but quarters.
#[test]
fn a_public_page_tells_nothing_internal() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-04-20\nperson ana \"Ana Silva\"\nfeature a \"A\" @ana blocked \"no licence\" from 2026-05-04 to 2026-06-12\nfeature b \"B\" 5d @ana after a\nrelease r \"One\" on 2026-06-30 promised 2026-Q2\nidea i \"I\" effort 2w score reach 10\n";
    for chart in [ChartKind::Swimlane, ChartKind::Board] {
        for width in WIDTHS {
            let view = View { audience: Audience::Public, ..View::of(chart) };
            let compilation = super::compiled(text);
            with_scene(&compilation, &view, width, |scene, _| {
                let mut said = scene.description.clone();
                said.extend(scene.labels().iter().map(|label| format!("\n{}", label.text)));
                for mark in &scene.marks {
                    if let Mark::Card(card) = mark {
                        said += &card.tooltip;
                    }
                }
                for secret in ["Ana", "licence", "locked", "risk", "May", "Jun", "reach"] {
                    assert!(!said.contains(secret), "{secret}: {said}");
                }
                assert!(said.contains("Planned"), "{said}");
            });
        }
    }
}

/// On a slide nothing is smaller than 16 pixels, elsewhere nothing than 11.
#[test]
fn texts_can_be_read() {
    let compilation = super::compiled(&generated(50, 1));
    for chart in [ChartKind::Swimlane, ChartKind::Board] {
        for (width, least) in [(480, 110), (838, 110), (1280, 160), (1920, 160)] {
            with_scene(&compilation, &View::of(chart), width, |scene, _| {
                assert!(scene.labels().iter().all(|label| label.style.size().0 >= least));
                if width >= 1280 {
                    assert!(scene.size.1.0 * 16 >= scene.size.0.0 * 9, "a slide: {:?}", scene.size);
                }
            });
        }
    }
}

/// What has begun stands in the first column, what is done in none unless it is asked for; ideas stand in the last, the best first.
#[test]
fn a_board_says_what_is_next() {
    let text = "roadmap \"R\" from 2026-03-02 today 2026-03-16\ntask a \"Begun\" 10d started 2026-03-09\ntask b \"Soon\" 5d after a\ntask c \"Far\" 5d from 2026-09-01\ntask d \"Said\" 5d after a horizon later\ntask e \"Over\" 2d done 2026-03-06\nidea x \"Small\" effort 4w score reach 10\nidea y \"Large\" effort 4w score reach 10k\n";
    let view = View::of(ChartKind::Board);
    let told = texts(text, &view, 838);
    let place = |what: &str| told.iter().position(|text| text == what);
    let order =
        ["Now", "1", "Begun", "Next", "Soon", "Later", "4", "Far", "Ideas", "Large", "Small"];
    let places: Vec<_> = order
        .iter()
        .map(|what| place(what).unwrap_or_else(|| panic!("{what} in {told:?}")))
        .collect();
    assert!(places.is_sorted(), "{told:?}");
    assert!(place("Said") > place("Later") && place("Over").is_none(), "{told:?}");
    let parts = vec![(milepost::model::Part::Done, milepost::model::Shown::Shown)];
    assert!(texts(text, &View { parts, ..view }, 838).iter().any(|text| text == "Over"));
}

/// Where nothing has a date, there is a board instead of an empty axis.
#[test]
fn a_roadmap_without_dates_is_a_board() {
    let ideas = "idea offline \"Offline payments\" score reach 40k impact 2 confidence 50% effort 6w horizon later #mobile\nidea badges \"Loyalty badges\" score reach 9k impact 1 confidence 80% effort 2w\nidea heard \"Heard at a customer's\"\n";
    let items = "stream app \"App\" {\n  feature chat \"Chat\" horizon now #public\n  feature ar \"In your room\" horizon later\n}\nfeature dark \"Dark mode\"\n";
    let header = "roadmap \"R\" from 2026-03-02\n";
    let drawn = |text: &str| super::svg(&format!("{header}{text}"));
    for told in ["Offline payments", "26,667", "14,400", "Chat", "Dark mode", ">Now<", ">Later<"] {
        assert!(drawn(&format!("{items}{ideas}")).contains(told), "{told}");
    }
    assert!(drawn("").contains("Nothing is planned yet."));
    for dated in ["task a 3d", "milestone m on 2026-04-01", "task a done 2026-03-03"] {
        assert!(!drawn(&format!("{items}{dated}\n")).contains(">Now<"), "{dated}");
    }
    assert!(roxmltree::Document::parse(&drawn(&format!("{items}{ideas}"))).is_ok());
}

#[test]
fn marked_days_have_flags() {
    let text = "roadmap \"R\" from 2026-03-02\nmarker 2026-03-20 \"Trade fair\"\nstream s \"S\" {\n  feature f \"F\" 30d\n}\n";
    for chart in [ChartKind::Swimlane, ChartKind::Burnup] {
        let said = texts(text, &View::of(chart), 1280).join("\n");
        assert!(said.contains("Trade fair") && said.contains("20 Mar"), "{chart:?}: {said}");
        assert!(said.contains("marked day"), "{chart:?}: {said}");
    }
}

/// A milestone that has no room beside today is one of those that are counted.
#[test]
fn a_legend_tells_of_what_is_drawn_alone() {
    let text = |day: &str| {
        format!(
            "roadmap \"R\" from 2026-03-02 today 2026-03-02\ntask a \"First\" 1d\ntask b \"Then\" 100d after a\nmilestone m \"Reached\" on {day}\nrelease v \"Out\" on 2026-03-04\n"
        )
    };
    for (day, is_drawn) in [("2026-03-02", false), ("2026-06-01", true)] {
        let compilation = super::compiled(&text(day));
        with_scene(&compilation, &View::of(ChartKind::Swimlane), 1280, |scene, _| {
            let has = |words: &str| {
                scene
                    .marks
                    .iter()
                    .any(|mark| matches!(mark, Mark::Text(label) if label.text == words))
            };
            assert!(has("release or due date"));
            assert_eq!(has("milestone"), is_drawn, "{day}");
        });
    }
}

#[test]
fn a_board_of_time_has_marked_days_above_the_cards_of_their_column() {
    let text = "roadmap \"R\" from 2026-03-02\nmarker 2026-04-20 \"Trade fair\"\ntask f \"First\" 10d\ntask l \"Last\" 30d\nview b chart board columns month\n";
    let compilation = super::compiled(text);
    let mut view = compilation.plan().unwrap().model.views[0].clone();
    let seen = |view: &View| {
        with_scene(&compilation, view, 1280, |scene, _| {
            assert_eq!(scene.faults(), Vec::<String>::new());
            let labels = scene.labels();
            let marked = labels.iter().find(|label| label.text == "20 Apr · Trade fair");
            let [last, first] = ["Last", "First"]
                .map(|title| labels.iter().find(|label| label.text == title).expect("a card"));
            marked.map(|marked| first.x < marked.x && marked.baseline < last.baseline)
        })
    };
    assert_eq!(seen(&view), Some(true));
    view.columns = None;
    assert_eq!(seen(&view), None);
}
