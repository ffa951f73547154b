//! `milepost mdbook`: books as mdBook gives them, piped.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser};
use serde_json::{Value, json};

use crate::program::{Ran, Test};
use crate::{FINE, UNKNOWN};

fn chapter(content: &str, below: &[Value]) -> Value {
    json!({"Chapter": {
        "name": "One", "content": content, "number": [1], "sub_items": below,
        "path": "guide/one.md", "source_path": "guide/one.md", "parent_names": [],
    }})
}

/// A book as mdBook 0.5 gives it.
fn book(chapters: &[Value]) -> String {
    let context = json!({
        "root": "{folder}", "config": {"book": {"src": "src"}}, "renderer": "html",
        "mdbook_version": "0.5.4",
    });
    json!([context, {"items": chapters}]).to_string()
}

fn fenced(words: &str, text: &str) -> String {
    format!("```{words}\n{text}```")
}

fn pressed(content: &str) -> String {
    let ran =
        Test::new().args(["mdbook"]).stdin(&book(&[chapter(content, &[])])).any_stdout().run();
    content_of(&ran, "/items/0/Chapter/content")
}

fn content_of(ran: &Ran, pointer: &str) -> String {
    let book: Value = serde_json::from_str(&ran.stdout).unwrap();
    book.pointer(pointer).and_then(Value::as_str).unwrap().to_owned()
}

/// The HTML that a chapter becomes, and its text.
fn html(content: &str) -> (Vec<String>, String) {
    let (mut charts, mut words) = (Vec::new(), String::new());
    for event in Parser::new(content) {
        match event {
            Event::Html(html) => charts.push(html.to_string()),
            Event::Text(text) => words += &text,
            _ => {}
        }
    }
    (charts, words)
}

fn svg(line: &str) -> &str {
    let inside = line.trim_end().strip_prefix("<!-- roadmap --><div class=\"roadmap\">").unwrap();
    inside.strip_suffix("</div>").unwrap()
}

#[test]
fn it_says_which_renderers_it_supports() {
    for renderer in ["html", "epub", "markdown"] {
        Test::new().args(["mdbook", "supports", renderer]).run();
    }
    Test::new().args(["mdbook", "supports", "linkcheck"]).code(1).run();
    Test::new().args(["mdbook", "--theme", "light", "supports", "html"]).run();
}

#[test]
fn a_roadmap_becomes_a_chart_between_the_words() {
    let content = pressed(&format!("Before\n{}\nafter *it*.\n", fenced("roadmap", FINE)));
    let (charts, words) = html(&content);
    assert_eq!(charts.len(), 1, "{content}");
    let chart = roxmltree::Document::parse(svg(&charts[0])).unwrap();
    assert_eq!(chart.root_element().tag_name().name(), "svg");
    assert!(chart.descendants().any(|node| node.text() == Some("Design")), "{content}");
    assert_eq!(words, "Beforeafter it.");
}

#[test]
fn in_lists_and_quotations_too() {
    let inside = |mark: &str, further: &str| {
        let block = fenced("roadmap", FINE).replace('\n', &format!("\n{further}"));
        pressed(&format!("{mark}{block}\n{further}\n{further}More.\n"))
    };
    for (mark, further) in [("- ", "  "), ("> ", "> "), ("1. > ", "   > ")] {
        let content = inside(mark, further);
        let (charts, words) = html(&content);
        assert_eq!((charts.len(), words.as_str()), (1, "More."), "{content}");
        roxmltree::Document::parse(svg(&charts[0])).unwrap();
        assert_eq!(
            Parser::new(&content).filter(|event| matches!(event, Event::Start(_))).count(),
            Parser::new(&format!("{mark}<!-- a -->\n{further}\n{further}More.\n"))
                .filter(|event| matches!(event, Event::Start(_)))
                .count(),
            "{content}"
        );
    }
}

