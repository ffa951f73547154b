//! The template for GitLab: valid, and its jobs run as a runner runs them, one script after another in one shell.

use serde_json::Value;

use crate::place::{Place, Ran, run};
use crate::{FINE, FORMATTED, HOSTILE, UNKNOWN, VAGUE, faults, project, yaml};

const SCHEMA: &str = "tests/schemas/gitlab-ci.json";

fn template() -> Value {
    yaml(&project("ci/gitlab.yml"))
}

#[test]
fn the_template_is_valid() {
    let template = template();
    assert_eq!(faults(SCHEMA, &template), None);
    let mut wrong = template;
    wrong["milepost-check"]["artifacts"]["when"] = "never".into();
    assert!(faults(SCHEMA, &wrong).is_some());
}

/// The lines of a job, with those of what it extends.
fn lines(template: &Value, job: &str) -> Vec<String> {
    let job = &template[job];
    let base = &template[job["extends"].as_str().unwrap()];
    let lines = |key: &str| job[key].as_array().or(base[key].as_array()).unwrap();
    let text = |line: &Value| line.as_str().unwrap().to_owned();
    lines("before_script").iter().chain(lines("script")).map(text).collect()
}

/// Runs a job with some of its variables set, the others as they are given.
fn run_job(place: &Place, shell: &str, job: &str, set: &[(&str, &str)]) -> Ran {
    let template = template();
    let mut command = place.command(shell);
    command.args(["-e", "-c", &lines(&template, job).join("\n")]);
    for (name, variable) in template["variables"].as_object().unwrap() {
        command.env(name, variable["value"].as_str().unwrap());
    }
    run(command.envs(set.iter().copied()))
}

const SHELLS: [&str; 2] = ["sh", "bash"];

#[test]
fn a_check_leaves_a_report_on_code_quality() {
    for shell in SHELLS {
        let place = Place::new().file("plan.roadmap", UNKNOWN).file("vague.roadmap", VAGUE);
        let report = || -> Vec<Value> {
            let paths = &template()["milepost-check"]["artifacts"]["reports"];
            let text = place.text(paths["codequality"].as_str().unwrap());
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
        };
        let failed = run_job(&place, shell, "milepost-check", &[]);
        assert_eq!(failed.code, 1);
        let said = "plan.roadmap:4:30: error[unknown-name]: no item is named `desing`\n";
        assert!(failed.stderr.contains(said), "the log tells nothing: {}", failed.stderr);
        assert_eq!(report().len(), 1);
        assert_eq!(report()[0]["location"]["path"], "plan.roadmap");
        let vague = [("MILEPOST_FILES", "vague.roadmap")];
        let ran = run_job(&place, shell, "milepost-check", &vague);
        assert_eq!(
            (ran.code, report()[0]["severity"].as_str()),
            (0, Some("minor")),
            "{}",
            ran.stderr
        );
        let denied = [vague[0], ("MILEPOST_OPTIONS", "--deny=warnings\n--today=2026-03-09")];
        assert_eq!(run_job(&place, shell, "milepost-check", &denied).code, 1);
    }
}

