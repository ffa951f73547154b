//! The Static Analysis Results Interchange Format, version 2.1.0, which code hosts read: one log of one run.

use std::fmt::Write as _;

use super::{Region, with_advice};
use crate::diagnostic::{Diagnostic, Edit, Fix, Guard, Label, Rule, Severity, rules};
use crate::text::Sources;
use crate::text::json::{Writer, pretty};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// A log of these diagnostics, each with the sources that it speaks of; indented, with a newline at its end.
pub fn log<'d>(diagnostics: impl IntoIterator<Item = (&'d Diagnostic, &'d Sources)>) -> String {
    pretty(|out| {
        out.put("$schema", SCHEMA);
        out.put("version", "2.1.0");
        out.put_table("runs", [diagnostics], |out, diagnostics| {
            out.put_object("tool", |out| out.put_object("driver", driver));
            out.put("columnKind", "unicodeCodePoints");
            out.put_table("results", diagnostics, |out, (found, sources)| {
                result(out, found, sources);
            });
        });
    })
}

fn driver(out: &mut Writer<'_>) {
    out.put("name", "milepost");
    out.put("semanticVersion", env!("CARGO_PKG_VERSION"));
    out.put_table("rules", rules::ALL, |out, rule| descriptor(out, rule));
}

fn descriptor(out: &mut Writer<'_>, rule: &Rule) {
    let guard = match rule.guard {
        Guard::Meaning => "meaning",
        Guard::Quality => "quality",
    };
    out.put("id", rule.name);
    text(out, "shortDescription", &rule.summary());
    out.put_object("help", |out| {
        out.put("text", rule.page);
        out.put("markdown", rule.page);
    });
    out.put_object("defaultConfiguration", |out| {
        out.put("enabled", rule.severity != Severity::Allow);
        out.put("level", level(rule.severity));
    });
    out.put_object("properties", |out| out.put_array("tags", [guard], Writer::value));
}

fn result(out: &mut Writer<'_>, diagnostic: &Diagnostic, sources: &Sources) {
    out.put("ruleId", diagnostic.rule.name);
    let index = rules::ALL.iter().position(|rule| **rule == *diagnostic.rule);
    out.put("ruleIndex", index.unwrap_or(0));
    out.put("level", level(diagnostic.severity));
    text(out, "message", &with_advice(diagnostic));
    out.put_table("locations", [&diagnostic.primary], |out, label| location(out, label, sources));
    out.put_rows("relatedLocations", (1..).zip(&diagnostic.labels), |out, (id, label)| {
        out.put("id", id);
        location(out, label, sources);
    });
    out.put_rows("fixes", &diagnostic.fix, |out, fix| change(out, fix, sources));
}

fn change(out: &mut Writer<'_>, fix: &Fix, sources: &Sources) {
    text(out, "description", &fix.title);
    let file = |edit: &Edit| sources.source_of(edit.span);
    let files = fix.edits.chunk_by(|one, next| file(one) == file(next));
    out.put_table("artifactChanges", files, |out, edits| {
        let first = edits.first().map(|edit| Region::of(edit.span, sources));
        artifact(out, first.map_or("", |region| region.file));
        out.put_table("replacements", edits, |out, edit| {
            region(out, "deletedRegion", &Region::of(edit.span, sources));
            text(out, "insertedContent", &edit.text);
        });
    });
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        // A rule that is allowed reports notes where it is turned on for a look.
        Severity::Note | Severity::Allow => "note",
    }
}

fn location(out: &mut Writer<'_>, label: &Label, sources: &Sources) {
    let place = Region::of(label.span, sources);
    out.put_object("physicalLocation", |out| {
        artifact(out, place.file);
        region(out, "region", &place);
    });
    if !label.message.is_empty() {
        text(out, "message", &label.message);
    }
}

fn text(out: &mut Writer<'_>, key: &'static str, text: &str) {
    out.put_object(key, |out| out.put("text", text));
}

fn artifact(out: &mut Writer<'_>, file: &str) {
    out.put_object("artifactLocation", |out| out.put("uri", uri(file)));
}

fn region(out: &mut Writer<'_>, key: &'static str, region: &Region<'_>) {
    out.put_object(key, |out| {
        out.put("startLine", region.start.line);
        out.put("startColumn", region.start.column);
        out.put("endLine", region.end.line);
        out.put("endColumn", region.end.column);
        out.put("byteOffset", region.bytes.start);
        out.put("byteLength", region.bytes.len());
    });
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
