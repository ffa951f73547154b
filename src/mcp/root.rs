//! The folder that assistants are let into: nothing outside of it is read or written, and in it nothing but roadmaps and workbooks.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Failure;
use crate::resolve::{RoadmapsBelow, Unreadable, is_roadmap, reason, roadmaps_in, slashed};
use crate::text::{Source, did_you_mean};

/// How many bytes a roadmap may have: tens of thousands of items take less.
pub(super) const LIMIT: u64 = 4 << 20;

/// So many roadmaps are found, and so many names looked at to find them.
const MOST: usize = 500;
const LOOKED_AT: usize = 100_000;

/// The folder, by its real place.
#[derive(Clone, Debug)]
pub(super) struct Root {
    folder: PathBuf,
}

/// A roadmap in the folder: one that is there, or could be.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// Its path from the folder, with `/` between its parts.
    pub(super) path: String,
    /// Where it really lies.
    pub(super) real: PathBuf,
    /// Whether there is none yet.
    pub(super) is_new: bool,
}

impl Root {
    pub(super) fn new(folder: &Path) -> Result<Self, Failure> {
        let real = folder.canonicalize().ok().filter(|real| real.is_dir());
        real.map(|folder| Self { folder })
            .ok_or_else(|| Failure::new(format!("there is no folder `{}`", folder.display())))
    }

    /// The roadmap at a path from the folder, which has to be there.
    pub(super) fn existing(&self, asked: &str) -> Result<Place, Failure> {
        let place = self.place(asked)?;
        if !place.is_new {
            return Ok(place);
        }
        let failure = Failure::new(format!("there is no roadmap `{asked}`"));
        let (found, _) = self.roadmaps();
        Err(match did_you_mean(&place.path, found.iter().map(String::as_str)) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`list_roadmaps` says which there are"),
        })
    }

    /// The roadmap at a path from the folder, whether or not it is there. Paths that lead out of the folder, by `..` or by links, are refused.
    pub(super) fn place(&self, asked: &str) -> Result<Place, Failure> {
        let path = self.inner(asked)?;
        let name = slashed(&path);
        if !is_roadmap(&path) {
            let failure = Failure::new(format!("`{asked}` is no roadmap"));
            return Err(failure.help("the name of a roadmap ends in `.roadmap`"));
        }
        let written = self.folder.join(&path);
        match written.canonicalize() {
            Ok(real) => {
                self.guard(asked, &real)?;
                if !is_roadmap(&real) || !fs::metadata(&real).is_ok_and(|found| found.is_file()) {
                    return Err(Failure::new(format!("`{asked}` is not the file of a roadmap")));
                }
                Ok(Place { path: name, real, is_new: false })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.new_place(asked, name, &written)
            }
            Err(error) => Err(unreadable(asked, &error)),
        }
    }

    /// What is in a workbook at a path from the folder. Of other tools' files no others are read: those are texts, which may be given as
    /// such, and a file of any name may be read as a table.
    pub(super) fn workbook(&self, asked: &str) -> Result<Vec<u8>, Failure> {
        let path = self.inner(asked)?;
        let other = || {
            let failure = Failure::new(format!("`{asked}` is not the file of a workbook"));
            failure.help("the name of a workbook ends in `.xlsx`; of all others give the `text`")
        };
        let is_workbook =
            |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        if !is_workbook(&path) {
            return Err(other());
        }
        let real = self.folder.join(&path).canonicalize();
        let real = real.map_err(|error| unreadable(asked, &error))?;
        self.guard(asked, &real)?;
        if !is_workbook(&real) || !fs::metadata(&real).is_ok_and(|found| found.is_file()) {
            return Err(other());
        }
        bytes(asked, &real, LIMIT)
    }

    /// Where a roadmap would be made.
    fn new_place(&self, asked: &str, path: String, written: &Path) -> Result<Place, Failure> {
        if fs::symlink_metadata(written).is_ok() {
            return Err(Failure::new(format!("`{asked}` is a link that leads nowhere")));
        }
        let (folder, name) = written.parent().zip(written.file_name()).ok_or_else(outside)?;
        let folder = folder.canonicalize().map_err(|error| unreadable(asked, &error))?;
        self.guard(asked, &folder)?;
        Ok(Place { path, real: folder.join(name), is_new: true })
    }

    /// What was asked for as a path from the folder. A whole path is fine if it leads into it.
    fn inner(&self, asked: &str) -> Result<PathBuf, Failure> {
        if asked.is_empty() || asked.contains('\0') {
            return Err(Failure::new("the path of a roadmap is missing"));
        }
        let path = Path::new(asked);
        let path = path.strip_prefix(&self.folder).unwrap_or(path);
        let is_inner = |part| matches!(part, Component::Normal(_) | Component::CurDir);
        if path.components().all(is_inner) { Ok(path.to_owned()) } else { Err(outside()) }
    }

    fn guard(&self, asked: &str, real: &Path) -> Result<(), Failure> {
        if real.starts_with(&self.folder) {
            return Ok(());
        }
        Err(Failure::new(format!("`{asked}` is a link that leads out of the folder")))
    }

    /// The roadmaps in the folder and below by their paths, in order, and what is to be said of those that are passed over.
    pub(super) fn roadmaps(&self) -> (Vec<String>, Vec<String>) {
        let (mut found, mut notes) = (Vec::new(), Vec::new());
        for one in RoadmapsBelow::new(&self.folder).looking_at(LOOKED_AT) {
            match one {
                Ok(_) if found.len() == MOST => {
                    notes.push(format!("only the first {MOST} roadmaps are looked at"));
                    break;
                }
                Ok(path) => found.push(self.name_of(&path)),
                Err(Unreadable { folder, error }) => notes.push(format!(
                    "can't read the folder `{}`: {}",
                    self.name_of(&folder),
                    reason(&error)
                )),
            }
        }
        (found, notes)
    }

    /// The roadmaps that may import one: whoever imports a file lies in its folder or above.
    pub(super) fn beside_and_above(&self, place: &Place) -> Vec<String> {
        let folders = place.real.ancestors().skip(1);
        let inside = folders.take_while(|folder| folder.starts_with(&self.folder));
        let all = inside.flat_map(roadmaps_in).filter(|path| *path != place.real);
        all.take(MOST).map(|path| self.name_of(&path)).collect()
    }

    /// The path of a file from the folder; `.` is the folder itself.
    pub(super) fn name_of(&self, path: &Path) -> String {
        let name = slashed(path.strip_prefix(&self.folder).unwrap_or(path));
        if name.is_empty() { ".".to_owned() } else { name }
    }
}

