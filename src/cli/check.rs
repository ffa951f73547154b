//! `milepost check`: says what is wrong with roadmaps.

use std::path::Path;

use super::arguments::Check;
use super::input::Compiled;
use super::report::{self, Channel};
use super::terminal::Terminal;
#[cfg(feature = "watch")]
use super::watch;
use super::{Failure, Verdict, input};
use crate::compile::Compilation;

pub(super) fn run(check: &Check, terminal: &Terminal) -> Result<Verdict, Failure> {
    #[cfg(feature = "watch")]
    if check.watch {
        watch::refuse_contradictions("--watch", &check.files, &check.reporting)?;
        return Err(watch::run(terminal, |terminal, note| {
            told(&compiled(check, terminal, note)?, check, terminal)
        }));
    }
    told(&input::kept(compiled(check, terminal, &|_| ())?), check, terminal)
}

/// What came of the files, and why some can't be read.
type Outcome = (Vec<Compilation>, Vec<Failure>);

fn compiled(check: &Check, terminal: &Terminal, note: &dyn Fn(&Path)) -> Result<Outcome, Failure> {
    let (mut compiled, mut unread) = (Vec::new(), Vec::new());
    for file in input::roadmaps(&check.files)? {
        match input::compiled_noting(&file, &check.compile, check.reporting.deny, terminal, note) {
            Ok(file) => compiled.push(file),
            Err(failure) => unread.push(failure),
        }
    }
    let compiled = without_parts(compiled).into_iter().map(|file| file.compilation);
    Ok((compiled.collect(), unread))
}

/// The roadmaps among the files. One without a header that another of them imports is a part of that, and was checked with it.
pub(super) fn without_parts(files: Vec<Compiled>) -> Vec<Compiled> {
    let placed = |file: Compiled| (file.places(), file);
    let mut files: Vec<_> = files.into_iter().map(placed).collect();
    let mut at = 0;
    while let Some((places, file)) = files.get(at) {
        let own = places.first().filter(|own| own.is_some() && !file.has_header());
        let is_part = own.is_some()
            && files.iter().enumerate().any(|(other, (places, _))| {
                other != at && places.iter().skip(1).any(|place| Some(place) == own)
            });
        if is_part {
            files.remove(at);
        } else {
            at += 1;
        }
    }
    files.into_iter().map(|(_, file)| file).collect()
}

fn told(
    (compiled, unread): &Outcome,
    check: &Check,
    terminal: &Terminal,
) -> Result<Verdict, Failure> {
    report::all(&report::of(compiled), &check.reporting, Channel::Artefact, terminal)?;
    // The last file that can't be read ends the command; the others are told of before.
    if let Some((last, others)) = unread.split_last() {
        for failure in others {
            terminal.fail(failure);
        }
        return Err(last.clone());
    }
    let faulty = compiled.iter().any(|compilation| compilation.report().has_errors());
    Ok(if faulty { Verdict::Faulty } else { Verdict::Fine })
}
