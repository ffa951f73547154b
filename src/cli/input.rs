//! From the name of a file to a compilation.

use std::fs;
use std::io::{self, Read as _};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use super::arguments::{Compile, Deny, Level, Schedule, Today};
use super::terminal::Terminal;
use super::{Failure, progress};
use crate::compile::{Compilation, Options, Reading, read};
use crate::model::Thoroughness;
use crate::resolve::{
    Folder, LoadError, Loader, RoadmapsBelow, Unreadable, reason, roadmaps_in, slashed,
};
use crate::schedule::Stop;
use crate::text::{Source, did_you_mean};
use crate::time::Date;

/// What standard input is called.
const STDIN: &str = "<stdin>";

/// A compiled file, and the folder that its paths are relative to.
pub(super) struct Compiled {
    pub(super) compilation: Compilation,
    folder: Folder,
}

impl Compiled {
    /// The files that were asked for, as paths from here.
    pub(super) fn files(&self) -> impl Iterator<Item = PathBuf> {
        let on_disk = self.compilation.files().filter(|file| *file != STDIN);
        on_disk.map(|file| self.folder.path_of(file))
    }

    /// Where they really are, the compiled one first; none of standard input and of what is not there.
    pub(super) fn places(&self) -> Vec<Option<PathBuf>> {
        let place = |file| self.folder.path_of(file).canonicalize().ok();
        self.compilation
            .files()
            .map(|file| (file != STDIN).then(|| place(file)).flatten())
            .collect()
    }

    /// Whether the file begins a roadmap, rather than being imported by one that does.
    pub(super) fn has_header(&self) -> bool {
        let (header, sources) = (self.compilation.model().header.span, self.compilation.sources());
        let own = sources.iter().next().map(|(own, _)| own);
        header.start < header.end && own == Some(sources.source_of(header))
    }
}

/// The files that are asked for, those of folders in order of their paths.
pub(super) fn roadmaps(asked: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for path in asked {
        if !path.is_dir() {
            all.push(path.clone());
            continue;
        }
        let before = all.len();
        for file in RoadmapsBelow::new(path.strip_prefix(".").unwrap_or(path)) {
            all.push(file.map_err(unreadable_folder)?);
        }
        if all.len() == before {
            let message = format!("there is no roadmap in the folder `{}`", path.display());
            return Err(Failure::new(message).help("the name of a roadmap ends in `.roadmap`"));
        }
    }
    Ok(all)
}

fn unreadable_folder(unread: Unreadable) -> Failure {
    let Unreadable { folder, error } = unread;
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { &folder };
    Failure::new(format!("can't read the folder `{}`: {}", here.display(), reason(&error)))
}

/// What is kept until the process ends, which is soon: giving back a million rows one by one would be wasted time.
pub(super) const fn kept<T>(compiled: T) -> ManuallyDrop<T> {
    ManuallyDrop::new(compiled)
}

/// Reads and compiles a file, `-` being standard input, for a command that then ends.
pub(super) fn compiled(
    file: &Path,
    how: &Compile,
    deny: Option<Deny>,
    terminal: &Terminal,
) -> Result<ManuallyDrop<Compiled>, Failure> {
    compiled_noting(file, how, deny, terminal, &|_| ()).map(kept)
}

/// The same; each file is told of before it is read, found or not.
pub(super) fn compiled_noting(
    file: &Path,
    how: &Compile,
    deny: Option<Deny>,
    terminal: &Terminal,
    note: &dyn Fn(&Path),
) -> Result<Compiled, Failure> {
    if file.as_os_str() != "-" {
        note(file);
    }
    let (folder, source) = match (file.as_os_str() == "-", &how.root) {
        (true, root) => {
            let root = root.as_deref().unwrap_or(Path::new(""));
            (Folder::new(from_here(root)), standard_input()?)
        }
        (false, None) => Folder::open(from_here(file)).map_err(|error| unreadable(file, &error))?,
        (false, Some(root)) => within(root, file)?,
    };
    let loader = Noting { folder: &folder, note };
    let reading = read(source, &options(&how.schedule, deny)?.loader(&loader));
    let compilation = scheduled(reading, terminal);
    Ok(Compiled { compilation, folder })
}

/// Computes the dates; of work that is levelled, which may take long, it is said how far that is.
fn scheduled(reading: Reading, terminal: &Terminal) -> Compilation {
    if reading.model().header.level.is_none() {
        return reading.compile();
    }
    let stop = Stop::new();
    let words = || format!("levelling: {}% of what may be tried", stop.progress() / 10);
    progress::during(terminal, words, || reading.compile_telling(&stop))
}

/// A folder whose files are told of before they are read.
struct Noting<'a> {
    folder: &'a Folder,
    note: &'a dyn Fn(&Path),
}

