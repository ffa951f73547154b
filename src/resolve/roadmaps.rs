//! Which roadmaps lie in a folder.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Folders may stand in one another so deep: a link of the system's own could make a circle.
const DEEPEST: usize = 64;
/// What is made or brought by programs is nobody's plan: what stands in folders with these names is passed over.
const OF_PROGRAMS: [&str; 2] = ["target", "node_modules"];

/// Whether a path is named as roadmaps are.
pub(crate) fn is_roadmap(path: &Path) -> bool {
    path.extension() == Some(OsStr::new("roadmap"))
}

/// Whether a path is named as files of holidays are.
#[cfg(feature = "lsp")]
pub(crate) fn is_calendar_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ics"))
}

/// What may be imported right in a folder: roadmaps and files of holidays, in order of their names.
#[cfg(feature = "lsp")]
pub(crate) fn importable_in(folder: &Path) -> Vec<PathBuf> {
    let names = names_in(folder).unwrap_or_default().into_iter();
    let may_be = |path: &PathBuf| is_roadmap(path) || is_calendar_file(path);
    names.map(|(name, _)| folder.join(name)).filter(may_be).collect()
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

/// A folder that is not read, wholly at least, and why.
pub(crate) struct Unreadable {
    pub(crate) folder: PathBuf,
    pub(crate) error: io::Error,
}

/// The roadmaps in a folder and below it, in order of their paths. What is hidden stays so, what programs made is passed over, and links
/// are not followed.
pub(crate) struct RoadmapsBelow {
    /// What comes next stands last: where it is, what it is, and how many folders deep.
    ahead: Vec<(PathBuf, Kind, usize)>,
    /// So many names are looked at, and so many of them are left.
    most: usize,
    left: usize,
}

impl RoadmapsBelow {
    pub(crate) fn new(folder: impl Into<PathBuf>) -> Self {
        let ahead = vec![(folder.into(), Kind::Folder, 0)];
        Self { ahead, most: usize::MAX, left: usize::MAX }
    }

    /// No more names than this are looked at, of whatever.
    #[cfg(any(feature = "lsp", feature = "mcp"))]
    pub(crate) fn looking_at(self, most: usize) -> Self {
        Self { most, left: most, ..self }
    }

    fn enter(&mut self, folder: &Path, depth: usize) -> io::Result<()> {
        if depth > DEEPEST {
            return Err(io::Error::other(format!("it lies more than {DEEPEST} folders deep")));
        }
        let mut names = names_in(folder)?;
        names.retain(|(name, kind)| {
            let is_of_programs = || OF_PROGRAMS.iter().any(|other| name == other);
            let is_hidden = name.as_encoded_bytes().starts_with(b".");
            !(is_hidden || *kind == Kind::Folder && is_of_programs())
        });
        let is_too_much = names.len() > self.left;
        names.truncate(self.left);
        self.left -= names.len();
        let inside = names.into_iter().rev();
        self.ahead.extend(inside.map(|(name, kind)| (folder.join(name), kind, depth + 1)));
        if is_too_much {
            // No folder is entered any more, and that is said once.
            self.ahead.retain(|(_, kind, _)| *kind != Kind::Folder);
            let most = self.most;
            return Err(io::Error::other(format!(
                "only {most} names are looked at, and it has more"
            )));
        }
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

#[cfg(all(test, feature = "lsp"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// What is found below a folder with three roadmaps, two of them in a folder each.
    fn found(looking_at: usize) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("in.roadmap"), "").unwrap();
        }
        fs::write(folder.path().join("last.roadmap"), "").unwrap();
        let below = |path: &Path| path.strip_prefix(folder.path()).unwrap().display().to_string();
        let all = RoadmapsBelow::new(folder.path()).looking_at(looking_at);
        all.map(|one| match one {
            Ok(file) => below(&file),
            Err(Unreadable { folder, error }) => format!("{:?}: {error}", below(&folder)),
        })
        .collect()
    }

    #[test]
    fn names_that_are_not_looked_at_any_more_are_spoken_of_once() {
        assert_eq!(found(5), ["a/in.roadmap", "b/in.roadmap", "last.roadmap"]);
        let of = |folder: &str, most: usize| {
            format!("{folder:?}: only {most} names are looked at, and it has more")
        };
        assert_eq!(found(4), ["a/in.roadmap".to_owned(), of("b", 4), "last.roadmap".to_owned()]);
        assert_eq!(found(3), [of("a", 3), "last.roadmap".to_owned()]);
        assert_eq!(found(0), [of("", 0)]);
    }
}
