//! Where imported files come from: the caller gives a [`Loader`], the library itself reads no file.

use std::path::PathBuf;

use crate::text::Source;

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
