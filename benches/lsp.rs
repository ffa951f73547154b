//! How long an editor waits, through the protocol: `cargo bench --bench lsp`. A roadmap of 10,000 tasks, a keystroke at a time at
//! places all over it; then the same levelled, where dates take long. Each figure has its limit, and the last line says whether all
//! are kept.

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

/// So many tasks; `TASKS=100` in the environment says otherwise.
const TASKS: usize = 10_000;
const KEYSTROKES: usize = 200;
const LEVELLED_KEYSTROKES: usize = 20;
/// So many megabytes at most.
const MEMORY: u64 = 250;
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

    /// Waits for what is said of the newest text first.
    fn told(&self) {
        loop {
            if let Message::Notification(note) = self.connection.receiver.recv().unwrap()
                && note.params["version"] == self.version
            {
                return;
            }
        }
    }

    /// Waits for the dates of the newest text.
    fn dated(&mut self) {
        let lines = json!({
            "start": { "line": 0, "character": 0 }, "end": { "line": 50, "character": 0 },
        });
        let hints = json!({ "textDocument": { "uri": URI }, "range": lines });
        let id = self.ask("textDocument/inlayHint", hints);
        self.answer(&id);
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

/// A roadmap, and where its tasks stand.
struct Text {
    text: String,
    /// The line of each task, and where its words end.
    tasks: Vec<(usize, usize)>,
}

impl Text {
    fn new(text: String) -> Self {
        let lines = text.lines().enumerate().filter(|(_, line)| line.contains("task "));
        let tasks = lines.map(|(number, line)| (number, line.trim_end_matches(" {").len()));
        Self { tasks: tasks.collect(), text }
    }

    /// Places that look as if they were drawn.
    fn place(&self, number: usize) -> (usize, usize) {
        self.tasks[number * 7919 % self.tasks.len()]
    }

    /// A client that has it open and knows its dates.
    fn open(&self) -> Client {
        let (near, far) = Connection::memory();
        thread::spawn(move || serve(&far));
        let mut client = Client { connection: near, version: 1, next_id: 0 };
        let hello = client.ask("initialize", json!({ "capabilities": {} }));
        client.answer(&hello);
        client.notify("initialized", json!({}));
        let document =
            json!({ "uri": URI, "languageId": "roadmap", "version": 1, "text": self.text });
        client.notify("textDocument/didOpen", json!({ "textDocument": document }));
        client.dated();
        client
    }
}

/// Says what was measured, and whether it is within its limit in milliseconds.
fn report(what: &str, mut times: Vec<Duration>, limit: u64) -> bool {
    times.sort();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_micros();
    let is_kept = at(95) <= u128::from(limit) * 1000;
    let verdict = if is_kept { "within" } else { "OVER" };
    println!("{what:<44} p50 {:>7} us  p95 {:>7} us  {verdict} {limit} ms", at(50), at(95));
    is_kept
}

/// The most memory that this process has had, the text and the client with it.
fn memory() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let Some(kilobytes) = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse().ok())
    else {
        println!("memory: not known here");
        return true;
    };
    let megabytes: u64 = kilobytes;
    let megabytes = megabytes / 1024;
    let is_kept = megabytes <= MEMORY;
    let verdict = if is_kept { "within" } else { "OVER" };
    println!("{:<44} {megabytes} MB  {verdict} {MEMORY} MB", "memory at most");
    is_kept
}

fn typing(text: &Text) -> Vec<bool> {
    let mut client = text.open();
    let (mut told, mut dated, mut completed) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..KEYSTROKES {
        let (line, end) = text.place(number);
        let start = Instant::now();
        client.type_at(line, end, end, " x");
        client.told();
        told.push(start.elapsed());
        client.dated();
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
        client.dated();
    }
    vec![
        report("keystroke to what the text says", told, 20),
        report("keystroke to dates", dated, 150),
        report("completion", completed, 20),
        memory(),
    ]
}

/// Each keystroke comes while the dates of the one before are being computed.
fn typing_levelled(text: &Text) -> Vec<bool> {
    let mut client = text.open();
    let mut told = Vec::new();
    let mut last = Instant::now();
    for number in 0..LEVELLED_KEYSTROKES {
        let (line, end) = text.place(number);
        thread::sleep(Duration::from_millis(60));
        last = Instant::now();
        client.type_at(line, end, end, "//");
        client.told();
        told.push(last.elapsed());
    }
    client.dated();
    let levelled = last.elapsed();
    // What is being levelled is given up for a text that is not to be.
    let (line, end) = text.place(LEVELLED_KEYSTROKES);
    client.type_at(line, end, end, "//");
    thread::sleep(Duration::from_millis(60));
    let header = text.text.lines().next().unwrap().len();
    let start = Instant::now();
    client.type_at(0, header - " level".len(), header, "");
    client.dated();
    let plain = start.elapsed();
    println!("levelled: the dates of the last come {} ms behind it", levelled.as_millis());
    vec![
        report("levelled: keystroke to what the text says", told, 20),
        report("levelled no more: keystroke to dates", vec![plain], 150),
    ]
}

fn main() {
    let tasks = std::env::var("TASKS").map_or(TASKS, |tasks| tasks.parse().unwrap());
    let text = Generated::new(tasks, Shape::Streams, 1).to_roadmap();
    println!("{tasks} tasks, {KEYSTROKES} keystrokes");
    let mut kept = typing(&Text::new(text.clone()));
    // Everybody has twice as much to do as they can.
    let overloaded = text.replace(":50%", "");
    let (header, rest) = overloaded.split_once('\n').unwrap();
    kept.extend(typing_levelled(&Text::new(format!("{header} level\n{rest}"))));
    let over = kept.iter().filter(|is_kept| !**is_kept).count();
    println!("{over} of {} limits are not kept", kept.len());
}
