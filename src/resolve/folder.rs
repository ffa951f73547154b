//! Where imported files come from: the caller gives a [`Loader`]. [`Folder`] is the one place of the library that reads from disk,
//! for build scripts and the command line.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::text::{Source, Sources};

/// Gives the files that a roadmap imports.
pub trait Loader {
    /// The file at a path relative to the root folder, with `/` between its parts, never with `..`: the language has seen to that.
    ///
    /// # Errors
    /// [`LoadError`] says why there is none.
    fn load(&self, path: &str) -> Result<Source, LoadError>;

    /// What tells the file at a path from all others, where several paths can lead to one file (through links, say): a file is read
    /// once. Its path, if nothing else is said.
    fn real_path(&self, path: &str) -> PathBuf {
        PathBuf::from(path)
    }
}

/// Why a file can't be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// There is no such file.
    NotFound,
    /// The file lies outside the root folder (through a link, say).
    OutsideRoot,
    /// There is one, but it can't be read; the reason in words: `permission denied`.
    Unreadable(String),
}

/// A loader without files: every import is reported as not found.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _path: &str) -> Result<Source, LoadError> {
        Err(LoadError::NotFound)
    }
}

/// A [`Loader`] that gives the files of a folder and what lies within, nothing outside of it: links that lead out are refused.
///
/// ```no_run
/// let (folder, source) = milepost::Folder::open("plans/product.roadmap")?;
/// let compiled = milepost::compile(source, &milepost::Options::new().loader(&folder));
/// for file in compiled.files() {
///     println!("cargo::rerun-if-changed={}", folder.path_of(file).display());
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// How many bytes a file may have.
    pub const LIMIT: u64 = Sources::LIMIT as u64;

    /// The folder at this path.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// A file as a source to compile, and the folder that it lies in.
    ///
    /// # Errors
    /// If the file can't be read.
    pub fn open(file: impl AsRef<Path>) -> io::Result<(Self, Source)> {
        let file = file.as_ref();
        let folder = Self::new(file.parent().unwrap_or(Path::new("")));
        let source = folder.read(file.file_name().unwrap_or(OsStr::new("")))?;
        Ok((folder, source))
    }

    /// A file of the folder as a source to compile. Its name in messages is its path from where the program runs.
    ///
    /// # Errors
    /// If the file can't be read.
    pub fn read(&self, path: impl AsRef<Path>) -> io::Result<Source> {
        let path = path.as_ref();
        let bytes = contents(&self.root.join(path))?;
        let path = slashed(path);
        let name = self.name_of(&path);
        Ok(Source::from_bytes(path, bytes).named(name))
    }

    /// Where a file of [`Compilation::files`](crate::Compilation::files) lies.
    pub fn path_of(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn name_of(&self, path: &str) -> String {
        slashed(&self.path_of(path))
    }

    /// The file's real place, if that lies in the folder.
    fn within(&self, path: &str) -> Result<PathBuf, LoadError> {
        let here = if self.root.as_os_str().is_empty() { Path::new(".") } else { &self.root };
        let root = here.canonicalize().map_err(|error| load_error(&error))?;
        let file = self.path_of(path).canonicalize().map_err(|error| load_error(&error))?;
        if file.starts_with(&root) { Ok(file) } else { Err(LoadError::OutsideRoot) }
    }
}

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Source, LoadError> {
        let file = self.within(path)?;
        // A pipe or a device could keep the compiler waiting for ever.
        let kind = fs::metadata(&file).map_err(|error| load_error(&error))?;
        if !kind.is_file() {
            let what = if kind.is_dir() { "it is a folder" } else { "it is not a regular file" };
            return Err(LoadError::Unreadable(what.to_owned()));
        }
        let bytes = contents(&file).map_err(|error| load_error(&error))?;
        Ok(Source::from_bytes(path, bytes).named(self.name_of(path)))
    }

    fn real_path(&self, path: &str) -> PathBuf {
        let place = self.path_of(path);
        place.canonicalize().unwrap_or(place)
    }
}

fn contents(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(Folder::LIMIT + 1).read_to_end(&mut bytes)?;
    if read as u64 > Folder::LIMIT {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 128 MiB"));
    }
    Ok(bytes)
}

fn load_error(error: &io::Error) -> LoadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => LoadError::NotFound,
        _ => LoadError::Unreadable(reason(error)),
    }
}

/// Why a file can't be read, in words without the system's number: `permission denied`.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "a part of its path is not a folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}

/// A path with `/` between its parts, without the `.` that say nothing.
pub fn slashed(path: &Path) -> String {
    let mut text = String::new();
    for part in path.components().filter(|part| *part != Component::CurDir) {
        if !text.is_empty() && !text.ends_with('/') {
            text.push('/');
        }
        match part {
            Component::RootDir => text.push('/'),
            other => text.push_str(&other.as_os_str().to_string_lossy()),
        }
    }
    text
}
