//! Names, outline, colours: the shape of the answers. What is in them `tests/ide.rs` asks.

use serde_json::{Value, json};

use super::client::{Client, shown, uri};

const PLAN: &str = "\
roadmap \"Größe\" from 2026-03-02
// Two
// lines
stream checkout {
  task api \"The API\" 5d
  task ui \"🚀\" 3d after api
}
milestone live after checkout.ui
";

/// The answer of a method that is asked about a place.
fn at(client: &mut Client, method: &str, line: u32, character: u32, more: Value) -> Value {
    let mut params = json!({
        "textDocument": { "uri": uri("plan.roadmap") },
        "position": { "line": line, "character": character },
    });
    params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let answer = client.request(method, params);
    answer.unwrap_or_else(|(code, message)| json!({ "code": code, "message": message }))
}

fn with_plan() -> Client {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    assert_eq!(client.settled(&uri("plan.roadmap")), json!([]));
    client
}

#[test]
fn a_name_is_followed_and_changed() {
    let mut client = with_plan();
    let mut said = String::new();
    let include = json!({ "context": { "includeDeclaration": true } });
    let exclude = json!({ "context": { "includeDeclaration": false } });
    for (method, more) in [
        ("textDocument/definition", json!({})),
        ("textDocument/declaration", json!({})),
        ("textDocument/references", include),
        ("textDocument/references", exclude),
        ("textDocument/documentHighlight", json!({})),
        ("textDocument/prepareRename", json!({})),
        ("textDocument/rename", json!({ "newName": "server" })),
        ("textDocument/rename", json!({ "newName": "ui" })),
        ("textDocument/linkedEditingRange", json!({})),
    ] {
        let answer = at(&mut client, method, 5, 26, more);
        said += &format!("{method}: {answer}\n");
    }
    let nothing = at(&mut client, "textDocument/prepareRename", 5, 15, json!({}));
    said += &format!("prepareRename of a number: {nothing}\n");
    insta::assert_snapshot!(said);
}

#[test]
fn the_outline_of_a_file_and_of_all() {
    let mut client = with_plan();
    let document = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    let outline = client.request("textDocument/documentSymbol", document.clone()).unwrap();
    let folds = client.request("textDocument/foldingRange", document).unwrap();
    let found = client.request("workspace/symbol", json!({ "query": "ui" })).unwrap();
    insta::assert_snapshot!(shown(&json!([outline[1], folds, found])));
}

#[test]
fn a_selection_grows() {
    let mut client = with_plan();
    let positions = json!([{ "line": 5, "character": 26 }, { "line": 99, "character": 0 }]);
    let params = json!({ "textDocument": { "uri": uri("plan.roadmap") }, "positions": positions });
    let grown = client.request("textDocument/selectionRange", params).unwrap();
    let mut one = &grown[0];
    let mut said = Vec::new();
    while !one.is_null() {
        let (start, end) = (&one["range"]["start"], &one["range"]["end"]);
        said.push(format!(
            "{}:{} {}:{}",
            start["line"], start["character"], end["line"], end["character"]
        ));
        one = &one["parent"];
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn colours_come_whole_in_part_and_as_changes() {
    let mut client = with_plan();
    let document = json!({ "uri": uri("plan.roadmap") });
    let ask = |more: Value| {
        let mut params = json!({ "textDocument": document });
        params.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        params
    };
    let full = client.request("textDocument/semanticTokens/full", ask(json!({}))).unwrap();
    let range = json!({ "range": { "start": { "line": 7, "character": 0 }, "end": { "line": 8, "character": 0 } } });
    let part = client.request("textDocument/semanticTokens/range", ask(range)).unwrap();
    client.edit(&uri("plan.roadmap"), (4, 2, 4, 2), "task x 1d\n  ");
    let previous = json!({ "previousResultId": full["resultId"] });
    let change = client.request("textDocument/semanticTokens/full/delta", ask(previous)).unwrap();
    let again = client.request("textDocument/semanticTokens/full", ask(json!({}))).unwrap();
    insta::assert_snapshot!(format!("{}\n{}\n{}", full["data"], part["data"], change["edits"]));
    // The changes make of the old tokens the new ones.
    let edit = &change["edits"][0];
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mut data = full["data"].as_array().unwrap().clone();
    let start = number(&edit["start"]);
    data.splice(
        start..start + number(&edit["deleteCount"]),
        edit["data"].as_array().unwrap().clone(),
    );
    assert_eq!(json!(data), again["data"]);
    let unknown = json!({ "previousResultId": "x" });
    let whole = client.request("textDocument/semanticTokens/full/delta", ask(unknown)).unwrap();
    assert_eq!(whole, again);
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn changes_are_of_a_version_where_the_client_heeds_it() {
    let mut capabilities = super::client::plain();
    capabilities["workspace"] = json!({ "workspaceEdit": { "documentChanges": true } });
    let mut client =
        Client::with(json!({ "capabilities": capabilities })).open("plan.roadmap", PLAN);
    client.settled(&uri("plan.roadmap"));
    client.edit(&uri("plan.roadmap"), (7, 32, 7, 32), " by 2026-01-01 aftr ui");
    client.settled(&uri("plan.roadmap"));
    let renamed = at(&mut client, "textDocument/rename", 4, 8, json!({ "newName": "server" }));
    let range =
        json!({ "start": { "line": 7, "character": 0 }, "end": { "line": 7, "character": 50 } });
    let actions = json!({
        "textDocument": { "uri": uri("plan.roadmap") },
        "range": range,
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let actions = client.request("textDocument/codeAction", actions).unwrap();
    let edits: Vec<&Value> = actions.as_array().unwrap().iter().map(|one| &one["edit"]).collect();
    assert!(!edits.is_empty());
    for edit in edits.into_iter().chain([&renamed]) {
        assert_eq!(edit["changes"], Value::Null, "{edit}");
        for change in edit["documentChanges"].as_array().unwrap() {
            let document = json!({ "uri": uri("plan.roadmap"), "version": 2 });
            assert_eq!(change["textDocument"], document, "{edit}");
            assert!(!change["edits"].as_array().unwrap().is_empty(), "{edit}");
        }
    }
}
