//! The pages that are shown, and what there is to say of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::cli::Failure;
use crate::cli::arguments::Serve;
use crate::cli::input::{self, Compiled};
use crate::diagnostic::{Diagnostic, Severity};
use crate::emit::{self, ChartOptions, PreviewEntry};
use crate::model::{ChartKind, Health};
use crate::plan::Plan;
use crate::resolve::slashed;
use crate::text::words::counted;
use crate::text::{Sources, visible};

/// What came of a file.
#[derive(Clone, Copy)]
pub(super) enum Made<'c> {
    Compiled(&'c Compiled),
    Unread(&'c Failure),
}

/// A page, and what there is to say of it.
#[derive(Clone, Default)]
struct Page {
    html: Arc<str>,
    /// Changes with the page.
    mark: String,
    title: String,
    health: Option<Health>,
    /// Whether it shows the roadmap as it was before, since as it is now it can't be understood.
    is_old: bool,
    /// Whether it was ever understood.
    has_picture: bool,
    report: Report,
}

/// What is wrong with a roadmap.
#[derive(Clone, Default)]
struct Report {
    summary: String,
    errors: usize,
    found: Vec<Finding>,
}

/// What is said of a line.
#[derive(Clone, Serialize)]
struct Finding {
    severity: &'static str,
    rule: &'static str,
    message: String,
    /// `plan.roadmap:4:34`.
    place: String,
    /// What opens an editor there.
    address: String,
    help: Vec<String>,
}

/// What a page is told of how things are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct State<'p> {
    mark: &'p str,
    is_old: bool,
    summary: &'p str,
    errors: usize,
    found: &'p [Finding],
}

/// All pages, by their addresses.
pub(super) struct Pages<'s> {
    serve: &'s Serve,
    options: ChartOptions,
    by_address: BTreeMap<String, Page>,
    /// Marks of this run differ from those of any other.
    run: u128,
    marks: usize,
}

impl<'s> Pages<'s> {
    pub(super) fn new(serve: &'s Serve) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let run = now.map_or(0, |since| since.as_nanos());
        // A theme that a roadmap declares is its own: what belongs to none is as if nothing were said.
        let options = serve.chart.options(&[]).unwrap_or_default();
        Self { serve, options, by_address: BTreeMap::new(), run, marks: 0 }
    }

    /// Makes the pages of these files; of a folder also the list of them. What can't be drawn as it is asked for is handed back.
    pub(super) fn make(&mut self, files: &[(PathBuf, Made<'_>)], is_folder: bool) -> Vec<Failure> {
        let mut before = std::mem::take(&mut self.by_address);
        let (mut names, mut failed) = (Vec::new(), Vec::new());
        for (file, made) in files {
            let name = self.name(file);
            let address = if is_folder { address("/", &name) } else { "/".to_owned() };
            let before = before.remove(&address).unwrap_or_default();
            let page = self.page(&name, *made, before, &mut failed);
            self.by_address.insert(address.clone(), page);
            names.push((address, name));
        }
        if is_folder {
            let index = self.index(&names, before.remove("/").unwrap_or_default());
            self.by_address.insert("/".to_owned(), index);
        }
        failed
    }

    /// The path of a file in the folder that is served.
    fn name(&self, file: &Path) -> String {
        let folder = &self.serve.path;
        let folders = [folder.strip_prefix(".").unwrap_or(folder), &input::from_here(folder)];
        let within = folders.into_iter().find_map(|folder| file.strip_prefix(folder).ok());
        match within.filter(|within| !within.as_os_str().is_empty()) {
            Some(within) => slashed(within),
            None => file.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }

    fn page(
        &mut self,
        name: &str,
        made: Made<'_>,
        before: Page,
        failed: &mut Vec<Failure>,
    ) -> Page {
        let compilation = match made {
            Made::Unread(failure) => {
                return self.waiting(name, Report::of_failure(failure), before);
            }
            Made::Compiled(compiled) => &compiled.compilation,
        };
        let found = compilation.report().iter();
        let report = Report::of(found, compilation.sources(), self.serve.reporting.max_errors);
        let Ok(plan) = compilation.plan() else { return self.waiting(name, report, before) };
        let title = match &*plan.model.header.title {
            "" => name.to_owned(),
            title => title.to_owned(),
        };
        let health = plan.status().roadmap_standing().health;
        let options = match self.serve.chart.options(&plan.model.themes) {
            Ok(options) => options,
            Err(failure) => {
                let page = self.waiting(name, Report::of_failure(&failure), before);
                failed.push(failure);
                return page;
            }
        };
        let html = |mark: &str| page_of(plan, &options, mark);
        Page {
            title,
            health,
            is_old: false,
            has_picture: true,
            report,
            ..self.marked(before, html)
        }
    }

    /// The page of what can't be understood: as it was before, if it ever was.
    fn waiting(&mut self, name: &str, report: Report, before: Page) -> Page {
        if before.has_picture {
            return Page { is_old: true, report, ..before };
        }
        let options = self.options;
        let html = |mark: &str| emit::preview_of_nothing(name, &options, mark);
        Page { title: name.to_owned(), report, ..self.marked(before, html) }
    }

    fn index(&mut self, names: &[(String, String)], before: Page) -> Page {
        let pages = std::mem::take(&mut self.by_address);
        let entry = |(address, name): &'_ (String, String)| {
            let page = pages.get(address)?;
            Some((address.clone(), name.clone(), page))
        };
        let entries: Vec<_> = names.iter().filter_map(entry).collect();
        let entries: Vec<_> = entries
            .iter()
            .map(|(address, path, page)| PreviewEntry {
                address,
                path,
                title: &page.title,
                health: page.health.map(Health::label),
                found: &page.report.summary,
                is_faulty: page.report.errors > 0,
            })
            .collect();
        let options = self.options;
        let title = counted(entries.len(), "roadmap");
        let page =
            self.marked(before, |mark| emit::preview_index(&title, &entries, &options, mark));
        self.by_address = pages;
        page
    }

    /// The page under a new mark, or under the one that it had if it is the same.
    fn marked(&mut self, before: Page, html: impl Fn(&str) -> String) -> Page {
        let made = html(&before.mark);
        if *made == *before.html {
            return before;
        }
        self.marks += 1;
        let mark = format!("{:x}-{}", self.run, self.marks);
        // The mark stands before all else that is the page's own.
        let old = format!("data-preview=\"{}\"", before.mark);
        let html = made.replacen(&old, &format!("data-preview=\"{mark}\""), 1);
        Page { html: html.into(), mark, ..Page::default() }
    }

    /// What all pages are told, as JSON by their addresses.
    fn state(&self) -> String {
        let state = |page: &'_ Page| -> serde_json::Value {
            let Page { mark, is_old, report: Report { summary, errors, found }, .. } = page;
            let state = State { mark, is_old: *is_old, summary, errors: *errors, found };
            serde_json::to_value(state).unwrap_or_default()
        };
        let states: serde_json::Map<_, _> =
            self.by_address.iter().map(|(address, page)| (address.clone(), state(page))).collect();
        serde_json::Value::Object(states).to_string()
    }
}

/// The page of a roadmap.
fn page_of(plan: Plan<'_>, options: &ChartOptions, mark: &str) -> String {
    emit::preview(&plan, &emit::page_views(&plan, ChartKind::Gantt), options, mark)
}

impl Report {
    fn of<'d>(all: impl Iterator<Item = &'d Diagnostic>, sources: &Sources, most: usize) -> Self {
        let mut all: Vec<_> =
            all.filter(|one| matches!(one.severity, Severity::Error | Severity::Warning)).collect();
        all.sort_by_key(|one| one.severity);
        let errors = all.iter().filter(|one| one.severity == Severity::Error).count();
        let kinds = [(errors, "error"), (all.len() - errors, "warning")];
        let kinds = kinds.into_iter().filter(|(count, _)| *count > 0);
        let kinds: Vec<_> = kinds.map(|(count, kind)| counted(count, kind)).collect();
        let mut summary = kinds.join(", ");
        if all.len() > most {
            let _ = write!(summary, ", of which {most} are shown");
        }
        let found = all.into_iter().take(most).map(|one| Finding::of(one, sources)).collect();
        Self { summary, errors, found }
    }

