//! How far something is, as a client is told: the first time what it is, too.

use gen_lsp_types as lsp;
use serde::Serialize;
use serde_json::{Value, json};

use super::outbox::Outbox;

/// Something of which a client is told how far it is, under a name that both know.
pub(super) struct Progress {
    token: Value,
    /// Whether the client may give it up.
    is_cancellable: bool,
    /// Whether anything was said. Of what is quickly done, nothing is.
    has_begun: bool,
}

impl Progress {
    pub(super) const fn new(token: Value, is_cancellable: bool) -> Self {
        Self { token, is_cancellable, has_begun: false }
    }

    pub(super) const fn token(&self) -> &Value {
        &self.token
    }

    /// Tells what it is, and how far: what of it is being done, or how many hundredths of it are.
    pub(super) fn tell(
        &mut self,
        outbox: &Outbox<'_>,
        title: &str,
        message: Option<String>,
        percentage: Option<u32>,
    ) {
        if std::mem::replace(&mut self.has_begun, true) {
            let cancellable = None;
            self.send(outbox, lsp::WorkDoneProgressReport { cancellable, message, percentage });
        } else {
            let cancellable = self.is_cancellable.then_some(true);
            let title = title.to_owned();
            let begin = lsp::WorkDoneProgressBegin { title, cancellable, message, percentage };
            self.send(outbox, begin);
        }
    }

    /// It is over.
    pub(super) fn end(self, outbox: &Outbox<'_>) {
        if self.has_begun {
            self.send(outbox, lsp::WorkDoneProgressEnd { message: None });
        }
    }

    fn send(&self, outbox: &Outbox<'_>, value: impl Serialize) {
        outbox.notify("$/progress", json!({ "token": self.token, "value": value }));
    }
}
