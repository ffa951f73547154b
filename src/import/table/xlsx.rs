//! Workbooks: their sheets as tables, with dates as dates, and values of formulas.

use std::io::{Cursor, Read};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};

use super::super::{Input, Refusal, shown};
use super::{Merged, Table};

/// A workbook that is larger than this when unpacked, and more than ten times as large as its file, is not opened.
const LARGEST: u64 = 64 << 20;

/// No sheet of a plan has more cells, counting empty ones at the left of others.
const MOST_CELLS: usize = 4_000_000;

/// Columns further to the right are not read.
const WIDEST: u32 = 2_000;

/// Whether a file is a workbook: an archive that has one in it.
pub(in crate::import) fn is_workbook(input: &Input<'_>) -> bool {
    input.bytes.starts_with(b"PK")
        && zip::ZipArchive::new(Cursor::new(input.bytes))
            .is_ok_and(|archive| archive.index_for_name("xl/workbook.xml").is_some())
}

/// The sheets of a workbook that are shown, in its order.
///
/// # Errors
///
/// If it is no workbook, or far larger than its file.
pub(in crate::import) fn tables(input: &Input<'_>) -> Result<Vec<Table>, Refusal> {
    refuse_bombs(input)?;
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(input.bytes)).map_err(|error| unreadable(&error))?;
    let is_read = |sheet: &&calamine::Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(is_read).map(|sheet| sheet.name.clone()).collect();
    names.iter().map(|name| table(&mut book, name)).collect()
}

/// Unpacks all parts and counts: what an archive says of its size may be wrong.
fn refuse_bombs(input: &Input<'_>) -> Result<(), Refusal> {
    let length = u64::try_from(input.bytes.len()).unwrap_or(u64::MAX);
    let mut left = length.saturating_mul(10).max(LARGEST);
    let mut archive =
        zip::ZipArchive::new(Cursor::new(input.bytes)).map_err(|error| unreadable(&error))?;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| unreadable(&error))?;
        let (mut buffer, limit) = ([0_u8; 16 << 10], left);
        loop {
            match part.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => left = left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX)),
                Err(error) => return Err(unreadable(&error)),
            }
            if left == 0 {
                let message = format!(
                    "it holds more than {} MB, far more than its size: it is not opened",
                    limit >> 20
                );
                return Err(Refusal::new(message));
            }
        }
    }
    Ok(())
}

fn unreadable(error: &dyn std::fmt::Display) -> Refusal {
    Refusal::new(format!("it can't be opened as a workbook: {error}"))
        .help("save it as `.xlsx` once more, or as `.csv`")
}

/// A sheet as a table. One empty row stands for several.
fn table(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Table, Refusal> {
    let mut regions = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    let mut cells = book.worksheet_cells_reader(name).map_err(|error| unreadable(&error))?;
    let mut table = Table::new(name);
    let (mut last, mut width, mut all) = (None, 0_u32, 0_usize);
    while let Some(cell) =
        cells.next_cell_with_formula_metadata().map_err(|error| unreadable(&error))?
    {
        let (row, column) = cell.pos;
        let Some(text) = text(&cell.value).filter(|_| column < WIDEST) else {
            if cell.formula.is_some() && table.uncounted.len() < MOST_CELLS {
                table.uncounted.push((row, column));
            }
            continue;
        };
        if last != Some(row) {
            if last.is_some_and(|last| last > row) {
                return Err(Refusal::new(format!(
                    "the rows of the sheet {} are out of order",
                    shown(name)
                )));
            }
            if last.map_or(row > 0, |last: u32| row - last > 1) {
                table.begin_row(u64::from(row));
            }
            if table.len() >= Table::MOST_ROWS {
                return Err(super::too_many(row as usize + 1));
            }
            table.begin_row(u64::from(row) + 1);
            (last, width) = (Some(row), 0);
        }
        let blanks = column.saturating_sub(width);
        all += blanks as usize + 1;
        if all > MOST_CELLS {
            return Err(Refusal::new(format!(
                "the sheet {} has more than {MOST_CELLS} cells",
                shown(name)
            )));
        }
        (0..blanks).for_each(|_| table.push(""));
        table.push(&text);
        width = column + 1;
    }
    regions.sort_by_key(|region| region.start);
    for region in regions {
        let rows = table.rows_of_lines(region.start.0 + 1, region.end.0 + 1);
        let Some((top, bottom)) = rows else { continue };
        table.merge(Merged {
            top,
            left: region.start.1 as usize,
            bottom,
            right: region.end.1 as usize,
        });
    }
    Ok(table)
}

/// A value as it would be written in a file of values: dates as of ISO 8601, numbers in full.
fn text(value: &DataRef<'_>) -> Option<String> {
    Some(match value {
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(says) => if *says { "yes" } else { "no" }.into(),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => return None,
    })
}

/// The day of a date, with its minute; the number of a length of time.
fn day(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() {
        moment.as_f64().to_string()
    } else if moment.as_f64() < 1.0 {
        format!("{hour:02}:{minute:02}")
    } else if (hour, minute) == (0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}")
    }
}
