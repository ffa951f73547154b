//! Programs of others that some tests take. Where one is missing its test is passed over, with a line that says so.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A program, by the variable that names it or by its name; none where it is missing.
pub(crate) fn program(variable: &str, name: &str, what: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
    if Command::new(&path).arg("--version").output().is_ok() {
        return Some(path);
    }
    eprintln!("skipped: {what} is not tried, {name} is not installed (`{variable}` may name it)");
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