#[test]
fn the_form_is_checked() {
    for shell in SHELLS {
        let place = Place::new().file("plan.roadmap", FINE).file("b.roadmap", FORMATTED);
        assert_eq!(run_job(&place, shell, "milepost-fmt", &[]).code, 1);
        let ran = run_job(&place, shell, "milepost-fmt", &[("MILEPOST_FILES", "b.roadmap")]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
    }
}

#[test]
fn committed_outputs_are_guarded() {
    for shell in SHELLS {
        let place = Place::new().file("plan.roadmap", FINE).file("docs/a plan.svg", "stale\n");
        let outputs = [("MILEPOST_OUTPUTS", "docs/a plan.svg\ndocs/plan.md")];
        let stale = run_job(&place, shell, "milepost-build", &outputs);
        assert_eq!(stale.code, 1);
        assert!(stale.stderr.contains("`docs/plan.md` is missing"), "{}", stale.stderr);
        let folders = &template()["milepost-build"]["artifacts"]["paths"];
        let made = |name: &str| format!("{}/{name}", folders[0].as_str().unwrap());
        for (name, committed) in [("plan.svg", "docs/a plan.svg"), ("plan.md", "docs/plan.md")] {
            std::fs::copy(place.path(&made(name)), place.path(committed)).unwrap();
        }
        let fresh = run_job(&place, shell, "milepost-build", &outputs);
        assert_eq!(fresh.code, 0, "{}", fresh.stderr);
        assert_eq!(run_job(&place, shell, "milepost-build", &[]).code, 0);
    }
}

/// What the job writes is never what it compares, even where an output has the name of an artifact.
#[test]
fn what_is_committed_is_compared_before_anything_is_written() {
    for shell in SHELLS {
        let names = ["milepost-artifacts/plan.svg", "milepost-artifacts/plan.md", "milepost.md"];
        for name in names {
            let place = Place::new().file("plan.roadmap", FINE).file(name, "stale\n");
            let stale = run_job(&place, shell, "milepost-build", &[("MILEPOST_OUTPUTS", name)]);
            assert_eq!(stale.code, 1, "{name}: {}", stale.stderr);
            assert!(place.has("milepost-artifacts/plan.svg"));
        }
    }
}

/// A `cargo` that notes what it is asked for. As the real one it refuses a repository with several programs if none is named.
#[cfg(unix)]
const CARGO: &str = "#!/bin/sh\necho \"$@\" >cargo.log\n\
    for last in \"$@\"; do :; done\n\
    test \"$last\" = milepost || { echo 'multiple packages with binaries found' >&2; exit 101; }\n";

#[cfg(unix)]
#[test]
fn an_image_without_the_program_builds_it() {
    let place = Place::new().file("plan.roadmap", FINE).script("bin/cargo", CARGO);
    let job = |source: &str, commit: &str| {
        let lines = lines(&template(), "milepost-check");
        // Its first line gets the program: there is none on the path.
        let mut command = place.command_without_it("/bin/sh");
        command.args(["-e", "-c", &format!("{}\necho \"$PATH\"", lines[0])]);
        command.env("PATH", place.path("bin"));
        run(command.env("MILEPOST_SOURCE", source).env("MILEPOST_REV", commit))
    };
    let missing = job("", "");
    assert!(missing.code == 1 && missing.stdout.contains("MILEPOST_SOURCE"), "{}", missing.stdout);
    let start = "install --locked --root .milepost --git https://example.org/a b.git";
    for (commit, asked) in [("", ""), ("v1 x", " --rev=v1 x")] {
        let built = job("https://example.org/a b.git", commit);
        assert_eq!(built.code, 0, "{}", built.stderr);
        assert_eq!(place.text("cargo.log"), format!("{start}{asked} milepost\n"));
        assert!(built.stdout.contains("/.milepost/bin:"), "{}", built.stdout);
    }
    let kept = &template()[".milepost"]["cache"]["paths"];
    assert_eq!(kept.as_array().unwrap(), &[Value::from(".milepost")]);
}

#[cfg(unix)]
#[test]
fn no_name_is_run_split_or_taken_for_an_option() {
    for shell in SHELLS {
        let files = HOSTILE.join("\n");
        let place = HOSTILE.iter().fold(Place::new(), |place, name| place.file(name, FORMATTED));
        let place = place.file("other.roadmap", UNKNOWN);
        for job in ["milepost-check", "milepost-fmt", "milepost-build"] {
            let outputs = HOSTILE.map(|name| format!("{name}.svg")).join("\n");
            let set = [("MILEPOST_FILES", &*files), ("MILEPOST_OUTPUTS", &*outputs)];
            let ran = run_job(&place, shell, job, &set);
            let missing = HOSTILE
                .iter()
                .filter(|name| ran.stderr.contains(&format!("`{name}.svg` is missing")));
            let expected = if job == "milepost-build" { (1, HOSTILE.len()) } else { (0, 0) };
            assert_eq!(
                (ran.code, missing.count()),
                expected,
                "{job}: {}{}",
                ran.stdout,
                ran.stderr
            );
            let is_formatted = ran.stderr.contains("7 files are formatted");
            assert_eq!(is_formatted, job == "milepost-fmt", "{}", ran.stderr);
            assert!(!place.has("pwned"), "{shell} {job}");
        }
        // Nothing was found, and in no file but these.
        assert_eq!(place.text("gl-code-quality-report.json"), "[]\n");
    }
}
