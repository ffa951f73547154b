//! How long an editor waits, through the protocol: `cargo bench --bench lsp`. A roadmap of 10,000 tasks, a keystroke at a time at
//! places all over it.

// A benchmark that cannot run may panic; what it measured is printed.
#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing
)]

mod roadmaps;

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{Connection, Message, Notification, Request, RequestId};
use milepost::lsp::serve;
use roadmaps::{Generated, Shape};
use serde_json::{Value, json};

const TASKS: usize = 10_000;
const KEYSTROKES: usize = 200;
const URI: &str = "file:///nowhere/generated.roadmap";

struct Client {
    connection: Connection,
    version: i32,
    next_id: i32,
}

impl Client {
    fn notify(&self, method: &str, params: Value) {
        self.connection
            .sender
            .send(Notification { method: method.to_owned(), params }.into())
            .unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        let request = Request { id: id.clone(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).unwrap();
        id
    }

    fn answer(&self, id: &RequestId) -> Value {
        loop {
            if let Message::Response(response) = self.connection.receiver.recv().unwrap()
                && response.id == *id
            {
                return response.response_result.unwrap();
            }
        }
    }

    fn told(&self) {
        loop {
            if let Message::Notification(note) = self.connection.receiver.recv().unwrap()
                && note.params["version"] == self.version
            {
                return;
            }
        }
    }

    fn type_at(&mut self, line: usize, from: usize, to: usize, text: &str) {
        self.version += 1;
        let at = |character: usize| json!({ "line": line, "character": character });
        let change = json!({ "range": { "start": at(from), "end": at(to) }, "text": text });
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.notify("textDocument/didChange", params);
    }
}

fn report(what: &str, mut times: Vec<Duration>, limit: u64) {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_micros();
    let verdict = if at(95) <= u128::from(limit) * 1000 { "within" } else { "OVER" };
    println!("{what:<34} p50 {:>7} us  p95 {:>7} us  {verdict} {limit} ms", at(50), at(95));
}

fn main() {
    let (near, far) = Connection::memory();
    thread::spawn(move || serve(&far));
    let mut client = Client { connection: near, version: 1, next_id: 0 };
    let hello = client.ask("initialize", json!({ "capabilities": {} }));
    client.answer(&hello);
    client.notify("initialized", json!({}));
    let text = Generated::new(TASKS, Shape::Streams, 1).to_roadmap();
    let lines: Vec<&str> = text.lines().collect();
    let tasks: Vec<usize> =
        (0..lines.len()).filter(|line| lines[*line].contains("task ")).collect();
    let document = json!({ "uri": URI, "languageId": "roadmap", "version": 1, "text": text });
    client.notify("textDocument/didOpen", json!({ "textDocument": document }));
    let first_lines = json!({
        "start": { "line": 0, "character": 0 }, "end": { "line": 50, "character": 0 },
    });
    let hints = json!({ "textDocument": { "uri": URI }, "range": first_lines });
    let wait = client.ask("textDocument/inlayHint", hints.clone());
    client.answer(&wait);
    let (mut told, mut dated, mut completed) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..KEYSTROKES {
        let line = tasks[number * 7919 % tasks.len()];
        let end = lines[line].trim_end_matches(" {").len();
        let start = Instant::now();
        client.type_at(line, end, end, " x");
        client.told();
        told.push(start.elapsed());
        let wait = client.ask("textDocument/inlayHint", hints.clone());
        client.answer(&wait);
        dated.push(start.elapsed());
        client.type_at(line, end, end + 2, " after ");
        client.told();
        let position = json!({ "line": line, "character": end + 7 });
        let ask = json!({ "textDocument": { "uri": URI }, "position": position });
        let start = Instant::now();
        let id = client.ask("textDocument/completion", ask);
        let list = client.answer(&id);
        completed.push(start.elapsed());
        assert!(!list["items"].as_array().unwrap().is_empty());
        client.type_at(line, end, end + 7, "");
        let settled = client.ask("textDocument/inlayHint", hints.clone());
        client.answer(&settled);
    }
    println!("{TASKS} tasks, {KEYSTROKES} keystrokes");
    report("keystroke to what the text says", told, 20);
    report("keystroke to dates", dated, 150);
    report("completion", completed, 20);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM"));
    println!("{} (at most 250 MB)", peak.unwrap_or("memory: not known here"));
}
