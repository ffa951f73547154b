//! What the product is to achieve, what may go wrong, what was reported, and what could be done besides.

use super::labels::Labels;
use super::report::{Report, linked, with_reason};
use super::table::{AS_ABOVE, Align, Left, Right, Table};
use super::{escape, words};
use crate::model::{
    Decimal, Edge, ItemWalker, Measure, Mitigation, Objective, ObjectiveId, Risk, RiskId, Score,
    Share, StatusEntry, Subject,
};
use crate::plan::{Exposure, PlanStatus, RankedIdea, RiskRow, ScoreKind};
use crate::time::Spoken;

pub(super) fn objectives(report: &Report<'_>) -> String {
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
            table.push(objective_row(report, lead.take(), Some(measure)));
        }
        if lead.is_some() {
            table.push(objective_row(report, lead, None));
        }
    }
    table.text()
}

/// A row for each measure; what is said of the objective itself stands in the first of them.
fn objective_row(
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
            let status = report.status.objective(id).filter(|of| of.state.is_open());
            let commitment = status.and_then(|of| of.commitment);
            let clock = report.status.clock_of_roadmap();
            let spoken = commitment.map(|of| of.spoken(clock)).unzip();
            let by = spoken.0.or_else(|| Some(clock.spoken(objective.by?.moment, Edge::End)));
            let by = by.map(Spoken::medium).unwrap_or_default();
            let variance = commitment.map(|of| of.lateness()).unwrap_or_default();
            let forecast = status.and_then(|of| of.forecast);
            let forecast = forecast.map(|of| {
                let day = spoken.1.unwrap_or(clock.spoken(of.end, Edge::End));
                words::not_before(&day.medium(), of.is_open)
            });
            let health = report.status.objective_health(id).map(|(health, reason)| {
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
    let serving = &report.status.objective(id)?.items;
    let mut items: Vec<ItemWalker<'_>> = Vec::new();
    for item in serving {
        // What stands inside something that serves it already is counted with that.
        if !items.last().is_some_and(|last| last.encloses(*item)) {
            items.push(report.model.item(*item));
        }
    }
    let all = items.into_iter().flat_map(|item| std::iter::once(item).chain(item.descendants()));
    let progress = report.status.progress_among(all);
    (progress.total > progress.uncounted).then_some(progress.complete)
}

pub(super) fn risks(report: &Report<'_>) -> String {
    risks_among(report, |_| true)
}

/// The open ones of these risks.
pub(super) fn risks_among(report: &Report<'_>, is_meant: impl Fn(RiskId) -> bool) -> String {
    let columns = [
        ("Risk", Left),
        ("Threatens", Left),
        ("Probability", Right),
        ("Impact", Left),
        ("Exposure", Right),
        ("Mitigation", Left),
        ("Owner", Left),
        ("Due", Left),
    ];
    let open = report.plan.risks().into_iter().filter(|row| !row.risk.is_closed);
    let open = open.filter(|row| is_meant(row.id));
    Table::of(columns, open.map(|risk| risk_row(report, &risk)))
}

fn risk_row(report: &Report<'_>, RiskRow { risk, exposure, .. }: &RiskRow<'_>) -> [String; 8] {
    let title = linked(risk.title.as_deref().unwrap_or(&risk.name), &risk.extras);
    let external = if risk.is_external { " (external)" } else { "" };
    let overdue = if report.plan.is_overdue(risk) { " (overdue)" } else { "" };
    let due = risk.due.map(|date| date.moment.last_day().medium() + overdue);
    [
        title + external,
        threatens(report, risk),
        risk.probability.map(words::percent).unwrap_or_default(),
        joined(risk.impacts.iter().map(|impact| words::impact(*impact, &report.model.header))),
        exposure_words(report, *exposure),
        joined(risk.mitigations.iter().map(|of| mitigation(report, of))),
        report.owner(&risk.extras),
        due.unwrap_or_default(),
    ]
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// The items that its impacts delay, or the one it stands in.
fn threatens(report: &Report<'_>, risk: &Risk) -> String {
    let mut items: Vec<_> = risk.delayed().collect();
    items.dedup();
    if items.is_empty() {
        items.extend(risk.threatens);
    }
    items.into_iter().map(|item| report.full_title(item)).collect::<Vec<_>>().join(", ")
}

fn exposure_words(report: &Report<'_>, exposure: Exposure) -> String {
    let time = exposure.time.map(|time| report.duration(time));
    let money = exposure.money.map(|money| report.money(money));
    joined([time, money].into_iter().flatten())
}

fn mitigation(report: &Report<'_>, of: &Mitigation) -> String {
    let text = of.text.as_deref().map(escape::text).unwrap_or_default();
    match of.by.map(|item| report.model.item(item)) {
        Some(item) if text.is_empty() => escape::text(item.title()),
        Some(item) => format!("{text} (by {})", escape::text(item.title())),
        None => text,
    }
}

pub(super) fn statuses(report: &Report<'_>) -> String {
    if report.model.statuses.is_empty() {
        return String::new();
    }
    let columns = [
        ("Date", Left),
        ("About", Left),
        ("Reported", Left),
        ("By the schedule", Left),
        ("Comment", Left),
    ];
    let schedule = report.plan.status_by_schedule();
    let entries = report.status.statuses().by_date();
    Table::of(columns, entries.into_iter().map(|entry| status_row(report, &schedule, entry)))
}

fn status_row(report: &Report<'_>, schedule: &PlanStatus<'_>, entry: &StatusEntry) -> [String; 5] {
    let about = match entry.subject {
        Subject::Roadmap => "Everything".into(),
        subject => escape::text(report.plan.title_of(subject)),
    };
    let computed = match entry.subject {
        Subject::Roadmap => Some(schedule.health().0),
        Subject::Item(item) => schedule.item_health_word(item),
        Subject::Objective(id) => schedule.objective(id).map(|of| of.health),
        Subject::Idea(_) => None,
    };
    [
        entry.date.medium(),
        about,
        words::health(entry.health),
        computed.map(words::health).unwrap_or_default(),
        escape::text(&entry.text),
    ]
}

/// A number of a score.
type Part = fn(Score) -> Option<Decimal>;

/// What a score is made from: its columns stand behind it, so that the order can be followed.
const PARTS: [(&str, Part); 6] = [
    ("Reach", |score| score.reach),
    ("Impact", |score| score.impact),
    ("Confidence", |score| score.confidence),
    ("Value", |score| score.value),
    ("Urgency", |score| score.urgency),
    ("Risk", |score| score.risk),
];

pub(super) fn ideas(report: &Report<'_>) -> String {
    ideas_among(report, report.plan.ranked_ideas(None))
}

pub(super) fn ideas_among(report: &Report<'_>, ideas: Vec<RankedIdea<'_>>) -> String {
    let lead = [("Idea", Left), ("Stream", Left)];
    let parts: [(&str, Align); 6] = PARTS.map(|(heading, _)| (heading, Right));
    let behind = [("For", Left), ("Owner", Left)];
    let scores = ScoreKind::ALL.map(|kind| (kind.name(), Right));
    let columns = lead.into_iter().chain(scores).chain(parts).chain([("Effort", Right)]);
    let own: Vec<_> = columns.clone().chain(behind).map(|(heading, _)| heading).collect();
    let labels = Labels::of(report, &own);
    let mut table = Table::new(columns.chain(labels.columns()).chain(behind));
    for ranked in ideas {
        let extras = &ranked.idea.extras;
        let mut row = lead_cells(report, &ranked);
        row.extend(PARTS.map(|(heading, part)| part_cell(extras.score, heading, part)));
        let effort = ranked.idea.estimate.map(|estimate| report.duration(estimate.likely));
        row.push(effort.unwrap_or_default());
        row.extend(labels.cells(extras));
        row.push(report.objectives(extras.objectives.iter().map(|(id, _)| *id)));
        row.push(report.owner(extras));
        table.push(row);
    }
    table.text()
}

/// The best of all, and its score: `Offline payments (RICE 26,667)`.
pub(super) fn best(report: &Report<'_>) -> Option<String> {
    let best = report.plan.ranked_ideas(None).into_iter().next()?;
    let (kind, score) = best.score?;
    let title = super::escape::text(report.plan.title_of(Subject::Idea(best.id)));
    Some(format!("{title} ({} {})", kind.name(), words::rough(score)))
}

fn lead_cells(report: &Report<'_>, ranked: &RankedIdea<'_>) -> Vec<String> {
    let idea = ranked.idea;
    let score = |kind: ScoreKind| {
        let score = ranked.score.filter(|(by, _)| *by == kind);
        score.map(|(_, score)| words::rough(score)).unwrap_or_default()
    };
    let lead = [
        linked(idea.title.as_deref().unwrap_or(&idea.name), &idea.extras),
        idea.stream.map(|stream| report.title(stream)).unwrap_or_default(),
    ];
    lead.into_iter().chain(ScoreKind::ALL.map(score)).collect()
}

fn part_cell(score: Option<Score>, heading: &str, part: Part) -> String {
    let unit = if heading == "Confidence" { "%" } else { "" };
    score.and_then(part).map(|number| words::number(number) + unit).unwrap_or_default()
}
