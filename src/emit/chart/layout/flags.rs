//! What flies across the chart: releases and the deadline of the whole.

use std::fmt::Write;

use super::super::label::clean;
use super::super::lanes::{FlagFacts, FlagKind};
use super::super::rows::{BAND, Source, band, date};
use crate::model::{ItemKind, ItemWalker};
use crate::plan::Commitment;
use crate::schedule::simulate::Outcome;
use crate::time::Moment;

/// The releases in order of declaration, then the roadmap's own deadline.
pub(super) fn flags<'m>(source: &Source<'_, 'm>) -> Vec<FlagFacts<'m>> {
    let plan = source.plan;
    let releases = plan.model.items().filter(|item| {
        item.kind() == ItemKind::Release && plan.schedule.timing(item.id).is_scheduled
    });
    let deadline = source.outlook.roadmap_commitment();
    releases.map(|item| release(source, item)).chain(deadline.map(|of| whole(source, of))).collect()
}

fn release<'m>(source: &Source<'_, 'm>, item: ItemWalker<'m>) -> FlagFacts<'m> {
    let end = source.plan.schedule.timing(item.id).end;
    let commitments = source.outlook.commitments(item.id);
    let name = clean(item.title());
    let mut tooltip = format!("{name}\n{}", end.last_day().long());
    for of in &commitments {
        let _ = write!(tooltip, "\n{}: {}", of.planned.medium(), of.lateness());
    }
    let is_late = commitments.iter().any(|of| of.is_missed);
    if let Some(outcome) = source.outcome(item.id) {
        tooltip.push('\n');
        tooltip.push_str(&likely(outcome));
    }
    FlagFacts {
        item: Some(item.id),
        kind: if is_late { FlagKind::LateRelease } else { FlagKind::Release },
        at: source.hours.drawn(end),
        name,
        tooltip,
        band: band(source, item.id),
    }
}

fn whole<'m>(source: &Source<'_, 'm>, deadline: Commitment) -> FlagFacts<'m> {
    let is_late = deadline.is_missed;
    FlagFacts {
        item: None,
        kind: if is_late { FlagKind::MissedDeadline } else { FlagKind::Deadline },
        at: source.hours.drawn(Moment::end_of(deadline.planned)),
        name: format!("due {}", date(deadline.planned, source.year)).into(),
        tooltip: format!(
            "deadline of the whole\n{}: {}",
            deadline.planned.long(),
            deadline.lateness()
        ),
        band: None,
    }
}

/// `10 % by 5 May 2026, 50 % by 12 May 2026, 80 % by 20 May 2026`
pub(in crate::emit::chart) fn likely(outcome: &Outcome) -> String {
    let by =
        |percent| format!("{percent} % by {}", outcome.percentile(percent).last_day().medium());
    [BAND.0, 50, BAND.1].map(by).join(", ")
}
