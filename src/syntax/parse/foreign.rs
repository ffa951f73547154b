//! Lines of other formats: rows of a table, `[Prototype] lasts 5 days`, `[section]` with its `key = value`.
//!
//! Where several stand in a row they are one mistake: the first is told, the others are passed over.

use super::attributes::begins_attribute;
use super::literals::{date, name, range};
use super::literals::{duration, number};
use super::token::{Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::rules::UNKNOWN_KEYWORD;
use crate::syntax::keyword;
use crate::text::Span;

/// What a line of another format is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Foreign {
    /// `Design;5d;Ana`, with this sign between its cells.
    Row(char),
    /// `[Prototype] lasts 5 days`
    Sentence,
    /// `[task.a]`
    Section,
    /// `duration = 5`, below one of those.
    Setting,
}

impl Tree<'_> {
    /// Whether a line is one of another format; says so of the first of them.
    pub(super) fn is_foreign(&mut self, line: &[Token]) -> bool {
        let end = line.iter().skip(1).position(|token| token.is_first).map(|at| at + 1);
        let line = line.get(..end.unwrap_or(line.len())).unwrap_or(line);
        let found = self.foreign_of(line);
        let is_told = std::mem::replace(&mut self.foreign, found).is_some();
        let (Some(found), Some(first), Some(last)) = (found, line.first(), line.last()) else {
            return false;
        };
        self.last = None;
        if !is_told {
            let span = first.span.to(last.span);
            let help = self.help(found, line, span);
            self.reports.error(|| {
                let (what, place) = match found {
                    Foreign::Row(_) => ("a row of a table".to_owned(), span),
                    _ => (format!("`{}`", self.written.word(*first)), first.span),
                };
                let message = format!("a line begins with what it declares, found {what}");
                Diagnostic::new(&UNKNOWN_KEYWORD, place, message).help(help)
            });
        }
        true
    }

    fn foreign_of(&self, line: &[Token]) -> Option<Foreign> {
        let first = line.first().filter(|first| first.is_first && first.kind == TokenKind::Word)?;
        let word = self.written.at(first.span);
        if word.starts_with('[') && word.len() > 1 {
            let is_closed = |token: &Token| {
                token.kind == TokenKind::Word && self.written.at(token.span).contains(']')
            };
            let at = line.iter().position(is_closed)?;
            return Some(if at + 1 == line.len() { Foreign::Section } else { Foreign::Sentence });
        }
        let second = line.get(1).map_or("", |second| self.written.at(second.span));
        let key = word.split_once('=').map_or(word, |(key, _)| key);
        let is_setting = word.contains('=') || second.starts_with('=');
        if self.foreign.is_some() && is_setting && name::is_path(key) {
            return Some(Foreign::Setting);
        }
        [';', ','].into_iter().find(|sign| self.is_row(line, *sign)).map(Foreign::Row)
    }

    /// Whether a line has cells with such a sign between, and begins with no word of the language.
    fn is_row(&self, line: &[Token], sign: char) -> bool {
        let count = |token: &Token| match token.kind {
            TokenKind::Word | TokenKind::Comma => self.written.at(token.span).matches(sign).count(),
            _ => 0,
        };
        if line.iter().map(count).sum::<usize>() < 2 {
            return false;
        }
        let (Some(first), Some(last)) = (line.first(), line.last()) else { return false };
        let text = self.written.at(first.span.to(last.span));
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
        let is_apart = self.indent == 0 && self.stack.is_empty();
        let has_value = cells.iter().skip(1).any(|cell| is_value(cell));
        let is_tight = !text.contains([' ', '\t']);
        is_apart && !is_word && !cells.iter().any(is_own) && (has_value || is_tight)
    }

    /// How that is declared which the line says.
    fn help(&self, found: Foreign, line: &[Token], span: Span) -> String {
        let text = self.written.at(span);
        let (title, estimate) = match found {
            Foreign::Row(sign) => {
                let mut cells = text.split(sign).map(|cell| cell.trim().trim_matches('"'));
                let title = cells.next();
                let estimate = cells.find(|cell| range::is_extent(cell));
                // The first row says what stands in the others.
                (
                    title.filter(|_| estimate.is_some()).or(Some("Design")),
                    estimate.map(str::to_owned),
                )
            }
            Foreign::Sentence => {
                let title = text.get(1..).and_then(|text| text.split(']').next());
                (title, self.estimate(line))
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
    fn estimate(&self, line: &[Token]) -> Option<String> {
        let words: Vec<&str> = line.iter().map(|token| self.written.at(token.span)).collect();
        words.windows(2).find_map(|pair| {
            let [number, unit] = *pair else { return None };
            let unit = duration::letters(duration::meant_unit(unit)?);
            let (_, length) = number::leading(number)?;
            (length == number.len()).then(|| format!("{number}{unit}"))
        })
    }
}

/// Whether a cell is an amount of time or a date.
fn is_value(cell: &str) -> bool {
    range::is_extent(cell) || date::looks_like_date(cell)
}
