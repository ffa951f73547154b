//! Why something can't be by a day: a least set of lines that together forbid it.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Line};
use super::least::{Question, Search};
use super::slice::{Kept, Slice};
use super::{Link, Point, before, day_of};
use crate::model::{Edge, FixedDate, ItemId, ItemWalker, Model};
use crate::plan::Plan;
use crate::schedule::{Driver, Reasons, Schedule, Step, Timing};
use crate::text::Span;
use crate::time::{Date, Moment};

/// Whether something can be by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is.
    Kept(Date),
    /// Nobody knows: it is that day at the earliest, and rests on work that nobody has estimated, the first of which is named.
    Unknown(Date, Option<ItemId>),
    /// It can't: the day it is on, and why it is not earlier.
    Forbidden(Date, Barrier),
}

/// Lines that together forbid that something is by a day: without any one of them it could be. Of a levelled roadmap both hold
/// with the order in which it was levelled, and with the same people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Barrier {
    /// What each line says, as the change that would take it back, in order of place; what has no place comes last.
    /// None at all where it could not be even without any line.
    pub lines: Vec<Line>,
    /// All other lines on which its date could rest: they are not needed to forbid it.
    pub others: Vec<Line>,
    /// Whether it was tried for each line that the others alone do not forbid it. Of very long chains that would take too long.
    pub is_least: bool,
}

/// Why a point can't be on a day or before it.
pub(super) fn against(reasons: &Reasons<'_>, point: Point, chain: &[Link], day: Date) -> Answer {
    let (model, schedule, (item, edge)) = (reasons.model, reasons.schedule, point);
    let timing = schedule.timing(item);
    let now = day_of(model, point, timing.at(edge));
    if now <= day {
        return if timing.is_open_at(edge) {
            let rests_on = Plan::unchecked(model, schedule).status().rests_on(item);
            let before = rests_on.filter(|unknown| edge == Edge::End || *unknown != item);
            Answer::Unknown(now, before)
        } else {
            Answer::Kept(now)
        };
    }
    let slice = Slice::of(model, schedule, item);
    let lines = lines_of(model, schedule, &slice, day);
    let on_chain: BTreeSet<Change> = named_by(model, schedule, chain).into_iter().collect();
    let question = Question { model, point, day, lines: &lines };
    let all = Search::new(question, slice);
    let chained = all.narrowed(rows_of(&lines, |line| on_chain.contains(&line.without)));
    let search = match schedule.levelling {
        _ if chained.is_forbidden() => chained,
        Some(_) => grown(&all, reasons, chain).unwrap_or(all),
        None => all,
    };
    let (rows, is_least) = search.least();
    let (needed, others): (Vec<_>, Vec<_>) =
        lines.iter().enumerate().partition(|(row, _)| rows.contains(row));
    let [mut needed, others] =
        [needed, others].map(|lines| lines.into_iter().map(|(_, line)| *line).collect::<Vec<_>>());
    needed.sort_by_key(|line| (line.span.is_none(), line.span));
    Answer::Forbidden(now, Barrier { lines: needed, others, is_least })
}

fn rows_of(lines: &[Line], is_in: impl Fn(&Line) -> bool) -> BTreeSet<usize> {
    lines.iter().enumerate().filter(|(_, line)| is_in(line)).map(|(row, _)| row).collect()
}

/// Of a levelled roadmap lines that forbid it: those of the chain, and of what turns out to hold that where it is.
fn grown<'a>(all: &Search<'a>, reasons: &Reasons<'_>, chain: &[Link]) -> Option<Search<'a>> {
    let (model, schedule) = (reasons.model, reasons.schedule);
    let items = chain.iter().map(|link| link.reason.item);
    let mut involved = Involved::new(reasons, items);
    loop {
        let named = Named::of(model, schedule, &involved.items);
        let rows = rows_of(all.question.lines, |line| named.has(model, line));
        let search = all.narrowed(rows);
        let without = search.scheduled(&search.kept);
        if search.is_late(&without) {
            return Some(search);
        }
        if !involved.grow(|item| search.timing(&without, item)) {
            return None;
        }
    }
}

/// Of a levelled roadmap: items that hold each other where they are, more and more of them. The chain names what somebody did last
/// before an item; that they could not have done it still earlier rests on what they did since it could have begun.
struct Involved<'a> {
    reasons: &'a Reasons<'a>,
    /// Those that are known by now.
    items: BTreeSet<ItemId>,
}

impl<'a> Involved<'a> {
    fn new(reasons: &'a Reasons<'a>, items: impl Iterator<Item = ItemId>) -> Self {
        let mut involved = Self { reasons, items: BTreeSet::new() };
        for item in items {
            involved.add(item);
        }
        involved
    }

