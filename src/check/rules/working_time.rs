//! Whether there is working time for the work.

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{
    Absence, Assignment, CalendarId, FixedDate, ItemId, ItemWalker, ResourceId, ResourceWalker,
};
use crate::plan::{Closed, closed, works_while_away};
use crate::schedule::{Clock, Idle};
use crate::text::Span;
use crate::time::{Date, Minutes};

/// No work waits for more than a year for a calendar to open, or for somebody to be back.
pub(super) fn no_work_waits_for_years(facts: Facts<'_>, out: &mut Diagnostics) {
    let mut waiting: BTreeMap<(CalendarId, Option<ResourceId>), (Closed, Vec<ItemId>)> =
        BTreeMap::new();
    for (id, closed) in closed(facts.model, facts.schedule, facts.clocks) {
        let item = facts.model.item(id);
        if facts.is_dated(item) {
            let whose = (item.data().calendar, closed.who);
            waiting.entry(whose).or_insert((closed, Vec::new())).1.push(id);
        }
    }
    let mut waiting: Vec<_> = waiting.into_values().collect();
    waiting.sort_by_key(|(_, items)| items.first().copied());
    for (closed, items) in waiting {
        let Some((first, others)) = items.split_first() else { continue };
        let item = facts.model.item(*first);
        facts.report(&rules::CLOSED_FOR_LONG, item.span(), out, || {
            tell(closed, facts, item, others.len())
        });
    }
}

fn tell(closed: Closed, facts: Facts<'_>, item: ItemWalker<'_>, others: usize) -> Diagnostic {
    let title = words::title(item);
    let opens = closed.opens().long();
    let days = words::days(closed.first, closed.last);
    let is_closed = match closed.who {
        Some(who) => {
            format!("`{}` is away until then", facts.model.resource(who).title())
        }
        None => format!("the calendar `{}` is closed until then", item.calendar().name),
    };
    let waits = if closed.is_within { "goes on only on" } else { "starts on" };
    let message = format!("{title} {waits} {opens}: {is_closed}");
    let since = if closed.first.year() < facts.model.header.from.date().year() {
        format!("closed up to {}", closed.last.long())
    } else {
        format!("closed from {days}")
    };
    let mut diagnostic = Diagnostic::new(&rules::CLOSED_FOR_LONG, item.span(), message)
        .here("waits for more than a year");
    if let Some(span) = place(closed, facts, item) {
        diagnostic = diagnostic.label(span, since);
    }
    if others > 0 {
        let count = i64::try_from(others).unwrap_or(i64::MAX);
        let wait = if others == 1 { "waits" } else { "wait" };
        diagnostic =
            diagnostic.help(format!("{} {wait} for it too", words::counted(count, "other item")));
    }
    diagnostic.help("correct the days off; what is not to be done is `dropped`, or an `idea`")
}

/// The longest line that closes it then.
fn place(closed: Closed, facts: Facts<'_>, item: ItemWalker<'_>) -> Option<Span> {
    let takes_part = |first: Date, last: Date| first <= closed.last && closed.first <= last;
    let length = |first: Date, last: Date| last.days() - first.days();
    if let Some(who) = closed.who {
        let away = facts.model.resource(who).data().absences.iter();
        let away = away.filter(|of| takes_part(of.first, of.last));
        return away.max_by_key(|of| length(of.first, of.last)).map(|of| of.span);
    }
    let off = item.calendar().exceptions.iter().filter(|of| takes_part(of.first, of.last));
    off.max_by_key(|of| length(of.first, of.last)).map(|of| of.span)
}

/// Calendars, people and items have working time in reach.
pub(super) fn there_is_working_time_in_reach(facts: Facts<'_>, out: &mut Diagnostics) {
    for idle in &facts.schedule.never_works {
        let diagnostic = match *idle {
            Idle::Calendar(id) => calendar(facts, id),
            Idle::Resource(id) => resource(facts, id),
            Idle::Item(id) => item(facts, id),
        };
        facts.report(&rules::NEVER_WORKS, diagnostic.primary.span, out, || diagnostic);
    }
}

fn calendar(facts: Facts<'_>, id: CalendarId) -> Diagnostic {
    let calendar = facts.model.calendar(id);
    let message =
        format!("the calendar `{}` has no working time where there is work to do", calendar.name);
    let diagnostic = Diagnostic::new(&rules::NEVER_WORKS, calendar.span, message)
        .help("say when there is work: `work mon-fri 09:00-17:00`");
    match calendar.exceptions.last() {
        Some(exception) => diagnostic.label(exception.span, "the last line that changes days"),
        None => diagnostic,
    }
}

