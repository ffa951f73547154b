//! Values between commas, semicolons or tabs.

use csv::{ReaderBuilder, StringRecord};

use super::super::{Input, Refusal};
use super::Table;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many rows tell what stands between cells.
const LOOKED_AT: usize = 30;

/// A file as one table.
///
/// # Errors
///
/// If it is no text, or has no rows.
pub(in crate::import) fn table(input: &Input<'_>) -> Result<Table, Refusal> {
    let text = input.text();
    if text.contains('\0') {
        return Err(Refusal::new(
            "it is no text: a table has lines of values between commas, semicolons or tabs",
        ));
    }
    let (said, text) = said_delimiter(&text);
    let delimiter = said.unwrap_or_else(|| delimiter(text));
    let mut reader = reader(text, delimiter);
    let (mut table, mut record) = (Table::new(""), StringRecord::new());
    loop {
        match reader.read_record(&mut record) {
            Ok(true) if table.len() >= Table::MOST_ROWS => {
                let rest = reader.records().take_while(Result::is_ok).count();
                return Err(super::too_many(table.len() + 1 + rest));
            }
            Ok(true) => {
                table.begin_row(line(text, &record) + u64::from(said.is_some()));
                record.iter().for_each(|cell| table.push(cell));
            }
            Ok(false) => break,
            Err(error) => return Err(Refusal::new(format!("its values can't be read: {error}"))),
        }
    }
    if table.is_empty() { Err(Refusal::new("it is empty")) } else { Ok(table) }
}

/// The line that a row stands in: its position is that behind the row above it, before the signs that end a line and empty lines.
fn line(text: &str, record: &StringRecord) -> u64 {
    let Some(position) = record.position() else { return 0 };
    let at = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let between = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    between.filter(|byte| **byte == b'\n').fold(position.line(), |line, _| line + 1)
}

/// The first rows of a text that may be cut off anywhere.
pub(in crate::import) fn beginning(text: &str) -> Table {
    let (said, text) = said_delimiter(text);
    let delimiter = said.unwrap_or_else(|| delimiter(text));
    let mut table = Table::new("");
    for record in reader(text, delimiter).records().map_while(Result::ok).take(LOOKED_AT) {
        table.begin_row(line(text, &record));
        record.iter().for_each(|cell| table.push(cell));
    }
    table
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// What Excel takes for the sign between values, which is the first line of some files: `sep=;`.
fn said_delimiter(text: &str) -> (Option<u8>, &str) {
    let said = || {
        let (line, rest) = text.split_once('\n')?;
        let sign = line.trim_end_matches('\r').strip_prefix("sep=")?;
        let sign = sign.bytes().next().filter(|_| sign.len() == 1)?;
        Some((Some(sign), rest))
    };
    said().unwrap_or((None, text))
}

/// The sign that divides most rows into most cells, and into as many each.
fn delimiter(text: &str) -> u8 {
    let weight = |delimiter: u8| {
        let widths: Vec<usize> = reader(text, delimiter)
            .records()
            .map_while(Result::ok)
            .take(LOOKED_AT)
            .map(|record| record.len())
            .filter(|width| *width > 1)
            .collect();
        let widest = widths.iter().copied().max().unwrap_or_default();
        let as_wide = widths.iter().filter(|width| **width == widest).count();
        (as_wide.min(2), widest, as_wide)
    };
    let best = DELIMITERS.into_iter().rev().max_by_key(|delimiter| weight(*delimiter));
    best.unwrap_or(b',')
}
