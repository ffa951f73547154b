//! `milepost simulate`.

use crate::program::Test;
use crate::{UNKNOWN, fine};

const RISKY: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\" 5d\ntask build \"Build\" 8d..10d..20d after design\nmilestone live \"Live\" after build by 2026-03-27\n";

fn risky() -> Test {
    Test::new().file("plan.roadmap", RISKY)
}

#[test]
fn the_report_goes_to_standard_output() {
    let ran = risky()
        .args(["simulate", "plan.roadmap", "--runs", "500"])
        .any_stdout()
        .stderr("no errors in plan.roadmap\n")
        .run();
    assert!(ran.stdout.starts_with("# Plan: simulation\n\n**In 80% of all runs the work ends by "));
    assert!(ran.stdout.contains("- 500 runs, drawn from seed 1\n"), "{}", ran.stdout);
}

#[test]
fn each_output_is_known_by_its_name() {
    let ran = risky()
        .args([
            "simulate",
            "plan.roadmap",
            "-o",
            "a.md",
            "-o",
            "a.json",
            "-o",
            "a.svg",
            "--curve",
            "c.svg",
        ])
        .stderr("no errors in plan.roadmap\nwrote a.md\nwrote a.json\nwrote a.svg\nwrote c.svg\n")
        .run();
    assert_eq!(ran.names(), ["a.json", "a.md", "a.svg", "c.svg", "plan.roadmap"]);
    assert!(ran.read("a.json").starts_with('{') && ran.read("a.md").starts_with("# Plan"));
    assert!(ran.read("a.svg").contains("from 10 % to 80 % of all runs"));
    assert!(ran.read("c.svg").contains("80 % by "));
}

#[test]
fn the_curve_alone_prints_no_report() {
    let ran = risky().args(["simulate", "plan.roadmap", "--curve", "-", "-q"]).any_stdout().run();
    assert!(ran.stdout.starts_with("<svg "), "{}", ran.stdout);
}

#[test]
fn the_curve_is_the_picture_that_its_name_says() {
    let args = ["simulate", "plan.roadmap", "--curve", "c.png", "--scale", "1", "-q"];
    let ran = risky().args(args).run();
    assert!(std::fs::read(ran.path("c.png")).unwrap().starts_with(b"\x89PNG"));
    let ran = risky().args(["simulate", "plan.roadmap", "--curve", "c.pdf", "-q"]).run();
    assert!(std::fs::read(ran.path("c.pdf")).unwrap().starts_with(b"%PDF"));
    risky()
        .args(["simulate", "plan.roadmap", "--curve", "c.md"])
        .stderr("error: there is no markdown of a curve\n  help: write it as `.svg`, `.png` or `.pdf`\n")
        .code(2)
        .run();
}

#[test]
fn threads_make_no_difference_to_a_byte() {
    let written = |threads: &str| {
        let args = ["simulate", "plan.roadmap", "--threads", threads, "-f", "json", "-q"];
        risky().args(args).any_stdout().run().stdout
    };
    assert_eq!(written("1"), written("7"));
}

#[test]
fn what_is_stale_is_told() {
    let args = ["simulate", "plan.roadmap", "-o", "a.md", "--runs", "100"];
    let ran = risky().args(args).any_stderr().run();
    let check = ["simulate", "plan.roadmap", "-o", "a.md", "--runs", "100", "--check"];
    let ran = Test::again(ran)
        .args(check)
        .stderr("no errors in plan.roadmap\nthe output is up to date\n")
        .run();
    let other = ["simulate", "plan.roadmap", "-o", "a.md", "--runs", "101", "--check"];
    Test::again(ran)
        .args(other)
        .any_stdout()
        .stderr(
            "no errors in plan.roadmap\n`a.md` is stale\n`milepost simulate plan.roadmap` with the same options brings it up to date\n",
        )
        .code(1)
        .run();
}

#[test]
fn one_place_takes_one_output() {
    risky()
        .args(["simulate", "plan.roadmap", "-o", "a.svg", "--curve", "a.svg"])
        .stderr("error: `a.svg` is asked for twice\n")
        .code(2)
        .run();
    fine()
        .args(["simulate", "plan.roadmap", "--curve", "plan.roadmap"])
        .stderr("error: `plan.roadmap` is an input: writing it would destroy it\n")
        .code(2)
        .run();
}

#[test]
fn a_roadmap_with_errors_is_not_simulated() {
    Test::new()
        .file("plan.roadmap", UNKNOWN)
        .args(["simulate", "plan.roadmap", "-o", "a.md"])
        .any_stderr()
        .code(1)
        .run();
}

#[test]
fn numbers_out_of_range_are_refused() {
    for (option, value) in
        [("--runs", "0"), ("--runs", "10000001"), ("--threads", "0"), ("--seed", "-1")]
    {
        let ran =
            risky().args(["simulate", "plan.roadmap", option, value]).any_stderr().code(2).run();
        assert!(ran.stderr.contains(value), "{}", ran.stderr);
    }
}

#[test]
fn what_is_no_number_is_told_what_is_expected() {
    for (option, expected) in [
        ("--seed", "expected a whole number from 0 to 18446744073709551615"),
        ("--max-errors", "expected a whole number, as in `20`"),
    ] {
        let args = ["simulate", "plan.roadmap", option, "abc"];
        let ran = risky().args(args).any_stderr().code(2).run();
        assert!(
            ran.stderr.contains(&format!("'abc' for '{option} <N>': {expected}\n")),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn each_command_that_writes_json_has_a_schema() {
    let printed = |args: [&str; 2]| Test::new().args(args).any_stdout().run().stdout;
    assert_eq!(printed(["schema", "build"]), milepost::emit::json_schema());
    assert_eq!(printed(["schema", "simulate"]), milepost::emit::simulation_json_schema());
}

/// Notes were told by `check` and `build`: what is asked here is something else. Warnings are said again.
#[test]
fn notes_are_not_told_again() {
    const LEVELLED: &str = "roadmap \"Plan\" from 2026-03-02 level\nperson ana \"Ana\"\n\
        task a \"A\" 5d..8d @ana\ntask b \"B\" 5d @ana\ntask c \"C\"\n";
    let plan = || Test::new().file("plan.roadmap", LEVELLED);
    let said = |args: [&str; 2]| plan().args(args).any_stdout().any_stderr().run().stderr;
    let (checked, simulated) =
        (said(["check", "plan.roadmap"]), said(["simulate", "plan.roadmap"]));
    assert!(checked.contains("note[levelled]") && checked.contains("1 warning, 1 note"));
    assert!(!simulated.contains("note") && simulated.contains("1 warning in"), "{simulated}");
    let built = plan().args(["build", "plan.roadmap"]).any_stdout().any_stderr().run();
    let again = Test::again(built).args(["build", "plan.roadmap", "--check"]).any_stderr().run();
    assert!(
        !again.stderr.contains("note") && again.stderr.contains("1 warning in"),
        "{}",
        again.stderr
    );
}

#[test]
fn of_a_roadmap_in_which_nothing_is_planned_no_date_is_drawn() {
    let ideas = "roadmap \"Later\" from 2026-03-02 by 2026-06-30\n\nstream app \"App\" {\n  idea near \"Near by\"\n}\n";
    let ran = Test::new()
        .file("plan.roadmap", ideas)
        .args(["simulate", "plan.roadmap", "-o", "a.md"])
        .code(2)
        .stderr("no errors in plan.roadmap\nerror: nothing is planned in this roadmap\n")
        .run();
    assert_eq!(ran.names(), ["plan.roadmap"]);
}
