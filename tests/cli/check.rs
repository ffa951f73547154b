//! `milepost check`: what is said, in which form, about which files.

use crate::program::Test;
use crate::{FINE, IMPORTING, UNKNOWN, VAGUE, fine};

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
        (
            "gitlab",
            "[\n{\"description\":\"no item is named `desing`\\nhelp: did you mean `design`?\"",
        ),
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
        .args(["build", "plans"])
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
fn a_folder_is_all_roadmaps_in_it() {
    let ran = Test::new()
        .file("plans/deep/other.roadmap", UNKNOWN)
        .file("plans/plan.roadmap", FINE)
        .file("plans/.hidden/plan.roadmap", UNKNOWN)
        .file("plans/target/plan.roadmap", UNKNOWN)
        .file("plans/deep/node_modules/plan.roadmap", UNKNOWN)
        .args(["check", "plans", "--diagnostics", "short"])
        .stderr("plans/deep/other.roadmap:4:30: error[unknown-name]: no item is named `desing`\n")
        .code(1)
        .run();
    let ran = Test::again(ran).from("plans").args(["check", ".", "-q"]).any_stderr().code(1).run();
    // One that is named is entered, whatever its name.
    let args = ["check", "plans/target", "--diagnostics", "short"];
    let ran = Test::again(ran).args(args).any_stderr().code(1).run();
    assert!(ran.stderr.starts_with("plans/target/plan.roadmap:4:30: "), "{}", ran.stderr);
    Test::new()
        .file("plans/notes.txt", FINE)
        .args(["check", "plans"])
        .stderr(
            "
            error: there is no roadmap in the folder `plans`
              help: the name of a roadmap ends in `.roadmap`
            ",
        )
        .code(2)
        .run();
}

/// Whichever way the files are named, and in whichever order.
#[test]
fn a_part_is_checked_with_the_roadmap_that_imports_it() {
    let part = "person ana \"Ana\"\nimport \"more.roadmap\"\n";
    let all = ["plan.roadmap", "parts/team.roadmap", "./parts/more.roadmap"];
    let [plan, team, more] = all;
    let orders: [&[&str]; 5] =
        [&["."], &[plan, team, more], &[more, team, plan], &[more, plan], &["parts", plan]];
    for files in orders {
        let check = |more: &str| {
            let test =
                Test::new().file(plan, IMPORTING).file(team, part).file("parts/more.roadmap", more);
            test.arguments(&[&["check"], files].concat())
        };
        check("person bo \"Bo\"\n").stderr("no errors in plan.roadmap\n").run();
        let ran = check("persn bo \"Bo\"\n").any_stderr().code(1).run();
        assert!(ran.stderr.contains("\n1 error in plan.roadmap\n"), "{files:?}: {}", ran.stderr);
    }
}

/// A file without a header that no other of the files imports is told so; of a circle one is.
#[test]
fn what_no_other_imports_is_no_part() {
    let cases: [(&[&str], &str); 3] = [
        (&["parts/team.roadmap"], "parts/team.roadmap"),
        (&["other.roadmap", "parts/team.roadmap"], "parts/team.roadmap"),
        (&["one.roadmap", "two.roadmap"], "two.roadmap"),
    ];
    for (files, told) in cases {
        let ran = Test::new()
            .file("other.roadmap", FINE)
            .file("parts/team.roadmap", "person ana \"Ana\"\n")
            .file("one.roadmap", "import \"two.roadmap\"\n")
            .file("two.roadmap", "import \"one.roadmap\"\n")
            .arguments(&[&["check", "--diagnostics", "short"], files].concat())
            .any_stderr()
            .code(1)
            .run();
        let headers: Vec<_> =
            ran.stderr.lines().filter(|line| line.contains("[missing-header]")).collect();
        assert!(matches!(headers.as_slice(), [one] if one.starts_with(told)), "{}", ran.stderr);
    }
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

/// It is no part of a roadmap, though it imports what that imports.
#[test]
fn standard_input_is_checked_beside_others() {
    let test =
        Test::new().file("plan.roadmap", IMPORTING).file("parts/team.roadmap", "person ana\n");
    let test = test.args(["check", "-", "plan.roadmap", "--diagnostics", "short"]);
    let ran = test.stdin("import \"parts/team.roadmap\"\n").any_stderr().code(1).run();
    assert!(ran.stderr.starts_with("<stdin>:1:1: error[missing-header]"), "{}", ran.stderr);
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
    let text = FINE.to_owned() + &"tsak 5d\n".repeat(100_000);
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
    for form in ["json", "sarif", "github", "gitlab"] {
        let ran = Test::new()
            .file("plan.roadmap", UNKNOWN)
            .args(["check", "plan.roadmap", "--diagnostics", form, "--color", "always"])
            .any_stdout()
            .code(1)
            .run();
        assert!(!ran.stdout.contains('\u{1B}'));
    }
}

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

/// Between 14 hours ahead of Greenwich and 12 behind it there is always a midnight.
#[cfg(unix)]
#[test]
fn now_is_the_day_where_the_machine_stands() {
    let late = "roadmap \"R\" from 2000-01-03\ntask a 5d\n";
    let note = |zone: &str| {
        let test = Test::new().file("plan.roadmap", late).env("TZ", zone).any_stderr();
        let ran = test.args(["check", "plan.roadmap", "--today", "now", "--diagnostics", "short"]);
        ran.run().stderr
    };
    let (east, west) = (note("<+14>-14"), note("<-12>12"));
    assert!(east.contains("by now, ") && east != west, "{east}");
    // A zone that has a name, on machines that know them.
    if std::path::Path::new("/usr/share/zoneinfo/Pacific/Kiritimati").exists() {
        assert_ne!(note("Pacific/Kiritimati"), note("Etc/GMT+12"));
    }
}
