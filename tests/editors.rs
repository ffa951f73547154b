//! What `editors/` says of the language is what the table of words and the grammar say.
//!
//! `UPDATE=1 cargo test --test editors` writes the lists of words anew.

// A test may panic: that is how it fails.
#![allow(clippy::panic, clippy::expect_used)]

#[cfg(feature = "lsp")]
#[path = "editors/clients.rs"]
mod clients;
#[path = "editors/kakoune.rs"]
mod kakoune;
#[path = "editors/programs.rs"]
mod programs;
#[path = "editors/sublime.rs"]
mod sublime;
#[path = "editors/words.rs"]
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use programs::{extension, program, run};
use words::{COPIES, HOLES, Hole};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(name)
}

fn helper(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/editors").join(name)
}

fn read(name: &str) -> String {
    fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("editors/{name}: {error}"))
}

/// A file with a list of words put in its place.
fn filled(hole: &Hole, text: &str) -> String {
    let Hole { file, before, after, .. } = hole;
    let (head, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("editors/{file} has no place that begins with {before:?}"));
    let end = rest
        .find(after)
        .unwrap_or_else(|| panic!("editors/{file} has no {after:?} behind {before:?}"));
    let tail = rest.get(end..).unwrap_or_default();
    format!("{head}{before}{}{tail}", hole.text())
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

#[test]
fn lists_of_words_are_fresh() {
    let mut stale = Vec::new();
    for hole in HOLES {
        let text = read(hole.file);
        let fresh = filled(hole, &text);
        if fresh == text {
            continue;
        }
        if is_update() {
            fs::write(file(hole.file), fresh).expect("the file can be written");
        } else {
            stale.push(format!("editors/{}, behind {:?}", hole.file, hole.before));
        }
    }
    assert!(stale.is_empty(), "stale lists; `UPDATE=1` writes them: {stale:#?}");
}

#[test]
fn copied_queries_are_fresh() {
    if is_update() {
        lists_of_words_are_fresh();
    }
    let mut stale = Vec::new();
    for (folder, names) in COPIES {
        for name in names {
            let fresh = read(&format!("tree-sitter-roadmap/queries/{name}.scm"));
            let copy = format!("{folder}/{name}.scm");
            if fs::read_to_string(file(&copy)).is_ok_and(|text| text == fresh) {
                continue;
            }
            if is_update() {
                fs::write(file(&copy), fresh).expect("the file can be written");
            } else {
                stale.push(copy);
            }
        }
    }
    assert!(stale.is_empty(), "stale copies; `UPDATE=1` writes them: {stale:#?}");
}

/// Of lines `word value`, all values of a word in order.
fn values<'t>(told: &'t str, word: &str) -> Vec<&'t str> {
    told.lines().filter_map(|line| line.strip_prefix(word)?.strip_prefix(' ')).collect()
}

