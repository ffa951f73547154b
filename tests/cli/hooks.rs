//! The hooks for pre-commit: each of their command lines is one of the program's.

use crate::fine;
use crate::program::Test;

#[test]
fn every_hook_runs() {
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let entries: Vec<&str> =
        hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: milepost ")).collect();
    assert_eq!(entries.len(), hooks.matches("- id: ").count());
    for entry in entries {
        // Several files at once, as they are handed over.
        let formatted =
            fine().args(["fmt", "plan.roadmap"]).stderr("formatted plan.roadmap\n").run();
        let args: Vec<&str> = entry.split(' ').chain(["plan.roadmap", "plan.roadmap"]).collect();
        let ran = Test::again(formatted).arguments(&args).any_stderr().run();
        assert!(ran.read("plan.roadmap").contains("task build  \"Build\"   10d"), "{entry}");
    }
}
