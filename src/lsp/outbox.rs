//! What is said to the client.

use std::collections::BTreeMap;

use crossbeam_channel::Sender;
use lsp_server::{Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// What was asked of the client.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Configuration,
    /// Whether it is told of dates that take long, for the time with this number.
    Progress(u32),
    /// Something whose answer says nothing.
    Other,
}

/// The way to the client.
pub(super) struct Outbox<'c> {
    sender: &'c Sender<Message>,
    asked: BTreeMap<RequestId, Asked>,
    next_id: i32,
}

impl<'c> Outbox<'c> {
    pub(super) fn new(sender: &'c Sender<Message>) -> Self {
        Self { sender, asked: BTreeMap::new(), next_id: 0 }
    }

    /// Shows the user a warning.
    pub(super) fn warn(&self, message: &str) {
        self.notify("window/showMessage", json!({ "type": 2, "message": message }));
    }

    /// Writes a line where who looks for the reason of something will look.
    pub(super) fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 2, "message": message }));
    }

    pub(super) fn ask(&mut self, method: &str, params: Value, what: Asked) {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.asked.insert(id.clone(), what);
        self.send(Request { id, method: method.to_owned(), params });
    }

    /// What a response answers, if anything was asked.
    pub(super) fn answered(&mut self, response: &Response) -> Option<Asked> {
        self.asked.remove(&response.id)
    }

    pub(super) fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    pub(super) fn send(&self, message: impl Into<Message>) {
        // A client that is gone is noticed where its messages end.
        let _ = self.sender.send(message.into());
    }
}
