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

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_has_the_pages_that_are_asked_for() {
    let pdf = |options: &[&str]| {
        let args = [&["build", "plan.roadmap", "-o", "plan.pdf"], options].concat();
        let ran =
            fine().arguments(&args).stderr("no errors in plan.roadmap\nwrote plan.pdf\n").run();
        let bytes = fs::read(ran.path("plan.pdf")).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    assert!(pdf(&[]).contains("/MediaBox[0 0 628.5 "));
    assert!(pdf(&["--page", "a4"]).contains("/MediaBox[0 0 841.89 595.276]"));
    assert!(pdf(&["--page", "slide"]).contains("/MediaBox[0 0 960 540]"));
    fine()
        .args(["build", "plan.roadmap", "--page", "a4"])
        .stderr(
            "
            error: `--page` is for PDF, and no output is one
              help: name an output that ends in `.pdf`, as in `-o plan.pdf`
            ",
        )
        .code(2)
        .run();
    fine()
        .args(["build", "plan.roadmap", "-o", "a.pdf", "--page", "a5"])
        .any_stderr()
        .code(2)
        .run();
}

const BRANDED: &str = "roadmap \"Plan\" from 2026-03-02\n\ntheme acme \"Acme\" {\n  accent \"#0b5fff\"\n  palette \"#ffd400\", \"#7a1fa2\"\n}\n\n\
                       stream one \"One\" {\n  task design \"Design\" 5d\n}\n\nstream two \"Two\" {\n  task build \"Build\" 10d after one\n}\n";

#[test]
fn a_theme_of_the_roadmap_has_its_colours() {
    let test = || Test::new().file("plan.roadmap", BRANDED);
    let ran = test().args(["build", "plan.roadmap", "--theme", "acme"]).any_stderr().run();
    let svg = ran.read("plan.svg");
    // The second can be read as it is, the first is too bright for that.
    assert!(svg.contains("\"#7a1fa2\"") && !svg.contains("\"#ffd400\""), "{svg}");
    assert!(svg.contains("prefers-color-scheme:dark"));
    test()
        .args(["build", "plan.roadmap", "--theme", "acmee"])
        .stderr(
            "
            no errors in plan.roadmap
            error: there is no theme `acmee`
              help: did you mean `acme`?
            ",
        )
        .code(2)
        .run();
}

#[test]
fn a_font_is_named_first() {
    let ran = fine().args(["build", "plan.roadmap", "--font", "Source Sans 3"]).any_stderr().run();
    assert!(ran.read("plan.svg").contains("Source Sans 3&apos;,Inter,"));
    let png = ["build", "plan.roadmap", "-o", "a.png", "--font", "No Such Font 7"];
    let ran = fine().args(png).any_stderr().code(2).run();
    assert!(
        ran.stderr.contains("error: no font `No Such Font 7` is installed here"),
        "{}",
        ran.stderr
    );
    fine().args(["build", "plan.roadmap", "--font", "a'b"]).any_stderr().code(2).run();
}
