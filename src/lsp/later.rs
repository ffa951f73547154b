//! Answers that are made behind what is typed.

use std::collections::BTreeMap;

use crossbeam_channel::Receiver;
use lsp_server::{RequestId, Response};
use serde_json::Value;

use super::background::{Background, News, Sent, Turn};
use super::failure::{Failure, Work};
use super::outbox::Outbox;
use super::progress::Progress;

/// What is made: an answer.
type Made = Result<Value, Failure>;

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
            self.progress.insert(id.clone(), Progress::new(token, true));
        }
        self.made.want(id, Turn::Last, work);
    }

    /// Tells what is new of an answer, or gives it.
    pub(super) fn take(&mut self, sent: Sent<RequestId, Made>, outbox: &Outbox<'_>) {
        match self.made.take(sent) {
            Some((id, News::Reached(what, percent))) => {
                if let Some(progress) = self.progress.get_mut(&id) {
                    progress.tell(outbox, what, None, Some(percent));
                }
            }
            Some((id, News::Done(Ok(result)))) => {
                self.end(&id, outbox);
                outbox.send(Response::new_ok(id, result));
            }
            Some((id, News::Done(Err(failure)))) => self.refuse(id, failure, outbox),
            None => {}
        }
    }

    fn end(&mut self, id: &RequestId, outbox: &Outbox<'_>) {
        if let Some(progress) = self.progress.remove(id) {
            progress.end(outbox);
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
        let of_token = self.progress.iter().find(|(_, progress)| progress.token() == token);
        if let Some(id) = of_token.map(|(id, _)| id.clone()) {
            self.cancel(&id, outbox);
        }
    }

    pub(super) fn cancel_all(&mut self, outbox: &Outbox<'_>) {
        for id in self.made.keep(|_| false) {
            self.refuse(id, Failure::cancelled(), outbox);
        }
    }
}
