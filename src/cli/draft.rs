//! A file that is being written, beside the one whose place it takes.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, Read as _, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// What is written is compared with what stands there; a new file is begun where the two differ, so that an output that is up to
/// date is read, but neither written nor touched.
pub(super) struct Draft {
    path: PathBuf,
    old: Option<Old>,
    new: Option<NamedTempFile>,
}

/// The file that stands there.
struct Old {
    metadata: Metadata,
    /// Its text behind what is the same so far; `None` where it can't be read, or is known to differ.
    rest: Option<BufReader<File>>,
    /// How many bytes are the same.
    same: u64,
}

impl Draft {
    /// A file for this path; `metadata` is that of the one that stands there.
    pub(super) fn new(path: PathBuf, metadata: Option<Metadata>) -> Self {
        let old = metadata.map(|metadata| {
            let rest = File::open(&path).ok().map(BufReader::new);
            Old { metadata, rest, same: 0 }
        });
        Self { path, old, new: None }
    }

    /// Ends the file; `None` where the old one has all that was written and no more.
    pub(super) fn finish(mut self) -> io::Result<Option<(NamedTempFile, PathBuf)>> {
        if self.new.is_none() {
            let has_more = match self.old.as_mut().and_then(|old| old.rest.as_mut()) {
                Some(rest) => rest.read(&mut [0])? > 0,
                None => true,
            };
            if !has_more {
                return Ok(None);
            }
            self.begin()?;
        }
        Ok(self.new.map(|file| (file, self.path)))
    }

    /// Begins a new file with what was the same so far.
    fn begin(&mut self) -> io::Result<&mut NamedTempFile> {
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        if self.old.as_ref().is_some_and(|old| old.metadata.permissions().readonly()) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is write-protected"));
        }
        let mut file = new_file_in(folder.unwrap_or(Path::new(".")))?;
        if let Some(old) = &mut self.old {
            old.rest = None;
            if old.same > 0 {
                io::copy(&mut File::open(&self.path)?.take(old.same), &mut file)?;
            }
            file.as_file().set_permissions(old.metadata.permissions())?;
        }
        Ok(self.new.insert(file))
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(file) = &mut self.new {
            return file.write(bytes);
        }
        if self.old.as_mut().is_some_and(|old| old.goes_on_with(bytes)) {
            return Ok(bytes.len());
        }
        self.begin()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.new.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Old {
    /// Whether these bytes come next in it; passes over them if so.
    fn goes_on_with(&mut self, bytes: &[u8]) -> bool {
        let Some(rest) = &mut self.rest else { return false };
        let mut there = vec![0; bytes.len()];
        let is_same = rest.read_exact(&mut there).is_ok() && there == bytes;
        if is_same {
            self.same += bytes.len() as u64;
        }
        is_same
    }
}

const PREFIX: &str = ".milepost-";
const SUFFIX: &str = ".tmp";
/// How many letters at random stand between the two.
const RANDOM: usize = 6;

/// A new file that others may read as the user's umask says: one for temporary use would be the owner's alone. It is locked as long
/// as it is written, so that nobody takes it for one that was left.
pub(super) fn new_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    loop {
        let file = builder.tempfile_in(folder)?;
        // Where files can't be locked, none is cleared either.
        let is_locked = file.as_file().lock().is_ok();
        // Another build may have found it before it was locked, and cleared it.
        if !is_locked || file.path().exists() {
            return Ok(file);
        }
    }
}

/// Clears the files that a build which was killed has left beside these: those that nobody holds a lock on.
pub(super) fn clear(beside: impl Iterator<Item = PathBuf>) {
    let folders: BTreeSet<PathBuf> =
        beside.filter_map(|path| Some(path.parent()?.into())).collect();
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten();
    for entry in entries.filter_map(Result::ok) {
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && entry.file_name().to_str().is_some_and(is_draft) {
            // What can't be cleared is in nobody's way.
            let _ = clear_if_left(&entry.path());
        }
    }
}

/// Whether a name is one that drafts are given.
fn is_draft(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
    random.is_some_and(|random| {
        random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn clear_if_left(path: &Path) -> io::Result<()> {
    let file = File::open(path)?;
    file.try_lock()?;
    fs::remove_file(path)
}

/// Why a file can't be made where the system finds no place for it, `real` being where links lead: its folder is missing, or is one in
/// which nothing is made.
pub(super) fn without_place(path: &Path, real: &Path) -> String {
    let folders = [path, real].map(|path| path.parent().unwrap_or(Path::new("")));
    let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.is_dir();
    match folders.iter().find(|folder| !is_there(folder)) {
        Some(folder) => format!("there is no folder `{}`", folder.display()),
        None => format!("no file can be made in the folder `{}`", folders[0].display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(old: Option<&str>, pieces: &[&str]) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        if let Some(old) = old {
            fs::write(&path, old).unwrap();
        }
        let mut draft = Draft::new(path.clone(), fs::metadata(&path).ok());
        for piece in pieces {
            draft.write_all(piece.as_bytes()).unwrap();
        }
        let (file, path) = draft.finish().unwrap()?;
        file.persist(&path).unwrap();
        Some(fs::read_to_string(path).unwrap())
    }

    #[test]
    fn what_a_killed_build_left_is_cleared_and_no_more() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let kept = [".milepost-notes.tmp", ".milepost-a1B2c.tmp", "milepost-a1B2c3.tmp"];
        for name in kept.into_iter().chain([".milepost-a1B2c3.tmp"]) {
            fs::write(path(name), "x").unwrap();
        }
        let live = new_file_in(folder.path()).unwrap();
        clear([path("out.svg")].into_iter());
        assert!(live.path().exists());
        assert!(kept.into_iter().all(|name| path(name).exists()));
        assert!(!path(".milepost-a1B2c3.tmp").exists());
    }

    #[test]
    fn what_is_there_is_written_only_where_it_differs() {
        assert_eq!(written(Some("one two"), &["one ", "two"]), None);
        for old in [None, Some(""), Some("one "), Some("one twofold"), Some("one six"), Some("x")] {
            assert_eq!(written(old, &["one ", "two"]).as_deref(), Some("one two"));
        }
        assert_eq!(written(None, &[]).as_deref(), Some(""));
        assert_eq!(written(Some(""), &[]), None);
    }
}
