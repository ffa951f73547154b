//! Flags of milestones, hatches over bars, and links, laid out.

use rustc_hash::FxHashMap;

use super::super::lanes::{FlagFacts, FlagKind};
use super::super::rows::{BAND, Mark, Row, Source, band};
use crate::emit::chart::Px;
use crate::emit::chart::label::{Align, Ink, Label, Style, clean, shortened};
use crate::emit::chart::look::Why;
use crate::emit::chart::words::{MissedObjective, date, late, links, missed_objectives, told};
use crate::model::{CommitmentKind, Extras, Health, ItemId, ItemKind, ItemWalker, Marker, Model};
use crate::plan::{Commitment, Plan};
use crate::schedule::simulate::Outcome;
use crate::text::isolated;
use crate::time::Moment;

/// How much of a link is said.
const LINK: usize = 120;
/// So many flags have room for their days.
const FEW: usize = 6;

/// The releases in order of declaration, then the roadmap's own deadline, then the objectives that are missed.
pub(super) fn flags<'m>(source: &Source<'_, 'm>) -> Vec<FlagFacts<'m>> {
    let releases = source.view.items().filter(|item| item.kind() == ItemKind::Release);
    let markers = source.plan.model.markers.iter().map(|of| marker(source, of));
    let (from, to) = source.window();
    let is_seen = |flag: &FlagFacts<'_>| {
        from.is_none_or(|from| from <= flag.at) && to.is_none_or(|to| flag.at <= to)
    };
    if source.view.is_public() {
        let releases = releases.filter_map(|item| public_release(source, item));
        return releases.chain(markers).filter(is_seen).collect();
    }
    let deadline = source.status.roadmap_commitment();
    let releases: Vec<_> = releases.collect();
    let has_room = releases.len() <= FEW;
    let releases = releases.into_iter();
    let objectives = missed_objectives(source.status);
    let all = releases
        .map(|item| release(source, item, has_room))
        .chain(deadline.map(|of| whole(source, of)))
        .chain(objectives.map(|of| objective(source, &of)))
        .chain(markers);
    all.filter(is_seen).collect()
}

/// What its author marked.
fn marker<'m>(source: &Source<'_, 'm>, marker: &'m Marker) -> FlagFacts<'m> {
    let (title, day) = (isolated(clean(&marker.title)), marker.moment.date());
    let name = if title.is_empty() { date(day, source.year).into() } else { title };
    FlagFacts {
        tooltip: format!("{name}\n{}", day.long()),
        ..FlagFacts::new(FlagKind::Marker, source.hours.drawn(marker.moment), name)
    }
}

/// A release as everybody may see it: when it is as far as that may be told.
fn public_release<'m>(source: &Source<'_, 'm>, item: ItemWalker<'m>) -> Option<FlagFacts<'m>> {
    let when = source.view.when(item.id)?;
    let name = isolated(clean(item.title()));
    Some(FlagFacts {
        item: Some(item.id),
        tooltip: format!("{name}\n{}", when.words),
        news: when.words,
        ..FlagFacts::new(FlagKind::Release, source.hours.drawn(when.to), name)
    })
}

fn release<'m>(source: &Source<'_, 'm>, item: ItemWalker<'m>, has_room: bool) -> FlagFacts<'m> {
    let standing = source.status.standing(item.id);
    let end = standing.forecast.unwrap_or(source.plan.schedule.timing(item.id).end);
    let commitments = source.status.commitments(item.id);
    let is_open = source.plan.schedule.timing(item.id).state.is_open();
    // What is over is no alarm, however late it was: the tooltip tells it.
    let missed = source.status.told_commitment(item.id).filter(|of| of.is_missed && is_open);
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
    let kind = if is_late { FlagKind::MissedDeadline } else { FlagKind::Deadline };
    let at = source.hours.drawn(Moment::end_of(deadline.planned));
    let name = format!("due {}", date(deadline.planned, source.year));
    let (day, lateness) = (deadline.planned.long(), deadline.lateness());
    FlagFacts {
        news: if is_late { late(&deadline) } else { String::new() },
        tooltip: format!("deadline of the whole\n{day}: {lateness}"),
        ..FlagFacts::new(kind, at, name.into())
    }
}

/// An objective that is missed, at the day it was to be reached by.
fn objective<'m>(source: &Source<'_, 'm>, missed: &MissedObjective<'m>) -> FlagFacts<'m> {
    let (title, day) = (isolated(clean(missed.title)), missed.by.last_day());
    FlagFacts {
        news: format!("due {} · {}", date(day, source.year), missed.news),
        tooltip: format!("{title}\nobjective\n{}: {}", day.long(), missed.lateness),
        ..FlagFacts::new(FlagKind::MissedObjective, source.hours.drawn(missed.by), title)
    }
}

