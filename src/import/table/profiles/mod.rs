//! Tables of trackers and roadmap tools. Each tool is a table of the words in its header, and the little that such a table can't say.

pub(in crate::import) mod aha;
pub(in crate::import) mod asana;
pub(in crate::import) mod ganttproject;
pub(in crate::import) mod hygger;
pub(in crate::import) mod jira;
pub(in crate::import) mod jira_plans;
pub(in crate::import) mod linear;
pub(in crate::import) mod productplan;
pub(in crate::import) mod roadmunk;
pub(in crate::import) mod trello;

use super::super::{Draft, Input, Options, Refusal, shown};
use super::{Profile, Sheet, Table, csv, items, normal, tables};

/// Why a column that says what others say is left out.
const SAID_ELSEWHERE: &str = "other columns say it";

/// Why a column that only the tool needs is left out.
const INNER: &str = "it means something to the tool alone";

/// Why it is left out who noted an item, and when.
const NOTED: &str = "who noted an item, and when, is not part of a plan";

/// Why talk and files are left out.
const TALK: &str = "a roadmap keeps no conversations, votes and files";

/// A file of a tool as one table with its header: of a workbook the sheet that is asked for, or the first that has one.
fn table(input: &Input<'_>, profile: &Profile, options: &Options) -> Result<Table, Refusal> {
    let mut all = tables(input)?;
    if let Some(table) = all.pop_if(|table| table.name.is_empty()) {
        return Ok(table);
    }
    let is_asked = |table: &Table| options.sheet.as_ref().is_none_or(|name| *name == table.name);
    for table in all.into_iter().filter(is_asked) {
        if Sheet::find(&table, profile, options)?.is_some() {
            return Ok(table);
        }
    }
    Err(match &options.sheet {
        Some(name) => Refusal::new(format!("there is no sheet {} with a table", shown(name))),
        None => items::no_header(),
    })
}

/// A table with its header.
fn sheet<'t>(table: &'t Table, profile: &Profile, options: &Options) -> Result<Sheet<'t>, Refusal> {
    Sheet::find(table, profile, options)?.ok_or_else(items::no_header)
}

/// Reads a file of a tool of which its table of headers says everything.
fn read(input: &Input<'_>, profile: &Profile, options: &Options) -> Result<Draft, Refusal> {
    items::read(&table(input, profile, options)?, profile, options)
}

/// Whether one of the first rows has all of these headers, as [`normal`] makes them; each may have several names, between `|`.
fn has_header(input: &Input<'_>, headers: &[&str]) -> bool {
    const FIRST: usize = 16_384;
    let bytes = input.bytes.get(..FIRST).unwrap_or(input.bytes);
    // Cut off behind a whole cell, and so behind a whole letter.
    let end = if bytes.len() < input.bytes.len() {
        bytes.iter().rposition(|byte| b",;\t\n".contains(byte)).unwrap_or_default()
    } else {
        bytes.len()
    };
    let beginning = Input { name: input.name, bytes: bytes.get(..end).unwrap_or_default() };
    let table = csv::beginning(&beginning.text());
    (0..table.len()).any(|row| {
        let cells: Vec<String> = table.cells(row).map(normal).collect();
        let has = |names: &&str| names.split('|').any(|name| cells.iter().any(|cell| cell == name));
        headers.iter().all(has)
    })
}

#[cfg(test)]
mod tests;
