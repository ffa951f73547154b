//! The command line: the only place that reads and writes files, asks the clock, and knows exit codes and colour.

use std::process::ExitCode;

/// Runs the program with the process's own arguments.
pub fn run() -> ExitCode {
    ExitCode::SUCCESS
}
