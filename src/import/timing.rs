//! What the dates of a file mean in a roadmap.
//!
//! Dates that people wrote are kept. An item with a start and an end is fixed between them, unless it waits for something: then the
//! length between its dates is its estimate, and its start is said only where it is not what the links give anyway.

use super::draft::{Basis, Draft, Estimate, Item, Kind, LinkKind, Origin};
use super::tree::Tree;
use super::values::{Amount, Number, When};
use crate::syntax::keyword::AttributeKind as A;
use crate::time::{Date, Weekday};

/// The days on which the roadmap works, as far as lengths of written dates need them.
#[derive(Debug)]
pub(super) struct Week {
    works: [bool; 7],
    off: Vec<(Date, Date)>,
}

impl Week {
    /// Those of the draft's own calendar.
    pub(super) fn of(draft: &Draft) -> Self {
        let calendar = draft.calendar.and_then(|index| draft.calendars.get(index));
        let hours = calendar.map(|calendar| calendar.work.as_slice()).unwrap_or_default();
        let usual = |day: Weekday| !matches!(day, Weekday::Saturday | Weekday::Sunday);
        let is_open =
            |day: Weekday| hours.iter().any(|(of, hours)| *of == day && !hours.is_empty());
        let works =
            Weekday::ALL.map(|day| if hours.is_empty() { usual(day) } else { is_open(day) });
        let off = calendar
            .map(|calendar| calendar.off.iter().map(|(first, last, _)| (*first, *last)).collect());
        Self { works, off: off.unwrap_or_default() }
    }

    fn is_open(&self, day: Date) -> bool {
        let is_off = |(first, last): &(Date, Date)| (*first..=*last).contains(&day);
        self.works.get(day.weekday().index()) == Some(&true) && !self.off.iter().any(is_off)
    }

    /// The working days from one day to another, both included; none if there are too many to count one by one.
    pub(super) fn days(&self, first: Date, last: Date) -> Option<i64> {
        const MOST: usize = 10_000;
        let days = std::iter::successors(Some(first), |day| day.plus_days(1));
        let days: Vec<_> = days.take_while(|day| *day <= last).take(MOST).collect();
        let count = days.iter().filter(|day| self.is_open(**day)).count();
        (days.len() < MOST).then(|| i64::try_from(count).unwrap_or_default())
    }

    /// The first working day behind a day.
    fn next(&self, day: Date) -> Option<Date> {
        std::iter::successors(day.plus_days(1), |day| day.plus_days(1))
            .take(400)
            .find(|day| self.is_open(*day))
    }
}

/// What an item says of time in a roadmap: attributes, but for what it waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Timing {
    /// Attributes as they are written, such as `from 2026-03-02`.
    pub(super) words: Vec<(A, String)>,
    /// A day before which it does not start.
    pub(super) not_before: Option<When>,
}

/// The timing of an item.
pub(super) fn of(index: usize, tree: &Tree, week: &Week, draft: &mut Draft) -> Timing {
    let Some(node) = tree.node(index) else { return Timing::default() };
    let item = &node.item;
    let mut timing = Timing { not_before: item.not_before, ..Timing::default() };
    let is_whole = !node.parts.is_empty();
    if item.is_done {
        if is_whole || matches!(node.kind, Kind::Idea | Kind::Stream) {
            is_all_done(index, tree, draft);
        } else {
            done(item, node.kind, &mut timing);
        }
    } else if node.kind == Kind::Milestone || node.kind == Kind::Release {
        point(index, tree, week, &mut timing);
    } else if is_whole || matches!(node.kind, Kind::Idea | Kind::Stream) {
        whole(item, node.kind, is_whole, draft);
        if let (Some(from), Some(to)) = (item.from, item.to) {
            timing.words.push((A::During, format!("during {from}..{to}")));
        } else {
            timing.words.extend(fixed(item));
        }
        if !is_whole {
            timing.words.extend(item.estimate.map(estimate));
        }
    } else {
        work(index, tree, week, draft, &mut timing);
    }
    around(item, node.kind, draft, &mut timing);
    timing
}

/// What is finished keeps its actual dates.
fn done(item: &Item, kind: Kind, timing: &mut Timing) {
    timing.not_before = None;
    let written = |when: Option<When>| when.filter(|_| item.origin == Origin::Written);
    let finished = item.finished.or(written(item.end));
    let started = item
        .started
        .or(item.from)
        .or(written(item.start))
        .filter(|start| finished.is_none_or(|end| *start <= end));
    let is_span = !matches!(kind, Kind::Milestone | Kind::Release);
    let is_kept = finished.is_none() || item.is_exact;
    timing.words.extend(item.estimate.filter(|_| is_kept && is_span).map(estimate));
    timing
        .words
        .extend(started.filter(|_| is_span).map(|day| (A::Started, format!("started {day}"))));
    let done = finished.map_or_else(|| "done".into(), |day| format!("done {day}"));
    timing.words.push((A::Done, done));
}

