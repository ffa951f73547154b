//! What takes long is made behind what is typed: it is given up when nobody wants it any more, and nobody waits for it at the end.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, RequestId, Response};
use milepost::lsp::Ended;
use serde_json::{Value, json};

use super::client::{Client, plain, uri};

/// What is given up ends sooner; what is not takes many times as long.
pub(crate) const SOON: Duration = Duration::from_secs(30);

const LONG_RUNS: u32 = 100_000;

/// A plan that is levelled for so long that no test waits for it.
pub(crate) fn levelled(how: &str) -> String {
    let mut plan =
        format!("roadmap \"Plan\" from 2026-03-02 {how}\nperson a\nperson b\nperson c\n");
    for number in 0..400 {
        let (length, before) = (number * 7 % 11 + 1, number * 5 % (number + 1));
        let after = if number % 3 == 0 { format!(" after t{before}") } else { String::new() };
        let after = after.replace(&format!(" after t{number}"), "");
        writeln!(plan, "task t{number} {length}d @a|b|c{after}").unwrap();
    }
    plan
}

/// A plan of which nothing is certain.
fn uncertain() -> String {
    let mut plan = "roadmap \"Plan\" from 2026-03-02\n".to_owned();
    for number in 0..400 {
        writeln!(plan, "task t{number} 2d..9d").unwrap();
    }
    plan
}

pub(crate) fn with_progress() -> Client {
    with_progress_in(json!([]))
}

pub(crate) fn with_progress_in(folders: Value) -> Client {
    let mut capabilities = plain();
    capabilities["window"] = json!({ "workDoneProgress": true });
    Client::with(json!({ "capabilities": capabilities, "workspaceFolders": folders }))
}

fn simulate(client: &mut Client, runs: u32, token: Option<&str>) -> RequestId {
    let argument = json!({ "uri": uri("plan.roadmap"), "runs": runs });
    let mut params = json!({ "command": "milepost.simulate", "arguments": [argument] });
    if let Some(token) = token {
        params["workDoneToken"] = json!(token);
    }
    client.ask("workspace/executeCommand", params)
}

pub(crate) fn cancel(client: &Client, id: &RequestId) {
    client.notify("$/cancelRequest", json!({ "id": id }));
}

pub(crate) fn code(answer: Result<Value, (i32, String)>) -> i32 {
    answer.expect_err("a refusal").0
}

/// What is said of progress until it ends: its kinds, its names, and what it says.
fn progress(client: &mut Client) -> Vec<Value> {
    let mut said = Vec::new();
    loop {
        let told = client.notified("$/progress");
        let is_end = told["value"]["kind"] == "end";
        said.push(told);
        if is_end {
            return said;
        }
    }
}

