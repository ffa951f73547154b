//! Clients that mean harm, or know no better: paths that lead out, files that are none, texts without end, garbage.

use std::fs;
use std::time::Duration;

use milepost::mcp::{Ended, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, DuplexStream, Lines};

use crate::client::{Client, FILES, SHOP, folder, world};

/// What no answer may tell.
const SECRET: &str = "TOKEN-4711";

/// A folder with a secret beside the root, and links that lead to it.
fn trap() -> (tempfile::TempDir, Vec<&'static str>) {
    let whole = folder(&[
        (
            "root/a.roadmap",
            "roadmap \"A\" from 2026-03-02\nimport \"link.roadmap\"\nimport \"env\"\ntask a 1d\n",
        ),
        ("root/.env", SECRET),
        ("root/env", SECRET),
        ("root/inner/b.roadmap", "task b 1d\n"),
        ("secret.roadmap", &format!("task x \"{SECRET}\" 1d\n")),
        ("outside/c.roadmap", &format!("task x \"{SECRET}\" 1d\n")),
    ]);
    let mut links = Vec::new();
    #[cfg(unix)]
    {
        let link = |to: &str, at: &str| {
            std::os::unix::fs::symlink(whole.path().join(to), whole.path().join(at)).unwrap();
        };
        link("secret.roadmap", "root/link.roadmap");
        link("root/.env", "root/env.roadmap");
        link("outside", "root/out");
        link("nowhere", "root/dangling.roadmap");
        links.extend([
            "link.roadmap",
            "env.roadmap",
            "out/c.roadmap",
            "out/new.roadmap",
            "dangling.roadmap",
        ]);
    }
    (whole, links)
}

#[tokio::test]
async fn an_import_reads_workbooks_of_the_folder_alone() {
    let (whole, _) = trap();
    let outer = whole.path().to_owned();
    fs::write(outer.join("secret.xlsx"), format!("Task\n{SECRET}\n")).unwrap();
    fs::create_dir(outer.join("root/folder.xlsx")).unwrap();
    #[cfg(unix)]
    for (to, at) in [("secret.xlsx", "root/out.xlsx"), ("root/.env", "root/env.xlsx")] {
        std::os::unix::fs::symlink(outer.join(to), outer.join(at)).unwrap();
    }
    let client = Client::at(whole, "root", true).await;
    let absolute = outer.join("secret.xlsx").to_string_lossy().into_owned();
    let wrong = [
        "",
        "..",
        "../secret.xlsx",
        "out.xlsx",
        "env.xlsx",
        "folder.xlsx",
        ".env",
        "env",
        "a.roadmap",
        "no.xlsx",
    ];
    for file in wrong.into_iter().chain([absolute.as_str()]) {
        let told = client.refusal("import", json!({ "file": file, "from": "csv" })).await;
        assert!(!told.contains(SECRET), "{file}: {told}");
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let (whole, links) = trap();
    let outer = whole.path().to_owned();
    let client = Client::at(whole, "root", true).await;
    let absolute = outer.join("secret.roadmap").to_string_lossy().into_owned();
    let mut wrong = vec![
        "",
        ".",
        "..",
        "/",
        "../secret.roadmap",
        "inner/../../secret.roadmap",
        "inner/../a.roadmap",
        "/etc/passwd",
        &absolute,
        "a.roadmap\0",
        "a.roadmap/",
        "a.roadmap/x.roadmap",
        "inner",
        "env",
        ".env",
        ".roadmap",
        "a.txt",
        "no/such/x.roadmap",
        "\\\\server\\share\\x",
        "C:\\x.roadmap/..",
    ];
    wrong.extend(links);
    let before = names(&outer);
    for path in wrong {
        for tool in ["read", "check", "plan", "why", "simulate"] {
            // An address with a slash behind it is the file itself, to some systems.
            let answer = client.call(tool, json!({ "file": path })).await;
            let told = format!("{answer:?}");
            assert!(!told.contains(SECRET), "{tool} {path}: {told}");
            if path != "a.roadmap/" {
                assert_eq!(answer.is_error, Some(true), "{tool} {path}: {told}");
            }
        }
        let text = "roadmap \"Mine\" from 2026-03-02\n";
        if path != "a.roadmap/" {
            let edit = json!({ "file": path, "text": text, "apply": true });
            let told = client.refusal("propose_edit", edit).await;
            assert!(!told.contains(SECRET), "{path}: {told}");
            let told = client
                .refusal("format", json!({ "file": path, "text": text, "apply": true }))
                .await;
            assert!(!told.contains(SECRET), "{path}: {told}");
        }
    }
    assert_eq!(names(&outer), before);
    // What is imported is not let out either, nor quoted.
    for tool in ["check", "list_roadmaps"] {
        let told = client.data(tool, json!({})).await.to_string();
        assert!(!told.contains(SECRET), "{told}");
        assert!(told.contains("a.roadmap"), "{told}");
    }
    let text = "roadmap \"A\" from 2026-03-02\nimport \"../secret.roadmap\"\nimport \".env\"\nbaseline \".env\"\n";
    let told =
        client.data("propose_edit", json!({ "file": "inner/b.roadmap", "text": text })).await;
    assert!(!told.to_string().contains(SECRET), "{told}");
}

/// All files below a folder, with their sizes.
fn names(folder: &std::path::Path) -> Vec<(String, u64)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(names(&entry.path()));
        } else {
            found.push((entry.path().display().to_string(), entry.metadata().unwrap().len()));
        }
    }
    found.sort();
    found
}

