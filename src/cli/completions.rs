//! `milepost completions`: prints the completions of a shell.

use clap::CommandFactory as _;

use super::arguments::{Arguments, Completions};
use super::terminal::Terminal;
use super::{Failure, Verdict};

pub(super) fn run(wanted: &Completions, terminal: &Terminal) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut Arguments::command(), "milepost", &mut script);
    terminal.print_raw(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
