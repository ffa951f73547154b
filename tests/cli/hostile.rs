//! Files that mean harm, and the same bytes everywhere.

use crate::program::Test;
use crate::{FINE, IMPORTING, fine};

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
    refuses(FINE.replace("Build", "B\0ild"), "syntax-error");
    refuses(b"roadmap \"\xFF\xFE\" from 2026-03-02\n", "invalid-utf8");
    let wide = FINE.bytes().flat_map(|byte| [byte, 0]);
    refuses([0xFF, 0xFE].into_iter().chain(wide).collect::<Vec<u8>>(), "invalid-utf8");
    refuses(b"PK\x03\x04\0\0\xFF", "invalid-utf8");
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

/// A title that would rename the terminal, clear it, turn its words round and speak to a build server.
const STEERING: &str =
    "\\u{1b}]0;x\\u{7}\\u{1b}[2J\\u{d}\\n::error::a\\u{9b}1m\\u{202e}b` ::add-mask::c ##[error]d";

/// Whether nothing in what was printed steers a terminal or begins a command of a build server.
#[track_caller]
fn is_inert(printed: &str) {
    let acts = |c: char| matches!(c, '\0'..='\u{9}' | '\u{B}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{202A}'..='\u{202E}');
    assert!(!printed.contains(acts), "{printed:?}");
    let is_command = |line: &str| line.trim_start().starts_with("::");
    assert!(!printed.lines().any(is_command) && !printed.contains("##["), "{printed}");
}

#[test]
fn no_title_steers_a_terminal_or_a_build_server() {
    let plan = format!(
        "roadmap \"{STEERING}\" from 2026-03-02 {{\n  warn deadline-missed\n}}\ntask a \"{STEERING}\" 5d\ntask b \"B\" 5d after a by 2026-03-03\n"
    );
    let run = |args: &[&str]| {
        let mut all = vec!["--color", "never"];
        all.extend(args);
        let test = Test::new().file("plan.roadmap", &plan);
        test.arguments(&all).any_stdout().any_stderr().run()
    };
    for args in [
        &["why", "plan.roadmap", "b"][..],
        &["why", "plan.roadmap", "b", "--by", "2026-03-03"],
        &["check", "plan.roadmap"],
        &["check", "plan.roadmap", "--diagnostics", "short"],
        &["build", "plan.roadmap", "-o", "-", "--format", "markdown"],
        &["simulate", "plan.roadmap", "--runs", "10"],
    ] {
        let ran = run(args);
        is_inert(&ran.stdout);
        is_inert(&ran.stderr);
    }
    let annotations = run(&["check", "plan.roadmap", "--diagnostics", "github"]).stdout;
    for line in annotations.lines() {
        let words = line.strip_prefix("::warning file=plan.roadmap,").unwrap();
        is_inert(&words.replace("##[", ""));
    }
    assert_eq!(annotations.lines().count(), 1, "{annotations}");
}

#[cfg(unix)]
#[test]
fn no_name_of_a_file_steers_a_terminal_or_a_build_server() {
    let name = "::add-mask::\u{1b}[2J\n::error::a\u{202e}.roadmap";
    let faulty = FINE.replace("after design", "after desing");
    let run = |content: &str, args: &[&str]| {
        Test::new().file(name, content).arguments(args).any_stdout().any_stderr()
    };
    for form in ["human", "short"] {
        let ran = run(&faulty, &["check", name, "--diagnostics", form]).code(1).run();
        is_inert(&ran.stdout);
        is_inert(&ran.stderr);
    }
    let written = run(FINE, &["build", name]).run();
    is_inert(&written.stderr);
    let stale = Test::again(written).file(name, FINE.replace("5d", "6d"));
    let stale = stale.arguments(&["build", name, "--check"]).any_stdout().any_stderr().code(1);
    let stale = stale.run();
    is_inert(&stale.stdout);
    is_inert(&stale.stderr);
}

