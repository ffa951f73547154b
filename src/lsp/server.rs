//! The loop: what came is handled in order, what was typed is read as soon as nothing else is waiting, dates come behind.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, after, never, select};
use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Ended;
use super::capabilities;
use super::client::{Client, folders};
use super::dispatch::{Reply, answer};
use super::documents::{Changes, real_place};
use super::failure::Failure;
use super::projects::is_roadmap;
use super::session::Session;
use super::told::told;
use super::uri::path_of;
use super::worker::{Done, Job, Worker};

/// When dates take longer than this, the client is told that they are being computed.
const LONG: Duration = Duration::from_millis(500);

/// What the progress of computing dates is called.
const PROGRESS: &str = "milepost/dates";

/// How far the session is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    /// The client has asked for the end.
    Over,
}

/// What was asked of the client.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Configuration,
    /// Something whose answer says nothing.
    Other,
}

/// A request that is answered when the dates of a roadmap are known.
struct Waiting {
    request: Request,
    root: PathBuf,
}

/// One session with one client.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    phase: Phase,
    session: Session,
    worker: Worker,
    queue: VecDeque<Message>,
    waiting: Vec<Waiting>,
    /// What the client shows, and of which version.
    shown: BTreeMap<PathBuf, (Option<i32>, Vec<lsp::Diagnostic>)>,
    asked: BTreeMap<RequestId, Asked>,
    next_id: i32,
    /// Comes when it is time to say that dates take long.
    slow: Receiver<std::time::Instant>,
    /// Whether that has been said.
    has_progress: bool,
}

