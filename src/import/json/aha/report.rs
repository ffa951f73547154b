//! List reports: tables whose columns are fields of records. Each row is read as the records that the API would give.

use std::borrow::Cow;

use super::super::value::{Entry, Fields as _, Json};
use super::Sort;
use crate::import::Refusal;

/// Fields that a report calls as the API does.
const FIELDS: [&str; 20] = [
    "id",
    "name",
    "reference_num",
    "start_date",
    "due_date",
    "end_date",
    "release_date",
    "external_release_date",
    "external_date_resolution",
    "released_on",
    "start_on",
    "end_on",
    "description",
    "score",
    "progress",
    "tags",
    "url",
    "workflow_status",
    "assigned_to_user",
    "owner",
];

/// Fields of a report that the API calls otherwise.
const OTHERWISE: [(&str, &str); 10] = [
    ("assigned_to", "assigned_to_user"),
    ("assigned_to_user_id", "assigned_to_user"),
    ("status", "workflow_status"),
    ("workflow_status_id", "workflow_status"),
    ("tag_list", "tags"),
    ("reference", "reference_num"),
    ("reference_number", "reference_num"),
    ("end_on", "end_date"),
    ("note", "description"),
    ("release_date_external", "external_release_date"),
];

/// Whether an answer is a report.
pub(super) fn is_one(value: &Json<'_>) -> bool {
    !value.peek("columns").is_silent()
        && (matches!(value.peek("rows"), Json::List(_)) || !value.peek("cells").is_silent())
}

/// Every date of the reports of a file: in which order days and months stand, all of them tell together.
pub(super) fn dates<'j>(values: &'j [Json<'_>]) -> impl Iterator<Item = &'j str> {
    values.iter().filter(|value| is_one(value)).flat_map(|report| {
        let columns = report.peek("columns").elements();
        let is_date = |column: &Json<'_>| {
            let field = column.peek("field").as_text().unwrap_or_default();
            field.ends_with("date") || field.ends_with("_on")
        };
        let rows = report.peek("rows").elements().iter();
        let cells = rows.flat_map(move |row| row.elements().iter().zip(columns));
        let cells = cells.filter(move |(_, column)| is_date(column));
        cells.filter_map(|(cell, _)| cell.peek("plain_value").as_text())
    })
}

/// The rows of a report as records; nothing of what is no report.
pub(super) fn records<'t>(value: &Json<'t>) -> Option<Result<Json<'t>, Refusal>> {
    if !is_one(value) {
        return None;
    }
    if !matches!(value.peek("rows"), Json::List(_)) {
        let message =
            "this is a pivot table: it says what stands where, and not what belongs together";
        let help = "make a list report of the same records, and export that";
        return Some(Err(Refusal::new(message).help(help)));
    }
    let columns: Vec<_> = value.peek("columns").elements().iter().map(Column::of).collect();
    let mut records = Vec::new();
    value.get("columns").pass_over();
    for row in value.list("rows") {
        records.push(record(&columns, row.elements()));
        row.elements().iter().zip(&columns).for_each(|(cell, _)| cell.pass_over());
    }
    Some(Ok(Json::Object(vec![Entry::new("rows", Json::List(records.into()))].into())))
}

struct Column<'t> {
    sort: Option<Sort>,
    table: Cow<'t, str>,
    field: Cow<'t, str>,
    title: Cow<'t, str>,
}

impl<'t> Column<'t> {
    fn of(column: &Json<'t>) -> Self {
        let text = |key: &str| match column.peek(key) {
            Json::Text(text) => text.clone(),
            _ => Cow::Borrowed(""),
        };
        let table = text("table");
        Self { sort: Sort::at(&table), table, field: text("field"), title: text("title") }
    }

    /// What the API calls the field.
    fn name(&self) -> Option<&'static str> {
        let otherwise = OTHERWISE.iter().find(|(said, _)| *said == self.field);
        let known = FIELDS.iter().find(|known| **known == self.field).copied();
        known.or(otherwise.map(|(_, name)| *name))
    }
}

/// The records of a row, each in the fields of the innermost: that is how the API tells what belongs together.
fn record<'t>(columns: &[Column<'t>], cells: &[Json<'t>]) -> Json<'t> {
    let mut parts: Vec<(Option<Sort>, Cow<'t, str>, Vec<Entry<'t>>)> = Vec::new();
    for (column, cell) in columns.iter().zip(cells) {
        let known = parts.iter().position(|(_, table, _)| *table == column.table);
        let at = known.unwrap_or_else(|| {
            parts.push((column.sort, column.table.clone(), Vec::new()));
            parts.len() - 1
        });
        if let Some((_, _, entries)) = parts.get_mut(at) {
            add(column, cell, entries);
        }
    }
    parts.retain(|(_, _, entries)| !entries.is_empty());
    // What the innermost record is; what is no record (a workspace) stands last.
    parts.sort_by_key(|(sort, ..)| (sort.is_none(), *sort));
    let mut parts = parts.into_iter();
    let Some((_, table, mut entries)) = parts.next() else { return Json::Null };
    for (_, table, outer) in parts {
        entries.push(Entry::new(table, Json::Object(outer.into())));
    }
    Json::Object(vec![Entry::new(table, Json::Object(entries.into()))].into())
}

fn add<'t>(column: &Column<'t>, cell: &Json<'t>, entries: &mut Vec<Entry<'t>>) {
    let value = match cell.peek("plain_value") {
        Json::Null => cell,
        value => value,
    };
    let text = match value {
        Json::Text(text) if !text.trim().is_empty() => text.clone(),
        Json::Whole(_) | Json::Decimal(_) | Json::Flag(true) => match value.as_said() {
            Some(said) => Cow::Owned(said.into_owned()),
            None => return,
        },
        _ => return,
    };
    let has = |entries: &[Entry<'t>], key: &str| entries.iter().any(|entry| entry.key == key);
    let object =
        |key: &'static str, text| Json::Object(vec![Entry::new(key, Json::Text(text))].into());
    let Some(name) = column.name() else {
        let field = vec![
            Entry::new("name", Json::Text(column.title.clone())),
            Entry::new("value", Json::Text(text)),
        ];
        custom(Json::Object(field.into()), entries);
        return;
    };
    if has(entries, name) {
        return;
    }
    if name == "name" && !has(entries, "id") {
        let id = cell.peek("id").as_said();
        entries.extend(id.map(|id| Entry::new("id", Json::Text(Cow::Owned(id.into_owned())))));
    }
    let value = match name {
        "workflow_status" | "assigned_to_user" | "owner" => object("name", text),
        "description" => object("body", text),
        "progress" => Json::Text(Cow::Owned(text.trim_end_matches('%').trim().to_owned())),
        "tags" => {
            let tags = text.split(',').map(|tag| Json::Text(Cow::Owned(tag.trim().to_owned())));
            Json::List(tags.collect())
        }
        _ => Json::Text(text),
    };
    entries.push(Entry::new(name, value));
}

/// Adds a custom field: those of one record stand in one list.
fn custom<'t>(field: Json<'t>, entries: &mut Vec<Entry<'t>>) {
    let index = entries.iter().position(|entry| entry.key == "custom_fields");
    let mut fields = match index.map(|index| entries.remove(index).value) {
        Some(Json::List(fields)) => fields.into_vec(),
        _ => Vec::new(),
    };
    fields.push(field);
    entries.push(Entry::new("custom_fields", Json::List(fields.into())));
}
