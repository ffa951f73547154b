//! What the client can, and what it has set.

use gen_lsp_types::{self as lsp, Uri};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::position::Encoding;
use super::settings::Settings;

/// What the client can. Each ability is looked for by itself: a client that writes one of them in a way of its own has the others.
#[derive(Clone, Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is an ability of its own")]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Diagnostics are asked for, and asked for again when told so.
    pub(super) pulls_diagnostics: bool,
    /// Related places of diagnostics are shown.
    pub(super) shows_related: bool,
    /// The data of a diagnostic comes back with requests for actions.
    pub(super) keeps_data: bool,
    shows_code_pages: bool,
    pub(super) takes_progress: bool,
    pub(super) refreshes_diagnostics: bool,
    /// What stands beside the lines is shown, where the user wants it.
    pub(super) shows_hints: bool,
    pub(super) refreshes_hints: bool,
    pub(super) refreshes_lenses: bool,
    pub(super) gives_configuration: bool,
    pub(super) registers_configuration: bool,
    pub(super) registers_watchers: bool,
    pub(super) takes_snippets: bool,
    /// Hovers are shown as they come, without Markdown.
    pub(super) plain_hovers: bool,
    /// What is said of a completion is shown as it comes, without Markdown.
    pub(super) plain_completions: bool,
    /// What an action changes is asked for when it is chosen.
    pub(super) resolves_actions: bool,
    /// Changes are taken that are of a version, and refused of another one.
    pub(super) versions_edits: bool,
    pub(super) settings: Settings,
}

impl Client {
    /// What the parameters of `initialize` say.
    pub(super) fn of(params: &Value) -> Self {
        let can = |path: &str| {
            params.pointer(&format!("/capabilities/{path}")).and_then(Value::as_bool) == Some(true)
        };
        let offered: Vec<lsp::PositionEncodingKind> =
            get(params, "/capabilities/general/positionEncodings").unwrap_or_default();
        let refreshes_diagnostics = can("workspace/diagnostics/refreshSupport")
            || can("workspace/diagnostic/refreshSupport");
        let resolved: Vec<String> =
            get(params, "/capabilities/textDocument/codeAction/resolveSupport/properties")
                .unwrap_or_default();
        let has = |path: &str| params.pointer(&format!("/capabilities/{path}")).is_some();
        // The client names first what it shows best. Before clients named forms at all, what was said was Markdown.
        let is_plain = |path: &str| {
            let forms: Option<Vec<String>> =
                get(params, &format!("/capabilities/textDocument/{path}"));
            let known = ["markdown", "plaintext"];
            forms.is_some_and(|forms| {
                let first = forms.iter().find(|form| known.contains(&form.as_str()));
                first.is_none_or(|form| form == "plaintext")
            })
        };
        let has_pull = has("textDocument/diagnostic");
        Self {
            encoding: Encoding::negotiated(&offered),
            pulls_diagnostics: has_pull && refreshes_diagnostics,
            shows_related: can("textDocument/publishDiagnostics/relatedInformation")
                || can("textDocument/diagnostic/relatedInformation"),
            keeps_data: can("textDocument/publishDiagnostics/dataSupport")
                || can("textDocument/diagnostic/dataSupport"),
            shows_code_pages: can("textDocument/publishDiagnostics/codeDescriptionSupport")
                || can("textDocument/diagnostic/codeDescriptionSupport"),
            takes_progress: can("window/workDoneProgress"),
            refreshes_diagnostics,
            shows_hints: has("textDocument/inlayHint"),
            refreshes_hints: can("workspace/inlayHint/refreshSupport"),
            refreshes_lenses: can("workspace/codeLens/refreshSupport"),
            gives_configuration: can("workspace/configuration"),
            registers_configuration: can("workspace/didChangeConfiguration/dynamicRegistration"),
            registers_watchers: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
            takes_snippets: can("textDocument/completion/completionItem/snippetSupport"),
            plain_hovers: is_plain("hover/contentFormat"),
            plain_completions: is_plain("completion/completionItem/documentationFormat"),
            resolves_actions: resolved.iter().any(|property| property == "edit"),
            versions_edits: can("workspace/workspaceEdit/documentChanges"),
            settings: Settings::default(),
        }
    }

    /// The address of a rule's page, where there is one and the client shows it.
    pub(super) fn rule_page(&self, rule: &str) -> Option<Uri> {
        let pages = self.settings.rule_pages.as_ref().filter(|_| self.shows_code_pages)?;
        Some(Uri(format!("{pages}{rule}")))
    }
}

/// The folders that the client works in.
pub(super) fn folders(params: &Value) -> Vec<Uri> {
    let folders: Vec<lsp::WorkspaceFolder> = get(params, "/workspaceFolders").unwrap_or_default();
    if !folders.is_empty() {
        return folders.into_iter().map(|folder| folder.uri).collect();
    }
    // Older clients know one folder.
    get(params, "/rootUri").into_iter().collect()
}

fn get<T: DeserializeOwned>(params: &Value, path: &str) -> Option<T> {
    params.pointer(path).and_then(|value| T::deserialize(value).ok())
}
