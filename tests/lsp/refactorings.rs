//! Changes in several places at once, as clients ask for them: at once of a small plan, when one is chosen of a large one.

use std::fmt::Write as _;

use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::client::{Client, plain, shown, uri};

const PLAN: &str = "\
roadmap \"Plan\" from 2026-03-02 today 2026-03-04
let freeze = 2026-03-20
stream checkout {
  task api \"The API\" 5d @ana
  task ui \"Pages\" 3d after api
}
stream mobile
milestone live \"Live\" after checkout.ui by freeze
";

/// A plan of so many declarations that nothing is tried before it is chosen.
fn large() -> String {
    let mut text = PLAN.to_owned();
    for number in 0..320 {
        writeln!(text, "task t{number} 1d").unwrap();
    }
    text
}

fn actions(client: &mut Client, line: u32, only: Value) -> Vec<Value> {
    let at = json!({ "line": line, "character": 8 });
    let params = json!({
        "textDocument": { "uri": uri("plan.roadmap") },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": only },
    });
    client.request("textDocument/codeAction", params).unwrap().as_array().unwrap().clone()
}

fn resolving() -> Client {
    let mut capabilities = plain();
    capabilities["textDocument"]["codeAction"] =
        json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    Client::with(json!({ "capabilities": capabilities }))
}

fn brief(all: &[Value]) -> Vec<String> {
    all.iter()
        .map(|one| format!("{}: {}", one["kind"].as_str().unwrap(), one["title"].as_str().unwrap()))
        .collect()
}

#[test]
fn what_could_be_changed_is_offered_with_its_changes() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    client.settled(&uri("plan.roadmap"));
    let mut said = String::new();
    for line in 1..8 {
        for one in actions(&mut client, line, json!(["refactor"])) {
            assert!(one["edit"].is_object() && one["data"].is_null(), "{one}");
            writeln!(said, "{line} {}", brief(&[one])[0]).unwrap();
        }
    }
    let moved = actions(&mut client, 4, json!(["refactor.move"]));
    insta::assert_snapshot!(format!("{said}\n{}", shown(&json!(moved))));
    let source = actions(&mut client, 4, json!(["source"]));
    assert!(brief(&source).iter().all(|one| one.starts_with("source")), "{source:?}");
}

#[test]
fn what_takes_long_is_found_when_it_is_chosen() {
    let text = large();
    let mut client = resolving().open("plan.roadmap", &text);
    let offers = actions(&mut client, 4, json!(["refactor"]));
    assert!(offers.len() > 1);
    for offer in &offers {
        assert!(offer["edit"].is_null() && offer["data"].is_object(), "{offer}");
    }
    let mut small = Client::new().open("plan.roadmap", PLAN);
    small.settled(&uri("plan.roadmap"));
    // Chosen before the dates are known, too, and the same as in a small plan.
    for expected in actions(&mut small, 4, json!(["refactor"])) {
        let offer = offers.iter().find(|one| one["title"] == expected["title"]).unwrap();
        let chosen = client.request("codeAction/resolve", offer.clone()).unwrap();
        assert_eq!(chosen["edit"], expected["edit"], "{chosen}");
        // What has its changes comes back as it is.
        assert_eq!(client.request("codeAction/resolve", expected.clone()), Ok(expected));
    }
    let code = |client: &mut Client, action: &Value| {
        client.request("codeAction/resolve", action.clone()).unwrap_err().0
    };
    let mut other = offers[0].clone();
    other["title"] = json!("make it earlier");
    assert_eq!(code(&mut client, &other), ErrorCode::RequestFailed as i32);
    other["data"] = json!({ "uri": 3 });
    assert_eq!(code(&mut client, &other), ErrorCode::InvalidParams as i32);
    client.edit(&uri("plan.roadmap"), (0, 0, 0, 0), " ");
    assert_eq!(code(&mut client, &offers[0]), ErrorCode::ContentModified as i32);
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn who_asks_for_nothing_later_is_offered_what_is_found_at_once() {
    let mut client = Client::new().open("plan.roadmap", &large());
    client.settled(&uri("plan.roadmap"));
    assert_eq!(actions(&mut client, 4, json!(["refactor"])), Vec::<Value>::new());
}
