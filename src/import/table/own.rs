//! The tables that `milepost build -o plan.xlsx` and `-o plan.csv` write: what they say of a plan comes back, and what follows from it is
//! computed anew.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::amounts::{self, Shares, amount, number};
use super::super::dates::Dates;
use super::super::{
    Draft, Estimate, Item, Kind, Measure, Number, Options, Origin, Refusal, Resource, ResourceKind,
    Risk, ScoreWord, StatusEntry, Target, Unit, When, shown,
};
use super::{Meaning, Profile, Row, Sheet, Table, items, normal};

/// The columns of the sheet `Plan`.
const PLAN: Profile = Profile {
    columns: &[
        ("#", Meaning::Number),
        ("id", Meaning::Key),
        ("title", Meaning::Title),
        ("kind", Meaning::Kind),
        ("parent", Meaning::Parent),
        ("start", Meaning::Start),
        ("end", Meaning::End),
        ("% done", Meaning::Done),
        ("people", Meaning::People),
        ("predecessors", Meaning::Predecessors),
        ("remaining", Meaning::Remaining),
        ("not before", Meaning::NotBefore),
        ("deadline", Meaning::Deadline),
        ("promised", Meaning::Promised),
        ("actual start", Meaning::Started),
        ("actual end", Meaning::Finished),
        ("owner", Meaning::Owner),
        ("priority", Meaning::Priority),
        ("tags", Meaning::Tags),
        ("horizon", Meaning::Horizon),
        ("blocked", Meaning::Blocked),
        ("note", Meaning::Note),
        ("cost", Meaning::Ignored("it is computed, of rates and of what items cost themselves")),
        ("budget", Meaning::Ignored("budgets are not read from tables")),
        ("calendar", Meaning::Ignored("calendars are not in the table")),
        // Read by `each`, below.
        ("duration|effort|best|worst|constraint|state|release|objectives|link", Meaning::Derived),
        // Computed from the rest.
        (
            "level|stream|health|open ended|total slack|critical|baseline start|baseline end",
            Meaning::Derived,
        ),
    ],
    knows_sheets: false,
    origin: Origin::Computed,
    each,
    ..Profile::of(&[])
};

/// The columns of the sheet `Ideas`.
const IDEAS: Profile = Profile {
    columns: &[
        ("id", Meaning::Key),
        ("title", Meaning::Title),
        ("reach", Meaning::Score(ScoreWord::Reach)),
        ("impact", Meaning::Score(ScoreWord::Impact)),
        ("confidence", Meaning::Score(ScoreWord::Confidence)),
        ("value", Meaning::Score(ScoreWord::Value)),
        ("urgency", Meaning::Score(ScoreWord::Urgency)),
        ("risk", Meaning::Score(ScoreWord::Risk)),
        ("effort", Meaning::Effort),
        ("duration", Meaning::Duration),
        ("priority", Meaning::Priority),
        ("horizon", Meaning::Horizon),
        ("owner", Meaning::Owner),
        ("tags", Meaning::Tags),
        ("note", Meaning::Note),
        ("objectives|link", Meaning::Derived),
        ("stream|scored by|score|rank|state|blocked|worst|best|quadrant", Meaning::Derived),
    ],
    knows_sheets: false,
    origin: Origin::Written,
    each: |row, item, draft| {
        item.kind = Kind::Idea;
        named(row, item, draft);
        let outer = item.key.rsplit_once('.').map(|(outer, _)| outer);
        item.parent = outer.map(|outer| Target::Key(outer.into()));
    },
    ..Profile::of(&[])
};

/// What the sheets beside it have: only where their columns are is looked up.
const BESIDE: Profile = Profile::of(&[("id|about", Meaning::Key), ("name|title", Meaning::Title)]);

/// The place of the plan among tables that milepost wrote; nothing if it wrote none of them.
pub(in crate::import) fn find(tables: &[Table]) -> Option<usize> {
    tables.iter().position(|table| {
        (0..table.len().min(5)).any(|row| {
            let cells: Vec<String> = table.cells(row).map(normal).collect();
            ["#", "title", "kind", "% done", "state", "health", "id"]
                .iter()
                .all(|word| cells.iter().any(|cell| cell == word))
        })
    })
}

