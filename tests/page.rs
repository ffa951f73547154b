//! The page of a roadmap: as text, and in a real browser, driven by `tests/page/page.mjs`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

#[path = "editors/programs.rs"]
#[allow(dead_code)]
mod programs;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use milepost::emit::{self, ChartOptions};
use milepost::model::{Audience, ChartKind, View};
use milepost::{Folder, Options, Source, compile};
use serde_json::Value;
use sha2::Digest as _;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The page of a roadmap with these views; with those that it has, if none are given.
fn page_with(text: &str, views: Option<&[View]>, options: &ChartOptions) -> String {
    let folder = Folder::new(root().join("examples"));
    let compiled = compile(Source::new("plan.roadmap", text), &Options::new().loader(&folder));
    let plan = compiled.plan().expect("it can be understood");
    let own = emit::page_views(&plan, ChartKind::Gantt);
    emit::html(&plan, views.unwrap_or(&own), options)
}

fn page(text: &str) -> String {
    page_with(text, None, &ChartOptions::default())
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(name)).unwrap()
}

/// Titles, texts and notes that try to get out of their places, and words that nobody outside may read.
fn hostile() -> String {
    fs::read_to_string(root().join("tests/page/hostile.roadmap")).unwrap()
}

/// What stands between these two, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start).skip(1).map(|rest| rest.split(end).next().unwrap()).collect()
}

fn data(page: &str) -> Value {
    let data = between(page, "<script type=\"application/json\" id=\"data\">", "</script>");
    serde_json::from_str(data[0]).unwrap()
}

#[test]
fn nothing_runs_but_what_the_policy_names() {
    for page in [page(&example("atlas.roadmap")), page(&hostile())] {
        let policy = between(&page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"")[0];
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        let source = |text: &str| {
            let hash = sha2::Sha256::digest(text.as_bytes());
            format!("'sha256-{}'", base64::prelude::BASE64_STANDARD.encode(hash))
        };
        let [scripts, styles] =
            [between(&page, "<script>", "</script>"), between(&page, "<style", "</style>")];
        assert_eq!((scripts.len(), styles.len()), (2, 2));
        let styles = styles.iter().map(|style| style.split_once('>').unwrap().1);
        for text in scripts.iter().copied().chain(styles) {
            assert!(policy.contains(&source(text)), "{policy}");
        }
        assert!(
            !page.contains(" style=\"") && !page.contains("javascript:alert"),
            "an own style or address"
        );
    }
}

#[test]
fn nothing_is_fetched_and_every_link_leads_where_it_may() {
    for page in [page(&example("atlas.roadmap")), page(&hostile())] {
        let parsed = between(&page, "<body>", "<script type=\"application/json\"")[0];
        for tag in [
            "<img", "<iframe", "<object", "<embed", "<video", "<image", "<use", "<base", "<form",
            "<script",
        ] {
            assert!(!parsed.contains(tag), "{tag}");
        }
        assert!(!page.contains("@import") && !page.contains("url("));
        for address in between(&page, "href=\"", "\"") {
            let is_link =
                ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start));
            assert!(is_link || address.starts_with("data:image/svg+xml,"), "{address}");
        }
    }
}

#[test]
fn what_people_wrote_is_text() {
    let page = page(&hostile());
    // The script's beginning, the data's own element, the script, and no other.
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script").count(), 3);
    assert!(!page.contains("<!--") && !page.contains("\u{202e}"));
    for what in ["onerror=\"", "onload=\"", "onclick=\"", "<svg/onload"] {
        assert!(!page.contains(what), "{what}");
    }
    let data = data(&page);
    let titles: Vec<&str> = data["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["title"].as_str().unwrap())
        .collect();
    assert!(titles.contains(&"</script><script>document.title='owned'</script>"), "{titles:?}");
}

#[test]
fn ids_are_unique_and_what_is_named_is_there() {
    let page = page(&example("atlas.roadmap"));
    let body = between(&page, "<body>", "<script type=\"application/json\"")[0];
    let mut ids = BTreeSet::new();
    for id in between(body, " id=\"", "\"") {
        assert!(ids.insert(id), "`{id}` stands twice");
    }
    for by in ["aria-controls", "aria-labelledby"] {
        for id in between(body, &format!("{by}=\""), "\"").iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.contains(id), "{by} names `{id}`");
        }
    }
}

