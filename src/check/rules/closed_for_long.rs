//! `closed-for-long`

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{CalendarId, EstimateBasis, ItemId, ItemWalker, ResourceId};
use crate::schedule::{Clock, Timing};
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// So long nothing is closed that anybody means to open again.
const LONG: Minutes = Minutes(366 * Minutes::DAY.0);
/// How many working days of one item are looked through: those of a hundred years.
const LOOKED_THROUGH: usize = 40_000;

/// No work waits for more than a year for a calendar to open, or for somebody to be back.
pub(super) fn no_work_waits_for_years(facts: Facts<'_>, out: &mut Diagnostics) {
    if !facts.schedule.timings.iter().any(|timing| is_far(facts, timing)) {
        return;
    }
    let mut waiting: BTreeMap<(CalendarId, Option<ResourceId>), (Closed, Vec<ItemId>)> =
        BTreeMap::new();
    for (item, timing) in facts.dated().filter(|(_, timing)| is_far(facts, timing)) {
        if let Some(closed) = Closed::of(facts, item, timing) {
            let whose = (item.data().calendar, closed.who);
            waiting.entry(whose).or_insert((closed, Vec::new())).1.push(item.id);
        }
    }
    let mut waiting: Vec<_> = waiting.into_values().collect();
    waiting.sort_by_key(|(_, items)| items.first().copied());
    for (closed, items) in waiting {
        let Some((first, others)) = items.split_first() else { continue };
        let item = facts.model.item(*first);
        facts.report(&rules::CLOSED_FOR_LONG, item.span(), out, || {
            closed.tell(facts, item, others.len())
        });
    }
}

/// Whether an item ends so late that it may have waited for a year.
fn is_far(facts: Facts<'_>, timing: &Timing) -> bool {
    timing.is_scheduled && timing.end.since(facts.schedule.start) > LONG
        || timing.start_gap.is_some() && timing.start.since(facts.model.header.from) > LONG
}

/// A time in which nothing can be done, and work that waits for its end.
struct Closed {
    first: Date,
    last: Date,
    /// Who is away; of a calendar nobody.
    who: Option<ResourceId>,
    /// Whether the work has begun before, and goes on behind it.
    is_within: bool,
}

impl Closed {
    fn of(facts: Facts<'_>, item: ItemWalker<'_>, timing: &Timing) -> Option<Self> {
        if item.has_parts() || item.is_done() || item.kind().is_point() {
            return None;
        }
        let who = timing.start_gap.flatten();
        let clock = who.map_or(facts.clocks.of_item(item), |who| facts.clocks.of_presence(who));
        let is_elapsed = |basis| basis == EstimateBasis::Elapsed;
        if timing.start_gap.is_some() {
            let before = clock.previous_work(timing.start.plus(Minutes(-1)));
            if timing.start.since(before) > LONG {
                return Some(Self::between(before, timing.start, who, false));
            }
        }
        if item.data().estimate.is_some_and(|of| is_elapsed(of.basis)) {
            return None;
        }
        let (from, to) = gap(facts.clocks.of_item(item), timing)?;
        Some(Self::between(from, to, None, true))
    }

    fn between(from: Moment, to: Moment, who: Option<ResourceId>, is_within: bool) -> Self {
        let last = to.date().plus_days(-1).unwrap_or(to.date());
        let first = from.last_day().plus_days(1).unwrap_or(last).min(last);
        Self { first, last, who, is_within }
    }

    fn tell(&self, facts: Facts<'_>, item: ItemWalker<'_>, others: usize) -> Diagnostic {
        let title = words::title(item);
        let opens = self.last.plus_days(1).unwrap_or(self.last).long();
        let days = words::days(self.first, self.last);
        let closed = match self.who {
            Some(who) => {
                format!("`{}` is away until then", facts.model.resource(who).title())
            }
            None => format!("the calendar `{}` is closed until then", item.calendar().name),
        };
        let waits = if self.is_within { "goes on only on" } else { "starts on" };
        let message = format!("{title} {waits} {opens}: {closed}");
        let since = if self.first.year() < facts.model.header.from.date().year() {
            format!("closed up to {}", self.last.long())
        } else {
            format!("closed from {days}")
        };
        let mut diagnostic = Diagnostic::new(&rules::CLOSED_FOR_LONG, item.span(), message)
            .here("waits for more than a year");
        if let Some(span) = self.place(facts, item) {
            diagnostic = diagnostic.label(span, since);
        }
        if others > 0 {
            let count = i64::try_from(others).unwrap_or(i64::MAX);
            let wait = if others == 1 { "waits" } else { "wait" };
            diagnostic = diagnostic
                .help(format!("{} {wait} for it too", words::counted(count, "other item")));
        }
        diagnostic.help("correct the days off; what is not to be done is `dropped`, or an `idea`")
    }

    /// The longest line that closes it then.
    fn place(&self, facts: Facts<'_>, item: ItemWalker<'_>) -> Option<Span> {
        let takes_part = |first: Date, last: Date| first <= self.last && self.first <= last;
        let length = |first: Date, last: Date| last.days() - first.days();
        if let Some(who) = self.who {
            let away = facts.model.resource(who).data().absences.iter();
            let away = away.filter(|of| takes_part(of.first, of.last));
            return away.max_by_key(|of| length(of.first, of.last)).map(|of| of.span);
        }
        let off = item.calendar().exceptions.iter().filter(|of| takes_part(of.first, of.last));
        off.max_by_key(|of| length(of.first, of.last)).map(|of| of.span)
    }
}

/// More than a year between two working times of an item.
fn gap(clock: &Clock<'_>, timing: &Timing) -> Option<(Moment, Moment)> {
    if timing.end.since(timing.start) <= LONG {
        return None;
    }
    let mut day = timing.start;
    for _ in 0..LOOKED_THROUGH {
        let next = clock.next_work(Moment::end_of(day.date()));
        if next >= timing.end {
            return None;
        }
        if next.since(day) > LONG {
            return Some((clock.previous_work(next.plus(Minutes(-1))), next));
        }
        day = next;
    }
    None
}
