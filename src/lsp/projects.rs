//! Which roadmap a document belongs to, and what is known of it.
//!
//! A document with a header is a roadmap; so is one that nothing imports. One without a header is a part of those that import it:
//! what is said of it is what is said of it there. A roadmap imports from its own folder and below, so that whoever imports a file
//! lies in its folder or above.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::dates::Dates;
use super::documents::{Documents, real_place};
use super::workspace::Workspace;
use crate::compile::{Compilation, Options};
use crate::diagnostic::Diagnostic;
use crate::ide::{Analysis, Memory, View};
use crate::resolve::{Folder, LoadError, Loader, roadmaps_in};
use crate::text::{Source, SourceId, Span};

/// How many roadmaps of a folder are asked whether they import a document.
const ASKED: usize = 200;

/// A roadmap that is open, imports what is open, or lies in a folder.
pub(super) struct Project {
    pub(super) root: PathBuf,
    /// The folder it lies in; none of a document without a file.
    folder: Option<PathBuf>,
    /// Which state of it is the newest; 0 of one that nobody has been told of.
    pub(super) generation: u64,
    /// Its newest state, without dates.
    pub(super) now: Arc<Analysis>,
    /// The last dates that were computed, of an older state perhaps.
    pub(super) dated: Option<Dated>,
    /// The last state that could be understood: what is being written is in doubt most of the time.
    understood: Option<Arc<Analysis>>,
    /// The files that were asked for, by the paths that the compiler knows them by.
    places: BTreeMap<String, PathBuf>,
    /// How those files were on disk.
    seen: BTreeMap<PathBuf, Option<Seen>>,
    /// Whether it is open, or imports what is open; otherwise it lies in a folder, and nobody looks at it.
    pub(super) is_open: bool,
    is_stale: bool,
    /// What its files were read as.
    memory: Memory,
}

/// A state with its dates.
pub(super) struct Dated {
    pub(super) generation: u64,
    pub(super) analysis: Arc<Analysis>,
    /// What the dates have added.
    pub(super) late: Vec<Diagnostic>,
}

/// When a file was written last, and how long it is.
type Seen = (SystemTime, u64);

/// How a file is on disk; `None` of one that is not there.
fn seen(place: &Path) -> Option<Seen> {
    let file = fs::metadata(place).ok()?;
    Some((file.modified().ok()?, file.len()))
}

impl Project {
    fn new(root: PathBuf, documents: &Documents) -> Self {
        let folder = root.has_root().then(|| root.parent().map(Path::to_owned)).flatten();
        let mut memory = Memory::default();
        let now = Arc::new(read_root(&root, folder.as_deref(), documents, &mut memory));
        let mut project = Self {
            root,
            folder,
            generation: 0,
            now,
            dated: None,
            understood: None,
            places: BTreeMap::new(),
            seen: BTreeMap::new(),
            is_open: false,
            is_stale: false,
            memory,
        };
        project.find_places();
        project
    }

    /// Reads it again; whether it is made of other files now, or has come to be a roadmap or a part.
    fn read(&mut self, documents: &Documents) -> bool {
        let shape = |of: &Self| (of.has_header(), of.places.keys().cloned().collect::<Vec<_>>());
        let before = shape(self);
        let folder = self.folder.as_deref();
        self.now = Arc::new(read_root(&self.root, folder, documents, &mut self.memory));
        self.find_places();
        (self.generation, self.is_stale) = (0, false);
        shape(self) != before
    }

    fn find_places(&mut self) {
        let mut places = BTreeMap::new();
        for file in self.now.files() {
            let place = self.places.remove(file).unwrap_or_else(|| self.locate(file));
            places.insert(file.to_owned(), place);
        }
        self.places = places;
        self.seen = self.places().map(|place| (place.to_owned(), seen(place))).collect();
    }

