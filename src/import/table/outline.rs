//! How rows stand in each other: by parents, levels, outline numbers, indentation, sections, or a column of groups.

use rustc_hash::FxHashMap;

use super::super::{Draft, Item, Kind, Target, shown};
use super::facts::Facts;
use super::values::is_total;
use super::{Meaning, Sheet, is_nothing};

/// How far a title is indented, in blanks.
pub(super) fn indent(raw: &str) -> usize {
    raw.chars().take_while(|it| it.is_whitespace()).map(|it| if it == '\t' { 4 } else { 1 }).sum()
}

/// A row that is an item, on its way.
type Line = (Item, Facts);

/// Settles keys and parents; rows that are no items are taken out and told.
pub(super) fn settle(sheet: &Sheet<'_>, draft: &mut Draft, rows: &mut Vec<Line>) {
    let groups = groups(sheet, rows);
    drop_what_is_none(sheet, draft, rows, &groups);
    if !sheet.is_of_tool {
        drop_footer(draft, rows);
    }
    key_all(sheet, rows);
    if sheet.is_of_tool {
        let _is_nested = by_parent(draft, rows) || by_outline(rows);
    } else {
        mark_phases(rows);
        let is_nested = by_parent(draft, rows)
            || [by_level, by_outline, by_indent as fn(&mut [Line]) -> bool]
                .into_iter()
                .any(|by| by(rows));
        if !is_nested {
            by_section(sheet, draft, rows);
        }
    }
    for at in 0..rows.len() {
        let key = rows
            .get(at)
            .and_then(|(_, facts)| rows.get(facts.part_of?))
            .map(|(item, _)| item.key.clone());
        if let (Some((item, _)), Some(key)) = (rows.get_mut(at), key) {
            item.parent = Some(Target::Key(key));
        }
    }
    by_group(draft, rows, &groups);
}

/// The groups that each row of the table is in. A cell that is empty goes on with the one above it where cells are merged, or where a
/// group is written once, in its first row.
fn groups(sheet: &Sheet<'_>, rows: &[Line]) -> FxHashMap<usize, Vec<String>> {
    let mut all: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    for column in sheet.groups() {
        let cells =
            || rows.iter().map(|(_, facts)| (facts.row, sheet.table.cell(facts.row, column.at)));
        let mut filled = rustc_hash::FxHashSet::default();
        let is_written_once =
            cells().filter(|(_, cell)| !cell.is_empty()).all(|(_, cell)| filled.insert(cell));
        let mut above = "";
        for (row, cell) in cells() {
            let goes_on = cell.is_empty()
                && !sheet.is_of_tool
                && (is_written_once || sheet.table.merged(row, column.at).is_some());
            let group = if goes_on { above } else { cell };
            above = group;
            let is_state = column.meaning == Some(Meaning::List) && super::state(group).is_some();
            if !is_nothing(group) && !is_state {
                all.entry(row).or_default().push(group.into());
            }
        }
    }
    all
}

/// Takes out rows without a title, but gives that of their group to those that are one, and rows of totals.
fn drop_what_is_none(
    sheet: &Sheet<'_>,
    draft: &mut Draft,
    rows: &mut Vec<Line>,
    groups: &FxHashMap<usize, Vec<String>>,
) {
    for (item, facts) in rows.iter_mut().filter(|(item, _)| item.title.is_empty()) {
        let group = groups.get(&facts.row).and_then(|groups| groups.last());
        if let Some(group) = group.filter(|_| !sheet.is_of_tool) {
            item.title.clone_from(group);
            item.kind = Kind::Stream;
        } else if !facts.is_only_title {
            item.title.clone_from(&item.key);
            if !item.title.is_empty() {
                draft.decided("rows without a title", "the key stands in its place", &item.place);
            }
        }
    }
    rows.retain(|(item, _)| {
        let is_untitled = item.title.is_empty();
        let adds_up = !is_untitled
            && !sheet.is_of_tool
            && item.start.is_none()
            && item.key.is_empty()
            && is_total(&item.title);
        if is_untitled && !item.key.is_empty() {
            draft.left_out(
                "rows of which only a number is said",
                "nothing is planned in them",
                &item.place,
            );
        } else if is_untitled {
            draft.left_out("a row without a title", "nothing says what it is", &item.place);
        } else if adds_up {
            draft.left_out(
                format!("the row {}", shown(&item.title)),
                "it is none of the plan",
                &item.place,
            );
        }
        !is_untitled && !adds_up
    });
}

