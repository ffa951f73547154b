//! What is offered and said while something is written, and what is made of a roadmap: the shape of the answers.

use serde_json::{Value, json};

use super::client::{Client, plain, shown, uri};

const PLAN: &str = "\
roadmap \"Plan\" from 2026-03-02
person ana \"Ana\"
stream checkout {
  task api \"The API\" 5d @ana
  task ui \"Pages\" 3d after api
}
milestone live \"Live\" after checkout.ui by 2026-03-10
";

fn document(more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

fn with_plan() -> Client {
    Client::new().open("plan.roadmap", PLAN)
}

#[test]
fn a_line_that_can_not_be_read_yet_is_completed() {
    let mut client = with_plan();
    client.settled(&uri("plan.roadmap"));
    client.edit(&uri("plan.roadmap"), (5, 0, 5, 0), "  task pay 2d after u\n");
    let position = json!({ "position": { "line": 5, "character": 21 } });
    let list = client.request("textDocument/completion", document(position)).unwrap();
    let items = list["items"].as_array().unwrap();
    let labels: Vec<&str> = items.iter().map(|item| item["label"].as_str().unwrap()).collect();
    assert!(labels.contains(&"ui"), "{labels:?}");
    let ui = items.iter().find(|item| item["label"] == "ui").unwrap();
    insta::assert_snapshot!(shown(ui));
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn snippets_are_for_those_who_take_them() {
    let text = |can: bool| {
        let mut capabilities = plain();
        capabilities["textDocument"]["completion"] =
            json!({ "completionItem": { "snippetSupport": can } });
        let mut client =
            Client::with(json!({ "capabilities": capabilities })).open("plan.roadmap", "\n");
        let position = json!({ "position": { "line": 0, "character": 0 } });
        let list = client.request("textDocument/completion", document(position)).unwrap();
        client.settled(&uri("plan.roadmap"));
        let items = list["items"].as_array().unwrap();
        let task = items.iter().find(|item| item["label"] == "task").expect("a `task`");
        (
            task["insertTextFormat"].clone(),
            task["textEdit"]["newText"].as_str().unwrap().contains('$'),
        )
    };
    assert_eq!(text(true), (json!(2), true));
    assert_eq!(text(false), (Value::Null, false));
}

#[test]
fn a_name_is_explained() {
    let mut client = with_plan();
    client.settled(&uri("plan.roadmap"));
    let position = json!({ "position": { "line": 4, "character": 8 } });
    let said = client.request("textDocument/hover", document(position)).unwrap();
    insta::assert_snapshot!(shown(&said));
    let nothing = json!({ "position": { "line": 5, "character": 1 } });
    assert_eq!(client.request("textDocument/hover", document(nothing)), Ok(Value::Null));
}

#[test]
fn dates_stand_beside_the_lines() {
    let mut client = with_plan();
    let range = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 7, "character": 0 } } });
    let hints = client.request("textDocument/inlayHint", document(range.clone())).unwrap();
    let words: Vec<String> = hints
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| {
            format!(
                "{}:{} {}",
                hint["position"]["line"], hint["position"]["character"], hint["label"]
            )
        })
        .collect();
    insta::assert_snapshot!(words.join("\n"));
    // Each kind is switched off by itself.
    let is_slack = |words: &str| words.contains("slack") || words.contains("critical");
    let is_late = |words: &str| words.contains(" late");
    for kind in ["dates", "slack", "lateness"] {
        let mut set = json!({ "dates": true, "slack": true, "lateness": true });
        set[kind] = json!(false);
        client.notify(
            "workspace/didChangeConfiguration",
            json!({ "settings": { "inlayHints": set } }),
        );
        let hints = client.request("textDocument/inlayHint", document(range.clone())).unwrap();
        let labels = hints.as_array().unwrap().iter().map(|hint| hint["label"].as_str().unwrap());
        let left: Vec<&str> = labels.flat_map(|label| label.split(" · ")).collect();
        assert_eq!(left.iter().any(|words| is_slack(words)), kind != "slack", "{left:?}");
        assert_eq!(left.iter().any(|words| is_late(words)), kind != "lateness", "{left:?}");
        let has_days = |words: &&str| !is_slack(words) && !is_late(words);
        assert_eq!(left.iter().any(has_days), kind != "dates", "{left:?}");
    }
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn old_dates_stay_beside_the_lines_until_there_are_new_ones() {
    let mut capabilities = plain();
    capabilities["workspace"] = json!({ "inlayHint": { "refreshSupport": true } });
    let mut client =
        Client::with(json!({ "capabilities": capabilities })).open("plan.roadmap", PLAN);
    client.settled(&uri("plan.roadmap"));
    client.asked("workspace/inlayHint/refresh", Value::Null);
    client.edit(&uri("plan.roadmap"), (0, 0, 0, 0), "\n");
    let range = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } } });
    let hints = client.request("textDocument/inlayHint", document(range)).unwrap();
    assert_eq!(hints[0]["position"]["line"], 3);
    client.settled(&uri("plan.roadmap"));
    client.asked("workspace/inlayHint/refresh", Value::Null);
}

