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
