//! What the product is to achieve, and how far it is.

use super::report::{Report, linked, with_reason};
use super::table::{AS_ABOVE, Left, Right, Table};
use super::words;
use crate::model::{Decimal, Edge, ItemWalker, Measure, Objective, ObjectiveId, Share};
use crate::time::Spoken;

pub(super) fn section(report: &Report<'_>) -> String {
    let mut table = Table::new([
        ("Objective", Left),
        ("By", Left),
        ("Forecast", Left),
        ("Variance", Left),
        ("Measure", Left),
        ("From", Right),
        ("Now", Right),
        ("To", Right),
        ("Reached", Right),
        ("Work done", Right),
        ("Health", Left),
        ("Owner", Left),
    ]);
    for (index, objective) in report.model.objectives.iter().enumerate() {
        let id = ObjectiveId::from_index(index);
        let done = work_done(report, id).map(words::percent).unwrap_or_default();
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
) -> [String; 12] {
    let number = |of: fn(&Measure) -> Option<Decimal>| {
        measure.map_or(String::new(), |measure| value(measure, of(measure)))
    };
    let name = measure.map(|of| super::escape::text(of.title.as_deref().unwrap_or(&of.name)));
    let reached = measure.and_then(reached).map(words::percent).unwrap_or_default();
    let [title, by, forecast, variance, done, health, owner] = lead.map_or_else(
        || std::array::from_fn(|_| AS_ABOVE.to_owned()),
        |(id, objective, done)| {
            let title =
                linked(objective.title.as_deref().unwrap_or(&objective.name), &objective.extras);
            let outlook = report.outlook.objective(id).filter(|of| of.state.is_open());
            let commitment = outlook.and_then(|of| of.commitment);
            let clock = report.outlook.clock_of_roadmap();
            let spoken = commitment.map(|of| of.spoken(clock)).unzip();
            let by = spoken.0.or_else(|| Some(clock.spoken(objective.by?.moment, Edge::End)));
            let by = by.map(Spoken::medium).unwrap_or_default();
            let variance = commitment.map(|of| of.lateness()).unwrap_or_default();
            let forecast = outlook.and_then(|of| of.forecast);
            let forecast = forecast.map(|of| {
                let day = spoken.1.unwrap_or(clock.spoken(of.end, Edge::End));
                words::not_before(&day.medium(), of.is_open)
            });
            let health = report.outlook.objective_health(id).map(|(health, reason)| {
                with_reason(health, if reason == variance { "" } else { &reason })
            });
            [
                title,
                by,
                forecast.unwrap_or_default(),
                variance,
                done,
                health.unwrap_or_default(),
                report.owner(&objective.extras),
            ]
        },
    );
    [
        title,
        by,
        forecast,
        variance,
        name.unwrap_or_default(),
        number(|of| of.from),
        number(|of| of.now),
        number(|of| of.to),
        reached,
        done,
        health,
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

/// How much of the work that serves an objective is done.
fn work_done(report: &Report<'_>, id: ObjectiveId) -> Option<Share> {
    let serving = &report.outlook.objective(id)?.items;
    let mut items: Vec<ItemWalker<'_>> = Vec::new();
    for item in serving {
        // What stands inside something that serves it already is counted with that.
        if !items.last().is_some_and(|last| last.encloses(*item)) {
            items.push(report.model.item(*item));
        }
    }
    let all = items.into_iter().flat_map(|item| std::iter::once(item).chain(item.descendants()));
    let progress = report.outlook.progress_among(all);
    (progress.total > progress.uncounted).then_some(progress.complete)
}
