//! The sessions of a page (```` ```console ````) are played again: `$ milepost …`, then what it prints.
//!
//! They run in a folder that holds the files that the page has shown so far, and the examples. A line `…` stands for any lines.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Block, Page, root};

/// The page with what is printed now, and what differs from that.
pub(crate) fn replayed(page: &Page) -> (String, Vec<String>) {
    let mut lines: Vec<String> = page.text.lines().map(str::to_owned).collect();
    let mut faults = Vec::new();
    let blocks = page.blocks();
    if !blocks.iter().any(|block| block.is("console")) {
        return (page.text.clone(), faults);
    }
    let folder = workshop(&page.name);
    // Lines that the page has gained so far, and lost.
    let (mut gained, mut lost) = (0, 0);
    for block in &blocks {
        if let Some(file) = block.file() {
            fs::write(folder.join(file), &block.text).expect("a file can be written");
        }
        if !block.is("console") {
            continue;
        }
        let found = played(block, &folder);
        if !is_same(&block.text, &found) {
            faults.push(format!("{}:{}\n{found}", page.name, block.line));
            let first = block.line + gained - lost;
            let old = block.text.lines().count();
            lines.splice(first..first + old, found.lines().map(str::to_owned));
            gained += found.lines().count();
            lost += old;
        }
    }
    (lines.join("\n") + "\n", faults)
}

/// An empty folder, but for the examples.
pub(super) fn workshop(name: &str) -> PathBuf {
    let folder =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name.replace(['/', '.'], "-"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("examples/mobile")).expect("a folder can be made");
    for part in ["examples", "examples/mobile"] {
        for entry in
            fs::read_dir(root().join(part)).expect("the examples are there").filter_map(Result::ok)
        {
            if entry.path().extension().is_some_and(|extension| extension == "roadmap") {
                let _ = fs::copy(entry.path(), folder.join(part).join(entry.file_name()));
            }
        }
    }
    folder
}

fn played(block: &Block, folder: &Path) -> String {
    let mut text = String::new();
    for line in block.text.lines().filter(|line| line.starts_with("$ ")) {
        text += line;
        text.push('\n');
        text += &printed(line.trim_start_matches("$ "), folder);
    }
    text
}

/// What a command prints, results before diagnostics.
pub(crate) fn printed(command: &str, folder: &Path) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("milepost"), "a session runs nothing else: `{command}`");
    let output = Command::new(env!("CARGO_BIN_EXE_milepost"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("the program runs");
    let all = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    let lines: Vec<&str> = all.trim_matches('\n').lines().map(str::trim_end).collect();
    if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" }
}

/// Whether it is the same, `…` standing for any lines.
fn is_same(expected: &str, found: &str) -> bool {
    let mut rest = found;
    for (index, part) in expected.split("…\n").enumerate() {
        match rest.find(part) {
            Some(at) if index > 0 || at == 0 => rest = &rest[at + part.len()..],
            _ => return false,
        }
    }
    rest.is_empty() || expected.ends_with("…\n")
}
