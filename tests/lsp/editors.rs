//! Clients as five editors introduce themselves, recorded from the editors (`initialize/README.md`): all are served, each as it can.

use serde_json::{Value, json};

use super::client::{Client, shown, uri};

const VS_CODE: &str = include_str!("initialize/vscode.json");

const EDITORS: [(&str, &str); 6] = [
    ("neovim", include_str!("initialize/neovim.json")),
    ("eglot 1.9", include_str!("initialize/eglot-1.9.json")),
    ("eglot 1.17", include_str!("initialize/eglot-1.17.json")),
    ("helix", include_str!("initialize/helix.json")),
    ("vscode", VS_CODE),
    ("zed", include_str!("initialize/zed.json")),
];

#[test]
fn each_editor_is_served_as_it_can() {
    let mut said = String::new();
    for (name, hello) in EDITORS {
        let mut client = Client::silent();
        let answer = client.request("initialize", serde_json::from_str(hello).unwrap()).unwrap();
        client.notify("initialized", json!({}));
        let can = &answer["capabilities"];
        let pulls = can["diagnosticProvider"].is_object();
        said += &format!("{name}: {}, pulls {pulls}\n", can["positionEncoding"]);
        client
            .open_at(&uri("plan.roadmap"), "roadmap \"Plan\" from 2026-03-02\ntask a 5d after b\n");
        let ask = json!({ "textDocument": { "uri": uri("plan.roadmap") } });
        if pulls {
            client.asked("workspace/diagnostic/refresh", Value::Null);
            let report = client.request("textDocument/diagnostic", ask.clone()).unwrap();
            assert_eq!(report["items"][0]["code"], "unknown-name", "{name}");
        } else {
            let told = client.notified("textDocument/publishDiagnostics");
            assert_eq!(told["diagnostics"][0]["code"], "unknown-name", "{name}");
        }
        client.request("textDocument/codeLens", ask).unwrap();
        // What is asked back is what this editor said that it can.
        client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
        // The folder that they were recorded in is not here.
        client.forget("window/logMessage");
        for method in [
            "textDocument/publishDiagnostics",
            "client/registerCapability",
            "workspace/configuration",
            "workspace/inlayHint/refresh",
            "workspace/codeLens/refresh",
            "window/workDoneProgress/create",
            "$/progress",
        ] {
            let count = client.forget(method);
            if count > 0 && !method.starts_with("textDocument") {
                said += &format!("  {method}\n");
            }
        }
    }
    insta::assert_snapshot!(said);
}

/// What the server says that it can, it answers.
const CAPABILITIES: [(&str, &[&str]); 24] = [
    (
        "callHierarchyProvider",
        &[
            "textDocument/prepareCallHierarchy",
            "callHierarchy/incomingCalls",
            "callHierarchy/outgoingCalls",
        ],
    ),
    ("codeActionProvider", &["textDocument/codeAction", "codeAction/resolve"]),
    ("codeLensProvider", &["textDocument/codeLens"]),
    ("completionProvider", &["textDocument/completion"]),
    ("declarationProvider", &["textDocument/declaration"]),
    ("definitionProvider", &["textDocument/definition"]),
    ("diagnosticProvider", &["textDocument/diagnostic", "workspace/diagnostic"]),
    ("documentFormattingProvider", &["textDocument/formatting"]),
    ("documentHighlightProvider", &["textDocument/documentHighlight"]),
    ("documentLinkProvider", &["textDocument/documentLink"]),
    ("documentOnTypeFormattingProvider", &["textDocument/onTypeFormatting"]),
    ("documentRangeFormattingProvider", &["textDocument/rangeFormatting"]),
    ("documentSymbolProvider", &["textDocument/documentSymbol"]),
    ("executeCommandProvider", &["workspace/executeCommand", "milepost/preview"]),
    ("foldingRangeProvider", &["textDocument/foldingRange"]),
    ("hoverProvider", &["textDocument/hover"]),
    ("inlayHintProvider", &["textDocument/inlayHint"]),
    ("linkedEditingRangeProvider", &["textDocument/linkedEditingRange"]),
    ("referencesProvider", &["textDocument/references"]),
    ("renameProvider", &["textDocument/prepareRename", "textDocument/rename"]),
    ("selectionRangeProvider", &["textDocument/selectionRange"]),
    (
        "semanticTokensProvider",
        &[
            "textDocument/semanticTokens/full",
            "textDocument/semanticTokens/full/delta",
            "textDocument/semanticTokens/range",
        ],
    ),
    ("signatureHelpProvider", &["textDocument/signatureHelp"]),
    ("workspaceSymbolProvider", &["workspace/symbol"]),
];

#[test]
fn every_capability_is_answered() {
    let mut client = Client::silent();
    let hello = serde_json::from_str(VS_CODE).unwrap();
    let answer = client.request("initialize", hello).unwrap();
    let can = &answer["capabilities"];
    insta::assert_snapshot!(shown(can));
    let providers: Vec<&str> = can.as_object().unwrap().keys().map(String::as_str).collect();
    let providers: Vec<&str> =
        providers.into_iter().filter(|key| key.ends_with("Provider")).collect();
    assert_eq!(providers, CAPABILITIES.map(|(provider, _)| provider));
    for method in CAPABILITIES.iter().flat_map(|(_, methods)| *methods) {
        let (code, _) = client.request(method, json!({})).unwrap_err();
        assert_eq!(code, lsp_server::ErrorCode::InvalidParams as i32, "{method}");
    }
    // The editor's folder is not there.
    client.forget("window/logMessage");
}

/// The column of the book's table that is ours is what the server answers.
#[test]
fn the_table_of_capabilities_is_true() {
    let page = include_str!("../../docs/src/language-server.md");
    let mut told = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| ") && line.contains("Provider`")) {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let (what, ours) = (cells.next().unwrap(), cells.next().unwrap());
        let names = what.split('`').skip(1).step_by(2).filter(|name| name.ends_with("Provider"));
        if !["", "there are none"].contains(&ours) {
            told.extend(names);
        }
    }
    told.sort_unstable();
    assert_eq!(told, CAPABILITIES.map(|(provider, _)| provider));
}
