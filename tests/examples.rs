//! The examples compile clean, and what stands in their gallery is what they give.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used)]

mod support;

use std::fs;
use std::process::Command;

use milepost::diagnostic::render;
use support::{EXAMPLES, compiled_example, root};

#[test]
fn every_example_is_known() {
    let mut found: Vec<String> = fs::read_dir(root().join("examples"))
        .expect("the examples can be read")
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| name.ends_with(".roadmap"))
        .collect();
    found.push("mobile/mobile.roadmap".to_owned());
    found.sort();
    assert_eq!(found, EXAMPLES);
}

#[test]
fn every_example_is_clean() {
    let mut said = String::new();
    for name in EXAMPLES {
        let compilation = compiled_example(name);
        assert!(!compilation.model().items.is_empty(), "{name} has no items");
        said += &render::short::all(compilation.report(), compilation.sources());
    }
    assert!(said.is_empty(), "\n{said}");
}

/// What a reader sees first should not change with the day.
#[test]
fn no_example_looks_at_the_clock() {
    for name in EXAMPLES {
        assert!(!support::text_of(name).contains("today now"), "{name}");
    }
}

/// `tests/gallery` writes it anew.
#[cfg(feature = "cli")]
#[test]
fn the_gallery_is_fresh() {
    let output = Command::new(root().join("tests/gallery"))
        .arg("--check")
        .env("MILEPOST", env!("CARGO_BIN_EXE_milepost"))
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`tests/gallery` writes it anew\n{said}");
}

/// Nothing lies in the gallery that no example gives.
#[test]
fn the_gallery_holds_nothing_else() {
    let gallery = fs::read_dir(root().join("examples/gallery")).expect("there is a gallery");
    for entry in gallery.filter_map(Result::ok) {
        let path = entry.path();
        let stem =
            path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let of_one = [
            "-features",
            "-simulation",
            "-curve",
            "-load",
            "-burnup",
            "-swimlane",
            "-board",
            "-page",
            "-network",
            "-risks",
            "-priorities",
        ];
        let stem = of_one.iter().find_map(|end| stem.strip_suffix(end)).unwrap_or(&stem);
        let is_known =
            EXAMPLES.iter().any(|name| name.trim_end_matches(".roadmap").ends_with(stem));
        assert!(is_known, "{}", path.display());
    }
}
