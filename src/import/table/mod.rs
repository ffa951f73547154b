//! Tables: sheets of a workbook, and files of values between commas, and what their columns mean.
//!
//! ```text
//!  bytes ──csv, xlsx──▶ Table ──header──▶ Sheet: columns with a Meaning ──items──▶ Draft
//! ```
//!
//! A tool is a [`Profile`]: a table of the words in its header and what they mean. Everything else is done once for all of them: which
//! row is the header, which order dates are written in, how rows stand in each other, what is named by what, and what becomes of columns
//! that mean nothing here.

mod above;
pub(in crate::import) mod csv;
mod facts;
mod header;
pub(in crate::import) mod items;
mod lengths;
pub(in crate::import) mod map;
mod matrix;
mod meaning;
mod names;
mod outline;
pub(in crate::import) mod own;
mod profile;
pub(in crate::import) mod profiles;
mod rest;
mod sheets;
mod values;
mod waits;
#[cfg(feature = "xlsx")]
pub(in crate::import) mod xlsx;

use rustc_hash::FxHashMap;

use super::{Input, Refusal};

pub(in crate::import) use header::{Row, Sheet};
pub(in crate::import) use items::read;
pub(super) use items::{no_header, read_sheet};
pub(in crate::import) use meaning::Meaning;
pub(in crate::import) use profile::{Lists, Profile, normal};
pub(in crate::import) use values::{State, horizon, is_nothing, state};

/// Cells in rows, each with its place in the file.
///
/// All text stands in one piece: a cell costs four bytes and its own.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Table {
    /// The name of the sheet; empty if there is only one.
    pub(in crate::import) name: String,
    text: String,
    ends: Vec<u32>,
    rows: Vec<Span>,
    /// Cells that are one, by each of them.
    merged: FxHashMap<(usize, usize), Merged>,
    /// The cells of formulas whose value was never counted: their row and column in the file.
    uncounted: Vec<(u32, u32)>,
}

/// A row among the cells.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: u32,
    line: u32,
}

/// Cells that are one, which has its text in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Merged {
    /// The first row.
    pub(in crate::import) top: usize,
    /// The first column.
    pub(in crate::import) left: usize,
    /// The last row.
    pub(in crate::import) bottom: usize,
    /// The last column.
    pub(in crate::import) right: usize,
}

impl Table {
    /// No plan has more rows.
    pub(in crate::import) const MOST_ROWS: usize = 200_000;

    /// A table without rows.
    pub(in crate::import) fn new(name: &str) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Begins a row that stands in that line of the file.
    pub(in crate::import) fn begin_row(&mut self, line: u64) {
        let first = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.rows.push(Span { first, line: u32::try_from(line).unwrap_or(u32::MAX) });
    }

