//! Which roadmaps lie in a folder.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders may stand in one another so deep: a link of the system's own could make a circle.
const DEEPEST: usize = 64;

/// Whether a path is named as roadmaps are.
pub(crate) fn is_roadmap(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("roadmap"))
}

/// The roadmaps right in a folder, in order of their names; none of a folder that can't be read.
pub(crate) fn roadmaps_in(folder: &Path) -> Vec<PathBuf> {
    let names = names_in(folder).unwrap_or_default().into_iter();
    names.map(|(name, _)| folder.join(name)).filter(|path| is_roadmap(path)).collect()
}

/// The names in a folder, in order, and whether each is a folder. Links are none: they may lead anywhere.
fn names_in(folder: &Path) -> io::Result<Vec<(OsString, Kind)>> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = fs::read_dir(here)?.filter_map(Result::ok);
    let mut names: Vec<_> =
        entries.map(|entry| (entry.file_name(), Kind::of(entry.file_type().ok()))).collect();
    names.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(names)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    /// A link, a pipe, a device.
    Other,
}

impl Kind {
    fn of(kind: Option<fs::FileType>) -> Self {
        match kind {
            Some(kind) if kind.is_dir() => Self::Folder,
            Some(kind) if kind.is_file() => Self::File,
            _ => Self::Other,
        }
    }
}

/// A folder that can't be read, and why.
pub(crate) struct Unreadable {
    pub(crate) folder: PathBuf,
    pub(crate) error: io::Error,
}

/// The roadmaps in a folder and below it, in order of their paths. What is hidden stays so, and links are not followed.
pub(crate) struct RoadmapsBelow {
    /// What comes next stands last: where it is, what it is, and how many folders deep.
    ahead: Vec<(PathBuf, Kind, usize)>,
    enters: fn(&OsStr) -> bool,
    /// So many names may still be looked at.
    left: usize,
}

impl RoadmapsBelow {
    pub(crate) fn new(folder: impl Into<PathBuf>) -> Self {
        let ahead = vec![(folder.into(), Kind::Folder, 0)];
        Self { ahead, enters: |_| true, left: usize::MAX }
    }

    /// Only folders with such names are entered.
    #[cfg(feature = "lsp")]
    pub(crate) fn entering(self, enters: fn(&OsStr) -> bool) -> Self {
        Self { enters, ..self }
    }

    /// No more names than this are looked at, of whatever.
    #[cfg(feature = "lsp")]
    pub(crate) fn looking_at(self, most: usize) -> Self {
        Self { left: most, ..self }
    }

    fn enter(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        let mut names = names_in(folder)?;
        names.retain(|(name, kind)| {
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            !is_hidden && (*kind != Kind::Folder || (depth < DEEPEST && (self.enters)(name)))
        });
        names.truncate(self.left);
        self.left -= names.len();
        let ahead = names.into_iter().rev();
        self.ahead.extend(ahead.map(|(name, kind)| (folder.join(name), kind, depth + 1)));
        Ok(())
    }
}

impl Iterator for RoadmapsBelow {
    type Item = Result<PathBuf, Unreadable>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some((path, kind, depth)) = self.ahead.pop() {
            match kind {
                Kind::Folder => {
                    if let Err(error) = self.enter(&path, depth) {
                        return Some(Err(Unreadable { folder: path, error }));
                    }
                }
                Kind::File if is_roadmap(&path) => return Some(Ok(path)),
                Kind::File | Kind::Other => {}
            }
        }
        None
    }
}
