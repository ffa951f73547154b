//! `milepost check`: says what is wrong with roadmaps.

use std::mem::ManuallyDrop;

use super::arguments::Check;
use super::report::{self, Channel};
use super::terminal::Terminal;
use super::{Failure, Verdict, input};

pub(super) fn run(check: &Check, terminal: &Terminal) -> Result<Verdict, Failure> {
    // The process ends soon: giving back a million rows one by one would be wasted time.
    let mut compiled = ManuallyDrop::new(Vec::new());
    let mut unread = Vec::new();
    for file in &check.files {
        match input::compiled(file, &check.compile, check.reporting.deny) {
            Ok(file) => compiled.push(file.compilation),
            Err(failure) => unread.push(failure),
        }
    }
    report::all(&compiled, &check.reporting, Channel::Artefact, terminal)?;
    // The last file that can't be read ends the command; the others are told of before.
    if let Some(last) = unread.pop() {
        for failure in &unread {
            terminal.fail(failure);
        }
        return Err(last);
    }
    let faulty = compiled.iter().any(|compilation| compilation.report().has_errors());
    Ok(if faulty { Verdict::Faulty } else { Verdict::Fine })
}