    /// Adds a cell to the last row.
    pub(in crate::import) fn push(&mut self, cell: &str) {
        self.text.push_str(cell);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Notes cells that are one; far more of them than a plan has are not.
    pub(in crate::import) fn merge(&mut self, merged: Merged) {
        const MOST: usize = 200_000;
        let height = merged.bottom.saturating_sub(merged.top) + 1;
        let width = merged.right.saturating_sub(merged.left) + 1;
        if height.saturating_mul(width).saturating_add(self.merged.len()) > MOST {
            return;
        }
        for row in merged.top..=merged.bottom {
            self.merged.extend((merged.left..=merged.right).map(|column| ((row, column), merged)));
        }
    }

    /// The first and last row that stand in these lines of the file.
    pub(in crate::import) fn rows_of_lines(&self, first: u32, last: u32) -> Option<(usize, usize)> {
        let top = self.rows.partition_point(|span| span.line < first);
        let behind = self.rows.partition_point(|span| span.line <= last);
        (top < behind).then(|| (top, behind - 1))
    }

    /// Tells of formulas that have no value.
    pub(in crate::import) fn tell_uncounted(&self, draft: &mut super::Draft) {
        for (row, column) in &self.uncounted {
            let place = format!("{}!{}{}", self.name, letters(*column as usize), row + 1);
            let why =
                "what wrote the workbook did not count it: open it in a spreadsheet and save it";
            draft.left_out("a formula without a value", why, &place);
        }
    }

    /// The bytes of its text.
    pub(in crate::import) fn size(&self) -> usize {
        self.text.len() + self.ends.len()
    }

    /// How many rows there are.
    pub(in crate::import) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub(in crate::import) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many cells a row has.
    pub(in crate::import) fn width(&self, row: usize) -> usize {
        self.bounds(row).map_or(0, |(first, last)| last - first)
    }

    fn bounds(&self, row: usize) -> Option<(usize, usize)> {
        let first = self.rows.get(row)?.first as usize;
        let last = self.rows.get(row + 1).map_or(self.ends.len(), |next| next.first as usize);
        Some((first, last))
    }

    /// A cell as it is written, with blanks round it; empty if there is none.
    pub(in crate::import) fn raw(&self, row: usize, column: usize) -> &str {
        let cell = || {
            let (first, last) = self.bounds(row)?;
            let at = first.checked_add(column).filter(|at| *at < last)?;
            let from = if at == 0 { 0 } else { *self.ends.get(at - 1)? as usize };
            self.text.get(from..*self.ends.get(at)? as usize)
        };
        cell().unwrap_or_default()
    }

    /// A cell without the blanks round it; empty if there is none.
    pub(in crate::import) fn cell(&self, row: usize, column: usize) -> &str {
        self.raw(row, column).trim()
    }

    /// The cells of a row, without the blanks round them.
    pub(in crate::import) fn cells(&self, row: usize) -> impl Iterator<Item = &str> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }

    /// Whether nothing stands in a row.
    pub(in crate::import) fn is_blank(&self, row: usize) -> bool {
        self.cells(row).all(str::is_empty)
    }

    /// The merged cells that a cell belongs to, if it does.
    pub(in crate::import) fn merged(&self, row: usize, column: usize) -> Option<Merged> {
        self.merged.get(&(row, column)).copied()
    }

    /// The line of the file that a row stands in.
    pub(super) fn line(&self, row: usize) -> u64 {
        self.rows.get(row).map_or(0, |span| u64::from(span.line))
    }

    /// Where a row stands: `line 7`, or `Plan!7` in a workbook.
    pub(in crate::import) fn place(&self, row: usize) -> String {
        let line = self.rows.get(row).map_or(0, |span| span.line);
        if self.name.is_empty() { format!("line {line}") } else { format!("{}!{line}", self.name) }
    }

    /// Where a cell stands: `line 7`, or `Plan!C7` in a workbook.
    pub(in crate::import) fn cell_place(&self, row: usize, column: usize) -> String {
        if self.name.is_empty() {
            return self.place(row);
        }
        let line = self.rows.get(row).map_or(0, |span| span.line);
        format!("{}!{}{line}", self.name, letters(column))
    }
}

/// The letters of a column: `A`, `Z`, `AA`.
pub(in crate::import) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Why a table with so many rows is not read.
pub(super) fn too_many(rows: usize) -> Refusal {
    Refusal::new(format!("it has {rows} rows: no roadmap has so many items"))
}

/// What a column is called in a message: its header, or its letters if it has none.
pub(super) fn called(title: &str, at: usize) -> String {
    if title.is_empty() {
        format!("column {} without a header", letters(at))
    } else {
        format!("column {}", super::shown(title))
    }
}

/// Whether a table is a matrix of weeks, or would be one if it said of which year.
pub(in crate::import) fn is_matrix(table: &Table, options: &super::Options) -> bool {
    let profile = Profile { knows_sheets: true, ..Profile::of(&[]) };
    !matches!(matrix::read(table, &profile, options), Ok(None))
}

/// The tables of a file: the sheets of a workbook, or the one of a file of values.
///
/// # Errors
///
/// If it is neither.
pub(in crate::import) fn tables(input: &Input<'_>) -> Result<Vec<Table>, Refusal> {
    if !input.bytes.starts_with(b"PK") {
        return csv::table(input).map(|table| vec![table]);
    }
    #[cfg(feature = "xlsx")]
    return xlsx::tables(input);
    #[cfg(not(feature = "xlsx"))]
    Err(Refusal::new("this build reads no workbooks").help("save the sheet as `.csv`"))
}

#[cfg(test)]
mod tests;
