//! The words behind the end of a row.
//! Who works on a row. Nothing tells the name of a person from that of a role or a desk: what is cut to its first word may name
//! nobody, so that a name stays whole, or is seen to be cut; those that have no room are counted.

use std::borrow::Cow;
use std::fmt::Write;

use super::super::Px;
use super::super::label::{Ink, Label, Style, shortened};
use super::{BAND, Grain, Shape, Source};
use crate::model::{Assignment, ItemId, ItemWalker, ObjectiveId, Part, ResourceId, Share};
use crate::plan::{Commitment, CommitmentKind, PlanStatus, State};
use crate::schedule::Schedule;
use crate::text::isolated;
use crate::time::{Date, Moment};

/// What is late says so; a milestone says its date, a stream how much of it is done.
pub(super) fn note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
    commitment: Option<&Commitment>,
) -> Option<Label<'m>> {
    if !source.shows(Part::Dates) {
        return None;
    }
    let note = match commitment.filter(|of| of.is_missed) {
        Some(missed) => missed_note(source, item, missed),
        None => plain_note(source, item, shape, slot)?,
    };
    let outcome = source.outcome(item.id).filter(|_| shape == Shape::Milestone);
    let Some(outcome) = outcome else { return Some(note) };
    let safe = end(source, outcome.percentile(BAND.1));
    let text = format!("{} · {} % by {safe}", note.text, BAND.1);
    Some(Label::new(text, note.style, note.ink))
}

fn plain_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    shape: Shape,
    slot: u8,
) -> Option<Label<'m>> {
    let timing = source.plan.schedule.timing(item.id);
    let day = || end(source, timing.end);
    let (text, style, ink) = match shape {
        Shape::Stream if source.has_begun => (percent(timing.complete), Style::Small, Ink::Muted),
        Shape::Milestone if timing.is_open => {
            (format!("not before {}", day()), Style::Small, Ink::Muted)
        }
        Shape::Milestone => (day(), Style::SmallStrong, Ink::Stream(slot)),
        Shape::Bar if timing.is_open && timing.start == timing.end => {
            ("no estimate".to_owned(), Style::Small, Ink::Muted)
        }
        Shape::Stream | Shape::Bar | Shape::Rollup => return None,
    };
    Some(Label::new(text, style, ink))
}

/// `22 May · 5 d late`, `not before 22 May · at least 5 d late`
fn missed_note<'m>(
    source: &Source<'_, 'm>,
    item: ItemWalker<'m>,
    missed: &Commitment,
) -> Label<'m> {
    let is_close = missed.planned == missed.forecast;
    let end = source.status.forecast(item.id).map(|forecast| forecast.end);
    let day = match end {
        Some(end) => moment(source, end, is_close),
        None => date(missed.forecast, source.year),
    };
    let before = if missed.is_open { "not before " } else { "" };
    Label::new(format!("{before}{day} · {}", late(missed)), Style::SmallStrong, Ink::Late)
}

/// `5 d late`, `1h late`; `at least 5 d late` where that rests on work that nobody has estimated.
pub fn late(missed: &Commitment) -> String {
    let late = match missed.variance {
        1.. => format!("{} d late", missed.variance),
        // By days off alone.
        0 if missed.planned != missed.forecast => "late".to_owned(),
        _ => missed.lateness(),
    };
    if missed.is_open { format!("at least {late}") } else { late }
}

/// `deadline 15 May 2026: 5 working days late`, a line each.
pub fn told(out: &mut String, commitments: &[Commitment]) {
    for of in commitments {
        let kind = match of.kind {
            CommitmentKind::Deadline => "deadline",
            CommitmentKind::Promise => "promised",
            CommitmentKind::Date => "planned",
        };
        let _ = write!(out, "\n{kind} {}: {}", of.planned.medium(), of.lateness());
    }
}

/// An objective that is not reached by its day.
#[derive(Debug)]
pub struct MissedObjective<'m> {
    /// What it is called.
    pub title: &'m str,
    /// By when it was to be reached.
    pub by: Moment,
    /// `18 working days late`
    pub lateness: String,
    /// `18 d late`
    pub news: String,
}

/// The objectives that the forecast misses, or whose day has passed, in order of declaration.
pub fn missed_objectives<'m>(status: &PlanStatus<'m>) -> impl Iterator<Item = MissedObjective<'m>> {
    let model = status.plan().model;
    let all = (0..).map(ObjectiveId::from_index).zip(&model.objectives);
    all.filter_map(|(id, objective)| {
        let standing = status.objective(id)?;
        let missed = standing.commitment.filter(|commitment| commitment.is_missed);
        let is_overdue = standing.state == State::Overdue;
        let (lateness, news) = match missed {
            Some(missed) => (missed.lateness(), late(&missed)),
            // Nothing serves it, so that nothing is forecast.
            None if is_overdue => ("overdue".to_owned(), "overdue".to_owned()),
            None => return None,
        };
        let title = objective.title.as_deref().unwrap_or(&objective.name);
        Some(MissedObjective { title, by: objective.by?.moment, lateness, news })
    })
}

/// When an item ends, if that is known.
pub fn end_day(source: &Source<'_, '_>, item: ItemId) -> Option<String> {
    let standing = source.status.standing(item);
    let is_told = !standing.is_open && source.shows(Part::Dates);
    standing.forecast.filter(|_| is_told).map(|day| end(source, day))
}

