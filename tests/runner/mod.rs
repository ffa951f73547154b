//! The runner of the suite: reads cases, compiles them, and sets what is raised beside what is annotated.

#![allow(clippy::format_push_string)]

mod annotation;
mod case;
mod compiled;
mod dates;
mod report;
mod update;

pub(crate) use case::{Case, SuiteFile};
pub(crate) use compiled::Compiled;

use annotation::Annotation;
use case::{Flag, Line};

/// Runs a case: the error says, line by line, what differs.
pub(crate) fn check(case: &Case) -> Result<(), String> {
    let compiled = Compiled::of(case);
    let mut differences = Vec::new();
    for section in &case.sections {
        let expected = section.annotations();
        let found = compiled.annotations(section, case.options.has(Flag::Full));
        differences.extend(report::compare(section, &expected, &found));
        differences.extend(wrong_dates(section, &compiled));
    }
    differences.extend(compiled.undated(case).iter().map(|line| format!("no line says\n  {line}")));
    differences.extend(compiled.broken_promises(case));
    if differences.is_empty() { Ok(()) } else { Err(report::failure(case, &differences)) }
}

fn wrong_dates(section: &case::Section, compiled: &Compiled) -> Vec<String> {
    let assertions = section.lines.iter().filter_map(|line| match line {
        Line::Dates { number, text } => Some((*number, text)),
        _ => None,
    });
    assertions
        .filter_map(|(number, text)| {
            let found = dates::rewritten(text, compiled.compilation());
            (found.trim() != text.trim() || dates::is_unknown(&found)).then(|| {
                format!("line {number}\n  expected {}\n  found    {}", text.trim(), found.trim())
            })
        })
        .collect()
}