impl<'c> Server<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            phase: Phase::New,
            session: Session::default(),
            worker: Worker::start(),
            queue: VecDeque::new(),
            waiting: Vec::new(),
            shown: BTreeMap::new(),
            asked: BTreeMap::new(),
            next_id: 0,
            slow: never(),
            has_progress: false,
        }
    }

    pub(super) fn run(mut self) -> Ended {
        loop {
            while let Ok(message) = self.connection.receiver.try_recv() {
                self.receive(message);
            }
            while let Ok(done) = self.worker.results.try_recv() {
                self.take(done);
            }
            if let Some(message) = self.queue.pop_front() {
                if is_exit(&message) {
                    return self.ended();
                }
                self.handle(message);
                continue;
            }
            self.refresh();
            let (incoming, results, slow) =
                (&self.connection.receiver, self.worker.results.clone(), self.slow.clone());
            select! {
                recv(incoming) -> message => match message {
                    Ok(message) => self.receive(message),
                    Err(_) => return self.ended(),
                },
                recv(results) -> done => if let Ok(done) = done {
                    self.take(done);
                },
                recv(slow) -> _ => self.begin_progress(),
            }
        }
    }

    fn ended(&self) -> Ended {
        if self.phase == Phase::Over { Ended::Orderly } else { Ended::Abruptly }
    }

    /// Puts a message behind the others. That something is not wanted any more is heeded at once.
    fn receive(&mut self, message: Message) {
        let Message::Notification(Notification { method, params }) = &message else {
            return self.queue.push_back(message);
        };
        if method != "$/cancelRequest" {
            return self.queue.push_back(message);
        }
        let id = params.get("id").and_then(|id| serde_json::from_value(id.clone()).ok());
        let Some(id): Option<RequestId> = id else { return };
        let is_it = |other: &Message| matches!(other, Message::Request(of) if of.id == id);
        if let Some(at) = self.queue.iter().position(is_it) {
            self.queue.remove(at);
        } else if let Some(at) = self.waiting.iter().position(|of| of.request.id == id) {
            self.waiting.remove(at);
        } else {
            return;
        }
        self.send(Failure::cancelled().answer(id));
    }

    fn handle(&mut self, message: Message) {
        match message {
            Message::Request(request) => self.request(request),
            Message::Notification(notification) if self.phase == Phase::Running => {
                self.notification(notification);
            }
            Message::Notification(_) => {}
            Message::Response(response) => self.response(response),
        }
    }

    fn request(&mut self, request: Request) {
        match (self.phase, request.method.as_str()) {
            (Phase::New, "initialize") => self.initialize(request),
            (Phase::New, _) => {
                let failure = Failure::new(
                    ErrorCode::ServerNotInitialized,
                    "the first request has to be `initialize`",
                );
                self.send(failure.answer(request.id));
            }
            (Phase::Running, "initialize") => {
                let failure =
                    Failure::new(ErrorCode::InvalidRequest, "this is initialized already");
                self.send(failure.answer(request.id));
            }
            (Phase::Running, "shutdown") => {
                for waiting in std::mem::take(&mut self.waiting) {
                    self.send(Failure::cancelled().answer(waiting.request.id));
                }
                self.phase = Phase::Over;
                self.send(Response::new_ok(request.id, Value::Null));
            }
            (Phase::Running, _) => {
                self.refresh();
                self.reply(request);
            }
            (Phase::Over, _) => {
                let failure = Failure::new(ErrorCode::InvalidRequest, "this has been shut down");
                self.send(failure.answer(request.id));
            }
        }
    }

    fn reply(&mut self, request: Request) {
        match answer(&mut self.session, request) {
            Reply::Now(response) => self.send(response),
            Reply::WithDates(request, root) => self.waiting.push(Waiting { request, root }),
            Reply::Later(id, work) => {
                let sender = self.connection.sender.clone();
                thread::spawn(move || {
                    let response = match work() {
                        Ok(result) => Response::new_ok(id, result),
                        Err(failure) => failure.answer(id),
                    };
                    let _ = sender.send(response.into());
                });
            }
        }
    }

    fn initialize(&mut self, request: Request) {
        let Request { id, params, .. } = request;
        if params.get("capabilities").is_none_or(|can| !can.is_object()) {
            let failure = Failure::bad_params("`initialize` needs the client's `capabilities`");
            return self.send(failure.answer(id));
        }
        self.session.client = Client::of(&params);
        self.session.documents.encoding = self.session.client.encoding;
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        let set = self.session.client.settings.take(options);
        let folders = folders(&params);
        let folders = folders.iter().filter_map(path_of).map(|path| real_place(&path));
        self.session.projects.folders = folders.collect();
        self.phase = Phase::Running;
        let result = capabilities::initialized(&self.session.client);
        self.send(Response::new_ok(id, result));
        if let Err(why) = set {
            self.warn(&format!("the settings can't be read: {why}"));
        }
    }

    /// What the client is asked once it is ready.
    fn initialized(&mut self) {
        let client = &self.session.client;
        let mut registrations = Vec::new();
        if client.registers_watchers {
            let watchers = json!({ "watchers": [{ "globPattern": "**/*.roadmap" }] });
            registrations.push(json!({
                "id": "watched-files",
                "method": "workspace/didChangeWatchedFiles",
                "registerOptions": watchers,
            }));
        }
        if client.registers_configuration {
            registrations.push(json!({
                "id": "configuration",
                "method": "workspace/didChangeConfiguration",
                "registerOptions": { "section": "milepost" },
            }));
        }
        if !registrations.is_empty() {
            let params = json!({ "registrations": registrations });
            self.ask("client/registerCapability", params, Asked::Other);
        }
        self.ask_for_configuration();
    }

    fn ask_for_configuration(&mut self) {
        if self.session.client.gives_configuration {
            let params = json!({ "items": [{ "section": "milepost" }] });
            self.ask("workspace/configuration", params, Asked::Configuration);
        }
    }

    fn notification(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let unread = match method.as_str() {
            "initialized" => {
                self.initialized();
                None
            }
            "textDocument/didOpen" => self.noted(params, Self::open),
            "textDocument/didChange" => self.noted(params, Self::change),
            "textDocument/didClose" => self.noted(params, |server, params| server.close(&params)),
            "workspace/didChangeWatchedFiles" => {
                self.noted(params, |server, params| server.watched(&params))
            }
            "workspace/didChangeWorkspaceFolders" => {
                self.noted(params, |server, params| server.change_folders(&params))
            }
            "workspace/didChangeConfiguration" => {
                self.change_configuration(&params);
                None
            }
            _ => None,
        };
        if let Some(why) = unread {
            self.log(&format!("`{method}` can't be read: {why}"));
        }
    }

    /// Reads what was noted and acts on it; says why it can't be read.
    fn noted<P: DeserializeOwned>(
        &mut self,
        params: Value,
        act: fn(&mut Self, P),
    ) -> Option<String> {
        match serde_json::from_value(params) {
            Ok(params) => {
                act(self, params);
                None
            }
            Err(error) => Some(error.to_string()),
        }
    }

    fn open(&mut self, params: lsp::DidOpenTextDocumentParams) {
        let place = self.session.documents.open(params.text_document);
        self.touch(&place);
        self.assign();
    }

    fn change(&mut self, changes: Changes) {
        let uri = changes.text_document.text_document_identifier.uri.clone();
        match self.session.documents.change(changes) {
            Some(place) => self.touch(&place),
            None => self.log(&format!("`{uri}` was changed and is not open")),
        }
    }

    fn close(&mut self, params: &lsp::DidCloseTextDocumentParams) {
        if let Some(place) = self.session.documents.close(&params.text_document.uri) {
            self.session.tokens.remove(&place);
            self.touch(&place);
            self.assign();
        }
    }

    fn watched(&mut self, params: &lsp::DidChangeWatchedFilesParams) {
        let places = params.changes.iter().filter_map(|change| path_of(&change.uri));
        let places = places.filter(|path| is_roadmap(path)).map(|path| real_place(&path));
        for place in places.collect::<Vec<_>>() {
            // What is open is what is open, whatever is on disk.
            if self.session.documents.at(&place).is_none() {
                self.touch(&place);
            }
        }
        self.assign();
    }

    fn change_folders(&mut self, params: &lsp::DidChangeWorkspaceFoldersParams) {
        let place = |folder: &lsp::WorkspaceFolder| path_of(&folder.uri).map(|it| real_place(&it));
        let removed: Vec<PathBuf> = params.event.removed.iter().filter_map(place).collect();
        let folders = &mut self.session.projects.folders;
        folders.retain(|folder| !removed.contains(folder));
        folders.extend(params.event.added.iter().filter_map(place));
        self.assign();
    }

    fn change_configuration(&mut self, params: &Value) {
        if self.session.client.gives_configuration {
            self.ask_for_configuration();
        } else if let Some(settings) = params.get("settings") {
            self.set(settings);
        }
    }

    fn set(&mut self, settings: &Value) {
        let before = self.session.client.settings.clone();
        if let Err(why) = self.session.client.settings.take(settings) {
            return self.warn(&format!("the settings can't be read: {why}"));
        }
        if before == self.session.client.settings {
            return;
        }
        self.retell_all();
        self.ask_to_refresh();
    }

    fn response(&mut self, response: Response) {
        let asked = self.asked.remove(&response.id);
        if let (Some(Asked::Configuration), Ok(Value::Array(sections))) =
            (asked, response.response_result)
            && let Some(section) = sections.first()
        {
            self.set(section);
        }
    }

    /// Notes that a file has changed: what waits for the dates of its roadmaps would get those of another text.
    fn touch(&mut self, place: &Path) {
        self.session.projects.touch(place);
        let projects = &self.session.projects;
        let is_old = |of: &mut Waiting| projects.at(&of.root).is_none_or(|root| root.has(place));
        let old: Vec<Waiting> = self.waiting.extract_if(.., is_old).collect();
        for waiting in old {
            self.send(Failure::modified().answer(waiting.request.id));
        }
    }

    fn assign(&mut self) {
        self.session.projects.assign(&self.session.documents);
        self.forget_gone();
    }

    /// Says nothing more of roadmaps that are looked at no longer.
    fn forget_gone(&mut self) {
        let projects = &self.session.projects;
        let gone = self.session.told.keys().filter(|root| projects.at(root).is_none());
        for root in gone.cloned().collect::<Vec<_>>() {
            let told = self.session.told.remove(&root).unwrap_or_default();
            for place in told.keys() {
                self.show(place);
            }
        }
        let projects = &self.session.projects;
        let is_gone = |of: &mut Waiting| projects.at(&of.root).is_none();
        let old: Vec<Waiting> = self.waiting.extract_if(.., is_gone).collect();
        for waiting in old {
            self.send(Failure::modified().answer(waiting.request.id));
        }
    }

    /// Reads what has changed, tells what there is to say, and wants the dates.
    fn refresh(&mut self) {
        let changed = self.session.projects.refresh(&self.session.documents);
        if !changed.is_empty() {
            self.forget_gone();
        }
        for root in changed {
            self.tell(&root);
            let Some(project) = self.session.projects.at(&root) else { continue };
            let (generation, now) = (project.generation, Arc::clone(&project.now));
            self.worker.want(Job { root, generation, now });
            if !self.has_progress {
                self.slow = after(LONG);
            }
        }
    }

    /// Takes in dates that were computed.
    fn take(&mut self, done: Done) {
        let (root, generation) = (done.root.clone(), done.generation);
        if !self.session.projects.take(done) {
            return self.end_progress();
        }
        self.tell(&root);
        let is_current = |server: &Self| {
            server.session.projects.at(&root).is_some_and(|it| it.generation == generation)
        };
        if is_current(self) {
            let ready = self.waiting.extract_if(.., |of| of.root == root).collect::<Vec<_>>();
            for Waiting { request, .. } in ready {
                self.reply(request);
            }
            self.ask_to_refresh();
        }
        self.end_progress();
    }

    fn ask_to_refresh(&mut self) {
        if self.session.client.pulls_diagnostics {
            self.ask("workspace/diagnostic/refresh", Value::Null, Asked::Other);
        }
        if self.session.client.refreshes_hints {
            self.ask("workspace/inlayHint/refresh", Value::Null, Asked::Other);
        }
        if self.session.client.refreshes_lenses {
            self.ask("workspace/codeLens/refresh", Value::Null, Asked::Other);
        }
    }

    fn retell_all(&mut self) {
        let roots: Vec<PathBuf> =
            self.session.projects.iter().map(|project| project.root.clone()).collect();
        for root in &roots {
            self.tell(root);
        }
    }

    /// Says what there is to say of a roadmap.
    fn tell(&mut self, root: &Path) {
        let Session { client, documents, projects, .. } = &self.session;
        let Some(project) = projects.at(root) else { return };
        let now = told(project, documents, client);
        let mut places: Vec<PathBuf> = now.keys().cloned().collect();
        if let Some(before) = self.session.told.insert(root.to_owned(), now) {
            places.extend(before.into_keys());
        }
        places.sort();
        places.dedup();
        for place in &places {
            self.show(place);
        }
    }

    /// Shows what there is to say of a file, if that is not what is shown.
    fn show(&mut self, place: &Path) {
        if self.session.client.pulls_diagnostics {
            return;
        }
        let diagnostics = self.session.diagnostics_of(place);
        let open = self.session.documents.at(place);
        let version = open.map(|open| open.version);
        let is_shown = match self.shown.get(place) {
            Some((of, shown)) => *shown == diagnostics && (*of == version || version.is_none()),
            // Of a file that is not open and has nothing wrong, nothing was ever said.
            None => version.is_none() && diagnostics.is_empty(),
        };
        if is_shown {
            return;
        }
        let uri = self.session.documents.uri_of(place);
        let params =
            lsp::PublishDiagnosticsParams { uri, version, diagnostics: diagnostics.clone() };
        self.notify("textDocument/publishDiagnostics", params);
        if version.is_none() && diagnostics.is_empty() {
            self.shown.remove(place);
        } else {
            self.shown.insert(place.to_owned(), (version, diagnostics));
        }
    }

    fn is_computing(&self) -> bool {
        let mut projects = self.session.projects.iter();
        projects.any(|project| project.generation > 0 && project.current().is_none())
    }

    fn begin_progress(&mut self) {
        self.slow = never();
        if !self.session.client.takes_progress || !self.is_computing() {
            return;
        }
        self.has_progress = true;
        let token = json!({ "token": PROGRESS });
        self.ask("window/workDoneProgress/create", token, Asked::Other);
        let begin = json!({ "kind": "begin", "title": "Computing dates" });
        self.notify("$/progress", json!({ "token": PROGRESS, "value": begin }));
    }

    fn end_progress(&mut self) {
        if self.is_computing() {
            return;
        }
        self.slow = never();
        if std::mem::take(&mut self.has_progress) {
            let end = json!({ "kind": "end" });
            self.notify("$/progress", json!({ "token": PROGRESS, "value": end }));
        }
    }

    fn warn(&self, message: &str) {
        self.notify("window/showMessage", json!({ "type": 2, "message": message }));
    }

    fn log(&self, message: &str) {
        self.notify("window/logMessage", json!({ "type": 2, "message": message }));
    }

    fn ask(&mut self, method: &str, params: Value, what: Asked) {
        self.next_id += 1;
        let id = RequestId::from(self.next_id);
        self.asked.insert(id.clone(), what);
        self.send(Request { id, method: method.to_owned(), params });
    }

    fn notify(&self, method: &str, params: impl serde::Serialize) {
        self.send(Notification::new(method.to_owned(), params));
    }

    fn send(&self, message: impl Into<Message>) {
        // A client that is gone is noticed where its messages end.
        let _ = self.connection.sender.send(message.into());
    }
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification(note) if note.method == "exit")
}
