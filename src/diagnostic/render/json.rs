//! One JSON object a line, for programs that read diagnostics.
//!
//! Bytes are counted from 0, lines and columns from 1; columns count characters; every end is exclusive.

use serde::Serialize;

use super::region::Region;
use crate::diagnostic::{Diagnostic, Edit, Fix, Label};
use crate::text::{Place, Sources, Span};

/// One diagnostic as a line of JSON, without a newline.
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let primary = Location::of(diagnostic.primary.span, sources);
    let object = Object {
        rule: diagnostic.rule.name,
        severity: diagnostic.severity.name(),
        message: &diagnostic.message,
        primary,
        label: &diagnostic.primary.message,
        labels: diagnostic.labels.iter().map(|label| label_object(label, sources)).collect(),
        help: diagnostic.advice().collect(),
        fix: diagnostic.fix.as_ref().map(|fix| fix_object(fix, sources)),
    };
    // Strings and numbers alone: there is nothing that JSON could not hold.
    serde_json::to_string(&object).unwrap_or_default()
}

#[derive(Serialize)]
struct Object<'d> {
    rule: &'static str,
    severity: &'static str,
    message: &'d str,
    #[serde(flatten)]
    primary: Location<'d>,
    label: &'d str,
    labels: Vec<LabelObject<'d>>,
    help: Vec<&'d str>,
    fix: Option<FixObject<'d>>,
}

#[derive(Serialize)]
struct LabelObject<'d> {
    #[serde(flatten)]
    location: Location<'d>,
    message: &'d str,
}

#[derive(Serialize)]
struct FixObject<'d> {
    title: &'d str,
    edits: Vec<EditObject<'d>>,
}

#[derive(Serialize)]
struct EditObject<'d> {
    #[serde(flatten)]
    location: Location<'d>,
    text: &'d str,
}

#[derive(Serialize)]
struct Location<'s> {
    file: &'s str,
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    byte: usize,
    line: u32,
    column: u32,
}

impl<'s> Location<'s> {
    fn of(span: Span, sources: &'s Sources) -> Self {
        let region = Region::of(span, sources);
        Self {
            file: region.file,
            start: Position::new(region.bytes.start, region.start),
            end: Position::new(region.bytes.end, region.end),
        }
    }
}

impl Position {
    fn new(byte: usize, place: Place) -> Self {
        Self { byte, line: place.line, column: place.column }
    }
}

fn label_object<'d>(label: &'d Label, sources: &'d Sources) -> LabelObject<'d> {
    LabelObject { location: Location::of(label.span, sources), message: &label.message }
}

fn fix_object<'d>(fix: &'d Fix, sources: &'d Sources) -> FixObject<'d> {
    let edit_object = |edit: &'d Edit| EditObject {
        location: Location::of(edit.span, sources),
        text: &edit.text,
    };
    FixObject { title: &fix.title, edits: fix.edits.iter().map(edit_object).collect() }
}