#[cfg(unix)]
#[tokio::test]
async fn a_pipe_or_a_folder_is_no_roadmap() {
    let folder = folder(&FILES);
    fs::create_dir(folder.path().join("d.roadmap")).unwrap();
    let pipe = folder.path().join("p.roadmap");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let client = Client::of(folder, true).await;
    for path in ["d.roadmap", "p.roadmap"] {
        let told = client.refusal("read", json!({ "file": path })).await;
        assert_eq!(told, format!("`{path}` is not the file of a roadmap"));
    }
    assert_eq!(client.data("check", json!({})).await["roadmaps"], json!(1));
}

#[tokio::test]
async fn what_is_not_utf_8_is_neither_read_nor_written() {
    let folder = folder(&[]);
    let bytes = b"roadmap \"A\" from 2026-03-02\ntask caf\xE9 1d\n";
    fs::write(folder.path().join("a.roadmap"), bytes).unwrap();
    let client = Client::of(folder, true).await;
    let edit = json!([{ "line": 1, "text": "roadmap \"B\" from 2026-03-02" }]);
    for (tool, given) in [
        ("read", json!({ "file": "a.roadmap" })),
        ("format", json!({ "file": "a.roadmap", "apply": true })),
        ("propose_edit", json!({ "file": "a.roadmap", "edits": edit, "apply": true })),
        ("plan", json!({ "file": "a.roadmap", "where": "task" })),
    ] {
        let told = client.refusal(tool, given).await;
        assert_eq!(told, "`a.roadmap` is not UTF-8\nhelp: save it as UTF-8, then ask again");
    }
    let checked = client.data("check", json!({ "file": "a.roadmap" })).await;
    assert_eq!(checked["diagnostics"][0]["rule"], "invalid-utf8");
    assert_eq!(fs::read(client.path("a.roadmap")).unwrap(), bytes);
}

#[tokio::test]
async fn no_value_of_an_argument_breaks_a_tool() {
    let client = Client::writing(&FILES).await;
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("\u{202E}\u{0}\n\"{}\\"),
        json!("plans/shop.roadmap"),
        json!("x".repeat(10_000)),
        json!([[]]),
        json!([{ "line": u64::MAX, "count": u64::MAX, "text": "" }]),
        json!({ "file": {} }),
    ];
    for tool in client.running.list_all_tools().await.unwrap() {
        let known = tool.input_schema["properties"].as_object().unwrap().clone();
        for name in known.keys() {
            for value in &values {
                let mut given = json!({});
                if known.contains_key("file") {
                    given["file"] = json!("plans/shop.roadmap");
                }
                given[name] = value.clone();
                let answer = client.call(&tool.name, given).await;
                let text = format!("{answer:?}");
                assert!(
                    !text.contains("something is wrong in `milepost`"),
                    "{name} {value}: {text}"
                );
            }
        }
    }
    assert_eq!(client.file("plans/shop.roadmap").lines().count(), SHOP.lines().count());
}

