//! `milepost build`: outputs, written whole or not at all; `--check` and `--depfile`.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::program::{Ran, Test};
use crate::{FINE, IMPORTING, UNKNOWN, VAGUE, fine};

#[test]
fn a_chart_is_written_beside_the_roadmap() {
    let ran = Test::new()
        .file("plans/plan.roadmap", FINE)
        .args(["build", "plans/plan.roadmap"])
        .stderr("no errors in plans/plan.roadmap\nwrote plans/plan.svg\n")
        .run();
    assert!(ran.read("plans/plan.svg").starts_with("<svg"));
}

/// One missed deadline.
const LATE: &str = "roadmap \"Launch\" from 2026-03-02\ntask build \"Build\" 23d\n\
                    milestone live \"Go live\" after build by 2026-03-30\n";

#[test]
fn what_does_not_hold_is_drawn_all_the_same() {
    let late = || Test::new().file("plan.roadmap", LATE);
    let outputs = ["build", "plan.roadmap", "-o", "a.svg", "-o", "b.json", "-o", "c.md"];
    let ran = late().args(outputs).any_stderr().code(1).run();
    assert!(ran.read("a.svg").contains("late"));
    assert!(ran.read("b.json").contains("\"health\":\"off-track\""));
    assert!(ran.read("b.json").contains("\"rule\":\"deadline-missed\""));
    assert!(ran.read("c.md").contains("2 working days late"));
    let sound = ["build", "plan.roadmap", "-o", "a.svg", "--if-sound"];
    let ran = late().args(sound).any_stderr().code(1).run();
    assert_eq!(ran.names(), ["plan.roadmap"]);
    let ran = late().args(["build", "plan.roadmap"]).any_stderr().code(1).run();
    let chart = ran.read("plan.svg");
    let again = late().file("plan.svg", &chart);
    again.args(["build", "plan.roadmap", "--check"]).any_stderr().code(1).run();
    // What can't be understood leaves the old output whole.
    let broken = Test::new().file("plan.roadmap", UNKNOWN).file("plan.svg", "old");
    let ran = broken.args(["build", "plan.roadmap"]).any_stderr().code(1).run();
    assert_eq!(ran.read("plan.svg"), "old");
}

#[test]
fn the_format_follows_from_the_name() {
    let ran = fine()
        .args([
            "build",
            "plan.roadmap",
            "-o",
            "a.svg",
            "-o",
            "b.JSON",
            "-o",
            "c.md",
            "-o",
            "d.markdown",
        ])
        .stderr(
            "no errors in plan.roadmap\nwrote a.svg\nwrote b.JSON\nwrote c.md\nwrote d.markdown\n",
        )
        .run();
    assert!(ran.read("a.svg").starts_with("<svg"));
    assert!(ran.read("b.JSON").starts_with('{'));
    assert!(ran.read("c.md").starts_with('#'));
    assert_eq!(ran.read("c.md"), ran.read("d.markdown"));
    assert_eq!(ran.names(), ["a.svg", "b.JSON", "c.md", "d.markdown", "plan.roadmap"]);
}

#[test]
fn format_says_what_a_name_does_not() {
    let ran = fine()
        .args(["build", "plan.roadmap", "--format", "json", "-o", "out.txt", "-o", "out.md"])
        .any_stderr()
        .run();
    assert!(ran.read("out.txt").starts_with('{'));
    assert!(ran.read("out.md").starts_with('#'));
    let ran = fine().args(["build", "plan.roadmap", "-f", "md"]).any_stderr().run();
    assert!(ran.read("plan.md").starts_with('#'));
    fine()
        .args(["build", "plan.roadmap", "-o", "out.txt"])
        .stderr(
            "
            error: `out.txt` does not say its format
              help: end its name in `.svg`, `.png`, `.pdf`, `.json`, `.md`, `.html`, `.mmd`, `.xlsx`, `.csv`,
                    `.xml`, `.ics`, `.tjp` or `.puml`, or add `--format`
            ",
        )
        .code(2)
        .run();
    fine()
        .args(["build", "plan.roadmap", "-o", "-"])
        .stderr(
            "
            error: standard output has no name that would say its format
              help: add `--format svg`, `png`, `pdf`, `json`, `markdown`, `html`, `mermaid`, `xlsx`, `csv`,
                    `jira-csv`, `asana-csv`, `trello-csv`, `mspdi`, `ics`, `taskjuggler` or `plantuml`
            ",
        )
        .code(2)
        .run();
}

