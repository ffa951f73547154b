//! A session of edits at random on each example: after each, what the client is told is what `milepost check` says of the same text.
//!
//! `SLOW=1` makes two hundred edits of each, as continuous integration does; otherwise there are a few.

use std::fs;
use std::path::{Path, PathBuf};

use milepost::diagnostic::render::json;
use milepost::{Folder, Options, Source, compile};
use serde_json::{Value, json};

use super::client::Client;

/// What is typed, besides letters.
const TYPED: [&str; 22] = [
    "task x \"X\" 3d\n",
    "\n",
    " ",
    "{",
    "}",
    "\"",
    " after ",
    "@",
    "#",
    "5d",
    "// ",
    "\"\"\"",
    "é",
    "🚀",
    ", ",
    "by 2026-06-01 ",
    "}\n",
    "{\n",
    "\r\n",
    "import \"no.roadmap\"\n",
    "stream s {\n",
    "note \"",
];

/// Numbers that look random: the same seed gives the same.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }
}

/// What is replaced by what.
fn edit(text: &str, random: &mut Random) -> (std::ops::Range<usize>, String) {
    let border = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
    let start = border(random.below(text.len() + 1));
    let length = if random.below(3) == 0 { random.below(30) } else { random.below(3) };
    let end = border((start + length).min(text.len())).max(start);
    let typed = match random.below(4) {
        0 => String::new(),
        1 => char::from(b'a' + u8::try_from(random.below(26)).unwrap()).to_string(),
        2 => TYPED[random.below(TYPED.len())].to_owned(),
        // Something that stands elsewhere.
        _ => {
            let from = border(random.below(text.len() + 1));
            let to = border((from + random.below(60)).min(text.len())).max(from);
            text[from..to].to_owned()
        }
    };
    (start..end, typed)
}

/// Line and column in units of UTF-16, told by another way than the server's.
fn position(text: &str, byte: usize) -> Value {
    let mut before = text[..byte].replace("\r\n", "\n");
    // Between the two halves of a break a position is that of the break.
    if before.ends_with('\r') && text[byte..].starts_with('\n') {
        before.pop();
    }
    let lines: Vec<&str> = before.split(['\n', '\r']).collect();
    let column = lines[lines.len() - 1].encode_utf16().count();
    json!({ "line": lines.len() - 1, "character": column })
}

/// What `milepost check --diagnostics json` says of the text, as the protocol writes it.
fn checked(file: &Path, text: &str) -> Vec<Value> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let folder = Folder::new(file.parent().unwrap());
    let compiled = compile(Source::new(name, text), &Options::new().loader(&folder));
    let one = |found| {
        let said: Value = serde_json::from_str(&json::one(found, compiled.sources())).unwrap();
        let at =
            |which: &str| position(text, said[which]["byte"].as_u64().unwrap().try_into().unwrap());
        let severity =
            ["error", "warning", "note"].iter().position(|name| said["severity"] == **name);
        (said["file"] == name).then(|| {
            json!({
                "code": said["rule"],
                "severity": severity.unwrap() + 1,
                "message": said["message"],
                "range": { "start": at("start"), "end": at("end") },
            })
        })
    };
    compiled.diagnostics().filter_map(one).collect()
}

/// What the client is told, without what the command line does not know.
fn told(client: &mut Client, uri: &str) -> Vec<Value> {
    let told = client.settled(uri);
    let one = |one: &Value| {
        json!({
            "code": one["code"],
            "severity": one["severity"],
            "message": one["message"],
            "range": one["range"],
        })
    };
    told.as_array().unwrap().iter().map(one).collect()
}

fn session(file: &Path, edits: usize) {
    let capabilities = super::client::plain();
    let mut client = Client::with(json!({ "capabilities": capabilities }));
    let uri = format!("file://{}", file.display());
    // Levelling takes its time, in a build that is not optimized above all; what it does is tested elsewhere.
    let original = fs::read_to_string(file).unwrap().replace(" level\n", " level quick\n");
    let mut text = original.clone();
    client.open_at(&uri, &text);
    let mut random = Random(u64::try_from(text.len()).unwrap());
    for number in 0..edits {
        if number % 12 == 11 {
            text.clone_from(&original);
            client.change(&uri, json!([{ "text": text }]));
        }
        // Some come two at once, the second of what the first has made.
        let mut changes = Vec::new();
        for _ in 0..=random.below(2) {
            let (range, typed) = edit(&text, &mut random);
            let (start, end) = (position(&text, range.start), position(&text, range.end));
            // A position within a break stands before it: the text is changed where the client's would be.
            let is_within = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
            let at = |at: usize| if is_within(at) { at - 1 } else { at };
            let range = at(range.start)..at(range.end);
            changes.push(json!({ "range": { "start": start, "end": end }, "text": typed }));
            text.replace_range(range, &typed);
        }
        client.change(&uri, json!(changes));
        let (told, checked) = (told(&mut client, &uri), checked(file, &text));
        let differs = |(one, other): &(&Value, &Value)| one != other;
        let first = told.iter().zip(&checked).find(differs);
        assert!(
            told.len() == checked.len() && first.is_none(),
            "edit {number} of {}: {} told, {} checked, {first:#?}\n{text}",
            file.display(),
            told.len(),
            checked.len(),
        );
    }
}

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|it| it == "roadmap")).collect();
    files.sort();
    files
}

#[test]
fn what_is_told_after_each_edit_is_what_a_check_says() {
    let edits = if std::env::var_os("SLOW").is_some() { 200 } else { 15 };
    let examples = examples();
    assert!(examples.len() > 5);
    for example in examples {
        session(&example, edits);
    }
}
