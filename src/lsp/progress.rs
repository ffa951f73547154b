//! The client is told when dates take long.

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, after, never};
use serde_json::{Value, json};

use super::outbox::{Asked, Outbox};

/// When dates take longer than this, the client is told that they are being computed.
const LONG: Duration = Duration::from_millis(500);

/// What the progress is called.
const TOKEN: &str = "milepost/dates";

/// What is told of dates that are being computed.
pub(super) struct Progress {
    /// Comes when it is time to say that dates take long.
    pub(super) slow: Receiver<Instant>,
    is_told: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { slow: never(), is_told: false }
    }

    /// Some are wanted.
    pub(super) fn wait(&mut self) {
        if !self.is_told {
            self.slow = after(LONG);
        }
    }

    /// It is time to say of which roadmaps they are.
    pub(super) fn begin(&mut self, outbox: &mut Outbox<'_>, of: &str) {
        self.slow = never();
        self.is_told = true;
        let token = json!({ "token": TOKEN });
        outbox.ask("window/workDoneProgress/create", token, Asked::Other);
        let begin = json!({ "kind": "begin", "title": "Computing dates", "message": of });
        tell(outbox, &begin);
    }

    /// Some have come.
    pub(super) fn report(&self, outbox: &Outbox<'_>, of: &str) {
        if self.is_told {
            tell(outbox, &json!({ "kind": "report", "message": of }));
        }
    }

    /// All have come.
    pub(super) fn end(&mut self, outbox: &Outbox<'_>) {
        self.slow = never();
        if std::mem::take(&mut self.is_told) {
            tell(outbox, &json!({ "kind": "end" }));
        }
    }
}

fn tell(outbox: &Outbox<'_>, value: &Value) {
    outbox.notify("$/progress", json!({ "token": TOKEN, "value": value }));
}
