//! The canonical form of a roadmap: another layout of the same words.
//!
//! Read in this order: `lines` (words become lines, each with its comment), `blocks` (what is too long for a line is opened),
//! `columns` (lines that stand together become a table), `spacing` (words become text). Words are moved, never written anew: what a value says is
//! not looked at. A text with mistakes is left alone, for nobody knows what its words belong to.

mod blocks;
mod columns;
mod lines;
mod spacing;

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use crate::diagnostic::rules::SOURCE_TOO_LARGE;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::syntax::Parsed;
use crate::text::{Source, Sources, Span};

use lines::Line;

/// No line is longer, if it can be helped.
const WIDEST: usize = 120;

/// By how much what stands in a block is indented.
pub(crate) const INDENT: usize = 2;

/// A text in its canonical form, line by line.
#[derive(Debug)]
pub struct Formatted {
    source: Source,
    pieces: Vec<Piece>,
    has_mark: bool,
    line_end: &'static str,
}

/// A text that is left alone.
#[derive(Debug)]
pub struct Refusal {
    /// The text.
    pub sources: Sources,
    /// What is wrong with it, in order of place.
    pub diagnostics: Diagnostics,
}

/// A line of the canonical form, or several that a text makes of it.
#[derive(Debug)]
struct Piece {
    /// What it was made of.
    place: Range<usize>,
    is_apart: bool,
    text: String,
}

/// A part of a text, and what is to take its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// The part, in bytes: whole lines.
    pub range: Range<usize>,
    /// What takes its place.
    pub text: String,
}

/// Puts a text into its canonical form.
///
/// ```
/// use milepost::{Source, format::format};
///
/// let formatted = format(Source::new("plan.roadmap", "task  api \"API\"  after b 5d\ntask b \"B\" 10d // why")).unwrap();
/// assert_eq!(formatted.text(), "task api \"API\"  5d   after b\ntask b   \"B\"    10d  // why\n");
/// ```
///
/// # Errors
/// If the text is not one that can be read: what is wrong with it.
pub fn format(source: Source) -> Result<Formatted, Refusal> {
    let mut diagnostics = Diagnostics::new();
    let Some(parsed) = Parsed::of(source) else {
        let place = Span::new(0, 0);
        let wrong = Diagnostic::new(&SOURCE_TOO_LARGE, place, "the file is larger than 128 MiB");
        diagnostics.push(wrong.help("part it into files, and import them"));
        return Err(Refusal { sources: Sources::default(), diagnostics });
    };
    formatted(&parsed).ok_or_else(|| {
        let Parsed { sources, mut diagnostics, .. } = parsed;
        diagnostics.sort();
        Refusal { sources, diagnostics }
    })
}

/// The canonical form of a text that has been read; nothing if it has mistakes.
pub fn formatted(parsed: &Parsed) -> Option<Formatted> {
    if parsed.diagnostics.has_errors() {
        return None;
    }
    let source = parsed.sources.source(parsed.ast.source)?.clone();
    let text = source.text();
    let mut pieces = Vec::new();
    lines::read(text, &parsed.ast, |lines| add_pieces(&blocks::opened(lines), &mut pieces));
    let first_end = text.find('\n').unwrap_or(0);
    let is_windows = text.get(..first_end).is_some_and(|line| line.ends_with('\r'));
    Some(Formatted {
        pieces,
        has_mark: text.starts_with('\u{FEFF}'),
        line_end: if is_windows { "\r\n" } else { "\n" },
        source,
    })
}

impl Formatted {
    /// The whole of it.
    pub fn text(&self) -> String {
        let mark = if self.has_mark { "\u{FEFF}" } else { "" };
        format!("{mark}{}", self.written(&self.pieces))
    }

    /// The text that it is a form of.
    pub const fn source(&self) -> &Source {
        &self.source
    }

    /// Whether the text was in its canonical form.
    pub fn is_same(&self) -> bool {
        self.text() == self.source.text()
    }

