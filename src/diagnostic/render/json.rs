//! One JSON object a line, for programs that read diagnostics.
//!
//! Bytes are counted from 0, lines and columns from 1; columns count characters; every end is exclusive.

use super::Region;
use crate::diagnostic::Diagnostic;
use crate::text::json::{Writer, compact};
use crate::text::{Place, Sources, Span};

/// One diagnostic as a line of JSON, without a newline.
pub fn one(diagnostic: &Diagnostic, sources: &Sources) -> String {
    compact(|out| {
        out.put("rule", diagnostic.rule.name);
        out.put("severity", diagnostic.severity.name());
        out.put("message", &diagnostic.message);
        location(out, diagnostic.primary.span, sources);
        out.put("label", &diagnostic.primary.message);
        out.put_table("labels", &diagnostic.labels, |out, label| {
            location(out, label.span, sources);
            out.put("message", &label.message);
        });
        out.put_array("help", diagnostic.advice(), Writer::value);
        let Some(fix) = &diagnostic.fix else { return out.put("fix", ()) };
        out.put_object("fix", |out| {
            out.put("title", &fix.title);
            out.put_table("edits", &fix.edits, |out, edit| {
                location(out, edit.span, sources);
                out.put("text", &edit.text);
            });
        });
    })
}

fn location(out: &mut Writer<'_>, span: Span, sources: &Sources) {
    let Region { file, bytes, start, end } = Region::of(span, sources);
    out.put("file", file);
    out.put_object("start", |out| position(out, bytes.start, start));
    out.put_object("end", |out| position(out, bytes.end, end));
}

fn position(out: &mut Writer<'_>, byte: usize, place: Place) {
    out.put("byte", byte);
    out.put("line", place.line);
    out.put("column", place.column);
}
