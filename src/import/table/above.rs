//! What stands above a table: its title, when the plan starts, and what nothing can be made of.

use super::super::dates::Dates;
use super::super::{Draft, When, shown};
use super::{Table, is_nothing, normal};

/// What a label above a table says of the whole plan.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Title,
    Start,
    Today,
}

const LABELS: [(&str, Label); 3] = [
    (
        "project|project name|project title|plan|title|name|projekt|projektname|titel|projet|nom du projet|proyecto|nombre del proyecto|projeto|nome do projeto|progetto|проект|название проекта|projektu nazwa",
        Label::Title,
    ),
    (
        "project start|project start date|start|start date|starts|projektstart|projektbeginn|beginn|début du projet|date de début|inicio del proyecto|fecha de inicio|início do projeto|data de início|inizio progetto|начало проекта|дата начала",
        Label::Start,
    ),
    (
        "today|today s date|status date|as of|report date|date|stand|heute|datum|aujourd hui|hoy|hoje|сегодня",
        Label::Today,
    ),
];

/// The label that a text is.
fn label(text: &str) -> Option<Label> {
    let text = normal(text);
    LABELS
        .iter()
        .find(|(words, _)| words.split('|').any(|word| word == text))
        .map(|(_, label)| *label)
}

/// All cells above the header that may be dates.
pub(super) fn cells(table: &Table, header: usize) -> impl Iterator<Item = &str> {
    (0..header).flat_map(|row| table.cells(row)).filter(|cell| !cell.is_empty())
}

/// Reads the rows above the header.
pub(super) fn read(table: &Table, header: usize, dates: &Dates, draft: &mut Draft) {
    // A row that the header reaches up to is a part of it.
    let is_of_header = |row: &usize| {
        (0..table.width(*row))
            .any(|at| table.merged(*row, at).is_some_and(|it| it.bottom >= header))
    };
    for row in (0..header).take_while(|row| !is_of_header(row)) {
        let filled: Vec<(usize, &str)> =
            table.cells(row).enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
        let days = filled.iter().filter(|(_, cell)| dates.read(cell).is_some()).count();
        if days > 2 {
            draft.left_out(
                "a row of dates above the table",
                "it is a picture of the dates",
                &table.place(row),
            );
        }
        let mut rest = filled.as_slice();
        while let [(at, cell), behind @ ..] = rest {
            let (word, inner) =
                cell.split_once(':').map_or((*cell, ""), |(word, inner)| (word, inner.trim()));
            let (value, used) = match behind {
                _ if !inner.is_empty() => (inner, 0),
                [(_, value), ..]
                    if label(word).is_some() && label(value).is_none() && !value.ends_with(':') =>
                {
                    (*value, 1)
                }
                _ => ("", 0),
            };
            let is_read = !value.is_empty()
                && label(word).is_some_and(|label| take(label, value, dates, draft));
            rest = if is_read { behind.get(used..).unwrap_or_default() } else { behind };
            if is_read || (days > 2 && dates.read(cell).is_some()) {
                continue;
            }
            if label(word).is_some() && value.is_empty() {
                continue;
            }
            let is_first = filled.first().is_some_and(|(first, _)| first == at);
            let is_title =
                is_first && !cell.ends_with(':') && dates.read(cell).is_none() && !is_nothing(cell);
            if draft.title.is_empty() && is_title {
                draft.title = (*cell).into();
            } else {
                draft.left_out(
                    format!("{} above the table", shown(cell)),
                    "nothing says what it means",
                    &table.cell_place(row, *at),
                );
            }
        }
    }
}

/// Takes what a label says in; whether it could be.
fn take(label: Label, value: &str, dates: &Dates, draft: &mut Draft) -> bool {
    let day = dates.read(value).map(|when| When::day(when.date));
    match label {
        Label::Title => draft.title = value.into(),
        Label::Start if draft.start.is_none() => draft.start = day,
        Label::Today if draft.today.is_none() => draft.today = day,
        _ => {
            let what = shown(value);
            draft.left_out(format!("{what} above the table"), "the same was said before", "");
        }
    }
    label == Label::Title || day.is_some()
}
