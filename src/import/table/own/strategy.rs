//! The sheets of objectives, risks, reports and rhythms.

use super::super::super::amounts::{Shares, number};
use super::super::super::{Cadence, Draft, Measure, Number, Risk, StatusEntry, Target, shown};
use super::super::{Meaning, Row, normal};
use super::{day, said};
use crate::model::Term;

/// A row of the sheet of objectives, which has one for each measure.
pub(super) fn objective(row: Row<'_>, draft: &mut Draft) {
    let key = row.first(Meaning::Key);
    if key.is_empty() {
        return;
    }
    draft.objective(key);
    let owner = said(&row, "owner").map(|owner| draft.person(owner));
    let Some(objective) = draft.objectives.iter_mut().find(|known| known.key == key) else {
        return;
    };
    objective.id = Some(key.into());
    objective.title = row.first(Meaning::Title).into();
    objective.by = day(&row, "by").map(|by| by.to_string());
    objective.term = match row.below("term") {
        "long-term" => Some(Term::Long),
        "short-term" => Some(Term::Short),
        _ => None,
    };
    objective.owner = owner;
    objective.note = said(&row, "note").map(Into::into);
    if let Some(title) = said(&row, "measure") {
        let is_percent = row.below("unit") == "%";
        // A share of one in a workbook, and in a roadmap of a hundred.
        let scale = if is_percent { 100 } else { 1 };
        let level = |header| {
            said(&row, header).and_then(number).map(|level| Number(level.0.saturating_mul(scale)))
        };
        objective.measures.push(Measure {
            title: title.into(),
            from: level("from"),
            to: level("to"),
            now: level("now"),
            is_percent,
        });
    }
}

/// A row of the sheet of rhythms.
pub(super) fn cadence(row: Row<'_>, draft: &mut Draft) {
    let days = said(&row, "days").and_then(number).map(|days| days.0 / 1000);
    let from = day(&row, "from").map(|from| from.date);
    let title = row.first(Meaning::Title);
    match days.filter(|days| *days > 0).zip(from) {
        Some((days, from)) => {
            let id = said(&row, "id").map(Into::into);
            draft.cadences.push(Cadence { id, title: title.into(), days, from });
        }
        None => draft.left_out(
            format!("the cadence {}", shown(title)),
            "it has no days, or no first one",
            &row.place(),
        ),
    }
}

/// A row of the sheet of risks.
pub(super) fn risk(row: Row<'_>, draft: &mut Draft) {
    let title = row.first(Meaning::Title);
    if title.is_empty() {
        return;
    }
    let owner = said(&row, "owner").map(|owner| draft.person(owner));
    draft.risks.push(Risk {
        title: title.into(),
        probability: said(&row, "probability")
            .and_then(|share| Shares::of([share].into_iter()).read(share)),
        cost: None,
        mitigation: said(&row, "mitigation").map(Into::into),
        owner,
        threatens: said(&row, "threatens").map(|path| Target::Key(path.into())),
        note: said(&row, "note").map(Into::into),
    });
    for header in ["impact", "done by", "due"] {
        if let Some(cell) = said(&row, header) {
            draft.left_out(
                format!("the {header} of the risk {}", shown(title)),
                format!("{} is not read from tables", shown(cell)),
                &row.place(),
            );
        }
    }
}

/// A row of the sheet of status reports.
pub(super) fn status(row: Row<'_>, draft: &mut Draft) {
    const HEALTHS: [&str; 4] = ["on-track", "at-risk", "off-track", "done"];
    let word = normal(row.below("health")).replace(' ', "-");
    let health = HEALTHS.into_iter().find(|health| *health == word);
    let on = day(&row, "date").map(|when| when.date);
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