/// Reads a plan, and the sheets beside it.
///
/// # Errors
///
/// If the plan can't be read.
pub(in crate::import) fn read(
    tables: &[Table],
    plan: &Table,
    options: &Options,
) -> Result<Draft, Refusal> {
    let sheet = Sheet::find(plan, &PLAN, options)?.ok_or_else(items::no_header)?;
    let (mut draft, _) = items::read_sheet(&sheet, &PLAN, options)?;
    head(&sheet, &mut draft);
    draft.start =
        draft.items.iter().filter_map(|item| item.start).min().map(|when| When::day(when.date));
    only_of_parts(&mut draft.items);
    for table in tables.iter().filter(|table| table.name != plan.name) {
        if table.name == "Ideas" {
            ideas(table, &mut draft, options)?;
        }
        let Some(sheet) = Sheet::find(table, &BESIDE, &Options::default())? else { continue };
        for row in sheet.rows() {
            match table.name.as_str() {
                "People and load" => person(row, &mut draft),
                "Objectives" => objective(row, &mut draft),
                "Risks" => risk(row, &mut draft),
                "Status" => status(row, &mut draft),
                _ => {}
            }
        }
    }
    Ok(draft)
}

/// The title stands above the table, and below it how everything stands, as of which day: that follows from the plan.
fn head(sheet: &Sheet<'_>, draft: &mut Draft) {
    let said =
        (0..sheet.header).flat_map(|row| sheet.table.cells(row)).filter(|cell| !cell.is_empty());
    for (at, cell) in said.enumerate() {
        if at == 0 {
            draft.title = cell.into();
        }
        let day = cell.rsplit('·').next().and_then(|part| part.trim().strip_prefix("as of "));
        draft.today = draft.today.or(day.and_then(|day| iso().read(day)));
    }
}

/// What has parts has its length and progress from them; what its parts have from it is not said of them again.
fn only_of_parts(all: &mut [Item]) {
    type Given = (Vec<Target>, Vec<Target>, Vec<String>, Option<u16>);
    let given: FxHashMap<String, Given> = all
        .iter()
        .map(|item| {
            (
                item.key.clone(),
                (item.objectives.clone(), item.releases.clone(), item.tags.clone(), item.priority),
            )
        })
        .collect();
    let wholes: FxHashSet<String> =
        all.iter().filter_map(|item| Some(item.parent.as_ref()?.said().to_owned())).collect();
    for item in all {
        if wholes.contains(&item.key) {
            (item.estimate, item.progress, item.remaining) = (None, None, None);
        }
        let Some((objectives, releases, tags, priority)) =
            item.parent.as_ref().and_then(|parent| given.get(parent.said()))
        else {
            continue;
        };
        item.objectives.retain(|one| !objectives.contains(one));
        item.releases.retain(|one| !releases.contains(one));
        item.tags.retain(|one| !tags.contains(one));
        item.priority = item.priority.filter(|one| Some(*one) != *priority);
    }
}

/// The rows of the sheet of ideas.
fn ideas(table: &Table, draft: &mut Draft, options: &Options) -> Result<(), Refusal> {
    let Some(sheet) = Sheet::find(table, &IDEAS, options)? else { return Ok(()) };
    let (ideas, _) = items::read_sheet(&sheet, &IDEAS, options)?;
    super::super::join::join(draft, ideas);
    Ok(())
}

/// The dates of these tables are written in one way.
fn iso() -> Dates {
    Dates::written(super::super::DateOrder::YearFirst)
}

/// What a row says in columns that no other table has.
fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    named(row, item, draft);
    match row.below("state").to_lowercase().as_str() {
        "done" => item.is_done = true,
        "dropped" => item.is_dropped = true,
        _ => {}
    }
    item.progress = item.progress.filter(|share| *share > 0 && !item.is_done);
    for said in pieces(row.below("constraint")) {
        if !constraint(said, item) {
            draft.left_out(
                format!("the constraint {}", shown(said)),
                "it is none that is known",
                &item.place,
            );
        }
    }
    let is_fixed = item.from.is_some() && item.to.is_some();
    item.estimate = estimate(row, item, draft).filter(|_| !is_fixed);
    item.releases = pieces(row.below("release")).map(|path| Target::Key(path.into())).collect();
    if row.below("people").contains('|') {
        let why = "either of them would do: now all are needed";
        draft.changed(format!("people {}", shown(row.below("people"))), why, &item.place);
    }
}

