//! Dates are computed for as long as somebody waits for them, and what is asked of all roadmaps waits for the dates of all.

use std::fs;
use std::time::Instant;

use lsp_server::ErrorCode;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::client::{Client, plain, uri};
use super::long::{SOON, cancel, code, levelled, with_progress_in};

/// A folder with roadmaps that nobody has open.
struct Folder(TempDir);

impl Folder {
    /// The dates of these take so long that no test waits for them.
    fn of_long_ones(names: &[&str]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for name in names {
            folder.write(name, &levelled("level thorough"));
        }
        folder
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn uri(&self, name: &str) -> String {
        format!("file://{}", self.0.path().canonicalize().unwrap().join(name).display())
    }

    fn folders(&self) -> Value {
        json!([{ "uri": self.uri(""), "name": "plans" }])
    }

    fn client(&self) -> Client {
        Client::with(json!({ "capabilities": plain(), "workspaceFolders": self.folders() }))
    }

    /// A file is written anew, and the client has seen it.
    fn rewrite(&self, client: &Client, name: &str, text: &str) {
        self.write(name, text);
        let change = json!({ "changes": [{ "uri": self.uri(name), "type": 2 }] });
        client.notify("workspace/didChangeWatchedFiles", change);
    }
}

fn all() -> Value {
    json!({ "previousResultIds": [] })
}

/// The files of a report, each with the first rule that is broken there.
fn brief(report: &Value) -> Vec<(&str, &str)> {
    let items = report["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let (_, name) = item["uri"].as_str().unwrap().rsplit_once('/').unwrap();
            (name, item["items"][0]["code"].as_str().unwrap_or_default())
        })
        .collect()
}

#[test]
fn what_is_asked_of_all_roadmaps_is_answered_of_the_newest_texts() {
    let folder = Folder::of_long_ones(&["closed.roadmap"]);
    let mut client = folder.client();
    let open = folder.uri("open.roadmap");
    client.open_at(&open, &levelled("level thorough"));
    let id = client.ask("workspace/diagnostic", all());
    client.change(&open, json!([{ "text": "task\n" }]));
    // What it waits for now is not open.
    client.settled(&open);
    folder.rewrite(&client, "closed.roadmap", "task\n");
    let report = client.answer(&id).unwrap();
    let wrong = [("closed.roadmap", "syntax-error"), ("open.roadmap", "syntax-error")];
    assert_eq!(brief(&report), wrong, "{report}");
}

#[test]
fn what_is_asked_of_all_roadmaps_is_answered_when_one_of_them_is_closed() {
    let mut client = Client::new();
    client.open_at(&uri("one.roadmap"), &levelled("level thorough"));
    client.open_at(&uri("two.roadmap"), &levelled("level thorough"));
    let id = client.ask("workspace/diagnostic", all());
    client.close(&uri("one.roadmap"));
    client.change(&uri("two.roadmap"), json!([{ "text": "task\n" }]));
    let report = client.answer(&id).unwrap();
    assert_eq!(brief(&report), [("two.roadmap", "syntax-error")], "{report}");
    // It is answered when nothing is left that it could wait for, too.
    client.change(&uri("two.roadmap"), json!([{ "text": levelled("level thorough") }]));
    let id = client.ask("workspace/diagnostic", all());
    client.close(&uri("two.roadmap"));
    assert_eq!(client.answer(&id), Ok(json!({ "items": [] })));
    client.forget("textDocument/publishDiagnostics");
}

#[test]
fn what_is_asked_of_one_roadmap_is_refused_when_that_changes_and_only_then() {
    let mut client = Client::new();
    let ask = |client: &mut Client, name: &str| {
        let params = json!({ "textDocument": { "uri": uri(name) } });
        client.ask("textDocument/diagnostic", params)
    };
    for name in ["one.roadmap", "two.roadmap", "three.roadmap"] {
        client.open_at(&uri(name), &levelled("level thorough"));
    }
    let ids = ["one.roadmap", "two.roadmap", "three.roadmap"].map(|name| ask(&mut client, name));
    client.edit(&uri("one.roadmap"), (1, 0, 1, 0), "\n");
    assert_eq!(code(client.answer(&ids[0])), ErrorCode::ContentModified as i32);
    client.close(&uri("two.roadmap"));
    assert_eq!(code(client.answer(&ids[1])), ErrorCode::ContentModified as i32);
    assert_eq!(client.request("shutdown", Value::Null), Ok(Value::Null));
    assert_eq!(code(client.answer(&ids[2])), ErrorCode::RequestCanceled as i32);
    client.forget("textDocument/publishDiagnostics");
    client.exit();
}

#[test]
fn dates_that_nobody_waits_for_any_more_are_given_up() {
    let folder = Folder::of_long_ones(&["one.roadmap", "two.roadmap", "three.roadmap"]);
    let mut client = with_progress_in(folder.folders());
    let start = Instant::now();
    let ids =
        [client.ask("workspace/diagnostic", all()), client.ask("workspace/diagnostic", all())];
    client.asked("window/workDoneProgress/create", Value::Null);
    assert_eq!(client.notified("$/progress")["value"]["message"], "one.roadmap and 2 more");
    // Another state of it is wanted as well, and what is said stays true.
    folder.rewrite(&client, "one.roadmap", &levelled("level thorough\n"));
    cancel(&client, &ids[0]);
    assert_eq!(code(client.answer(&ids[0])), ErrorCode::RequestCanceled as i32);
    // What is opened is not kept waiting by it, where a thread is free.
    cancel(&client, &ids[1]);
    assert_eq!(code(client.answer(&ids[1])), ErrorCode::RequestCanceled as i32);
    assert_eq!(client.notified("$/progress")["value"], json!({ "kind": "end" }));
    client.open_at(&uri("plan.roadmap"), &levelled(""));
    client.settled(&uri("plan.roadmap"));
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
    client.forget("window/workDoneProgress/create");
}

#[test]
fn the_folders_are_looked_at_once_for_a_request() {
    let folder = Folder::of_long_ones(&["one.roadmap"]);
    let mut client = folder.client();
    let id = client.ask("workspace/diagnostic", all());
    // It is looked at in the order in which it was asked.
    client.request("textDocument/hover", Value::Null).unwrap_err();
    folder.write("late.roadmap", "task\n");
    folder.rewrite(&client, "one.roadmap", "task\n");
    let report = client.answer(&id).unwrap();
    assert_eq!(brief(&report), [("one.roadmap", "syntax-error")], "{report}");
    let report = client.request("workspace/diagnostic", all()).unwrap();
    assert_eq!(brief(&report).len(), 2, "{report}");
}
