//! The command line, as the real program: exact outputs, exit codes, files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, clippy::indexing_slicing)]

mod program;

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, SystemTime};

use program::Test;

const FINE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after design\n";
const UNKNOWN: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 10d after desing\n";
/// One warning: nobody has said how long it takes.
const VAGUE: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"\n";

fn fine() -> Test {
    Test::new().file("plan.roadmap", FINE)
}

// ── check ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_roadmap_without_errors_says_so() {
    fine().args(["check", "plan.roadmap"]).stderr("no errors in plan.roadmap\n").run();
}

#[test]
fn an_error_is_reported_with_its_place_and_a_way_out() {
    Test::new()
        .file("plan.roadmap", UNKNOWN)
        .args(["check", "plan.roadmap"])
        .stderr(
            "
            error[unknown-name]: no item is named `desing`
               ╭─[plan.roadmap:4:30]
             4 │ task build \"Build\" 10d after desing
               ·                              ━━━━━━
               ╰────
              help: did you mean `design`?
             4 + task build \"Build\" 10d after design

            1 error in plan.roadmap
            `milepost explain unknown-name` says more
            ",
        )
        .code(1)
        .run();
}

#[test]
fn the_short_form_is_a_line_each() {
    Test::new()
        .file("plan.roadmap", UNKNOWN)
        .args(["check", "plan.roadmap", "--diagnostics", "short"])
        .stderr("plan.roadmap:4:30: error[unknown-name]: no item is named `desing`\n")
        .code(1)
        .run();
}

#[test]
fn forms_for_programs_are_printed() {
    for (form, start) in [
        ("json", "{\"rule\":\"unknown-name\",\"severity\":\"error\","),
        ("sarif", "{\n  \"$schema\""),
        ("github", "::error file=plan.roadmap,line=4,col=30,endColumn=36,title=unknown-name::"),
    ] {
        let ran = Test::new()
            .file("plan.roadmap", UNKNOWN)
            .args(["check", "plan.roadmap", "--diagnostics", form])
            .any_stdout()
            .code(1)
            .run();
        assert!(ran.stdout.starts_with(start), "{}", ran.stdout);
        assert!(ran.stdout.ends_with('\n'));
    }
}

#[test]
fn one_sarif_log_holds_what_is_found_in_all_files() {
    let ran = Test::new()
        .file("a.roadmap", UNKNOWN)
        .file("b.roadmap", UNKNOWN)
        .args(["check", "a.roadmap", "b.roadmap", "--diagnostics", "sarif"])
        .any_stdout()
        .code(1)
        .run();
    let log: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
}

#[test]
fn several_files_are_checked_in_one_run() {
    Test::new()
        .file("good.roadmap", FINE)
        .file("bad.roadmap", UNKNOWN)
        .args(["check", "good.roadmap", "bad.roadmap", "--diagnostics", "short"])
        .stderr("bad.roadmap:4:30: error[unknown-name]: no item is named `desing`\n")
        .code(1)
        .run();
    Test::new()
        .file("good.roadmap", FINE)
        .file("better.roadmap", FINE)
        .args(["check", "good.roadmap", "better.roadmap"])
        .stderr("no errors in 2 files\n")
        .run();
}

#[test]
fn a_file_that_is_not_there_does_not_hide_what_the_others_say() {
    Test::new()
        .file("bad.roadmap", UNKNOWN)
        .args(["check", "one", "bad.roadmap", "two", "--diagnostics", "short"])
        .stderr(
            "
            bad.roadmap:4:30: error[unknown-name]: no item is named `desing`
            error: there is no file `one`
            error: there is no file `two`
            ",
        )
        .code(2)
        .run();
}

#[test]
fn a_file_that_is_not_there_may_be_called_otherwise() {
    fine()
        .args(["check", "paln.roadmap"])
        .stderr("error: there is no file `paln.roadmap`\n  help: did you mean `plan.roadmap`?\n")
        .code(2)
        .run();
    Test::new()
        .file("plans/plan.roadmap", FINE)
        .args(["check", "plans/plan"])
        .stderr(
            "error: there is no file `plans/plan`\n  help: did you mean `plans/plan.roadmap`?\n",
        )
        .code(2)
        .run();
}

#[test]
fn a_folder_is_no_file() {
    Test::new()
        .file("plans/plan.roadmap", FINE)
        .args(["check", "plans"])
        .stderr("error: `plans` is a folder\n  help: the roadmap in it is `plans/plan.roadmap`\n")
        .code(2)
        .run();
    Test::new()
        .folder("plans")
        .args(["build", "plans"])
        .stderr(
            "
            error: `plans` is a folder
              help: name a `.roadmap` file; in this folder there is none
            ",
        )
        .code(2)
        .run();
}