/// `58 %`: 100 only when all of it is done.
pub fn percent(complete: Share) -> String {
    format!("{} %", complete.0.clamp(0, 1000) / 10)
}

/// `22 May`, or `14:00` where hours are seen.
pub(super) fn end(source: &Source<'_, '_>, end: Moment) -> String {
    let day = end.last_day();
    match (source.grain, end.minute_of_day()) {
        (Grain::Days, _) => date(day, source.year),
        // What ends at midnight ends the day.
        (_, 0) => time(source, day, 24 * 60),
        (_, minute) => time(source, day, minute),
    }
}

/// An end as it is told here; with its hour where that decides.
pub(super) fn moment(source: &Source<'_, '_>, moment: Moment, is_close: bool) -> String {
    let (day, minute) = (moment.last_day(), moment.minute_of_day());
    if minute == 0 || source.grain == Grain::Days && !is_close {
        return date(day, source.year);
    }
    if source.grain != Grain::Days {
        return end(source, moment);
    }
    format!("{} {:02}:{:02}", date(day, source.year), minute / 60, minute % 60)
}

/// `14:00`, or `5 Sep 14:00` where all is not on one day.
pub(super) fn time(source: &Source<'_, '_>, day: Date, minute: u16) -> String {
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    if source.grain == Grain::HoursOfOneDay { time } else { format!("{} {time}", day.short()) }
}

/// `22 May`, with its year where that is not the one that goes without saying.
pub fn date(date: Date, year: i16) -> String {
    if date.year() == year { date.short() } else { date.medium() }
}

/// More of a name than a table has room for.
const CHARACTERS: usize = 80;
/// What stands between two names.
pub(in crate::emit::chart) const JOINED: &str = " · ";

/// Who works on an item, or who answers for it where nobody is said to work on it; of an item with parts who answers for it.
pub(in crate::emit::chart) fn people<'m>(
    schedule: &Schedule,
    item: ItemWalker<'m>,
) -> Cow<'m, str> {
    let named = |who| name(item, who);
    let owner = || item.extras().owner.map_or(Cow::Borrowed(""), named);
    // Who does levelled work was chosen.
    let is_chosen = schedule.levelling.is_some();
    match schedule.people(item) {
        _ if item.has_parts() => owner(),
        [] => owner(),
        [one] if is_chosen || one.alternatives.is_empty() => named(one.resource),
        all if is_chosen => listed(all.iter().map(|one| named(one.resource))).into(),
        all => listed(all.iter().map(|one| either(item, one))).into(),
    }
}

fn name(item: ItemWalker<'_>, resource: ResourceId) -> Cow<'_, str> {
    isolated(shortened(item.model.resource(resource).title(), CHARACTERS))
}

/// `Ana Silva or Bo Lind`
fn either<'m>(item: ItemWalker<'m>, assignment: &Assignment) -> Cow<'m, str> {
    let others = assignment.alternatives.iter().map(|(other, _)| *other);
    let all: Vec<_> =
        std::iter::once(assignment.resource).chain(others).map(|who| name(item, who)).collect();
    all.join(" or ").into()
}

/// `Ana Silva · Bo Lind`
fn listed<'m>(names: impl Iterator<Item = Cow<'m, str>>) -> String {
    names.collect::<Vec<_>>().join(JOINED)
}

/// As many names of a list as have room, and how many more there are: `Ana Silva · Bo Lind +2`. If not even the first has, it is
/// cut.
pub(in crate::emit::chart) fn fitted(list: Label<'_>, room: Px) -> Label<'_> {
    if list.width <= room {
        return list;
    }
    let count = list.text.matches(JOINED).count();
    let first = |names: usize, end: usize| {
        let shown = list.text.get(..end).unwrap_or(&list.text).to_owned();
        let more = if names > count { String::new() } else { format!(" +{}", count + 1 - names) };
        (Label::new(shown, list.style, list.ink), more)
    };
    let ends = list.text.match_indices(JOINED).map(|(end, _)| end);
    let fewer = (1..).zip(ends).map(|(names, end)| first(names, end));
    let wide = |(names, more): &(Label<'_>, String)| names.width + list.style.width(more);
    let (names, more) = fewer
        .take_while(|shown| wide(shown) <= room)
        .last()
        .unwrap_or_else(|| first(1, list.text.find(JOINED).unwrap_or(list.text.len())));
    let names = names.within(room - list.style.width(&more));
    Label::new(names.text.into_owned() + &more, list.style, list.ink)
}

#[cfg(test)]
mod tests {
    use super::super::super::label::{Ink, Style};
    use super::*;

    fn of(names: &[&str], room: i64) -> String {
        let list = listed(names.iter().map(|name| Cow::Borrowed(*name)));
        fitted(Label::new(list, Style::Faint, Ink::Faint), Px::whole(room)).text.into_owned()
    }

    #[test]
    fn names_that_have_no_room_are_counted() {
        let four = ["Ana Silva", "Bo Lind", "Cem Aydin", "Dana Roth"];
        assert_eq!(of(&four, 300), "Ana Silva · Bo Lind · Cem Aydin · Dana Roth");
        assert_eq!(of(&four, 150), "Ana Silva · Bo Lind +2");
        assert_eq!(of(&four, 90), "Ana Silva +3");
        assert_eq!(of(&four, 60), "Ana… +3");
        assert_eq!(of(&["Branch Manager"], 60), "Branch…");
    }
}