/// Its id is the end of its path; what it serves and its links stand in cells of their own.
fn named(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    item.id = item.key.rsplit('.').next().map(Into::into);
    item.objectives = pieces(row.below("objectives")).map(|name| draft.objective(name)).collect();
    for link in row.below("link").lines() {
        let (title, address) = link
            .rsplit_once(": ")
            .map_or((None, link), |(title, address)| (Some(title.to_owned()), address));
        item.links.push((title, address.trim().into()));
    }
}

fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// The estimate of a row, from the columns of working days.
fn estimate(row: &Row<'_>, item: &Item, draft: &mut Draft) -> Option<Estimate> {
    let days = |header| {
        amount(row.below(header), Some(Unit::Days)).filter(|(amount, _)| amount.number.0 > 0)
    };
    let (duration, effort) = (days("duration"), days("effort"));
    let likely = effort.or(duration);
    let range = days("best").zip(days("worst"));
    if let (Some(((best, is_elapsed), (worst, _))), Some((likely, _))) = (range, likely) {
        let is_mean =
            likely.unit == best.unit && likely.number.0 * 2 == best.number.0 + worst.number.0;
        if effort.is_none() && !is_elapsed {
            if !is_mean {
                let what = format!("the likely time of {}", shown(&item.title));
                draft.left_out(what, "a range that is read has a best and a worst", &item.place);
            }
            return Some(Estimate::Range(best, worst));
        }
        let what = format!("the range of {}", shown(&item.title));
        draft.changed(what, "its likely time is kept: only working time has a range", &item.place);
    }
    match (effort, duration) {
        (Some((effort, _)), _) => Some(Estimate::Effort(effort)),
        (_, Some((duration, true))) => Some(Estimate::Elapsed(duration)),
        (_, Some((duration, false))) => Some(Estimate::Duration(duration)),
        (None, None) => None,
    }
}

/// `must start on 2026-03-02`, `on 2026-03-02..2026-03-06`, `as late as possible`, `start no earlier than 2026-03-02`.
fn constraint(said: &str, item: &mut Item) -> bool {
    let dates = iso();
    let day = |word: &str| said.strip_prefix(word).and_then(|rest| dates.read(rest));
    let span = |word: &str| {
        let (first, last) = said.strip_prefix(word)?.split_once("..")?;
        Some((dates.read(first)?, dates.read(last)?))
    };
    match said {
        "as late as possible" => item.is_late = true,
        "may pause" => item.is_split = true,
        _ => {
            if let Some((first, last)) = span("during ").or_else(|| span("on ")) {
                (item.from, item.to) = (Some(first), Some(last));
            } else if let Some(day) = day("on ") {
                (item.from, item.to) = (None, Some(day));
            } else if let Some(day) = day("must start on ") {
                item.from = Some(day);
            } else if let Some(day) = day("must finish on ") {
                item.to = Some(day);
            } else if let Some(day) = day("start no earlier than ") {
                item.not_before = Some(day);
            } else if let Some(day) = day("finish no earlier than ") {
                item.ends_not_before = Some(day);
            } else {
                return false;
            }
        }
    }
    true
}

