//! `closed-for-long`

use std::collections::BTreeMap;

use crate::check::facts::Facts;
use crate::check::words;
use crate::diagnostic::{Diagnostic, Diagnostics, rules};
use crate::model::{CalendarId, ItemId, ItemWalker, ResourceId};
use crate::plan::{Closed, closed};
use crate::text::Span;
use crate::time::Date;

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
