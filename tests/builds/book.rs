//! The preprocessor under mdBook itself.

use std::path::PathBuf;

use crate::place::{Place, ran, run};
use crate::programs::program;
use crate::{FINE, UNKNOWN};

const BOOK: &str =
    "[book]\ntitle = \"A book\"\n\n[preprocessor.milepost]\ncommand = \"milepost mdbook\"\n";

/// A book of one chapter below another.
fn book(chapter: &str) -> Option<(Place, PathBuf)> {
    let mdbook = program("MDBOOK_PROGRAM", "mdbook", "the preprocessor under mdBook")?;
    let place = Place::new()
        .file("book.toml", BOOK)
        .file("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n  - [Two](guide/two.md)\n")
        .file("src/one.md", "# One\n")
        .file("src/guide/team.roadmap", "person ana \"Ana <b>&amp;\"\n")
        .file("src/guide/two.md", chapter);
    Some((place, mdbook))
}

#[test]
fn roadmaps_of_a_book_are_drawn() {
    let importing = "roadmap \"Plan\" from 2026-03-02\nimport \"team.roadmap\"\ntask a \"A </svg><script>x</script>\" 5d @ana\n";
    let chapter = format!(
        "# Two\n\nBefore.\n\n```roadmap\n{FINE}```\n\n1. In a list:\n\n   ```roadmap\n   {}   ```\n\n   More.\n\n\
         ```roadmap,source\n{FINE}```\n\n```roadmap,ignore\n{UNKNOWN}```\n",
        importing.replace('\n', "\n   ")
    );
    let Some((place, mdbook)) = book(&chapter) else { return };
    let built = ran(place.command(&mdbook).arg("build"));
    assert!(!format!("{}{}", built.stdout, built.stderr).contains("ERROR"), "{}", built.stderr);
    let html = place.text("book/guide/two.html");
    let charts: Vec<&str> =
        html.split("<div class=\"roadmap\" style=\"overflow-x:auto\">").skip(1).collect();
    assert_eq!(charts.len(), 2, "{html}");
    for (chart, words) in charts.iter().zip(["Design", "A </svg><script>x</script>"]) {
        let end = chart.find("</svg></div>").expect("the chart ends") + "</svg>".len();
        let chart = roxmltree::Document::parse(&chart[..end]).expect("mdBook leaves it as it is");
        assert_eq!(chart.root_element().tag_name().name(), "svg");
        let has = |text: Option<&str>| text.is_some_and(|text| text.contains(words));
        assert!(chart.descendants().any(|node| has(node.text())), "{words}");
        assert!(!chart.descendants().any(|node| node.has_tag_name("script")));
    }
    assert!(!html.contains("<script>x"));
    assert!(html.contains("More.") && html.contains("after desing"), "{html}");
}

#[test]
fn an_error_in_a_roadmap_is_one_of_the_book() {
    let Some((place, mdbook)) = book(&format!("# Two\n\n```roadmap\n{UNKNOWN}```\n")) else {
        return;
    };
    let failed = run(place.command(&mdbook).arg("build"));
    assert_ne!(failed.code, 0);
    assert!(failed.stderr.contains("no item is named `desing`"), "{}", failed.stderr);
    assert!(failed.stderr.contains("src/guide/two.md:7:"), "{}", failed.stderr);
    assert!(!place.has("book/guide/two.html"));
}
