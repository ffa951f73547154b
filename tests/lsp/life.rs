//! How a session begins and ends.

use lsp_server::ErrorCode;
use milepost::lsp::Ended;
use serde_json::{Value, json};

use super::client::{Client, plain, shown, uri};

fn code(answer: Result<Value, (i32, String)>) -> i32 {
    answer.expect_err("a refusal").0
}

#[test]
fn nothing_is_answered_before_the_beginning() {
    let mut client = Client::silent();
    let hover = client.request("textDocument/hover", json!({}));
    assert_eq!(code(hover), ErrorCode::ServerNotInitialized as i32);
    client.notify("textDocument/didOpen", json!({}));
    let wrong = client.request("initialize", json!({}));
    assert_eq!(code(wrong), ErrorCode::InvalidParams as i32);
    client.request("initialize", json!({ "capabilities": {} })).unwrap();
    let again = client.request("initialize", json!({ "capabilities": {} }));
    assert_eq!(code(again), ErrorCode::InvalidRequest as i32);
}

#[test]
fn nothing_is_answered_after_the_end() {
    let mut client = Client::new();
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    let hover = client.request("textDocument/hover", json!({}));
    assert_eq!(code(hover), ErrorCode::InvalidRequest as i32);
    assert_eq!(client.exit(), Ended::Orderly);
}

#[test]
fn an_end_that_was_not_asked_for_is_abrupt() {
    assert_eq!(Client::new().exit(), Ended::Abruptly);
    assert_eq!(Client::new().leave(), Ended::Abruptly);
    assert_eq!(Client::silent().leave(), Ended::Abruptly);
}

#[test]
fn a_client_that_is_gone_after_the_end_was_in_order() {
    let mut client = Client::new();
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.leave(), Ended::Orderly);
}

#[test]
fn the_units_of_columns_are_agreed_upon() {
    let encoding = |offered: Value| {
        let mut client = Client::silent();
        let capabilities = json!({ "general": { "positionEncodings": offered } });
        let answer = client.request("initialize", json!({ "capabilities": capabilities })).unwrap();
        answer["capabilities"]["positionEncoding"].clone()
    };
    assert_eq!(encoding(json!(["utf-32", "utf-8", "utf-16"])), "utf-8");
    assert_eq!(encoding(json!(["utf-16"])), "utf-16");
    assert_eq!(encoding(json!(["utf-32"])), "utf-16");
    assert_eq!(encoding(json!([])), "utf-16");
    assert_eq!(encoding(Value::Null), "utf-16");
    assert_eq!(encoding(json!("utf-8")), "utf-16");
}

#[test]
fn a_client_that_says_nothing_of_itself_is_served() {
    let mut client = Client::with(json!({ "capabilities": {} }));
    client.open_at(&uri("plan.roadmap"), "task a 5d\n");
    let params = client.settled(&uri("plan.roadmap"));
    insta::assert_snapshot!(params[0]["message"].as_str().unwrap());
}

#[test]
fn settings_are_asked_for_and_heeded() {
    let mut capabilities = plain();
    capabilities["workspace"] = json!({
        "configuration": true,
        "didChangeConfiguration": { "dynamicRegistration": true },
        "didChangeWatchedFiles": { "dynamicRegistration": true },
    });
    let mut client = Client::with(json!({ "capabilities": capabilities }));
    insta::assert_snapshot!(shown(&client.asked("client/registerCapability", Value::Null)));
    let pages = json!({ "rulePages": "https://plans.example/rules.html#" });
    assert_eq!(
        client.asked("workspace/configuration", json!([pages])),
        json!({ "items": [{ "section": "milepost" }] })
    );
    let mut client = client.open("plan.roadmap", "task a 5d\n");
    let told = client.settled(&uri("plan.roadmap"));
    assert_eq!(
        told[0]["codeDescription"]["href"],
        "https://plans.example/rules.html#missing-header"
    );
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.asked("workspace/configuration", json!([{ "rulePages": 3 }]));
    let said = client.notified("window/showMessage");
    insta::assert_snapshot!(said["message"].as_str().unwrap());
}
