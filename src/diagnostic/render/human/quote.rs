//! A line of the source with places in it underlined, without a box: for sentences that speak of it.

use std::fmt::Write as _;

use super::marks;
use super::style::Paint;
use super::window::{Window, columns};
use crate::text::visible;
use crate::text::{SourceId, Sources, Span};

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
