//! `--watch`: does a command again whenever a file that it read has changed.
//!
//! What the system tells of folders only says that it is time to look; the files themselves say whether something has changed. So
//! outputs that are written beside the roadmap and files that an editor makes for itself need no rule, nor does an editor that saves by
//! renaming. Where the system tells nothing, of a folder on a network say, files are looked at all the same, only less often.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use super::arguments::Reporting;
use super::terminal::{FAINT, Terminal};
use super::{Failure, Verdict, report};

/// What happens within this time is one change.
const QUIET: Duration = Duration::from_millis(50);
/// Where it does not become quiet, files are looked at after this time.
const PATIENCE: Duration = Duration::from_millis(500);
/// Where nothing is told, files are looked at after this time.
const INTERVAL: Duration = Duration::from_secs(1);
/// A file that was taken away may be back within this time: some editors save so.
const ABSENCE: Duration = Duration::from_millis(500);

/// Refuses what can't be read or told again and again.
pub(super) fn refuse_contradictions<'f>(
    what: &str,
    files: impl IntoIterator<Item = &'f PathBuf>,
    reporting: &Reporting,
) -> Result<(), Failure> {
    if files.into_iter().any(|file| file.as_os_str() == "-") {
        let message = format!("standard input does not change: `{what}` takes a file");
        return Err(Failure::new(message).help("name the roadmap in place of `-`"));
    }
    if report::is_for_programs(reporting.diagnostics) {
        let message = format!("`{what}` goes on, a report for programs would have no end");
        return Err(Failure::new(message).help("use `--diagnostics human` or `short` with it"));
    }
    Ok(())
}

/// Runs a command, and again whenever a file that it told of has changed. It ends with the process, or says why it can't even begin.
pub(super) fn run(
    terminal: &Terminal,
    mut command: impl FnMut(&Terminal, &dyn Fn(&Path)) -> Result<Verdict, Failure>,
) -> Failure {
    let mut terminal = terminal.watching();
    // Room for one message: that something has happened, whatever and however often.
    let (tell, told) = mpsc::sync_channel(1);
    let bell = tell.clone();
    let ring = move |_| {
        let _ = bell.try_send(());
    };
    let mut watcher = notify::recommended_watcher(ring).ok();
    let mut has_begun = false;
    loop {
        let (start, read) = (Instant::now(), Files::default());
        match command(&terminal, &|file| read.note(file)) {
            Err(failure) if !has_begun => return failure,
            Err(failure) => terminal.fail(&failure),
            Ok(_) => {}
        }
        has_begun = true;
        terminal.hint(&line(&terminal.news(), start.elapsed()));
        // With `--quiet` nothing may have been said: then an empty page says that all is well.
        terminal.hand_on("");
        if let Some(watcher) = &mut watcher {
            read.watch_folders(watcher);
        }
        read.wait_for_a_change(&told);
        terminal.turn_page();
    }
}

/// `12:04:31 no errors in plan.roadmap, wrote plan.svg (12 ms), waiting for changes`.
fn line(news: &[String], took: Duration) -> String {
    let now = jiff::Zoned::now().strftime("%H:%M:%S");
    let took = match took.as_millis() {
        short @ ..1000 => format!("{short} ms"),
        _ => format!("{:.1} s", took.as_secs_f64()),
    };
    if news.is_empty() {
        return format!("{FAINT}{now} waiting for changes{FAINT:#}\n");
    }
    let news = news.join(", ");
    format!("{FAINT}{now}{FAINT:#} {news} {FAINT}({took}), waiting for changes{FAINT:#}\n")
}

/// The files that a command has read, and how they were before.
#[derive(Default)]
struct Files {
    before: RefCell<BTreeMap<PathBuf, Option<State>>>,
}

/// What is seen of a file without reading it.
#[derive(Debug, PartialEq, Eq)]
struct State {
    /// Where it really is: behind links, one of which may be set anew.
    place: PathBuf,
    modified: Option<SystemTime>,
    length: u64,
    identity: Option<(u64, u64)>,
}

impl State {
    /// None of a file that is not there.
    fn of(file: &Path) -> Option<Self> {
        let metadata = fs::metadata(file).ok()?;
        let place = file.canonicalize().ok()?;
        let modified = metadata.modified().ok();
        Some(Self { place, modified, length: metadata.len(), identity: identity(&metadata) })
    }
}

