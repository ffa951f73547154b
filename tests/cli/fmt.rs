//! `milepost fmt`: what is written, what is left alone, exit codes.

use crate::program::Test;
use crate::{FINE, fine};

pub(crate) const FORMATTED: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"  5d\ntask build  \"Build\"   10d  after design\n";
const BROKEN: &str = "roadmap \"Plan\" from 2026-03-02 {\n";

#[test]
fn a_file_is_formatted_in_its_place_and_keeps_its_permissions() {
    let make_private = |folder: &std::path::Path| {
        #[cfg(unix)]
        std::fs::set_permissions(
            folder.join("plan.roadmap"),
            std::os::unix::fs::PermissionsExt::from_mode(0o640),
        )
        .unwrap();
        let _ = folder;
    };
    let ran = fine()
        .prepare(make_private)
        .args(["fmt", "plan.roadmap"])
        .stderr("formatted plan.roadmap\n")
        .run();
    assert_eq!(ran.read("plan.roadmap"), FORMATTED);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = ran.path("plan.roadmap").metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }
    let before = ran.path("plan.roadmap").metadata().unwrap().modified().unwrap();
    let again = Test::again(ran).args(["fmt"]).stderr("plan.roadmap is formatted\n").run();
    assert_eq!(again.path("plan.roadmap").metadata().unwrap().modified().unwrap(), before);
}

#[test]
fn a_check_names_what_is_not_formatted_and_writes_nothing() {
    let ran = fine()
        .file("plans/good.roadmap", FORMATTED)
        .args(["fmt", "--check", "plan.roadmap", "plans"])
        .stderr("`plan.roadmap` is not formatted\n`milepost fmt plan.roadmap plans` formats it\n")
        .code(1)
        .run();
    assert_eq!(ran.read("plan.roadmap"), FINE);
}

#[test]
fn a_folder_is_all_that_lies_below_it_and_is_not_hidden() {
    let said = "`deep/er/nested.roadmap` is not formatted\n`plan.roadmap` is not formatted\n`milepost fmt` formats them\n";
    let ran = fine()
        .file("deep/er/nested.roadmap", FINE)
        .file("deep/notes.txt", FINE)
        .file(".hidden/plan.roadmap", FINE)
        .file("target/plan.roadmap", FINE)
        .args(["fmt", "--check"])
        .stderr(said)
        .code(1)
        .run();
    let said = "formatted deep/er/nested.roadmap\nformatted plan.roadmap\n";
    let ran = Test::again(ran).args(["fmt"]).stderr(said).run();
    assert_eq!(ran.read("deep/er/nested.roadmap"), FORMATTED);
    assert_eq!(ran.read(".hidden/plan.roadmap"), FINE);
    assert_eq!(ran.read("target/plan.roadmap"), FINE);
    assert_eq!(ran.read("deep/notes.txt"), FINE);
}

#[test]
fn the_command_that_is_named_can_be_typed() {
    let said = "`my 'plans'/a plan.roadmap` is not formatted\n`milepost fmt 'my '\\''plans'\\'''` formats it\n";
    Test::new()
        .file("my 'plans'/a plan.roadmap", FINE)
        .args(["fmt", "--check", "my 'plans'"])
        .stderr(said)
        .code(1)
        .run();
    // What comes from standard input is written to standard output: no command formats it in its place.
    let said = "`<stdin>` is not formatted\n";
    Test::new().args(["fmt", "--check", "-"]).stdin(FINE).stderr(said).code(1).run();
    let said = "`<stdin>` is not formatted\n";
    let ran = Test::new()
        .args(["fmt", "--diff", "-"])
        .stdin(FINE)
        .any_stdout()
        .stderr(said)
        .code(1)
        .run();
    assert!(ran.stdout.contains("+task design \"Design\"  5d\n"), "{}", ran.stdout);
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    for text in [FINE, FORMATTED] {
        let ran = Test::new().args(["fmt", "-"]).stdin(text).any_stdout().run();
        assert_eq!(ran.stdout, FORMATTED);
    }
}

#[test]
fn a_folder_without_roadmaps_is_no_use() {
    let said = "error: there is no roadmap in the folder `empty`\n  help: the name of a roadmap ends in `.roadmap`\n";
    fine().folder("empty").args(["fmt", "empty"]).stderr(said).code(2).run();
}

#[test]
fn the_others_are_formatted_beside_a_file_that_is_missing_and_one_with_mistakes() {
    let args = ["fmt", "none.roadmap", "bad.roadmap", "plan.roadmap"];
    let ran = fine().file("bad.roadmap", BROKEN).args(args).any_stderr().code(2).run();
    assert_eq!(ran.read("plan.roadmap"), FORMATTED);
    assert_eq!(ran.read("bad.roadmap"), BROKEN);
    for said in ["formatted plan.roadmap", "`bad.roadmap` is left as it is", "`none.roadmap`"] {
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
}

#[test]
fn what_has_mistakes_is_left_as_it_is() {
    let ran = Test::new()
        .file("plan.roadmap", BROKEN)
        .args(["fmt", "plan.roadmap"])
        .any_stderr()
        .code(1)
        .run();
    assert_eq!(ran.read("plan.roadmap"), BROKEN);
}
