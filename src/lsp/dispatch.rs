//! Which method is answered by what.

use std::path::PathBuf;

use gen_lsp_types as lsp;
use lsp_server::{ErrorCode, Request, RequestId, Response};

use super::answers::{
    actions, calls, diagnostics, forms, lines, moves, names, outline, pictures, refactorings,
    tokens, writing,
};
use super::failure::{Answer, Failure, Unanswered, Work};
use super::session::Session;

/// What comes of a request.
pub(super) enum Reply {
    /// An answer.
    Now(Response),
    /// An answer as soon as the dates of these roadmaps are known.
    WithDates(Request, Vec<PathBuf>),
    /// An answer that is made behind what is typed.
    Later(RequestId, Work),
}

/// Answers a request of a session that is running.
pub(super) fn answer(session: &mut Session, request: Request) -> Reply {
    Route { session, request, reply: None }
        .on::<lsp::DocumentDiagnosticRequest>(diagnostics::of_document)
        .on::<lsp::WorkspaceDiagnosticRequest>(diagnostics::of_workspace)
        .on::<lsp::DefinitionRequest>(names::definition)
        .on::<lsp::DeclarationRequest>(names::declaration)
        .on::<lsp::ReferencesRequest>(names::references)
        .on::<lsp::DocumentHighlightRequest>(names::highlight)
        .on::<lsp::PrepareRenameRequest>(names::prepare_rename)
        .on::<lsp::RenameRequest>(names::rename)
        .on::<lsp::LinkedEditingRangeRequest>(names::linked)
        .on::<lsp::WillRenameFilesRequest>(moves::will_rename)
        .on::<lsp::DocumentSymbolRequest>(outline::symbols)
        .on::<lsp::WorkspaceSymbolRequest>(outline::find)
        .on::<lsp::FoldingRangeRequest>(outline::folds)
        .on::<lsp::SelectionRangeRequest>(outline::selections)
        .on::<lsp::SemanticTokensRequest>(tokens::full)
        .on::<lsp::SemanticTokensRangeRequest>(tokens::range)
        .on::<lsp::SemanticTokensDeltaRequest>(tokens::delta)
        .on::<lsp::CompletionRequest>(writing::completion)
        .on::<lsp::HoverRequest>(writing::hover)
        .on::<lsp::InlayHintRequest>(writing::hints)
        .on::<pictures::PreviewRequest>(pictures::preview)
        .on::<lsp::ExecuteCommandRequest>(pictures::execute)
        .on::<lsp::CodeActionRequest>(actions::actions)
        .on::<lsp::CodeActionResolveRequest>(refactorings::resolve)
        .on::<lsp::CodeLensRequest>(lines::lenses)
        .on::<lsp::DocumentLinkRequest>(lines::links)
        .on::<lsp::SignatureHelpRequest>(lines::signatures)
        .on::<lsp::DocumentFormattingRequest>(forms::whole)
        .on::<lsp::DocumentRangeFormattingRequest>(forms::part)
        .on::<lsp::DocumentOnTypeFormattingRequest>(forms::typed)
        .on::<lsp::CallHierarchyPrepareRequest>(calls::prepare)
        .on::<lsp::CallHierarchyIncomingCallsRequest>(calls::incoming)
        .on::<lsp::CallHierarchyOutgoingCallsRequest>(calls::outgoing)
        .finish()
}

/// A request on its way to what answers it.
struct Route<'s> {
    session: &'s mut Session,
    request: Request,
    reply: Option<Reply>,
}

impl Route<'_> {
    fn on<R: lsp::Request>(
        mut self,
        answer: fn(&mut Session, &R::Params) -> Answer<R::Result>,
    ) -> Self {
        if self.reply.is_some() || self.request.method != R::METHOD.as_str() {
            return self;
        }
        let id = self.request.id.clone();
        let reply = match serde_json::from_value(self.request.params.clone()) {
            Ok(params) => match answer(self.session, &params) {
                Ok(result) => Reply::Now(Response::new_ok(id, result)),
                Err(Unanswered::Failed(failure)) => Reply::Now(failure.answer(id)),
                Err(Unanswered::NeedsDates(roots)) => Reply::WithDates(self.request.clone(), roots),
                Err(Unanswered::Later(work)) => Reply::Later(id, work),
            },
            Err(error) => Reply::Now(Failure::bad_params(error.to_string()).answer(id)),
        };
        self.reply = Some(reply);
        self
    }

    fn finish(self) -> Reply {
        let Self { request, reply, .. } = self;
        let unknown = |id: RequestId| {
            let message = format!("there is no method `{}`", request.method);
            Failure::new(ErrorCode::MethodNotFound, message).answer(id)
        };
        reply.unwrap_or_else(|| Reply::Now(unknown(request.id.clone())))
    }
}