/// Gives a key to what has none: its outline number, or the number of its row. A key that is a word makes the id, for it stays when a
/// title changes.
fn key_all(sheet: &Sheet<'_>, rows: &mut [Line]) {
    for (item, _) in rows.iter_mut().filter(|(item, _)| item.id.is_none()) {
        item.id = Some(item.key.clone()).filter(|key| key.chars().any(char::is_alphabetic));
    }
    let has_keys = sheet.has(Meaning::Key);
    let mut outlines = rustc_hash::FxHashSet::default();
    let are_unique = rows
        .iter()
        .all(|(_, facts)| !facts.outline.is_empty() && outlines.insert(facts.outline.clone()));
    for (at, (item, facts)) in
        rows.iter_mut().enumerate().filter(|(_, (item, _))| item.key.is_empty())
    {
        item.key = match (are_unique, has_keys) {
            (true, _) => facts.outline.clone(),
            (false, false) => (at + 1).to_string(),
            (false, true) => format!("row {}", at + 1),
        };
    }
    let is_outline = |key: &str| {
        key.contains('.')
            && key
                .split('.')
                .all(|part| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit()))
    };
    let is_number = |key: &str| !key.is_empty() && key.bytes().all(|it| it.is_ascii_digit());
    let are_outlines = rows.iter().all(|(item, _)| is_outline(&item.key) || is_number(&item.key));
    if are_outlines
        && rows.iter().any(|(item, _)| is_outline(&item.key))
        && !sheet.has(Meaning::Outline)
    {
        for (item, facts) in rows.iter_mut() {
            facts.outline.clone_from(&item.key);
        }
    }
}

/// What templates write behind the name of a phase: `Design (Phase)`.
fn mark_phases(rows: &mut [Line]) {
    for (item, _) in rows {
        let title = item.title.to_lowercase();
        if title.ends_with("(phase)") || title.ends_with("[phase]") {
            let len = item.title.len() - "(phase)".len();
            item.title = item.title.get(..len).unwrap_or_default().trim().into();
            item.kind = Kind::Stream;
        }
        for word in ["milestone:", "meilenstein:", "jalon :", "hito:", "marco:", "веха:", "◆", "♦"]
        {
            if let Some(rest) = item.title.get(word.len()..).filter(|_| title.starts_with(word)) {
                item.title = rest.trim().into();
                item.kind = Kind::Milestone;
            }
        }
    }
}

/// By the parent that a row names: its key, another name, or its title.
fn by_parent(draft: &mut Draft, rows: &mut [Line]) -> bool {
    let index = super::waits::Index::of(rows);
    let mut is_any = false;
    for (item, facts) in rows {
        is_any |= !facts.parents.is_empty() || item.parent.is_some();
        facts.parents.sort_by_key(|(rank, _)| *rank);
        let said = facts.parents.iter().map(|(_, parent)| parent.as_str());
        let found = said.clone().find_map(|parent| Some((parent, index.find(parent)?)));
        match (found, facts.parents.first()) {
            (Some((parent, at)), Some((_, first))) => {
                facts.part_of = Some(at);
                if parent != first && index.find(first).is_none() {
                    let why = format!("it is not in the file, and {} is", shown(parent));
                    draft.left_out(format!("parent {}", shown(first)), why, &item.place);
                }
            }
            (None, Some((_, first))) => item.parent = Some(index.target(first)),
            _ => {}
        }
    }
    is_any
}

/// By numbers of levels: a row is a part of the last one above it that is less deep.
fn by_level(rows: &mut [Line]) -> bool {
    let depths: Vec<Option<usize>> = rows
        .iter()
        .map(|(_, facts)| facts.level.and_then(|level| usize::try_from(level).ok()))
        .collect();
    by_depth(rows, &depths)
}

/// By the blanks before a title.
fn by_indent(rows: &mut [Line]) -> bool {
    let depths: Vec<Option<usize>> = rows.iter().map(|(_, facts)| Some(facts.depth)).collect();
    by_depth(rows, &depths)
}

fn by_depth(rows: &mut [Line], depths: &[Option<usize>]) -> bool {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut is_any = false;
    for (at, ((_, facts), depth)) in rows.iter_mut().zip(depths).enumerate() {
        let Some(depth) = *depth else { continue };
        while open.last().is_some_and(|(above, _)| *above >= depth) {
            open.pop();
        }
        facts.part_of = open.last().map(|(_, at)| *at);
        is_any |= facts.part_of.is_some();
        open.push((depth, at));
    }
    is_any
}

