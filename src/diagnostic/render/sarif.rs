//! The Static Analysis Results Interchange Format, version 2.1.0, which code hosts read: one log of one run.

use std::fmt::Write as _;

use serde::Serialize;

use super::region::Region;
use crate::diagnostic::{Diagnostic, Fix, Guard, Rule, Severity, rules};
use crate::text::{Sources, Span};

/// A log of these diagnostics, each with the sources that it speaks of; indented, with a newline at its end.
pub fn log<'d>(diagnostics: impl IntoIterator<Item = (&'d Diagnostic, &'d Sources)>) -> String {
    let results = diagnostics.into_iter().map(|(found, sources)| result(found, sources)).collect();
    let driver = Driver {
        name: "milepost",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: rules::ALL.iter().map(|rule| descriptor(rule)).collect(),
    };
    let run = Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results };
    let log = Log {
        schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        version: "2.1.0",
        runs: [run],
    };
    // Strings and numbers alone: there is nothing that JSON could not hold.
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn result<'d>(diagnostic: &'d Diagnostic, sources: &'d Sources) -> SarifResult<'d> {
    let labels = diagnostic.labels.iter();
    SarifResult {
        rule_id: diagnostic.rule.name,
        rule_index: rules::ALL.iter().position(|rule| **rule == *diagnostic.rule).unwrap_or(0),
        level: level(diagnostic.severity),
        message: Message { text: message(diagnostic) },
        locations: [Location::of(diagnostic.primary.span, &diagnostic.primary.message, sources)],
        related_locations: labels
            .zip(1..)
            .map(|(label, id)| Related {
                id,
                location: Location::of(label.span, &label.message, sources),
            })
            .collect(),
        fixes: diagnostic.fix.iter().map(|fix| fix_object(fix, sources)).collect(),
    }
}

/// The headline, and the help below it: the format has no place of its own for help.
fn message(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    for advice in diagnostic.advice() {
        text.push_str("\nhelp: ");
        text.push_str(advice);
    }
    text
}

fn fix_object<'d>(fix: &'d Fix, sources: &'d Sources) -> FixObject<'d> {
    let mut changes: Vec<Change> = Vec::new();
    for edit in &fix.edits {
        let region = Region::of(edit.span, sources);
        let uri = uri(region.file);
        let replacement = Replacement {
            deleted_region: SarifRegion::of(&region),
            inserted_content: Message { text: edit.text.clone() },
        };
        match changes.last_mut() {
            Some(last) if last.artifact_location.uri == uri => last.replacements.push(replacement),
            _ => changes.push(Change {
                artifact_location: Artifact { uri },
                replacements: vec![replacement],
            }),
        }
    }
    FixObject { description: Words { text: &fix.title }, artifact_changes: changes }
}

fn descriptor(rule: &'static Rule) -> Descriptor {
    let guard = match rule.guard {
        Guard::Meaning => "meaning",
        Guard::Quality => "quality",
    };
    Descriptor {
        id: rule.name,
        short_description: Message { text: rule.summary() },
        help: Help { text: rule.page, markdown: rule.page },
        default_configuration: Configuration {
            enabled: rule.severity != Severity::Allow,
            level: level(rule.severity),
        },
        properties: Properties { tags: [guard] },
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        // A rule that is allowed reports notes where it is turned on for a look.
        Severity::Note | Severity::Allow => "note",
    }
}

/// A file's name as a relative reference: what has a meaning in one is percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=@".contains(&byte);
        if plain {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[derive(Serialize)]
struct Log<'d> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'d>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'d> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<SarifResult<'d>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: &'static str,
    markdown: &'static str,
}

#[derive(Serialize)]
struct Configuration {
    enabled: bool,
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'d> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location<'d>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'d>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'d>>,
}

#[derive(Serialize)]
struct Related<'d> {
    id: usize,
    #[serde(flatten)]
    location: Location<'d>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'d> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Words<'d>>,
}

impl<'d> Location<'d> {
    fn of(span: Span, words: &'d str, sources: &Sources) -> Self {
        let region = Region::of(span, sources);
        Self {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(region.file) },
                region: SarifRegion::of(&region),
            },
            message: (!words.is_empty()).then_some(Words { text: words }),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: SarifRegion,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifRegion {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    byte_offset: usize,
    byte_length: usize,
}

impl SarifRegion {
    fn of(region: &Region<'_>) -> Self {
        Self {
            start_line: region.start.line,
            start_column: region.start.column,
            end_line: region.end.line,
            end_column: region.end.column,
            byte_offset: region.bytes.start,
            byte_length: region.bytes.len(),
        }
    }
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
struct Words<'d> {
    text: &'d str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'d> {
    description: Words<'d>,
    artifact_changes: Vec<Change>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: SarifRegion,
    inserted_content: Message,
}
