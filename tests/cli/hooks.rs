//! The hooks for pre-commit: each of their command lines is one of the program's.

use crate::FINE;
use crate::fmt::FORMATTED;
use crate::program::Test;

#[test]
fn every_hook_runs() {
    let hooks = include_str!("../../.pre-commit-hooks.yaml");
    let entries: Vec<&str> =
        hooks.lines().filter_map(|line| line.trim().strip_prefix("entry: milepost ")).collect();
    assert_eq!(entries.len(), hooks.matches("- id: ").count());
    for entry in entries {
        // Several files at once, as they are handed over. What only looks leaves them as they are.
        let left = if entry.starts_with("fmt") { FORMATTED } else { FINE };
        let args: Vec<&str> = entry.split(' ').chain(["a.roadmap", "b.roadmap"]).collect();
        let test = Test::new().file("a.roadmap", FINE).file("b.roadmap", FINE);
        let ran = test.arguments(&args).any_stderr().run();
        for name in ["a.roadmap", "b.roadmap"] {
            assert_eq!(ran.read(name), left, "{entry}");
        }
    }
}
