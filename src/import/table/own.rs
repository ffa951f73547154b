//! The tables that `milepost build -o plan.xlsx` and `-o plan.csv` write: what they say of a plan comes back, and what follows from it is
//! computed anew.

use super::super::amounts::{self, Shares, amount, number};
use super::super::dates::Dates;
use super::super::{
    Draft, Estimate, Item, Measure, Number, Options, Origin, Refusal, Resource, ResourceKind, Risk,
    Target, Unit, When, shown,
};
use super::{Meaning, Profile, Row, Sheet, Table, items, names, normal};
use crate::time::Date;

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
        ("deadline", Meaning::Deadline),
        ("promised", Meaning::Promised),
        ("actual start", Meaning::Started),
        ("actual end", Meaning::Finished),
        ("owner", Meaning::Owner),
        ("priority", Meaning::Priority),
        ("tags", Meaning::Tags),
        ("horizon", Meaning::Horizon),
        ("cost", Meaning::Cost),
        ("blocked", Meaning::Blocked),
        ("note", Meaning::Note),
        ("budget", Meaning::Ignored("budgets are not read from tables")),
        ("calendar", Meaning::Ignored("calendars are not on the sheet")),
        // Read by `each`, below.
        ("estimate|constraint|state|release|objectives|link", Meaning::Derived),
        // Computed from the rest.
        (
            "level|stream|duration|effort|health|not before|total slack|critical|baseline start|baseline end",
            Meaning::Derived,
        ),
    ],
    knows_sheets: false,
    origin: Origin::Computed,
    each,
};

/// What the sheets beside it have: only where their columns are is looked up.
const BESIDE: Profile = Profile::of(&[("id", Meaning::Key), ("name|title", Meaning::Title)]);

/// The place of the plan among tables that milepost wrote; nothing if it wrote none of them.
pub fn find(tables: &[Table]) -> Option<usize> {
    tables.iter().position(|table| {
        (0..table.len().min(5)).any(|row| {
            let cells: Vec<String> = table.cells(row).map(normal).collect();
            ["#", "id", "title", "predecessors", "estimate", "constraint"]
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
pub fn read(tables: &[Table], plan: &Table, options: &Options) -> Result<Draft, Refusal> {
    let sheet = Sheet::find(plan, &PLAN, options)?.ok_or_else(items::no_header)?;
    let mut draft = items::read_sheet(&sheet, &PLAN, options)?;
    head(&sheet, &mut draft);
    for table in tables.iter().filter(|table| table.name != plan.name) {
        let Some(sheet) = Sheet::find(table, &BESIDE, &Options::default())? else { continue };
        for row in sheet.rows() {
            match table.name.as_str() {
                "People and load" => person(row, &mut draft),
                "Objectives" => objective(row, &mut draft),
                "Risks" => risk(row, &mut draft),
                _ => {}
            }
        }
    }
    Ok(draft)
}

/// The title stands above the table, and below it how everything stands, as of which day: that follows from the plan.
fn head(sheet: &Sheet<'_>, draft: &mut Draft) {
    let dates = iso();
    let said =
        (0..sheet.header).flat_map(|row| sheet.table.cells(row)).filter(|cell| !cell.is_empty());
    for part in said.flat_map(|cell| cell.split('·')) {
        if let Some(day) = part.trim().strip_prefix("as of ").and_then(|day| dates.read(day)) {
            draft.today = Some(day);
        }
    }
}

/// The dates of these tables are written in one way.
fn iso() -> Dates {
    Dates::written(super::super::DateOrder::YearFirst)
}

/// What a row says in columns that no other table has.
fn each(row: &Row<'_>, item: &mut Item, draft: &mut Draft) {
    item.id = item.key.rsplit('.').next().map(Into::into);
    match row.below("state").to_lowercase().as_str() {
        "done" => item.is_done = true,
        "dropped" => item.is_dropped = true,
        _ => {}
    }
    item.is_done |= item.finished.is_some();
    item.progress = item.progress.filter(|share| *share > 0 && !item.is_done);
    item.estimate = estimate(row.below("estimate"), &item.place, draft);
    for said in pieces(row.below("constraint")) {
        if !constraint(said, item) {
            draft.left_out(
                format!("the constraint {}", shown(said)),
                "it is none that is known",
                &item.place,
            );
        }
    }
    item.releases = pieces(row.below("release")).map(|path| Target::Key(path.into())).collect();
    item.objectives = pieces(row.below("objectives")).map(|name| draft.objective(name)).collect();
    for link in row.below("link").lines() {
        let (title, address) = link
            .rsplit_once(": ")
            .map_or((None, link), |(title, address)| (Some(title.to_owned()), address));
        item.links.push((title, address.trim().into()));
    }
    if row.below("people").contains('|') {
        draft.changed(
            format!("people {}", shown(row.below("people"))),
            "either of them did it; now all do",
            &item.place,
        );
    }
}

fn pieces(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|piece| !piece.is_empty())
}

/// `10d`, `5d..8d..15d`, `effort 10d`, `elapsed 48h`.
fn estimate(cell: &str, place: &str, draft: &mut Draft) -> Option<Estimate> {
    let (word, times) = match cell.split_once(' ') {
        Some((word @ ("effort" | "elapsed"), times)) => (word, times),
        _ => ("", cell),
    };
    let times: Vec<_> =
        times.split("..").filter_map(|time| amount(time, None)).map(|(amount, _)| amount).collect();
    match (word, times.as_slice()) {
        (_, []) => None,
        ("", [one]) => Some(Estimate::Duration(*one)),
        ("effort", [one]) => Some(Estimate::Effort(*one)),
        (_, [one]) => Some(Estimate::Elapsed(*one)),
        ("", [best, worst]) => Some(Estimate::Range(*best, *worst)),
        (word, [.., worst]) => {
            let likely =
                if times.len() == 3 { times.get(1) } else { times.first() }.unwrap_or(worst);
            let kept = match word {
                "effort" => Estimate::Effort(*likely),
                "elapsed" => Estimate::Elapsed(*likely),
                _ => Estimate::Range(*times.first().unwrap_or(worst), *worst),
            };
            draft.changed(
                format!("the estimate {}", shown(cell)),
                "a range has a best and a worst time, of work from start to end",
                place,
            );
            Some(kept)
        }
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