    /// What is to take the place of a part of the text: of whole lines, and of whole statements where these have several. `None` where
    /// nothing stands there.
    pub fn part(&self, asked: &Range<usize>) -> Option<Replacement> {
        let of = self.source.text();
        let line_start = |at: usize| of.get(..at)?.rfind('\n').map(|end| end + 1);
        let line_end = |at: usize| of.get(at..)?.find('\n').map(|end| at + end + 1);
        let widened = |range: &Range<usize>| {
            let start = line_start(range.start).unwrap_or(0);
            start..line_end(range.end).unwrap_or(of.len())
        };
        let mut range = widened(asked);
        let mut found = 0..0;
        // What begins on the last line may end below it, and something else may begin there.
        loop {
            let overlaps = |piece: &Piece| {
                let place = widened(&piece.place);
                place.start < range.end && range.start < place.end
            };
            let first = self.pieces.iter().position(overlaps)?;
            let last = self.pieces.iter().rposition(overlaps)?;
            let (from, to) = (self.pieces.get(first)?, self.pieces.get(last)?);
            let grown = widened(&(from.place.start..to.place.end));
            if found == (first..last + 1) {
                range = grown;
                break;
            }
            found = first..last + 1;
            range = grown.start.min(range.start)..grown.end.max(range.end);
        }
        let pieces = self.pieces.get(found)?;
        let text = self.written(pieces);
        let lead = if pieces.first()?.is_apart { self.line_end } else { "" };
        let text = text.strip_prefix(lead).unwrap_or(&text).to_owned();
        let mark = if self.has_mark && range.start == 0 { "\u{FEFF}" } else { "" };
        let part = Replacement { range, text: format!("{mark}{text}") };
        Some(if self.leads_here(&part) { part } else { self.all() })
    }

    fn all(&self) -> Replacement {
        Replacement { range: 0..self.source.text().len(), text: self.text() }
    }

    /// Whether a text of which this part is replaced has the same form: beside lines that are indented otherwise it may mean something
    /// else.
    fn leads_here(&self, part: &Replacement) -> bool {
        let mut text = self.source.text().to_owned();
        text.replace_range(part.range.clone(), &part.text);
        format(Source::new("", text)).is_ok_and(|other| other.text() == self.text())
    }

    fn written(&self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for piece in pieces {
            text.push_str(if piece.is_apart { "\n" } else { "" });
            text.push_str(&piece.text);
            text.push('\n');
        }
        if self.line_end == "\n" { text } else { text.replace('\n', self.line_end) }
    }
}

/// How many columns a text takes, up to its first line end.
fn width(text: &str) -> usize {
    width_of_line(text.lines().next().unwrap_or_default())
}

/// What most lines are made of takes a column a byte; to measure others costs many times as much.
fn width_of_line(line: &str) -> usize {
    if line.is_ascii() { line.len() } else { line.width() }
}

/// Adds the lines as they are written, comments behind them in a column of their own where several lines have one.
fn add_pieces(lines: &[Line<'_>], pieces: &mut Vec<Piece>) {
    let mut texts = columns::written(lines);
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let goes_on = |line: &&Line<'_>| {
            line.comment.is_some()
                && !line.is_apart
                && line.depth == first.depth
                && line.is_plain()
                && columns::stand_together(first, line)
        };
        let more = if first.is_plain() && first.comment.is_some() {
            rest.iter().take_while(goes_on).count()
        } else {
            0
        };
        let run = texts.get_mut(at..=at + more).unwrap_or_default();
        let column = columns::column(run.iter().map(|text| end_of(text)));
        for (text, line) in run.iter_mut().zip(lines.get(at..).unwrap_or_default()) {
            if let Some(comment) = line.comment {
                let gap = column.saturating_sub(end_of(text)) + 2;
                text.extend(std::iter::repeat_n(' ', gap));
                text.push_str(comment);
            }
        }
        at += 1 + more;
    }
    let piece = |(text, line): (String, &Line<'_>)| Piece {
        place: line.place.clone(),
        is_apart: line.is_apart,
        text,
    };
    pieces.extend(texts.into_iter().zip(lines).map(piece));
}

/// The column in which a text ends.
fn end_of(text: &str) -> usize {
    width_of_line(text.lines().last().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_takes_a_column_where_all_are_of_ascii() {
        for line in (0..128).map(char::from).map(String::from) {
            assert_eq!(width_of_line(&line), line.width(), "{line:?}");
        }
    }
}