#[tokio::test]
async fn what_is_too_large_is_refused() {
    let large = "// x\n".repeat(1 << 20);
    let client = Client::writing(&[("large.roadmap", &large), FILES[0], FILES[1]]).await;
    let told = client.refusal("read", json!({ "file": "large.roadmap" })).await;
    assert!(told.starts_with("`large.roadmap` is larger than 4 MiB"), "{told}");
    let told = client
        .refusal("propose_edit", json!({ "file": "plans/shop.roadmap", "text": large }))
        .await;
    assert!(told.starts_with("the new text is larger than 4 MiB"), "{told}");
    let all = client.data("check", json!({})).await;
    assert!(all["passedOver"][0].as_str().unwrap().contains("larger than 4 MiB"), "{all}");
    // An answer has a limit, too.
    let text = format!("roadmap \"A\" from 2026-03-02\n// {}\n", "x".repeat(3 << 20));
    let client = Client::writing(&[("wide.roadmap", &text)]).await;
    let told = client.refusal("read", json!({ "file": "wide.roadmap" })).await;
    assert!(told.starts_with("the answer is longer than 2 MiB"), "{told}");
}

#[tokio::test]
async fn of_very_many_rows_the_first_are_told_and_the_rest_counted() {
    let mut text = "roadmap \"Many\" from 2026-03-02\n".to_owned();
    for n in 0..500 {
        let row = format!("milestone m{n}  on 2026-03-03\ntask t{n}  1d  after nothing{n}\n");
        text.push_str(&row);
    }
    let sound = text.replace("  after nothing", "  #t");
    let client = Client::new(&[("bad.roadmap", &text), ("many.roadmap", &sound)]).await;
    let checked = client.data("check", json!({ "file": "bad.roadmap" })).await;
    assert_eq!(checked["diagnostics"].as_array().unwrap().len(), 200);
    assert_eq!((&checked["errors"], &checked["more"]), (&json!(500), &json!(300)));
    let plan = client.data("plan", json!({ "file": "many.roadmap" })).await;
    assert_eq!(plan["items"].as_array().unwrap().len(), 200);
    assert_eq!(plan["moreItems"], json!(300));
}

#[tokio::test]
async fn arguments_that_are_none_are_refused_in_plain_words() {
    let client = Client::new(&FILES).await;
    let cases = [
        ("read", json!({}), "`file` is missing: the path of a roadmap from the root folder"),
        ("read", json!({ "file": 7 }), "`file` has to be a text, found `7`"),
        ("read", json!({ "file": ["a"] }), "`file` has to be a text, found `[\"a\"]`"),
        (
            "read",
            json!({ "fil": "a" }),
            "`file` is missing: the path of a roadmap from the root folder",
        ),
        ("check", json!({ "fil": "a" }), "there is no argument `fil`\nhelp: did you mean `file`?"),
        (
            "simulate",
            json!({ "file": "a", "runs": "many" }),
            "`runs` has to be a whole number from 1 to 100000, found `\"many\"`",
        ),
        (
            "propose_edit",
            json!({ "file": "a", "edits": [[]] }),
            "`edits[0]` has to be an object, found `[]`",
        ),
        (
            "propose_edit",
            json!({ "file": "a", "edits": [{ "line": 1 }] }),
            "`edits[0].text` is missing: what stands there then",
        ),
        (
            "list_roadmaps",
            json!({ "all": true }),
            "there is no argument `all`\nhelp: it takes none",
        ),
    ];
    for (tool, given, expected) in cases {
        let told = client.refusal(tool, given).await;
        assert!(told.starts_with(expected), "{told}");
        for internal in ["serde", "u32", "struct", "::", "Option"] {
            assert!(!told.contains(internal), "{told}");
        }
    }
}

/// A client that writes what it likes.
struct Raw {
    write: tokio::io::WriteHalf<DuplexStream>,
    read: Lines<BufReader<tokio::io::ReadHalf<DuplexStream>>>,
    served: tokio::task::JoinHandle<Ended>,
    _folder: tempfile::TempDir,
}

impl Raw {
    fn new() -> Self {
        Self::of(&FILES)
    }

    fn of(files: &[(&str, &str)]) -> Self {
        let folder = folder(files);
        let (here, there) = tokio::io::duplex(1 << 20);
        let (read, write) = tokio::io::split(there);
        let world = world(folder.path(), true);
        let served = tokio::spawn(async move { serve(world, read, write).await.unwrap() });
        let (read, write) = tokio::io::split(here);
        Self { write, read: BufReader::new(read).lines(), served, _folder: folder }
    }