    fn of_failure(failure: &Failure) -> Self {
        let message = visible(&failure.message).into_owned();
        let help = failure.help.clone().into_iter().collect();
        let (place, address) = (String::new(), String::new());
        let found = Finding { severity: "error", rule: "", message, place, address, help };
        Self { summary: counted(1, "error"), errors: 1, found: vec![found] }
    }
}

impl Finding {
    fn of(one: &Diagnostic, sources: &Sources) -> Self {
        let span = one.primary.span;
        let name = sources.source(sources.source_of(span)).map_or("", |source| source.name());
        let place = sources.place(span);
        let (line, column) = (place.line, place.column);
        let file = std::path::absolute(name).map(|file| slashed(&file)).unwrap_or_default();
        Self {
            severity: one.severity.name(),
            rule: one.rule.name,
            message: visible(&one.message).into_owned(),
            place: format!("{}:{line}:{column}", visible(name)),
            address: format!("{}:{line}:{column}", address("vscode://file/", &file)),
            help: one.advice().map(|help| visible(help).into_owned()).collect(),
        }
    }
}

/// A path behind the beginning of an address: all is written by its bytes that could mean something else there.
fn address(start: &str, path: &str) -> String {
    let mut address = start.to_owned();
    for byte in path.trim_start_matches('/').bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            other => {
                let _ = write!(address, "%{other:02X}");
            }
        }
    }
    address
}

/// What is shown now: made in one place, handed out in many.
#[derive(Default)]
pub(super) struct Shown {
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Default)]
struct Now {
    pages: BTreeMap<String, Arc<str>>,
    state: Arc<str>,
    /// How often it has changed.
    version: u64,
}

impl Shown {
    /// Shows these pages from now on, and tells all that listen.
    pub(super) fn show(&self, pages: &Pages<'_>) {
        let shown = pages
            .by_address
            .iter()
            .map(|(address, page)| (address.clone(), Arc::clone(&page.html)));
        let (shown, state) = (shown.collect(), pages.state().into());
        let mut now = self.lock();
        *now = Now { pages: shown, state, version: now.version + 1 };
        drop(now);
        self.changed.notify_all();
    }

    /// The page at an address, which is compared as it is.
    pub(super) fn page(&self, address: &str) -> Option<Arc<str>> {
        self.lock().pages.get(address).cloned()
    }

    /// How things are, as soon as they are not as in this version; nothing if that takes longer than this.
    pub(super) fn state_after(&self, version: u64, patience: Duration) -> Option<(u64, Arc<str>)> {
        let is_known = |now: &mut Now| now.version == version;
        let waited = self.changed.wait_timeout_while(self.lock(), patience, is_known);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (now.version != version).then(|| (now.version, Arc::clone(&now.state)))
    }

    fn lock(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_path_can_not_be_taken_for_anything_else() {
        assert_eq!(address("/", "team/a b?#%.roadmap"), "/team/a%20b%3F%23%25.roadmap");
        assert_eq!(address("vscode://file/", "/p/ü.roadmap"), "vscode://file/p/%C3%BC.roadmap");
        assert_eq!(address("vscode://file/", "C:/p.roadmap"), "vscode://file/C%3A/p.roadmap");
    }
}
