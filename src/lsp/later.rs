//! Answers that are made behind what is typed.

use std::collections::BTreeMap;

use crossbeam_channel::Receiver;
use lsp_server::{RequestId, Response};
use serde_json::{Value, json};

use super::background::{Background, News, Sent};
use super::failure::{Failure, Work};
use super::outbox::Outbox;

/// What is made: an answer.
type Made = Result<Value, Failure>;

/// How a client is told how far an answer is: under a name that it has given.
struct Progress {
    token: Value,
    /// Whether anything was said. Of what is quickly done, nothing is.
    has_begun: bool,
}

/// The answers that are being made.
pub(super) struct Later {
    made: Background<RequestId, Made>,
    progress: BTreeMap<RequestId, Progress>,
}

impl Later {
    pub(super) fn start() -> Self {
        Self { made: Background::start(), progress: BTreeMap::new() }
    }

    /// Where news of them come from.
    pub(super) const fn news(&self) -> &Receiver<Sent<RequestId, Made>> {
        &self.made.news
    }

    /// Begins with an answer; the token is what the client calls its progress, if it wants to know.
    pub(super) fn begin(&mut self, id: RequestId, token: Option<Value>, work: Work) {
        if let Some(token) = token {
            self.progress.insert(id.clone(), Progress { token, has_begun: false });
        }
        self.made.want(id, work);
    }

    /// Tells what is new of an answer, or gives it.
    pub(super) fn take(&mut self, sent: Sent<RequestId, Made>, outbox: &Outbox<'_>) {
        match self.made.take(sent) {
            Some((id, News::Reached(what, percent))) => self.tell(&id, what, percent, outbox),
            Some((id, News::Done(Ok(result)))) => {
                self.end(&id, outbox);
                outbox.send(Response::new_ok(id, result));
            }
            Some((id, News::Done(Err(failure)))) => self.refuse(id, failure, outbox),
            None => {}
        }
    }

    fn tell(&mut self, id: &RequestId, what: &str, percent: u32, outbox: &Outbox<'_>) {
        let Some(Progress { token, has_begun }) = self.progress.get_mut(id) else { return };
        let value = if std::mem::replace(has_begun, true) {
            json!({ "kind": "report", "percentage": percent })
        } else {
            json!({ "kind": "begin", "title": what, "cancellable": true, "percentage": percent })
        };
        outbox.notify("$/progress", json!({ "token": token, "value": value }));
    }

    fn end(&mut self, id: &RequestId, outbox: &Outbox<'_>) {
        let progress = self.progress.remove(id).filter(|progress| progress.has_begun);
        if let Some(Progress { token, .. }) = progress {
            let end = json!({ "kind": "end" });
            outbox.notify("$/progress", json!({ "token": token, "value": end }));
        }
    }

    fn refuse(&mut self, id: RequestId, failure: Failure, outbox: &Outbox<'_>) {
        self.end(&id, outbox);
        outbox.send(failure.answer(id));
    }

    /// Whether an answer was being made: it is not any more, and the client is told so.
    pub(super) fn cancel(&mut self, id: &RequestId, outbox: &Outbox<'_>) -> bool {
        let was_wanted = self.made.give_up(id);
        if was_wanted {
            self.refuse(id.clone(), Failure::cancelled(), outbox);
        }
        was_wanted
    }

    /// Cancels the answer of which progress is told under a name.
    pub(super) fn cancel_by_token(&mut self, token: &Value, outbox: &Outbox<'_>) {
        let of_token = self.progress.iter().find(|(_, progress)| progress.token == *token);
        if let Some(id) = of_token.map(|(id, _)| id.clone()) {
            self.cancel(&id, outbox);
        }
    }

    pub(super) fn cancel_all(&mut self, outbox: &Outbox<'_>) {
        for id in self.made.give_up_all() {
            self.refuse(id, Failure::cancelled(), outbox);
        }
    }
}
