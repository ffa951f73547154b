//! What the product is to achieve, and how far it is.

use super::report::{Report, linked, with_reason};
use super::table::{AS_ABOVE, Left, Right, Table};
use super::words;
use crate::model::{Decimal, ItemId, ItemWalker, Measure, Objective, ObjectiveId, Share, Subject};

pub(super) fn section(report: &Report<'_>) -> String {
    let mut table = Table::new([
        ("Objective", Left),
        ("By", Left),
        ("Measure", Left),
        ("From", Right),
        ("Now", Right),
        ("To", Right),
        ("Reached", Right),
        ("Work done", Right),
        ("Status", Left),
        ("Owner", Left),
    ]);
    let work = work_done(report);
    for (index, objective) in report.model.objectives.iter().enumerate() {
        let id = ObjectiveId::from_index(index);
        let done = work.get(index).copied().flatten().map(words::percent).unwrap_or_default();
        let mut lead = Some((id, objective, done));
        for measure in &objective.measures {
            table.push(row(report, lead.take(), Some(measure)));
        }
        if lead.is_some() {
            table.push(row(report, lead, None));
        }
    }
    table.text()
}

/// A row for each measure; what is said of the objective itself stands in the first of them.
fn row(
    report: &Report<'_>,
    lead: Option<(ObjectiveId, &Objective, String)>,
    measure: Option<&Measure>,
) -> [String; 10] {
    let number = |of: fn(&Measure) -> Option<Decimal>| {
        measure.map_or(String::new(), |measure| value(measure, of(measure)))
    };
    let name = measure.map(|of| super::escape::text(of.title.as_deref().unwrap_or(&of.name)));
    let reached = measure.and_then(reached).map(words::percent).unwrap_or_default();
    let [title, by, done, status, owner] = lead.map_or_else(
        || std::array::from_fn(|_| AS_ABOVE.to_owned()),
        |(id, objective, done)| {
            let title =
                linked(objective.title.as_deref().unwrap_or(&objective.name), &objective.extras);
            let by = objective.by.map(|date| date.moment.last_day().medium()).unwrap_or_default();
            [title, by, done, status(report, id), report.owner(&objective.extras)]
        },
    );
    [
        title,
        by,
        name.unwrap_or_default(),
        number(|of| of.from),
        number(|of| of.now),
        number(|of| of.to),
        reached,
        done,
        status,
        owner,
    ]
}

fn value(measure: &Measure, value: Option<Decimal>) -> String {
    let unit = if measure.is_percent { "%" } else { "" };
    value.map(|value| words::number(value) + unit).unwrap_or_default()
}

/// How much of the way from where it was to where it is to be is behind; it may lead down.
fn reached(measure: &Measure) -> Option<Share> {
    let (from, to, now) = (measure.from?, measure.to?, measure.now?);
    let way = i128::from(to.0) - i128::from(from.0);
    let gone = i128::from(now.0) - i128::from(from.0);
    (way != 0).then(|| Share(i64::try_from(gone * 1000 / way).unwrap_or_default()))
}

fn status(report: &Report<'_>, id: ObjectiveId) -> String {
    let entry = report.outlook.statuses().about(Subject::Objective(id));
    entry.map(|entry| with_reason(entry.health, "")).unwrap_or_default()
}

/// How much of the work that serves each objective is done.
fn work_done(report: &Report<'_>) -> Vec<Option<Share>> {
    let mut serving: Vec<Vec<ItemId>> = vec![Vec::new(); report.model.objectives.len()];
    for item in report.model.items() {
        for (objective, _) in &item.extras().objectives {
            if let Some(items) = serving.get_mut(objective.index()) {
                // What stands inside something that serves it already is counted with that.
                if !items.last().is_some_and(|last| report.model.item(*last).encloses(item.id)) {
                    items.push(item.id);
                }
            }
        }
    }
    serving.iter().map(|items| share_done(report, items)).collect()
}

fn share_done(report: &Report<'_>, items: &[ItemId]) -> Option<Share> {
    let whole = |id: &ItemId| -> Vec<ItemWalker<'_>> {
        let item = report.model.item(*id);
        std::iter::once(item).chain(item.descendants()).collect()
    };
    let progress = report.outlook.progress_among(items.iter().flat_map(whole));
    (progress.total > 0).then_some(progress.complete)
}
