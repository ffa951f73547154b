//! Ideas, the best first.

use super::report::{Report, linked};
use super::table::{Left, Right, Table};
use super::words;
use crate::model::Horizon;
use crate::plan::{RankedIdea, ScoreKind};

pub(super) fn section(report: &Report<'_>) -> String {
    let columns = [
        ("Idea", Left),
        ("RICE", Right),
        ("WSJF", Right),
        ("Effort", Right),
        ("Horizon", Left),
        ("For", Left),
        ("Owner", Left),
    ];
    Table::of(columns, report.plan.ranked_ideas().iter().map(|idea| row(report, idea)))
}

fn row(report: &Report<'_>, ranked: &RankedIdea<'_>) -> [String; 7] {
    let idea = ranked.idea;
    let score = |kind: ScoreKind| {
        let score = ranked.score.filter(|(by, _)| *by == kind);
        score.map(|(_, score)| words::rough(score)).unwrap_or_default()
    };
    [
        linked(idea.title.as_deref().unwrap_or(&idea.name), &idea.extras),
        score(ScoreKind::Rice),
        score(ScoreKind::Wsjf),
        idea.estimate.map(|estimate| report.duration(estimate.likely)).unwrap_or_default(),
        idea.extras.horizon.map(|horizon| words_of(horizon).to_owned()).unwrap_or_default(),
        report.objectives(idea.extras.objectives.iter().map(|(id, _)| *id)),
        report.owner(&idea.extras),
    ]
}

const fn words_of(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "now",
        Horizon::Next => "next",
        Horizon::Later => "later",
    }
}