#[test]
fn the_same_roadmap_gives_the_same_page_and_a_small_one() {
    let text = example("atlas.roadmap");
    let page = page(&text);
    assert_eq!(page, self::page(&text));
    let items = data(&page)["items"].as_array().unwrap().len();
    assert!(items >= 60, "{items}");
    let gantt = page_with(&text, Some(&[View::of(ChartKind::Gantt)]), &ChartOptions::default());
    // As long as one of 60 items would be.
    assert!(gantt.len() * 60 / items < 200_000, "{} bytes of {items} items", gantt.len());
}

#[test]
fn a_page_for_everybody_has_nothing_internal_in_it() {
    let text = hostile();
    let view = View { audience: Audience::Public, ..View::of(ChartKind::Gantt) };
    let page = page_with(&text, Some(&[view]), &ChartOptions::default());
    assert!(page.contains("Checkout"), "what may be told is");
    for secret in [
        "Ana Secret",
        "ana",
        "acme",
        "Vendor goes",
        "internal note",
        "secret-tag",
        "tracker.example",
        "reported secretly",
        "90 000",
        "90,000",
    ] {
        assert!(!page.contains(secret), "`{secret}` is told");
    }
    for item in data(&page)["items"].as_array().unwrap() {
        assert!(item["state"].is_null() && item["health"].is_null(), "{item}");
    }
    let internal = page_with(&text, Some(&[View::of(ChartKind::Gantt)]), &ChartOptions::default());
    assert!(internal.contains("Ana Secret") && internal.contains("internal note"));
}

#[test]
fn what_an_item_follows_from_is_told_of_each() {
    let text = "roadmap \"Plan\" from 2026-03-02\ntask a \"Design\" 5d\ntask b \"Build\" 3d after a\ntask c \"Sell\" 2d after b.start\n";
    let data = data(&page(text));
    let [design, build, sell] = [0, 1, 2].map(|at| &data["items"][at]);
    assert_eq!(
        build["why"],
        "`Build` takes 3d, from 9 to 11 March, because `Design` ends on 6 March"
    );
    assert_eq!((&build["from"], &build["waits"][0]), (&design["n"], &design["n"]));
    assert_eq!(build["whyStart"], "`Build` starts on 9 March, because `Design` ends on 6 March");
    assert_eq!((&sell["from"], &sell["fromStart"]), (&build["n"], &Value::Bool(true)));
}

/// Runs a script of `tests/page`, if there is a browser.
fn in_a_browser(what: &str, script: &str, variables: &[(&str, &Path)]) {
    let Some(node) = programs::program("NODE", "node", what) else { return };
    let Some(browser) = programs::program("CHROMIUM", "chromium", what) else { return };
    let folder = root().join("tests/page");
    if !folder.join("node_modules").exists() {
        let why = "`npm ci` in tests/page gets what it takes";
        programs::skipped("node", &format!("{what} is not tried, {why}"));
        return;
    }
    let mut command = Command::new(node);
    let variables = variables.iter().map(|(name, value)| (*name, *value));
    command.args(["--test", script]).env("CHROMIUM", browser).envs(variables);
    programs::run(&mut command, &folder);
}

#[test]
fn in_a_browser_it_does_what_it_promises() {
    let place = tempfile::tempdir().unwrap();
    let written =
        [("atlas.html", page(&example("atlas.roadmap"))), ("hostile.html", page(&hostile()))];
    for (name, page) in &written {
        fs::write(place.path().join(name), page).unwrap();
    }
    in_a_browser("the page", "page.mjs", &[("PAGES", place.path())]);
}

#[cfg(feature = "watch")]
#[test]
fn in_a_browser_a_preview_follows_its_roadmap() {
    let (program, examples) = (Path::new(env!("CARGO_BIN_EXE_milepost")), root().join("examples"));
    let variables = [("MILEPOST", program), ("EXAMPLES", &examples)];
    in_a_browser("the preview", "preview.mjs", &variables);
}