    /// Whether a file that is not open is not on disk any more as it was when it was read.
    fn has_changed_on_disk(&self, documents: &Documents) -> bool {
        let mut closed = self.seen.iter().filter(|(place, _)| documents.at(place).is_none());
        closed.any(|(place, before)| seen(place) != *before)
    }

    fn locate(&self, file: &str) -> PathBuf {
        let is_root = self.now.files().next() == Some(file);
        match &self.folder {
            Some(folder) if !is_root => real_place(&folder.join(file)),
            _ => self.root.clone(),
        }
    }

    /// The files that it is made of, or asks for.
    pub(super) fn places(&self) -> impl Iterator<Item = &Path> {
        self.places.values().map(PathBuf::as_path)
    }

    pub(super) fn has(&self, place: &Path) -> bool {
        self.places().any(|other| other == place)
    }

    /// Where a file lies that was asked for, by the path that the compiler knows it by.
    pub(super) fn place_of_path(&self, path: &str) -> Option<&Path> {
        self.places.get(path).map(PathBuf::as_path)
    }

    /// Where a source that was read lies.
    pub(super) fn place_of(&self, source: &Source) -> &Path {
        self.places.get(source.path()).map_or(&self.root, PathBuf::as_path)
    }

    /// The newest source that lies at a place.
    pub(super) fn source_at(&self, place: &Path) -> Option<(SourceId, &Source)> {
        let mut sources = self.now.sources().iter();
        sources.find(|(_, source)| self.place_of(source) == place)
    }

    /// The dates, if they are those of the newest state.
    pub(super) fn current(&self) -> Option<&Compilation> {
        let dated = self.dated.as_ref().filter(|dated| dated.generation == self.generation);
        dated.and_then(|dated| dated.analysis.compilation())
    }

    /// Whether there are no dates of its newest state. Of one that has changed since there will be another state.
    pub(super) fn lacks_dates(&self) -> bool {
        !self.is_stale && self.current().is_none()
    }

    /// What is known of it: the newest text, with what has been said of it, and the last dates that there were.
    pub(super) fn view(&self) -> View<'_> {
        let dated = self.dated.as_ref();
        let newest = dated.filter(|dated| dated.generation == self.generation);
        let now = newest.map_or(&*self.now, |dated| &*dated.analysis);
        let understood = self.understood.as_deref();
        View { now, dated: understood.or_else(|| dated.map(|dated| &*dated.analysis)) }
    }

    fn has_header(&self) -> bool {
        let model = self.now.model();
        let span = model.header.span;
        span != Span::default() && model.sources.source_of(span) == SourceId(0)
    }
}

/// The roadmaps that are open or import what is open, and those in the folders where somebody has asked for them; by the places of
/// their files.
#[derive(Default)]
pub(super) struct Projects {
    all: BTreeMap<PathBuf, Project>,
    pub(super) workspace: Workspace,
    /// Whether the client tells which files come, change and go. Where it does not, they are looked at.
    pub(super) is_told: bool,
    /// Whether each open document seems to have a header: where that changes, it may be a roadmap or a part.
    headed: BTreeMap<PathBuf, bool>,
    generation: u64,
}

impl Projects {
    /// Finds out which roadmaps there are, now that a document was opened or closed, or a file has come or gone.
    pub(super) fn assign(&mut self, documents: &Documents) {
        if !self.is_told {
            for project in self.all.values_mut() {
                project.is_stale |= project.has_changed_on_disk(documents);
            }
        }
        self.read_stale(documents);
        self.headed = headed(documents);
        let open = self.open(documents);
        let in_folders = self.in_folders(documents, &open);
        self.all.retain(|root, project| {
            project.is_open = open.contains(root);
            if !project.is_open {
                // It hardly ever changes.
                project.memory = Memory::default();
            }
            project.is_open || in_folders.contains(root)
        });
    }

