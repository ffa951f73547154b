//! The hooks for pre-commit: their definitions, and both kinds under pre-commit itself. Those that build their own program are given a
//! `cargo` that hands on the one that is built already: that Cargo can install the project is not what is asked here.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use crate::place::{Place, Ran, ran, run};
use crate::programs::program;
use crate::{FINE, FORMATTED, UNKNOWN, project, yaml};

const HOOKS: &str = ".pre-commit-hooks.yaml";

/// The hooks by their names.
fn hooks() -> BTreeMap<String, Value> {
    let all = yaml(&project(HOOKS));
    let named = |hook: &Value| (hook["id"].as_str().unwrap().to_owned(), hook.clone());
    all.as_array().unwrap().iter().map(named).collect()
}

/// A part of a roadmap, and the roadmap that imports it.
const PART: &str = "person ana \"Ana\"\n";
const WHOLE: &str = "roadmap \"Plan\" from 2026-03-02\nimport \"parts/team.roadmap\"\ntask design \"Design\" 5d @ana\n";

/// Runs a hook as pre-commit does, for the files that change.
fn run_hook(place: &Place, hook: &Value, changed: &[&str]) -> Ran {
    let mut words = hook["entry"].as_str().unwrap().split(' ');
    let mut command = place.command(words.next().unwrap());
    command.args(words);
    command.args(hook["args"].as_array().into_iter().flatten().map(|word| word.as_str().unwrap()));
    if hook["pass_filenames"] != false {
        command.args(changed);
    }
    run(&mut command)
}

#[test]
fn every_hook_runs() {
    for (name, hook) in hooks() {
        // Several files at once, as they are handed over. What only looks leaves them as they are.
        let left = if name.contains("fmt") { FORMATTED } else { FINE };
        let files = ["a.roadmap", "-o.roadmap"];
        let place = files.iter().fold(Place::new(), |place, file| place.file(file, FINE));
        let ran = run_hook(&place, &hook, &files);
        assert_eq!(ran.code, 0, "{name}: {}", ran.stderr);
        for file in files {
            assert_eq!(place.text(file), left, "{name}");
        }
    }
}

#[test]
fn a_part_that_changes_is_checked_with_its_roadmap() {
    let hook = &hooks()["milepost-check"];
    let place = Place::new().file("plan.roadmap", WHOLE).file("parts/team.roadmap", PART);
    let fine = run_hook(&place, hook, &["parts/team.roadmap"]);
    assert_eq!(fine.code, 0, "{}", fine.stderr);
    place.write("parts/team.roadmap", "person bo \"Bo\"\n");
    let broken = run_hook(&place, hook, &["parts/team.roadmap"]);
    assert!(broken.code == 1 && broken.stderr.contains("`ana`"), "{}", broken.stderr);
    assert!(!broken.stderr.contains("missing-header"), "{}", broken.stderr);
}

#[test]
fn hooks_that_build_are_those_that_are_installed() {
    let all = hooks();
    let (installed, built): (Vec<_>, Vec<_>) =
        all.iter().partition(|(name, _)| name.ends_with("-system"));
    assert_eq!((installed.len(), built.len()), (2, 2));
    for (name, hook) in built {
        let mut twin = all[&format!("{name}-system")].clone();
        assert_eq!((&hook["language"], &twin["language"]), (&"rust".into(), &"system".into()));
        twin["id"] = hook["id"].clone();
        twin["language"] = hook["language"].clone();
        assert_eq!(&twin, hook);
    }
}

/// A repository of the hooks, one of a project with a roadmap in it, and pre-commit; none where it or git is missing.
fn tried() -> Option<(Place, PathBuf)> {
    let pre_commit = program("PRE_COMMIT_PROGRAM", "pre-commit", "hooks under pre-commit")?;
    program("GIT", "git", "hooks under pre-commit")?;
    let place = Place::new().file("hooks/.pre-commit-hooks.yaml", &project(HOOKS));
    let place = place.file("project/plan.roadmap", FINE).file("project/notes.md", UNKNOWN);
    let place = place.file("project/whole.roadmap", WHOLE).file("project/parts/team.roadmap", PART);
    for repository in ["hooks", "project"] {
        let git = || {
            let mut git = place.command("git");
            git.current_dir(place.path(repository));
            git.env("GIT_CONFIG_GLOBAL", place.path("none"))
                .env("GIT_CONFIG_SYSTEM", place.path("none"));
            git
        };
        ran(git().args(["init", "--quiet"]));
        ran(git().args(["add", "--all"]));
        let who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
        ran(git().args(who).args(["commit", "--quiet", "-m", "Begin"]));
    }
    Some((place, pre_commit))
}

/// Runs a hook of the repository in the project, on all its files.
fn try_hook(command: &mut Command, place: &Place, hook: &str) -> Ran {
    command.args(["try-repo", "../hooks", hook, "--all-files", "--color", "never"]);
    command.current_dir(place.path("project"));
    command.env("PRE_COMMIT_HOME", place.path("home"));
    run(command)
}

#[test]
fn pre_commit_runs_the_program_that_is_installed() {
    let Some((place, pre_commit)) = tried() else { return };
    let hook = |name: &str| try_hook(&mut place.command(&pre_commit), &place, name);
    let checked = hook("milepost-check-system");
    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    assert!(checked.stdout.contains("Passed"), "{}", checked.stdout);
    let formatted = hook("milepost-fmt-system");
    assert_eq!(formatted.code, 1, "{}{}", formatted.stdout, formatted.stderr);
    assert!(formatted.stdout.contains("files were modified by this hook"), "{}", formatted.stdout);
    assert_eq!(place.text("project/plan.roadmap"), FORMATTED);
    assert_eq!(hook("milepost-fmt-system").code, 0);
    place.write("project/plan.roadmap", UNKNOWN);
    let refused = hook("milepost-check-system");
    assert_eq!(refused.code, 1, "{}{}", refused.stdout, refused.stderr);
    assert!(refused.stdout.contains("no item is named `desing`"), "{}", refused.stdout);
    assert!(!refused.stdout.contains("notes.md"), "{}", refused.stdout);
}

#[cfg(unix)]
#[test]
fn pre_commit_builds_the_program_once() {
    let Some((place, pre_commit)) = tried() else { return };
    let cargo = format!(
        "#!/bin/sh\n\
         test \"$1\" = --version && exit 0\n\
         echo \"$@\" >>'{}'\n\
         mkdir -p \"$4/bin\" && ln -s '{}' \"$4/bin/milepost\"\n",
        place.path("cargo.log").display(),
        env!("CARGO_BIN_EXE_milepost"),
    );
    let place = place.script("bin/cargo", &cargo);
    // No other program of that name is on the path.
    let mut command = place.command_without_it(&pre_commit);
    let checked = try_hook(&mut command, &place, "milepost-check");
    assert_eq!(checked.code, 0, "{}{}", checked.stdout, checked.stderr);
    let asked = place.text("cargo.log");
    assert!(
        asked.starts_with("install --bins --root ") && asked.ends_with(" --path .\n"),
        "{asked}"
    );
    assert_eq!(asked.lines().count(), 1, "{asked}");
}
