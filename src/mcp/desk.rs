//! What every tool works with: the folder, the day, and roadmaps with their dates.

use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::World;
use super::root::{self, LIMIT, Place, Root};
use crate::compile::{Compilation, Options, Reading, read};
use crate::diagnostic::{Diagnostics, Failure};
use crate::model::Model;
use crate::plan::Plan;
use crate::resolve::{LoadError, Loader, is_roadmap};
use crate::schedule::Stop;
use crate::syntax::{self, date_of};
use crate::text::{Source, SourceId, Sources};
use crate::time::Date;

/// How many bytes all that a roadmap imports may have together.
const LIMIT_OF_ALL: u64 = 4 * LIMIT;

/// What holds for all calls.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) root: Root,
    world: World,
    /// Held by who writes, so that each sees what the one before has written.
    writing: Mutex<()>,
}

impl Shared {
    pub(super) fn new(world: World) -> Result<Self, Failure> {
        Ok(Self { root: Root::new(&world.root)?, world, writing: Mutex::new(()) })
    }

    pub(super) const fn may_write(&self) -> bool {
        self.world.write.is_some()
    }
}

/// What a call works with.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    shared: Arc<Shared>,
    /// Wanted when nobody waits for the answer any more.
    pub(super) stop: Stop,
}

/// A text that is taken in place of that of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Instead<'t> {
    pub(super) of: &'t Place,
    pub(super) text: &'t str,
}

impl Desk {
    pub(super) const fn new(shared: Arc<Shared>, stop: Stop) -> Self {
        Self { shared, stop }
    }

    pub(super) fn root(&self) -> &Root {
        &self.shared.root
    }

    /// The day on which plans are looked at: a date, or `now`; that of the roadmap, if nothing is said.
    pub(super) fn today(&self, asked: Option<&str>) -> Result<Option<Date>, Failure> {
        match asked {
            None => Ok(None),
            Some("now") => (self.shared.world.today)().map(Some),
            Some(text) => {
                day(text).map(|(first, last)| (first == last).then_some(first)).and_then(|one| {
                    one.map(Some).ok_or_else(|| Failure::new(format!("`{text}` is not one day")))
                })
            }
        }
    }

    /// A roadmap, read with what it imports, and on this day; with that text in place of a file's, if one is given.
    pub(super) fn read(
        &self,
        place: &Place,
        instead: Option<Instead<'_>>,
        today: Option<Date>,
    ) -> Result<Reading, Failure> {
        self.read_source(source(place, instead)?, place, instead, today)
    }

    /// The same of a text that stands at that place.
    pub(super) fn read_source(
        &self,
        source: Source,
        place: &Place,
        instead: Option<Instead<'_>>,
        today: Option<Date>,
    ) -> Result<Reading, Failure> {
        let folder = place.real.parent().unwrap_or(Path::new(""));
        let left = Cell::new(LIMIT_OF_ALL);
        let files = Files { root: self.root(), folder, instead, left };
        let options = Options::new().loader(&files);
        let options = today.into_iter().fold(options, Options::today);
        self.go_on()?;
        Ok(read(source, &options))
    }

    /// A roadmap with its dates.
    pub(super) fn compiled(
        &self,
        place: &Place,
        instead: Option<Instead<'_>>,
        today: Option<Date>,
    ) -> Result<Compilation, Failure> {
        self.scheduled(self.read(place, instead, today)?)
    }

    /// Computes the dates.
    pub(super) fn scheduled(&self, reading: Reading) -> Result<Compilation, Failure> {
        self.go_on()?;
        reading.compile_unless(&self.stop).ok_or_else(given_up)
    }

    /// Whether somebody still waits.
    pub(super) fn go_on(&self) -> Result<(), Failure> {
        if self.stop.is_wanted() { Err(given_up()) } else { Ok(()) }
    }

    /// The roadmaps that a file is, or is a part of: one without a header belongs to those that import it.
    pub(super) fn wholes(&self, place: &Place, has_header: bool) -> Result<Vec<Place>, Failure> {
        let mut wholes = Vec::new();
        for path in self.root().beside_and_above(place) {
            self.go_on()?;
            // What can't be read imports nothing.
            let Ok(other) = self.root().existing(&path) else { continue };
            let Ok(reading) = self.read(&other, None, None) else { continue };
            let folder = other.real.parent().unwrap_or(Path::new(""));
            let is_it = |file: &str| real(folder, file) == place.real;
            if reading.files().skip(1).any(is_it) {
                wholes.push(other);
            }
        }
        if has_header || wholes.is_empty() {
            wholes.insert(0, place.clone());
        }
        Ok(wholes)
    }

