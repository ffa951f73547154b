//! Columns that mean nothing here: kept as custom fields where they have data, told where they are not kept.

use rustc_hash::FxHashMap;

use super::super::amounts::{self, number};
use super::super::dates::Dates;
use super::super::{Draft, Field, FieldKind, Item};
use super::header::Column;
use super::values::is_error;
use super::{Meaning, Sheet, called};

/// The custom fields of a sheet, by the place of their column.
#[derive(Debug, Default)]
pub(super) struct Rest {
    fields: FxHashMap<usize, (usize, FieldKind)>,
    /// Of columns that mean something, the fields of those cells that don't say it.
    kept: FxHashMap<usize, usize>,
}

impl Rest {
    /// The fields that its columns become.
    pub(in crate::import) fn of(sheet: &Sheet<'_>, dates: &Dates, draft: &mut Draft) -> Self {
        let mut rest = Self::default();
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for column in &sheet.columns {
            *counts.entry(&column.title).or_default() += 1;
        }
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        for column in &sheet.columns {
            let is_kept = matches!(column.meaning, None | Some(Meaning::Field | Meaning::Sprint));
            if is_kept
                && !column.title.is_empty()
                && sheet.below(column).any(|cell| !is_error(cell))
                && !is_picture(column, dates)
            {
                let is_repeated = counts.get(column.title.as_str()).is_some_and(|count| *count > 1);
                let kind = if is_repeated { FieldKind::Text } else { kind(sheet, column, dates) };
                let at = *known.entry(&column.field).or_insert_with(|| {
                    draft.fields.push(Field { title: column.field.clone(), kind });
                    draft.fields.len() - 1
                });
                // Columns of one header are one field, whose values are as free as the freest of them.
                let kind = match draft.fields.get_mut(at) {
                    Some(field) if field.kind != kind => {
                        field.kind = FieldKind::Text;
                        FieldKind::Text
                    }
                    _ => kind,
                };
                rest.fields.insert(column.at, (at, kind));
            }
        }
        rest
    }

    /// Takes a cell in, if its column is a custom field.
    pub(in crate::import) fn take(
        &self,
        item: &mut Item,
        column: &Column,
        cell: &str,
        dates: &Dates,
    ) {
        let Some((field, kind)) = self.fields.get(&column.at) else { return };
        let value = match kind {
            FieldKind::Number => number(cell).map(|number| number.to_string()),
            FieldKind::Date => dates.read(cell).map(|when| when.date.to_string()),
            FieldKind::Flag => amounts::yes(cell).map(|yes| if yes { "yes" } else { "no" }.into()),
            FieldKind::Text => None,
        };
        put(item, *field, value.unwrap_or_else(|| cell.into()));
    }

    /// Keeps a cell whose words its column's meaning does not have.
    pub(in crate::import) fn keep(
        &mut self,
        item: &mut Item,
        column: &Column,
        cell: &str,
        draft: &mut Draft,
    ) {
        self.keep_as(FieldKind::Text, item, column, cell, draft);
    }

    /// The same, where all its cells are of one kind.
    pub(in crate::import) fn keep_as(
        &mut self,
        kind: FieldKind,
        item: &mut Item,
        column: &Column,
        cell: &str,
        draft: &mut Draft,
    ) {
        let at = *self.kept.entry(column.at).or_insert_with(|| {
            let letters = super::letters(column.at);
            draft.field(if column.field.is_empty() { &letters } else { &column.field }, kind)
        });
        put(item, at, cell.into());
    }

    /// Tells of columns that are not kept.
    pub(in crate::import) fn tell(&self, sheet: &Sheet<'_>, draft: &mut Draft) {
        for column in &sheet.columns {
            if sheet.below(column).next().is_none() {
                continue;
            }
            let why = match column.meaning {
                Some(Meaning::Ignored(why) | Meaning::Stamp(why)) => why,
                None if column.title.is_empty() => "nothing says what it is",
                None if !self.fields.contains_key(&column.at) => "it is a picture of the dates",
                _ => continue,
            };
            draft.left_out(
                called(&column.title, column.at),
                why,
                &sheet.table.cell_place(sheet.header, column.at),
            );
        }
    }
}

/// Sets a field, behind what it has.
fn put(item: &mut Item, field: usize, value: String) {
    match item.fields.iter_mut().find(|(at, _)| *at == field) {
        Some((_, known)) => {
            known.push_str(", ");
            known.push_str(&value);
        }
        None => item.fields.push((field, value)),
    }
}

/// Whether a column is a day or week of a chart that is drawn in cells.
fn is_picture(column: &Column, dates: &Dates) -> bool {
    dates.read(&column.title).is_some()
}

/// Whether a number is one that the language has, and no code such as `007`.
fn is_plain(cell: &str) -> bool {
    let digits = cell.trim_start_matches('0');
    !cell.starts_with(['-', '−', '–'])
        && (digits.len() == cell.len()
            || digits.is_empty() && cell.len() == 1
            || digits.starts_with(['.', ',']))
}

/// What the cells of a column all are.
fn kind(sheet: &Sheet<'_>, column: &Column, dates: &Dates) -> FieldKind {
    let all = |is_such: &dyn Fn(&str) -> bool| {
        sheet.below(column).filter(|cell| !is_error(cell)).all(is_such)
    };
    if all(&|cell| number(cell).is_some() && is_plain(cell)) {
        FieldKind::Number
    } else if all(&|cell| dates.read(cell).is_some()) {
        FieldKind::Date
    } else if all(&|cell| amounts::yes(cell).is_some()) {
        FieldKind::Flag
    } else {
        FieldKind::Text
    }
}
