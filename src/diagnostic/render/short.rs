//! One line each: `file:line:column: error[rule]: message`, as editors and build tools read it.

use std::fmt::Write as _;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::text::words::counted;
use crate::text::{Sources, visible};

/// How many errors are enough to mend a file by.
const ERRORS: usize = 100;

/// One diagnostic, without a newline.
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.primary.span;
    let name = sources.source(sources.source_of(span)).map_or("", |source| source.name());
    let place = sources.place(span);
    let (severity, rule) = (diagnostic.severity.name(), diagnostic.rule.name);
    let message = visible(&diagnostic.message);
    format!("{}:{}:{}: {severity}[{rule}]: {message}", visible(name), place.line, place.column)
}

/// The first errors, a line each, and how many more there are.
pub fn errors(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let mut text = String::new();
    for error in errors.take(ERRORS) {
        let _ = writeln!(text, "{}", one(error, sources));
    }
    let more = diagnostics.errors().saturating_sub(ERRORS);
    if more > 0 {
        let _ = writeln!(text, "and {}", counted(more, "more error"));
    }
    text
}

/// All that are kept, a line each.
pub fn all(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let _ = writeln!(text, "{}", one(diagnostic, sources));
    }
    text
}
