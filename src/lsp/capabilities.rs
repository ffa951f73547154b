//! What the server says that it can.

use gen_lsp_types as lsp;

use super::answers::{actions, forms, moves, pictures, tokens, writing};
use super::client::Client;

/// The answer to `initialize`.
pub(super) fn initialized(client: &Client) -> lsp::InitializeResult {
    lsp::InitializeResult {
        capabilities: capabilities(client),
        server_info: Some(lsp::ServerInfo {
            name: "milepost".to_owned(),
            version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        }),
    }
}

fn capabilities(client: &Client) -> lsp::ServerCapabilities {
    let diagnostics = lsp::DiagnosticOptions {
        identifier: Some("milepost".to_owned()),
        inter_file_dependencies: true,
        workspace_diagnostics: true,
        ..lsp::DiagnosticOptions::default()
    };
    lsp::ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(sync().into()),
        // A client that asks for them and is told of them as well would show them twice.
        diagnostic_provider: client.pulls_diagnostics.then(|| diagnostics.into()),
        completion_provider: Some(completion()),
        hover_provider: Some(true.into()),
        inlay_hint_provider: Some(true.into()),
        execute_command_provider: Some(commands()),
        code_action_provider: Some(code_actions().into()),
        code_lens_provider: Some(lsp::CodeLensOptions::default()),
        document_link_provider: Some(lsp::DocumentLinkOptions::default()),
        signature_help_provider: Some(signatures()),
        call_hierarchy_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        declaration_provider: Some(true.into()),
        references_provider: Some(true.into()),
        document_highlight_provider: Some(true.into()),
        rename_provider: Some(rename().into()),
        linked_editing_range_provider: Some(true.into()),
        document_symbol_provider: Some(true.into()),
        workspace_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        selection_range_provider: Some(true.into()),
        document_formatting_provider: Some(true.into()),
        document_range_formatting_provider: Some(true.into()),
        document_on_type_formatting_provider: Some(formatting_as_typed()),
        semantic_tokens_provider: Some(semantic_tokens().into()),
        workspace: Some(folders()),
        ..lsp::ServerCapabilities::default()
    }
}

fn sync() -> lsp::TextDocumentSyncOptions {
    lsp::TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(lsp::TextDocumentSyncKind::Incremental),
        ..lsp::TextDocumentSyncOptions::default()
    }
}

fn folders() -> lsp::WorkspaceOptions {
    lsp::WorkspaceOptions {
        workspace_folders: Some(lsp::WorkspaceFoldersServerCapabilities {
            supported: Some(true),
            change_notifications: Some(true.into()),
        }),
        file_operations: Some(lsp::FileOperationOptions {
            will_rename: Some(lsp::FileOperationRegistrationOptions {
                filters: moves::FILTERS.map(filter).to_vec(),
            }),
            ..lsp::FileOperationOptions::default()
        }),
        ..lsp::WorkspaceOptions::default()
    }
}

fn filter(
    (glob, matches): (&'static str, lsp::FileOperationPatternKind),
) -> lsp::FileOperationFilter {
    let pattern =
        lsp::FileOperationPattern { glob: glob.to_owned(), matches: Some(matches), options: None };
    lsp::FileOperationFilter { scheme: Some("file".to_owned()), pattern }
}

fn rename() -> lsp::RenameOptions {
    lsp::RenameOptions { prepare_provider: Some(true), ..lsp::RenameOptions::default() }
}

fn semantic_tokens() -> lsp::SemanticTokensOptions {
    lsp::SemanticTokensOptions {
        legend: tokens::legend(),
        range: Some(true.into()),
        full: Some(lsp::SemanticTokensFullDelta { delta: Some(true) }.into()),
        ..lsp::SemanticTokensOptions::default()
    }
}

fn formatting_as_typed() -> lsp::DocumentOnTypeFormattingOptions {
    let [first, more @ ..] = forms::TRIGGERS;
    lsp::DocumentOnTypeFormattingOptions {
        first_trigger_character: first.to_owned(),
        more_trigger_character: Some(more.map(str::to_owned).to_vec()),
    }
}

fn completion() -> lsp::CompletionOptions {
    let triggers = writing::TRIGGERS.iter().map(|trigger| (*trigger).to_owned()).collect();
    lsp::CompletionOptions {
        trigger_characters: Some(triggers),
        ..lsp::CompletionOptions::default()
    }
}

fn commands() -> lsp::ExecuteCommandOptions {
    let commands = pictures::COMMANDS.iter().map(|command| (*command).to_owned()).collect();
    lsp::ExecuteCommandOptions {
        commands,
        work_done_progress_options: lsp::WorkDoneProgressOptions { work_done_progress: Some(true) },
    }
}

fn code_actions() -> lsp::CodeActionOptions {
    let code_action_kinds = Some(actions::kinds());
    lsp::CodeActionOptions {
        code_action_kinds,
        resolve_provider: Some(true),
        ..lsp::CodeActionOptions::default()
    }
}

fn signatures() -> lsp::SignatureHelpOptions {
    let triggers = Some(vec![" ".to_owned(), ",".to_owned()]);
    lsp::SignatureHelpOptions {
        trigger_characters: triggers,
        ..lsp::SignatureHelpOptions::default()
    }
}
