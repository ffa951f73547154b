//! Tables: columns and sections without content are left out.

/// The most rows that a table shows: nobody reads more in a report; the JSON has them all.
const MOST_ROWS: usize = 100;

/// How a column is aligned.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

pub(super) use Align::{Left, Right};

/// A cell that is left blank, as the row above speaks for it.
pub(super) const AS_ABOVE: &str = " ";

/// A table of `N` columns. Cells are Markdown already.
pub(super) struct Table<const N: usize> {
    columns: [(&'static str, Align); N],
    rows: Vec<[String; N]>,
    more: usize,
}

impl<const N: usize> Table<N> {
    pub(super) const fn new(columns: [(&'static str, Align); N]) -> Self {
        Self { columns, rows: Vec::new(), more: 0 }
    }

    /// A table with these rows.
    pub(super) fn of(
        columns: [(&'static str, Align); N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) -> String {
        let mut table = Self::new(columns);
        rows.into_iter().for_each(|row| table.push(row));
        table.text()
    }

    pub(super) fn push(&mut self, row: [String; N]) {
        if self.rows.len() < MOST_ROWS {
            self.rows.push(row);
        } else {
            self.more += 1;
        }
    }

    /// The table with a newline at its end; empty if it has no rows.
    pub(super) fn text(&self) -> String {
        if self.rows.is_empty() {
            return String::new();
        }
        let shown = self.shown_columns();
        let mut text = line(shown.iter().map(|at| self.columns.get(*at).map_or("", |of| of.0)));
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
        if self.more > 0 {
            text.extend(["\n… and ", &self.more.to_string(), " more.\n"]);
        }
        text
    }

    /// Columns in which some row has something to say.
    fn shown_columns(&self) -> Vec<usize> {
        let is_used = |at: &usize| {
            self.rows.iter().any(|row| row.get(*at).is_some_and(|cell| !cell.trim().is_empty()))
        };
        (0..N).filter(is_used).collect()
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
        let rows = (0..=MOST_ROWS).map(|row| [row.to_string()]);
        assert!(Table::of([("A", Left)], rows).ends_with("| 99 |\n\n… and 1 more.\n"));
    }
}
