//! What flies across the chart: releases and the deadline of the whole.

use super::super::label::{clean, shortened};
use super::super::lanes::{FlagFacts, FlagKind};
use super::super::objectives::{self, MissedObjective};
use super::super::rows::{BAND, Source, band, date, late, links, told};
use crate::model::{CommitmentKind, Health, ItemKind, ItemWalker};
use crate::plan::Commitment;
use crate::schedule::simulate::Outcome;
use crate::text::isolated;
use crate::time::Moment;

/// How much of a link is said.
const LINK: usize = 120;
/// So many flags have room for their days.
const FEW: usize = 6;

/// The releases in order of declaration, then the roadmap's own deadline, then the objectives that are missed.
pub(super) fn flags<'m>(source: &Source<'_, 'm>) -> Vec<FlagFacts<'m>> {
    let plan = source.plan;
    let releases = plan.model.items().filter(|item| {
        item.kind() == ItemKind::Release && plan.schedule.timing(item.id).is_scheduled
    });
    let deadline = source.outlook.roadmap_commitment();
    let releases: Vec<_> = releases.collect();
    let has_room = releases.len() <= FEW;
    let releases = releases.into_iter();
    let objectives = objectives::missed(source.outlook);
    releases
        .map(|item| release(source, item, has_room))
        .chain(deadline.map(|of| whole(source, of)))
        .chain(objectives.map(|of| objective(source, &of)))
        .collect()
}

fn release<'m>(source: &Source<'_, 'm>, item: ItemWalker<'m>, has_room: bool) -> FlagFacts<'m> {
    let standing = source.outlook.standing(item.id);
    let end = standing.forecast.unwrap_or(source.plan.schedule.timing(item.id).end);
    let commitments = source.outlook.commitments(item.id);
    let is_open = source.plan.schedule.timing(item.id).state.is_open();
    // What is over is no alarm, however late it was: the tooltip tells it.
    let missed = source.outlook.told_commitment(item.id).filter(|of| of.is_missed && is_open);
    let name = isolated(clean(item.title()));
    let before = if standing.is_open { "not before " } else { "" };
    let mut tooltip = format!("{name}\n{before}{}", end.last_day().long());
    told(&mut tooltip, &commitments);
    if let Some(outcome) = source.outcome(item.id) {
        tooltip.push('\n');
        tooltip.push_str(&likely(outcome));
    }
    let day = format!("{before}{}", date(end.last_day(), source.year));
    let news = match &missed {
        // What was planned is seen as a ghost, what was promised as a pin; a deadline has no sign there.
        Some(missed) if missed.kind == CommitmentKind::Deadline => {
            format!("{day} · {} · due {}", late(missed), date(missed.planned, source.year))
        }
        Some(missed) => format!("{day} · {}", late(missed)),
        None if has_room => day,
        None => String::new(),
    };
    for link in links(item.extras()) {
        tooltip.extend(["\n", &*shortened(link, LINK)]);
    }
    let of_kind = |kind| commitments.iter().find(move |of| of.kind == kind).filter(|_| is_open);
    let planned = of_kind(CommitmentKind::Date).filter(|of| of.is_missed);
    let promise = of_kind(CommitmentKind::Promise);
    // Words behind a lateness are read as what it is told against.
    let is_told = missed.is_none_or(|of| of.kind == CommitmentKind::Promise);
    let words = item.dates().promised.as_ref().filter(|_| is_told);
    let words = words.map(|promised| format!("promised {}", promised.words));
    let health = standing.health.filter(|health| *health != Health::OnTrack);
    FlagFacts {
        item: Some(item.id),
        kind: if missed.is_some() { FlagKind::LateRelease } else { FlagKind::Release },
        at: source.hours.drawn(end),
        name,
        news,
        tooltip,
        band: band(source, item.id),
        planned: planned.map(|of| source.hours.drawn(Moment::end_of(of.planned))),
        promised: promise
            .map(|of| (source.hours.drawn(Moment::end_of(of.planned)), of.is_missed, words)),
        health,
    }
}

fn whole<'m>(source: &Source<'_, 'm>, deadline: Commitment) -> FlagFacts<'m> {
    let is_late = deadline.is_missed;
    FlagFacts {
        item: None,
        kind: if is_late { FlagKind::MissedDeadline } else { FlagKind::Deadline },
        at: source.hours.drawn(Moment::end_of(deadline.planned)),
        name: format!("due {}", date(deadline.planned, source.year)).into(),
        news: if is_late { late(&deadline) } else { String::new() },
        tooltip: format!(
            "deadline of the whole\n{}: {}",
            deadline.planned.long(),
            deadline.lateness()
        ),
        band: None,
        planned: None,
        promised: None,
        health: None,
    }
}

/// An objective that is missed, at the day it was to be reached by.
fn objective<'m>(source: &Source<'_, 'm>, missed: &MissedObjective<'m>) -> FlagFacts<'m> {
    let (title, day) = (isolated(clean(missed.title)), missed.by.last_day());
    FlagFacts {
        item: None,
        kind: FlagKind::MissedObjective,
        at: source.hours.drawn(missed.by),
        news: format!("due {} · {}", date(day, source.year), missed.news),
        tooltip: format!("{title}\nobjective\n{}: {}", day.long(), missed.lateness),
        name: title,
        band: None,
        planned: None,
        promised: None,
        health: None,
    }
}

/// `10 % by 5 May 2026, 50 % by 12 May 2026, 80 % by 20 May 2026`
pub(in crate::emit::chart) fn likely(outcome: &Outcome) -> String {
    let by =
        |percent| format!("{percent} % by {}", outcome.percentile(percent).last_day().medium());
    [BAND.0, 50, BAND.1].map(by).join(", ")
}