impl Loader for Noting<'_> {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        (self.note)(&self.folder.path_of(path));
        self.folder.load(path)
    }

    fn real_path(&self, path: &str) -> PathBuf {
        self.folder.real_path(path)
    }
}

/// How to compile, as the command line says.
pub(super) fn options(how: &Schedule, deny: Option<Deny>) -> Result<Options<'static>, Failure> {
    let mut options = Options::new();
    if let Some(today) = how.today {
        options = options.today(day(today)?);
    }
    if let Some(level) = how.level {
        options = options.level(thoroughness(level));
    }
    if deny.is_some() {
        options = options.deny_warnings();
    }
    Ok(options)
}

/// The text of a file, `-` being standard input.
pub(super) fn text(file: &Path) -> Result<Source, Failure> {
    if file.as_os_str() == "-" {
        return standard_input();
    }
    let opened = Folder::open(from_here(file));
    opened.map(|(_, source)| source).map_err(|error| unreadable(file, &error))
}

const fn thoroughness(level: Level) -> Option<Thoroughness> {
    match level {
        Level::Off => None,
        Level::Quick => Some(Thoroughness::Quick),
        Level::Normal => Some(Thoroughness::Normal),
        Level::Thorough => Some(Thoroughness::Thorough),
    }
}

fn standard_input() -> Result<Source, Failure> {
    Ok(Source::from_bytes(STDIN, standard_input_bytes()?))
}

/// All of standard input.
pub(super) fn standard_input_bytes() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(Folder::LIMIT + 1).read_to_end(&mut bytes);
    match read {
        Ok(read) if read as u64 <= Folder::LIMIT => Ok(bytes),
        Ok(_) => Err(Failure::new("standard input is larger than 128 MiB")),
        Err(error) => Err(Failure::new(format!("can't read standard input: {}", reason(&error)))),
    }
}

/// A file in a folder that is not its own.
fn within(root: &Path, file: &Path) -> Result<(Folder, Source), Failure> {
    let real_root = root.canonicalize().ok().filter(|root| root.is_dir());
    let real_root = real_root.ok_or_else(|| {
        Failure::new(format!("there is no folder `{}` to look for imports in", root.display()))
    })?;
    let real_file = file.canonicalize().map_err(|error| unreadable(file, &error))?;
    let path = real_file.strip_prefix(&real_root).map_err(|_| {
        Failure::new(format!("`{}` lies outside the folder `{}`", file.display(), root.display()))
            .help("`--root` is the folder that holds the roadmap and all that it imports")
    })?;
    let folder = Folder::new(from_here(root));
    let source = folder.read(path).map_err(|error| unreadable(file, &error))?;
    Ok((folder, source))
}

/// The path from the working folder, where it leads down from there.
pub(super) fn from_here(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).map_or_else(|_| path.to_owned(), Path::to_owned)
}

pub(super) fn day(today: Today) -> Result<Date, Failure> {
    match today {
        Today::On(date) => Ok(date),
        Today::Now => {
            let now = jiff::Zoned::now().date();
            Date::new(now.year(), now.month(), now.day())
                .ok_or_else(|| Failure::new("the clock's date lies outside the years 1 to 9999"))
        }
    }
}

fn unreadable(file: &Path, error: &io::Error) -> Failure {
    let name = file.display();
    if fs::metadata(file).is_ok_and(|found| found.is_dir()) {
        return a_folder(file);
    }
    if error.kind() != io::ErrorKind::NotFound {
        return Failure::new(format!("can't read `{name}`: {}", reason(error)));
    }
    let failure = Failure::new(format!("there is no file `{name}`"));
    match nearest(file) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    }
}

fn a_folder(folder: &Path) -> Failure {
    let failure = Failure::new(format!("`{}` is a folder", folder.display()));
    let inside = roadmaps_in(folder);
    match inside.as_slice() {
        [] => failure.help("name a `.roadmap` file; in this folder there is none"),
        [only] => failure.help(format!("the roadmap in it is `{}`", slashed(only))),
        [first, ..] => failure.help(format!(
            "name one of the {} roadmaps in it, as `{}`",
            inside.len(),
            slashed(first)
        )),
    }
}

/// The roadmap whose name is most like that of a file that is not there.
fn nearest(file: &Path) -> Option<String> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let name = file.file_name()?.to_str()?;
    let inside = roadmaps_in(folder);
    let names = inside.iter().filter_map(|path| path.file_name()?.to_str());
    let whole = names.clone();
    let stem = format!("{name}.roadmap");
    // The extension alone forgotten is the likeliest slip.
    let near = whole.clone().find(|there| *there == stem).or_else(|| did_you_mean(name, whole))?;
    Some(slashed(&folder.join(near)))
}