/// `10 % by 5 May 2026, 50 % by 12 May 2026, 80 % by 20 May 2026`
pub(in crate::emit::chart) fn likely(outcome: &Outcome) -> String {
    let by =
        |percent| format!("{percent} % by {}", outcome.percentile(percent).last_day().medium());
    [BAND.0, 50, BAND.1].map(by).join(", ")
}

/// A hatched stretch of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hatch {
    /// Of which row.
    pub row: usize,
    /// Its left edge.
    pub left: Px,
    /// Its right edge.
    pub right: Px,
    /// Why.
    pub why: Why,
}

/// What is narrower can't be seen.
const NARROWEST: Px = Px::whole(2);
/// What it keeps off the number in its bar.
const CLEAR: Px = Px::whole(3);

/// The hatched stretches of all bars, row by row. Of what is done nothing has to be told any more.
pub(super) fn hatches(
    plan: Plan<'_>,
    rows: &[Row<'_>],
    place: &dyn Fn(Moment) -> Px,
) -> Vec<Hatch> {
    let mut all = Vec::new();
    let mut add = |row: usize, from: Moment, to: Moment, why: Why| {
        let Some(Mark::Bar { start, done, end, .. }) = rows.get(row).map(|row| row.mark) else {
            return;
        };
        let (left, right) = (place(from).max(start).max(done), place(to).min(end));
        if right - left >= NARROWEST {
            all.push(Hatch { row, left, right, why });
        }
    };
    for (at, row) in rows.iter().enumerate().filter(|(_, row)| row.mark.is_bar()) {
        let Some(item) = row.item.map(|item| plan.model.item(item)) else { continue };
        if item.has_parts() {
            continue;
        }
        for assigned in plan.schedule.people(item) {
            for absence in &plan.model.resource(assigned.resource).data().absences {
                add(at, absence.from, absence.to, Why::Away);
            }
        }
    }
    if !plan.schedule.overloads.is_empty() {
        let row_of: FxHashMap<ItemId, usize> =
            rows.iter().enumerate().filter_map(|(at, row)| Some((row.item?, at))).collect();
        for overload in &plan.schedule.overloads {
            for row in overload.items.iter().filter_map(|item| row_of.get(item)) {
                let days = (Moment::start_of(overload.first), Moment::end_of(overload.last));
                add(*row, days.0, days.1, Why::Overload);
            }
        }
    }
    all.sort_unstable_by_key(|hatch| (hatch.row, hatch.why, hatch.left));
    // Stretches of several people that overlap are one.
    all.dedup_by(|next, before| {
        let is_joined =
            (next.row, next.why) == (before.row, before.why) && next.left <= before.right;
        if is_joined {
            before.right = before.right.max(next.right);
        }
        is_joined
    });
    all.into_iter().flat_map(|hatch| beside_number(hatch, rows)).collect()
}

/// What of a hatched stretch lies beside the number in its bar; all of it where that would leave nothing.
fn beside_number(hatch: Hatch, rows: &[Row<'_>]) -> Vec<Hatch> {
    let Some(number) = rows.get(hatch.row).and_then(|row| row.inner.as_deref()) else {
        return vec![hatch];
    };
    let (left, right) = (number.left() - CLEAR, number.right() + CLEAR);
    let before = Hatch { right: hatch.right.min(left), ..hatch };
    let behind = Hatch { left: hatch.left.max(right), ..hatch };
    let is_seen = |part: &Hatch| part.right - part.left >= NARROWEST;
    let parts: Vec<_> = [before, behind].into_iter().filter(is_seen).collect();
    if parts.is_empty() { vec![hatch] } else { parts }
}

/// So many numbers of one row; the tooltip lists all links.
const MOST: usize = 8;
/// From a name to its first number, and from number to number.
const GAP: Px = Px::whole(6);

/// A link of a row that is not its first.
#[derive(Debug)]
pub struct MoreLink<'m> {
    /// Of which row.
    pub row: usize,
    /// Its number among the links of its item.
    pub number: Label<'m>,
    /// Where it leads.
    pub address: &'m str,
}

fn numbered<'m>(extras: &Extras) -> impl Iterator<Item = (Label<'m>, &str)> {
    let numbers = (2_usize..).zip(links(extras).skip(1)).take(MOST);
    numbers.map(|(at, address)| (Label::new(at.to_string(), Style::Small, Ink::Muted), address))
}

/// How wide the numbers of something are.
pub(in crate::emit::chart) fn links_width(extras: &Extras) -> Px {
    numbered(extras).map(|(number, _)| GAP + number.width).sum()
}

/// The further links of all rows.
pub(super) fn more<'m>(model: &'m Model, rows: &[Row<'m>]) -> Vec<MoreLink<'m>> {
    let mut all = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (mut x, middle) = (row.title.right(), row.title.baseline - row.title.style.drop());
        let Some(item) = row.item else { continue };
        for (number, address) in numbered(model.item(item).extras()) {
            let drop = number.style.drop();
            let number = number.at(x + GAP, Align::Start, middle + drop);
            x = number.right();
            all.push(MoreLink { row: at, number, address });
        }
    }
    all
}