fn resource(facts: Facts<'_>, id: ResourceId) -> Diagnostic {
    let resource = facts.model.resource(id);
    let message = format!("`{}` is never there when there is work to do", resource.title());
    let diagnostic = Diagnostic::new(&rules::NEVER_WORKS, resource.span(), message)
        .help("give the work to somebody else, or correct the days off");
    match resource.data().absences.last() {
        Some(absence) => diagnostic.label(absence.span, "away"),
        None => diagnostic,
    }
}

fn item(facts: Facts<'_>, id: ItemId) -> Diagnostic {
    let item = facts.model.item(id);
    let message = format!(
        "{} can never be worked on: its calendar and those assigned to it never work at the same time",
        words::title(item)
    );
    let mut diagnostic = Diagnostic::new(&rules::NEVER_WORKS, item.span(), message);
    for assignment in item.assignments().iter().take(8) {
        let who = facts.model.resource(assignment.resource);
        let works = match &*who.calendar().name {
            "" => format!("`{}` works Monday to Friday", who.title()),
            calendar => format!("`{}` works by `{calendar}`", who.title()),
        };
        diagnostic = diagnostic.label(assignment.span, works);
    }
    diagnostic.help("let it work by the calendar of those who do it, or give it to somebody else")
}

/// Nobody is fixed to work while they are away.
pub(super) fn nobody_works_while_away(facts: Facts<'_>, out: &mut Diagnostics) {
    for item in facts.written_of(facts.with_dates()).filter(|item| facts.is_open(*item)) {
        let dates = item.dates();
        let (Some(from), Some(to)) = (dates.from, dates.to) else { continue };
        let fixed = Fixed { item, from, to };
        for assignment in works_while_away(facts.clocks, item) {
            if let Some(clash) = fixed.clash(facts, assignment) {
                facts.report(&rules::WORKS_WHILE_AWAY, from.span, out, || clash.tell());
            }
        }
    }
}

/// An item that is fixed at both ends.
#[derive(Clone, Copy)]
struct Fixed<'m> {
    item: ItemWalker<'m>,
    from: FixedDate,
    to: FixedDate,
}

/// Somebody is away while a fixed item is worked on.
struct Conflict<'m> {
    fixed: Fixed<'m>,
    assignment: &'m Assignment,
    who: ResourceWalker<'m>,
    /// The first of the absences that take part.
    absence: &'m Absence,
    /// How much all of them take: working days, or less than one.
    takes: String,
}

impl<'m> Fixed<'m> {
    fn clash(self, facts: Facts<'m>, assignment: &'m Assignment) -> Option<Conflict<'m>> {
        let who = facts.model.resource(assignment.resource);
        let (from, to) = (self.from.moment, self.to.moment);
        let calendar = facts.clocks.of_calendar(who.data().calendar);
        let presence = facts.clocks.of_presence(who.id);
        let lost = calendar.work_between(from, to).0 - presence.work_between(from, to).0;
        let before = from.date().plus_days(-1).unwrap_or(from.date());
        let days_of = |clock: &Clock<'_>| clock.working_days(before, to.last_day());
        let takes = match days_of(calendar) - days_of(presence) {
            0 => words::amount(Minutes(lost), &facts.model.header),
            days => words::working_days(days),
        };
        let is_within = |absence: &&Absence| absence.from < to && from < absence.to;
        let absence = who.data().absences.iter().find(is_within)?;
        Some(Conflict { fixed: self, assignment, who, absence, takes })
    }
}

impl Conflict<'_> {
    fn tell(&self) -> Diagnostic {
        let (title, absence) = (words::title(self.fixed.item), self.absence);
        let away = words::period(absence.first, absence.last);
        let why =
            if absence.title.is_empty() { String::new() } else { format!(" ({})", absence.title) };
        let (from, to) = (self.fixed.from, self.fixed.to);
        let message = format!(
            "{title} is fixed {}, and `{}` is away {away}{why}",
            words::period(from.moment.date(), to.moment.last_day()),
            self.who.title(),
        );
        let diagnostic = Diagnostic::new(&rules::WORKS_WHILE_AWAY, from.span, message)
            .here(format!("the absence takes {} of it", self.takes))
            .label(absence.span, "away")
            .label(self.assignment.span, "assigned here");
        if to.span == from.span {
            return diagnostic.help("move the dates, or let somebody else do it");
        }
        diagnostic.help("move the dates, let somebody else do it, or write an estimate instead of `to`: the work then waits for them")
    }
}
