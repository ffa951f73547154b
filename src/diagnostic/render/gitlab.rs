//! The report on code quality that GitLab shows beside the lines of a merge request: an array, an object a diagnostic.

use std::collections::BTreeMap;

use super::{Region, with_advice};
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::Sources;
use crate::text::json::compact;

/// A report on these diagnostics, each with the sources that it speaks of; an object a line, with a newline at its end.
pub fn report<'d>(diagnostics: impl IntoIterator<Item = (&'d Diagnostic, &'d Sources)>) -> String {
    let mut seen = BTreeMap::new();
    let issues = diagnostics.into_iter().map(|(found, sources)| issue(found, sources, &mut seen));
    let issues: Vec<String> = issues.collect();
    if issues.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", issues.join(",\n")) }
}

fn issue(diagnostic: &Diagnostic, sources: &Sources, seen: &mut BTreeMap<String, usize>) -> String {
    let place = Region::of(diagnostic.primary.span, sources);
    let fingerprint = fingerprint(diagnostic, place.file, seen);
    compact(|out| {
        out.put("description", with_advice(diagnostic));
        out.put("check_name", diagnostic.rule.name);
        out.put("fingerprint", fingerprint);
        out.put("severity", severity(diagnostic.severity));
        out.put_object("location", |out| {
            out.put("path", place.file);
            out.put_object("lines", |out| {
                out.put("begin", place.start.line);
                out.put("end", place.end.line);
            });
        });
    })
}

/// What tells a diagnostic from all others of a report, and is the same where it has moved to another line: GitLab asks for any such text.
fn fingerprint(diagnostic: &Diagnostic, file: &str, seen: &mut BTreeMap<String, usize>) -> String {
    let text = format!("{}:{file}:{}", diagnostic.rule.name, diagnostic.message);
    let before = seen.entry(text.clone()).or_default();
    *before += 1;
    if *before == 1 { text } else { format!("{text}:{before}") }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note | Severity::Allow => "info",
    }
}
