//! The file for Kakoune in a real one, which is driven through its interface in JSON.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use super::programs::program;
use super::{file, helper};

/// What is typed into it, and what it shows.
struct Kakoune {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// The program. It ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Kakoune {
    fn open(program: &Path, commands: &str, folder: &Path) -> (Program, Self) {
        let mut command = Command::new(program);
        command.args(["-ui", "json", "-e", commands]).current_dir(folder);
        command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("XDG_RUNTIME_DIR", folder);
        let server = Path::new(env!("CARGO_BIN_EXE_milepost")).parent().unwrap_or(folder);
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", server.display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("Kakoune can be run");
        let input = child.stdin.take().expect("it has an input");
        let output = BufReader::new(child.stdout.take().expect("it has an output"));
        let mut opened = Self { input, output };
        opened.send("resize", &json!([40, 120]));
        (Program(child), opened)
    }

    fn send(&mut self, method: &str, params: &Value) {
        let message = json!({ "jsonrpc": "2.0", "method": method, "params": params });
        // In one piece: Kakoune takes what it has read for whole messages.
        self.input.write_all(format!("{message}\n").as_bytes()).expect("it listens");
    }

    /// Types a text, or presses a key that is named, as `<ret>`.
    fn keys(&mut self, all: &[&str]) {
        for keys in all {
            let single = keys.chars().map(String::from).collect::<Vec<_>>();
            let keys = if keys.starts_with('<') { json!([keys]) } else { json!(single) };
            self.send("keys", &keys);
        }
    }

    /// Waits until it shows a text; the texts that it showed with it, and their colours.
    fn shows(&mut self, text: &str) -> BTreeMap<String, String> {
        loop {
            let mut line = String::new();
            let length = self.output.read_line(&mut line).expect("it can be read");
            assert_ne!(length, 0, "it has ended without showing {text:?}");
            let message: Value = serde_json::from_str(&line).expect("it is JSON");
            let mut shown = BTreeMap::new();
            pieces(&message, &mut shown);
            if shown.contains_key(text) {
                return shown;
            }
        }
    }

    /// Waits until it has ended: then there is no more to read.
    fn ends(mut self) {
        io::copy(&mut self.output, &mut io::sink()).expect("it can be read");
    }
}

/// What a message shows, in pieces of one colour each.
fn pieces(message: &Value, into: &mut BTreeMap<String, String>) {
    let word = |path: &str| message.pointer(path).and_then(Value::as_str);
    if let (Some(text), Some(colour)) = (word("/contents"), word("/face/fg")) {
        into.insert(text.trim().to_owned(), colour.to_owned());
    }
    match message {
        Value::Array(parts) => parts.iter().for_each(|part| pieces(part, into)),
        Value::Object(parts) => parts.values().for_each(|part| pieces(part, into)),
        _ => {}
    }
}

/// Fails where something takes a minute: a program that waits for a key would wait for ever.
fn within_a_minute<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, wait) = std::sync::mpsc::channel();
    std::thread::spawn(move || done.send(act()));
    wait.recv_timeout(Duration::from_mins(1)).expect("Kakoune ends what it was told")
}

#[test]
fn kakoune_colours_indents_and_checks() {
    let Some(kakoune) = program("KAKOUNE_PROGRAM", "kak", "the file for Kakoune") else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let at = |name: &str| folder.path().join(name);
    fs::copy(helper("mistakes.roadmap"), at("plan.roadmap")).expect("it can be copied");
    let commands = format!(
        "source '{}'; edit '{}'",
        file("kakoune/roadmap.kak").display(),
        at("plan.roadmap").display(),
    );
    let write = format!(":write! {}", at("typed").display());
    let tell = format!(":echo -to-file {} %opt{{lint_messages}}", at("told").display());
    let (_program, mut kakoune) = Kakoune::open(&kakoune, &commands, folder.path());
    let coloured = within_a_minute(move || {
        let colours = kakoune.shows("task");
        kakoune.keys(&["ge", "o", "stream more \"More\" {", "<ret>"]);
        kakoune.keys(&["task x \"X\" 5d,", "<ret>", "after y,", "<ret>", "must", "<ret>"]);
        kakoune.keys(&["task y \"Y\" 5d", "<ret>", "}", "<esc>"]);
        kakoune.keys(&[&write, "<ret>", ":lint", "<ret>"]);
        kakoune.shows("linting results:");
        kakoune.keys(&[&tell, "<ret>", ":quit!", "<ret>"]);
        kakoune.ends();
        colours
    });
    for (text, colour) in [
        ("task", "blue"),
        ("build", "yellow"),
        ("5d", "red"),
        ("desing", "green"),
        ("\"Design\"", "magenta"),
    ] {
        assert_eq!(coloured.get(text).map(String::as_str), Some(colour), "{text}: {coloured:?}");
    }
    let typed = fs::read_to_string(at("typed")).expect("it is written");
    let expected = "stream more \"More\" {\n  task x \"X\" 5d,\n    after y,\n    must\n  task y \"Y\" 5d\n}\n";
    assert!(typed.ends_with(expected), "{typed}");
    let told = fs::read_to_string(at("told")).expect("the linter has told");
    assert!(told.contains("no item is named `desing`"), "{told}");
}