    /// The roadmaps that are open, or import what is open.
    fn open(&mut self, documents: &Documents) -> BTreeSet<PathBuf> {
        let mut open = BTreeSet::new();
        for (place, _) in documents.iter() {
            let own = self.project(place, documents);
            if own.has_header() {
                open.insert(place.to_owned());
                continue;
            }
            let importers = self.importers(place, documents);
            if importers.is_empty() {
                open.insert(place.to_owned());
            }
            open.extend(importers);
        }
        open
    }

    /// The roadmaps in the folders, where somebody has asked for them: a file without a header only if it is a part of none.
    fn in_folders(&mut self, documents: &Documents, open: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let is_closed = |place: &&PathBuf| documents.at(place).is_none();
        let files: Vec<PathBuf> =
            self.workspace.files().iter().filter(is_closed).cloned().collect();
        let is_headed = |file: &PathBuf| match self.all.get(file) {
            Some(project) => project.has_header(),
            None => mentions(file, b"roadmap"),
        };
        let (mut roots, mut rest): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(is_headed);
        rest.extend(roots.extract_if(.., |root| !self.project(root, documents).has_header()));
        let whole = open.iter().chain(&roots).filter_map(|root| self.all.get(root));
        let parts: BTreeSet<&Path> = whole.flat_map(Project::places).collect();
        rest.retain(|file| !parts.contains(file.as_path()));
        for alone in &rest {
            self.project(alone, documents);
        }
        roots.into_iter().chain(rest).collect()
    }

    /// Takes in the roadmaps of the folders, too, and says which are passed over. A client that tells which files come and go has them
    /// looked for once.
    pub(super) fn take_in_folders(&mut self, documents: &Documents) -> Vec<String> {
        if self.workspace.is_known() && self.is_told {
            return Vec::new();
        }
        let said = self.workspace.look();
        self.assign(documents);
        said
    }

    fn project(&mut self, root: &Path, documents: &Documents) -> &mut Project {
        let make = || Project::new(root.to_owned(), documents);
        self.all.entry(root.to_owned()).or_insert_with(make)
    }

    /// The roadmaps that import a file.
    fn importers(&mut self, place: &Path, documents: &Documents) -> Vec<PathBuf> {
        let mut importers = Vec::new();
        for candidate in self.candidates(place, documents) {
            let is_new = !self.all.contains_key(&candidate);
            let project = self.project(&candidate, documents);
            if project.has(place) && project.has_header() {
                importers.push(candidate);
            } else if is_new {
                self.all.remove(&candidate);
            }
        }
        importers
    }

    /// The roadmaps that lie where one that imports a file has to.
    fn candidates(&self, place: &Path, documents: &Documents) -> Vec<PathBuf> {
        let mut folders: Vec<&Path> = place.ancestors().skip(1).collect();
        match self.workspace.around(place) {
            Some(top) => folders.retain(|folder| folder.starts_with(top)),
            None => folders.truncate(1),
        }
        let mut found = Vec::new();
        for folder in folders {
            let open = documents.iter().map(|(open, _)| open.to_owned());
            found.extend(open.filter(|open| open.parent() == Some(folder)));
            found.extend(roadmaps_in(folder).into_iter().take(ASKED));
        }
        let mut seen = BTreeSet::new();
        let imports = |candidate: &PathBuf| {
            let open = documents.at(candidate).map(|open| open.text.contains("import"));
            open.unwrap_or_else(|| mentions(candidate, b"import"))
        };
        found.retain(|candidate| {
            candidate != place && seen.insert(candidate.clone()) && imports(candidate)
        });
        found
    }

    /// Notes that a file has changed.
    pub(super) fn touch(&mut self, place: &Path) {
        for project in self.all.values_mut().filter(|project| project.has(place)) {
            project.is_stale = true;
        }
    }

    /// Reads again what has changed; whether any is made of other files now.
    fn read_stale(&mut self, documents: &Documents) -> bool {
        let stale = self.all.values_mut().filter(|of| of.is_stale);
        // Each is read, whatever the others have come to.
        stale.fold(false, |is_reshaped, project| project.read(documents) | is_reshaped)
    }

