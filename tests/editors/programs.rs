//! Programs of others that some tests take. Where one is missing its test is passed over, with a line that says so.
//!
//! `PROGRAMS_REQUIRED` names programs that are there, with blanks between: a test that takes one of them fails instead.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program, by the variable that names it or by its name; none where it is missing.
pub(crate) fn program(variable: &str, name: &str, what: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
    if Command::new(&path).arg("--version").output().is_ok() {
        return Some(path);
    }
    let why = format!("{name} is not installed (`{variable}` may name it)");
    skipped(name, &format!("{what} is not tried, {why}"));
    None
}

/// Says that something a program is needed for is passed over. It is written past the test harness, which keeps what a test that
/// passes prints to itself.
pub(crate) fn skipped(program: &str, what: &str) {
    let required = std::env::var("PROGRAMS_REQUIRED").unwrap_or_default();
    assert!(
        !required.split_whitespace().any(|name| name == program),
        "{program} is required: {what}"
    );
    let _ = writeln!(std::io::stderr(), "skipped: {what}");
}

/// The folder of the extension for VS Code, if it can be tried.
pub(crate) fn extension(what: &str) -> Option<PathBuf> {
    program("NODE", "node", what)?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode");
    if folder.join("node_modules").exists() {
        return Some(folder);
    }
    skipped("node", &format!("{what} is not tried, `npm ci` in editors/vscode gets what it takes"));
    None
}

/// Runs it in a folder; what it prints, if it ends well.
pub(crate) fn run(command: &mut Command, folder: &Path) -> String {
    let output = command.current_dir(folder).output().expect("the program can be run");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{printed}\n{said}", output.status);
    format!("{printed}{said}")
}