    async fn send(&mut self, line: &str) {
        self.write.write_all(line.as_bytes()).await.unwrap();
        self.write.write_all(b"\n").await.unwrap();
    }

    async fn receive(&mut self) -> Value {
        let line = tokio::time::timeout(Duration::from_mins(1), self.read.next_line()).await;
        serde_json::from_str(&line.unwrap().unwrap().unwrap()).unwrap()
    }

    async fn begin(&mut self) {
        let hello = json!({
            "jsonrpc": "2.0", "id": 1, "method": "initialize",
            "params": { "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "raw", "version": "1" } },
        });
        self.send(&hello.to_string()).await;
        assert_eq!(self.receive().await["result"]["serverInfo"]["name"], "milepost");
        self.send(r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#).await;
    }

    /// Whether it still answers.
    async fn read_shop(&mut self, id: u64) {
        let call = json!({
            "jsonrpc": "2.0", "id": id, "method": "tools/call",
            "params": { "name": "read", "arguments": { "file": "plans/shop.roadmap" } },
        });
        self.send(&call.to_string()).await;
        loop {
            let answer = self.receive().await;
            if answer["id"] == json!(id) {
                assert_eq!(answer["result"]["content"][0]["text"], SHOP);
                return;
            }
        }
    }
}

#[tokio::test]
async fn garbage_does_not_end_a_session() {
    let mut raw = Raw::new();
    raw.begin().await;
    let deep = "[".repeat(100_000);
    let long = format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\",\"x\":\"{}\"}}",
        "x".repeat(17 << 20)
    );
    for garbage in [
        "",
        "x",
        "{",
        "[]",
        "{}",
        "\u{0}",
        "null",
        "{\"jsonrpc\":\"2.0\"}",
        "\u{FEFF}{}",
        &deep,
        &long,
    ] {
        raw.send(garbage).await;
    }
    raw.send(r#"{"jsonrpc":"2.0","id":7,"method":"no/such","params":{}}"#).await;
    raw.send(
        r#"{"jsonrpc":"2.0","id":8,"method":"tools/call","params":{"name":"read","arguments":[]}}"#,
    )
    .await;
    raw.read_shop(9).await;
    raw.write.shutdown().await.unwrap();
    assert_eq!(raw.served.await.unwrap(), Ended::Orderly);
}

#[tokio::test]
async fn a_client_that_begins_nothing_is_left() {
    let mut raw = Raw::new();
    raw.send("hello").await;
    raw.write.shutdown().await.unwrap();
    assert_eq!(raw.served.await.unwrap(), Ended::NotBegun);
}

/// Has as many calls as are computed at once cancelled while they are, and as many that wait for them: others are answered then.
async fn cancelled(name: &str, text: &str, given: Value) {
    let mut raw = Raw::of(&[FILES[0], FILES[1], ("slow.roadmap", text)]);
    raw.begin().await;
    let most = std::thread::available_parallelism().unwrap().get();
    let ids = 100..100 + 2 * most;
    for id in ids.clone() {
        let call = json!({
            "jsonrpc": "2.0", "id": id, "method": "tools/call",
            "params": { "name": name, "arguments": given },
        });
        raw.send(&call.to_string()).await;
    }
    tokio::time::sleep(Duration::from_millis(500)).await;
    for id in ids {
        let cancel = json!({
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": { "requestId": id },
        });
        raw.send(&cancel.to_string()).await;
    }
    let answered = tokio::time::timeout(Duration::from_secs(15), raw.read_shop(3)).await;
    assert!(answered.is_ok(), "`{name}` is not given up");
}

#[tokio::test]
async fn a_levelling_that_is_cancelled_is_given_up() {
    let text = include_str!("../../examples/two-apps.roadmap");
    let text = text.replace(" level {", " level thorough {");
    cancelled("plan", &text, json!({ "file": "slow.roadmap" })).await;
}

#[tokio::test]
async fn a_simulation_that_is_cancelled_is_given_up() {
    let tasks = (0..400).map(|n| format!("task t{n}  1d..5d\n"));
    let text = format!("roadmap \"Many\" from 2026-03-02\n{}", tasks.collect::<String>());
    cancelled("simulate", &text, json!({ "file": "slow.roadmap", "runs": 100_000 })).await;
}
