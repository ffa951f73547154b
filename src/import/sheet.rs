//! Sheets as people make them: workbooks, and files of values between commas, semicolons or tabs.

use rustc_hash::FxHashSet;

use super::table::{self, Meaning, Profile, Sheet, Table, csv, own};
use super::{Draft, Input, Item, Kind, Options, Origin, Refusal, shown};

/// What is known of sheets in general.
const ANY: Profile = Profile { knows_sheets: true, ..Profile::of(&[]) };

/// What MS Project writes: its dates follow from work and links, but for tasks that are scheduled by hand.
const PROJECT: Profile =
    Profile { knows_sheets: true, origin: Origin::Computed, each: by_hand, ..Profile::of(&[]) };

/// So many columns say that a sheet is a plan.
const PLAN: usize = 3;

/// Whether a file is a workbook.
pub(super) fn is_workbook(input: &Input<'_>) -> bool {
    #[cfg(feature = "xlsx")]
    return table::xlsx::is_workbook(input);
    #[cfg(not(feature = "xlsx"))]
    input.bytes.starts_with(b"PK\x03\x04")
}

/// Whether a file is a table that has the words of a header.
pub(super) fn is_table(input: &Input<'_>) -> bool {
    let text = input.beginning();
    if text.contains('\0') {
        return false;
    }
    let table = csv::beginning(text.trim_start_matches('\u{feff}'));
    (0..table.len()).any(|row| table.width(row) > 1) && weight(&table, &Options::default()) > 0
}

/// Reads a sheet as a plan.
pub(super) fn read(input: &Input<'_>, options: &Options) -> Result<Draft, Refusal> {
    let tables = table::tables(input)?;
    if let (None, Some(plan)) = (&options.sheet, own::find(&tables).and_then(|at| tables.get(at))) {
        return own::read(&tables, plan, options);
    }
    let table = chosen(&tables, options)?;
    let mut draft = read_one(table, options)?;
    for other in tables.iter().filter(|other| other.name != table.name && !other.is_empty()) {
        draft.left_out(
            format!("the sheet {}", shown(&other.name)),
            "one sheet is read: `--sheet` names another",
            "",
        );
    }
    Ok(draft)
}

fn read_one(table: &Table, options: &Options) -> Result<Draft, Refusal> {
    let is_of_project = Sheet::find(table, &ANY, options)?.is_some_and(|sheet| {
        let has_mode = sheet
            .columns
            .iter()
            .any(|column| MODES.contains(&super::table::normal(&column.title).as_str()));
        has_mode
            || [Meaning::Level, Meaning::Duration, Meaning::Start, Meaning::Predecessors]
                .into_iter()
                .all(|it| sheet.has(it))
    });
    let profile = if is_of_project { &PROJECT } else { &ANY };
    let mut draft = table::read(table, profile, options)?;
    let wholes: FxHashSet<String> = draft
        .items
        .iter()
        .filter_map(|item| Some(item.parent.as_ref()?.said().to_owned()))
        .collect();
    draft.items.iter_mut().filter(|item| !wholes.contains(&item.key)).for_each(bound);
    Ok(draft)
}

/// What Project calls the column that says whether a task is scheduled by hand.
const MODES: [&str; 6] = [
    "task mode",
    "vorgangsmodus",
    "mode de tâche",
    "modo de tarea",
    "modo de tarefa",
    "режим задачи",
];

/// What is scheduled by hand has the dates that people wrote.
fn by_hand(row: &table::Row<'_>, item: &mut Item, _: &mut Draft) {
    let mode = MODES
        .into_iter()
        .map(|header| row.below(header))
        .find(|cell| !cell.is_empty())
        .unwrap_or_default();
    let mode = mode.to_lowercase();
    if ["manual", "manuell", "вручную"].iter().any(|word| mode.starts_with(word))
        || mode.contains("ручн")
    {
        item.origin = Origin::Written;
    }
}

/// What Project computed begins on the day that it says where nothing else tells when.
fn bound(item: &mut Item) {
    let is_work =
        item.origin == Origin::Computed && item.waits.is_empty() && item.kind != Kind::Stream;
    if is_work && item.not_before.is_none() {
        item.not_before = item.start;
    }
}

/// The sheet that is named, or the first that holds a plan, or the one that is most like one.
fn chosen<'t>(tables: &'t [Table], options: &Options) -> Result<&'t Table, Refusal> {
    let names = || tables.iter().map(|table| shown(&table.name)).collect::<Vec<_>>().join(", ");
    let is_workbook = tables.iter().any(|table| !table.name.is_empty());
    if let Some(name) = options.sheet.as_ref().filter(|_| is_workbook) {
        let found = tables.iter().find(|table| table.name.eq_ignore_ascii_case(name));
        return found.ok_or_else(|| {
            Refusal::new(format!("there is no sheet {}", shown(name)))
                .help(format!("its sheets are {}", names()))
        });
    }
    let weights: Vec<usize> = tables.iter().map(|table| weight(table, options)).collect();
    let first = weights.iter().position(|weight| *weight >= PLAN);
    let best = || {
        weights
            .iter()
            .enumerate()
            .max_by_key(|(at, weight)| (**weight, usize::MAX - at))
            .map(|(at, _)| at)
    };
    first
        .or_else(best)
        .and_then(|at| tables.get(at))
        .ok_or_else(|| Refusal::new("no sheet of the workbook is shown"))
}

/// How much a table looks like a plan: the columns that say something of one.
fn weight(table: &Table, options: &Options) -> usize {
    match Sheet::find(table, &ANY, options) {
        Ok(Some(sheet)) => sheet
            .columns
            .iter()
            .filter(|column| column.meaning.is_some_and(Meaning::tells_of_a_plan))
            .count(),
        _ => usize::from(table::is_matrix(table, options)) * PLAN,
    }
}