#[test]
fn a_pipe_goes_in_and_out() {
    let ran = Test::new()
        .args(["build", "-", "-o", "-", "--format", "json"])
        .stdin(FINE)
        .any_stdout()
        .stderr("no errors in <stdin>\n")
        .run();
    serde_json::from_str::<serde_json::Value>(&ran.stdout).unwrap();
    let ran = Test::new().args(["build", "-"]).stdin(FINE).any_stdout().any_stderr().run();
    assert!(ran.stdout.starts_with("<svg"));
    assert!(ran.names().is_empty());
}

#[test]
fn an_output_is_asked_for_once() {
    fine()
        .args(["build", "plan.roadmap", "-o", "a.svg", "-o", "a.svg"])
        .stderr("error: `a.svg` is asked for twice\n")
        .code(2)
        .run();
}

#[test]
fn a_roadmap_with_errors_leaves_the_old_outputs_whole() {
    let ran = Test::new()
        .file("plan.roadmap", UNKNOWN)
        .file("a.svg", "old")
        .args(["build", "plan.roadmap", "-o", "a.svg", "-o", "b.json", "-o", "-", "-f", "svg"])
        .any_stderr()
        .code(1)
        .run();
    assert_eq!(ran.read("a.svg"), "old");
    assert_eq!(ran.names(), ["a.svg", "plan.roadmap"]);
}

#[test]
fn where_one_output_cannot_be_written_none_is() {
    let ran = fine()
        .args(["build", "plan.roadmap", "-o", "a.svg", "-o", "nowhere/b.json"])
        .stderr("no errors in plan.roadmap\nerror: can't write `nowhere/b.json`: there is no folder `nowhere`\n")
        .code(2)
        .run();
    assert_eq!(ran.names(), ["plan.roadmap"]);
    fine()
        .folder("out.svg")
        .args(["build", "plan.roadmap", "-o", "out.svg"])
        .stderr("no errors in plan.roadmap\nerror: can't write `out.svg`: it is a folder\n")
        .code(2)
        .run();
}

#[test]
fn an_output_that_would_not_change_is_not_touched() {
    let ran = fine().args(["build", "plan.roadmap"]).any_stderr().run();
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(ran.path("plan.svg")).unwrap();
    file.set_modified(long_ago).unwrap();
    let ran = Test::again(ran)
        .args(["build", "plan.roadmap"])
        .stderr("no errors in plan.roadmap\nplan.svg is up to date\n")
        .run();
    let modified = |ran: &Ran| fs::metadata(ran.path("plan.svg")).unwrap().modified().unwrap();
    assert_eq!(modified(&ran), long_ago);
    let ran = Test::again(ran)
        .file("plan.roadmap", FINE.replace("10d", "12d"))
        .args(["build", "plan.roadmap"])
        .stderr("no errors in plan.roadmap\nwrote plan.svg\n")
        .run();
    assert_ne!(modified(&ran), long_ago);
}

#[cfg(unix)]
#[test]
fn permissions_are_those_of_any_new_file_or_of_the_old_one() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let ran = fine().file("any", "").args(["build", "plan.roadmap"]).any_stderr().run();
    assert_eq!(mode(&ran.path("plan.svg")), mode(&ran.path("any")));
    fs::set_permissions(ran.path("plan.svg"), fs::Permissions::from_mode(0o640)).unwrap();
    let ran = Test::again(ran)
        .file("plan.roadmap", FINE.replace("10d", "12d"))
        .args(["build", "plan.roadmap"])
        .any_stderr()
        .run();
    assert_eq!(mode(&ran.path("plan.svg")), 0o640);
    fs::set_permissions(ran.path("plan.svg"), fs::Permissions::from_mode(0o444)).unwrap();
    Test::again(ran)
        .file("plan.roadmap", FINE)
        .args(["build", "plan.roadmap", "-q"])
        .stderr("error: can't write `plan.svg`: permission denied\n")
        .code(2)
        .run();
}

