//! Pictures that are no text: their options, and standard output.

use std::fs;
use std::process::Stdio;

use crate::program::Test;
use crate::{FINE, fine};

/// How wide and high a PNG says that it is.
fn size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"), "{:?}", &png[..8]);
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_png_is_as_large_as_it_is_asked_for() {
    let width = |options: &[&str]| {
        let args = [&["build", "plan.roadmap", "-o", "plan.png"], options].concat();
        let ran =
            fine().arguments(&args).stderr("no errors in plan.roadmap\nwrote plan.png\n").run();
        size(&fs::read(ran.path("plan.png")).unwrap()).0
    };
    assert_eq!(width(&[]), 1676);
    assert_eq!(width(&["--scale", "1"]), 838);
    assert_eq!(width(&["--scale=1.5", "--width", "1000"]), 1500);
}

#[test]
fn a_theme_and_a_depth_are_those_of_the_png_too() {
    let png = |options: &[&str]| {
        let args = [&["build", "plan.roadmap", "-f", "png", "--scale", "1"], options].concat();
        fs::read(fine().arguments(&args).any_stderr().run().path("plan.png")).unwrap()
    };
    let [auto, light, dark, print] =
        ["auto", "light", "dark", "print"].map(|theme| png(&["--theme", theme]));
    assert!(auto == light && light != dark && light != print && dark != print);
}

#[test]
fn a_simulation_has_a_png_too() {
    let args = ["simulate", "plan.roadmap", "--runs", "100", "-o", "risk.png", "--scale", "1"];
    let ran = fine().args(args).any_stderr().run();
    assert_eq!(size(&fs::read(ran.path("risk.png")).unwrap()).0, 838);
}

#[test]
fn what_says_nothing_of_the_outputs_is_told() {
    fine()
        .args(["build", "plan.roadmap", "--scale", "2"])
        .stderr(
            "
            error: `--scale` is for PNG, and no output is one
              help: name an output that ends in `.png`, as in `-o plan.png`
            ",
        )
        .code(2)
        .run();
    for scale in ["0", "9", "-1", "big", "nan", "inf"] {
        let scale = format!("--scale={scale}");
        let ran = fine()
            .arguments(&["build", "plan.roadmap", "-o", "a.png", &scale])
            .any_stderr()
            .code(2)
            .run();
        assert!(ran.stderr.contains("expected a number from 0.25 to 8"), "{}", ran.stderr);
    }
}

#[test]
fn a_png_that_is_stale_is_told_without_a_difference() {
    let ran = fine().args(["build", "plan.roadmap", "-o", "a.png"]).any_stderr().run();
    let check = ["build", "plan.roadmap", "-o", "a.png", "--check"];
    let ran = Test::again(ran).args(check).any_stderr().run();
    let changed = Test::again(ran).file("plan.roadmap", FINE.replace("10d", "11d"));
    changed
        .args(check)
        .stderr(
            "
            no errors in plan.roadmap
            `a.png` is stale
            `milepost build plan.roadmap` with the same outputs brings it up to date
            ",
        )
        .code(1)
        .run();
}

#[test]
fn a_png_goes_into_a_pipe() {
    let test = fine().args(["build", "plan.roadmap", "-f", "png", "-o", "-"]);
    let output = test.command().stdin(Stdio::null()).output().unwrap();
    assert_eq!(size(&output.stdout).0, 1676);
}

#[test]
fn what_would_be_too_large_is_told() {
    let tasks: String = (0..2_000).map(|at| format!("task t{at} 1d\n")).collect();
    let ran = Test::new()
        .file("plan.roadmap", format!("roadmap \"Plan\" from 2026-03-02\n{tasks}"))
        .args(["build", "plan.roadmap", "-o", "a.png", "--width", "8000", "--scale", "8"])
        .any_stderr()
        .code(2)
        .run();
    assert!(ran.stderr.contains("error: a picture of 64000 × "), "{}", ran.stderr);
    assert!(ran.stderr.contains("`--scale`"), "{}", ran.stderr);
    assert_eq!(ran.names(), ["plan.roadmap"]);
}
