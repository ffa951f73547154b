//! The program itself, at the other end of its streams: how a session ends, and what is said then.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The program itself, at the other end of its streams.
struct Program {
    child: Child,
    input: Option<ChildStdin>,
}

/// What comes of a session.
struct End {
    /// To the client,
    said: Vec<Value>,
    /// and on standard error.
    errors: String,
    code: i32,
}

impl Program {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_milepost"))
            .args(["lsp", "--stdio"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        Self { child, input }
    }

    fn write(mut self, bytes: &str) -> Self {
        let input = self.input.as_mut().unwrap();
        // A server that has given up on the client reads no more.
        let _ = input.write_all(bytes.as_bytes()).and_then(|()| input.flush());
        self
    }

    fn message(self, content: &Value) -> Self {
        let content = content.to_string();
        self.write(&format!("Content-Length: {}\r\n\r\n{content}", content.len()))
    }

    /// Closes its input and waits.
    fn end(mut self) -> End {
        self.input = None;
        let mut output = BufReader::new(self.child.stdout.take().unwrap());
        let mut said = Vec::new();
        let mut header = String::new();
        while output.read_line(&mut header).unwrap() > 0 {
            let length = header.trim().strip_prefix("Content-Length: ").unwrap().parse().unwrap();
            header.clear();
            output.read_line(&mut header).unwrap();
            assert_eq!(header, "\r\n");
            let mut content = vec![0; length];
            output.read_exact(&mut content).unwrap();
            said.push(serde_json::from_slice(&content).unwrap());
            header.clear();
        }
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        End { said, errors, code: self.child.wait().unwrap().code().unwrap() }
    }
}

fn hello() -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": { "capabilities": {} } })
}

fn shutdown() -> Value {
    json!({ "jsonrpc": "2.0", "id": 2, "method": "shutdown" })
}

fn exit() -> Value {
    json!({ "jsonrpc": "2.0", "method": "exit" })
}

const LEFT: &str = "the editor left without asking for the end\n";

fn broken(why: &str) -> String {
    format!("the connection to the editor broke: {why}\n")
}

#[test]
fn an_orderly_session_ends_with_zero() {
    let end = Program::start().message(&hello()).message(&shutdown()).message(&exit()).end();
    assert_eq!((end.code, end.errors.as_str()), (0, ""));
    assert_eq!(end.said.len(), 2);
    assert_eq!(end.said[0]["result"]["serverInfo"]["name"], "milepost");
    assert_eq!(end.said[1], json!({ "jsonrpc": "2.0", "id": 2, "result": null }));
}

#[test]
fn an_end_without_a_shutdown_is_one() {
    let programs = [
        Program::start().message(&hello()).message(&exit()),
        Program::start().message(&hello()),
        Program::start(),
    ];
    for program in programs {
        let end = program.end();
        assert_eq!((end.code, end.errors.as_str()), (1, LEFT));
    }
}

#[test]
fn half_a_message_ends_the_session() {
    for (half, why) in [
        ("Content-Length: 40\r\n\r\n{", "a message is cut off"),
        ("Content-Le", "a header is cut off"),
        ("hello\r\n", "a header has no `:`"),
        ("Content-Length: 3\r\n", "a header is cut off"),
    ] {
        let end = Program::start().message(&hello()).write(half).end();
        assert_eq!((end.code, end.errors), (1, broken(why)), "{half}");
    }
}

#[test]
fn a_length_that_can_not_be_ends_the_session() {
    for length in ["18446744073709551615", "-1", "x", "99999999999999999999999"] {
        let program = Program::start().write(&format!("Content-Length: {length}\r\n\r\n{{}}"));
        let end = program.end();
        let why = "a message has no length, or too great a one";
        assert_eq!((end.code, end.errors), (1, broken(why)), "{length}");
    }
}

#[test]
fn what_is_no_message_is_answered_and_the_session_goes_on() {
    let program = Program::start()
        .message(&hello())
        .write("Content-Length: 7\r\n\r\n{\"json\"")
        .message(&json!([1, 2]))
        .message(&shutdown())
        .message(&exit());
    let end = program.end();
    assert_eq!((end.code, end.errors.as_str()), (0, ""));
    let mut codes: Vec<&Value> = end.said.iter().map(|one| &one["error"]["code"]).collect();
    codes.retain(|code| !code.is_null());
    assert_eq!(codes, [&json!(-32700), &json!(-32600)]);
}

#[test]
fn an_end_does_not_wait_for_what_takes_long() {
    let mut plan = "roadmap \"Plan\" from 2026-03-02\n".to_owned();
    for number in 0..1_000 {
        plan += &format!("task t{number} 2d..9d\n");
    }
    let uri = super::client::uri("plan.roadmap");
    let document = json!({ "uri": uri, "languageId": "roadmap", "version": 1, "text": plan });
    let note = |method: &str, params: Value| json!({ "jsonrpc": "2.0", "method": method, "params": params });
    let ask = |id: u32, method: &str, params: Value| json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
    let simulate =
        json!({ "command": "milepost.simulate", "arguments": [{ "uri": uri, "runs": 100_000 }] });
    let start = Instant::now();
    let program = Program::start()
        .message(&hello())
        .message(&note("textDocument/didOpen", json!({ "textDocument": document })))
        .message(&ask(3, "textDocument/codeLens", json!({ "textDocument": { "uri": uri } })))
        .message(&ask(4, "workspace/executeCommand", simulate));
    // The dates are known, and it has begun.
    std::thread::sleep(Duration::from_secs(2));
    let end = program.message(&shutdown()).message(&exit()).end();
    assert_eq!((end.code, end.errors.as_str()), (0, ""));
    let refused = end.said.iter().find(|one| one["id"] == 4).unwrap();
    assert_eq!(refused["error"]["code"], lsp_server::ErrorCode::RequestCanceled as i32);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

/// Where somebody types the command by hand.
#[cfg(target_os = "linux")]
#[test]
fn in_a_terminal_it_says_what_it_is() {
    let mut script = Command::new("script");
    let command = format!("{} lsp", env!("CARGO_BIN_EXE_milepost"));
    script.args(["--quiet", "--return", "--command", &command, "/dev/null"]);
    let Ok(mut child) = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn() else {
        println!("skipped: there is no `script` to make a terminal with");
        return;
    };
    // The end of the input, as somebody types it.
    let mut input = child.stdin.take().unwrap();
    std::thread::sleep(Duration::from_secs(1));
    input.write_all(b"\x04").unwrap();
    drop(input);
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("this is a language server: an editor starts `milepost lsp`"), "{said}");
    assert!(said.contains(LEFT.trim()), "{said}");
}
