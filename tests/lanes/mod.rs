//! Pictures made of cards, by their numbers: the roadmap on one page.

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
        for kind in [ChartKind::Swimlane] {
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
    for chart in [ChartKind::Swimlane] {
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
