//! The folders that the client works in, and the roadmaps in them.

use std::path::{Path, PathBuf};

use crate::resolve::{RoadmapsBelow, Unreadable, reason};

/// So many roadmaps of the folders are looked at besides those that are open.
const MOST: usize = 500;

/// So many names are looked at to find them.
const LOOKED_AT: usize = 100_000;

/// The folders that the client works in, and the roadmaps in them once somebody has asked for those.
#[derive(Default)]
pub(super) struct Workspace {
    pub(super) folders: Vec<PathBuf>,
    files: Option<Vec<PathBuf>>,
}

impl Workspace {
    /// The roadmaps in the folders; none before somebody has asked for them.
    pub(super) fn files(&self) -> &[PathBuf] {
        self.files.as_deref().unwrap_or_default()
    }

    pub(super) const fn is_known(&self) -> bool {
        self.files.is_some()
    }

    /// Looks for the roadmaps in the folders. What is passed over, for another reason than its name, is said the first time.
    pub(super) fn look(&mut self) -> Vec<String> {
        let below = |folder: &PathBuf| RoadmapsBelow::new(folder).looking_at(LOOKED_AT);
        let (mut files, mut notes) = (Vec::new(), Vec::new());
        for found in self.folders.iter().flat_map(below) {
            match found {
                Ok(file) => files.push(file),
                Err(Unreadable { folder, error }) => notes.push(format!(
                    "can't read the folder `{}`: {}",
                    folder.display(),
                    reason(&error)
                )),
            }
        }
        // A folder may lie in another.
        files.sort();
        files.dedup();
        if files.len() > MOST {
            files.truncate(MOST);
            notes.push(format!(
                "of the roadmaps in the folders only {MOST} are looked at, and those that are open"
            ));
        }
        let is_first = self.files.replace(files).is_none();
        notes.retain(|_| is_first);
        notes
    }

    /// Looks again, where somebody has asked before.
    pub(super) fn look_again(&mut self) {
        if self.is_known() {
            self.look();
        }
    }

    /// The outermost folder that a file lies in.
    pub(super) fn around(&self, place: &Path) -> Option<&PathBuf> {
        let around = self.folders.iter().filter(|folder| place.starts_with(folder));
        around.min_by_key(|folder| folder.components().count())
    }
}