#[test]
fn what_is_shown_of_a_line_is_bounded() {
    let names: Vec<String> = (0..100).map(|number| format!("zz{number}")).collect();
    for letter in ["\0", "\0\u{1}", "\u{200B}", "e\u{301}", "\u{301}", "\t", "漢"] {
        let title = letter.repeat(50_000);
        for line in
            [format!("x{title}"), format!("task a \"{title}\" 1d after {}", names.join(", "))]
        {
            let ran = Test::new()
                .file("plan.roadmap", format!("{FINE}{line}\n"))
                .args(["check", "plan.roadmap"])
                .any_stderr()
                .code(1)
                .run();
            assert!(ran.stderr.len() < 400_000, "{letter:?}: {} bytes", ran.stderr.len());
        }
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_links_lead_to_is_read_once() {
    let looped = "import \"l1/plan.roadmap\" as a\nimport \"l2/plan.roadmap\"\n";
    let ran = Test::new()
        .file("plan.roadmap", format!("{FINE}{looped}"))
        .link("l1", ".")
        .link("l2", ".")
        .args(["check", "plan.roadmap", "--diagnostics", "short"])
        .code(1)
        .stderr(
            "
            plan.roadmap:5:8: error[import-cycle]: `plan.roadmap` imports itself
            plan.roadmap:6:8: error[import-cycle]: `plan.roadmap` imports itself
            ",
        )
        .run();
    drop(ran);
    // Through another file, and by another name of its own.
    let plan = format!("{FINE}import \"people.roadmap\"\nimport \"here/people.roadmap\" as p\n");
    let plan = plan.replace("after design", "after design @ana @p.bo");
    Test::new()
        .file("plan.roadmap", plan)
        .file("people.roadmap", "person ana\nperson bo\n")
        .link("here", ".")
        .args(["check", "plan.roadmap", "-q"])
        .run();
}

#[test]
fn one_output_never_takes_the_place_of_another_or_of_an_input() {
    let refused = |args: &[&str], message: &str| {
        let ran = fine().folder("sub").arguments(args).any_stderr().code(2).run();
        assert_eq!(ran.stderr, format!("error: {message}\n"), "{args:?}");
        assert_eq!(ran.names(), ["plan.roadmap", "sub"], "{args:?}");
    };
    refused(
        &["build", "plan.roadmap", "-o", "q.svg", "--depfile", "q.svg"],
        "`q.svg` is asked for twice",
    );
    refused(
        &["build", "plan.roadmap", "-o", "q.svg", "--depfile", "sub/../q.svg"],
        "`sub/../q.svg` is the same file as `q.svg`",
    );
    refused(
        &["simulate", "plan.roadmap", "-o", "v.svg", "--curve", "./v.svg"],
        "`./v.svg` is the same file as `v.svg`",
    );
    refused(
        &["build", "plan.roadmap", "-o", "q.svg", "--depfile", "sub/../plan.roadmap"],
        "`sub/../plan.roadmap` is an input: writing it would destroy it",
    );
}

#[test]
fn a_name_that_make_would_misread_is_refused_in_a_depfile() {
    let name = "x;touch HELD";
    let ran = Test::new()
        .file("plan.roadmap", format!("{FINE}import \"{name}\"\n"))
        .file(name, "person ana\n")
        .args(["build", "plan.roadmap", "--depfile", "plan.d"])
        .any_stderr()
        .code(2)
        .run();
    assert!(
        ran.stderr.contains("error: `x;touch HELD` can't stand in a depfile"),
        "{}",
        ran.stderr
    );
    assert_eq!(ran.names(), ["plan.roadmap", name]);
}

#[cfg(unix)]
#[test]
fn an_output_goes_where_its_link_leads_though_nothing_is_there() {
    let ran = fine()
        .folder("out")
        .link("plan.svg", "out/chart.svg")
        .args(["build", "plan.roadmap", "-q"])
        .run();
    assert!(ran.read("out/chart.svg").starts_with("<svg"));
    assert!(ran.path("plan.svg").is_symlink());
    let again = ["build", "plan.roadmap", "-o", "plan.svg", "-o", "out/chart.svg"];
    Test::again(ran)
        .args(again)
        .stderr("error: `out/chart.svg` is the same file as `plan.svg`\n")
        .code(2)
        .run();
}

#[cfg(unix)]
#[test]
fn an_output_that_gives_for_ever_is_not_read() {
    fine()
        .link("plan.svg", "/dev/zero")
        .args(["build", "plan.roadmap", "--check", "-q"])
        .stderr("error: can't read `plan.svg`: it is not a regular file\n")
        .code(2)
        .run();
    let huge = "x".repeat(20 << 20);
    let ran = fine()
        .file("plan.svg", huge)
        .args(["build", "plan.roadmap", "--check"])
        .any_stdout()
        .any_stderr()
        .code(1)
        .run();
    assert!(ran.stdout.len() < 100_000, "{} bytes", ran.stdout.len());
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let ran = fine()
        .folder("out")
        .file(".milepost-a1B2c3.tmp", "half")
        .file("out/.milepost-x1y2Z3.tmp", "half")
        .args(["build", "plan.roadmap", "-o", "plan.svg", "-o", "out/plan.json", "-q"])
        .run();
    assert_eq!(ran.names(), ["out", "plan.roadmap", "plan.svg"]);
    assert!(!ran.path("out/.milepost-x1y2Z3.tmp").exists());
}

/// Builds that run at once clear nothing of each other.
#[test]
fn builds_at_once_all_end_well() {
    let test = fine();
    let mut command =
        test.args(["build", "plan.roadmap", "-o", "a.svg", "-o", "a.json", "-o", "a.md"]);
    for round in 0..4 {
        let plan = FINE.replace("5d", &format!("{}d", round + 3));
        command = command.file("plan.roadmap", plan);
        let children: Vec<_> = (0..8).map(|_| command.command().spawn().unwrap()).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    let ran = command.any_stderr().run();
    assert_eq!(ran.names(), ["a.json", "a.md", "a.svg", "plan.roadmap"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for args in [&["--help"][..], &["--version"], &["explain"], &["schema"], &["new", "-"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let status = fine().arguments(args).command().stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(2), "{args:?}");
    }
}

#[test]
fn a_reason_that_is_long_is_told_in_bounds() {
    let chain: String = (1..800).map(|i| format!("task t{i} 1d after t{}\n", i - 1)).collect();
    let ran = Test::new()
        .file("plan.roadmap", format!("roadmap \"R\" from 2026-03-02\ntask t0 1d\n{chain}"))
        .args(["why", "plan.roadmap", "t799", "--by", "2026-03-03"])
        .any_stdout()
        .run();
    assert!(ran.stdout.len() < 20_000, "{} bytes", ran.stdout.len());
    assert!(ran.stdout.contains("to try each of so many would take too long"), "{}", ran.stdout);

    let away = |day: usize| {
        let (year, month) = (2027 + day / 336, 1 + day / 28 % 12);
        format!("  away {year}-{month:02}-{:02}\n", 1 + day % 28)
    };
    let absences: String = (0..4_000).step_by(2).map(away).collect();
    let plan = format!(
        "roadmap \"R\" from 2026-03-02\nteam t {{\nperson p {{\n{absences}}}\n}}\ntask a 3000d @p\n"
    );
    let ran = Test::new()
        .file("plan.roadmap", plan)
        .args(["why", "plan.roadmap", "a"])
        .any_stdout()
        .run();
    assert!(ran.stdout.len() < 20_000, "{} bytes", ran.stdout.len());
    assert!(ran.stdout.contains(" changes more, each alone"), "{:.3000}", ran.stdout);
}