#[test]
fn who_names_no_file_is_told_of_the_only_one() {
    let ran = fine().args(["check"]).any_stderr().code(2).run();
    assert!(ran.stderr.contains("<FILE>..."), "{}", ran.stderr);
    assert!(ran.stderr.ends_with("\nThe roadmap in this folder is `plan.roadmap`.\n"));
    let ran = fine().file("other.roadmap", FINE).args(["build"]).any_stderr().code(2).run();
    assert!(!ran.stderr.contains("The roadmap"), "{}", ran.stderr);
}

#[test]
fn standard_input_is_a_roadmap_too() {
    Test::new()
        .args(["check", "-", "--diagnostics", "short"])
        .stdin(UNKNOWN)
        .stderr("<stdin>:4:30: error[unknown-name]: no item is named `desing`\n")
        .code(1)
        .run();
}

#[test]
fn names_are_paths_from_the_working_folder() {
    let expected = "plans/plan.roadmap:4:30: error[unknown-name]: no item is named `desing`\n";
    for path in ["plans/plan.roadmap", "./plans/plan.roadmap", "{folder}/plans/plan.roadmap"] {
        Test::new()
            .prepare(|folder| assert!(folder.is_absolute()))
            .file("plans/plan.roadmap", UNKNOWN)
            .args(["check", path, "--diagnostics", "short"])
            .stderr(expected)
            .code(1)
            .run();
    }
    Test::new()
        .file("plans/plan.roadmap", UNKNOWN)
        .folder("elsewhere")
        .from("elsewhere")
        .args(["check", "../plans/plan.roadmap", "--diagnostics", "short"])
        .stderr("../plans/plan.roadmap:4:30: error[unknown-name]: no item is named `desing`\n")
        .code(1)
        .run();
}

#[test]
fn more_errors_than_are_wanted_are_counted() {
    let text = FINE.to_owned() + &"task 5d after nobody\n".repeat(5);
    let ran = Test::new()
        .file("plan.roadmap", text)
        .args(["check", "plan.roadmap", "--diagnostics", "short", "--max-errors", "2"])
        .any_stderr()
        .code(1)
        .run();
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!(lines.len(), 3, "{}", ran.stderr);
    assert_eq!(lines[2], "and 3 more errors");
}

#[test]
fn of_a_hundred_thousand_errors_the_first_hundred_are_shown() {
    let text = FINE.to_owned() + &"tsak x 5d\n".repeat(100_000);
    let ran = Test::new()
        .file("plan.roadmap", text)
        .args(["check", "plan.roadmap"])
        .any_stderr()
        .code(1)
        .run();
    assert_eq!(ran.stderr.matches("error[unknown-keyword]").count(), 100);
    assert!(ran.stderr.contains("\nand 99,900 more errors\n100,000 errors in plan.roadmap\n"));
}

