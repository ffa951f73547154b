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
#[test]
fn every_capability_is_answered() {
    let mut client = Client::silent();
    let hello = serde_json::from_str(VS_CODE).unwrap();
    let answer = client.request("initialize", hello).unwrap();
    insta::assert_snapshot!(shown(&answer["capabilities"]));
    let methods = [
        "completion",
        "hover",
        "signatureHelp",
        "declaration",
        "definition",
        "references",
        "documentHighlight",
        "documentSymbol",
        "codeAction",
        "codeLens",
        "documentLink",
        "rename",
        "prepareRename",
        "foldingRange",
        "selectionRange",
        "prepareCallHierarchy",
        "linkedEditingRange",
        "semanticTokens/full",
        "semanticTokens/range",
        "semanticTokens/full/delta",
        "inlayHint",
        "formatting",
        "rangeFormatting",
        "onTypeFormatting",
        "diagnostic",
    ];
    for method in methods {
        let (code, _) = client.request(&format!("textDocument/{method}"), json!({})).unwrap_err();
        assert_eq!(code, lsp_server::ErrorCode::InvalidParams as i32, "{method}");
    }
}
