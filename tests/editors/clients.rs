//! The language server under real editors: each opens a file with a mistake, has it mended, renames, asks.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::programs::{extension, program, run, skipped};
use super::{file, helper, values};

const SERVER: &str = env!("CARGO_BIN_EXE_milepost");

/// A folder with a file that has a mistake.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::copy(helper("mistakes.roadmap"), folder.path().join("plan.roadmap"))
        .expect("it can be copied");
    folder
}

/// A command that knows where everything is, and does not see the user's own settings.
fn editor(command: &mut Command, folder: &Path) -> String {
    let search = format!("{}:{}", Path::new(SERVER).parent().unwrap_or(folder).display(), path());
    command.env("PATH", search).env("PROGRAM", SERVER).env("ROADMAP", folder.join("plan.roadmap"));
    command.env("HOME", folder).env("XDG_CONFIG_HOME", folder).env("XDG_STATE_HOME", folder);
    run(command, folder)
}

fn path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

/// What both editors see.
fn is_mended_and_renamed(told: &str) {
    assert_eq!(values(told, "missing"), Vec::<&str>::new(), "{told}");
    assert_eq!(values(told, "mended"), ["  task build  \"Build\"  10d after design"], "{told}");
    let renamed = [
        "  task draft \"Design\" 5d",
        "  task build  \"Build\"  10d after draft",
        "  task page   \"Page\"   3d  after draft",
    ];
    assert_eq!(values(told, "renamed"), renamed, "{told}");
}

#[test]
fn neovim_works_with_the_server() {
    let Some(nvim) = program("NVIM_PROGRAM", "nvim", "the Neovim plugin") else { return };
    let folder = folder();
    let told = folder.path().join("told");
    let mut command = Command::new(nvim);
    command.args(["--clean", "--headless", "-u", "NONE", "-l"]).arg(helper("nvim.lua"));
    command.env("PLUGIN", file("nvim")).env("TOLD", &told);
    let said = editor(&mut command, folder.path());
    let told = fs::read_to_string(told).unwrap_or_else(|_| panic!("it told nothing: {said}"));
    is_mended_and_renamed(&told);
    assert_eq!(values(&told, "filetype"), ["roadmap"]);
    assert_eq!(values(&told, "fix").len(), 1, "{told}");
    let mistake = r#"["unknown-name","no item is named `desing`",4,33,39]"#;
    assert_eq!(values(&told, "diagnostic"), [mistake]);
    assert_eq!(values(&told, "definition"), ["3"]);
    assert_eq!(values(&told, "formatted"), ["  task draft \"Design\"  5d"], "{told}");
    assert_eq!(values(&told, "colour").len(), 1, "{told}");
    let offered = values(&told, "completion");
    assert!(offered.contains(&"design") && offered.contains(&"build"), "{told}");
    assert!(told.contains("`Design` takes 5d, from 2 to 6 March"), "{told}");
    assert!(values(&told, "hint").iter().any(|hint| hint.starts_with("9–20 Mar · ")), "{told}");
}

#[test]
fn emacs_works_with_the_server() {
    let Some(emacs) = program("EMACS_PROGRAM", "emacs", "Eglot") else { return };
    let has_eglot = ["-q", "--batch", "-f", "package-initialize", "--eval", "(require 'eglot)"];
    if !Command::new(&emacs).args(has_eglot).output().is_ok_and(|output| output.status.success()) {
        skipped("eglot", "Eglot is not tried, it is not installed");
        return;
    }
    let folder = folder();
    let mut command = Command::new(emacs);
    command.args(["-q", "--batch", "-f", "package-initialize", "-L"]).arg(file("emacs"));
    command.arg("-l").arg(helper("eglot.el"));
    let told = editor(&mut command, folder.path());
    is_mended_and_renamed(&told);
    assert_eq!(values(&told, "server"), ["t"]);
    let mistake = values(&told, "diagnostic");
    assert!(
        matches!(&*mistake, [one] if one.starts_with("5 ") && one.contains("no item is named `desing`")),
        "{told}"
    );
    assert_eq!(values(&told, "definition"), ["4"], "{told}");
    assert!(told.contains("`Design` takes 5d, from 2 to 6 March"), "{told}");
}

#[test]
fn the_client_for_vs_code_works_with_the_server() {
    let Some(extension) = extension("the client for VS Code") else { return };
    let folder = folder();
    let mut command = Command::new("npm");
    command.args(["run", "--silent", "client", SERVER]).arg(folder.path());
    let told = run(&mut command, &extension);
    assert_eq!(values(&told, "diagnostic"), ["4 no item is named `desing`"], "{told}");
    assert!(told.lines().any(|line| line == "mended"), "{told}");
    assert_eq!(values(&told, "symbols"), ["Shop core"], "{told}");
    assert!(values(&told, "hint").iter().any(|hint| hint.starts_with("9–20 Mar · ")), "{told}");
    // The stream and its three tasks; the second task's mark leads to its line.
    assert_eq!(values(&told, "preview"), ["4 4 <svg"], "{told}");
    assert!(told.lines().any(|line| line == "left"), "{told}");
}
