//! The lines of the source that matter, as miette draws them.
//!
//! miette is given a small text of its own, made of those lines alone: it would else count through the whole file for every label, take bytes
//! for columns in the head of a box, let escape sequences of the source through to the terminal, and print a line of a million characters.
//! The lines of a file are a chunk, drawn as a box with its own head, a `⋮` where lines between them are left out; the primary label's
//! file comes first. miette numbers the lines of a chunk one by one, so that their own numbers are put in afterwards.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use miette::{
    GraphicalReportHandler, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan,
    SpanContents,
};

use super::marks::{self, Highlight};
use super::marks::{TAB, Window, columns, first_length};
use super::style::Paint;
use crate::diagnostic::Label;
use crate::diagnostic::render::wrap::wrap;
use crate::text::visible;
use crate::text::{Place, Sources};

/// Lines between two marks up to which all are shown.
const GAP: u32 = 3;

/// The boxes of a place and so many of the labels that take part, and how many digits their line numbers have.
pub(super) fn draw(
    primary: &Label,
    labels: &[Label],
    shown: usize,
    sources: &Sources,
    paint: &Paint,
    width: usize,
) -> (String, usize) {
    let marks = marks::of(primary, labels.iter().take(shown), sources);
    let mut excerpt = Excerpt::default();
    for file in in_reading_order(&marks) {
        excerpt.add_chunk(file, sources, width);
    }
    let theme = paint.theme(excerpt.labels.iter().map(LabeledSpan::primary));
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_context_lines(1)
        .tab_width(TAB)
        .without_syntax_highlighting();
    let mut drawn = String::new();
    // It can only fail where a label is in no chunk, and each was made with its own.
    let _ = handler.render_report(&mut drawn, &excerpt);
    // The first line is the headline, which miette would put below the rule's name and indent.
    let boxes = drawn.split_once('\n').map_or("", |(_, boxes)| boxes);
    let mut boxes = excerpt.aligned(&paint.heavy(boxes));
    let left_out = labels.len().saturating_sub(shown);
    if left_out > 0 {
        let places = if left_out == 1 { "place" } else { "places" };
        let _ = writeln!(boxes, "  … and {left_out} more {places}");
    }
    (boxes, excerpt.digits())
}

/// The marks of each file, those of the file with the primary mark first.
fn in_reading_order(marks: &[Highlight]) -> Vec<&[Highlight]> {
    let mut files: Vec<_> = marks.chunk_by(|one, next| one.source == next.source).collect();
    files.sort_by_key(|file| !file.iter().any(|mark| mark.primary));
    files
}

/// Runs of marks that are near each other in their file.
fn runs(file: &[Highlight]) -> impl Iterator<Item = &[Highlight]> {
    file.chunk_by(|one, next| next.place.line <= one.place.line.saturating_add(GAP + 1))
}

/// What miette draws: lines with labels, of one diagnostic.
#[derive(Debug, Default)]
struct Excerpt {
    text: String,
    chunks: Vec<Chunk>,
    labels: Vec<LabeledSpan>,
    /// Where in the text each label starts, and which place that is.
    places: Vec<(usize, Place)>,
}

/// Lines of a file: one box.
#[derive(Debug)]
struct Chunk {
    name: String,
    /// The number of each line; none where lines are left out.
    numbers: Vec<Option<u32>>,
    start: usize,
    end: usize,
}

impl Chunk {
    fn last_line(&self) -> u32 {
        self.numbers.last().copied().flatten().unwrap_or(1)
    }

    /// The number from which miette counts, so that the last line gets its own: it makes room for the numbers by that one.
    fn counted_from(&self) -> u32 {
        let before = u32::try_from(self.numbers.len()).unwrap_or(1).saturating_sub(1);
        self.last_line().saturating_sub(before)
    }

    fn digits(&self) -> usize {
        self.last_line().to_string().len()
    }

    /// A line as it was drawn, with its own number, or that of a gap.
    fn renumbered(&self, drawn: &str, index: usize) -> String {
        let digits = self.digits();
        match (self.numbers.get(index), drawn.split_once('│')) {
            (Some(Some(number)), Some((_, text))) => {
                format!(" {} │{text}", Paint::faint(&format!("{number:>digits$}")))
            }
            (Some(None), _) => format!("{:digits$}  ⋮", ""),
            _ => drawn.to_owned(),
        }
    }
}

/// Whether a line of a box is one of the source, which begins with its number.
fn is_numbered(drawn: &str) -> bool {
    let plain = drawn.trim_start().trim_start_matches(Paint::NUMBER).trim_start();
    plain.starts_with(|first: char| first.is_ascii_digit())
}

