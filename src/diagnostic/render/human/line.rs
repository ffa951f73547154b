//! A line of the source without a box: with places in it underlined, for sentences that speak of it, or as it is once a fix is applied.

use std::fmt::Write as _;

use super::marks;
use super::marks::text;
use super::marks::{Window, columns};
use super::style::Paint;
use crate::diagnostic::{Edit, Fix};
use crate::text::{SourceId, Sources, Span, visible};

/// The lines of some places, in the order in which they are named, each once, with what is named in it underlined.
///
/// A line of another file than the first has that file's name before it.
pub fn quote(places: &[Span], sources: &Sources, width: usize) -> String {
    let mut lines: Vec<(SourceId, u32, Vec<Span>)> = Vec::new();
    for place in places {
        let (source, line) = (sources.source_of(*place), sources.place(*place).line);
        match lines.iter_mut().find(|(of, at, _)| (*of, *at) == (source, line)) {
            Some((_, _, spans)) => spans.push(*place),
            None => lines.push((source, line, vec![*place])),
        }
    }
    let gutters: Vec<String> = lines.iter().map(|(of, at, _)| gutter(*of, *at, sources)).collect();
    let widest = gutters.iter().map(|gutter| columns(gutter)).max().unwrap_or(0).max(4);
    let mut text = String::new();
    for ((source, line, spans), gutter) in lines.iter().zip(gutters) {
        let pad = widest.saturating_sub(columns(&gutter));
        let room = width.saturating_sub(widest + 3).max(24);
        let (shown, underline) = drawn(*source, *line, spans, sources, room);
        let bar = Paint::faint(&format!("{:pad$}{gutter} │", ""));
        let below = Paint::faint(&format!("{:widest$} ·", ""));
        let _ = writeln!(text, "{bar} {shown}\n{below} {}", Paint::help(&underline));
    }
    text
}

/// The number of a line, with its file if that is not the first.
fn gutter(source: SourceId, line: u32, sources: &Sources) -> String {
    if source == SourceId(0) {
        return line.to_string();
    }
    let name = sources.source(source).map_or("", |source| source.name());
    format!("{}:{line}", visible(name))
}

/// What of a line has room, and what stands under it.
fn drawn(
    source: SourceId,
    line: u32,
    spans: &[Span],
    sources: &Sources,
    room: usize,
) -> (String, String) {
    let whole = sources.line(source, line);
    let text = marks::text(sources, source, whole.clone());
    let local = |span: &Span| {
        let bytes = sources.local(*span);
        let end = bytes.end.min(whole.end).max(bytes.start);
        bytes.start.saturating_sub(whole.start)..end.saturating_sub(whole.start)
    };
    let indent = text.len() - text.trim_start().len();
    let trimmed = text.trim();
    // From its beginning, if all that is named has room then.
    let first = spans.first().map_or(0, |span| local(span).start.saturating_sub(indent));
    let last = spans.iter().map(|span| local(span).end.saturating_sub(indent)).max().unwrap_or(0);
    let fits = trimmed.get(..last).is_some_and(|named| columns(named) < room);
    let focus = if fits { 0 } else { first };
    let shown = Window::of(trimmed, focus, room);
    let mut under: Vec<char> = Vec::new();
    for span in spans {
        let bytes = local(span);
        let at = |offset: usize| {
            let end = shown.at(offset.saturating_sub(indent).min(trimmed.len()));
            shown.text.get(..end).map_or(0, columns)
        };
        let (from, to) = (at(bytes.start), at(bytes.end));
        under.resize(under.len().max(to), ' ');
        under.iter_mut().take(to).skip(from).for_each(|mark| *mark = '─');
    }
    (shown.text, under.into_iter().collect())
}

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
