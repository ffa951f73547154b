//! Lines of other formats: rows of a table, `[Prototype] lasts 5 days`, `[section]` with its `key = value`, code fences.
//!
//! Where several stand in a row they are one mistake: the first is told, the others are passed over.

use super::lines::Line;
use super::pieces::PieceKind;
use super::rows::{Table, View, row};
use super::words::begins_attribute;
use crate::diagnostic::rules::UNKNOWN_KEYWORD;
use crate::syntax::keyword;
use crate::syntax::parse::date::looks_like_date;
use crate::syntax::parse::{Tree, is_extent};

const TASK: &str = "for example `task \"Design\" 5d`; who works on it stands behind an `@`";

/// Lines that are none of this language by their first sign.
pub(super) static FOREIGN: Table = Table::new(
    &UNKNOWN_KEYWORD,
    &[
        row("```roadmap", r"((?:```|~~~)[^ ]*)")
            .says("a line begins with what it declares, found `{1}`")
            .help("a roadmap stands in its file as it is, without a fence round it"),
        row("[task.a]", r"(\[[^\]]+\])$")
            .says("a line begins with what it declares, found `{1}`")
            .help("what is declared stands in one line, `task a \"Title\" 5d`, or opens a block for what belongs to it, `task a {`"),
        row("[Prototype] lasts 5 days", r"(\[([^ \]][^\]]*)\]) ")
            .says("a line begins with what it declares, found `{1}`")
            .help("for example `task \"{2}\" 5d`; who works on it stands behind an `@`")
            .at(1),
    ],
);

/// A row of a table, which is told as a whole.
pub(super) static ROWS: Table = Table::new(
    &UNKNOWN_KEYWORD,
    &[row("Design the page,5d,Ana", r".*")
        .says("a line begins with what it declares, found a row of a table")
        .help(TASK)],
);

impl Tree<'_> {
    /// Whether a line is one of another format; says so of the first of them.
    pub(super) fn is_foreign(&mut self, line: &Line<'_>) -> bool {
        let text = View::new(&line.found, 0).text;
        let is_setting =
            self.foreign && text.split_once('=').is_some_and(|(key, _)| !key.contains('"'));
        let rows = if self.is_row(line, &text) { Some(&ROWS) } else { None };
        let mistake = rows.unwrap_or(&FOREIGN).find(&line.found, 0);
        let is_foreign = !line.found.is_joined(0) && (is_setting || mistake.is_some());
        let is_told = std::mem::replace(&mut self.foreign, is_foreign);
        if is_foreign {
            self.last = None;
        }
        if let Some(mistake) = mistake.filter(|_| is_foreign && !is_told) {
            self.reports.error(|| mistake.diagnostic);
        }
        is_foreign
    }

    /// Whether a line has cells with a sign between, and begins with no word of the language.
    fn is_row(&self, line: &Line<'_>, text: &str) -> bool {
        let word = text.split([' ', ';', ',']).next().unwrap_or_default();
        let is_word = keyword::declaration(word).is_some()
            || keyword::meant_declaration(word).is_some()
            || keyword::meant_attribute(word).is_some();
        let is_text = line.found.pieces.iter().any(|piece| piece.kind == PieceKind::Text);
        if begins_attribute(word) || word.is_empty() || is_text {
            return false;
        }
        if text.matches(';').count() > 1 {
            return !is_word || text.starts_with(&format!("{word};"));
        }
        let cells: Vec<&str> = text.split(',').map(str::trim).collect();
        let is_value = |cell: &&str| is_extent(cell) || looks_like_date(cell);
        let is_own = |cell: &&str| {
            !is_value(cell) && begins_attribute(cell.split(' ').next().unwrap_or(cell))
        };
        let is_apart = line.indent == 0 && self.stack.is_empty();
        let is_table = cells.iter().skip(1).any(is_value) || !text.contains(' ');
        is_apart && cells.len() > 2 && !is_word && is_table && !cells.iter().any(is_own)
    }
}
