//! What may go wrong, the most exposed first.

use super::report::{Report, linked};
use super::table::{Left, Right, Table};
use super::{escape, words};
use crate::model::{Impact, Mitigation, Risk};
use crate::plan::{Exposure, RiskRow};

pub(super) fn section(report: &Report<'_>) -> String {
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
    Table::of(columns, open.map(|risk| row(report, &risk)))
}

fn row(report: &Report<'_>, RiskRow { risk, exposure, .. }: &RiskRow<'_>) -> [String; 8] {
    let title = linked(risk.title.as_deref().unwrap_or(&risk.name), &risk.extras);
    let external = if risk.is_external { " (external)" } else { "" };
    let overdue = if report.plan.is_overdue(risk) { " (overdue)" } else { "" };
    let due = risk.due.map(|date| date.moment.last_day().medium() + overdue);
    [
        title + external,
        threatens(report, risk),
        risk.probability.map(words::percent).unwrap_or_default(),
        joined(risk.impacts.iter().map(|impact| impact_words(report, *impact))),
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
    let delayed = risk.impacts.iter().filter_map(|impact| match impact {
        Impact::Time { on, .. } => *on,
        Impact::Money { .. } => None,
    });
    let mut items: Vec<_> = delayed.collect();
    items.dedup();
    if items.is_empty() {
        items.extend(risk.threatens);
    }
    items.into_iter().map(|item| report.full_title(item)).collect::<Vec<_>>().join(", ")
}

fn impact_words(report: &Report<'_>, impact: Impact) -> String {
    match impact {
        Impact::Time { best, worst, .. } if best == worst => report.duration(best),
        Impact::Time { best, worst, .. } => words::range(best, worst, report.model.header.day),
        Impact::Money { best, worst } if best == worst => report.money(best),
        Impact::Money { best, worst } => {
            format!("{} to {}", report.money(best), report.money(worst))
        }
    }
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
