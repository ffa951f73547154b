//! What a chart tells those who don't see it, or ask more: its description, its links, the direction of its texts.

use super::{ChartOptions, compiled, emit, generated, svg};

/// A picture has no parts that a reader could come to: with links a chart is a document.
#[test]
fn links_can_be_reached() {
    let text = svg(
        "roadmap \"R\" from 2026-01-05 {\n  link https://example.com/plan\n}\ntask a \"A\" 5d link https://example.com/a?b=1&c=2\nrelease r \"1.0\" after a link mailto:ops@example.com\n",
    );
    let document = roxmltree::Document::parse(&text).unwrap();
    let links = document.descendants().filter(|node| node.tag_name().name() == "a");
    let links: Vec<_> = links
        .map(|link| {
            let name = link.first_element_child().and_then(|label| label.text()).unwrap();
            (name, link.attribute("href").unwrap(), link.attribute("rel"))
        })
        .collect();
    let expected = [
        ("R", "https://example.com/plan", Some("noopener")),
        ("1.0 · 9 Jan", "mailto:ops@example.com", Some("noopener")),
        ("A", "https://example.com/a?b=1&c=2", Some("noopener")),
    ];
    assert_eq!(links, expected);
    assert_eq!(document.root_element().attribute("role"), Some("graphics-document document"));
}

/// A title stands where the layout put it, and is read in its own direction; what stands round a name keeps its own.
#[test]
fn titles_are_read_in_their_own_direction() {
    let text = svg(
        "roadmap \"R\" from 2026-06-01\nperson noa \"נועה\"\ntask a \"בדיקות קבלה (v2.0)\" 2d @noa\ntask b \"API של הצוות\" 3d after a\n",
    );
    assert!(text.contains(">\u{202B}בדיקות קבלה (v2.0)\u{202C}</text>"), "{text}");
    assert!(text.contains(">API של הצוות</text>"));
    assert!(text.contains("\nwaits for \u{2068}בדיקות קבלה (v2.0)\u{2069}"));
    assert!(!text.contains("direction="), "viewers would put it elsewhere");
}

#[test]
fn a_reader_who_does_not_see_it_is_told_what_it_shows() {
    let text = svg(&generated(50, 1));
    let document = roxmltree::Document::parse(&text).unwrap();
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    let named = root.attribute("aria-labelledby").unwrap();
    for id in named.split(' ') {
        let node = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
        assert!(node.text().is_some_and(|said| !said.trim().is_empty()), "{id} says nothing");
    }
    let rows = document.descendants().filter(|node| ["g", "a"].contains(&node.tag_name().name()));
    let told = rows.filter(|node| {
        node.first_element_child().is_some_and(|first| first.tag_name().name() == "title")
    });
    assert!(told.count() >= 50, "bars have tooltips");
}

/// The description of a chart.
fn description(text: &str) -> String {
    let text = emit::svg(&compiled(text).plan().unwrap(), &ChartOptions::default());
    let document = roxmltree::Document::parse(&text).unwrap();
    let description = document.descendants().find(|node| node.tag_name().name() == "desc");
    description.and_then(|node| node.text()).unwrap().to_owned()
}

#[test]
fn the_description_names_milestones_and_what_is_late() {
    let said = description(
        "roadmap \"R\" from 2026-03-02 today 2026-03-16 {\n  warn deadline-missed\n}\n\
         task a \"Design\" 5d done\ntask b \"Build\" 20d after a by 2026-03-20\ntask c \"Unknown\" after a\n\
         milestone agreed \"Agreed\" after a\nmilestone open \"Open\" after c\nrelease r \"1.0\" after b\n",
    );
    for sentence in [
        " Releases: 1.0 on 10 April 2026.",
        " Milestones: Agreed on 6 March 2026, reached; Open not before 16 March 2026.",
        " Late: Build, due by 20 March 2026, 15 working days late.",
    ] {
        assert!(said.contains(sentence), "{said}");
    }
}

/// Whoever listens can't skip.
#[test]
fn a_description_is_short_whatever_it_describes() {
    use std::fmt::Write;
    let mut text = String::from("roadmap \"R\" from 2026-03-02 {\n  warn deadline-missed\n}\n");
    for at in 0..500 {
        let _ = writeln!(
            text,
            "milestone m{at} \"{}\" on 2026-04-01 by 2026-03-20",
            "long ".repeat(99)
        );
    }
    let said = description(&text);
    assert!(said.contains("; and 488 more. Late: "), "{said}");
    assert!(said.len() < 6000, "{}", said.len());
}
