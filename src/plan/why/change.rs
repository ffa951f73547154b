//! What could be otherwise in a roadmap: a line less, a day less.

use std::collections::BTreeSet;

use super::slice::Slice;
use crate::model::{
    Anchor, Assignment, CalendarId, DependencyId, FixedDate, Item, ItemId, Model, Progress,
    ResourceId, Share,
};
use crate::schedule::remaining;
use crate::text::Span;
use crate::time::{Date, Minutes, Moment};

/// More of something than anybody asks for: a million units.
const BOUNDLESS: Share = Share(1_000_000_000);

/// A change of a roadmap, to see what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// So much less work on an item; of work under way, less of what remains.
    Shorten(ItemId, Minutes),
    /// An item takes no time.
    TakesNoTime(ItemId),
    /// A dependency does not hold.
    Independent(DependencyId),
    /// A release does not wait for an item.
    NotShipped {
        /// The release.
        release: ItemId,
        /// What is in it.
        item: ItemId,
    },
    /// A date that an item's author fixed is not: the attribute at this place.
    NotFixed(ItemId, Span),
    /// It is not known when an item was started and done.
    NotActual(ItemId),
    /// An item is not as late as possible.
    NotLate(ItemId),
    /// Those who do an item aren't needed for it: what is written at this place, for all that inherit it.
    Unassigned(Span),
    /// There is as much of a team or resource as anybody asks for.
    Unlimited(ResourceId),
    /// Somebody is not away: the row of their absences.
    Present(ResourceId, usize),
    /// A calendar works on days that are off: the row of its exceptions.
    Open(CalendarId, usize),
    /// The roadmap starts on that day.
    StartsOn(Date),
    /// Work need not be in the future.
    WithoutToday,
    /// A date that is fixed or waited for is that day instead.
    Moved(DateOf, Date),
}

/// A date in a roadmap that could be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateOf {
    /// One that an item waits for, `after 2026-04-01`.
    Dependency(DependencyId),
    /// One that an item's author fixed for its start, or of a point.
    Fixed(ItemId),
}

/// Makes changes in a part of a roadmap.
pub(super) fn apply(slice: &Slice<'_>, changes: &[Change], model: &mut Model) {
    for change in changes {
        make(slice, *change, model);
    }
    // Rows go last, so that all others are found by their number.
    let gone: BTreeSet<Change> = changes.iter().copied().collect();
    for (who, resource) in (0..).map(ResourceId).zip(&mut model.resources) {
        leave_out(&mut resource.absences, |row| gone.contains(&Change::Present(who, row)));
    }
    for (id, calendar) in (0..).map(CalendarId).zip(&mut model.calendars) {
        leave_out(&mut calendar.exceptions, |row| gone.contains(&Change::Open(id, row)));
    }
    let mut dependencies = slice.dependencies().iter();
    model
        .dependencies
        .retain(|_| dependencies.next().is_none_or(|id| !gone.contains(&Change::Independent(*id))));
    unassign(model, |one| gone.contains(&Change::Unassigned(one.span)));
}

/// Leaves out assignments.
fn unassign(model: &mut Model, is_gone: impl Fn(&Assignment) -> bool) {
    let mut rows = 0;
    let mut before = vec![0];
    for one in &model.assignments {
        rows += u32::from(!is_gone(one));
        before.push(rows);
    }
    let before = |row: u32| before.get(row as usize).copied().unwrap_or(rows);
    for item in &mut model.items {
        let (first, count) = item.assignments;
        item.assignments = (before(first), before(first + count) - before(first));
    }
    model.assignments.retain(|one| !is_gone(one));
}

/// Leaves out rows of a table, by their number.
fn leave_out<T>(table: &mut Vec<T>, is_gone: impl Fn(usize) -> bool) {
    let mut rows = 0..;
    table.retain(|_| rows.next().is_none_or(|row| !is_gone(row)));
}

fn make(slice: &Slice<'_>, change: Change, model: &mut Model) {
    match change {
        Change::Shorten(item, less) => with(slice, model, item, |item| shorten(item, less)),
        Change::TakesNoTime(item) => with(slice, model, item, takes_no_time),
        Change::NotShipped { release, item } => {
            let Some(release) = slice.item(release) else { return };
            with(slice, model, item, |item| {
                if let Some(extras) = &mut item.extras {
                    extras.releases.retain(|(id, _)| *id != release);
                }
            });
        }
        Change::NotFixed(item, span) => with(slice, model, item, |item| unfix(item, span)),
        Change::NotActual(item) => with(slice, model, item, |item| {
            if let Some(progress) = &mut item.progress {
                progress.started = None;
                progress.done = progress.done.map(|(_, span)| (None, span));
            }
        }),
        Change::NotLate(item) => with(slice, model, item, |item| item.alap = None),
        Change::StartsOn(date) => model.header.from = Moment::start_of(date),
        Change::WithoutToday => {
            (model.header.today, model.header.now) = (None, None);
        }
        Change::Unlimited(who) => {
            if let Some(resource) = model.resources.get_mut(who.index()) {
                resource.capacity = BOUNDLESS;
            }
        }
        Change::Moved(of, date) => move_date(slice, of, date, model),
        // Rows of tables.
        Change::Present(..) | Change::Open(..) | Change::Independent(_) | Change::Unassigned(_) => {
        }
    }
}

fn with(slice: &Slice<'_>, model: &mut Model, item: ItemId, change: impl FnOnce(&mut Item)) {
    if let Some(item) = slice.item(item).and_then(|row| model.items.get_mut(row.index())) {
        change(item);
    }
}

fn shorten(item: &mut Item, less: Minutes) {
    let shorter = |amount: Minutes| Minutes(amount.0.saturating_sub(less.0).max(1));
    let remaining = item.progress.as_deref().and_then(|said| remaining(said, item.estimate));
    if let (Some(remaining), Some(progress)) = (remaining, &mut item.progress) {
        progress.remaining = Some((shorter(remaining), Span::default()));
    } else if let Some(estimate) = &mut item.estimate {
        estimate.likely = shorter(estimate.likely);
    }
}

fn takes_no_time(item: &mut Item) {
    if let Some(estimate) = &mut item.estimate {
        estimate.likely = Minutes::ZERO;
    }
    if let Some(Progress { remaining: Some((remaining, _)), .. }) = item.progress.as_deref_mut() {
        *remaining = Minutes::ZERO;
    }
}

fn unfix(item: &mut Item, span: Span) {
    if let Some(dates) = &mut item.dates {
        let other = |date: &FixedDate| date.span != span;
        (dates.from, dates.to) = (dates.from.filter(other), dates.to.filter(other));
    }
}

fn move_date(slice: &Slice<'_>, of: DateOf, date: Date, model: &mut Model) {
    match of {
        DateOf::Dependency(id) => {
            let row = slice.dependency(id).and_then(|row| model.dependencies.get_mut(row));
            if let Some(dependency) = row {
                dependency.anchor = Anchor::Moment(Moment::start_of(date));
            }
        }
        DateOf::Fixed(item) => with(slice, model, item, |item| {
            let Some(dates) = &mut item.dates else { return };
            if let Some(from) = &mut dates.from {
                from.moment = Moment::start_of(date);
            } else if let Some(to) = &mut dates.to {
                to.moment = Moment::end_of(date);
            }
        }),
    }
}
