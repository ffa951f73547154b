//! Clients that are broken, or mean harm: no crash, no hang, the right codes.

use lsp_server::ErrorCode;
use serde_json::{Value, json};

use super::client::{Client, uri};

const PLAN: &str = "roadmap \"Plan\" from 2026-03-02\ntask a 5d\n";

fn code(answer: Result<Value, (i32, String)>) -> i32 {
    answer.expect_err("a refusal").0
}

#[test]
fn what_is_not_known_or_not_readable_is_refused() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    for method in ["textDocument/moniker", "roadmap/destroy", "", "$/unknown"] {
        assert_eq!(code(client.request(method, json!({}))), ErrorCode::MethodNotFound as i32);
    }
    let wrong = [
        json!(null),
        json!([]),
        json!({ "textDocument": 3 }),
        json!({ "textDocument": { "uri": uri("plan.roadmap") }, "position": { "line": -1, "character": 0 } }),
        json!({ "textDocument": { "uri": uri("plan.roadmap") }, "position": { "line": 1e300, "character": 0 } }),
    ];
    for params in wrong {
        assert_eq!(
            code(client.request("textDocument/hover", params)),
            ErrorCode::InvalidParams as i32
        );
    }
    let elsewhere = json!({
        "textDocument": { "uri": uri("closed.roadmap") },
        "position": { "line": 0, "character": 0 },
    });
    assert_eq!(
        code(client.request("textDocument/hover", elsewhere)),
        ErrorCode::InvalidParams as i32
    );
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn changes_that_can_not_be_are_held_within_the_text_or_left_out() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    let plan = uri("plan.roadmap");
    // Behind the end; backwards; in a version long past.
    client.edit(&plan, (9999, 9999, u32::MAX, u32::MAX), "task b 3d after nobody\n");
    client.edit(&plan, (1, 6, 1, 5), "");
    client.notify(
        "textDocument/didChange",
        json!({
            "textDocument": { "uri": plan, "version": -7 },
            "contentChanges": [],
        }),
    );
    let told = client.settled(&plan);
    assert_eq!(told[0]["code"], "unknown-name");
    assert_eq!(told[0]["range"]["start"], json!({ "line": 2, "character": 16 }));
    // A range that can't be read is none for the whole text.
    client.change(
        &plan,
        json!([{ "range": { "start": { "line": -1, "character": 0 } }, "text": "x" }]),
    );
    let said = client.notified("window/logMessage");
    assert!(said["message"].as_str().unwrap().contains("didChange"), "{said}");
    assert_eq!(client.settled(&plan), told);
    // What is not open can't be changed or closed.
    client.change(&uri("other.roadmap"), json!([{ "text": "x" }]));
    let said = client.notified("window/logMessage");
    insta::assert_snapshot!(said["message"].as_str().unwrap());
    client.close(&uri("other.roadmap"));
    // What is opened twice is what it was opened as last.
    client.open_at(&plan, PLAN);
    assert_eq!(client.settled(&plan), json!([]));
}