/// A row of the sheet of people.
fn person(row: Row<'_>, draft: &mut Draft) {
    let key = row.first(Meaning::Key);
    let id = key.rsplit('.').next().unwrap_or(key);
    if key.is_empty() {
        return;
    }
    let kind = match row.below("kind").to_lowercase().as_str() {
        "team" => ResourceKind::Team,
        "resource" => ResourceKind::Thing,
        _ => ResourceKind::Person,
    };
    let said = |header| Some(row.below(header)).filter(|cell| !cell.is_empty());
    let capacity = said("capacity").and_then(capacity).filter(|capacity| *capacity != 1000);
    let mut resource = Resource {
        key: key.into(),
        id: Some(id.into()),
        title: row.first(Meaning::Title).into(),
        kind,
        team: said("team").map(Into::into),
        role: said("role").map(Into::into),
        rate: said("rate per day").and_then(amounts::money).map(|(rate, _)| (rate, Unit::Days)),
        ..Resource::default()
    };
    match kind {
        ResourceKind::Person => resource.share = capacity,
        ResourceKind::Team | ResourceKind::Thing => resource.capacity = capacity.map(Number),
    }
    for away in pieces(row.below("away")) {
        let (days, why) =
            away.split_once(' ').map_or((away, None), |(days, why)| (days, Some(why.to_owned())));
        let (first, last) = days.split_once("..").unwrap_or((days, days));
        match (iso().read(first), iso().read(last)) {
            (Some(first), Some(last)) => resource.away.push((first, last, why)),
            _ => draft.left_out(
                format!("the absence {}", shown(away)),
                "it has no dates",
                &row.place(),
            ),
        }
    }
    if resource.title.is_empty() {
        resource.title = id.into();
    }
    match draft.resources.iter_mut().find(|known| known.key == key) {
        Some(known) => *known = resource,
        None => draft.resources.push(resource),
    }
}

/// A share of one: `80%`, `0.8`, `3`.
fn capacity(cell: &str) -> Option<i64> {
    match cell.strip_suffix('%') {
        Some(percent) => number(percent).map(|percent| percent.0 / 100),
        None => number(cell).map(|units| units.0),
    }
}

/// A row of the sheet of objectives, which has one for each measure.
fn objective(row: Row<'_>, draft: &mut Draft) {
    let key = row.first(Meaning::Key);
    if key.is_empty() {
        return;
    }
    draft.objective(key);
    let said = |header| Some(row.below(header)).filter(|cell| !cell.is_empty());
    let owner = said("owner").map(|owner| draft.person(owner));
    let Some(objective) = draft.objectives.iter_mut().find(|known| known.key == key) else {
        return;
    };
    objective.id = Some(key.into());
    objective.title = row.first(Meaning::Title).into();
    objective.by = said("by").map(Into::into);
    objective.owner = owner;
    objective.note = said("note").map(Into::into);
    if let Some(title) = said("measure") {
        let level = |header| said(header).and_then(number);
        objective.measures.push(Measure {
            title: title.into(),
            from: level("from"),
            to: level("to"),
            now: level("now"),
        });
    }
}

/// A row of the sheet of risks.
fn risk(row: Row<'_>, draft: &mut Draft) {
    let said = |header| Some(row.below(header)).filter(|cell| !cell.is_empty());
    let title = row.first(Meaning::Title);
    if title.is_empty() {
        return;
    }
    let owner = said("owner").map(|owner| draft.person(owner));
    draft.risks.push(Risk {
        title: title.into(),
        probability: said("probability")
            .and_then(|share| Shares::of([share].into_iter()).read(share)),
        cost: None,
        mitigation: said("mitigation").map(Into::into),
        owner,
        threatens: said("threatens").map(|path| Target::Key(path.into())),
        note: said("note").map(Into::into),
    });
    for header in ["impact", "done by", "due"] {
        if let Some(cell) = said(header) {
            draft.left_out(
                format!("the {header} of the risk {}", shown(title)),
                format!("{} is not read from tables", shown(cell)),
                &row.place(),
            );
        }
    }
}

/// A row of the sheet of status reports.
fn status(row: Row<'_>, draft: &mut Draft) {
    const HEALTHS: [&str; 4] = ["on-track", "at-risk", "off-track", "done"];
    let said = normal(row.below("health")).replace(' ', "-");
    let health = HEALTHS.into_iter().find(|health| *health == said);
    let on = iso().read(row.below("date")).map(|when| when.date);
    let (Some(on), Some(health)) = (on, health) else {
        draft.left_out(
            "an entry of the status",
            "it has no day, or a health that is none",
            &row.place(),
        );
        return;
    };
    let about = row.first(Meaning::Key);
    let is_item = draft.items.iter().any(|item| item.key == about);
    if !about.is_empty() && !is_item {
        draft.left_out(
            format!("the status of {}", shown(about)),
            "only items and the whole have one",
            &row.place(),
        );
        return;
    }
    let of = is_item.then(|| Target::Key(about.into()));
    draft.statuses.push(StatusEntry { on, health, of, text: row.below("comment").into() });
}
