//! Tables and lists: columns and sections without content are left out, and what would be long is cut.

pub(super) use Align::{Left, Right};

use super::report::Report;
use crate::model::ItemWalker;

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A cell that is left blank, as the row above speaks for it.
pub(super) const AS_ABOVE: &str = " ";

/// A table. Headings and cells are Markdown already.
pub(super) struct Table {
    columns: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
    more: usize,
}

impl Table {
    pub(super) fn new<'h>(columns: impl IntoIterator<Item = (&'h str, Align)>) -> Self {
        let columns = columns.into_iter().map(|(heading, align)| (heading.to_owned(), align));
        Self { columns: columns.collect(), rows: Vec::new(), more: 0 }
    }

    /// A table with these rows.
    pub(super) fn of<const N: usize>(
        columns: [(&str, Align); N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> String {
        let mut table = Self::new(columns);
        rows.into_iter().for_each(|row| table.push(row));
        table.text()
    }

    pub(super) fn push(&mut self, row: impl Into<Vec<String>>) {
        if self.rows.len() < ROWS {
            self.rows.push(row.into());
        } else {
            self.more += 1;
        }
    }

    /// The same without the columns of these headings.
    pub(super) fn without(mut self, headings: &[&str]) -> Self {
        for row in &mut self.rows {
            for ((heading, _), cell) in self.columns.iter().zip(row) {
                if headings.contains(&heading.as_str()) {
                    cell.clear();
                }
            }
        }
        self
    }

    /// The table with a newline at its end; empty if it has no rows.
    pub(super) fn text(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let shown: Vec<usize> = (0..self.columns.len()).filter(|at| self.is_used(*at)).collect();
        let mut text = line(shown.iter().map(|at| self.columns.get(*at).map_or("", |of| &of.0)));
        text += &line(shown.iter().map(|at| match self.columns.get(*at) {
            Some((_, Right)) => "---:",
            _ => "---",
        }));
        for row in &self.rows {
            text += &line(shown.iter().map(|at| match row.get(*at).map_or("", String::as_str) {
                "" => "–",
                cell => cell,
            }));
        }
        text + &rest(self.more)
    }

    /// Whether some row has something to say in a column.
    fn is_used(&self, column: usize) -> bool {
        self.rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.trim().is_empty()))
    }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.extend([" ", cell, " |"]);
    }
    line.push('\n');
    line
}

/// As many of some items as are shown. Of too many, those that are done give way, the first of them before the others.
pub(super) struct Cut<'c> {
    pub(super) shown: Vec<ItemWalker<'c>>,
    more: usize,
    done: usize,
}

impl<'c> Cut<'c> {
    pub(super) fn of(report: &Report<'c>, items: Vec<ItemWalker<'c>>, most: usize) -> Self {
        let all = items.len();
        let finished = items.iter().filter(|item| report.is_done(item.id)).count();
        let done = finished.min(all.saturating_sub(most));
        let mut hidden = done;
        let is_shown = |item: &ItemWalker<'_>| {
            let gives_way = hidden > 0 && report.is_done(item.id);
            hidden -= usize::from(gives_way);
            !gives_way
        };
        let shown: Vec<_> = items.into_iter().filter(is_shown).take(most).collect();
        Self { more: all - shown.len(), shown, done }
    }

    /// `… and 12 more, 9 of them done.`
    pub(super) fn rest(&self) -> String {
        match (self.more, self.done) {
            (more, 0) => rest(more),
            (more, done) if more == done => format!("\n… and {more} more that are done.\n"),
            (more, done) => format!("\n… and {more} more, {done} of them done.\n"),
        }
    }
}

/// `… and 12 more.`, below a table.
pub(super) fn rest(more: usize) -> String {
    if more > 0 { format!("\n… and {more} more.\n") } else { String::new() }
}

/// `Ana, Bo, Cy and 3 more`: as many names as are read in a cell.
pub(super) fn names(all: impl ExactSizeIterator<Item = String>) -> String {
    let more = all.len().saturating_sub(NAMES);
    let shown = all.take(NAMES).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{shown} and {more} more") } else { shown }
}

/// Rows of any table.
pub(super) const ROWS: usize = 40;
/// Of so few items all that stands in them is listed too.
pub(super) const FEW: usize = 8;
/// Items of one stream or one release.
pub(super) const PARTS: usize = 20;
/// Streams whose items are listed.
pub(super) const STREAMS: usize = 20;
/// Releases whose items are listed.
pub(super) const RELEASES: usize = 8;
/// Items that are late.
pub(super) const LATE: usize = 15;
/// What else does not hold.
pub(super) const FAULTS: usize = 15;
/// Items of the chain that makes something late.
pub(super) const LINKS: usize = 6;
/// Stretches of time in which somebody has more work than time.
pub(super) const OVERLOADS: usize = 15;
/// Items that nobody has estimated.
pub(super) const UNKNOWN: usize = 15;
/// Names in one cell.
pub(super) const NAMES: usize = 5;
/// Custom fields that have a column of their own.
pub(super) const FIELDS: usize = 6;
/// Values of one field, and tags.
pub(super) const VALUES: usize = 12;
/// Items that levelling moved.
pub(super) const MOVES: usize = 20;
/// Items that only follow others, if so few that a sentence can name them.
pub(super) const FOLLOWERS: usize = 4;
/// Causes of the spread of a simulation.
pub(super) const CAUSES: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_fills_is_left_out() {
        let mut table = Table::new([("A", Left), ("B", Left), ("C", Right)]);
        assert_eq!(table.text(), "");
        table.push(["1".into(), String::new(), String::new()]);
        table.push(["2".into(), String::new(), "3".into()]);
        assert_eq!(table.text(), "| A | C |\n| --- | ---: |\n| 1 | – |\n| 2 | 3 |\n");
    }

    #[test]
    fn a_long_table_is_cut_and_says_so() {
        let rows = (0..=ROWS).map(|row| [row.to_string()]);
        assert!(Table::of([("A", Left)], rows).ends_with("| 39 |\n\n… and 1 more.\n"));
    }

    #[test]
    fn many_names_are_counted() {
        let of = |count: usize| names((0..count).map(|at| at.to_string()));
        assert_eq!(of(0), "");
        assert_eq!(of(5), "0, 1, 2, 3, 4");
        assert_eq!(of(7), "0, 1, 2, 3, 4 and 2 more");
    }
}
