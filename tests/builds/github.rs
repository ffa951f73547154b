//! The GitHub action: valid, and its steps run as a runner runs them: what is asked for goes where the action puts it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::place::{Place, Ran, run};
use crate::{FINE, FORMATTED, HOSTILE, UNKNOWN, VAGUE, faults, project, root, yaml};

const SCHEMA: &str = "tests/schemas/github-action.json";

fn action() -> Value {
    yaml(&project("action.yml"))
}

fn steps(action: &Value) -> &[Value] {
    action["runs"]["steps"].as_array().unwrap()
}

/// The name in `${{ inputs.NAME }}`.
fn input(text: &str) -> &str {
    let name = text.strip_prefix("${{ inputs.").and_then(|rest| rest.strip_suffix(" }}"));
    name.unwrap_or_else(|| panic!("{text} is no input"))
}

#[test]
fn the_action_is_valid() {
    let action = action();
    assert_eq!(faults(SCHEMA, &action), None);
    let mut wrong = action;
    wrong["runs"]["steps"][0].as_object_mut().unwrap().remove("shell");
    assert!(faults(SCHEMA, &wrong).is_some());
}

#[test]
fn every_input_comes_by_the_environment_and_is_read() {
    let (action, script) = (action(), project("ci/github.sh"));
    let mut handed_on = BTreeSet::new();
    for step in steps(&action) {
        let text = step["run"].as_str().unwrap();
        assert!(!text.contains("${{"), "an input in a script's text could be one: {text}");
        for (variable, value) in step["env"].as_object().into_iter().flatten() {
            handed_on.insert(input(value.as_str().unwrap()).to_owned());
            assert!(script.contains(&format!("\"${{{variable}:-}}\"")), "{variable} is not read");
        }
    }
    let inputs = action["inputs"].as_object().unwrap();
    assert_eq!(handed_on, inputs.keys().cloned().collect());
    for (name, output) in action["outputs"].as_object().unwrap() {
        assert_eq!(output["value"], format!("${{{{ steps.check.outputs.{name} }}}}"));
        assert!(script.contains(&format!("'{name}=%s\\n'")), "{name} is not written");
    }
}

/// Runs a step of the action with some inputs set, the others as they are given.
fn run_step(place: &Place, number: usize, set: &[(&str, &str)]) -> Ran {
    let action = action();
    let step = &steps(&action)[number];
    assert_eq!(step["shell"], "bash");
    let mut command = place.command("bash");
    // As a runner runs what says `shell: bash`.
    command
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c"])
        .arg(step["run"].as_str().unwrap());
    command.env("GITHUB_ACTION_PATH", root()).env("RUNNER_TEMP", place.path("temp"));
    for name in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"] {
        command.env(name, place.path(name));
    }
    let set: BTreeMap<&str, &str> = set.iter().copied().collect();
    for (variable, value) in step["env"].as_object().into_iter().flatten() {
        let name = input(value.as_str().unwrap());
        let default = action["inputs"][name]["default"].as_str();
        command.env(variable, set.get(name).copied().or(default).unwrap_or_default());
    }
    run(&mut command)
}

fn check(place: &Place, set: &[(&str, &str)]) -> Ran {
    for file in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        place.write(file, "");
    }
    run_step(place, 1, set)
}

/// What the step has left under a name.
fn output(place: &Place, name: &str) -> String {
    let all = place.text("GITHUB_OUTPUT");
    let found = all.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("no {name} in {all}")).to_owned()
}

fn place() -> Place {
    Place::new().file("temp/other", "").file("plan.roadmap", FINE).file("bad.roadmap", UNKNOWN)
}