/// By outline numbers: 1.2.3 is a part of 1.2, or of 1 if there is no 1.2; 1.0 is 1.
fn by_outline(rows: &mut [Line]) -> bool {
    let trimmed = |outline: &str| outline.trim_end_matches('.').trim_end_matches(".0").to_owned();
    let known: FxHashMap<String, usize> = rows
        .iter()
        .enumerate()
        .filter(|(_, (_, facts))| !facts.outline.is_empty())
        .map(|(at, (_, facts))| (trimmed(&facts.outline), at))
        .collect();
    let mut is_any = false;
    for (at, (_, facts)) in rows.iter_mut().enumerate() {
        let outline = trimmed(&facts.outline);
        let mut above = outline.as_str();
        while let Some((shorter, _)) = above.rsplit_once('.') {
            above = shorter;
            if let Some(parent) = known.get(above).filter(|parent| **parent != at) {
                facts.part_of = Some(*parent);
                is_any = true;
                break;
            }
        }
    }
    is_any
}

/// By rows of which only a title is said: each begins a section, if the first row does, or an empty row stands before it.
fn by_section(sheet: &Sheet<'_>, draft: &mut Draft, rows: &mut [Line]) {
    let alone: Vec<bool> =
        rows.iter().map(|(item, facts)| facts.is_only_title || item.kind == Kind::Stream).collect();
    let begins_with_one = alone.first() == Some(&true);
    if alone.iter().all(|alone| *alone) {
        return;
    }
    let (mut section, mut above) = (None, Some(sheet.header));
    for (at, (item, facts)) in rows.iter_mut().enumerate() {
        let is_alone = alone.get(at) == Some(&true);
        let has_parts = alone.get(at + 1) == Some(&false);
        let is_after_blank = above != Some(facts.row.saturating_sub(1));
        above = Some(facts.row);
        let is_phase = item.kind == Kind::Stream;
        if is_alone && (is_phase || (has_parts && (begins_with_one || is_after_blank))) {
            if !is_phase {
                let why = "each is a stream of the rows below it";
                draft.decided("rows of which only a title is said", why, &item.place);
            }
            item.kind = Kind::Stream;
            section = Some(at);
        } else {
            facts.part_of = section;
        }
    }
}

/// Takes out what stands below the table, in the column of its titles: a remark behind an empty row, or a list of states.
fn drop_footer(draft: &mut Draft, rows: &mut Vec<Line>) {
    let is_alone = |(item, facts): &&Line| facts.is_only_title && item.kind != Kind::Stream;
    let run = rows.iter().rev().take_while(is_alone).count();
    let first = rows.len() - run;
    let states =
        rows.iter().skip(first).filter(|(item, _)| super::values::state(&item.title).is_some());
    let row = |at: usize| rows.get(at).map(|(_, facts)| facts.row);
    let is_behind_gap = first
        .checked_sub(1)
        .and_then(row)
        .zip(row(first))
        .is_some_and(|(above, row)| row > above + 1);
    if first > 0 && is_behind_gap && (run == 1 || states.count() > 1) {
        for (item, _) in rows.drain(first..) {
            let what = format!("the text {} below the table", shown(&item.title));
            draft.left_out(what, "it is no row of it", &item.place);
        }
    }
}

/// By the groups of a column: those that have no other parent are parts of it. A row of that title is the group, where it is a stream.
fn by_group(draft: &mut Draft, rows: &mut [Line], groups: &FxHashMap<usize, Vec<String>>) {
    let mut known: FxHashMap<String, String> = rows
        .iter()
        .filter(|(item, _)| item.kind == Kind::Stream)
        .map(|(item, _)| (item.title.clone(), item.key.clone()))
        .collect();
    for (item, facts) in
        rows.iter_mut().filter(|(item, facts)| item.parent.is_none() && facts.part_of.is_none())
    {
        let mut above: Option<String> = None;
        for group in groups.get(&facts.row).into_iter().flatten() {
            if *group == item.title && item.kind == Kind::Stream {
                break;
            }
            let path =
                above.as_ref().map_or_else(|| group.clone(), |above| format!("{above} / {group}"));
            let key = if let Some(key) = known.get(&path) {
                key.clone()
            } else {
                let key = format!("group {path}");
                let parent =
                    above.as_ref().and_then(|above| known.get(above)).cloned().map(Target::Key);
                let (title, place) = (group.clone(), item.place.clone());
                draft.items.push(Item {
                    key: key.clone(),
                    title,
                    kind: Kind::Stream,
                    parent,
                    place,
                    ..Item::default()
                });
                known.insert(path.clone(), key.clone());
                key
            };
            above = Some(path);
            item.parent = Some(Target::Key(key));
        }
    }
}