#[test]
fn charts_of_a_book_have_ids_of_their_own() {
    let one = chapter(&format!("{0}\n\n{0}\n", fenced("roadmap", FINE)), &[]);
    let all = book(&[chapter(&fenced("roadmap", FINE), &[one]), json!("Separator")]);
    let ran = Test::new().args(["mdbook"]).stdin(&all).any_stdout().run();
    let outer = content_of(&ran, "/items/0/Chapter/content");
    let inner = content_of(&ran, "/items/0/Chapter/sub_items/0/Chapter/content");
    let (mut ids, mut total) = (BTreeSet::new(), 0);
    for line in html(&outer).0.iter().chain(&html(&inner).0) {
        let chart = roxmltree::Document::parse(svg(line)).unwrap();
        for id in chart.descendants().filter_map(|node| node.attribute("id")) {
            ids.insert(id.to_owned());
            total += 1;
        }
    }
    assert_eq!((ids.len(), total), (6, 6), "{ids:?}");
}

#[test]
fn what_is_to_stay_stays() {
    let same = [
        "No roadmap.\n".to_owned(),
        fenced("rust", "fn main() {}\n"),
        fenced("roadmaps", UNKNOWN),
        fenced("roadmap,ignore", UNKNOWN),
        fenced("roadmap,source", FINE),
        format!("````markdown\n{}\n````\n", fenced("roadmap", UNKNOWN)),
        format!("Before\n\n---\n\n{}\n\n---\n", fenced("roadmap,source", FINE)),
    ];
    for content in same {
        assert_eq!(pressed(&content), content);
    }
}

#[test]
fn all_else_of_a_book_is_handed_on() {
    let given = json!([
        {"root": "/", "config": {"book": {}}},
        {"sections": [
            {"PartTitle": "Part"}, "Separator",
            {"Chapter": {"name": "Draft", "content": "", "path": null, "sub_items": [], "other": 1}},
        ], "__non_exhaustive": null},
    ]);
    let ran = Test::new().args(["mdbook"]).stdin(&given.to_string()).any_stdout().run();
    assert_eq!(serde_json::from_str::<Value>(&ran.stdout).unwrap(), given[1]);
}

#[test]
fn a_mistake_is_told_at_its_line_of_the_chapter() {
    for words in ["roadmap", "roadmap,source"] {
        let content =
            format!("# One\n\n- text\n\n  {}\n", fenced(words, UNKNOWN).replace('\n', "\n  "));
        let test = Test::new().args(["mdbook", "--diagnostics", "short"]);
        let ran = test.stdin(&book(&[chapter(&content, &[])])).any_stderr().code(1).run();
        let place = "src/guide/one.md:9:";
        assert!(ran.stderr.contains(place), "{}", ran.stderr);
        assert!(ran.stderr.contains("[unknown-name]: no item is named `desing`"), "{}", ran.stderr);
    }
}

#[test]
fn imports_lie_beside_the_chapter() {
    let content = fenced(
        "roadmap",
        "roadmap \"Plan\" from 2026-03-02\nimport \"team.roadmap\"\ntask a 5d @ana\n",
    );
    let test = Test::new()
        .file("src/guide/team.roadmap", "person ana \"Ana\"\n")
        .args(["mdbook", "--deny", "warnings"]);
    let ran =
        test.stdin(&book(&[chapter(&content, &[])]).replace("{folder}", ".")).any_stdout().run();
    assert!(content_of(&ran, "/items/0/Chapter/content").contains("<svg"));
}

#[test]
fn options_are_those_of_charts() {
    let all = book(&[chapter(&fenced("roadmap", FINE), &[])]);
    let test = Test::new().args(["mdbook", "--width", "600", "--theme", "light"]);
    let ran = test.stdin(&all).any_stdout().run();
    let content = content_of(&ran, "/items/0/Chapter/content");
    assert!(content.contains("width=\"600\"") && !content.contains("prefers-color-scheme"));
}

#[test]
fn what_is_no_book_is_refused() {
    for text in ["", "{}", "[1]", "[{}, {}, {}]", "[{}, {\"items\": ["] {
        let ran = Test::new().args(["mdbook"]).stdin(text).any_stderr().code(2).run();
        assert!(ran.stderr.contains("standard input is not a book"), "{}", ran.stderr);
    }
    Test::new().args(["mdbook"]).stdin("[null, 7]").any_stdout().run();
}