/// What tells a file from another that took its place, of the same length and time: its device and number there.
#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems tell nothing of the kind")]
fn identity(metadata: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
const fn identity(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

impl Files {
    /// Notes how a file is, if nothing is known of it yet.
    fn note(&self, file: &Path) {
        let mut before = self.before.borrow_mut();
        before.entry(file.to_owned()).or_insert_with(|| State::of(file));
    }

    /// Asks to be told of what happens in the folders of the files: a file that is replaced by another is seen only there. Of a folder
    /// that is not there yet the one above is watched. What can't be watched is looked at now and then.
    fn watch_folders(&self, watcher: &mut RecommendedWatcher) {
        let mut folders = BTreeSet::new();
        for (file, state) in &*self.before.borrow() {
            folders.extend(there_above(file));
            folders.extend(state.as_ref().and_then(|state| there_above(&state.place)));
        }
        for folder in folders {
            let _ = watcher.watch(&folder, RecursiveMode::NonRecursive);
        }
    }

    /// Returns when a file is not as it was before.
    fn wait_for_a_change(&self, told: &Receiver<()>) {
        let mut missed: Option<Instant> = None;
        loop {
            match self.change() {
                None => missed = None,
                Some(Change::Other) => return,
                Some(Change::Gone) if missed.is_some_and(|since| since.elapsed() > ABSENCE) => {
                    return;
                }
                Some(Change::Gone) => missed = missed.or_else(|| Some(Instant::now())),
            }
            if told.recv_timeout(INTERVAL).is_ok() {
                let start = Instant::now();
                while start.elapsed() < PATIENCE && told.recv_timeout(QUIET).is_ok() {}
            }
        }
    }

    /// What has happened to the files.
    fn change(&self) -> Option<Change> {
        let before = self.before.borrow();
        let changes = before.iter().filter_map(|(file, before)| match (before, State::of(file)) {
            (before, now) if *before == now => None,
            (Some(_), None) => Some(Change::Gone),
            _ => Some(Change::Other),
        });
        changes.max()
    }
}

/// What may happen to files: with a file that has changed one that is gone is no longer waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// One was taken away, no other has changed.
    Gone,
    Other,
}

/// The nearest folder above a path that is there.
fn there_above(path: &Path) -> Option<PathBuf> {
    let here = |above: &Path| above.as_os_str().is_empty();
    let folders = path.ancestors().skip(1);
    folders
        .map(|above| if here(above) { Path::new(".") } else { above })
        .find(|folder| folder.is_dir())
        .map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let plan = folder.path().join("plan.roadmap");
        fs::write(&plan, "a").unwrap();
        (folder, plan)
    }

    fn modified(file: &Path) -> SystemTime {
        fs::metadata(file).unwrap().modified().unwrap()
    }

    fn set_modified(file: &Path, time: SystemTime) {
        fs::File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn only_what_was_read_counts() {
        let (folder, plan) = folder();
        let (missing, files) = (folder.path().join("parts/team.roadmap"), Files::default());
        files.note(&plan);
        files.note(&missing);
        fs::write(folder.path().join("plan.svg"), "<svg/>").unwrap();
        fs::write(folder.path().join(".plan.roadmap.swp"), "b").unwrap();
        fs::create_dir(folder.path().join("parts")).unwrap();
        assert_eq!(files.change(), None);
        fs::write(missing, "").unwrap();
        assert_eq!(files.change(), Some(Change::Other));
    }

    #[test]
    fn a_file_may_be_written_replaced_or_taken_away() {
        let (folder, plan) = folder();
        let files = Files::default();
        files.note(&plan);
        let before = modified(&plan);
        set_modified(&plan, before + Duration::from_secs(1));
        assert_eq!(files.change(), Some(Change::Other));
        set_modified(&plan, before);
        assert_eq!(files.change(), None);
        let other = folder.path().join("plan.roadmap~");
        fs::rename(&plan, &other).unwrap();
        assert_eq!(files.change(), Some(Change::Gone));
        fs::rename(&other, &plan).unwrap();
        assert_eq!(files.change(), None);
        fs::write(&other, "ab").unwrap();
        fs::rename(&other, &plan).unwrap();
        assert_eq!(files.change(), Some(Change::Other));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_the_same_length_and_time_may_take_its_place() {
        let (folder, plan) = folder();
        let files = Files::default();
        files.note(&plan);
        let other = folder.path().join("draft");
        fs::write(&other, "b").unwrap();
        set_modified(&other, modified(&plan));
        fs::rename(&other, &plan).unwrap();
        assert_eq!(files.change(), Some(Change::Other));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_may_be_set_anew() {
        let (folder, plan) = folder();
        let link = folder.path().join("current.roadmap");
        std::os::unix::fs::symlink(&plan, &link).unwrap();
        let files = Files::default();
        files.note(&link);
        let other = folder.path().join("other.roadmap");
        fs::copy(&plan, &other).unwrap();
        set_modified(&other, modified(&plan));
        fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(&other, &link).unwrap();
        assert_eq!(files.change(), Some(Change::Other));
    }

    #[test]
    fn of_a_folder_that_is_not_there_the_one_above_is() {
        let (folder, plan) = folder();
        assert_eq!(there_above(&plan).as_deref(), Some(folder.path()));
        assert_eq!(there_above(&folder.path().join("a/b/c")).as_deref(), Some(folder.path()));
        assert_eq!(there_above(Path::new("plan.roadmap")), Some(PathBuf::from(".")));
    }

    #[test]
    fn the_line_has_what_is_known() {
        let said = |news: &[&str], took| {
            let news: Vec<String> = news.iter().map(|&news| news.to_owned()).collect();
            let line = anstream::adapter::strip_str(&line(&news, took)).to_string();
            // Behind the time of the day, `12:04:31`.
            line.split_at(8).1.to_owned()
        };
        let took = Duration::from_micros(12_900);
        let news = ["no errors in a.roadmap", "wrote a.svg"];
        assert_eq!(
            said(&news, took),
            " no errors in a.roadmap, wrote a.svg (12 ms), waiting for changes\n"
        );
        assert_eq!(said(&["a"], Duration::from_millis(1250)), " a (1.2 s), waiting for changes\n");
        assert_eq!(said(&[], took), " waiting for changes\n");
    }
}