    /// Adds an item, and all that decides its dates in the end.
    fn add(&mut self, item: ItemId) {
        let mut open = vec![item];
        while let Some(item) = open.pop() {
            if self.items.insert(item) {
                open.extend(self.decisive(item));
            }
        }
    }

    /// Adds what was in the way of those that start earlier without it: of the first of them, since others may only follow.
    /// Says whether there was any.
    fn grow<'s>(&mut self, now: impl Fn(ItemId) -> Option<&'s Timing>) -> bool {
        let known = self.items.len();
        let moved = |item: ItemId| {
            let (now, before) = (now(item)?, self.reasons.schedule.timing(item));
            let is_earlier = now.start < before.start || now.end < before.end;
            is_earlier.then_some(now.start)
        };
        let movers: BTreeMap<ItemId, Moment> =
            self.items.iter().filter_map(|item| Some((*item, moved(*item)?))).collect();
        let first = movers.iter().filter(|(item, _)| !self.follows(**item, &movers));
        let in_the_way: Vec<_> = first.flat_map(|(item, now)| self.rivals(*item, *now)).collect();
        for item in in_the_way {
            self.add(item);
        }
        self.items.len() > known
    }

    /// Whether something that decides an item has moved too.
    fn follows(&self, item: ItemId, movers: &BTreeMap<ItemId, Moment>) -> bool {
        self.decisive(item).iter().any(|one| *one != item && movers.contains_key(one))
    }

    /// What those who do an item did from a moment to its start, and while it pauses.
    fn rivals(&self, item: ItemId, from: Moment) -> Vec<ItemId> {
        let Reasons { model, schedule, .. } = self.reasons;
        let timing = schedule.timing(item);
        let is_whole = schedule.pieces(item).len() == 1 && schedule.stints(item).is_empty();
        let until = if is_whole { timing.start } else { timing.end };
        let late = timing.held_by().map(|(who, _)| who);
        let own = schedule.people(model.item(item)).iter().map(|one| one.resource);
        let asked: BTreeSet<_> = own.chain(late).collect();
        asked.into_iter().flat_map(|who| self.reasons.done_by(who, (from, until))).collect()
    }

    /// What decides an item's points, and what would if nobody were busy.
    fn decisive(&self, item: ItemId) -> Vec<ItemId> {
        let of_edge = |edge| {
            let reason = self.reasons.of(item, edge);
            let asks = self.reasons.asks(item, edge).into_iter();
            let last = asks.max_by_key(|ask| ask.asked).map(|ask| ask.driver);
            let drivers = std::iter::once(reason.driver).chain(last);
            drivers.filter_map(move |driver| before(self.reasons, &reason, driver))
        };
        [Edge::Start, Edge::End].into_iter().flat_map(of_edge).map(|(item, _)| item).collect()
    }
}

/// Items with what they stand in, and what they need of those who do them.
struct Named {
    items: BTreeSet<ItemId>,
    needs: BTreeSet<Change>,
}

impl Named {
    fn of(model: &Model, schedule: &Schedule, items: &BTreeSet<ItemId>) -> Self {
        let items = || items.iter().map(|item| model.item(*item));
        Self {
            items: items().flat_map(ItemWalker::with_ancestors).map(|one| one.id).collect(),
            needs: items().flat_map(|item| needs(model, schedule, item)).collect(),
        }
    }

    fn has(&self, model: &Model, line: &Line) -> bool {
        match line.without {
            need @ (Change::Unassigned(_) | Change::Unlimited(_)) => self.needs.contains(&need),
            Change::Present(who, _) => self.needs.contains(&Change::Unlimited(who)),
            _ => line.item(model).is_none_or(|item| self.items.contains(&item)),
        }
    }
}

/// The lines that the links of a chain name.
fn named_by(model: &Model, schedule: &Schedule, chain: &[Link]) -> Vec<Change> {
    let mut named = Vec::new();
    for link in chain {
        let reason = &link.reason;
        let item = model.item(reason.item);
        match reason.driver {
            Driver::Dependency(id) => named.push(Change::Independent(id)),
            Driver::Part(part) if item.kind().is_point() => {
                named.push(Change::NotShipped { release: item.id, item: part });
            }
            Driver::FixedDate => named.extend(fixed(model.item(reason.holder))),
            Driver::Actual => named.push(Change::NotActual(item.id)),
            Driver::JustBefore(_) | Driver::Deadline | Driver::RoadmapEnd => {
                named.extend(item.with_ancestors().map(|one| Change::NotLate(one.id)));
            }
            Driver::RoadmapStart
            | Driver::Today
            | Driver::Estimate
            | Driver::Remaining
            | Driver::Resource { .. }
            | Driver::Part(_) => {}
        }
        if matches!(reason.step, Step::Work(_) | Step::Back(_) | Step::FirstEnd(_)) {
            named.push(Change::TakesNoTime(item.id));
        }
        if schedule.levelling.is_some() {
            named.extend(needs(model, schedule, item));
        }
        named.extend(link.pauses.iter().filter_map(|pause| pause.without));
    }
    named
}

