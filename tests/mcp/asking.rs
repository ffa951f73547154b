//! What tools answer that only read.

use std::fs;

use milepost::emit::Exchange;
use milepost::{Options, Source, compile};
use serde_json::{Value, json};

use crate::client::{Client, FILES, SHOP, said};

const FILE: &str = "plans/shop.roadmap";

fn paths(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["path"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn roadmaps_are_listed_with_what_they_import() {
    let more =
        [FILES[0], FILES[1], ("b.roadmap", "roadmap \"B\" from 2026-03-02\n"), ("x.txt", "")];
    let client = Client::new(&more).await;
    let listed = client.data("list_roadmaps", json!({})).await;
    let expected = json!({
        "roadmaps": [
            { "file": "b.roadmap", "title": "B", "imports": [] },
            { "file": "plans/people.roadmap", "title": null, "imports": [] },
            { "file": FILE, "title": "Shop", "imports": ["plans/people.roadmap"] },
        ],
        "notes": [],
    });
    assert_eq!(listed, expected);
}

#[tokio::test]
async fn a_text_is_read_as_it_is() {
    let client = Client::new(&FILES).await;
    assert_eq!(client.text("read", json!({ "file": FILE })).await, SHOP);
    // A whole path is one, too, and `.` says nothing.
    let whole = client.path(FILE).canonicalize().unwrap();
    assert_eq!(client.text("read", json!({ "file": whole })).await, SHOP);
    assert_eq!(client.text("read", json!({ "file": format!("./{FILE}") })).await, SHOP);
    let told = client.refusal("read", json!({ "file": "plans/shp.roadmap" })).await;
    assert_eq!(
        told,
        "there is no roadmap `plans/shp.roadmap`\nhelp: did you mean `plans/shop.roadmap`?"
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_with_its_place_and_fix() {
    let bad = SHOP.replace("after design", "after desing").replace("2026-03-31", "2026-03-13");
    let client = Client::new(&[("plans/shop.roadmap", &bad), FILES[1]]).await;
    let told = client.data("check", json!({ "file": FILE })).await;
    assert_eq!(
        (&told["roadmaps"], &told["errors"], &told["more"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let one = &told["diagnostics"][0];
    assert_eq!(one["rule"], "unknown-name");
    assert_eq!(one["severity"], "error");
    assert_eq!(one["file"], FILE);
    assert_eq!((&one["start"]["line"], &one["start"]["column"]), (&json!(7), &json!(47)));
    assert_eq!(one["help"], json!(["did you mean `design`?"]));
    assert_eq!(one["fix"]["edits"][0]["text"], "design");
    // Of the part it is told what is said of the whole that imports it, and of all the same once.
    let part = client.data("check", json!({ "file": "plans/people.roadmap" })).await;
    assert_eq!(part["diagnostics"], told["diagnostics"]);
    let all = client.data("check", json!({})).await;
    assert_eq!((&all["roadmaps"], &all["diagnostics"]), (&json!(1), &told["diagnostics"]));
}

#[tokio::test]
async fn a_plan_that_does_not_hold_says_so() {
    let late = SHOP.replace("2026-03-31", "2026-03-13");
    let client = Client::new(&[("plans/shop.roadmap", &late), FILES[1]]).await;
    let plan = client.data("plan", json!({ "file": FILE })).await;
    assert_eq!(plan["holds"], json!(false));
    assert_eq!(plan["faultCount"], json!(1));
    assert_eq!(plan["faults"][0]["rule"], "deadline-missed");
    assert_eq!(plan["summary"]["health"], "off-track");
}

#[tokio::test]
async fn a_plan_is_told_in_short_or_as_a_view_or_condition_shows_it() {
    let client = Client::new(&FILES).await;
    let plan = client.data("plan", json!({ "file": FILE })).await;
    assert_eq!(plan["holds"], json!(true));
    assert_eq!(plan["roadmap"]["title"], "Shop");
    assert_eq!(plan["roadmap"]["today"], "2026-03-02");
    assert_eq!(plan["summary"]["end"], "2026-03-20");
    assert_eq!(plan["views"], json!(["ana", "out"]));
    assert_eq!(paths(&plan["items"]), ["live"]);
    assert_eq!(plan["items"][0]["deadline"]["varianceDays"], json!(-7));
    let at = client.data("plan", json!({ "file": FILE, "today": "now" })).await;
    assert_eq!(at["roadmap"]["today"], "2026-03-04");
    let at = client.data("plan", json!({ "file": FILE, "today": "2026-03-09" })).await;
    assert_eq!(at["roadmap"]["today"], "2026-03-09");
    let view = client.data("plan", json!({ "file": FILE, "view": "ana" })).await;
    assert_eq!(paths(&view["items"]), ["checkout", "checkout.design", "checkout.build"]);
    let tasks = json!({ "file": FILE, "where": "task and starts after 2026-03-05" });
    assert_eq!(paths(&client.data("plan", tasks).await["items"]), ["checkout.build"]);
    let both = json!({ "file": FILE, "view": "ana", "where": "checkout.design" });
    let both = client.call("plan", both).await;
    assert_eq!(both.is_error, Some(true), "a path is no condition");
    let both = json!({ "file": FILE, "view": "ana", "where": "task and starts before 2026-03-05" });
    assert_eq!(paths(&client.data("plan", both).await["items"]), ["checkout.design"]);
    let none = json!({ "file": FILE, "where": "release" });
    assert_eq!(client.data("plan", none).await["items"], json!([]));
}

#[tokio::test]
async fn of_a_view_for_the_public_nothing_internal_is_told() {
    let client = Client::new(&FILES).await;
    let text = client.text("plan", json!({ "file": FILE, "view": "out" })).await;
    assert!(text.starts_with("# Roadmap\n") && text.contains("Live"), "{text}");
    assert!(!text.contains("Ana") && !text.contains("slack"), "{text}");
}

#[tokio::test]
async fn what_a_plan_can_not_be_asked_is_said() {
    let client = Client::new(&FILES).await;
    let cases = [
        (
            json!({ "view": "anna" }),
            "no view is named `anna`\nhelp: did you mean `ana`? the roadmap has `ana` and `out`",
        ),
        (
            json!({ "today": "soon" }),
            "`soon` is no date\nhelp: write a day that exists, as in `2026-03-02`",
        ),
        (json!({ "today": "2026-03" }), "`2026-03` is not one day"),
        (
            json!({ "today": "2026-02-30" }),
            "`2026-02-30` is no date\nhelp: write a day that exists, as in `2026-03-02`",
        ),
        (json!({ "where": "task\nrelease" }), "a condition stands on one line"),
    ];
    for (mut given, expected) in cases {
        given["file"] = json!(FILE);
        assert_eq!(client.refusal("plan", given).await, expected);
    }
    for wrong in ["tusk", "kind task", "@nobody", "task {", "\"", "", "task) or (", "/*"] {
        let told = client.refusal("plan", json!({ "file": FILE, "where": wrong })).await;
        assert!(told.starts_with(&format!("`{wrong}` ")), "{wrong}: {told}");
        assert!(!told.contains("What was asked for"), "{told}");
    }
}

#[tokio::test]
async fn what_can_not_be_understood_has_no_plan_but_reasons() {
    let client =
        Client::new(&[("a.roadmap", "roadmap \"A\" from 2026-03-02\ntask x 5d after y\n")]).await;
    for tool in ["plan", "why", "simulate"] {
        let told = client.refusal(tool, json!({ "file": "a.roadmap" })).await;
        let expected = "the roadmap has errors that leave its meaning in doubt:\na.roadmap:2:17: error[unknown-name]: ";
        assert!(told.starts_with(expected), "{told}");
    }
}

#[tokio::test]
async fn why_tells_the_chain_with_its_lines() {
    let client = Client::new(&FILES).await;
    let told = client.text("why", json!({ "file": FILE, "item": "live" })).await;
    let expected = "`Live` (`live`) falls on 20 March 2026\n\nBecause:\n- ";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.contains("(plans/shop.roadmap:7"), "{told}");
    assert!(told.contains("What would win a day:\n- "), "{told}");
    // What ends last, where nothing is named; by the end of its path; its start.
    assert_eq!(client.text("why", json!({ "file": FILE })).await, told);
    let build = client.text("why", json!({ "file": FILE, "item": "build.start" })).await;
    assert!(build.starts_with("`Build` (`checkout.build`) starts on 9 March 2026"), "{build}");
    let by = json!({ "file": FILE, "item": "live", "by": "2026-03-10" });
    let barrier = client.text("why", by).await;
    assert!(barrier.contains("can't be") && barrier.contains("plans/shop.roadmap:7"), "{barrier}");
    let wrong = client.refusal("why", json!({ "file": FILE, "item": "checkout.biuld" })).await;
    assert_eq!(wrong, "no item is named `checkout.biuld`\nhelp: did you mean `checkout.build`?");
    let wrong = client.refusal("why", json!({ "file": FILE, "item": "ana" })).await;
    assert!(wrong.starts_with("`ana` is a person, which has no dates"), "{wrong}");
}

#[tokio::test]
async fn a_simulation_says_how_likely_dates_are() {
    let client = Client::new(&FILES).await;
    let told = client.data("simulate", json!({ "file": FILE, "runs": 1000, "seed": 7 })).await;
    assert_eq!((&told["runs"], &told["seed"]), (&json!(1000), &json!("7")));
    assert_eq!(told["commitments"][0]["kept"], json!(1));
    let (early, late) =
        (told["end"]["p10"].as_str().unwrap(), told["end"]["p95"].as_str().unwrap());
    assert!("2026-03-18" <= early && early < late && late <= "2026-03-24", "{early} {late}");
    for runs in [0, 100_001] {
        let told = client.refusal("simulate", json!({ "file": FILE, "runs": runs })).await;
        assert_eq!(
            told,
            format!("`runs` has to be a whole number from 1 to 100000, found `{runs}`")
        );
    }
    let empty = Client::new(&[("e.roadmap", "roadmap \"E\" from 2026-03-02\n")]).await;
    let told = empty.refusal("simulate", json!({ "file": "e.roadmap" })).await;
    assert_eq!(told, "nothing is planned in this roadmap");
}

#[tokio::test]
async fn a_plan_is_exported_in_each_format() {
    let client = Client::new(&FILES).await;
    let beginnings = [
        ("svg", "<svg"),
        ("markdown", "# Shop\n"),
        ("json", "{\n  \"version\": 1"),
        ("mermaid", "gantt\n"),
        ("html", "<!DOCTYPE html>"),
    ];
    for (format, beginning) in beginnings {
        let text = client.text("export", json!({ "file": FILE, "format": format })).await;
        assert!(text.starts_with(beginning), "{format}: {}", &text[..200.min(text.len())]);
    }
    let given = json!({ "file": FILE, "format": "svg", "view": "out", "chart": "gantt" });
    let chart = client.text("export", given).await;
    assert!(chart.contains("Live") && !chart.contains("Design"));
    let given = json!({ "file": FILE, "format": "markdown", "where": "milestone" });
    let report = client.text("export", given).await;
    assert!(report.contains("Live") && !report.contains("Design"), "{report}");
    let wrong = client.refusal("export", json!({ "file": FILE, "format": "jsn" })).await;
    assert!(wrong.starts_with("there is no format `jsn`\nhelp: did you mean `json`?"), "{wrong}");
    let wrong = json!({ "file": FILE, "format": "svg", "chart": "pie" });
    let wrong = client.refusal("export", wrong).await;
    assert!(wrong.starts_with("there is no chart `pie`\nhelp: it is one of `gantt`"), "{wrong}");
    let wrong = json!({ "file": FILE, "format": "json", "view": "ana" });
    assert!(client.refusal("export", wrong).await.starts_with("JSON holds the whole plan"));
}

#[cfg(feature = "png")]
#[tokio::test]
async fn a_picture_as_pixels_is_an_image() {
    let client = Client::new(&FILES).await;
    let answer = client.call("export", json!({ "file": FILE, "format": "png" })).await;
    let image = answer.content[0].as_image().unwrap();
    assert_eq!(image.mime_type, "image/png");
    // The signature of a PNG, in base 64.
    assert!(image.data.starts_with("iVBORw0KGgo"));
}

#[tokio::test]
async fn a_file_of_another_tool_is_imported_with_its_losses() {
    let client = Client::new(&FILES).await;
    let text = "Task,Start,End,Mood\nDesign,2026-03-02,2026-03-06,happy\n";
    let told = client.data("import", json!({ "name": "plan.csv", "text": text })).await;
    assert_eq!(told["format"], "csv");
    assert!(told["roadmap"].as_str().unwrap().contains("\"Design\""), "{told}");
    let wrong = json!({ "name": "x", "text": "\u{0}", "from": "no-such" });
    client.refusal("import", wrong).await;
}

#[tokio::test]
async fn a_workbook_of_the_folder_is_imported() {
    let client = Client::new(&FILES).await;
    let plan = compile(
        Source::new(
            "shop.roadmap",
            "roadmap \"Shop\" from 2026-03-02\ntask design \"Design\" 5d\n",
        ),
        &Options::new(),
    );
    let (bytes, _) = Exchange::Workbook.write(plan.plan().unwrap());
    fs::write(client.path("plans/shop.xlsx"), &bytes).unwrap();
    let told = client.data("import", json!({ "file": "plans/shop.xlsx" })).await;
    assert_eq!(told["format"], "xlsx");
    assert!(told["roadmap"].as_str().unwrap().contains("task design \"Design\"  5d"), "{told}");
    let sheet = json!({ "file": "plans/shop.xlsx", "sheet": "nowhere" });
    assert!(client.refusal("import", sheet).await.contains("`nowhere`"));
    let both = json!({ "file": "plans/shop.xlsx", "text": "Task\nA\n" });
    let one =
        "one file is imported: its text, or a workbook\nhelp: say `text` and `name`, or `file`";
    assert_eq!(client.refusal("import", both).await, one);
    assert_eq!(client.refusal("import", json!({})).await, one);
}

#[tokio::test]
async fn a_plan_is_exported_for_other_tools() {
    let client = Client::new(&FILES).await;
    let formats =
        ["csv", "jira-csv", "asana-csv", "trello-csv", "mspdi", "ics", "taskjuggler", "plantuml"];
    for format in formats {
        let text = client.text("export", json!({ "file": FILE, "format": format })).await;
        assert!(text.contains("Live"), "{format}: {text}");
    }
    let part = json!({ "file": FILE, "format": "ics", "view": "ana" });
    let told = client.refusal("export", part).await;
    assert!(told.starts_with("this format holds the whole plan"), "{told}");
}

#[tokio::test]
async fn a_roadmap_is_formatted() {
    let client =
        Client::new(&[("a.roadmap", "roadmap \"A\"   from 2026-03-02\ntask  x 5d\n")]).await;
    let text = client.text("format", json!({ "file": "a.roadmap" })).await;
    assert_eq!(text, "roadmap \"A\" from 2026-03-02\ntask x  5d\n");
    let given = json!({ "file": "b.roadmap", "text": "task   y 1d" });
    assert_eq!(client.text("format", given).await, "task y  1d\n");
    let given = json!({ "file": "a.roadmap", "text": "tusk x" });
    let told = client.refusal("format", given).await;
    assert!(
        told.starts_with("it has mistakes, and is left as it is:\na.roadmap:1:1: error["),
        "{told}"
    );
}

#[tokio::test]
async fn the_examples_answer_every_tool() {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let mut files: Vec<(String, String)> = Vec::new();
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "roadmap") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            files.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    assert!(files.len() >= 8, "there are {} examples", files.len());
    let borrowed: Vec<_> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    let client = Client::new(&borrowed).await;
    for (file, text) in &borrowed {
        let edit = json!({ "file": file, "text": text });
        let asked = [
            ("plan", json!({ "file": file })),
            ("format", json!({ "file": file })),
            ("why", json!({ "file": file })),
            ("simulate", json!({ "file": file, "runs": 20 })),
            ("propose_edit", edit),
        ];
        // What is levelled takes seconds each time, unoptimized.
        let most = if text.contains(" level {") { 2 } else { asked.len() };
        for (tool, given) in asked.into_iter().take(most) {
            let answer = client.call(tool, given).await;
            assert_ne!(answer.is_error, Some(true), "{tool} {file}: {}", said(&answer));
        }
    }
}