/// Of something with parts it follows from them whether it is done: told where it does not.
fn is_all_done(index: usize, tree: &Tree, draft: &mut Draft) {
    let Some(node) = tree.node(index) else { return };
    let is_over = |part: &usize| {
        tree.node(*part).is_some_and(|part| part.item.is_done || part.item.is_dropped)
    };
    if !node.parts.iter().all(is_over) || node.parts.is_empty() {
        let why = "it is done when all that is in it is";
        draft.left_out("that something is done", why, &node.item.spot());
    }
}

/// A point in time stands on its written day; what it waits for may only move its forecast.
fn point(index: usize, tree: &Tree, week: &Week, timing: &mut Timing) {
    let Some(node) = tree.node(index) else { return };
    let item = &node.item;
    let fixed = item.from.or(item.to);
    let said = item.end.or(item.start);
    let is_free = item.origin == Origin::Computed
        && (item.is_exact || !node.waits.is_empty() || item.not_before.is_some());
    let is_given = || {
        given(index, tree, week)
            .is_some_and(|(_, evening)| said.is_some_and(|day| day.date == evening))
    };
    let on = fixed.or(said.filter(|_| !is_free && !is_given()));
    timing.words.extend(on.map(|day| (A::On, format!("on {day}"))));
    if on.is_some() {
        timing.not_before = None;
    }
}

/// What has parts spans them: its own dates can only be compared.
fn whole(item: &Item, kind: Kind, is_whole: bool, draft: &mut Draft) {
    if item.estimate.is_some() && is_whole && item.origin == Origin::Written {
        let why = "what has parts takes as long as they do";
        draft.left_out("an estimate", why, &item.spot());
    }
    if kind == Kind::Idea && (item.start.is_some() || item.end.is_some()) {
        let why = "an idea is not planned and has no dates";
        draft.left_out("dates", why, &item.spot());
    }
}

/// The starts and ends that are fixed.
fn fixed(item: &Item) -> impl Iterator<Item = (A, String)> {
    let from = item.from.map(|day| (A::From, format!("from {day}")));
    from.into_iter().chain(item.to.map(|day| (A::To, format!("to {day}"))))
}

/// Work without parts.
fn work(index: usize, tree: &Tree, week: &Week, draft: &mut Draft, timing: &mut Timing) {
    let Some(node) = tree.node(index) else { return };
    let (item, words) = (&node.item, &mut timing.words);
    if item.origin == Origin::Computed || item.from.is_some() || item.to.is_some() {
        words.extend(item.estimate.map(estimate));
        match (item.from, item.to) {
            (Some(from), Some(to)) if item.is_during => {
                words.push((A::During, format!("during {from}..{to}")));
            }
            _ => words.extend(fixed(item)),
        }
        return;
    }
    let (start, end) = match (item.start, item.end) {
        (Some(start), Some(end)) if end < start => {
            let what = format!("an end, {end}");
            draft.left_out(what, format!("it is before the start, {start}"), &item.spot());
            (Some(start), None)
        }
        dates => dates,
    };
    match (start, end) {
        (Some(start), Some(end))
            if node.waits.is_empty() || start.minute.is_some() || end.minute.is_some() =>
        {
            words.push((A::From, format!("from {start}")));
            words.push((A::To, format!("to {end}")));
        }
        (Some(start), Some(end)) => {
            match week.days(start.date, end.date).filter(|days| *days > 0) {
                Some(days) => words.push((A::Duration, Amount::days(days).to_string())),
                None => words.push((A::To, format!("to {end}"))),
            }
            let is_given =
                given(index, tree, week).is_some_and(|(morning, _)| start.date <= morning);
            timing.not_before = item.not_before.or(Some(start).filter(|_| !is_given));
        }
        (Some(start), None) => {
            words.extend(item.estimate.map(estimate));
            if node.waits.is_empty() {
                words.push((A::From, format!("from {start}")));
            } else {
                timing.not_before = item.not_before.or(Some(start));
            }
        }
        (None, Some(end)) => {
            words.extend(item.estimate.map(estimate));
            if item.estimate.is_some() && node.waits.is_empty() {
                words.push((A::To, format!("to {end}")));
            } else if item.deadline.is_none() {
                words.push((A::By, format!("by {end}")));
            }
        }
        (None, None) => words.extend(item.estimate.map(estimate)),
    }
    if let (Some(start), Some(end), Some(said)) = (start, end, item.estimate) {
        dated_and_estimated(item, said, week.days(start.date, end.date), draft, timing);
    }
}