#[test]
fn warnings_may_be_errors() {
    let vague = || Test::new().file("plan.roadmap", VAGUE);
    let ran = vague().args(["check", "plan.roadmap", "--diagnostics", "short"]).any_stderr().run();
    assert!(ran.stderr.starts_with("plan.roadmap:3:6: warning[missing-estimate]: "));
    let ran = vague()
        .args(["check", "plan.roadmap", "--diagnostics", "short", "--deny", "warnings"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.starts_with("plan.roadmap:3:6: error[missing-estimate]: "));
}

#[test]
fn who_wants_quiet_hears_of_errors_alone() {
    Test::new().file("plan.roadmap", VAGUE).args(["check", "-q", "plan.roadmap"]).run();
    fine().args(["build", "--quiet", "plan.roadmap"]).run();
    let ran = Test::new()
        .file("plan.roadmap", UNKNOWN.replace("\"Design\" 5d", "\"Design\""))
        .args(["check", "plan.roadmap", "--quiet"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.starts_with("error[unknown-name]"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("warning") && !ran.stderr.contains(" in plan.roadmap"));
}

#[test]
fn today_is_a_date_or_what_the_clock_says() {
    let late =
        || Test::new().file("plan.roadmap", FINE.replace("10d after design", "10d by 2026-04-30"));
    late().args(["check", "plan.roadmap"]).any_stderr().run();
    late().args(["check", "plan.roadmap", "--today", "2026-03-02"]).any_stderr().run();
    let ran = late()
        .args(["check", "plan.roadmap", "--today", "2026-06-01", "--diagnostics", "short"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains("error[deadline-missed]"), "{}", ran.stderr);
    late().args(["check", "plan.roadmap", "--today", "now"]).any_stderr().code(1).run();
    for wrong in ["2026-02-30", "2026-3-2", "tomorrow", "20260302", ""] {
        let ran = fine()
            .args(["check", "plan.roadmap", &format!("--today={wrong}")])
            .any_stderr()
            .code(2)
            .run();
        assert!(ran.stderr.contains("a date that exists, as in `2026-03-02`, or `now`"));
    }
}

// ── colour ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn colour_is_where_it_is_wanted() {
    let colours = |arguments: [&str; 2], environment: &[(&str, &str)]| {
        let mut test = Test::new().file("plan.roadmap", UNKNOWN);
        for (name, value) in environment {
            test = test.env(name, value);
        }
        let [option, value] = arguments;
        let ran = test.args(["check", "plan.roadmap", option, value]).any_stderr().code(1).run();
        ran.stderr.contains('\u{1B}')
    };
    assert!(!colours(["--color", "auto"], &[]), "a pipe is no terminal");
    assert!(colours(["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!colours(["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(colours(["--color", "auto"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colours(["--color", "auto"], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
}

#[test]
fn programs_get_no_colour() {
    for form in ["json", "sarif", "github"] {
        let ran = Test::new()
            .file("plan.roadmap", UNKNOWN)
            .args(["check", "plan.roadmap", "--diagnostics", form, "--color", "always"])
            .any_stdout()
            .code(1)
            .run();
        assert!(!ran.stdout.contains('\u{1B}'));
    }
}

// ── imports ──────────────────────────────────────────────────────────────────────────────────

const IMPORTING: &str =
    "roadmap \"Plan\" from 2026-03-02\nimport \"parts/team.roadmap\"\ntask a 5d @ana\n";

#[test]
fn imports_are_found_from_the_file_that_imports() {
    Test::new()
        .file("plans/plan.roadmap", IMPORTING)
        .file("plans/parts/team.roadmap", "import \"people.roadmap\"\n")
        .file("plans/parts/people.roadmap", "person ana\nperson ana\n")
        .args(["check", "plans/plan.roadmap", "--diagnostics", "short"])
        .stderr("plans/parts/people.roadmap:2:8: error[duplicate-name]: there is a person `ana` here already\n")
        .code(1)
        .run();
}

#[test]
fn imports_stay_in_the_folder_of_the_file_or_of_root() {
    let up = "roadmap \"Plan\" from 2026-03-02\nimport \"../team.roadmap\"\ntask a 5d @ana\n";
    let files = || Test::new().file("plans/plan.roadmap", up).file("team.roadmap", "person ana\n");
    let ran = files()
        .args(["check", "plans/plan.roadmap", "--diagnostics", "short"])
        .any_stderr()
        .code(1)
        .run();
    assert!(
        ran.stderr.contains("plans/plan.roadmap:2:8: error[import-outside-root]"),
        "{}",
        ran.stderr
    );
    for root in [".", "{folder}"] {
        files()
            .args(["check", "plans/plan.roadmap", "--root", root])
            .stderr("no errors in plans/plan.roadmap\n")
            .run();
    }
    files()
        .folder("other")
        .args(["check", "plans/plan.roadmap", "--root", "other"])
        .stderr(
            "
            error: `plans/plan.roadmap` lies outside the folder `other`
              help: `--root` is the folder that holds the roadmap and all that it imports
            ",
        )
        .code(2)
        .run();
    files()
        .args(["check", "plans/plan.roadmap", "--root", "nowhere"])
        .stderr("error: there is no folder `nowhere` to look for imports in\n")
        .code(2)
        .run();
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out() {
    let ran = Test::new()
        .file("plans/plan.roadmap", IMPORTING)
        .file("secret.roadmap", "person ana\n")
        .folder("plans/parts")
        .link("plans/parts/team.roadmap", "../../secret.roadmap")
        .args(["check", "plans/plan.roadmap", "--diagnostics", "short"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains(":2:8: error[import-outside-root]"), "{}", ran.stderr);
    assert!(!ran.stderr.contains("secret"));
}

#[test]
fn an_import_of_a_folder_is_refused() {
    let ran = Test::new()
        .file("plan.roadmap", IMPORTING)
        .folder("parts/team.roadmap")
        .args(["check", "plan.roadmap", "--diagnostics", "short"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains("it is a folder"), "{}", ran.stderr);
}

// ── build ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_chart_is_written_beside_the_roadmap() {
    let ran = Test::new()
        .file("plans/plan.roadmap", FINE)
        .args(["build", "plans/plan.roadmap"])
        .stderr("no errors in plans/plan.roadmap\nwrote plans/plan.svg\n")
        .run();
    assert!(ran.read("plans/plan.svg").starts_with("<svg"));
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
              help: end its name in `.svg`, `.json` or `.md`, or add `--format`
            ",
        )
        .code(2)
        .run();
    fine()
        .args(["build", "plan.roadmap", "-o", "-"])
        .stderr(
            "
            error: standard output has no name that would say its format
              help: add `--format svg`, `--format json` or `--format markdown`
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
    let modified =
        |ran: &program::Ran| fs::metadata(ran.path("plan.svg")).unwrap().modified().unwrap();
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
        .stderr("error: `./plan.roadmap` is an input: writing it would destroy the roadmap\n")
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
fn a_theme_changes_the_chart() {
    let chart = |theme: &str| {
        let ran = fine().args(["build", "plan.roadmap", "--theme", theme]).any_stderr().run();
        ran.read("plan.svg")
    };
    let [auto, light, dark] = ["auto", "light", "dark"].map(chart);
    assert!(auto != light && light != dark && dark != auto);
}

// ── build --check ────────────────────────────────────────────────────────────────────────────

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

#[test]
fn check_of_standard_output_makes_no_sense() {
    fine()
        .args(["build", "plan.roadmap", "-o", "-", "-f", "svg", "--check", "-q"])
        .stderr("error: standard output can't be checked: it is not kept\n")
        .code(2)
        .run();
}

// ── --depfile ────────────────────────────────────────────────────────────────────────────────

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

// ── explain, new, schema, completions, help ──────────────────────────────────────────────────

#[test]
fn every_rule_is_explained() {
    let list = Test::new().args(["explain"]).any_stdout().run().stdout;
    for rule in milepost::diagnostic::rules::ALL {
        assert!(list.contains(&format!("\n{} ", rule.name)), "{} is not in the list", rule.name);
        let page = Test::new().args(["explain", rule.name]).any_stdout().run().stdout;
        assert!(page.starts_with(&format!("{}\n\n", rule.name)), "{page}");
        assert!(
            !page.contains("```") && !page.contains("##") && !page.contains('\u{1B}'),
            "{page}"
        );
        assert!(
            page.lines().all(|line| line.starts_with("    ") || line.chars().count() <= 100),
            "{page}"
        );
    }
}

#[test]
fn a_rule_can_be_named_as_messages_do() {
    let page = Test::new().args(["explain", "error[unknown-name]"]).any_stdout().run().stdout;
    assert!(page.starts_with("unknown-name\n"));
}

#[test]
fn an_unknown_rule_may_be_another() {
    Test::new()
        .args(["explain", "unknown-nmae"])
        .stderr("error: there is no rule `unknown-nmae`\n  help: did you mean `unknown-name`?\n")
        .code(2)
        .run();
    Test::new()
        .args(["explain", "quux"])
        .stderr("error: there is no rule `quux`\n  help: `milepost explain` lists all rules\n")
        .code(2)
        .run();
}

#[test]
fn each_kind_of_new_roadmap_compiles_without_a_word() {
    for kind in ["product", "software", "developer", "it", "architecture", "hardware"] {
        let ran = Test::new()
            .args(["new", "--kind", kind, "first"])
            .stderr("wrote first.roadmap\n`milepost build first.roadmap` draws it\n")
            .run();
        let lines = ran.read("first.roadmap").lines().count();
        assert!((30..=60).contains(&lines), "{kind}: {lines} lines");
        Test::again(ran)
            .args(["check", "first.roadmap", "--deny", "warnings"])
            .stderr("no errors in first.roadmap\n")
            .run();
    }
}

#[test]
fn a_new_roadmap_is_a_product_roadmap_if_nothing_is_said() {
    let of_a_product =
        Test::new().args(["new", "--kind", "product", "-"]).any_stdout().run().stdout;
    let any = Test::new().args(["new", "-"]).any_stdout().run().stdout;
    assert_eq!(any, of_a_product);
}

#[test]
fn a_new_roadmap_overwrites_nothing() {
    let ran = fine()
        .args(["new", "plan.roadmap"])
        .stderr(
            "
            error: `plan.roadmap` exists
              help: choose another name; a file that exists is never overwritten
            ",
        )
        .code(2)
        .run();
    assert_eq!(ran.read("plan.roadmap"), FINE);
    Test::new()
        .args(["new", "nowhere/plan.roadmap"])
        .stderr("error: can't write `nowhere/plan.roadmap`: there is no folder `nowhere`\n")
        .code(2)
        .run();
}

#[test]
fn the_schema_is_printed() {
    let schema = Test::new().args(["schema"]).any_stdout().run().stdout;
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Test::new().args(["completions", shell]).any_stdout().run().stdout;
        assert!(script.contains("milepost") && script.contains("explain"), "{shell}");
    }
}

#[test]
fn help_says_what_exit_codes_mean() {
    for arguments in [["--help", ""], ["help", ""], ["-h", ""]] {
        let [first, _] = arguments;
        let help = Test::new().args([first]).any_stdout().run().stdout;
        assert!(help.contains("Exit codes:") && help.contains("Examples:"), "{help}");
    }
    for command in ["check", "build", "new"] {
        let help = Test::new().args([command, "--help"]).any_stdout().run().stdout;
        assert!(help.contains("Examples:"), "{help}");
    }
}

#[test]
fn wrong_use_is_code_2() {
    for arguments in [["check", "--colour"], ["frobnicate", "x"], ["build", "--theme=pink"]] {
        Test::new().args(arguments).any_stderr().code(2).run();
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let test = fine().args(["explain"]);
    let mut child = test.command().spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    let test = Test::new().file("plan.roadmap", UNKNOWN).args(["check", "plan.roadmap"]);
    let mut child = test.command().stdin(Stdio::null()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(1));
}

// ── hostile input ────────────────────────────────────────────────────────────────────────────

/// Runs `check` on a file and asks for an error of this rule.
#[track_caller]
fn refuses(content: impl AsRef<[u8]>, rule: &str) {
    let ran = Test::new()
        .file("plan.roadmap", content)
        .args(["check", "plan.roadmap", "--diagnostics", "short"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.contains(&format!("error[{rule}]: ")), "{:.2000}", ran.stderr);
}

#[test]
fn hostile_files_are_refused_with_a_reason() {
    refuses("{\n".repeat(100_000), "nesting-too-deep");
    refuses(format!("{FINE}stream a {{ {}", "{ ".repeat(100_000)), "nesting-too-deep");
    refuses(FINE.replace("Build", "B\0ild"), "invalid-text");
    refuses(b"roadmap \"\xFF\xFE\" from 2026-03-02\n", "invalid-utf8");
    refuses(format!("{FINE}import \"plan.roadmap\"\n"), "import-cycle");
    refuses(format!("{FINE}import \"../../etc/passwd\"\n"), "import-outside-root");
    refuses(format!("{FINE}import \"/etc/passwd\"\n"), "import-outside-root");
    refuses(format!("{FINE}import \"nowhere.roadmap\"\n"), "import-not-found");
    refuses(format!("{FINE}task x 99999999999999d\n"), "number-out-of-range");
    refuses(format!("{FINE}task x 5d link javascript:alert(1)\n"), "invalid-link");
    refuses("", "missing-header");
}

#[test]
fn a_line_of_ten_megabytes_is_a_line() {
    let names = "after design, ".repeat(700_000);
    let long = format!("{FINE}task x 5d {names}after nobody\n");
    let ran = Test::new()
        .file("plan.roadmap", long)
        .args(["check", "plan.roadmap", "--max-errors", "3"])
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stderr.len() < 10_000, "{:.2000}", ran.stderr);
}

// ── the same everywhere ──────────────────────────────────────────────────────────────────────

#[test]
fn the_same_bytes_in_another_zone_language_and_folder() {
    let build = |test: Test, path: &str| {
        let ran = test
            .file("plans/plan.roadmap", IMPORTING)
            .file("plans/parts/team.roadmap", "person ana \"Ana\" away 2026-03-04..2026-03-05\n")
            .folder("elsewhere")
            .args(["build", path, "-o", "a.svg", "-o", "a.json", "-o", "a.md", "-q"])
            .run();
        let name = |name: &str| {
            if ran.path(name).exists() {
                ran.read(name)
            } else {
                ran.read(&format!("elsewhere/{name}"))
            }
        };
        ["a.svg", "a.json", "a.md"].map(name)
    };
    let here = build(Test::new(), "plans/plan.roadmap");
    let elsewhere = Test::new()
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "de_DE.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .from("elsewhere");
    assert_eq!(here, build(elsewhere, "../plans/plan.roadmap"));
    assert_eq!(here, build(Test::new(), "{folder}/plans/plan.roadmap"));
}