    /// Reads again what has changed, and says which roadmaps those are.
    pub(super) fn refresh(&mut self, documents: &Documents) -> Vec<PathBuf> {
        let is_reshaped = self.read_stale(documents);
        let mut changed = Vec::new();
        for project in self.all.values_mut().filter(|of| of.generation == 0) {
            self.generation += 1;
            project.generation = self.generation;
            changed.push(project.root.clone());
        }
        if !changed.is_empty() && (is_reshaped || self.headed != headed(documents)) {
            self.assign(documents);
            changed.extend(self.refresh(documents));
            changed.retain(|root| self.all.contains_key(root));
        }
        changed
    }

    /// Takes in the dates of a roadmap; false if they are older than those that are known, or of nothing that is open.
    pub(super) fn take(&mut self, root: &Path, dates: Dates) -> bool {
        let Dates { generation, analysis, late } = dates;
        let Some(project) = self.all.get_mut(root) else { return false };
        let known = project.dated.as_ref().map_or(0, |dated| dated.generation);
        if generation <= known {
            return false;
        }
        let analysis = Arc::new(analysis);
        if analysis.compilation().is_some_and(|made| made.plan().is_ok()) {
            project.understood = Some(Arc::clone(&analysis));
        }
        project.dated = Some(Dated { generation, analysis, late });
        true
    }

    pub(super) fn at(&self, root: &Path) -> Option<&Project> {
        self.all.get(root)
    }

    /// The roadmap that a file is looked at in: its own, or the first that imports it.
    pub(super) fn of(&self, place: &Path) -> Option<&Project> {
        let own = self.all.get(place).filter(|project| project.is_open);
        let all = || self.all.values().filter(|project| project.has(place));
        own.or_else(|| all().find(|project| project.is_open)).or_else(|| all().next())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Project> {
        self.all.values()
    }
}

fn headed(documents: &Documents) -> BTreeMap<PathBuf, bool> {
    let is_headed =
        |text: &str| text.lines().any(|line| line.split_whitespace().next() == Some("roadmap"));
    documents.iter().map(|(place, open)| (place.to_owned(), is_headed(&open.text))).collect()
}

/// Open texts, and the files of the folder for what is not open.
struct Overlay<'d> {
    folder: Folder,
    documents: &'d Documents,
}

impl Loader for Overlay<'_> {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let loaded = self.folder.load(path);
        let open = self.documents.at(&real_place(&self.folder.path_of(path)));
        match (loaded, open) {
            (Err(LoadError::OutsideRoot), _) => Err(LoadError::OutsideRoot),
            (_, Some(open)) => Ok(Source::new(path, open.text.clone())),
            (loaded, None) => loaded.map(|source| source.named(path)),
        }
    }

    fn real_path(&self, path: &str) -> PathBuf {
        real_place(&self.folder.path_of(path))
    }
}

fn read_root(
    root: &Path,
    folder: Option<&Path>,
    documents: &Documents,
    memory: &mut Memory,
) -> Analysis {
    let open = documents.at(root).map(|open| open.text.clone());
    let Some(folder) = folder else {
        let source = Source::new("untitled.roadmap", open.unwrap_or_default());
        return Analysis::names_again(source, &Options::new(), memory);
    };
    let name = root.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = Folder::new(folder);
    let source = match open {
        Some(text) => Source::new(name, text),
        // What was there a moment ago and can't be read any more has nothing in it.
        None => match folder.read(&name) {
            Ok(source) => source.named(name),
            Err(_) => Source::new(name, ""),
        },
    };
    let overlay = Overlay { folder, documents };
    Analysis::names_again(source, &Options::new().loader(&overlay), memory)
}

/// Whether a word stands anywhere in a file on disk.
fn mentions(path: &Path, word: &[u8]) -> bool {
    let is_small =
        fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= Folder::LIMIT);
    is_small && fs::read(path).is_ok_and(|bytes| memchr::memmem::find(&bytes, word).is_some())
}
