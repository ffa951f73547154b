//! The library in a build script, without the command line: `examples/build-script` is built as a user would build it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A copy of the example, so that building leaves the repository as it is.
struct Example(PathBuf);

impl Example {
    fn copy(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let from = Path::new(ROOT).join("examples/build-script");
        for file in
            ["Cargo.toml", "build.rs", "src/main.rs", "plans/release.roadmap", "plans/team.roadmap"]
        {
            let to = folder.join(file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            let text = fs::read_to_string(from.join(file)).unwrap();
            fs::write(to, text.replace("path = \"../..\"", &format!("path = {ROOT:?}"))).unwrap();
        }
        // The same versions as the compiler itself is built with.
        fs::copy(Path::new(ROOT).join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self(folder)
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "`{from}` is not in {file}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    fn cargo(&self, command: &str) -> Output {
        // All copies share what is built of the compiler.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script-target");
        Command::new(env!("CARGO"))
            .args([command, "--offline", "--quiet", "--color", "never"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", target)
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_build_script_makes_a_chart_and_fails_on_a_roadmap_that_does_not_hold() {
    let example = Example::copy("build-script");
    let built = example.cargo("run");
    assert!(built.status.success(), "{}", text(&built.stderr));
    let size = text(&built.stdout);
    let size = size.strip_prefix("the chart has ").and_then(|rest| rest.strip_suffix(" bytes\n"));
    assert!(size.is_some_and(|size| size.parse::<usize>().unwrap() > 1000), "{size:?}");

    // An imported file is watched too: a change of it alone is noticed.
    example.edit("plans/team.roadmap", "person bo", "person bob");
    let failed = example.cargo("run");
    assert!(!failed.status.success(), "{}", text(&failed.stdout));
    let said = text(&failed.stderr);
    assert!(said.contains("plans/release.roadmap:6:31: error[unknown-name]: "), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn the_files_to_watch_are_listed() {
    let example = Example::copy("build-script-watched");
    assert!(example.cargo("build").status.success());
    let outputs = Path::new(env!("CARGO_TARGET_TMPDIR")).join("build-script-target/debug/build");
    let watched: Vec<String> = fs::read_dir(outputs)
        .unwrap()
        .filter_map(|entry| fs::read_to_string(entry.unwrap().path().join("output")).ok())
        .filter(|output| output.contains("release.roadmap"))
        .collect();
    let expected = "cargo::rerun-if-changed=plans/release.roadmap\ncargo::rerun-if-changed=plans/team.roadmap\n";
    assert!(watched.iter().any(|output| output.starts_with(expected)), "{watched:?}");
}
