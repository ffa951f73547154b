//! The `milepost` program: all of it is in `milepost::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    milepost::cli::run()
}
