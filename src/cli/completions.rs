//! `milepost completions`: prints the completions of a shell.

use clap::CommandFactory as _;

use super::arguments::{Arguments, Completions};
use super::{Failure, Verdict, terminal};

pub(super) fn run(wanted: &Completions) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(wanted.shell, &mut Arguments::command(), "milepost", &mut script);
    terminal::write(&String::from_utf8_lossy(&script))?;
    Ok(Verdict::Fine)
}