#[test]
fn vim_colours_and_indents() {
    let Some(vim) = program("VIM_PROGRAM", "vim", "the Vim plugin") else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let told = folder.path().join("told");
    let mut command = Command::new(vim);
    command.args(["-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S"]).arg(helper("vim.vim"));
    command.env("PLUGIN", file("vim")).env("ROADMAP", helper("plan.roadmap")).env("TOLD", &told);
    run(&mut command, folder.path());
    let told = fs::read_to_string(told).expect("it tells what it found");
    let expected = [
        "filetype roadmap",
        "commentstring // %s",
        "task roadmapDeclaration",
        // The name of a task, then an attribute's word.
        "after roadmapDeclared",
        "after roadmapReference",
        "by roadmapReference",
        "must roadmapAttribute",
        "8d roadmapDuration",
        "2026-03-02 roadmapDate",
        "jira roadmapField",
        "at-risk roadmapValue",
        "Some roadmapText",
        "indented the same",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn emacs_colours_and_indents() {
    let Some(emacs) = program("EMACS_PROGRAM", "emacs", "the Emacs mode") else { return };
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mode = folder.path().join("roadmap-mode.el");
    fs::copy(file("emacs/roadmap-mode.el"), &mode).expect("the mode can be copied");
    let strict = "(setq byte-compile-error-on-warn t)";
    let mut command = Command::new(&emacs);
    command.args(["-Q", "--batch", "--eval", strict, "-f", "batch-byte-compile"]).arg(&mode);
    run(&mut command, folder.path());
    let mut command = Command::new(&emacs);
    command.args(["-Q", "--batch", "-L"]).arg(folder.path()).arg("-l").arg(helper("emacs.el"));
    let told = run(command.env("ROADMAP", helper("plan.roadmap")), folder.path());
    assert_eq!(values(&told, "mode"), ["roadmap-mode"]);
    assert_eq!(values(&told, "task"), ["font-lock-keyword-face", "page font-lock-keyword-face"]);
    let after = ["font-lock-type-face", "font-lock-builtin-face", "font-lock-variable-name-face"];
    assert_eq!(values(&told, "after"), after);
    assert_eq!(values(&told, "by"), ["font-lock-builtin-face"]);
    assert_eq!(values(&told, "8d"), ["font-lock-constant-face"]);
    assert_eq!(values(&told, "at-risk"), ["font-lock-constant-face"]);
    assert_eq!(values(&told, "Some"), ["font-lock-string-face"]);
    assert_eq!(values(&told, "index"), ["(after build page)"]);
    assert_eq!(values(&told, "indented"), ["the same"], "{told}");
}

/// What the extension for VS Code contributes.
fn contributed() -> serde_json::Value {
    let manifest: serde_json::Value =
        serde_json::from_str(&read("vscode/package.json")).expect("it is JSON");
    manifest.get("contributes").expect("it contributes something").clone()
}

#[test]
fn the_settings_of_vs_code_are_those_of_the_server() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/src/language-server.md");
    let page = fs::read_to_string(page).expect("the page can be read");
    let (_, settings) = page.split_once("| setting |").expect("it has a table of settings");
    let (settings, _) = settings.split_once("\n\n").expect("the table ends");
    // A row is of one setting, or of several in a group: `group.one`, `.two`.
    let mut documented = Vec::new();
    for row in settings.lines().skip(2) {
        let names = row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2);
        let mut group = "";
        for name in names {
            if let Some((of, _)) = name.split_once('.').filter(|(of, _)| !of.is_empty()) {
                group = of;
            }
            let whole =
                if name.starts_with('.') { format!("{group}{name}") } else { name.to_owned() };
            documented.push(format!("roadmap.{whole}"));
        }
    }
    let contributed = contributed();
    let properties = contributed.pointer("/configuration/properties").and_then(|it| it.as_object());
    let mut names: Vec<&String> = properties.expect("it has settings").keys().collect();
    names.retain(|name| *name != "roadmap.server.path");
    names.sort();
    documented.sort();
    assert_eq!(names, documented.iter().collect::<Vec<_>>());
}

#[test]
fn every_command_of_vs_code_does_something() {
    let extension = read("vscode/src/extension.ts");
    let contributed = contributed();
    let commands =
        contributed.get("commands").and_then(|it| it.as_array()).expect("it has commands");
    let names: Vec<&str> =
        commands.iter().filter_map(|it| it.get("command").and_then(|name| name.as_str())).collect();
    assert_eq!(names.len(), commands.len());
    let registered = extension.matches("registerCommand(\"").count();
    assert_eq!(names.len(), registered, "{names:?}");
    for name in names {
        assert!(extension.contains(&format!("registerCommand(\"{name}\",")), "{name}");
    }
}

#[test]
fn the_extension_for_vs_code_is_right() {
    let Some(folder) = extension("the extension for VS Code") else { return };
    let said = run(Command::new("npm").args(["run", "--silent", "test"]), &folder);
    assert!(said.contains("# fail 0"), "{said}");
    assert!(said.contains("words.roadmap run success"), "{said}");
}