    /// Keeps others from writing while somebody does.
    pub(super) fn writing(&self) -> MutexGuard<'_, ()> {
        self.shared.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Refuses to write where that is not allowed.
    pub(super) fn refuse_writing(&self) -> Result<(), Failure> {
        if self.shared.may_write() {
            return Ok(());
        }
        let failure = Failure::new("this server only reads, and nothing was written");
        Err(failure.help("started as `milepost mcp --write` it may write roadmaps"))
    }

    /// Writes a roadmap, whole or not at all.
    pub(super) fn write(&self, place: &Place, text: &str) -> Result<(), Failure> {
        self.refuse_writing()?;
        self.go_on()?;
        match self.shared.world.write {
            // Its place may have changed since it was asked for.
            Some(write) if self.root().place(&place.path)?.real == place.real => {
                write(&place.real, text)
            }
            _ => Err(Failure::new(format!("`{}` has been moved meanwhile", place.path))),
        }
    }
}

/// The text of a roadmap, or the one that is taken in its place.
fn source(place: &Place, instead: Option<Instead<'_>>) -> Result<Source, Failure> {
    match instead.filter(|instead| instead.of.real == place.real) {
        Some(instead) => Ok(place.with(instead.text)),
        None => place.source(),
    }
}

fn given_up() -> Failure {
    Failure::new("given up, for nobody waits for it any more")
}

/// The first and the last day of a day or period.
pub(super) fn day(text: &str) -> Result<(Date, Date), Failure> {
    let date = date_of(text).filter(|date| date.minute.is_none());
    date.map(|date| (date.first, date.last)).ok_or_else(|| {
        Failure::new(format!("`{text}` is no date"))
            .help("write a day that exists, as in `2026-03-02`")
    })
}

/// Whether a roadmap begins in its own file, rather than in one that imports it or that it imports.
pub(super) fn has_header(model: &Model) -> bool {
    let span = model.header.span;
    span.start < span.end && model.sources.source_of(span) == SourceId(0)
}

/// What is wrong with how a text is written, whatever it means.
pub(super) fn mistakes(name: &str, text: &str) -> (Sources, Diagnostics) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::new());
    if let Some(id) = sources.add(Source::new(name, text)) {
        syntax::parse(&sources, id, &mut found);
        found.sort();
    }
    (sources, found)
}

/// The plan; where there is none, because the roadmap can't be understood, what is wrong.
pub(super) fn understood(compilation: &Compilation) -> Result<Plan<'_>, Failure> {
    compilation.plan().map_err(|problems| {
        let message = "the roadmap has errors that leave its meaning in doubt";
        Failure::new(format!("{message}:\n{problems}")).help("`check` says more of each")
    })
}

/// The same, where there has to be something to say of dates.
pub(super) fn planned(compilation: &Compilation) -> Result<Plan<'_>, Failure> {
    let plan = understood(compilation)?;
    if plan.status().is_anything_planned() {
        return Ok(plan);
    }
    Err(Failure::new("nothing is planned in this roadmap"))
}

/// The files that a roadmap imports.
struct Files<'a> {
    root: &'a Root,
    /// The roadmap's own: what it imports lies in it or below.
    folder: &'a Path,
    instead: Option<Instead<'a>>,
    /// How many bytes more may be read.
    left: Cell<u64>,
}

fn real(folder: &Path, path: &str) -> PathBuf {
    let place = folder.join(path);
    place.canonicalize().unwrap_or(place)
}

impl Loader for Files<'_> {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let (place, unreadable) = (self.real_path(path), |why: String| LoadError::Unreadable(why));
        let name = self.root.name_of(&self.folder.join(path));
        if let Some(instead) = self.instead.filter(|instead| instead.of.real == place) {
            return Ok(Source::new(path, instead.text).named(name));
        }
        if !place.starts_with(self.folder) {
            return Err(LoadError::OutsideRoot);
        }
        let kind = fs::metadata(&place).map_err(|_| LoadError::NotFound)?;
        // A message may quote what it finds: of what is no roadmap, nor the JSON of a baseline, nothing is read.
        if !kind.is_file() || !(is_roadmap(&place) || place.extension() == Some("json".as_ref())) {
            return Err(unreadable("it is no roadmap".to_owned()));
        }
        let read = root::bytes(path, &place, LIMIT.min(self.left.get()));
        let bytes = read.map_err(|failure| unreadable(failure.message))?;
        self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
        Ok(Source::from_bytes(path, bytes).named(name))
    }

    fn real_path(&self, path: &str) -> PathBuf {
        real(self.folder, path)
    }
}
