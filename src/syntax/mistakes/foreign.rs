//! Lines of other formats: rows of a table, `[Prototype] lasts 5 days`, `[section]` with its `key = value`, code fences.
//!
//! Where several stand in a row they are one mistake: the first is told, the others are passed over.

use super::amounts::{is_number, letters, meant_unit};
use super::lines::Line as Whole;
use super::pieces::{PieceKind, Word};
use super::words::begins_attribute;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::UNKNOWN_KEYWORD;
use crate::syntax::keyword;
use crate::syntax::parse::date::looks_like_date;
use crate::syntax::parse::{Tree, is_extent, is_path};

/// What a line of another format is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Foreign {
    /// `Design;5d;Ana`, with this sign between its cells.
    Row(char),
    /// `[Prototype] lasts 5 days`
    Sentence,
    /// `[task.a]`
    Section,
    /// `duration = 5`, below one of those.
    Setting,
    /// A code fence of Markdown.
    Fence,
}

impl Tree<'_> {
    /// Whether a line is one of another format; says so of the first of them.
    pub(super) fn is_foreign(&mut self, line: &Whole<'_>) -> bool {
        let found = self.foreign_of(line);
        let is_told = std::mem::replace(&mut self.foreign, found).is_some();
        let (Some(found), Some(first)) = (found, line.found.word(0)) else { return false };
        self.last = None;
        if is_told {
            return true;
        }
        let whole = whole(line);
        let help = help(found, whole.text, line);
        let (what, place) = match found {
            Foreign::Row(_) => ("a row of a table".to_owned(), whole.span()),
            _ => (format!("`{first}`"), first.span()),
        };
        let message = format!("a line begins with what it declares, found {what}");
        self.reports.error(|| Diagnostic::new(&UNKNOWN_KEYWORD, place, message).help(help));
        true
    }

    fn foreign_of(&self, line: &Whole<'_>) -> Option<Foreign> {
        let word = line.found.word(0).filter(|_| !line.found.is_joined(0))?.text;
        if word.starts_with("```") || word.starts_with("~~~") {
            return Some(Foreign::Fence);
        }
        if word.starts_with('[') && word.len() > 1 {
            let at = (0..line.found.pieces.len())
                .find(|at| line.found.word(*at).is_some_and(|word| word.text.contains(']')))?;
            return Some(if at + 1 == line.found.pieces.len() {
                Foreign::Section
            } else {
                Foreign::Sentence
            });
        }
        let second = line.found.word(1).map_or("", |second| second.text);
        let key = word.split_once('=').map_or(word, |(key, _)| key);
        let is_setting = word.contains('=') || second.starts_with('=');
        if self.foreign.is_some() && is_setting && is_path(key) {
            return Some(Foreign::Setting);
        }
        [';', ','].into_iter().find(|sign| self.is_row(line, *sign)).map(Foreign::Row)
    }

    /// Whether a line has cells with such a sign between, and begins with no word of the language.
    fn is_row(&self, line: &Whole<'_>, sign: char) -> bool {
        let is_outside = |at: &usize| {
            line.found
                .pieces
                .get(*at)
                .is_some_and(|piece| matches!(piece.kind, PieceKind::Word | PieceKind::Comma))
        };
        let count: usize = (0..line.found.pieces.len())
            .filter(is_outside)
            .map(|at| text(line, at).matches(sign).count())
            .sum();
        if count < 2 {
            return false;
        }
        let text = whole(line).text;
        let cells: Vec<&str> = text.split(sign).map(str::trim).collect();
        let title = cells.first().copied().unwrap_or_default();
        let word = title.split_whitespace().next().unwrap_or_default();
        let is_word = keyword::declaration(word).is_some()
            || keyword::meant_declaration(word).is_some()
            || keyword::meant_attribute(word).is_some();
        if begins_attribute(word) || title.is_empty() || title.starts_with('"') {
            return false;
        }
        if sign == ';' {
            return !is_word || title == word;
        }
        let is_own = |cell: &&str| {
            let word = cell.split_whitespace().next().unwrap_or_default();
            !is_value(word) && begins_attribute(word)
        };
        let is_apart = line.indent == 0 && self.stack.is_empty();
        let has_value = cells.iter().skip(1).any(|cell| is_value(cell));
        let is_tight = !text.contains([' ', '\t']);
        is_apart && !is_word && !cells.iter().any(is_own) && (has_value || is_tight)
    }
}

/// How that is declared which the line says.
fn help(found: Foreign, text: &str, line: &Whole<'_>) -> String {
    let (title, estimate) = match found {
        Foreign::Row(sign) => {
            let mut cells = text.split(sign).map(|cell| cell.trim().trim_matches('"'));
            let title = cells.next();
            let estimate = cells.find(|cell| is_extent(cell));
            // The first row says what stands in the others.
            (title.filter(|_| estimate.is_some()).or(Some("Design")), estimate.map(str::to_owned))
        }
        Foreign::Sentence => {
            let title = text.get(1..).and_then(|text| text.split(']').next());
            (title, estimate(line))
        }
        Foreign::Fence => {
            return "a roadmap stands in its file as it is, without a fence round it".to_owned();
        }
        Foreign::Section | Foreign::Setting => {
            return "what is declared stands in one line, `task a \"Title\" 5d`, or opens a block for what belongs to it, `task a {`".to_owned();
        }
    };
    let title = title.unwrap_or_default().replace('"', "");
    let estimate = estimate.unwrap_or_else(|| "5d".to_owned());
    format!("for example `task \"{title}\" {estimate}`; who works on it stands behind an `@`")
}

/// The time that a sentence speaks of: `5 days`.
fn estimate(line: &Whole<'_>) -> Option<String> {
    let words: Vec<&str> = (0..line.found.pieces.len()).map(|at| text(line, at)).collect();
    words.windows(2).find_map(|pair| {
        let [number, unit] = *pair else { return None };
        let unit = letters(meant_unit(unit)?);
        is_number(number).then(|| format!("{number}{unit}"))
    })
}

/// Whether a cell is an amount of time or a date.
fn is_value(cell: &str) -> bool {
    is_extent(cell) || looks_like_date(cell)
}

/// All of a line.
fn whole<'a>(line: &Whole<'a>) -> Word<'a> {
    let (first, last) = (line.found.pieces.first(), line.found.pieces.last());
    let start = first.map_or(0, |first| first.start);
    Word::new(line.found.written, start, last.map_or(start, |last| last.end))
}

fn text<'a>(line: &Whole<'a>, index: usize) -> &'a str {
    line.found.piece(index).map_or("", |piece| line.found.word_of(piece).text)
}