#[test]
fn what_is_wrong_is_told_beside_its_line() {
    let place = place();
    let fine = check(&place, &[("files", "plan.roadmap")]);
    assert_eq!((fine.code, &*fine.stdout), (0, ""), "{}", fine.stderr);
    let both = check(&place, &[("files", "plan.roadmap\n\nbad.roadmap\r\n")]);
    assert_eq!(both.code, 1, "{}", both.stderr);
    let start = "::error file=bad.roadmap,line=4,col=30,endColumn=36,title=unknown-name::";
    assert!(both.stdout.starts_with(start), "{}", both.stdout);
    assert_eq!(both.stdout.lines().count(), 1, "{}", both.stdout);
    place.write("vague.roadmap", VAGUE);
    let vague = |deny| check(&place, &[("files", "vague.roadmap"), ("deny-warnings", deny)]).code;
    assert_eq!((vague("false"), vague("true"), vague("yes")), (0, 1, 2));
    let missing = check(&place, &[("files", "*.roadmap 5%\nplan.roadmap")]);
    assert_eq!(missing.code, 2);
    let said = "::error::there is no file *.roadmap 5%25 (";
    assert!(missing.stdout.starts_with(said), "{}", missing.stdout);
    let none = check(&place, &[("files", "\n")]);
    assert_eq!((none.code, &*none.stdout), (2, "::error::the input files names no roadmap\n"));
}

#[test]
fn reports_are_left_for_other_steps() {
    let place = place();
    let all = [("files", "plan.roadmap\nbad.roadmap"), ("sarif", "true")];
    assert_eq!(check(&place, &all).code, 1);
    let sarif = output(&place, "sarif");
    assert!(sarif.starts_with(&place.path("temp").display().to_string()), "{sarif}");
    let log: Value = serde_json::from_str(&place.text(&sarif)).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 1);
    assert_eq!(faults("tests/schemas/sarif-2.1.0.json", &log), None);
    let report = place.text(&output(&place, "report"));
    assert_eq!(place.text("GITHUB_STEP_SUMMARY"), report);
    let start = "# Roadmaps\n\n    bad.roadmap:4:30: error[unknown-name]: no item is named `desing`\n\n# Plan\n";
    assert!(report.starts_with(start), "{report}");
    let none = [("files", "plan.roadmap"), ("report", "false")];
    assert_eq!(check(&place, &none).code, 0);
    assert_eq!(place.text("GITHUB_OUTPUT") + &place.text("GITHUB_STEP_SUMMARY"), "");
    // Used again in the same job, the action leaves what it has written.
    assert_eq!(check(&place, &[("files", "plan.roadmap"), ("sarif", "true")]).code, 0);
    assert_ne!(output(&place, "sarif"), sarif);
    let kept: Value = serde_json::from_str(&place.text(&sarif)).unwrap();
    assert_eq!(kept, log);
}

#[test]
fn a_long_report_is_cut_between_lines() {
    let (place, files) = (place(), "plan.roadmap\n".repeat(200));
    assert_eq!(check(&place, &[("files", &files)]).code, 0);
    let report = place.text(&output(&place, "report"));
    assert!((55_000..65_536).contains(&report.len()), "{} bytes", report.len());
    assert!(report.ends_with(
        "\n\n*There is more: `milepost build --format markdown` writes the whole of a plan.*\n"
    ));
}

#[test]
fn the_form_is_checked_if_it_is_asked_for() {
    let place = place().file("b.roadmap", FORMATTED);
    let fmt = |file, fmt| check(&place, &[("files", file), ("fmt", fmt)]);
    assert_eq!(fmt("plan.roadmap", "false").code, 0);
    let ran = fmt("plan.roadmap", "true");
    assert!(ran.stderr.contains("`plan.roadmap` is not formatted"), "{}", ran.stderr);
    assert_eq!((ran.code, fmt("b.roadmap", "true").code), (1, 0));
}

#[test]
fn outputs_are_built_and_guarded() {
    let place = place();
    let outputs = "a plan.svg\nplan.md";
    let step = |input| check(&place, &[("files", "plan.roadmap"), (input, outputs)]);
    let missing = step("committed");
    assert!(missing.stderr.contains("`a plan.svg` is missing"), "{}", missing.stderr);
    assert!(missing.code == 1 && !place.has("plan.md"));
    assert_eq!(step("build").code, 0);
    assert!(place.text("a plan.svg").starts_with("<svg"));
    assert_eq!(step("committed").code, 0);
    place.write("plan.md", "stale\n");
    let stale = step("committed");
    assert!(stale.code == 1 && stale.stdout.contains("-stale"), "{}", stale.stdout);
    let several = [("files", "plan.roadmap\nbad.roadmap"), ("build", "plan.md")];
    let refused = check(&place, &several);
    assert_eq!(refused.code, 2);
    assert!(refused.stdout.contains("::error::the input build is for one roadmap"));
}

