//! `build --watch` and `check --watch`: the program runs, files change, and it is read what it says. Files are saved at a stroke, so that
//! none is seen half written.

use std::fs;
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program::Test;
use crate::{FINE, IMPORTING, UNKNOWN, VAGUE, fine};

/// What clears a screen.
#[cfg(target_os = "linux")]
const CLEAR: &str = "\u{1B}[H\u{1B}[2J";

/// A test that hears nothing for so long has failed.
const DEADLINE: Duration = Duration::from_mins(1);

/// The program while it watches. It ends with the test.
struct Watching {
    folder: TempDir,
    program: Child,
    lines: Receiver<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn watch(test: Test) -> Watching {
    let mut command = test.command();
    listen(test, command.stdin(Stdio::null()), |program| Box::new(program.stderr.take().unwrap()))
}

/// Runs the program of a test, and listens to one of its streams.
fn listen(
    test: Test,
    command: &mut Command,
    to: fn(&mut Child) -> Box<dyn Read + Send>,
) -> Watching {
    let mut program = command.spawn().unwrap();
    let said = BufReader::new(to(&mut program));
    let folder = test.into_folder();
    let (tell, lines) = mpsc::channel();
    // The thread ends with the program, whose output then ends.
    std::thread::spawn(move || {
        for line in said.lines().map_while(Result::ok) {
            let _ = tell.send(line);
        }
    });
    Watching { folder, program, lines }
}

impl Watching {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Puts a new file in the place of a file, as many editors do.
    fn save(&self, name: &str, text: &str) {
        let draft = self.path("draft");
        fs::write(&draft, text).unwrap();
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::rename(draft, self.path(name)).unwrap();
    }

    /// The next lines, up to one that has these words.
    fn lines_to(&self, words: &str) -> Vec<String> {
        let end = Instant::now() + DEADLINE;
        let mut lines: Vec<String> = Vec::new();
        while !lines.last().is_some_and(|line| line.contains(words)) {
            let line = self.lines.recv_timeout(end.saturating_duration_since(Instant::now()));
            lines.push(line.unwrap_or_else(|_| panic!("{words:?} isn't said: {lines:#?}")));
        }
        lines
    }

    /// What is said of the next run: the lines before the last, and what that says between the time and how long it took.
    fn run(&self) -> (String, String) {
        let mut lines = self.lines_to("waiting for changes");
        let last = lines.pop().unwrap();
        let (time, rest) = last.split_at(8);
        assert!(time.chars().all(|c| c.is_ascii_digit() || c == ':'), "{last:?}");
        assert!(!rest.starts_with("  "), "nothing is said of what took long: {last:?}");
        // How long it took is said of what was done.
        let news = rest.rsplit_once(" (").map_or("", |(news, _)| news.trim_start()).to_owned();
        assert!(!last.contains('\u{1B}'), "{last:?}");
        (lines.join("\n"), news)
    }

    /// Asserts that the next run says this line and no more.
    #[track_caller]
    fn says(&self, news: &str) {
        assert_eq!(self.run(), (String::new(), news.to_owned()));
    }