#[test]
fn a_simulation_is_cancelled_at_once() {
    let mut client = Client::new().open("plan.roadmap", &uncertain());
    client.settled(&uri("plan.roadmap"));
    let start = Instant::now();
    // More than there are threads: the last have not begun.
    let ids: Vec<RequestId> = (0..6).map(|_| simulate(&mut client, LONG_RUNS, None)).collect();
    // What is typed is answered meanwhile.
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    client.request("textDocument/documentSymbol", ask).unwrap();
    for id in &ids {
        cancel(&client, id);
        assert_eq!(code(client.answer(id)), ErrorCode::RequestCanceled as i32);
    }
    // The threads are free again.
    let short = simulate(&mut client, 10, None);
    assert!(client.answer(&short).unwrap().as_str().unwrap().contains("10"));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn the_end_does_not_wait_for_a_simulation() {
    let mut client = Client::new().open("plan.roadmap", &uncertain());
    client.settled(&uri("plan.roadmap"));
    let start = Instant::now();
    let id = simulate(&mut client, LONG_RUNS, None);
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(code(client.answer(&id)), ErrorCode::RequestCanceled as i32);
    assert_eq!(client.exit(), Ended::Orderly);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn it_is_told_how_far_a_simulation_is() {
    let mut client = with_progress().open("plan.roadmap", &uncertain());
    client.settled(&uri("plan.roadmap"));
    client.forget("window/workDoneProgress/create");
    client.forget("$/progress");
    let id = simulate(&mut client, 200, Some("mine"));
    client.answer(&id).unwrap();
    let said = progress(&mut client);
    assert!(said.iter().all(|told| told["token"] == "mine"), "{said:?}");
    let begin =
        json!({ "kind": "begin", "title": "Simulating", "cancellable": true, "percentage": 1 });
    assert_eq!(said[0]["value"], begin);
    let reports = &said[1..said.len() - 1];
    assert_eq!(reports.len(), 99);
    assert_eq!(reports[98]["value"], json!({ "kind": "report", "percentage": 100 }));
    // Who has not asked is not told.
    let id = simulate(&mut client, 200, None);
    client.answer(&id).unwrap();
}

#[test]
fn a_simulation_is_cancelled_by_the_name_of_its_progress() {
    let mut client = with_progress().open("plan.roadmap", &uncertain());
    client.settled(&uri("plan.roadmap"));
    client.forget("window/workDoneProgress/create");
    client.forget("$/progress");
    let start = Instant::now();
    let id = simulate(&mut client, LONG_RUNS, Some("mine"));
    client.notified("$/progress");
    client.notify("window/workDoneProgress/cancel", json!({ "token": "other" }));
    client.notify("window/workDoneProgress/cancel", json!({ "token": "mine" }));
    assert_eq!(code(client.answer(&id)), ErrorCode::RequestCanceled as i32);
    progress(&mut client);
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn a_keystroke_stops_the_levelling_of_an_older_text() {
    let plan = levelled("level thorough");
    let mut client = Client::new().open("plan.roadmap", &plan);
    let start = Instant::now();
    // More than there are threads; each is begun with before the next is typed.
    for _ in 0..6 {
        std::thread::sleep(Duration::from_millis(300));
        client.edit(&uri("plan.roadmap"), (1, 0, 1, 0), "\n");
    }
    let text = levelled("");
    client.change(&uri("plan.roadmap"), json!([{ "text": text }]));
    client.settled(&uri("plan.roadmap"));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}

#[test]
fn it_is_told_that_dates_take_long() {
    let mut client = with_progress();
    client.open_at(&uri("one.roadmap"), &levelled("level thorough"));
    client.open_at(&uri("two.roadmap"), &levelled("level thorough"));
    let create = client.asked("window/workDoneProgress/create", Value::Null);
    let begin = client.notified("$/progress");
    assert_eq!(begin["token"], create["token"]);
    let said = json!({
        "kind": "begin", "title": "Computing dates", "message": "one.roadmap and 1 more",
    });
    assert_eq!(begin["value"], said);
    client.change(&uri("one.roadmap"), json!([{ "text": levelled("") }]));
    let report = client.notified("$/progress");
    assert_eq!(report["value"], json!({ "kind": "report", "message": "two.roadmap" }));
    client.close(&uri("two.roadmap"));
    assert_eq!(client.notified("$/progress")["value"], json!({ "kind": "end" }));
    client.settled(&uri("one.roadmap"));
}

#[test]
fn who_takes_no_progress_is_told_of_none() {
    let mut client = Client::new();
    client.open_at(&uri("one.roadmap"), &levelled("level thorough"));
    std::thread::sleep(Duration::from_millis(700));
    client.close(&uri("one.roadmap"));
    client.request("workspace/symbol", json!({ "query": "" })).unwrap();
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn of_each_time_that_dates_take_long_it_is_told_under_another_name() {
    let mut client = with_progress();
    let mut tokens = Vec::new();
    for name in ["one.roadmap", "two.roadmap"] {
        client.open_at(&uri(name), &levelled("level thorough"));
        let create = client.asked("window/workDoneProgress/create", Value::Null);
        let begin = client.notified("$/progress");
        assert_eq!(begin["token"], create["token"]);
        assert_eq!(begin["value"]["message"], name);
        client.close(&uri(name));
        assert_eq!(client.notified("$/progress")["value"], json!({ "kind": "end" }));
        tokens.push(create["token"].clone());
    }
    assert_ne!(tokens[0], tokens[1]);
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn of_progress_that_the_client_has_not_agreed_to_nothing_is_told() {
    let mut client = with_progress();
    client.open_at(&uri("one.roadmap"), &levelled("level thorough"));
    // There is a moment without any dates to compute.
    let close = |client: &mut Client, name: &str| {
        client.close(&uri(name));
        client.request("workspace/symbol", json!({ "query": "" })).unwrap();
    };
    let create = client.asked_for("window/workDoneProgress/create");
    client.send(Response::new_err(create.id, ErrorCode::InternalError as i32, "no".to_owned()));
    close(&mut client, "one.roadmap");
    client.open_at(&uri("two.roadmap"), &levelled("level thorough"));
    // What is agreed to too late is over already.
    let late = client.asked_for("window/workDoneProgress/create");
    close(&mut client, "two.roadmap");
    client.open_at(&uri("three.roadmap"), &levelled("level thorough"));
    let create = client.asked_for("window/workDoneProgress/create");
    client.send(Response::new_ok(late.id, Value::Null));
    client.send(Response::new_ok(create.id, Value::Null));
    let said = client.notified("$/progress");
    assert_eq!(said["token"], create.params["token"]);
    assert_eq!(said["value"]["message"], "three.roadmap");
    client.close(&uri("three.roadmap"));
    assert_eq!(client.notified("$/progress")["value"], json!({ "kind": "end" }));
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn it_is_told_that_dates_take_long_while_somebody_types() {
    let mut client = with_progress().open("plan.roadmap", &levelled("level thorough"));
    for _ in 0..6 {
        std::thread::sleep(Duration::from_millis(300));
        client.edit(&uri("plan.roadmap"), (1, 0, 1, 0), "\n");
    }
    let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
    client.request("textDocument/documentSymbol", ask).unwrap();
    assert_eq!(client.forget("window/workDoneProgress/create"), 1);
    client.close(&uri("plan.roadmap"));
    client.forget("textDocument/publishDiagnostics");
}