#[cfg(unix)]
#[test]
fn no_input_is_run_split_or_taken_for_an_option() {
    let files = HOSTILE.join("\n");
    let place = HOSTILE.iter().fold(place(), |place, name| place.file(name, FORMATTED));
    let asked = [("files", &*files), ("fmt", "true"), ("sarif", "true")];
    let ran = check(&place, &asked);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stdout.is_empty() && ran.stderr.contains("7 files are formatted"),
        "{}",
        ran.stderr
    );
    assert_eq!(place.text("GITHUB_OUTPUT").lines().count(), 2);
    for (number, name) in HOSTILE.iter().enumerate() {
        for input in ["build", "committed"] {
            let outputs = HOSTILE.map(|name| format!("{name}.{number}.svg"));
            let ran = check(&place, &[("files", name), (input, &outputs.join("\n"))]);
            assert_eq!(ran.code, 0, "{name}: {}{}", ran.stdout, ran.stderr);
            assert!(outputs.iter().all(|output| place.has(output)), "{name}");
        }
    }
    for name in ["deny-warnings", "fmt", "sarif", "report"] {
        let ran =
            check(&place, &[("files", "plan.roadmap"), (name, "true; touch pwned\n::error::x")]);
        let message = format!("::error::the input {name} is either true or false\n");
        assert_eq!((ran.code, ran.stdout), (2, message));
    }
    assert!(!place.has("pwned"));
}

/// What a roadmap says is shown in the log and in the summary, where it could be a command or markup.
#[test]
fn no_text_of_a_roadmap_steers_the_runner() {
    let text =
        UNKNOWN.replace("\"Build\"", "\"::error::x ```\\n\\n# <b>y</b>\"") + "::stop-commands::z\n";
    let place = place().file("evil.roadmap", &text);
    let ran = check(&place, &[("files", "evil.roadmap"), ("fmt", "true")]);
    assert_eq!(ran.code, 1);
    let commands =
        |text: &str| text.lines().filter(|line| line.trim_start().starts_with("::")).count();
    let own =
        ran.stdout.lines().filter(|line| line.starts_with("::error file=evil.roadmap,")).count();
    assert_eq!(
        (commands(&ran.stdout), commands(&ran.stderr)),
        (own, 0),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    let report = place.text(&output(&place, "report"));
    let code = report.strip_prefix("# Roadmaps\n\n").unwrap();
    assert!(code.lines().all(|line| line.starts_with("    ")), "{report}");
}

#[cfg(unix)]
#[test]
fn the_program_is_the_one_that_is_there_or_built_from_the_action() {
    let there = run_step(&place(), 0, &[]);
    assert_eq!(there.code, 0, "{}", there.stderr);
    assert!(there.stdout.starts_with("milepost "), "{}", there.stdout);
    // Only a `cargo` on the path, which notes what it is asked for.
    let place = place().script("bin/cargo", "#!/bin/sh\necho \"$@\" >\"$RUNNER_TEMP/cargo\"\n");
    let bash = std::process::Command::new("sh").args(["-c", "command -v bash"]).output().unwrap();
    let bash = String::from_utf8(bash.stdout).unwrap();
    let mut command = place.command(bash.trim());
    command.arg(root().join("ci/github.sh")).arg("install").env("PATH", place.path("bin"));
    command.env("GITHUB_ACTION_PATH", root()).env("RUNNER_TEMP", place.path("temp"));
    let ran = run(command.env("GITHUB_PATH", place.path("GITHUB_PATH")));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let temp = place.path("temp").display().to_string();
    let asked = format!("install --locked --path {} --root {temp}/milepost\n", root().display());
    assert_eq!(place.text("temp/cargo"), asked);
    assert_eq!(place.text("GITHUB_PATH"), format!("{temp}/milepost/bin\n"));
}