#[test]
fn dates_stay_beside_the_lines_while_one_is_being_written() {
    let mut client = with_plan();
    client.settled(&uri("plan.roadmap"));
    client.edit(&uri("plan.roadmap"), (1, 16, 1, 16), "\ntask half \"Half\" 2d after ");
    client.settled(&uri("plan.roadmap"));
    let range = json!({ "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } } });
    let hints = client.request("textDocument/inlayHint", document(range)).unwrap();
    let lines = hints.as_array().unwrap().iter().map(|hint| hint["position"]["line"].clone());
    // A line further down than before; none of what has never had dates.
    assert_eq!(lines.collect::<Vec<_>>(), [3, 4, 5, 7]);
    let position = json!({ "position": { "line": 4, "character": 8 } });
    let said = client.request("textDocument/hover", document(position)).unwrap();
    assert!(said["contents"]["value"].as_str().unwrap().contains("2 Mar"), "{said}");
}

#[test]
fn a_client_that_takes_no_markdown_is_given_none() {
    let mut capabilities = plain();
    capabilities["textDocument"]["hover"] = json!({ "contentFormat": ["plaintext"] });
    capabilities["textDocument"]["completion"] =
        json!({ "completionItem": { "documentationFormat": ["plaintext"] } });
    let mut client =
        Client::with(json!({ "capabilities": capabilities })).open("plan.roadmap", PLAN);
    client.settled(&uri("plan.roadmap"));
    let at =
        |line, character| document(json!({ "position": { "line": line, "character": character } }));
    let said = client.request("textDocument/hover", at(4, 8)).unwrap();
    assert_eq!(said["contents"]["kind"], "plaintext");
    let words = said["contents"]["value"].as_str().unwrap();
    assert!(words.starts_with("task `checkout.ui` Pages\n\n"), "{words}");
    assert!(!words.contains("**"), "{words}");
    let list = client.request("textDocument/completion", at(4, 23)).unwrap();
    let items = list["items"].as_array().unwrap();
    let documented: Vec<_> =
        items.iter().filter(|item| item["documentation"].is_object()).collect();
    assert!(!documented.is_empty());
    assert!(documented.iter().all(|item| item["documentation"]["kind"] == "plaintext"));
}

#[test]
fn what_is_said_has_the_form_that_the_client_names_first() {
    for (forms, kind) in [
        (json!(["plaintext", "markdown"]), "plaintext"),
        (json!(["markdown", "plaintext"]), "markdown"),
        (json!(["asciidoc", "markdown", "plaintext"]), "markdown"),
        // A client that takes neither can show words as they are written.
        (json!(["asciidoc"]), "plaintext"),
        (json!([]), "plaintext"),
        // Who says nothing is older than the question.
        (Value::Null, "markdown"),
    ] {
        let mut capabilities = plain();
        capabilities["textDocument"]["hover"] = json!({ "contentFormat": forms });
        let client = Client::with(json!({ "capabilities": capabilities }));
        let mut client = client.open("plan.roadmap", PLAN);
        client.settled(&uri("plan.roadmap"));
        let at = document(json!({ "position": { "line": 4, "character": 8 } }));
        let said = client.request("textDocument/hover", at).unwrap();
        assert_eq!(said["contents"]["kind"], kind, "{forms}");
    }
}

#[test]
fn the_chart_has_a_mark_for_each_item() {
    let mut client = with_plan();
    let ask = document(json!({ "theme": "dark", "width": 900 }));
    let preview = client.request("milepost/preview", ask).unwrap();
    let svg = preview["svg"].as_str().unwrap();
    roxmltree::Document::parse(svg).expect("a chart that can be read");
    for mark in preview["marks"].as_array().unwrap() {
        let id = mark["id"].as_str().unwrap();
        assert_eq!(svg.matches(&format!("<g id=\"{id}\">")).count(), 1, "{id}");
    }
    insta::assert_snapshot!(shown(&preview["marks"]));
    let wrong = client.request("milepost/preview", document(json!({ "theme": "pink" })));
    assert_eq!(wrong.unwrap_err().0, lsp_server::ErrorCode::InvalidParams as i32);
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn what_can_not_be_understood_has_no_chart() {
    let mut client = Client::new().open("plan.roadmap", "task a after b\n");
    let refused = client.request("milepost/preview", document(json!({}))).unwrap_err();
    assert_eq!(refused.0, lsp_server::ErrorCode::RequestFailed as i32);
    insta::assert_snapshot!(refused.1);
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn commands_make_what_the_command_line_makes() {
    let mut client = with_plan();
    client.settled(&uri("plan.roadmap"));
    let mut execute = |command: &str, argument: Value| {
        let params = json!({ "command": command, "arguments": [argument] });
        client.request("workspace/executeCommand", params)
    };
    let address = json!(uri("plan.roadmap"));
    let report = execute("milepost.report", address.clone()).unwrap();
    assert!(report.as_str().unwrap().starts_with("# Plan"), "{report}");
    let preview = execute("milepost.preview", address.clone()).unwrap();
    assert!(preview["svg"].as_str().unwrap().starts_with("<svg"));
    let simulated = execute("milepost.simulate", json!({ "uri": address, "runs": 100 })).unwrap();
    assert!(simulated.as_str().unwrap().contains("100"), "{simulated}");
    let by_path =
        execute("milepost.why", json!({ "uri": address, "item": "checkout.ui" })).unwrap();
    let position = json!({ "line": 4, "character": 20 });
    let by_place =
        execute("milepost.why", json!({ "uri": address, "position": position })).unwrap();
    assert_eq!(by_path, by_place);
    let refusals = [
        execute("milepost.why", json!({ "uri": address, "item": "nobody" })),
        execute("milepost.why", json!({ "uri": address })),
        execute("milepost.simulate", json!({ "uri": address, "runs": -1 })),
        execute("milepost.preview", json!({ "uri": address, "theme": "pink" })),
        execute("milepost.preview", json!({ "uri": 3 })),
        execute("milepost.destroy", address.clone()),
        execute("milepost.report", json!(3)),
        execute("milepost.report", json!("file:///nowhere/other.roadmap")),
    ];
    let refusals: Vec<String> = refusals
        .into_iter()
        .map(|refused| {
            refused.map_or_else(|(code, why)| format!("{code} {why}"), |_| "done".to_owned())
        })
        .collect();
    insta::assert_snapshot!(refusals.join("\n"));
}
