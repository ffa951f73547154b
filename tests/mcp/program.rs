//! The program itself, as an assistant starts it.

use std::fs;
use std::process::{Command, Output, Stdio};

use rmcp::ServiceExt as _;
use rmcp::model::CallToolRequestParams;
use rmcp::transport::TokioChildProcess;
use serde_json::{Value, json};

use crate::client::{FILES, SHOP, folder, said};

const PROGRAM: &str = env!("CARGO_BIN_EXE_milepost");

async fn call(
    options: &[&str],
    root: &std::path::Path,
    tool: &str,
    given: Value,
) -> (bool, String) {
    let mut command = tokio::process::Command::new(PROGRAM);
    command.arg("mcp").arg("--root").arg(root).args(options);
    let client = ().serve(TokioChildProcess::new(command).unwrap()).await.unwrap();
    let Value::Object(given) = given else { panic!("{given}") };
    let call = CallToolRequestParams::new(tool.to_owned()).with_arguments(given);
    let answer = client.call_tool(call).await.unwrap();
    client.cancel().await.unwrap();
    (answer.is_error == Some(true), said(&answer))
}

/// All that a session says whose client writes this and leaves.
fn session(arguments: &[&str], input: &[u8]) -> Output {
    use std::io::Write as _;
    let mut command = Command::new(PROGRAM);
    command.arg("mcp").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A server that has nothing to serve reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[tokio::test]
async fn an_assistant_starts_it_and_asks() {
    let folder = folder(&FILES);
    let (failed, text) =
        call(&[], folder.path(), "read", json!({ "file": "plans/shop.roadmap" })).await;
    assert_eq!((failed, text.as_str()), (false, SHOP));
    let (failed, text) = call(&[], folder.path(), "check", json!({ "today": "now" })).await;
    assert!(!failed, "{text}");
}

#[tokio::test]
async fn what_is_written_takes_the_place_of_the_old_whole() {
    let folder = folder(&FILES);
    let path = folder.path().join("plans/shop.roadmap");
    let text = SHOP.replace("8d..12d", "9d..12d");
    let mut edit = json!({ "file": "plans/shop.roadmap", "text": text });
    let (_, told) = call(&[], folder.path(), "propose_edit", edit.clone()).await;
    edit["revision"] = serde_json::from_str::<Value>(&told).unwrap()["revision"].clone();
    edit["apply"] = json!(true);
    let (failed, _) = call(&[], folder.path(), "propose_edit", edit.clone()).await;
    assert!(failed);
    assert_eq!(fs::read_to_string(&path).unwrap(), SHOP);
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let (failed, told) = call(&["--write"], folder.path(), "propose_edit", edit).await;
    assert!(!failed, "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn nothing_but_the_protocol_is_printed() {
    let folder = folder(&FILES);
    let root = folder.path().to_string_lossy().into_owned();
    let hello = json!({
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": { "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": { "name": "x", "version": "1" } },
    });
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let list = json!({ "jsonrpc": "2.0", "id": 2, "method": "tools/list" });
    let input = format!("{hello}\n{ready}\nnonsense\n{list}\n");
    let ended = session(&["--root", &root], input.as_bytes());
    assert_eq!(ended.status.code(), Some(0));
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
    let lines = String::from_utf8(ended.stdout).unwrap();
    let answers: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!answers.is_empty() && answers.iter().all(|answer| answer["jsonrpc"] == "2.0"));
    assert_eq!(answers[0]["id"], json!(1));
}

#[test]
fn what_can_not_be_served_is_said_on_standard_error() {
    let told = |arguments: &[&str], input: &[u8]| {
        let ended = session(arguments, input);
        assert!(ended.stdout.is_empty());
        (ended.status.code(), String::from_utf8(ended.stderr).unwrap())
    };
    let (code, text) = told(&["--root", "no/such"], b"");
    assert_eq!((code, text.as_str()), (Some(2), "error: there is no folder `no/such`\n"));
    let (code, text) = told(&[], b"");
    assert_eq!((code, text.as_str()), (Some(1), "the client left before it had begun a session\n"));
}