/// Of work of which the dates say how long it takes, so many days, only its effort says more.
fn dated_and_estimated(
    item: &Item,
    said: Estimate,
    days: Option<i64>,
    draft: &mut Draft,
    timing: &mut Timing,
) {
    if let Estimate::Effort(_) = said {
        timing.words.retain(|(word, _)| matches!(word, A::From | A::To));
        timing.words.insert(0, estimate(said));
    } else if days.is_none_or(|days| said != Estimate::Duration(Amount::days(days))) {
        let why = "its dates say how long it takes, and they are kept";
        draft.decided("an estimate", why, &item.spot());
    }
}

/// What can be said of everything: ends that are bound, deadlines, progress.
fn around(item: &Item, kind: Kind, draft: &mut Draft, timing: &mut Timing) {
    let is_point = matches!(kind, Kind::Milestone | Kind::Release);
    if kind == Kind::Idea {
        return;
    }
    timing.words.extend(item.deadline.map(|day| (A::By, format!("by {day}"))));
    timing.words.extend(item.promised.as_ref().map(|day| (A::Promised, format!("promised {day}"))));
    if item.is_dropped {
        timing.words.retain(|(word, _)| !matches!(word, A::Done | A::Started));
        timing.words.push((A::Dropped, "dropped".into()));
        return;
    }
    if item.is_done {
        return;
    }
    timing.words.extend(item.starts_by.map(|day| (A::Within, format!("within 0d after {day}"))));
    let is_fixed = timing.words.iter().any(|(word, _)| *word == A::On);
    if item.is_late && !is_fixed {
        timing.words.push((A::Alap, "alap".into()));
    }
    if is_point {
        return;
    }
    timing.words.extend(item.started.map(|day| (A::Started, format!("started {day}"))));
    let progress = item.progress.filter(|progress| (1..=1000).contains(progress));
    if kind != Kind::Stream {
        timing
            .words
            .extend(progress.map(|share| (A::Percent, format!("{}%", Number(share * 100)))));
        timing
            .words
            .extend(item.remaining.map(|amount| (A::Remaining, format!("remaining {amount}"))));
    } else if progress.is_some() {
        let why = "that of a stream follows from what is in it";
        draft.left_out("progress", why, &item.spot());
    }
    if item.is_split {
        timing.words.push((A::Split, "split".into()));
    }
}

fn estimate(said: Estimate) -> (A, String) {
    match said {
        Estimate::Duration(amount) => (A::Duration, amount.to_string()),
        Estimate::Range(best, worst) => (A::Duration, format!("{best}..{worst}")),
        Estimate::Effort(amount) => (A::Effort, format!("effort {amount}")),
        Estimate::Elapsed(amount) => (A::Elapsed, format!("elapsed {amount}")),
        Estimate::Between(basis, best, likely, worst) => {
            let likely = likely.map(|likely| format!("{likely}..")).unwrap_or_default();
            let (attribute, word) = match basis {
                Basis::Working => (A::Duration, ""),
                Basis::Effort => (A::Effort, "effort "),
                Basis::Elapsed => (A::Elapsed, "elapsed "),
            };
            (attribute, format!("{word}{best}..{likely}{worst}"))
        }
    }
}

/// The first day on which an item can start by its links, as the dates of the file are, and the day before whose evening they end;
/// nothing if the file does not say it of all of them.
fn given(index: usize, tree: &Tree, week: &Week) -> Option<(Date, Date)> {
    let node = tree.node(index)?;
    let mut latest: Option<(Date, Date)> = None;
    for (to, kind, lag) in &node.waits {
        let other = &tree.node(*to)?.item;
        if lag.is_some() {
            return None;
        }
        let bound = match kind {
            LinkKind::FinishToStart => {
                let end = other.finished.or(other.end).or(other.start)?.date;
                (week.next(end)?, end)
            }
            LinkKind::StartToStart => {
                let start = other.started.or(other.start)?.date;
                (start, start)
            }
            LinkKind::FinishToFinish | LinkKind::StartToFinish => continue,
        };
        latest = Some(latest.map_or(bound, |known| (known.0.max(bound.0), known.1.max(bound.1))));
    }
    latest
}
