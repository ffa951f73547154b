//! The loop: what came is handled in order, what was typed is read as soon as nothing else is waiting, dates come behind.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::select;
use gen_lsp_types as lsp;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::Ended;
use super::background::{Background, News, Sent, Turn};
use super::capabilities;
use super::client::{Client, folders};
use super::dates::{Dates, dates};
use super::dispatch::{Reply, answer};
use super::documents::{Changes, real_place};
use super::failure::Failure;
use super::later::Later;
use super::outbox::{Asked, Outbox};
use super::projects::{Project, Projects};
use super::session::Session;
use super::shown::Shown;
use super::slow::Slow;
use super::told::told;
use super::uri::path_of;
use crate::resolve::{is_calendar_file, is_roadmap};

/// How far the session is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    New,
    Running,
    /// The client has asked for the end.
    Over,
}

/// A request that is answered when the dates of some roadmaps are known.
struct Waiting {
    request: Request,
    roots: Vec<PathBuf>,
}

/// A roadmap, and which state of it.
type State = (PathBuf, u64);

impl Waiting {
    /// Whether it waits for the dates of such a roadmap, and would be answered of what it was not asked of.
    fn is_in_vain(&self, is_such: impl Fn(&Path) -> bool) -> bool {
        !is_of_all(&self.request) && self.roots.iter().any(|root| is_such(root))
    }
}

/// Whether something is asked of all roadmaps: it is answered of the newest texts, whichever those are.
fn is_of_all(request: &Request) -> bool {
    matches!(request.method.as_str(), "workspace/diagnostic" | "workspace/symbol")
}

/// One session with one client.
pub(super) struct Server<'c> {
    connection: &'c Connection,
    outbox: Outbox<'c>,
    phase: Phase,
    session: Session,
    queue: VecDeque<Message>,
    waiting: Vec<Waiting>,
    dates: Background<State, Option<Dates>>,
    later: Later,
    shown: Shown,
    slow: Slow,
}

