//! Why a request has no answer.

use std::path::PathBuf;

use lsp_server::{ErrorCode, RequestId, Response};

use super::background::Handle;

/// Why a request has no answer.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    code: ErrorCode,
    message: String,
}

impl Failure {
    pub(super) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    pub(super) fn bad_params(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidParams, message)
    }

    /// What was asked is understood, and can't be done.
    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::RequestFailed, message)
    }

    pub(super) fn modified() -> Self {
        Self::new(ErrorCode::ContentModified, "the document has changed since")
    }

    pub(super) fn cancelled() -> Self {
        Self::new(ErrorCode::RequestCanceled, "cancelled by the client")
    }

    pub(super) fn answer(self, id: RequestId) -> Response {
        Response::new_err(id, self.code as i32, self.message)
    }
}

/// Why there is no answer yet, or none at all.
pub(super) enum Unanswered {
    Failed(Failure),
    /// The dates of these roadmaps are needed.
    NeedsDates(Vec<PathBuf>),
    /// It takes its time.
    Later(Work),
}

impl From<Failure> for Unanswered {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What makes an answer behind what is typed.
pub(super) type Work = Box<dyn FnOnce(&Handle<'_>) -> Result<serde_json::Value, Failure> + Send>;

/// What a method is answered with.
pub(super) type Answer<T> = Result<T, Unanswered>;