impl Place {
    /// Its text, as it is.
    pub(super) fn text(&self) -> Result<String, Failure> {
        let source = self.source()?;
        if source.invalid_utf8().is_none() {
            return Ok(source.text().to_owned());
        }
        // Written back it would be another.
        let failure = Failure::new(format!("`{}` is not UTF-8", self.path));
        Err(failure.help("save it as UTF-8, then ask again"))
    }

    pub(super) fn source(&self) -> Result<Source, Failure> {
        let bytes = bytes(&self.path, &self.real, LIMIT)?;
        Ok(Source::from_bytes(self.name(), bytes).named(&self.path))
    }

    /// A text that could stand there.
    pub(super) fn with(&self, text: impl Into<String>) -> Source {
        Source::new(self.name(), text).named(&self.path)
    }

    /// Its path in its own folder, in which all lies that it imports.
    fn name(&self) -> String {
        self.real.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The bytes of a file, of which so many are too many.
pub(super) fn bytes(name: &str, real: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    match File::open(real).and_then(|file| file.take(most + 1).read_to_end(&mut bytes)) {
        Ok(_) if bytes.len() as u64 <= most => Ok(bytes),
        Ok(_) => Err(too_large(&format!("`{name}`"))),
        Err(error) => Err(unreadable(name, &error)),
    }
}

/// That something is larger than a roadmap may be here.
pub(super) fn too_large(what: &str) -> Failure {
    let failure = Failure::new(format!("{what} is larger than {} MiB", LIMIT >> 20));
    failure.help("`milepost` itself, on the command line, has no such limit")
}

fn outside() -> Failure {
    let failure = Failure::new("a path has to lie in the folder that this server was started for");
    failure.help("write it from there, without `..`, as in `plans/shop.roadmap`")
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("can't read `{name}`: {}", reason(error)))
}