impl Excerpt {
    fn digits(&self) -> usize {
        self.chunks.iter().map(Chunk::digits).max().unwrap_or(1)
    }

    /// The boxes with their own numbers, their left edges under each other, and no blanks at the ends of lines.
    fn aligned(&self, boxes: &str) -> String {
        let widest = self.digits();
        let mut chunks = self.chunks.iter();
        let mut chunk = None;
        let mut index = 0;
        let mut aligned = String::with_capacity(boxes.len());
        for line in boxes.lines() {
            if line.trim_start().starts_with("╭─[") {
                (chunk, index) = (chunks.next(), 0);
            }
            let mut line = Cow::Borrowed(line);
            if let Some(chunk) = chunk.filter(|_| is_numbered(&line)) {
                line = Cow::Owned(chunk.renumbered(&line, index));
                index += 1;
            }
            let pad = chunk.map_or(0, |chunk| widest - chunk.digits());
            let _ = writeln!(aligned, "{:pad$}{}", "", line.trim_end());
        }
        aligned
    }

    fn add_chunk(&mut self, file: &[Highlight], sources: &Sources, width: usize) {
        let (Some(first), Some(last)) = (file.first(), file.last()) else { return };
        let name = sources.source(first.source).map_or("", |source| source.name());
        let start = self.text.len();
        // The gutter holds the line's number, a bar, and spaces.
        let room = width.saturating_sub(last.place.line.to_string().len() + 4).max(40);
        let mut numbers = Vec::new();
        for run in runs(file) {
            if !numbers.is_empty() {
                numbers.push(None);
                self.text.push('\n');
            }
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            for line in first.place.line..=last.place.line {
                let here: Vec<&Highlight> =
                    run.iter().filter(|mark| mark.place.line == line).collect();
                numbers.push(Some(line));
                self.add_line(first.source, line, &here, sources, room);
            }
        }
        let end = self.text.len();
        self.chunks.push(Chunk { name: visible(name).into_owned(), numbers, start, end });
    }

    fn add_line(
        &mut self,
        source: crate::text::SourceId,
        line: u32,
        marks: &[&Highlight],
        sources: &Sources,
        room: usize,
    ) {
        let whole = sources.line(source, line);
        let text = marks::text(sources, source, whole.clone());
        let focus = marks.iter().find(|mark| mark.primary).or(marks.first());
        let focus = focus.map_or(0, |mark| mark.bytes.start - whole.start);
        let shown = Window::of(text, focus, room);
        let start = self.text.len();
        self.text.push_str(&shown.text);
        // A mark at the end of the line has a column to stand on.
        self.text.push_str(" \n");
        for mark in marks {
            let local = mark.bytes.start - whole.start..mark.bytes.end - whole.start;
            let (from, to) = (shown.at(local.start), shown.at(local.end));
            let from = start + from;
            let to = (start + to).max(from + self.text.get(from..).map_or(1, first_length));
            self.add_label(mark, from, to, start, room);
        }
    }

    fn add_label(
        &mut self,
        mark: &Highlight,
        from: usize,
        to: usize,
        line_start: usize,
        room: usize,
    ) {
        let before = self.text.get(line_start..from).map_or(0, columns);
        let room = room.saturating_sub(before + 6).max(32);
        let words: Vec<String> = mark.words.iter().flat_map(|words| wrap(words, room)).collect();
        let words = (!words.is_empty()).then(|| words.join("\n"));
        let span = SourceSpan::new(from.into(), to - from);
        self.places.push((from, mark.place));
        self.labels.push(if mark.primary {
            LabeledSpan::new_primary_with_span(words, span)
        } else {
            LabeledSpan::new_with_span(words, span)
        });
    }
}

impl SourceCode for Excerpt {
    /// The whole chunk of a span, or, for the head of a box (which asks for no context), its place.
    /// A span over two chunks is refused, so that their boxes stay apart.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let holds = |chunk: &&Chunk| chunk.start <= start && end <= chunk.end;
        let chunk = self.chunks.iter().find(holds).ok_or(MietteError::OutOfBounds)?;
        let place = self.places.iter().find(|(at, _)| before == 0 && *at == start);
        let (line, column) =
            place.map_or((chunk.counted_from(), 1), |(_, place)| (place.line, place.column));
        let data = self.text.get(chunk.start..chunk.end).unwrap_or_default();
        Ok(Box::new(MietteSpanContents::new_named(
            chunk.name.clone(),
            data.as_bytes(),
            (chunk.start, data.len()).into(),
            line.saturating_sub(1) as usize,
            column.saturating_sub(1) as usize,
            chunk.numbers.len(),
        )))
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, _formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Excerpt {}

impl miette::Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
