//! What mends, what drives what, what stands above lines: the shape of the answers.

use serde_json::{Value, json};

use super::client::{Client, plain, shown, uri};

const PLAN: &str = "\
roadmap \"Plan\" from 2026-03-02
task api \"The API\" 5d link \"Design\" https://example.com/api
task ui \"Pages\" 3d after apii
task test \"Test\" 2d after api
milestone live \"Live\" after test by 2026-03-12
";

fn document(more: Value) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    params
}

fn range(line: u32) -> Value {
    json!({ "start": { "line": line, "character": 0 }, "end": { "line": line, "character": 40 } })
}

#[test]
fn a_mistake_is_mended() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    let told = client.settled(&uri("plan.roadmap"));
    let wrong = told.as_array().unwrap().iter().find(|one| one["code"] == "unknown-name").unwrap();
    let ask = |only: Value| {
        document(json!({ "range": range(2), "context": { "diagnostics": [wrong], "only": only } }))
    };
    let all = client.request("textDocument/codeAction", ask(Value::Null)).unwrap();
    insta::assert_snapshot!(shown(&all));
    let kinds = |answer: &Value| -> Vec<String> {
        let all = answer.as_array().unwrap();
        all.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
    };
    let quick = client.request("textDocument/codeAction", ask(json!(["quickfix"]))).unwrap();
    assert!(kinds(&quick).iter().all(|kind| kind == "quickfix") && !kinds(&quick).is_empty());
    let source = client.request("textDocument/codeAction", ask(json!(["source"]))).unwrap();
    assert_eq!(kinds(&source), ["source.fixAll"]);
    let none = client.request("textDocument/codeAction", ask(json!(["refactor.inline"]))).unwrap();
    assert_eq!(none, json!([]));
}

#[test]
fn what_waits_and_what_is_waited_for() {
    let mut client =
        Client::new().open("plan.roadmap", &PLAN.replace("after apii\n", "after api\n"));
    client.settled(&uri("plan.roadmap"));
    let position = json!({ "position": { "line": 3, "character": 7 } });
    let item = client.request("textDocument/prepareCallHierarchy", document(position)).unwrap();
    let item = &item[0];
    let incoming = client.request("callHierarchy/incomingCalls", json!({ "item": item })).unwrap();
    let outgoing = client.request("callHierarchy/outgoingCalls", json!({ "item": item })).unwrap();
    let brief = |calls: &Value, end: &str| -> Vec<String> {
        let all = calls.as_array().unwrap().iter();
        all.map(|call| {
            format!("{} ({}) {}", call[end]["name"], call[end]["detail"], call["fromRanges"])
        })
        .collect()
    };
    insta::assert_snapshot!(format!(
        "{}\nincoming {:#?}\noutgoing {:#?}",
        shown(item),
        brief(&incoming, "from"),
        brief(&outgoing, "to")
    ));
    let mut forged = item.clone();
    forged["data"] = json!(3);
    let refused = client.request("callHierarchy/incomingCalls", json!({ "item": forged }));
    assert_eq!(refused.unwrap_err().0, lsp_server::ErrorCode::InvalidParams as i32);
}

#[test]
fn lines_above_items_and_links_in_them() {
    let mut client =
        Client::new().open("plan.roadmap", &PLAN.replace("after apii\n", "after api\n"));
    client.settled(&uri("plan.roadmap"));
    let lenses = client.request("textDocument/codeLens", document(json!({}))).unwrap();
    let brief: Vec<String> = lenses
        .as_array()
        .unwrap()
        .iter()
        .map(|lens| {
            format!(
                "{} {} {}",
                lens["range"]["start"]["line"],
                lens["command"]["title"],
                lens["command"]["command"]
            )
        })
        .collect();
    let links = client.request("textDocument/documentLink", document(json!({}))).unwrap();
    insta::assert_snapshot!(format!("{}\n{links}", brief.join("\n")));
    // Each lens can be run as it is.
    let command = &lenses[0]["command"];
    let run = json!({ "command": command["command"], "arguments": command["arguments"] });
    client.request("workspace/executeCommand", run).unwrap();
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "codeLens": false } }));
    assert_eq!(client.request("textDocument/codeLens", document(json!({}))), Ok(json!([])));
}

#[test]
fn what_stands_beside_a_line_is_not_said_above_it_too() {
    let mut capabilities = plain();
    capabilities["textDocument"]["inlayHint"] = json!({});
    let mut client = Client::with(json!({ "capabilities": capabilities }))
        .open("plan.roadmap", &PLAN.replace("after apii\n", "after api\n"));
    client.settled(&uri("plan.roadmap"));
    let has_slack = |client: &mut Client| {
        let lenses = client.request("textDocument/codeLens", document(json!({}))).unwrap();
        let said = |lens: &Value| lens["command"]["title"].as_str().unwrap().to_owned();
        let titles: Vec<String> = lenses.as_array().unwrap().iter().map(said).collect();
        assert!(titles.iter().any(|title| title == "2 items wait for this"), "{titles:?}");
        titles.iter().any(|title| title.contains("slack") || title == "critical")
    };
    assert!(!has_slack(&mut client));
    let none = json!({ "settings": { "inlayHints": { "slack": false } } });
    client.notify("workspace/didChangeConfiguration", none);
    assert!(has_slack(&mut client));
}

#[test]
fn how_an_attribute_is_written() {
    let text = "roadmap \"Plan\" from 2026-03-02\nidea dark \"Dark\" score reach 5000 impact ";
    let mut client = Client::new().open("plan.roadmap", text);
    let position = json!({ "position": { "line": 1, "character": 99 } });
    let help = client.request("textDocument/signatureHelp", document(position)).unwrap();
    insta::assert_snapshot!(shown(&help));
    let position = json!({ "position": { "line": 0, "character": 3 } });
    assert_eq!(client.request("textDocument/signatureHelp", document(position)), Ok(Value::Null));
    client.settled(&uri("plan.roadmap"));
}
