//! A client of the server, in memory: what it is sent and nobody reads is a fault.

use std::collections::{BTreeMap, VecDeque};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use milepost::lsp::{Ended, serve};
use serde_json::{Value, json};

/// Longer than anything takes.
const PATIENCE: Duration = Duration::from_mins(2);

/// What most clients can, without being asked back: related places, data.
pub(crate) fn plain() -> Value {
    json!({
        "textDocument": {
            "publishDiagnostics": {
                "relatedInformation": true,
                "dataSupport": true,
                "codeDescriptionSupport": true,
                "versionSupport": true,
            },
        },
    })
}

/// The address of a file that need not be there.
pub(crate) fn uri(name: &str) -> String {
    format!("file:///nowhere/{name}")
}

/// A client that is connected to a server of its own.
pub(crate) struct Client {
    connection: Option<Connection>,
    server: Option<JoinHandle<Ended>>,
    /// What has come and was not read yet.
    inbox: VecDeque<Message>,
    /// The diagnostics that a client that is told would show, by document.
    shown: BTreeMap<String, Value>,
    next_id: i32,
    version: i32,
}

impl Client {
    /// A client that has not said anything yet.
    pub(crate) fn silent() -> Self {
        let (connection, other) = Connection::memory();
        let server = Some(thread::spawn(move || serve(&other)));
        let connection = Some(connection);
        let (inbox, shown) = (VecDeque::new(), BTreeMap::new());
        Self { connection, server, inbox, shown, next_id: 0, version: 0 }
    }

    /// A client that can what most can.
    pub(crate) fn new() -> Self {
        Self::with(json!({ "capabilities": plain() }))
    }

    /// A client that has introduced itself like this.
    pub(crate) fn with(params: Value) -> Self {
        let mut client = Self::silent();
        client.request("initialize", params).expect("a server that starts");
        client.notify("initialized", json!({}));
        client
    }

    /// Has a document open.
    pub(crate) fn open(mut self, name: &str, text: &str) -> Self {
        self.open_at(&uri(name), text);
        self
    }

    pub(crate) fn open_at(&mut self, uri: &str, text: &str) {
        self.version += 1;
        let document =
            json!({ "uri": uri, "languageId": "roadmap", "version": self.version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range of a document: line and column from 0, twice.
    pub(crate) fn edit(&mut self, uri: &str, range: (u32, u32, u32, u32), text: &str) {
        let (line, character, to_line, to_character) = range;
        let range = json!({
            "start": { "line": line, "character": character },
            "end": { "line": to_line, "character": to_character },
        });
        self.change(uri, json!([{ "range": range, "text": text }]));
    }

    pub(crate) fn change(&mut self, uri: &str, changes: Value) {
        self.version += 1;
        let document = json!({ "uri": uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    pub(crate) fn send(&self, message: impl Into<Message>) {
        self.connection
            .as_ref()
            .unwrap()
            .sender
            .send(message.into())
            .expect("a server that listens");
    }

    pub(crate) fn notify(&self, method: &str, params: Value) {
        self.send(Notification { method: method.to_owned(), params });
    }

    /// Asks without waiting.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> RequestId {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.send(Request { id: id.clone(), method: method.to_owned(), params });
        id
    }

    /// Asks and waits: the answer, or the code and the words of a refusal.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        let id = self.ask(method, params);
        self.answer(&id)
    }

    /// The answer to a request.
    pub(crate) fn answer(&mut self, id: &RequestId) -> Result<Value, (i32, String)> {
        let is_it = |message: &Message| matches!(message, Message::Response(of) if of.id == *id);
        match self.wait(is_it) {
            Message::Response(Response { response_result, .. }) => {
                response_result.map_err(|error| (error.code, error.message))
            }
            other => panic!("no answer: {other:?}"),
        }
    }

    /// The next notification of a kind.
    pub(crate) fn notified(&mut self, method: &str) -> Value {
        let is_it =
            |message: &Message| matches!(message, Message::Notification(of) if of.method == method);
        match self.wait(is_it) {
            Message::Notification(notification) => notification.params,
            other => panic!("no notification: {other:?}"),
        }
    }

    /// The next request of a kind that the server makes, answered with this.
    pub(crate) fn asked(&mut self, method: &str, answer: Value) -> Value {
        let request = self.asked_for(method);
        self.send(Response::new_ok(request.id, answer));
        request.params
    }

    /// The next request of a kind that the server makes; nobody answers it.
    pub(crate) fn asked_for(&mut self, method: &str) -> Request {
        let is_it =
            |message: &Message| matches!(message, Message::Request(of) if of.method == method);
        match self.wait(is_it) {
            Message::Request(request) => request,
            other => panic!("no request: {other:?}"),
        }
    }

    fn wait(&mut self, is_it: impl Fn(&Message) -> bool) -> Message {
        if let Some(at) = self.inbox.iter().position(&is_it) {
            return self.inbox.remove(at).unwrap();
        }
        loop {
            let receiver = &self.connection.as_ref().unwrap().receiver;
            let message = receiver.recv_timeout(PATIENCE).expect("what is waited for comes");
            self.note(&message);
            if is_it(&message) {
                return message;
            }
            self.inbox.push_back(message);
        }
    }

    /// Shows what the server tells.
    fn note(&mut self, message: &Message) {
        if let Message::Notification(told) = message
            && told.method == "textDocument/publishDiagnostics"
            && let Some(uri) = told.params["uri"].as_str()
        {
            self.shown.insert(uri.to_owned(), told.params["diagnostics"].clone());
        }
    }

    /// What is said of a document once the dates are known, and no sooner: what was said before is passed over.
    pub(crate) fn settled(&mut self, uri: &str) -> Value {
        let params = json!({ "textDocument": { "uri": uri } });
        let report = self.request("textDocument/diagnostic", params).expect("a report");
        self.forget("textDocument/publishDiagnostics");
        if let Some(shown) = self.shown.get(uri) {
            assert_eq!(*shown, report["items"], "what was told is what is answered");
        }
        report["items"].clone()
    }

    /// Passes over what has come of a kind, and says how much that was.
    pub(crate) fn forget(&mut self, method: &str) -> usize {
        let before = self.inbox.len();
        self.inbox.retain(|message| match message {
            Message::Notification(of) => of.method != method,
            Message::Request(of) => of.method != method,
            Message::Response(_) => true,
        });
        before - self.inbox.len()
    }

    /// Leaves without a word.
    pub(crate) fn leave(mut self) -> Ended {
        self.connection = None;
        self.server.take().unwrap().join().unwrap()
    }

    /// Says `exit`, without having asked for the end perhaps.
    pub(crate) fn exit(mut self) -> Ended {
        self.notify("exit", Value::Null);
        let ended = self.server.take().unwrap().join().unwrap();
        self.connection = None;
        ended
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        let Some(server) = self.server.take() else { return };
        let end = self.request("shutdown", Value::Null);
        assert_eq!(end, Ok(Value::Null));
        self.notify("exit", Value::Null);
        assert_eq!(server.join().unwrap(), Ended::Orderly);
        let rest = self.connection.as_ref().unwrap().receiver.try_iter();
        self.inbox.extend(rest);
        assert!(self.inbox.is_empty(), "nobody has read {:#?}", self.inbox);
    }
}

/// A value as a snapshot shows it.
pub(crate) fn shown(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}