/// Every line that a date can rest on, in the part of the roadmap that counts.
fn lines_of(model: &Model, schedule: &Schedule, slice: &Slice<'_>, day: Date) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut add = |without, span| lines.push(Line { without, span });
    for (item, kept) in slice.items(model) {
        lines_of_item(item, kept, &mut add);
    }
    for id in slice.dependencies() {
        add(Change::Independent(*id), Some(model.dependency(*id).span));
    }
    let items = || slice.items(model).map(|(item, _)| item);
    let leaves = || items().filter(|item| !item.has_parts());
    let mut calendars: BTreeSet<_> = items().map(|item| item.data().calendar).collect();
    let people = leaves().flat_map(|item| schedule.people(item)).map(|one| one.resource);
    let people: BTreeSet<_> = people.collect();
    if schedule.levelling.is_some() {
        // By which work can wait for people: each assignment, and how much there is of a team or resource.
        let spans = leaves().flat_map(ItemWalker::assignments).map(|one| one.span);
        for span in spans.collect::<BTreeSet<Span>>() {
            add(Change::Unassigned(span), Some(span));
        }
        let teams = people.iter().filter_map(|who| model.resource(*who).data().team);
        for who in people.iter().copied().chain(teams).collect::<BTreeSet<_>>() {
            if let Some(span) = model.resource(who).data().capacity_span {
                add(Change::Unlimited(who), Some(span));
            }
        }
    }
    for who in people {
        let resource = model.resource(who).data();
        calendars.insert(resource.calendar);
        for (row, absence) in resource.absences.iter().enumerate() {
            add(Change::Present(who, row), Some(absence.span));
        }
    }
    for id in calendars {
        let exceptions = model.calendar(id).exceptions.iter().enumerate();
        for (row, off) in exceptions.filter(|(_, exception)| exception.hours.is_empty()) {
            add(Change::Open(id, row), Some(off.span));
        }
    }
    add(Change::StartsOn(long_before(model, schedule, day)), Some(model.header.span));
    if model.header.today.is_some() {
        add(Change::WithoutToday, None);
    }
    lines
}

/// That an item needs those who do it, and that there are only so many of them: what it can wait for after levelling.
fn needs(model: &Model, schedule: &Schedule, item: ItemWalker<'_>) -> Vec<Change> {
    let mut needs = Vec::new();
    for one in schedule.people(item) {
        let team = model.resource(one.resource).data().team;
        needs.push(Change::Unassigned(one.span));
        needs.push(Change::Unlimited(one.resource));
        needs.extend(team.map(Change::Unlimited));
    }
    needs
}

fn lines_of_item(item: ItemWalker<'_>, kept: Kept, add: &mut impl FnMut(Change, Option<Span>)) {
    let id = item.id;
    if kept == Kept::Outside {
        if let Some(from) = item.dates().from {
            add(Change::NotFixed(id, from.span), Some(from.span));
        }
        return;
    }
    let progress = item.progress();
    let remaining = progress.remaining.map(|(_, span)| span);
    let estimate = item.data().estimate.map(|estimate| estimate.span);
    if let Some(span) = remaining.or(estimate).filter(|_| !item.has_parts()) {
        add(Change::TakesNoTime(id), Some(span));
    }
    for change in fixed(item) {
        if let Change::NotFixed(_, span) = change {
            add(change, Some(span));
        }
    }
    let done = progress.done.filter(|(date, _)| date.is_some()).map(|(_, span)| span);
    let actual = done.or(progress.started.map(|date| date.span));
    if let Some(span) = actual {
        add(Change::NotActual(id), Some(span));
    }
    if let Some(span) = item.dates().alap {
        add(Change::NotLate(id), Some(span));
    }
    for (release, span) in &item.extras().releases {
        add(Change::NotShipped { release: *release, item: id }, Some(*span));
    }
}

/// What its author fixed of an item: `from` and `to`, or both at once.
fn fixed(item: ItemWalker<'_>) -> Vec<Change> {
    let dates = item.dates();
    let spans = [dates.from, dates.to].into_iter().flatten().map(|date: FixedDate| date.span);
    let mut changes: Vec<_> = spans.map(|span| Change::NotFixed(item.id, span)).collect();
    changes.dedup();
    changes
}

/// A start of the roadmap so early that nothing can be late for it.
fn long_before(model: &Model, schedule: &Schedule, day: Date) -> Date {
    let (from, end) = (model.header.from, schedule.end.max(Moment::start_of(day)));
    let days = end.since(from).0 / crate::time::Minutes::DAY.0;
    let start = i64::from(day.days().min(from.date().days())) - 2 * days - 366;
    Date::from_days(start).unwrap_or(Date::MIN)
}
