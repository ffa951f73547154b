//! The client is told when dates take long.

use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, after, never};
use serde_json::json;

use super::outbox::{Asked, Outbox};
use super::progress::Progress;

/// When dates take longer than this, the client is told that they are being computed.
const LONG: Duration = Duration::from_millis(500);

const TITLE: &str = "Computing dates";

/// How far it is with telling.
enum Telling {
    /// There is nothing to tell, or the client does not want to be told.
    Nothing,
    /// Dates are being computed, for a short time so far.
    NotYet,
    /// The client was asked whether it takes progress under this name.
    Asked(Progress),
    /// It is told, and was told last of these roadmaps.
    Told(Progress, String),
}

/// What is told of dates that are being computed, from the first that are wanted to the last that have come.
pub(super) struct Slow {
    /// Comes when it is time to say that dates take long.
    pub(super) due: Receiver<Instant>,
    telling: Telling,
    /// How often the client was asked: each time has a name of its own.
    times: u32,
}

impl Slow {
    pub(super) fn new() -> Self {
        Self { due: never(), telling: Telling::Nothing, times: 0 }
    }

    /// Dates of these roadmaps are being computed, in words.
    pub(super) fn computing(&mut self, outbox: &Outbox<'_>, roots: String) {
        match &mut self.telling {
            Telling::Nothing => {
                self.due = after(LONG);
                self.telling = Telling::NotYet;
            }
            Telling::Told(progress, before) if *before != roots => {
                progress.tell(outbox, TITLE, Some(roots.clone()), None);
                *before = roots;
            }
            Telling::NotYet | Telling::Asked(_) | Telling::Told(..) => {}
        }
    }

    /// It is time to say so: the client is asked whether it takes that.
    pub(super) fn ask(&mut self, outbox: &mut Outbox<'_>) {
        self.due = never();
        self.times += 1;
        let token = json!(format!("milepost/dates/{}", self.times));
        let params = json!({ "token": token });
        outbox.ask("window/workDoneProgress/create", params, Asked::Progress(self.times));
        self.telling = Telling::Asked(Progress::new(token, false));
    }

    /// The client takes progress under the name that it was asked about at some time. What it does not take, it is not told.
    pub(super) fn agreed(&mut self, outbox: &Outbox<'_>, time: u32, roots: Option<String>) {
        if time != self.times {
            return;
        }
        match (std::mem::replace(&mut self.telling, Telling::Nothing), roots) {
            (Telling::Asked(mut progress), Some(roots)) => {
                progress.tell(outbox, TITLE, Some(roots.clone()), None);
                self.telling = Telling::Told(progress, roots);
            }
            (other, _) => self.telling = other,
        }
    }

    /// All dates have come.
    pub(super) fn done(&mut self, outbox: &Outbox<'_>) {
        self.due = never();
        if let Telling::Told(progress, _) = std::mem::replace(&mut self.telling, Telling::Nothing) {
            progress.end(outbox);
        }
    }
}
