//! Files that a project includes: those of its folder and below.

use rustc_hash::FxHashSet;

use crate::resolve::{Folder, LoadError, Loader as _, imported_path};

/// So deep files may include others, and so often one is included.
const DEEPEST: usize = 16;
const MOST: usize = 1000;

/// The files beside a project.
pub(super) struct Includes {
    folder: Folder,
    /// What is being read: each is included by the one before it.
    open: Vec<String>,
    known: FxHashSet<String>,
    left: usize,
}

impl Includes {
    pub(super) fn new(folder: Folder) -> Self {
        Self { folder, open: Vec::new(), known: FxHashSet::default(), left: MOST }
    }

    /// The text of a file, as the one that is being read names it, and whether it is read for the first time. [`Self::leave`] stands
    /// behind it.
    pub(super) fn enter(&mut self, name: &str) -> Result<(String, bool), String> {
        let here = self.open.last().map_or("", String::as_str);
        let path = imported_path(here, name).ok_or(OUTSIDE)?;
        if self.open.len() == DEEPEST || self.open.contains(&path) {
            return Err("files include one another without end".to_owned());
        }
        self.left = self.left.checked_sub(1).ok_or("so many files are not read")?;
        let source = self.folder.load(&path).map_err(|error| match error {
            LoadError::NotFound => "there is no such file".to_owned(),
            LoadError::OutsideRoot => OUTSIDE.to_owned(),
            LoadError::Unreadable(reason) => reason,
        })?;
        let is_new = self.known.insert(path.clone());
        self.open.push(path);
        Ok((source.text().replace("\r\n", "\n"), is_new))
    }

    pub(super) fn leave(&mut self) {
        self.open.pop();
    }
}

const OUTSIDE: &str =
    "it lies outside the folder of the file that is imported, and only that is read";
