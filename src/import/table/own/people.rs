//! The sheet `People and load`: who there is, and when they are away.

use super::super::super::amounts::{self, number};
use super::super::super::{Draft, Number, Resource, ResourceKind, Unit, shown};
use super::super::{Meaning, Row, Sheet};
use super::{iso, pieces, said, working};

/// Reads all of them, in the order of the sheet; whom only the plan names stands behind them.
pub(super) fn read(sheet: &Sheet<'_>, draft: &mut Draft) {
    let mut all: Vec<Resource> = sheet.rows().filter_map(|row| person(&row, draft)).collect();
    states_of_teams(&mut all);
    for other in std::mem::take(&mut draft.resources) {
        if !all.iter().any(|known| known.key == other.key) {
            all.push(other);
        }
    }
    draft.resources = all;
}

/// What a team has is said where that is not what its people make.
fn states_of_teams(all: &mut [Resource]) {
    let shares: Vec<(Option<String>, i64)> =
        all.iter().map(|of| (of.team.clone(), of.share.unwrap_or(1000))).collect();
    for team in all.iter_mut().filter(|of| of.kind == ResourceKind::Team) {
        let members = || shares.iter().filter(|(of, _)| of.as_ref() == Some(&team.key));
        let made = members().fold(0_i64, |sum, (_, share)| sum.saturating_add(*share));
        let made = if members().next().is_none() { 1000 } else { made };
        team.capacity = team.capacity.filter(|capacity| capacity.0 != made);
    }
}

fn person(row: &Row<'_>, draft: &mut Draft) -> Option<Resource> {
    let key = row.first(Meaning::Key);
    let id = key.rsplit('.').next().filter(|id| !id.is_empty())?;
    let kind = match row.below("kind").to_lowercase().as_str() {
        "team" => ResourceKind::Team,
        "resource" => ResourceKind::Thing,
        _ => ResourceKind::Person,
    };
    let title = row.first(Meaning::Title);
    let capacity = said(row, "capacity").and_then(capacity);
    let mut resource = Resource {
        key: key.into(),
        id: Some(id.into()),
        title: if title.is_empty() { id } else { title }.into(),
        kind,
        team: said(row, "team").map(Into::into),
        role: said(row, "role").map(Into::into),
        rate: said(row, "rate per day")
            .and_then(amounts::money)
            .map(|(rate, _)| (rate, Unit::Days)),
        calendar: working::calendar(row, draft),
        ..Resource::default()
    };
    match kind {
        ResourceKind::Person => resource.share = capacity.filter(|share| *share != 1000),
        ResourceKind::Team => resource.capacity = capacity.map(Number),
        ResourceKind::Thing => {
            resource.capacity = capacity.filter(|units| *units != 1000).map(Number);
        }
    }
    for away in absences(row.below("away")) {
        let (days, why) =
            away.split_once(' ').map_or((&*away, None), |(days, why)| (days, Some(why.to_owned())));
        let (first, last) = days.split_once("..").unwrap_or((days, days));
        if let (Some(first), Some(last)) = (iso().read(first), iso().read(last)) {
            resource.away.push((first, last, why));
        } else {
            let what = format!("the absence {}", shown(&away));
            draft.left_out(what, "it has no dates", &row.place());
        }
    }
    Some(resource)
}

/// The absences of a cell, with `; ` between: what begins with no day goes on with the reason before it.
fn absences(cell: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for piece in pieces(cell) {
        let day = piece.split([' ', '.']).next().unwrap_or_default();
        match all.last_mut().filter(|_| iso().read(day).is_none()) {
            Some(before) => before.extend(["; ", piece]),
            None => all.push(piece.into()),
        }
    }
    all
}

/// A share of one: `80%`, `0.8`, `3`.
fn capacity(cell: &str) -> Option<i64> {
    match cell.strip_suffix('%') {
        Some(percent) => number(percent).map(|percent| percent.0 / 100),
        None => number(cell).map(|units| units.0),
    }
}
