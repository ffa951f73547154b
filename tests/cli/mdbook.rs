//! `milepost mdbook`: books as mdBook gives them, piped.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Parser, Tag};
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
            Event::Start(Tag::HtmlBlock) => charts.push(String::new()),
            Event::Html(html) => *charts.last_mut().unwrap() += &html,
            Event::Text(text) => words += &text,
            _ => {}
        }
    }
    (charts, words)
}

fn svg(line: &str) -> &str {
    let inside = line.trim_end().strip_prefix("<!-- roadmap --><div class=\"roadmap\"").unwrap();
    let inside = inside.split_once('>').unwrap().1;
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

/// What a roadmap says could end the comment, the line or the markup that its chart is.
#[test]
fn no_text_of_a_roadmap_leaves_its_chart() {
    let words = [
        "--> <script>alert(1)</script>",
        "</svg></div><img src=x onerror=alert(1)>",
        "<!-- </style>",
        "]]> &#10;&lt;b&gt; &amp;",
        "`code` *not* [a](b) ![c](d) {{#include ../secret}}",
        "\u{2028}a\u{85}b",
        r"\\",
    ];
    for title in words {
        let text = format!(
            "roadmap \"{title}\" from 2026-03-02\nperson p \"{title}\"\ntask a \"{title}\" 5d @p blocked \"{title}\"\n"
        );
        for end in ["\n", "\r\n"] {
            let content =
                format!("Before\n{}\nafter.\n", fenced("roadmap", &text)).replace('\n', end);
            let content = pressed(&content);
            let (charts, rest) = html(&content);
            assert_eq!((charts.len(), rest.as_str()), (1, "Beforeafter."), "{content}");
            let chart = roxmltree::Document::parse(svg(&charts[0])).unwrap();
            let known =
                ["svg", "title", "desc", "style", "rect", "path", "text", "tspan", "g", "a"];
            for node in chart.descendants().filter(roxmltree::Node::is_element) {
                assert!(known.contains(&node.tag_name().name()), "{:?}", node.tag_name());
                assert!(node.attributes().all(|attribute| !attribute.name().starts_with("on")));
            }
        }
    }
}

/// Words behind `roadmap` that mean nothing, a fence in a fence, a fence that never ends, and what stands where a chapter should.
#[test]
fn odd_blocks_and_chapters_are_taken_as_they_are() {
    let chart = |content: &str| pressed(content).matches("<svg").count();
    assert_eq!(chart(&fenced("roadmap, ", FINE)), 1);
    assert_eq!(chart(&format!("~~~roadmap\n{FINE}~~~\n")), 1);
    assert_eq!(chart(&format!("```roadmap\n{FINE}")), 1);
    assert_eq!(chart(&format!("````roadmap\n{FINE}// ```\n````\n")), 1);
    assert_eq!(chart(&format!("<pre>\n```roadmap\n{FINE}```\n</pre>\n")), 0);
    for odd in [json!(7), json!(null), json!([[]]), json!({"content": 7, "sub_items": 7})] {
        let all = book(&[json!({"Chapter": odd}), chapter(&fenced("roadmap", FINE), &[])]);
        let ran = Test::new().args(["mdbook"]).stdin(&all).any_stdout().run();
        assert!(content_of(&ran, "/items/1/Chapter/content").contains("<svg"));
    }
}

#[test]
fn no_chapter_reads_outside_of_the_book() {
    let content =
        fenced("roadmap", "roadmap \"Plan\" from 2026-03-02\nimport \"../../secret.roadmap\"\n");
    let all = book(&[chapter(&content, &[])]).replace("{folder}", ".");
    let all = all.replace("guide/one.md", "../::error::a\\u001b[2J.md");
    let test = Test::new().file("secret.roadmap", "persn secret\n").folder("src/guide");
    let ran =
        test.args(["mdbook", "--diagnostics", "short"]).stdin(&all).any_stderr().code(1).run();
    assert!(!ran.stderr.contains("persn"), "{}", ran.stderr);
    assert!(!ran.stderr.contains('\u{1B}'), "{}", ran.stderr);
    assert!(ran.stderr.lines().all(|line| !line.starts_with("::")), "{}", ran.stderr);
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
fn a_header_that_is_missing_is_so_where_the_roadmap_begins() {
    let content = format!("# One\n\n{}\n", fenced("roadmap", "task a \"A\" 5d\n"));
    let test = Test::new().args(["mdbook"]);
    let ran = test.stdin(&book(&[chapter(&content, &[])])).any_stderr().code(1).run();
    assert!(ran.stderr.contains("src/guide/one.md:4:1]"), "{}", ran.stderr);
    assert!(ran.stderr.contains("`roadmap \"Plan\" from 2026-03-02`"), "{}", ran.stderr);
}

#[test]
fn a_word_that_means_nothing_on_a_fence_is_told() {
    let run = |words: &str, option: &[&str], code| {
        let content = format!("# One\n\n{}\n", fenced(words, FINE));
        let test = Test::new().arguments(&[&["mdbook"], option].concat());
        let test = test.stdin(&book(&[chapter(&content, &[])])).any_stdout().any_stderr();
        test.code(code).run()
    };
    let told = run("roadmap,sorce", &[], 0);
    let said = "one.md:3: `sorce` means nothing behind `roadmap`\n  help: did you mean `source`?\n";
    assert!(told.stderr.ends_with(said), "{}", told.stderr);
    assert!(told.stdout.contains("<svg"));
    let odd = run("roadmap,\"><script>", &[], 0);
    assert!(odd.stderr.contains("`source`, `ignore` or `view=NAME`"), "{}", odd.stderr);
    assert_eq!(run("roadmap,sorce", &["--quiet"], 0).stderr, "");
    // What the build fails for is said in any case.
    let denied = run("roadmap,sorce", &["--deny", "warnings", "--quiet"], 1);
    assert!(denied.stderr.starts_with("error: ") && denied.stderr.contains("`sorce`"));
    assert_eq!(denied.stdout, "");
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
    let content =
        |test: Test| content_of(&test.stdin(&all).any_stdout().run(), "/items/0/Chapter/content");
    let asked = content(Test::new().args(["mdbook", "--width", "600", "--theme", "light"]));
    assert!(asked.contains("width=\"600\"") && !asked.contains("prefers-color-scheme"));
    // Left alone, it is as wide as a page.
    let plain = content(Test::new().args(["mdbook"]));
    assert!(plain.contains("width=\"750\"") && plain.contains("prefers-color-scheme"));
}

#[test]
fn a_theme_is_that_of_the_roadmap_that_is_drawn() {
    let branded = |accent: &str| {
        let theme = format!("theme acme \"Acme\" {{\n  palette \"{accent}\"\n}}\n");
        format!("roadmap \"Plan\" from 2026-03-02\n{theme}feature f \"F\" {{\n  task a 5d\n}}\n")
    };
    let (one, other) = (branded("#0a4c8f"), branded("#7a1fa2"));
    let content = [&one, &other].map(|plan| fenced("roadmap", plan)).join("\n\n");
    let all = book(&[chapter(&content, &[])]);
    let ran = Test::new().args(["mdbook", "--theme", "acme"]).stdin(&all).any_stdout().run();
    let drawn = content_of(&ran, "/items/0/Chapter/content");
    let (charts, _) = html(&drawn);
    assert!(charts[0].contains("#0a4c8f") && !charts[0].contains("#7a1fa2"), "{drawn}");
    assert!(charts[1].contains("#7a1fa2") && !charts[1].contains("#0a4c8f"), "{drawn}");
    let content = [one.as_str(), FINE].map(|plan| fenced("roadmap", plan)).join("\n\n");
    let all = book(&[chapter(&content, &[])]);
    let test = Test::new().args(["mdbook", "--theme", "acme"]).stdin(&all);
    let ran = test.any_stderr().code(1).run();
    assert!(ran.stderr.contains(": there is no theme `acme`"), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("no theme").count(), 1, "{}", ran.stderr);
}

#[test]
fn what_is_no_book_is_refused() {
    for text in ["", "{}", "[1]", "[{}, {}, {}]", "[{}, {\"items\": ["] {
        let ran = Test::new().args(["mdbook"]).stdin(text).any_stderr().code(2).run();
        assert!(ran.stderr.contains("standard input is not a book"), "{}", ran.stderr);
    }
    Test::new().args(["mdbook"]).stdin("[null, 7]").any_stdout().run();
}

#[test]
fn a_fence_may_name_a_view() {
    let plan = "roadmap \"Plan\" from 2026-03-02\ntask a \"Alpha\" 2d #in\ntask b \"Beta\" 2d\nview some \"Some of it\" where #in\n";
    let content = pressed(&fenced("roadmap,view=some", plan));
    assert!(content.contains("Alpha") && !content.contains("Beta"), "{content}");
    let book = book(&[chapter(&fenced("roadmap,view=smoe", plan), &[])]);
    let ran = Test::new().args(["mdbook"]).stdin(&book).any_stderr().code(1).run();
    assert!(ran.stderr.contains("guide/one.md:1: no view is named `smoe`"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did you mean `some`?"), "{}", ran.stderr);
}
