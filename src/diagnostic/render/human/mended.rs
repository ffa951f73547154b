//! The line as it is when the fix is made.

use super::Paint;
use super::marks::text;
use crate::diagnostic::{Edit, Fix};
use crate::text::visible;
use crate::text::{SourceId, Sources};

/// The mended line with its number, if the fix changes one line only and that fits.
pub(super) fn line(fix: &Fix, sources: &Sources, digits: usize, width: usize) -> String {
    mended(fix, sources, digits, width).unwrap_or_default()
}

fn mended(fix: &Fix, sources: &Sources, digits: usize, width: usize) -> Option<String> {
    let first = fix.edits.first()?.span;
    let (source, number) = (sources.source_of(first), sources.place(first).line);
    let whole = sources.line(source, number);
    // A line that is longer than it may be does not fit when it is mended either.
    if whole.len() > width.saturating_mul(4) {
        return None;
    }
    let mut at = whole.start;
    let mut line = String::new();
    let mut columns = 0;
    for edit in &fix.edits {
        let bytes = sources.local(edit.span);
        let here =
            sources.source_of(edit.span) == source && at <= bytes.start && bytes.end <= whole.end;
        if !here || edit.text.contains('\n') {
            return None;
        }
        columns += push_old(&mut line, sources, source, at..bytes.start);
        columns += push_new(&mut line, edit);
        at = bytes.end;
    }
    columns += push_old(&mut line, sources, source, at..whole.end);
    let gutter = Paint::faint(&format!(" {number:>digits$} +"));
    (columns + 10 <= width).then(|| format!("{gutter} {line}\n"))
}

fn push_old(
    line: &mut String,
    sources: &Sources,
    source: SourceId,
    bytes: std::ops::Range<usize>,
) -> usize {
    let old = text(sources, source, bytes).replace('\t', "    ");
    line.push_str(&visible(&old));
    old.len()
}

fn push_new(line: &mut String, edit: &Edit) -> usize {
    if !edit.text.is_empty() {
        line.push_str(&Paint::added(&visible(&edit.text)));
    }
    edit.text.len()
}
