//! Files that mean harm, and the same bytes everywhere.

use crate::program::Test;
use crate::{FINE, IMPORTING};

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