    /// Asserts that the next run says this in its last line, and before it has these words.
    #[track_caller]
    fn tells(&self, words: &str, news: &str) {
        let (told, said) = self.run();
        assert!(told.contains(words), "{told}");
        assert_eq!(said, news, "{told}");
    }
}

#[test]
fn a_build_follows_its_roadmap() {
    let watching = watch(fine().args(["build", "plan.roadmap", "--watch"]));
    watching.says("no errors in plan.roadmap, wrote plan.svg");
    let chart = watching.read("plan.svg");
    watching.save("plan.roadmap", UNKNOWN);
    watching.tells("no item is named `desing`", "1 error in plan.roadmap");
    watching.save("plan.roadmap", FINE);
    watching.says("no errors in plan.roadmap, plan.svg is up to date");
    assert_eq!(watching.read("plan.svg"), chart);
    watching.save("plan.roadmap", VAGUE);
    watching.tells("`Design`", "1 warning in plan.roadmap, wrote plan.svg");
    // In its place, at a stroke.
    let file = fs::File::options().append(true).open(watching.path("plan.roadmap"));
    file.unwrap().write_all(b"task last \"The last\" 1d after design\n").unwrap();
    watching.tells("`Design`", "1 warning in plan.roadmap, wrote plan.svg");
    assert!(watching.read("plan.svg").contains("The last"));
}

#[test]
fn all_outputs_are_written_where_they_differ() {
    let args =
        ["build", "plan.roadmap", "-o", "a.svg", "-o", "b.md", "--depfile", "a.d", "--watch"];
    let watching = watch(fine().args(args));
    watching.says("no errors in plan.roadmap, wrote a.svg, wrote b.md, wrote a.d");
    watching.save("team.roadmap", "person ana \"Ana\"\n");
    watching.save("plan.roadmap", &format!("{FINE}import \"team.roadmap\"\ntask more 1d @ana\n"));
    watching.says("no errors in plan.roadmap, wrote a.svg, wrote b.md, wrote a.d");
    assert_eq!(watching.read("a.d"), "a.svg b.md: plan.roadmap \\\n  team.roadmap\n");
    watching.save("plan.roadmap", &format!("// A remark.\n{}", watching.read("plan.roadmap")));
    let same = "a.svg is up to date, b.md is up to date, a.d is up to date";
    watching.says(&format!("no errors in plan.roadmap, {same}"));
}

#[test]
fn imports_are_watched_from_when_they_are_written() {
    let watching = watch(Test::new().file("plan.roadmap", IMPORTING).args([
        "check",
        "plan.roadmap",
        "--watch",
    ]));
    watching.tells("parts/team.roadmap", "1 error in plan.roadmap");
    // The folder is not there yet.
    watching.save("parts/team.roadmap", "person ana \"Ana\"\n");
    watching.says("no errors in plan.roadmap");
    watching.save("parts/team.roadmap", "person bo \"Bo\"\n");
    watching.tells("`ana`", "1 error in plan.roadmap");
    watching.save("parts/team.roadmap", "person ana \"Ana\"\nimport \"more.roadmap\"\n");
    watching.tells("more.roadmap", "1 error in plan.roadmap");
    watching.save("parts/more.roadmap", "person cy \"Cy\"\n");
    watching.says("no errors in plan.roadmap");
    watching.save("parts/more.roadmap", "persn cy\n");
    assert_eq!(watching.run().1, "1 error in plan.roadmap");
}

#[test]
fn one_of_several_may_change() {
    let args = ["check", "a.roadmap", "b.roadmap", "--diagnostics", "short", "--watch"];
    let watching = watch(Test::new().file("a.roadmap", FINE).file("b.roadmap", FINE).args(args));
    watching.says("no errors in 2 files");
    watching.save("b.roadmap", UNKNOWN);
    watching.tells("b.roadmap:4:", "1 error in 2 files");
    watching.save("a.roadmap", UNKNOWN);
    watching.tells("a.roadmap:4:", "2 errors in 2 files");
}

#[test]
fn a_file_that_is_gone_is_waited_for() {
    let watching = watch(fine().args(["check", "plan.roadmap", "--watch"]));
    watching.says("no errors in plan.roadmap");
    fs::remove_file(watching.path("plan.roadmap")).unwrap();
    watching.tells("error: there is no file `plan.roadmap`", "");
    watching.save("plan.roadmap", UNKNOWN);
    watching.tells("`desing`", "1 error in plan.roadmap");
    // As Vim saves: the old file is kept under another name until the new one is there.
    fs::rename(watching.path("plan.roadmap"), watching.path("plan.roadmap~")).unwrap();
    watching.save("plan.roadmap", FINE);
    fs::remove_file(watching.path("plan.roadmap~")).unwrap();
    // On a machine with much else to do it may be missed in between.
    watching.lines_to("no errors in plan.roadmap");
}

#[test]
fn what_stops_a_later_run_is_told() {
    let watching =
        watch(fine().folder("out").args(["build", "plan.roadmap", "-o", "out/a.svg", "--watch"]));
    watching.says("no errors in plan.roadmap, wrote out/a.svg");
    fs::remove_dir_all(watching.path("out")).unwrap();
    watching.save("plan.roadmap", VAGUE);
    watching.tells(
        "error: can't write `out/a.svg`: there is no folder `out`",
        "1 warning in plan.roadmap",
    );
    watching.save("plan.roadmap", "roadmap \"Plan\" from 2026-03-02\nimport \"out/a.svg\"\n");
    watching.tells("error: `out/a.svg` is an input", "");
}

#[test]
fn quiet_says_errors_only() {
    let args = ["build", "plan.roadmap", "--watch", "--quiet", "--diagnostics", "short"];
    let watching = watch(Test::new().file("plan.roadmap", UNKNOWN).args(args));
    assert_eq!(watching.lines_to("`desing`").len(), 1);
    // A warning, of which nothing is said.
    watching.save("plan.roadmap", VAGUE);
    let end = Instant::now() + DEADLINE;
    while !watching.path("plan.svg").exists() {
        assert!(Instant::now() < end, "nothing is built");
        std::thread::sleep(Duration::from_millis(10));
    }
    watching.save("plan.roadmap", &UNKNOWN.replace("desing", "desgin"));
    assert_eq!(watching.lines_to("`desgin`").len(), 1);
}

#[test]
fn what_can_not_be_watched_is_refused() {
    let refused: [(&[&str], &str); 9] = [
        (&["build", "-", "-o", "a.svg"], "standard input does not change"),
        (&["check", "plan.roadmap", "-"], "standard input does not change"),
        (&["build", "plan.roadmap", "-o", "-", "-f", "svg"], "standard output would have no end"),
        (&["build", "plan.roadmap", "--check"], "'--check' cannot be used with '--watch'"),
        (&["check", "plan.roadmap", "--diagnostics", "json"], "a report for programs"),
        (&["build", "plan.roadmap", "--diagnostics", "sarif"], "a report for programs"),
        (&["check", "plan.roadmap", "other.roadmap"], "there is no file `other.roadmap`"),
        (&["build", "plan.roadmap", "-o", "no/a.svg"], "there is no folder `no`"),
        (&["simulate", "plan.roadmap"], "unexpected argument '--watch'"),
    ];
    for (args, words) in refused {
        let args = [args, &["--watch"]].concat();
        let ran = fine().arguments(&args).stdin(FINE).any_stderr().code(2).run();
        assert!(ran.stderr.contains(words), "{args:?}: {}", ran.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it() {
    let mut watching = watch(fine().args(["build", "plan.roadmap", "--watch"]));
    watching.says("no errors in plan.roadmap, wrote plan.svg");
    let id = watching.program.id().to_string();
    // A shell that runs the tests in the background makes them deaf to interrupts, but not to this.
    assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    let status = watching.program.wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(15));
    assert!(watching.lines.recv().is_err(), "it says something at its end");
    let names = fs::read_dir(watching.folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["plan.roadmap", "plan.svg"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_screen_is_cleared_where_there_is_something_new() {
    // It gives a program a terminal.
    if Command::new("script").arg("--version").output().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: no screen is tried, script is not installed");
        return;
    }
    for options in ["", "--color never", "--color always"] {
        let test = fine();
        let mut command = Command::new("script");
        let line = format!("\"$MILEPOST\" check plan.roadmap --watch {options}");
        command.args(["-qefc", &line, "/dev/null"]).env("TERM", "xterm");
        command.env("MILEPOST", env!("CARGO_BIN_EXE_milepost")).current_dir(test.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let watching =
            listen(test, &mut command, |program| Box::new(program.stdout.take().unwrap()));
        let first = watching.lines_to("waiting for changes").join("\n");
        assert!(!first.contains(CLEAR), "{first:?}");
        watching.save("plan.roadmap", UNKNOWN);
        let second = watching.lines_to("waiting for changes").join("\n");
        let is_once = second.matches(CLEAR).count() == 1;
        assert!(second.starts_with(CLEAR) && is_once, "{options}: {second:?}");
    }
}