impl<'c> Server<'c> {
    pub(super) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            outbox: Outbox::new(&connection.sender),
            phase: Phase::New,
            session: Session::default(),
            queue: VecDeque::new(),
            waiting: Vec::new(),
            dates: Background::start(),
            later: Later::start(),
            shown: Shown::default(),
            slow: Slow::new(),
        }
    }

    pub(super) fn run(mut self) -> Ended {
        loop {
            while let Ok(message) = self.connection.receiver.try_recv() {
                self.receive(message);
            }
            while let Ok(sent) = self.dates.news.try_recv() {
                self.take(sent);
            }
            while let Ok(sent) = self.later.news().try_recv() {
                self.later.take(sent, &self.outbox);
            }
            if let Some(message) = self.queue.pop_front() {
                if is_exit(&message) {
                    return self.ended();
                }
                self.handle(message);
                continue;
            }
            self.refresh();
            select! {
                recv(self.connection.receiver) -> message => match message {
                    Ok(message) => self.receive(message),
                    Err(_) => return self.ended(),
                },
                recv(self.dates.news) -> sent => if let Ok(sent) = sent {
                    self.take(sent);
                },
                recv(self.later.news()) -> sent => if let Ok(sent) = sent {
                    self.later.take(sent, &self.outbox);
                },
                recv(self.slow.due) -> _ => self.slow.ask(&mut self.outbox),
            }
        }
    }

    fn ended(&self) -> Ended {
        if self.phase == Phase::Over { Ended::Orderly } else { Ended::Abruptly }
    }

    /// Puts a message behind the others. That something is not wanted any more is heeded at once.
    fn receive(&mut self, message: Message) {
        match &message {
            Message::Notification(note) if note.method == "$/cancelRequest" => {
                let id = note.params.get("id");
                if let Some(id) = id.and_then(|id| serde_json::from_value(id.clone()).ok()) {
                    self.cancel(id);
                }
            }
            Message::Notification(note) if note.method == "window/workDoneProgress/cancel" => {
                if let Some(token) = note.params.get("token") {
                    self.later.cancel_by_token(token, &self.outbox);
                }
            }
            _ => self.queue.push_back(message),
        }
    }

    fn cancel(&mut self, id: RequestId) {
        let is_it = |other: &Message| matches!(other, Message::Request(of) if of.id == id);
        if let Some(at) = self.queue.iter().position(is_it) {
            self.queue.remove(at);
        } else if let Some(at) = self.waiting.iter().position(|of| of.request.id == id) {
            self.waiting.remove(at);
        } else {
            self.later.cancel(&id, &self.outbox);
            return;
        }
        self.outbox.send(Failure::cancelled().answer(id));
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
                self.outbox.send(failure.answer(request.id));
            }
            (Phase::Running, "initialize") => {
                let failure =
                    Failure::new(ErrorCode::InvalidRequest, "this is initialized already");
                self.outbox.send(failure.answer(request.id));
            }
            (Phase::Running, "shutdown") => {
                self.refuse_waiting(|_, _| true, &Failure::cancelled());
                self.later.cancel_all(&self.outbox);
                self.phase = Phase::Over;
                self.outbox.send(Response::new_ok(request.id, Value::Null));
            }
            (Phase::Running, _) => {
                if is_of_all(&request) {
                    self.session.take_in_folders();
                }
                self.refresh();
                self.reply(request);
            }
            (Phase::Over, _) => {
                let failure = Failure::new(ErrorCode::InvalidRequest, "this has been shut down");
                self.outbox.send(failure.answer(request.id));
            }
        }
    }

    fn reply(&mut self, request: Request) {
        let token = request.params.get("workDoneToken").cloned();
        let reply = answer(&mut self.session, request);
        for note in std::mem::take(&mut self.session.notes) {
            self.outbox.log(&note);
        }
        match reply {
            Reply::Now(response) => self.outbox.send(response),
            Reply::WithDates(request, roots) => self.waiting.push(Waiting { request, roots }),
            Reply::Later(id, work) => self.later.begin(id, token, work),
        }
    }

    fn initialize(&mut self, request: Request) {
        let Request { id, params, .. } = request;
        if params.get("capabilities").is_none_or(|can| !can.is_object()) {
            let failure = Failure::bad_params("`initialize` needs the client's `capabilities`");
            return self.outbox.send(failure.answer(id));
        }
        self.session.client = Client::of(&params);
        self.session.documents.encoding = self.session.client.encoding;
        self.session.projects.is_told = self.session.client.registers_watchers;
        let options = params.get("initializationOptions").unwrap_or(&Value::Null);
        let set = self.session.client.settings.take(options);
        let folders = folders(&params);
        let folders = folders.iter().filter_map(path_of).map(|path| real_place(&path));
        self.session.projects.workspace.folders = folders.collect();
        self.phase = Phase::Running;
        let result = capabilities::initialized(&self.session.client);
        self.outbox.send(Response::new_ok(id, result));
        if let Err(why) = set {
            self.outbox.warn(&format!("the settings can't be read: {why}"));
        }
    }

    /// What the client is asked once it is ready.
    fn initialized(&mut self) {
        let client = &self.session.client;
        let mut registrations = Vec::new();
        if client.registers_watchers {
            let watchers = json!({ "watchers": [{ "globPattern": "**/*.roadmap" }, { "globPattern": "**/*.ics" }] });
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
            self.outbox.ask("client/registerCapability", params, Asked::Other);
        }
        self.ask_for_configuration();
    }

    fn ask_for_configuration(&mut self) {
        if self.session.client.gives_configuration {
            let params = json!({ "items": [{ "section": "milepost" }] });
            self.outbox.ask("workspace/configuration", params, Asked::Configuration);
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
            self.outbox.log(&format!("`{method}` can't be read: {why}"));
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
            None => self.outbox.log(&format!("`{uri}` was changed and is not open")),
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
        let mut is_new = false;
        for change in &params.changes {
            let is_read = |path: &PathBuf| is_roadmap(path) || is_calendar_file(path);
            let Some(path) = path_of(&change.uri).filter(is_read) else { continue };
            let place = real_place(&path);
            // What is open is what is open, whatever is on disk.
            if self.session.documents.at(&place).is_some() {
                continue;
            }
            let is_known = self.session.projects.iter().any(|project| project.has(&place));
            is_new |= !is_known || change.kind != lsp::FileChangeType::Changed;
            self.touch(&place);
        }
        if is_new {
            self.session.projects.workspace.look_again();
            self.assign();
        }
    }

    fn change_folders(&mut self, params: &lsp::DidChangeWorkspaceFoldersParams) {
        let place = |folder: &lsp::WorkspaceFolder| path_of(&folder.uri).map(|it| real_place(&it));
        let removed: Vec<PathBuf> = params.event.removed.iter().filter_map(place).collect();
        let workspace = &mut self.session.projects.workspace;
        workspace.folders.retain(|folder| !removed.contains(folder));
        workspace.folders.extend(params.event.added.iter().filter_map(place));
        workspace.look_again();
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
            return self.outbox.warn(&format!("the settings can't be read: {why}"));
        }
        if before == self.session.client.settings {
            return;
        }
        self.retell_all();
        self.ask_to_refresh();
    }

    fn response(&mut self, response: Response) {
        match (self.outbox.answered(&response), response.response_result) {
            (Some(Asked::Configuration), Ok(Value::Array(sections))) => {
                if let Some(section) = sections.first() {
                    self.set(section);
                }
            }
            (Some(Asked::Progress(time)), Ok(_)) => {
                self.slow.agreed(&self.outbox, time, self.computing());
            }
            _ => {}
        }
    }

    /// Notes that a file has changed: what waits for the dates of its roadmaps would get those of another text.
    fn touch(&mut self, place: &Path) {
        self.session.projects.touch(place);
        let is_old = |projects: &Projects, of: &Waiting| {
            of.is_in_vain(|root| projects.at(root).is_none_or(|project| project.has(place)))
        };
        self.refuse_waiting(is_old, &Failure::modified());
        // Dates of the text before must not be told of this one.
        self.want_dates();
    }

    fn assign(&mut self) {
        self.session.projects.assign(&self.session.documents);
    }

    /// Says nothing more of roadmaps that are looked at no longer.
    fn forget_gone(&mut self) {
        let projects = &self.session.projects;
        let gone = self.session.told.keys().filter(|root| projects.at(root).is_none());
        for root in gone.cloned().collect::<Vec<_>>() {
            let told = self.session.told.remove(&root).unwrap_or_default();
            for place in told.keys() {
                self.shown.show(place, &self.session, &self.outbox);
            }
        }
    }

    /// Refuses what waits for dates in vain.
    fn refuse_waiting(&mut self, is_old: impl Fn(&Projects, &Waiting) -> bool, why: &Failure) {
        let projects = &self.session.projects;
        for Waiting { request, .. } in self.waiting.extract_if(.., |of| is_old(projects, of)) {
            self.outbox.send(why.clone().answer(request.id));
        }
    }

    /// Reads what has changed, tells what there is to say, answers what has waited for that, and wants the dates.
    fn refresh(&mut self) {
        let changed = self.session.projects.refresh(&self.session.documents);
        self.forget_gone();
        for root in &changed {
            self.tell(root);
        }
        let is_gone =
            |projects: &Projects, of: &Waiting| of.is_in_vain(|root| projects.at(root).is_none());
        self.refuse_waiting(is_gone, &Failure::modified());
        self.answer_ready();
        self.want_dates();
        match self.computing().filter(|_| self.session.client.takes_progress) {
            Some(roots) => self.slow.computing(&self.outbox, roots),
            None => self.slow.done(&self.outbox),
        }
    }

    /// Answers what has waited for dates and need not wait any longer.
    fn answer_ready(&mut self) {
        let projects = &self.session.projects;
        let is_there =
            |root: &PathBuf| projects.at(root).is_none_or(|project| project.current().is_some());
        let is_ready = |of: &mut Waiting| of.roots.iter().all(is_there);
        let ready: Vec<Waiting> = self.waiting.extract_if(.., is_ready).collect();
        for Waiting { request, .. } in ready {
            self.reply(request);
        }
    }

    /// Wants the dates that somebody still wants, and gives the others up.
    fn want_dates(&mut self) {
        let waited_for: BTreeSet<&PathBuf> = self.waiting.iter().flat_map(|of| &of.roots).collect();
        let is_wanted = |project: &&Project| {
            project.lacks_dates() && (project.is_open || waited_for.contains(&project.root))
        };
        let state = |project: &Project| (project.root.clone(), project.generation);
        let wanted: Vec<&Project> = self.session.projects.iter().filter(is_wanted).collect();
        let states: BTreeSet<State> = wanted.iter().map(|project| state(project)).collect();
        self.dates.keep(|state| states.contains(state));
        for project in wanted {
            let state = state(project);
            if !self.dates.is_wanted(&state) {
                // What somebody is looking at goes before what lies in the folders.
                let turn = if project.is_open { Turn::Next } else { Turn::Last };
                let dates = dates(project.generation, Arc::clone(&project.now));
                self.dates.want(state, turn, dates);
            }
        }
    }

    /// Takes in dates that were computed.
    fn take(&mut self, sent: Sent<State, Option<Dates>>) {
        let Some(((root, generation), News::Done(Some(dates)))) = self.dates.take(sent) else {
            return;
        };
        if !self.session.projects.take(&root, dates) {
            return;
        }
        self.tell(&root);
        let project = self.session.projects.at(&root);
        // Who has asked for what is not open is answered.
        if project.is_some_and(|of| of.is_open && of.generation == generation) {
            self.ask_to_refresh();
        }
    }

    fn ask_to_refresh(&mut self) {
        if self.session.client.pulls_diagnostics {
            self.outbox.ask("workspace/diagnostic/refresh", Value::Null, Asked::Other);
        }
        if self.session.client.refreshes_hints {
            self.outbox.ask("workspace/inlayHint/refresh", Value::Null, Asked::Other);
        }
        if self.session.client.refreshes_lenses {
            self.outbox.ask("workspace/codeLens/refresh", Value::Null, Asked::Other);
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
            self.shown.show(place, &self.session, &self.outbox);
        }
    }

    /// Of which roadmaps dates are being computed, in words; `None` if of none.
    fn computing(&self) -> Option<String> {
        let mut wanted = self.dates.wanted();
        let (first, _) = wanted.next()?;
        let first = first.file_name().unwrap_or_default().to_string_lossy();
        Some(match wanted.count() {
            0 => first.into_owned(),
            more => format!("{first} and {more} more"),
        })
    }
}

fn is_exit(message: &Message) -> bool {
    matches!(message, Message::Notification(note) if note.method == "exit")
}