#[cfg(unix)]
#[test]
fn behind_a_link_the_file_is_written_and_a_device_stays_one() {
    let ran = fine()
        .folder("site")
        .file("site/chart.svg", "old")
        .link("chart.svg", "site/chart.svg")
        .args(["build", "plan.roadmap", "-o", "chart.svg"])
        .any_stderr()
        .run();
    assert!(fs::symlink_metadata(ran.path("chart.svg")).unwrap().is_symlink());
    assert!(ran.read("site/chart.svg").starts_with("<svg"));
    Test::again(ran)
        .args(["build", "plan.roadmap", "-f", "svg", "-o", "/dev/null"])
        .any_stderr()
        .run();
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_roadmap_is_never_overwritten() {
    let ran = fine()
        .args(["build", "plan.roadmap", "-f", "svg", "-o", "./plan.roadmap"])
        .stderr("error: `./plan.roadmap` is an input: writing it would destroy it\n")
        .code(2)
        .run();
    assert_eq!(ran.read("plan.roadmap"), FINE);
    let imported =
        || Test::new().file("plan.roadmap", IMPORTING).file("parts/team.roadmap", "person ana\n");
    let ran = imported()
        .args(["build", "plan.roadmap", "--depfile", "parts/team.roadmap"])
        .any_stderr()
        .code(2)
        .run();
    assert_eq!(ran.read("parts/team.roadmap"), "person ana\n");
    assert!(!ran.path("plan.svg").exists());
}

#[test]
fn diagnostics_keep_out_of_the_output() {
    let ran = Test::new()
        .file("plan.roadmap", VAGUE)
        .args(["build", "plan.roadmap", "-o", "-", "-f", "json", "--diagnostics", "json"])
        .any_stdout()
        .any_stderr()
        .run();
    serde_json::from_str::<serde_json::Value>(&ran.stdout).unwrap();
    assert!(ran.stderr.starts_with("{\"rule\":\"missing-estimate\""), "{}", ran.stderr);
}

#[test]
fn a_chart_is_as_wide_and_as_deep_as_is_asked() {
    let drawn = |options: &[&str]| {
        let roadmap =
            "roadmap \"R\" from 2026-03-02\nstream s \"Stream\" {\n  task a \"Inside\" 3d\n}\n";
        let test = Test::new().file("plan.roadmap", roadmap);
        test.arguments(&[&["build", "plan.roadmap"], options].concat())
            .any_stderr()
            .run()
            .read("plan.svg")
    };
    assert!(drawn(&[]).contains("viewBox=\"0 0 838 "));
    assert!(drawn(&["--width", "1200"]).contains("viewBox=\"0 0 1200 "));
    assert!(drawn(&[]).contains(">Inside</text>"));
    assert!(!drawn(&["--depth", "1"]).contains(">Inside</text>"));
    for [option, wrong, expected] in [
        ["--width", "10", "expected a number of pixels from 480 to 16000, as in `1280`"],
        ["--width", "wide", "expected a number of pixels from 480 to 16000, as in `1280`"],
        ["--depth", "0", "expected a number of levels, 1 or more, as in `2`"],
    ] {
        let ran = fine().args(["build", "plan.roadmap", option, wrong]).any_stderr().code(2).run();
        assert!(ran.stderr.contains(expected), "{}", ran.stderr);
    }
}

#[test]
fn a_picture_is_known_by_the_words_of_other_tools() {
    let told =
        |arguments: [&'static str; 4]| fine().args(arguments).any_stderr().code(2).run().stderr;
    let kanban = told(["build", "plan.roadmap", "--chart", "kanban"]);
    assert!(kanban.contains("'board'") && kanban.contains("similar"), "{kanban}");
    let graph = told(["show", "plan.roadmap", "--chart", "graph"]);
    assert!(!graph.contains("network"), "{graph}");
    let report = ["build", "plan.roadmap", "--chart", "swimlane", "-o", "a.md"];
    let ends = "name an output with `-o` that ends in `.svg`, `.png`, `.pdf` or `.html`";
    let report = fine().args(report).any_stderr().code(2).run();
    assert!(cfg!(not(feature = "png")) || report.stderr.contains(ends), "{}", report.stderr);
}

#[test]
fn a_theme_changes_the_chart() {
    let chart = |theme: &str| {
        let ran = fine().args(["build", "plan.roadmap", "--theme", theme]).any_stderr().run();
        ran.read("plan.svg")
    };
    let [auto, light, dark] = ["auto", "light", "dark"].map(chart);
    assert!(auto != light && light != dark && dark != auto);
}

#[test]
fn check_is_content_with_fresh_outputs() {
    let ran =
        fine().args(["build", "plan.roadmap", "-o", "a.svg", "-o", "a.json"]).any_stderr().run();
    Test::again(ran)
        .args(["build", "plan.roadmap", "-o", "a.svg", "-o", "a.json", "--check"])
        .stderr("no errors in plan.roadmap\nall outputs are up to date\n")
        .run();
}

#[test]
fn check_shows_how_a_stale_output_differs_and_writes_nothing() {
    let ran = fine().args(["build", "plan.roadmap", "-o", "a.md", "-q"]).run();
    let fresh = ran.read("a.md");
    let stale = fresh.replace("# Plan", "# Plam");
    assert_ne!(fresh, stale);
    let ran = Test::again(ran)
        .file("a.md", &stale)
        .args(["build", "plan.roadmap", "-o", "a.md", "-o", "b.json", "--check"])
        .any_stdout()
        .stderr(
            "
            no errors in plan.roadmap
            `a.md` is stale
            `b.json` is missing
            `milepost build plan.roadmap` with the same outputs brings it up to date
            ",
        )
        .code(1)
        .run();
    assert!(
        ran.stdout.starts_with("--- a.md\n+++ a.md\n@@ -1,4 +1,4 @@\n-# Plam\n+# Plan\n"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("--- /dev/null\n+++ b.json\n"));
    assert!(ran.stdout.lines().count() < 140);
    assert_eq!(ran.read("a.md"), stale);
    assert!(!ran.path("b.json").exists());
}

/// Git for Windows writes text files with the line ends of Windows.
#[test]
fn check_does_not_mind_line_ends() {
    let windows = |folder: &std::path::Path| {
        for name in ["a.svg", "a.json", "a.md"] {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            std::fs::write(folder.join(name), text.replace('\n', "\r\n")).unwrap();
        }
    };
    let outputs = ["build", "plan.roadmap", "-o", "a.svg", "-o", "a.json", "-o", "a.md", "-q"];
    let ran = fine().args(outputs).run();
    let [build, plan, .., quiet] = outputs;
    let ran = Test::again(ran)
        .prepare(windows)
        .args([build, plan, "-o", "a.svg", "-o", "a.json", "-o", "a.md", "--check", quiet])
        .run();
    let stale = ran.read("a.md").replace("# Plan", "# Plam");
    let ran = Test::again(ran)
        .file("a.md", &stale)
        .args([build, plan, "-o", "a.md", "--check", quiet])
        .any_stdout()
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stdout.contains("\n-# Plam\n+# Plan\n"), "{}", ran.stdout);
    assert!(!ran.stdout.contains('\r') && !ran.stdout.contains('␍'), "{}", ran.stdout);
}

/// A file that is no text reads as the output does, and is not it.
#[test]
fn check_of_a_file_that_is_no_text_says_so() {
    let ran = fine().args(["build", "plan.roadmap", "-o", "a.md", "-q"]).run();
    let fresh = ran.read("a.md");
    std::fs::write(ran.path("a.md"), [fresh.as_bytes(), b"\xff\n"].concat()).unwrap();
    let ran = Test::again(ran)
        .args(["build", "plan.roadmap", "-o", "a.md", "--check", "-q"])
        .any_stdout()
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stdout.contains("-\u{FFFD}\n"), "{}", ran.stdout);
}

#[test]
fn check_of_standard_output_makes_no_sense() {
    fine()
        .args(["build", "plan.roadmap", "-o", "-", "-f", "svg", "--check", "-q"])
        .stderr("error: standard output can't be checked: it is not kept\n")
        .code(2)
        .run();
}

#[test]
fn a_depfile_names_every_file_that_was_asked_for() {
    let ran = Test::new()
        .file("my plans/plan $1.roadmap", IMPORTING)
        .file("my plans/parts/team.roadmap", "person ana\n")
        .args([
            "build",
            "my plans/plan $1.roadmap",
            "-o",
            "a.svg",
            "-o",
            "b.json",
            "--depfile",
            "a.d",
        ])
        .stderr("no errors in my plans/plan $1.roadmap\nwrote a.svg\nwrote b.json\nwrote a.d\n")
        .run();
    assert_eq!(
        ran.read("a.d"),
        "a.svg b.json: my\\ plans/plan\\ $$1.roadmap \\\n  my\\ plans/parts/team.roadmap\n"
    );
}

#[test]
fn a_depfile_needs_an_output_file() {
    fine()
        .args(["build", "plan.roadmap", "-o", "-", "-f", "svg", "--depfile", "a.d", "-q"])
        .stderr(
            "
            error: `--depfile` says what output files depend on, and there is none
              help: name an output with `-o`
            ",
        )
        .code(2)
        .run();
}

/// The folder is there, only nothing can be made in it.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_not_said_to_be_missing() {
    for args in [&["build", "plan.roadmap", "-o", "/proc/x.svg"] as &[&str], &["new", "/proc/x"]] {
        let ran = fine().arguments(args).any_stdout().any_stderr().code(2).run();
        let said = "no file can be made in the folder `/proc`\n";
        assert!(ran.stderr.ends_with(said), "{}", ran.stderr);
    }
}
