//! Ideas, the best first.

use super::labels::Labels;
use super::report::{Report, linked};
use super::table::{Align, Left, Right, Table};
use super::words;
use crate::model::{Decimal, Score, Subject};
use crate::plan::{RankedIdea, ScoreKind};

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

pub(super) fn section(report: &Report<'_>) -> String {
    let lead = [("Idea", Left), ("Stream", Left), ("RICE", Right), ("WSJF", Right)];
    let parts: [(&str, Align); 6] = PARTS.map(|(heading, _)| (heading, Right));
    let behind = [("For", Left), ("Owner", Left)];
    let columns = lead.into_iter().chain(parts).chain([("Effort", Right)]);
    let own: Vec<_> = columns.clone().chain(behind).map(|(heading, _)| heading).collect();
    let labels = Labels::of(report, &own);
    let mut table = Table::new(columns.chain(labels.columns()).chain(behind));
    for ranked in report.plan.ranked_ideas() {
        let extras = &ranked.idea.extras;
        let mut row = lead_cells(report, &ranked).to_vec();
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
    let best = report.plan.ranked_ideas().into_iter().next()?;
    let (kind, score) = best.score?;
    let kind = match kind {
        ScoreKind::Rice => "RICE",
        ScoreKind::Wsjf => "WSJF",
    };
    let title = super::escape::text(report.plan.title_of(Subject::Idea(best.id)));
    Some(format!("{title} ({kind} {})", words::rough(score)))
}

fn lead_cells(report: &Report<'_>, ranked: &RankedIdea<'_>) -> [String; 4] {
    let idea = ranked.idea;
    let score = |kind: ScoreKind| {
        let score = ranked.score.filter(|(by, _)| *by == kind);
        score.map(|(_, score)| words::rough(score)).unwrap_or_default()
    };
    [
        linked(idea.title.as_deref().unwrap_or(&idea.name), &idea.extras),
        idea.stream.map(|stream| report.title(stream)).unwrap_or_default(),
        score(ScoreKind::Rice),
        score(ScoreKind::Wsjf),
    ]
}

fn part_cell(score: Option<Score>, heading: &str, part: Part) -> String {
    let unit = if heading == "Confidence" { "%" } else { "" };
    score.and_then(part).map(|number| words::number(number) + unit).unwrap_or_default()
}
