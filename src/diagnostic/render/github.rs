//! Workflow commands, which GitHub shows as annotations beside the changed lines.

use std::fmt::Write as _;

use super::Region;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Sources, visible};

/// One diagnostic as a workflow command, without a newline.
///
/// Of the other places GitHub can show none: they follow the message as lines of it, like the help.
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Allow => "notice",
    };
    let region = Region::of(diagnostic.primary.span, sources);
    let (file, title) = (property(&visible(region.file)), property(diagnostic.rule.name));
    let mut line = format!("::{command} file={file},line={}", region.start.line);
    // Columns are shown only where a mark begins and ends on the same line.
    if region.start.line == region.end.line {
        let _ = write!(line, ",col={},endColumn={}", region.start.column, region.end.column);
    } else {
        let _ = write!(line, ",endLine={}", region.end.line);
    }
    let _ = write!(line, ",title={title}::{}", data(&words(diagnostic, sources)));
    line
}

fn words(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut words = visible(&diagnostic.message).into_owned();
    if !diagnostic.primary.message.is_empty() {
        let _ = write!(words, " ({})", visible(&diagnostic.primary.message));
    }
    for label in &diagnostic.labels {
        let region = Region::of(label.span, sources);
        let (file, message) = (visible(region.file), visible(&label.message));
        let _ = write!(words, "\n{file}:{}: {message}", region.start.line);
    }
    for advice in diagnostic.advice() {
        let _ = write!(words, "\nhelp: {}", visible(advice));
    }
    words
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
