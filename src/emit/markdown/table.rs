//! Tables: columns and sections without content are left out.

use super::cut::rest;
use super::limits;

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

pub(super) use Align::{Left, Right};

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
        if self.rows.len() < limits::ROWS {
            self.rows.push(row.into());
        } else {
            self.more += 1;
        }
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
        let rows = (0..=limits::ROWS).map(|row| [row.to_string()]);
        assert!(Table::of([("A", Left)], rows).ends_with("| 39 |\n\n… and 1 more.\n"));
    }
}
