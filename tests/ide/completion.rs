//! What is offered where the caret stands, and what is not.

use milepost::diagnostic::{Diagnostic, Severity};
use milepost::ide::Analysis;
use milepost::{Options, Source};

use super::{DATED, completed};

const VOCABULARY: &str = "\
roadmap \"P\" from 2026-03-02
calendar day
team web { person ana }
let freeze = 2026-06-01
let size = 5d
let fee = 12k
cadence sprint every 2w from 2026-03-02
field area one of front, back
stream a { task b 2d }
";

fn offered(line: &str) -> Vec<String> {
    let (_, items) = completed(&format!("{VOCABULARY}{line}"));
    items.into_iter().map(|one| one.text).collect()
}

#[test]
fn what_can_not_be_meant_is_not_offered() {
    let mut wrong = Vec::new();
    for (line, all) in [
        ("status <|>\n", vec!["2026-03-02", "2026-03-09", "2026-03-31"]),
        ("import <|>\n", vec!["\"teams.roadmap\""]),
        ("roadmap \"P\" from 2026-03-02 level <|>\n", vec!["quick", "normal", "thorough"]),
        ("task <|>\n", vec![]),
        ("milestone <|>\n", vec![]),
        ("team <|>\n", vec![]),
        ("task x 2d area: <|>\n", vec!["front", "back"]),
        ("task x 2d @ana:<|>\n", vec!["@ana:25%", "@ana:50%", "@ana:75%"]),
        ("task x cost <|>\n", vec!["fee"]),
        ("view v for <|>\n", vec!["team", "public"]),
        ("view v {\n  where stream <|>\n}\n", vec!["a"]),
    ] {
        let offered = offered(line);
        let is_first = offered.iter().zip(&all).all(|(one, other)| one == other);
        if !is_first || offered.len() < all.len() || (all.is_empty() && !offered.is_empty()) {
            wrong.push(format!("{line}{offered:?}"));
        }
    }
    for (line, some, none) in [
        ("task x 2d after a.b.<|>\n", vec!["a.b.start", "a.b.end", "freeze"], vec!["size", "fee"]),
        ("task x 2d after sprint.<|>\n", vec!["sprint.1", "sprint.2"], vec![]),
        ("task x effort <|>\n", vec!["size", "1d"], vec!["fee", "freeze", "area:"]),
        ("task x 2d owner <|>\n", vec!["@ana"], vec!["area:", "size"]),
        (
            "task x 2d <|>\n",
            vec!["area:", "after"],
            vec!["size", "effort", "elapsed", "1d", "during"],
        ),
        ("task x <|>\n", vec!["size", "effort", "1d", "25%"], vec!["fee", "now"]),
        ("task y 1d #infra\ntask x 2d #<|>\n", vec!["#infra"], vec!["after", "25%", "@ana"]),
        ("milestone x <|>\n", vec!["after", "on"], vec!["1d", "25%", "@ana", "size"]),
        ("task x done <|>\n", vec!["2026-03-02"], vec!["25%", "remaining", "dropped"]),
        ("calendar c {\n  work mon-<|>\n}\n", vec!["mon-fri", "mon-sat"], vec![]),
        (
            "view v <|>\n",
            vec!["chart", "where", "group", "for"],
            vec!["after", "@ana", "1d", "and"],
        ),
        ("view v chart <|>\n", vec!["gantt", "swimlane"], vec!["where", "stream"]),
        ("view v group <|>\n", vec!["stream", "health", "area"], vec!["where", "and"]),
        ("view v columns <|>\n", vec!["quarter", "sprint"], vec!["where"]),
        ("view v show done, <|>\n", vec!["progress", "people"], vec!["where", "done"]),
        ("view v page <|>\n", vec!["a4", "slide"], vec!["where"]),
        (
            "view v where <|>\n",
            vec!["task", "done", "stream", "not", "slack", "starts", "@ana", "area"],
            vec!["and", "chart", "after", "1d", "gantt"],
        ),
        (
            "view v where done <|>\n",
            vec!["and", "or", "chart", "group"],
            vec!["task", "@ana", "dropped", "1d"],
        ),
        ("view v where (done or <|>\n", vec!["critical", "@ana"], vec!["and", "chart"]),
        ("view v where inside <|>\n", vec!["a.b"], vec!["and", "@ana"]),
        ("view v where starts <|>\n", vec!["before", "after", "in"], vec!["and", "1d"]),
        ("view v where starts before <|>\n", vec!["2026-03-02", "freeze"], vec!["and", "size"]),
        ("view v where slack < <|>\n", vec!["size", "1d"], vec!["and", "chart"]),
        ("view v sort start <|>\n", vec!["descending", "where"], vec!["sort", "and"]),
        ("task x 5d {\n  must\n  <|>\n}\n", vec!["note", "task"], vec!["should", "effort"]),
    ] {
        let offered = offered(line);
        for one in some {
            if !offered.contains(&one.to_owned()) {
                wrong.push(format!("{line} lacks {one}: {offered:?}"));
            }
        }
        for one in none {
            if offered.contains(&one.to_owned()) {
                wrong.push(format!("{line} has {one}: {offered:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Of a text without a date nothing is near.
    let (_, items) = completed("roadmap \"P\" from <|>");
    assert!(items.iter().all(|one| !one.text.starts_with("19")), "{items:?}");
}

#[test]
fn a_declaration_is_offered_where_one_may_begin() {
    let (_, items) = completed(&format!("{VOCABULARY}cal<|>"));
    let calendar = items.iter().find(|one| one.text == "calendar").unwrap();
    assert!(calendar.snippet.as_ref().is_some_and(|snippet| snippet.contains("work mon-fri")));
    let (_, items) = completed(&format!("{VOCABULARY}team t {{\n  cal<|>\n}}\n"));
    let calendar = items.iter().find(|one| one.text == "calendar").unwrap();
    assert_eq!(calendar.snippet, None);
}

#[test]
fn a_snippet_has_dates_of_the_plan_and_a_name_that_is_free() {
    let (_, items) = completed(&format!("{VOCABULARY}task name 1d\n<|>"));
    let snippet =
        |word: &str| items.iter().find(|one| one.text == word).unwrap().snippet.as_deref().unwrap();
    assert_eq!(snippet("task"), "task ${1:name-2} \"${2:Title}\" ${3:5d}$0");
    assert_eq!(snippet("cadence"), "cadence ${1:sprint-2} every ${2:2w} from ${3:2026-03-02}$0");
    assert_eq!(snippet("milestone"), "milestone ${1:name-2} \"${2:Title}\" after ${3:}$0");
}

#[test]
fn what_a_snippet_writes_can_be_read() {
    let (_, items) =
        completed("roadmap \"P\" from 2026-03-02\ntask name 1d\nobjective o {\n  <|>\n}");
    let (_, mut all) = completed("roadmap \"P\" from 2026-03-02\n<|>");
    all.extend(items);
    let mut count = 0;
    for snippet in all.into_iter().filter_map(|one| one.snippet) {
        // What a milestone waits for is for somebody to say.
        let filled = snippet.replace("$0", "").replace("${3:}", "name");
        let mut text = String::new();
        for (nth, part) in filled.split("${").enumerate() {
            let part = if nth == 0 { part } else { &part[2..] };
            text.push_str(&part.replacen('}', "", usize::from(nth > 0)));
        }
        let text = if text.starts_with("measure") {
            format!("objective o {{\n{text}\n}}\n")
        } else {
            format!("{text}\n")
        };
        let compiled = Analysis::names(Source::new("plan.roadmap", text.as_str()), &Options::new());
        // What is named may be missing: all else has to be right as it stands.
        let is_missing =
            |rule: &str| matches!(rule, "unknown-name" | "import-not-found" | "missing-header");
        let is_wrong =
            |one: &&Diagnostic| one.severity == Severity::Error && !is_missing(one.rule.name);
        let wrong = compiled.diagnostics().iter().find(is_wrong);
        assert!(wrong.is_none(), "{text}{}", wrong.unwrap().message);
        count += 1;
    }
    assert!(count >= 19, "{count}");
}

#[test]
fn nothing_is_offered_in_texts_and_comments() {
    for line in [
        "task x note \"ask @an<|>\"",
        "task x // ask @an<|>",
        "task x 2d after // <|>",
        "task x {\n  note \"\"\"\n  wait after <|>\n  \"\"\"\n}",
    ] {
        let (_, items) = completed(&format!("{DATED}{line}\n"));
        assert!(items.is_empty(), "{line}: {items:?}");
    }
    // Braces and commas in texts and comments are none of the statement.
    for line in ["task x \"A {b}\" 2d after <|>", "task x 2d after checkout.api, // why\n  <|>"] {
        let (_, items) = completed(&format!("{DATED}{line}\n"));
        assert!(items.iter().any(|one| one.text == "checkout.ui"), "{line}: {items:?}");
    }
    let (_, items) = completed(&format!("{DATED}// a, b,\n<|>\n"));
    assert!(items.iter().any(|one| one.text == "task" && one.snippet.is_some()));
}