#[test]
fn addresses_of_every_kind_are_taken() {
    let mut client = Client::new();
    for strange in [
        "",
        "x",
        "file:",
        "file:///",
        "file:///%FF",
        "file:///a%00b",
        "untitled:1",
        "http://a/b.roadmap",
        "file:///nowhere/../../x",
    ] {
        client.open_at(strange, PLAN);
        assert_eq!(client.settled(strange), json!([]), "{strange}");
        client.close(strange);
        client.forget("textDocument/publishDiagnostics");
    }
    // The answer to the last: what was said of closed documents has all come.
    client.request("workspace/symbol", json!({ "query": "" })).unwrap();
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn a_thousand_questions_at_once_are_all_answered() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    let ask = json!({
        "textDocument": { "uri": uri("plan.roadmap") },
        "position": { "line": 1, "character": 6 },
    });
    let ids: Vec<_> = (0..1_000).map(|_| client.ask("textDocument/hover", ask.clone())).collect();
    let cancelled = &ids[900];
    client.notify("$/cancelRequest", json!({ "id": 902 }));
    client.notify("$/cancelRequest", json!({ "id": 12_345 }));
    client.notify("$/cancelRequest", json!({ "id": [] }));
    for id in &ids {
        let answer = client.answer(id);
        // It may have been answered before the wish came.
        let is_cancelled = id == cancelled && answer.is_err();
        assert!(is_cancelled || answer.is_ok(), "{answer:?}");
    }
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn what_nobody_wants_any_more_is_not_begun() {
    // The first question takes a while: the text has to be read.
    let line = "// what was said at the meeting, word by word, for those who were not there\n";
    let text = format!("{PLAN}{}", line.repeat(20_000));
    let mut client = Client::new().open("plan.roadmap", &text);
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    let first = client.ask("textDocument/documentSymbol", ask.clone());
    let ids: Vec<_> =
        (0..1_000).map(|_| client.ask("textDocument/documentSymbol", ask.clone())).collect();
    for id in ids.iter().step_by(2) {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    client.answer(&first).unwrap();
    for (number, id) in ids.iter().enumerate() {
        let answer = client.answer(id);
        if number % 2 == 0 {
            assert_eq!(code(answer), ErrorCode::RequestCanceled as i32, "{number}");
        } else {
            answer.unwrap();
        }
    }
    client.settled(&uri("plan.roadmap"));
}

#[test]
fn what_waits_for_dates_is_cancelled_and_outdated() {
    let mut client = Client::new();
    // Levelled, so that the dates take a while.
    let mut plan = "roadmap \"Plan\" from 2026-03-02 level\nperson a\nperson b\n".to_owned();
    for number in 0..60 {
        plan += &format!("task t{number} {}d @a|b\n", number % 7 + 1);
    }
    client.open_at(&uri("plan.roadmap"), &plan);
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    let first = client.ask("milepost/preview", ask.clone());
    client.notify("$/cancelRequest", json!({ "id": 2 }));
    assert_eq!(code(client.answer(&first)), ErrorCode::RequestCanceled as i32);
    let second = client.ask("milepost/preview", ask.clone());
    client.edit(&uri("plan.roadmap"), (3, 0, 3, 0), "\n");
    assert_eq!(code(client.answer(&second)), ErrorCode::ContentModified as i32);
    // Nothing that is typed waits for them.
    client.request("textDocument/documentSymbol", ask.clone()).unwrap();
    let third = client.ask("milepost/preview", ask);
    client.close(&uri("plan.roadmap"));
    assert_eq!(code(client.answer(&third)), ErrorCode::ContentModified as i32);
    client.request("workspace/symbol", json!({ "query": "" })).unwrap();
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn answers_to_nothing_and_notes_of_nothing_are_passed_over() {
    let mut client = Client::new().open("plan.roadmap", PLAN);
    client.send(lsp_server::Response::new_ok(lsp_server::RequestId::from(77), json!(1)));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("no/such", json!(7));
    client.notify("initialized", json!({}));
    assert_eq!(client.settled(&uri("plan.roadmap")), json!([]));
}

#[test]
fn a_document_of_fifty_megabytes_is_served() {
    // A build that is not optimized takes a minute and a half for it.
    let megabytes = if std::env::var_os("SLOW").is_some() { 50 } else { 2 };
    let line = "// what was said at the meeting, word by word, for those who were not there, as it seems\n";
    let mut text = PLAN.to_owned();
    text.push_str(&line.repeat((megabytes << 20) / line.len()));
    let mut client = Client::new().open("plan.roadmap", &text);
    assert_eq!(client.settled(&uri("plan.roadmap")), json!([]));
    client.edit(&uri("plan.roadmap"), (1, 9, 1, 9), " after nobody");
    assert_eq!(client.settled(&uri("plan.roadmap"))[0]["code"], "unknown-name");
}
