//! `milepost fmt`: what is written, what is left alone, exit codes.

use crate::fine;
use crate::program::Test;

const FORMATTED: &str = "roadmap \"Plan\" from 2026-03-02\n\ntask design \"Design\"  5d\ntask build  \"Build\"   10d  after design\n";
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
        .args(["fmt", "--check"])
        .stderr("`plan.roadmap` is not formatted\n`milepost fmt plan.roadmap` formats it\n")
        .code(1)
        .run();
    assert_ne!(ran.read("plan.roadmap"), FORMATTED);
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
