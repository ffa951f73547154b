//! One line each: `file:line:column: error[rule]: message`, as editors and build tools read it.

use std::fmt::Write as _;

use super::visible;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::Sources;

/// One diagnostic, without a newline.
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let span = diagnostic.primary.span;
    let name = sources.source(sources.source_of(span)).map_or("", |source| source.name());
    let place = sources.place(span);
    let (severity, rule) = (diagnostic.severity.name(), diagnostic.rule.name);
    let message = visible(&diagnostic.message);
    format!("{}:{}:{}: {severity}[{rule}]: {message}", visible(name), place.line, place.column)
}

/// All that are kept, a line each.
pub fn all(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics.iter() {
        let _ = writeln!(text, "{}", one(diagnostic, sources));
    }
    text
}
